//! Where resources were before: under the former name of their component, and where earlier
//! versions of its module made them.

use super::planner::Planner;
use super::stack::Resource;
use crate::document::implementation::Implementation;
use crate::maps::IndexMap;
use crate::names::ComponentName;
use crate::term::address::{Address, Mode, Owner};
use std::sync::Arc;

impl Planner<'_> {
    /// Resources whose address changed: from, to. What changed twice goes step by step, so that a
    /// state of any time finds the way, and nothing is moved to one address from two.
    pub(super) fn moved(
        &self,
        resources: &IndexMap<Arc<Address>, Resource>,
    ) -> Vec<(Arc<Address>, Arc<Address>)> {
        let managed = resources.keys().filter(|address| address.is_managed());
        let mut pairs = Vec::new();
        for address in managed {
            let ways = self.way(address);
            let steps = ways.iter().zip(ways.iter().skip(1));
            pairs.extend(steps.map(|(from, to)| (from.clone(), to.clone())));
        }
        pairs
    }

    /// Every address that a resource had, the oldest first, itself last.
    fn way(&self, address: &Arc<Address>) -> Vec<Arc<Address>> {
        let mut way: Vec<Arc<Address>> = Vec::new();
        let mut next = Some(Address::clone(address));
        while let Some(made) = next {
            let renamed = self.before_renaming(&made);
            next = self.implementation(&made).and_then(|of| of.former(&made));
            for address in [made, renamed] {
                if way
                    .last()
                    .is_none_or(|last| last.symbol() != address.symbol())
                {
                    way.push(Arc::new(address));
                }
            }
            next = next.filter(|next| way.iter().all(|known| **known != *next));
        }
        way.reverse();
        way
    }

    fn implementation(&self, address: &Address) -> Option<&Implementation> {
        match &address.owner {
            Owner::Component(name) => Some(self.component(name)?.implementation()),
            _ => None,
        }
    }

    /// The address that a resource had before components were renamed.
    fn before_renaming(&self, address: &Address) -> Address {
        let before = |name: &ComponentName| self.before(name).clone();
        let owner = match &address.owner {
            Owner::Platform => Owner::Platform,
            Owner::Component(name) => Owner::Component(before(name)),
            Owner::Reach { consumer, owner } => Owner::Reach {
                consumer: before(consumer),
                owner: before(owner),
            },
            Owner::Grant {
                consumer,
                owner,
                grant,
            } => Owner::Grant {
                consumer: before(consumer),
                owner: before(owner),
                grant: grant.clone(),
            },
        };
        Address {
            owner,
            ..address.clone()
        }
    }

    fn before<'n>(&'n self, name: &'n ComponentName) -> &'n ComponentName {
        let component = self.component(name);
        let former = component.and_then(|component| component.renamed_from.as_ref());
        former.unwrap_or(name)
    }

    /// What earlier versions of modules made, and what is left as it is.
    pub(super) fn removed(&mut self) -> Vec<Arc<Address>> {
        let (setup, mut removed) = (self.setup, Vec::new());
        let at = setup.service.service.name_span;
        for (name, component) in &setup.service.components {
            if self.is_present(name, at) != Ok(true) {
                continue;
            }
            for from in &component.implementation().removed {
                let mut owners = vec![name, self.before(name)];
                owners.dedup();
                removed.extend(owners.into_iter().map(|owner| {
                    Arc::new(Address {
                        owner: Owner::Component(owner.clone()),
                        mode: Mode::Managed,
                        kind: from.key.kind.as_str().into(),
                        name: from.key.name.clone(),
                        key: from.index.clone(),
                    })
                }));
            }
        }
        removed
    }
}

impl Implementation {
    /// The address that the last version made a resource under which had another.
    fn former(&self, address: &Address) -> Option<Address> {
        let (kind, name, key) = (&address.kind, &address.name, address.key.as_ref());
        let mut moved = self.moved.iter();
        let step = moved.find(|step| step.to.have(kind, name, key))?;
        Some(Address {
            name: step.from.key.name.clone(),
            key: match (&step.from.index, &step.to.index) {
                (None, None) => address.key.clone(),
                (from, _) => from.clone(),
            },
            ..address.clone()
        })
    }
}
