//! What every form of a stack of ARM resources needs to know about it.

use super::stack::{Attribute, Resource, Stack, Value};
use crate::maps::HashSet;
use crate::source::Span;
use crate::term::address::{Address, Mode, Owner};
use crate::term::expression::{Expression, Reference, Step};
use crate::term::{Kind, Term};
use std::sync::Arc;

/// Attributes of a resource that are known when its deployment starts.
const EARLY: [&str; 4] = ["apiVersion", "id", "name", "type"];

/// A text of a setting that is this long is written once; most are ids.
const LONG: usize = 40;

/// The parameter that says where Terraform keeps nothing that a secret changed.
pub fn version_name(parameter: &str) -> Arc<str> {
    format!("{parameter}_version").into()
}

/// A text that is written once.
#[derive(Clone, Debug)]
pub struct LongText {
    /// The setting, and the way to the text in it: `container_environment_id`.
    pub name: String,
    /// What the setting is for.
    pub description: Arc<str>,
    /// The text.
    pub text: Arc<str>,
}

impl Value {
    /// The terms that it is made of.
    pub fn terms(&self) -> Vec<&Term> {
        match self {
            Self::Term(term) => vec![term],
            Self::Block(body) => body.iter().flat_map(|inner| inner.value.terms()).collect(),
            Self::Blocks(bodies) => {
                let inner = bodies.iter().flatten();
                inner.flat_map(|inner| inner.value.terms()).collect()
            }
        }
    }

    /// It as one term; blocks are objects.
    pub fn whole(&self, span: Span) -> Term {
        match self {
            Self::Term(term) => term.clone(),
            Self::Block(body) => block(body, span),
            Self::Blocks(bodies) => {
                let items = bodies.iter().map(|body| block(body, span));
                Kind::List(items.collect()).at(span)
            }
        }
    }
}

fn block(body: &[Attribute], span: Span) -> Term {
    let members = body.iter().map(|attribute| {
        let value = attribute.value.whole(attribute.span);
        (attribute.name.clone(), value)
    });
    Kind::Object(Arc::new(members.collect())).at(span)
}

impl Resource {
    /// What an attribute is set to, blocks as objects, unless it is null.
    pub fn whole(&self, name: &str) -> Option<Term> {
        let mut attributes = self.attributes.iter();
        let attribute = attributes.find(|attribute| &*attribute.name == name)?;
        let whole = attribute.value.whole(attribute.span);
        (!whole.is_null()).then_some(whole)
    }

    /// A member of `identity`.
    pub fn of_identity(&self, name: &str) -> Option<Term> {
        let identity = self.whole("identity")?;
        let span = identity.span;
        let member = match &identity.kind {
            Kind::Object(members) => members.get(name).cloned(),
            Kind::Deferred(_) => {
                let (collection, key) = (identity, Kind::text(name).at(span));
                let index = Expression::Index { collection, key };
                Some(Kind::Deferred(index.into()).at(span))
            }
            _ => None,
        };
        member.filter(|member| !member.is_null())
    }

    /// The type of its identities: its own, and those that it is given.
    pub fn identity_type(&self) -> Option<Term> {
        let own = self.of_identity("type");
        if self.arm.iter().all(|arm| arm.identities.is_empty()) {
            return own;
        }
        let written = own.as_ref().map(|own| own.as_text().map(|own| &**own));
        let given = match written {
            None | Some(Some("None" | "UserAssigned")) => "UserAssigned",
            Some(_) => "SystemAssigned, UserAssigned",
        };
        Some(Kind::text(given).at(self.span))
    }

    /// What an attribute is set to, if it is one term.
    pub fn term(&self, name: &str) -> Option<&Term> {
        let attribute = self
            .attributes
            .iter()
            .find(|attribute| &*attribute.name == name);
        match &attribute?.value {
            Value::Term(term) => Some(term),
            Value::Block(_) | Value::Blocks(_) => None,
        }
    }

