//! What differs between what two versions make for one service: which resources there are, and what
//! becomes of those that a deployment has already.

use super::attributes::differing;
use super::difference::{Change, Difference, Subject};
use super::replacement::{Effect, effect};
use crate::document::implementation::{Implementation, Instances};
use crate::maps::{HashMap, IndexMap};
use crate::plan::stack::{Resource, Stack};
use crate::source::Span;
use crate::term::Term;
use crate::term::address::{Address, Mode, Owner};
use crate::term::expression::{Expression, Reference};
use crate::term::{Kind, expression};
use crate::trial::COMPONENT;
use std::sync::Arc;

/// What two versions make for one service, and what the new one says of the old one.
pub(super) struct Comparison<'s> {
    on: &'s Implementation,
    /// What both make, and what only the old one does.
    pairs: Vec<(&'s Resource, Option<&'s Resource>)>,
    /// What only the new one makes.
    added: Vec<&'s Resource>,
    /// The new addresses of what both make, by the old ones.
    addresses: HashMap<Arc<Address>, Arc<Address>>,
    outputs: Vec<(&'s str, [&'s Term; 2])>,
}

impl<'s> Comparison<'s> {
    pub(super) fn new(old: &'s Stack, new: &'s Stack, on: &'s Implementation) -> Self {
        let mut made: IndexMap<Address, &Resource> = IndexMap::default();
        for resource in own(new) {
            made.insert(plain(&resource.address), resource);
        }
        let mut pairs = Vec::new();
        for resource in own(old) {
            let now = made.shift_remove(&plain(&on.now(&resource.address)));
            pairs.push((resource, now));
        }
        let addresses = pairs.iter().filter_map(|(old, new)| {
            let new = (*new)?;
            Some((old.address.clone(), new.address.clone()))
        });
        let outputs = old.outputs.iter().filter_map(|(name, old)| {
            let new = new.outputs.get(name)?;
            Some((&**name, [&old.value, &new.value]))
        });
        Self {
            on,
            addresses: addresses.collect(),
            outputs: outputs.collect(),
            added: made.into_values().collect(),
            pairs,
        }
    }

    pub(super) fn differences(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        for (old, new) in &self.pairs {
            match new {
                Some(new) => self.changed(&mut found, old, new),
                None if old.address.is_managed() => found.push(self.gone(old)),
                None => {}
            }
        }
        for new in self.added.iter().filter(|new| new.address.is_managed()) {
            found.push(Difference::new(
                subject(&new.address),
                Change::Added,
                new.header,
            ));
        }
        for (name, [old, new]) in &self.outputs {
            if self.translated(old) != **new {
                let given = self
                    .on
                    .outputs
                    .iter()
                    .find(|(known, _)| known.0.as_str() == *name);
                let at = given.map_or(new.span, |(_, of)| of.name_span);
                let subject = Subject::Output((*name).to_owned());
                found.push(Difference::new(subject, Change::OtherValue, at));
            }
        }
        found
    }

    fn gone(&self, old: &Resource) -> Difference {
        let mut removed = self.on.removed.iter();
        let change = match old.lifecycle.stateful {
            true if removed.any(|of| covers(of, &old.address)) => Change::Forgotten,
            true => Change::Destroyed,
            false => Change::Gone,
        };
        Difference::new(subject(&old.address), change, old.header)
    }

    fn changed(&self, found: &mut Vec<Difference>, old: &Resource, new: &Resource) {
        let subject = subject(&new.address);
        let mut add = |change, at| found.push(Difference::new(subject.clone(), change, at));
        if old.address.symbol() != new.address.symbol() {
            add(Change::Moved(short(&old.address)), new.header);
        }
        let is_stateful = old.lifecycle.stateful || new.lifecycle.stateful;
        if is_stateful && !new.lifecycle.stateful {
            add(Change::Unprotected, new.header);
        }
        if !old.address.is_managed() && old.rights() != new.rights() {
            return;
        }
        for (way, at) in self.ways(old, new) {
            let change = match (effect(&new.address.kind, &way), is_stateful) {
                (Effect::Replaces, true) => Change::Replaced(way),
                (Effect::MayReplace, true) => Change::MayReplace(way),
                (Effect::Unknown, true) => Change::Unknown(way),
                (Effect::Replaces, false) => Change::Remade(way),
                (Effect::InPlace, _) | (_, false) => Change::InPlace(way),
            };
            add(change, at);
        }
    }

