//! What becomes of the resources of a root module when it is made of other versions of its modules.

use super::replacement::Effect;
use super::resources::plain;
use super::ways::{Addresses, Pair};
use crate::maps::IndexMap;
use crate::plan::stack::{Resource, Stack};
use crate::term::address::Address;
use std::fmt;

/// What becomes of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// Its address, the new one if it has one.
    pub address: String,
    /// What is done with it.
    pub deed: Deed,
}

/// What a deployment does with a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It is made.
    Add,
    /// It is only called otherwise: this was its address.
    Move(String),
    /// These attributes of it change.
    Change(Vec<String>),
    /// Another takes its place, since these attributes change.
    Replace(Vec<String>),
    /// It is destroyed; in Bicep, only forgotten.
    Destroy,
    /// It is left alone from now on.
    Forget,
}

/// What a deployment of the new root module does where the old one was deployed.
pub fn changes(old: &Stack, new: &Stack) -> Vec<Fate> {
    let Paired { both, gone, added } = paired(old.resources.values(), new.resources.values(), new);
    let pairs = Addresses::of(&both).pairs(both);
    let mut fates: Vec<_> = pairs.iter().flat_map(of_both).collect();
    let managed = |of: &&&Resource| of.address.is_managed();
    fates.extend(gone.iter().filter(managed).map(|old| {
        let deed = if is_forgotten(&old.address, new) {
            Deed::Forget
        } else {
            Deed::Destroy
        };
        fate(&old.address, deed)
    }));
    let added = added.iter().filter(managed);
    fates.extend(added.map(|new| fate(&new.address, Deed::Add)));
    fates
}

fn of_both(pair: &Pair<'_>) -> Vec<Fate> {
    let address = &pair.new.address;
    let mut fates = Vec::new();
    if !address.is_managed() {
        return fates;
    }
    if pair.old.address.symbol() != address.symbol() {
        fates.push(fate(address, Deed::Move(pair.old.address.to_string())));
    }
    let names = pair.ways.iter().map(|way| way.name.clone());
    let names: Vec<_> = names.collect();
    let mut ways = names.iter();
    match ways.any(|name| pair.effect(name) == Effect::Replaces) {
        _ if names.is_empty() => {}
        true => fates.push(fate(address, Deed::Replace(names))),
        false => fates.push(fate(address, Deed::Change(names))),
    }
    fates
}

fn fate(address: &Address, deed: Deed) -> Fate {
    let address = address.to_string();
    Fate { address, deed }
}

/// Whether a module says that a resource is left alone from now on. What it remembers of ARM has no type.
pub(super) fn is_forgotten(address: &Address, new: &Stack) -> bool {
    let mut removed = new.removed.iter();
    removed.any(|of| {
        let is_of_kind = of.kind.is_empty() || plain(of).kind == plain(address).kind;
        of.symbol() == address.symbol() && is_of_kind
    })
}

/// Resources of an old stack and a new one.
pub(super) struct Paired<'s> {
    /// Those that both make.
    pub(super) both: Vec<(&'s Resource, &'s Resource)>,
    /// Those that only the old one makes.
    pub(super) gone: Vec<&'s Resource>,
    /// Those that only the new one makes.
    pub(super) added: Vec<&'s Resource>,
}

/// Finds for each old resource the one that it is now, also where the new stack says that it moved.
pub(super) fn paired<'s>(
    old: impl Iterator<Item = &'s Resource>,
    made: impl Iterator<Item = &'s Resource>,
    new: &Stack,
) -> Paired<'s> {
    let made = made.map(|resource| (plain(&resource.address), resource));
    let mut made: IndexMap<Address, &Resource> = made.collect();
    let (mut both, mut gone) = (Vec::new(), Vec::new());
    for resource in old {
        match made.shift_remove(&plain(&now(&resource.address, new))) {
            Some(now) => both.push((resource, now)),
            None => gone.push(resource),
        }
    }
    let added = made.into_values().collect();
    Paired { both, gone, added }
}

/// Where a resource is now, step by step.
fn now(address: &Address, new: &Stack) -> Address {
    let mut now = address.clone();
    for _ in &new.moved {
        let is_it = |from: &Address| plain(from) == plain(&now);
        let Some((_, to)) = new.moved.iter().find(|(from, _)| is_it(from)) else {
            break;
        };
        now = Address::clone(to);
    }
    now
}

impl fmt::Display for Fate {
    /// `destroyed  aws_sqs_queue.orders`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, details) = match &self.deed {
            Deed::Add => ("added", String::new()),
            Deed::Move(from) => ("moved", format!("  from {from}")),
            Deed::Change(ways) => ("changed", format!("  {}", ways.join(", "))),
            Deed::Replace(ways) => ("replaced", format!("  {}", ways.join(", "))),
            Deed::Destroy => ("destroyed", String::new()),
            Deed::Forget => ("forgotten", String::new()),
        };
        write!(f, "{word:9}  {}{details}", self.address)
    }
}