    /// Every term of its attributes.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.attributes
            .iter()
            .flat_map(|attribute: &Attribute| attribute.value.terms())
    }

    /// The resource that it stands in or extends.
    pub fn owner(&self) -> Option<&Arc<Address>> {
        let arm = self.arm.as_ref()?;
        arm.parent.as_ref().or(arm.scope.as_ref())
    }

    /// The resources that its attributes, its owner and its identities refer to.
    pub fn referred(&self) -> HashSet<&Arc<Address>> {
        let attributes = self.terms().flat_map(Term::references);
        let identities = self.arm.iter().flat_map(|arm| &arm.identities);
        let referred = attributes.map(|reference| &reference.address);
        referred.chain(self.owner()).chain(identities).collect()
    }
}

impl Reference {
    /// The attribute that it reads, `properties` of `x.properties.y`.
    pub fn attribute(&self) -> Option<&str> {
        match self.path.first()? {
            Step::Field(name) => Some(name),
            Step::Index(_) => None,
        }
    }

    /// Whether an ARM deployment knows it when it starts.
    pub fn is_early(&self) -> bool {
        let attribute = self.attribute();
        attribute.is_none_or(|attribute| EARLY.contains(&attribute))
    }
}

impl Stack {
    /// Every reference to a resource.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        let resources = self.resources.values().flat_map(Resource::terms);
        let outputs = self.outputs.values().map(|output| &output.value);
        resources.chain(outputs).flat_map(Term::references)
    }

    /// What must be there before a resource, each once, but for what references order already, at
    /// whatever distance.
    pub fn awaited<'s>(&'s self, resource: &'s Resource) -> Vec<&'s Arc<Address>> {
        if resource.depends_on.is_empty() {
            return Vec::new();
        }
        let mut ordered = HashSet::default();
        let mut next: Vec<_> = resource.referred().into_iter().collect();
        while let Some(address) = next.pop() {
            if ordered.insert(address) {
                let before = self.resources.get(address).map(Resource::referred);
                next.extend(before.into_iter().flatten());
            }
        }
        let before = resource.depends_on.iter();
        before.filter(|before| ordered.insert(before)).collect()
    }

    /// The resource that a resource stands in or extends, at whatever distance, where that exists in a
    /// resource group of its own.
    pub fn elsewhere(&self, resource: &Resource) -> Option<&Resource> {
        let owner = self.resources.get(resource.owner()?)?;
        if is_by_id(owner) {
            return Some(owner);
        }
        self.elsewhere(owner)
    }

    /// Data sources that are given by their id, and of which nothing else is read: need not be read.
    pub fn only_ids(&self) -> HashSet<&Arc<Address>> {
        let mut found: HashSet<_> = self
            .resources
            .values()
            .filter(|resource| is_by_id(resource))
            .map(|resource| &resource.address)
            .collect();
        for reference in self
            .references()
            .filter(|reference| reference.attribute() != Some("id"))
        {
            found.remove(&reference.address);
        }
        found
    }

    /// The long texts of settings, and the ids of what only has to be named.
    pub fn long_texts(&self) -> Vec<LongText> {
        let mut found = Vec::new();
        for (name, setting) in &self.settings {
            add_texts(
                &setting.value,
                name.to_string(),
                &setting.description,
                &mut found,
            );
        }
        let ids = self.only_ids();
        let named = self.resources.values();
        for resource in named.filter(|of| of.address.owner == Owner::Platform) {
            if let Some(id) = resource.term("id")
                && ids.contains(&resource.address)
            {
                let description = format!("Id of the platform's `{}`.", resource.address.name);
                let name = format!("{}_id", resource.address.symbol());
                add_texts(id, name, &description.into(), &mut found);
            }
        }
        found
    }
}

fn is_by_id(resource: &Resource) -> bool {
    resource.address.mode == Mode::Data && resource.term("id").is_some()
}

fn add_texts(term: &Term, name: String, description: &Arc<str>, found: &mut Vec<LongText>) {
    match &term.kind {
        Kind::Text(text) if text.len() >= LONG && !term.sensitive => found.push(LongText {
            name,
            description: description.clone(),
            text: text.clone(),
        }),
        Kind::Object(object) => {
            for (key, value) in object.iter() {
                let description = format!("`{key}` of `{name}`: {description}").into();
                add_texts(value, format!("{name}_{key}"), &description, found);
            }
        }
        Kind::List(items) => {
            for (at, item) in items.iter().enumerate() {
                add_texts(item, format!("{name}_{at}"), description, found);
            }
        }
        _ => {}
    }
}