    /// The attributes that differ and that Terraform does not leave to others.
    fn ways(&self, old: &Resource, new: &Resource) -> Vec<(String, Span)> {
        let [before, now] = [self.described(old, true), self.described(new, false)];
        let mut ways = Vec::new();
        differing("", &before, &now, &mut ways);
        let ignored = &new.lifecycle.ignore_changes;
        ways.retain(|way| {
            let mut ignored = ignored.iter();
            !ignored.any(|name| way.strip_prefix(&**name).is_some_and(ends_name))
        });
        let at = |way: &String| {
            let mut attributes = new.attributes.iter();
            let set = attributes.find(|of| way.strip_prefix(&*of.name).is_some_and(ends_name));
            set.map_or(new.header, |of| of.span)
        };
        ways.into_iter()
            .map(|way| (way.clone(), at(&way)))
            .collect()
    }

    /// All that is said of a resource as one object.
    fn described(&self, resource: &Resource, is_old: bool) -> Term {
        let mut all = super::attributes::object(&resource.attributes);
        if let Some(arm) = &resource.arm {
            let references = [("parent", &arm.parent), ("scope", &arm.scope)];
            for (name, address) in references {
                if let Some(address) = address {
                    all.insert(name.into(), reference(address, resource.header));
                }
            }
            let identities = arm.identities.iter();
            let identities = identities.map(|address| reference(address, resource.header));
            let identities = Kind::List(identities.collect()).at(resource.header);
            all.insert("identities".into(), identities);
        }
        let all = Kind::Object(Arc::new(all)).at(resource.header);
        if is_old { self.translated(&all) } else { all }
    }

    /// What the old version said, with the addresses that the new one has for the same resources.
    fn translated(&self, term: &Term) -> Term {
        term.rewritten(&mut |part| {
            let Kind::Deferred(expression) = &part.kind else {
                return None;
            };
            let Expression::Reference(reference) = &**expression else {
                return None;
            };
            let reference = Reference {
                address: self.addresses.get(&reference.address)?.clone(),
                ..reference.clone()
            };
            Some(
                Kind::Deferred(Expression::Reference(reference).into())
                    .at(part.span)
                    .marked(part.sensitive),
            )
        })
    }
}

fn reference(address: &Arc<Address>, at: Span) -> Term {
    let reference = Reference {
        address: address.clone(),
        path: Vec::<expression::Step>::new(),
        ty: crate::term::types::Type::Any,
    };
    Kind::Deferred(Expression::Reference(reference).into()).at(at)
}

fn covers(instances: &Instances, address: &Address) -> bool {
    instances.have(&address.kind, &address.name, address.key.as_ref())
}

/// Whether a name ends where this follows.
fn ends_name(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['.', '['])
}

/// What the module itself makes, or others who have its grants.
pub(super) fn own(stack: &Stack) -> impl Iterator<Item = &Resource> {
    stack
        .resources
        .values()
        .filter(|resource| match &resource.address.owner {
            Owner::Component(owner) | Owner::Reach { owner, .. } | Owner::Grant { owner, .. } => {
                owner.0.as_str() == COMPONENT
            }
            Owner::Platform => false,
        })
}

/// The address without the version of Azure's API, which changes nothing that is deployed by itself.
fn plain(address: &Address) -> Address {
    let kind = address.kind.split('@').next().unwrap_or_default();
    Address {
        kind: kind.to_lowercase().into(),
        ..address.clone()
    }
}

/// What a resource is called in the module.
fn short(address: &Address) -> String {
    let kind = if address.kind.contains('/') {
        "resource"
    } else {
        &address.kind
    };
    let data = match address.mode {
        Mode::Managed => "",
        Mode::Data => "data.",
        Mode::Ephemeral => "ephemeral.",
    };
    format!("{data}{kind}.{}", address.name)
}

fn subject(address: &Address) -> Subject {
    let of = match &address.owner {
        Owner::Grant { grant, .. } => format!(" of grant `{grant}`"),
        Owner::Reach { .. } => " of every grant".to_owned(),
        _ => String::new(),
    };
    Subject::Resource(short(address), of)
}

impl Implementation {
    /// Where this version makes what an earlier one made there.
    fn now(&self, address: &Address) -> Address {
        let mut now = address.clone();
        if !matches!(address.owner, Owner::Component(_)) || !address.is_managed() {
            return now;
        }
        // A chain of moves is no longer than there are moves.
        for _ in &self.moved {
            let mut moved = self.moved.iter();
            let Some(step) = moved.find(|step| covers(&step.from, &now)) else {
                break;
            };
            now.name = step.to.key.name.clone();
            if step.from.index.is_some() || step.to.index.is_some() {
                now.key.clone_from(&step.to.index);
            }
        }
        now
    }
}
