//! Resources: how often each is there, and what a reference to one stands for.

use super::error::Error;
use super::name_error::NameError;
use super::place::{Place, Within};
use super::planner::{Node, Planner};
use super::view::found;
use crate::document::implementation::{Implementation, Repeat, Resource, ResourceKey};
use crate::eval::{Attention, Found, Step, convert};
use crate::maps::IndexMap;
use crate::names::Name;
use crate::problems::Reported;
use crate::schema::model::{Flags, Type};
use crate::source::Span;
use crate::term::address::{Address, Key, Mode, Owner};
use crate::term::expression::{Expression, Reference};
use crate::term::types;
use crate::term::{Kind, Object, Term};
use std::sync::Arc;

/// `count` may be this at most.
const MOST_INSTANCES: usize = 1000;

impl<'d> Planner<'d> {
    /// `aws_sqs_queue.main.arn`, `data.aws_x.main.json`, `resource.main.id`. `None` where the root
    /// names no resource of the module.
    pub(super) fn resource_name(
        &mut self,
        within: &Within,
        root: &str,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        let Some((key, taken, at)) = self.key_of(root, span, steps) else {
            return Ok(None);
        };
        let Some((owner, resource)) = self.find(&within.owner, &key) else {
            return Err(self.unknown_resource(within, &key, at));
        };
        let shape = self.shape_of(&owner, &key, resource, at)?;
        if self.attention == Attention::Names {
            return Ok(found(shape, steps.len()));
        }
        let rest = steps.get(taken..).unwrap_or_default();
        let (term, more) = self.instances(&owner, resource, &shape, rest, at)?;
        let hidden = self.is_sensitive(&term, rest.get(more..).unwrap_or_default());
        Ok(found(term.marked(hidden), taken + more))
    }

