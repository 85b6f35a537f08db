//! A resource of a stack → the provider's arguments.

use super::body::Body;
use super::ids::group;
use super::{Lowering, TAGS, attribute};
use crate::maps::{HashSet, IndexMap};
use crate::plan::arm::version_name;
use crate::plan::stack::{Arm, Attribute, Lifecycle, Output, Resource, Value};
use crate::source::Span;
use crate::term::address::{Address, Mode};
use crate::term::expression::{Environmental, Expression, Function};
use crate::term::{Kind, Object, Term};
use std::sync::Arc;

/// Attributes that are arguments, and no part of the body.
const ARGUMENTS: [&str; 5] = ["id", "identity", "location", "name", "tags"];

/// The argument that Terraform keeps nowhere.
const SECRET_BODY: &str = "sensitive_body";

impl Lowering<'_> {
    /// The resource as the provider's; none if nothing need be read.
    pub(super) fn resource(&mut self, resource: &Resource) -> Option<Resource> {
        if self.only_ids.contains(&resource.address) {
            return None;
        }
        self.span = self.span.or(Some(resource.span));
        let arm = resource.arm.clone().unwrap_or_default();
        let mut attributes = vec![text("type", &resource.address.kind, resource.span)];
        attributes.extend(self.place(resource, &arm));
        if resource.address.mode == Mode::Managed {
            attributes.extend(self.everywhere(resource, &arm));
            attributes.extend(self.body(resource));
        }
        attributes.extend(self.exported(resource));
        Some(Resource {
            address: self.address(&resource.address),
            attributes,
            depends_on: self.depends_on(resource),
            lifecycle: lifecycle(&resource.lifecycle),
            arm: None,
            provider: None,
            named: Vec::new(),
            span: resource.span,
            header: resource.header,
        })
    }

    /// Which resource it is: its id, or its name and what it stands in.
    fn place(&mut self, resource: &Resource, arm: &Arm) -> Vec<Attribute> {
        if let Some(id) = resource.term("id") {
            return vec![attribute("resource_id", self.term(id))];
        }
        let name = resource.term("name");
        let name = name.map(|name| attribute("name", self.term(name)));
        let parent = match arm.parent.as_ref().or(arm.scope.as_ref()) {
            Some(address) => self.id(address, resource.span),
            None => group(resource.span),
        };
        name.into_iter()
            .chain([attribute("parent_id", parent)])
            .collect()
    }

    /// Location, tags and identities.
    fn everywhere(&mut self, resource: &Resource, arm: &Arm) -> Vec<Attribute> {
        let span = resource.span;
        let mut attributes = Vec::new();
        if arm.has_location {
            let here = Expression::Environmental(Environmental::Location);
            attributes.push(attribute("location", Kind::Deferred(here.into()).at(span)));
        }
        if arm.has_tags {
            attributes.extend(self.tags(span));
        }
        for name in ["location", "tags"] {
            let own = resource.whole(name);
            attributes.extend(own.map(|own| attribute(name, self.term(&own.without_nulls()))));
        }
        attributes.extend(self.identity(resource, arm));
        attributes
    }

    fn tags(&mut self, span: Span) -> Option<Attribute> {
        let tags = self.stack.tags.as_ref()?;
        let tags = self.term(tags);
        self.locals.entry(TAGS.into()).or_insert(tags);
        let local = Expression::Local(TAGS.into());
        Some(attribute("tags", Kind::Deferred(local.into()).at(span)))
    }

    /// The identities that it runs as: those that it is given, besides its own.
    fn identity(&mut self, resource: &Resource, arm: &Arm) -> Option<Attribute> {
        let span = resource.span;
        let kind = self.term(&resource.identity_type()?);
        let given = arm
            .identities
            .iter()
            .map(|identity| self.id(identity, span));
        let given: Vec<_> = given.collect();
        let listed = resource.of_identity("userAssignedIdentities");
        let listed = listed.map(|listed| self.term(&keys(&listed)));
        let mut block = vec![attribute("type", kind)];
        block.extend(ids(given, listed, span).map(|ids| attribute("identity_ids", ids)));
        let value = Value::Block(block);
        Some(Attribute {
            name: "identity".into(),
            span,
            value,
        })
    }

    /// What is ARM's own, with what is secret apart.
    fn body(&mut self, resource: &Resource) -> Vec<Attribute> {
        let mut body = Body::default();
        let own = resource.attributes.iter();
        for own in own.filter(|own| !ARGUMENTS.contains(&&*own.name)) {
            let term = own.value.whole(own.span).without_nulls();
            let term = self.term(&term);
            body.add(&own.name, &term, &self.stack.parameters);
        }
        let parts = [
            ("body", body.plain),
            (SECRET_BODY, body.secret),
            ("sensitive_body_version", body.versions),
        ];
        let filled = parts.into_iter().filter(|(_, part)| !part.is_empty());
        filled
            .map(|(name, part)| attribute(name, object(part, resource.span)))
            .collect()
    }

    fn exported(&self, resource: &Resource) -> Option<Attribute> {
        let paths = self.exports.get(&resource.address)?;
        let paths = paths
            .iter()
            .map(|path| Kind::text(path.as_str()).at(resource.span));
        let paths = Kind::List(paths.collect()).at(resource.span);
        Some(attribute("response_export_values", paths))
    }

    /// What must be there before; what a reference orders already is left out.
    fn depends_on(&self, resource: &Resource) -> Vec<Arc<Address>> {
        let before = self.stack.awaited(resource).into_iter();
        before
            .filter(|before| !self.only_ids.contains(before))
            .map(|before| self.address(before))
            .collect()
    }
}

