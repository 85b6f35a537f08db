//! What differs between what two versions make for one service: which resources there are, and what
//! becomes of those that a deployment has already.

use super::changes::{Paired, is_forgotten, paired};
use super::difference::{Change, Difference, Subject};
use super::replacement::Effect;
use super::ways::{Addresses, Pair};
use crate::document::implementation::Implementation;
use crate::plan::stack::{Resource, Stack};
use crate::term::Term;
use crate::term::address::{Address, Mode, Owner};
use crate::trial::COMPONENT;

/// What two versions make for one service, and what the new one says of the old one.
pub(super) struct Comparison<'s> {
    on: &'s Implementation,
    new: &'s Stack,
    /// What both make.
    pairs: Vec<Pair<'s>>,
    /// What only the old one makes.
    gone: Vec<&'s Resource>,
    /// What only the new one makes.
    added: Vec<&'s Resource>,
    /// What both give and is not the same, as the new one gives it.
    outputs: Vec<(&'s str, &'s Term)>,
}

impl<'s> Comparison<'s> {
    pub(super) fn new(old: &'s Stack, new: &'s Stack, on: &'s Implementation) -> Self {
        let Paired { both, gone, added } = paired(own(old), own(new), new);
        let addresses = Addresses::of(&both);
        let outputs = old.outputs.iter().filter_map(|(name, old)| {
            let new = new.outputs.get(name)?;
            let differs = addresses.translated(&old.value) != new.value;
            differs.then_some((&**name, &new.value))
        });
        Self {
            on,
            new,
            outputs: outputs.collect(),
            pairs: addresses.pairs(both),
            gone,
            added,
        }
    }

    pub(super) fn differences(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        for pair in &self.pairs {
            changed(&mut found, pair);
        }
        let managed = |of: &&&Resource| of.address.is_managed();
        found.extend(self.gone.iter().filter(managed).map(|old| self.gone(old)));
        let added = self.added.iter().filter(managed);
        found.extend(added.map(|new| {
            let subject = subject(&new.address);
            Difference::new(subject, Change::Added, new.header)
        }));
        for (name, value) in &self.outputs {
            let mut given = self.on.outputs.iter();
            let given = given.find(|(known, _)| known.0.as_str() == *name);
            let at = given.map_or(value.span, |(_, of)| of.name_span);
            let subject = Subject::Output((*name).to_owned());
            found.push(Difference::new(subject, Change::OtherValue, at));
        }
        found
    }

    fn gone(&self, old: &Resource) -> Difference {
        let change = match old.lifecycle.stateful {
            true if is_forgotten(&old.address, self.new) => Change::Forgotten,
            true => Change::Destroyed,
            false => Change::Gone,
        };
        Difference::new(subject(&old.address), change, old.header)
    }
}

fn changed(found: &mut Vec<Difference>, pair: &Pair<'_>) {
    let Pair { old, new, ways } = pair;
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
    for way in ways {
        let what = way.to_string();
        let change = match (pair.effect(&way.name), is_stateful) {
            (Effect::Replaces, true) => Change::Replaced(what),
            (Effect::MayReplace, true) => Change::MayReplace(what),
            (Effect::Unknown, true) => Change::Unknown(what),
            (Effect::Replaces, false) => Change::Remade(what),
            (Effect::InPlace, _) | (_, false) => Change::InPlace(what),
        };
        add(change, way.at);
    }
}

/// What the module itself makes, or others who have its grants.
pub(super) fn own(stack: &Stack) -> impl Iterator<Item = &Resource> {
    stack
        .resources
        .values()
        .filter(|resource| match &resource.address.owner {
            Owner::Component(owner) | Owner::Reach { owner, .. } | Owner::Grant { owner, .. } => {
                is_example(owner.0.as_str())
            }
            Owner::Platform => false,
        })
}

/// Whether a component is the one that is made of the module, or a part of it.
fn is_example(name: &str) -> bool {
    let rest = name.strip_prefix(COMPONENT);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The address without the version of Azure's API, which changes nothing that is deployed by itself.
pub(super) fn plain(address: &Address) -> Address {
    let kind = address.kind.split('@').next().unwrap_or_default();
    Address {
        kind: kind.to_lowercase().into(),
        ..address.clone()
    }
}

/// What a resource is called in the module, behind the name of the part of a composite that makes it.
pub(super) fn short(address: &Address) -> String {
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
    let part = match &address.owner {
        Owner::Component(name) => name.0.as_str().strip_prefix(COMPONENT),
        _ => None,
    };
    let part = part.and_then(|part| part.strip_prefix('-'));
    let part = part.map_or_else(String::new, |part| format!("{part}."));
    format!("{part}{data}{kind}.{}", address.name)
}

fn subject(address: &Address) -> Subject {
    let of = match &address.owner {
        Owner::Grant { grant, .. } => format!(" of grant `{grant}`"),
        Owner::Reach { .. } => " of every grant".to_owned(),
        _ => String::new(),
    };
    Subject::Resource(short(address), of)
}