    /// Which resource a path names, how many steps that takes, and where it stands.
    fn key_of(
        &self,
        root: &str,
        span: Span,
        steps: &[Step<'_>],
    ) -> Option<(ResourceKey, usize, Span)> {
        let name = |at: usize| match steps.get(at) {
            Some(Step::Name(word)) => Some((word.text.as_str(), word.span)),
            _ => None,
        };
        let mode = match root {
            "data" => Mode::Data,
            "ephemeral" => Mode::Ephemeral,
            _ => Mode::Managed,
        };
        let is_arm = self.setup.target.0.as_str() == "azure";
        let (kind, resource, taken) = match (mode, is_arm) {
            (Mode::Managed, true) => (root == "resource").then_some(("", name(0)?, 1))?,
            (Mode::Managed, false) => (root, name(0)?, 1),
            (_, true) => ("", name(0)?, 1),
            (_, false) => (name(0)?.0, name(1)?, 2),
        };
        let is_type = is_arm || kind.contains('_');
        let key = ResourceKey {
            mode,
            kind: kind.to_owned(),
            name: Name::new(resource.0).ok()?,
        };
        is_type.then(|| (key, taken, span.to(resource.1)))
    }

    /// The resource, in the grant that stands around or else in the module.
    pub(super) fn find(&self, owner: &Owner, key: &ResourceKey) -> Option<(Owner, &'d Resource)> {
        let own = self
            .access_of(owner)
            .and_then(|access| access.resources.get(key));
        if let Some(resource) = own {
            return Some((owner.clone(), resource));
        }
        let within = Within::of(owner.clone());
        let component = within.component()?;
        let module: &'d Implementation = self.component(component)?.implementation();
        let resource = module.resources.get(key)?;
        Some((Owner::Component(component.clone()), resource))
    }

    fn unknown_resource(&mut self, within: &Within, key: &ResourceKey, at: Span) -> Reported {
        let module = within.component().and_then(|name| self.component(name));
        let module = module.map(|component| &component.implementation().resources);
        let own = self
            .access_of(&within.owner)
            .map(|access| &access.resources);
        let known = own.into_iter().chain(module).flat_map(IndexMap::keys);
        let known: Vec<_> = known.map(written).collect();
        let known: Vec<_> = known.iter().map(String::as_str).collect();
        let path = written(key);
        self.report(NameError::unknown_resource(&path, at, &known))
    }

    /// The shape of a resource; a value only where there is something to compute.
    pub(super) fn shape_of(
        &mut self,
        owner: &Owner,
        key: &ResourceKey,
        resource: &Resource,
        at: Span,
    ) -> Result<Term, Reported> {
        let is_plain = resource.when.is_none() && resource.repeat.is_none();
        if is_plain && self.attention == Attention::Value {
            return Ok(Kind::Bool(true).at(resource.name_span));
        }
        self.value(Node::Shape(owner.clone(), key.clone()), at)
    }

    /// How often a resource is there: null where it is not, `true` where it is there once, a
    /// number for `count`, an object for `for_each`.
    pub(super) fn shape(
        &mut self,
        owner: &Owner,
        key: &ResourceKey,
        at: Span,
    ) -> Result<Term, Reported> {
        let Some((_, resource)) = self.find(owner, key) else {
            return Ok(Kind::Null.at(at));
        };
        let within = Within::of(owner.clone());
        if let Some(when) = &resource.when {
            let term = self.evaluate(when, Place::Module(&within))?;
            if self.decided(&term, "when")?.as_bool() == Some(false) {
                return Ok(Kind::Null.at(when.span));
            }
        }
        match &resource.repeat {
            None => Ok(Kind::Bool(true).at(resource.name_span)),
            Some(Repeat::Count(count)) => {
                let term = self.evaluate(count, Place::Module(&within))?;
                self.count(&term)
            }
            Some(Repeat::ForEach(each)) => {
                let term = self.evaluate(each, Place::Module(&within))?;
                self.each(&term)
            }
        }
    }

    fn count(&mut self, term: &Term) -> Result<Term, Reported> {
        self.may_decide(term, "count")?;
        let number = term.as_number().and_then(crate::number::Number::to_usize);
        match number.filter(|number| *number <= MOST_INSTANCES) {
            Some(_) => Ok(term.clone()),
            None => Err(self.report(Error::WrongCount {
                found: found_number(term),
                at: term.span,
            })),
        }
    }

    /// What `for_each` goes over, as keys and values.
    pub(super) fn each(&mut self, term: &Term) -> Result<Term, Reported> {
        self.may_decide(term, "for_each")?;
        let object = match &term.kind {
            Kind::Object(object) => return Ok(Kind::Object(object.clone()).at(term.span)),
            Kind::List(items) | Kind::Set(items) => texts(items),
            _ => None,
        };
        match object {
            Some(object) => Ok(Kind::Object(object.into()).at(term.span)),
            None => Err(self.report(Error::WrongEach {
                found: found_elements(term),
                at: term.span,
            })),
        }
    }

    /// What a reference stands for, and how many further steps chose the instance.
    fn instances(
        &mut self,
        owner: &Owner,
        resource: &'d Resource,
        shape: &Term,
        rest: &[Step<'_>],
        at: Span,
    ) -> Result<(Term, usize), Reported> {
        let one = |key: Option<Key>| reference(owner, resource, key, at);
        match (&shape.kind, rest.first()) {
            (Kind::Null, _) => Ok((Kind::Null.at(shape.span), 0)),
            (Kind::Number(_), Some(Step::Key(key, span))) => {
                let index = key.as_number().and_then(crate::number::Number::to_usize);
                match index.filter(|index| *index < length(shape)) {
                    Some(index) => Ok((one(Some(Key::Index(index))), 1)),
                    None => Err(self.no_instance(resource, shape, *span)),
                }
            }
            (Kind::Object(entries), Some(Step::Key(key, span))) => {
                match key.as_text().filter(|text| entries.contains_key(*text)) {
                    Some(text) => Ok((one(Some(Key::Text(text.clone()))), 1)),
                    None => Err(self.no_instance(resource, shape, *span)),
                }
            }
            (Kind::Object(entries), Some(Step::Each(_))) => {
                let keys = sorted(entries).into_iter();
                let items = keys.map(|key| one(Some(Key::Text(key)))).collect();
                Ok((Kind::List(items).at(at), 0))
            }
            (Kind::Object(entries), _) => {
                let pair = |key: &Arc<str>| (key.clone(), one(Some(Key::Text(key.clone()))));
                let all: Object = entries.keys().map(pair).collect();
                Ok((Kind::Object(all.into()).at(at), 0))
            }
            (Kind::Number(_), _) => {
                let items = (0..length(shape)).map(|index| one(Some(Key::Index(index))));
                Ok((Kind::List(items.collect()).at(at), 0))
            }
            (_, Some(Step::Each(_))) => Ok((Kind::List([one(None)].into()).at(at), 0)),
            _ => Ok((one(None), 0)),
        }
    }

    fn no_instance(&mut self, resource: &Resource, shape: &Term, at: Span) -> Reported {
        let known = match &shape.kind {
            Kind::Object(entries) => sorted(entries).join(", "),
            _ => format!("0 to {}", length(shape).saturating_sub(1)),
        };
        self.report(NameError::NoInstance {
            resource: resource.name.to_string(),
            known,
            at,
            declared: resource.name_span,
        })
    }

    /// Whether the steps lead through an attribute that may not be shown.
    fn is_sensitive(&self, resource: &Term, steps: &[Step<'_>]) -> bool {
        let Some(Expression::Reference(reference)) = resource.as_deferred().map(AsRef::as_ref)
        else {
            return false;
        };
        let Some(schema) = self.setup.schemas.of(&reference.address) else {
            return false;
        };
        let mut node = schema.node();
        for step in steps {
            match (step, node.ty()) {
                (Step::Name(word), _) => match node.member(&word.text) {
                    Some(member) if member.flags.has(Flags::SENSITIVE) => return true,
                    Some(member) => node = node.to(member.ty),
                    None => return false,
                },
                (_, Type::List(item, _) | Type::Set(item, _) | Type::Map(item)) => {
                    node = node.to(*item);
                }
                _ => return false,
            }
        }
        false
    }
}

fn length(shape: &Term) -> usize {
    let number = shape.as_number().and_then(crate::number::Number::to_usize);
    number.unwrap_or(0)
}

fn sorted(entries: &Object) -> Vec<Arc<str>> {
    let mut keys: Vec<_> = entries.keys().cloned().collect();
    keys.sort();
    keys
}

fn found_number(term: &Term) -> String {
    let number = term.as_number().map(ToString::to_string);
    number.unwrap_or_else(|| convert::words(&term.kind).to_owned())
}

/// What stands where a `for_each` finds no keys.
fn found_elements(term: &Term) -> &'static str {
    match term.as_items() {
        None => convert::words(&term.kind),
        Some(items) if items.iter().all(|item| item.as_text().is_some()) => {
            "a list that holds a text twice"
        }
        Some(_) => "a list that holds more than known texts",
    }
}

/// Known texts, each once, as their own keys.
fn texts(items: &[Term]) -> Option<Object> {
    let mut object = Object::default();
    for item in items {
        if item.sensitive {
            return None;
        }
        if object
            .insert(item.as_text()?.clone(), item.clone())
            .is_some()
        {
            return None;
        }
    }
    Some(object)
}

pub(super) fn reference(owner: &Owner, resource: &Resource, key: Option<Key>, at: Span) -> Term {
    let reference = Reference {
        address: Arc::new(address(owner, resource, key)),
        path: Vec::new(),
        ty: types::Type::Any,
    };
    Kind::Deferred(Expression::Reference(reference).into()).at(at)
}

pub(super) fn address(owner: &Owner, resource: &Resource, key: Option<Key>) -> Address {
    Address {
        owner: owner.clone(),
        mode: resource.mode,
        kind: resource.kind.text.as_str().into(),
        name: resource.name.clone(),
        key,
    }
}

/// A resource as a module refers to it.
fn written(key: &ResourceKey) -> String {
    let kind = if key.kind.is_empty() {
        "resource"
    } else {
        &key.kind
    };
    match key.mode {
        Mode::Managed => format!("{kind}.{}", key.name),
        Mode::Data if key.kind.is_empty() => format!("data.{}", key.name),
        Mode::Data => format!("data.{kind}.{}", key.name),
        Mode::Ephemeral => format!("ephemeral.{kind}.{}", key.name),
    }
}