fn object(object: Object, span: Span) -> Term {
    Kind::Object(Arc::new(object)).at(span)
}

fn text(name: &str, text: &Arc<str>, span: Span) -> Attribute {
    attribute(name, Kind::Text(text.clone()).at(span))
}

/// What others may change stands in the body, unless it is an argument.
fn lifecycle(lifecycle: &Lifecycle) -> Lifecycle {
    let ignored = lifecycle.ignore_changes.iter().map(|path| {
        let first = path.split(['.', '[']).next().unwrap_or_default();
        if ARGUMENTS.contains(&first) {
            path.clone()
        } else {
            format!("body.{path}").into()
        }
    });
    Lifecycle {
        ignore_changes: ignored.collect(),
        ..lifecycle.clone()
    }
}

/// Whether a parameter is read in a secret body that has its version.
pub(super) fn is_versioned(resources: &[Resource], parameter: &str) -> bool {
    let version = version_name(parameter);
    let versions = resources.iter();
    let mut versions = versions.filter_map(|of| of.term("sensitive_body_version"));
    versions.any(|of| of.parameters().contains(&version))
}

/// The parameters that are read where Terraform keeps them.
pub(super) fn shown(
    resources: &[Resource],
    outputs: &IndexMap<Arc<str>, Output>,
    locals: &IndexMap<Arc<str>, Term>,
) -> HashSet<Arc<str>> {
    let attributes = resources.iter().flat_map(|resource| &resource.attributes);
    let kept = attributes.filter(|attribute| &*attribute.name != SECRET_BODY);
    let kept = kept.flat_map(|attribute| attribute.value.terms());
    let outputs = outputs.values().map(|output| &output.value);
    let terms = kept.chain(outputs).chain(locals.values());
    terms.flat_map(Term::parameters).collect()
}

/// The ids that are given and those that are listed, in one list.
fn ids(mut given: Vec<Term>, listed: Option<Term>, span: Span) -> Option<Term> {
    let list = |ids: Vec<Term>| Kind::List(ids.into()).at(span);
    let Some(listed) = listed else {
        return (!given.is_empty()).then(|| list(given));
    };
    if let Some(listed) = listed.as_items() {
        given.extend(listed.iter().cloned());
        return (!given.is_empty()).then(|| list(given));
    }
    Some(call("concat", vec![list(given), listed], span))
}

/// The keys of an object, in a list; of one that only deployment knows, none if it is null.
fn keys(object: &Term) -> Term {
    let span = object.span;
    if let Some(object) = object.as_object() {
        let keys = object.iter();
        let keys = keys.map(|(key, value)| Kind::Text(key.clone()).at(value.span));
        return Kind::List(keys.collect()).at(span);
    }
    if let Some(Expression::Call(Function("zipmap"), lists)) =
        object.as_deferred().map(AsRef::as_ref)
        && let Some(keys) = lists.first()
    {
        return keys.clone();
    }
    let keys = call("keys", vec![object.clone()], span);
    let none = Kind::List([].into()).at(span);
    call("try", vec![keys, none], span)
}

fn call(function: &'static str, arguments: Vec<Term>, span: Span) -> Term {
    Kind::Deferred(Expression::Call(Function(function), arguments).into()).at(span)
}
