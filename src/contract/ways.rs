//! What changes of a resource that two versions make, by the resource's own words and by those that it
//! follows: where a subnet group is replaced, what is in it by its name must be, too.

use super::attributes::{differing, object};
use super::replacement::{Effect, effect};
use super::resources::short;
use crate::maps::HashMap;
use crate::plan::stack::Resource;
use crate::source::Span;
use crate::term::address::Address;
use crate::term::expression::{Expression, Reference, Step};
use crate::term::types::Type;
use crate::term::{Kind, Object, Term};
use std::fmt;
use std::sync::Arc;

/// A resource that both versions make.
pub(super) struct Pair<'s> {
    pub(super) old: &'s Resource,
    pub(super) new: &'s Resource,
    /// What of it changes.
    pub(super) ways: Vec<Way>,
}

/// The way to something that changes.
pub(super) struct Way {
    /// `properties.sku.name`
    pub(super) name: String,
    /// What is replaced, so that it changes.
    after: Option<String>,
    pub(super) at: Span,
}

/// The addresses of the new version, by those that the old one has for the same resources.
pub(super) struct Addresses(HashMap<Arc<Address>, Arc<Address>>);

impl Addresses {
    pub(super) fn of(pairs: &[(&Resource, &Resource)]) -> Self {
        let addresses = pairs.iter();
        let addresses = addresses.map(|(old, new)| (old.address.clone(), new.address.clone()));
        Self(addresses.collect())
    }

    /// What the old version said, with the addresses of the new one.
    pub(super) fn translated(&self, term: &Term) -> Term {
        term.rewritten(&mut |part| {
            let Expression::Reference(old) = &**part.as_deferred()? else {
                return None;
            };
            let address = self.0.get(&old.address)?.clone();
            let new = Expression::Reference(Reference {
                address,
                ..old.clone()
            });
            let kind = Kind::Deferred(Arc::new(new));
            Some(kind.at(part.span).marked(part.sensitive))
        })
    }

    /// What changes of each resource, also because another one is replaced.
    pub(super) fn pairs<'s>(&self, pairs: Vec<(&'s Resource, &'s Resource)>) -> Vec<Pair<'s>> {
        let pair = |(old, new)| Pair {
            ways: self.ways(old, new),
            old,
            new,
        };
        let mut pairs: Vec<_> = pairs.into_iter().map(pair).collect();
        let mut replaced = 0;
        loop {
            let known: HashMap<_, _> = pairs.iter().filter_map(Pair::replaced).collect();
            if known.len() == replaced {
                return pairs;
            }
            replaced = known.len();
            let following: Vec<_> = pairs.iter().map(|pair| pair.following(&known)).collect();
            for (pair, following) in pairs.iter_mut().zip(following) {
                pair.ways.extend(following);
            }
        }
    }

    /// The attributes that differ and that Terraform does not leave to others.
    fn ways(&self, old: &Resource, new: &Resource) -> Vec<Way> {
        let [before, now] =
            [old, new].map(|of| Kind::Object(Arc::new(described(of))).at(of.header));
        let mut names = Vec::new();
        differing("", &self.translated(&before), &now, &mut names);
        let ignored = &new.lifecycle.ignore_changes;
        names.retain(|name| !ignored.iter().any(|ignored| begins(name, ignored)));
        let way = |name: String| Way {
            at: new.place_of(&name),
            after: None,
            name,
        };
        names.into_iter().map(way).collect()
    }
}

/// The attributes that differ where a resource is replaced, by its address.
type Replaced<'p> = HashMap<Arc<Address>, &'p Pair<'p>>;

impl Pair<'_> {
    /// What a change of an attribute does; what is only read is read anew.
    pub(super) fn effect(&self, name: &str) -> Effect {
        if self.new.address.is_managed() {
            effect(&self.new.address.kind, name)
        } else {
            Effect::InPlace
        }
    }

    fn replaced(&self) -> Option<(Arc<Address>, &Self)> {
        let mut ways = self.ways.iter();
        let is_replaced = ways.any(|way| self.effect(&way.name) == Effect::Replaces);
        is_replaced.then(|| (self.new.address.clone(), self))
    }

    /// What replaces this one because it is read of something that is replaced.
    fn following(&self, replaced: &Replaced<'_>) -> Vec<Way> {
        let mut found = Vec::new();
        for (name, value) in described(self.new) {
            let is_known = self.ways.iter().any(|way| begins(&way.name, &name));
            if is_known || self.effect(&name) != Effect::Replaces {
                continue;
            }
            let mut references = value.references().into_iter();
            let followed = references.find(|reference| {
                let pair = replaced.get(&reference.address);
                pair.is_some_and(|pair| pair.changes(reference))
            });
            if let Some(reference) = followed {
                found.push(Way {
                    after: Some(short(&reference.address)),
                    at: self.new.place_of(&name),
                    name: name.to_string(),
                });
            }
        }
        found
    }

    /// Whether what is read of it is another after it is replaced: all that is not set to what it was.
    fn changes(&self, reference: &Reference) -> bool {
        let Some(Step::Field(field)) = reference.path.first() else {
            return true;
        };
        let mut set = self.new.attributes.iter();
        let mut ways = self.ways.iter();
        !set.any(|of| of.name == *field) || ways.any(|way| begins(&way.name, field))
    }
}

impl Resource {
    fn place_of(&self, way: &str) -> Span {
        let mut attributes = self.attributes.iter();
        let set = attributes.find(|of| begins(way, &of.name));
        set.map_or(self.header, |of| of.span)
    }
}

/// All that is said of a resource.
fn described(resource: &Resource) -> Object {
    let mut all = object(&resource.attributes);
    let Some(arm) = &resource.arm else {
        return all;
    };
    let reference = |address: &Arc<Address>| {
        let reference = Reference {
            address: address.clone(),
            path: Vec::new(),
            ty: Type::Any,
        };
        Kind::Deferred(Expression::Reference(reference).into()).at(resource.header)
    };
    let named = [("parent", &arm.parent), ("scope", &arm.scope)];
    let named = named.into_iter();
    all.extend(named.filter_map(|(name, of)| Some((name.into(), reference(of.as_ref()?)))));
    let identities = arm.identities.iter().map(reference).collect();
    all.insert(
        "identities".into(),
        Kind::List(identities).at(resource.header),
    );
    all
}

/// Whether a way begins with a name, or is it.
fn begins(way: &str, name: &str) -> bool {
    let rest = way.strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.after {
            None => write!(f, "`{}` changes", self.name),
            Some(after) => write!(f, "`{}` changes with `{after}`", self.name),
        }
    }
}
