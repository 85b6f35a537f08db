//! Who may do what with one version and with another.

use super::difference::{Change, Difference, Subject};
use super::resources::own;
use crate::maps::IndexMap;
use crate::plan::stack::{Resource, Stack};
use crate::source::Span;
use crate::term::address::Owner;
use crate::verify::statements::statements;
use std::collections::BTreeMap;

/// What is allowed, and where that is said.
type Rights = BTreeMap<String, Span>;

/// What one version allows and the other does not.
pub(super) fn differences(old: &Stack, new: &Stack) -> Vec<Difference> {
    let (mut old, new) = (by_receiver(old), by_receiver(new));
    let mut found = Vec::new();
    for (receiver, rights) in new {
        let before = old.shift_remove(&receiver).unwrap_or_default();
        for (right, at) in &rights {
            if !before.contains_key(right) {
                let more = Change::More(right.clone());
                found.push(Difference::new(receiver.clone(), more, *at));
            }
        }
        less(&mut found, &receiver, before, &rights);
    }
    for (receiver, before) in old {
        less(&mut found, &receiver, before, &Rights::new());
    }
    found
}

fn less(found: &mut Vec<Difference>, receiver: &Subject, before: Rights, now: &Rights) {
    for (right, at) in before {
        if !now.contains_key(&right) {
            let change = match receiver {
                Subject::Module => Change::Spared(right),
                _ => Change::Less(right),
            };
            found.push(Difference::new(receiver.clone(), change, at));
        }
    }
}

fn by_receiver(stack: &Stack) -> IndexMap<Subject, Rights> {
    let mut all: IndexMap<Subject, Rights> = IndexMap::default();
    for resource in own(stack) {
        let receiver = match &resource.address.owner {
            Owner::Grant { grant, .. } => Subject::Grant(grant.to_string()),
            Owner::Reach { .. } => Subject::EveryGrant,
            _ => Subject::Module,
        };
        all.entry(receiver).or_default().extend(resource.rights());
    }
    all
}

impl Resource {
    /// The actions of AWS, or the roles of Azure, that it gives to somebody.
    pub(super) fn rights(&self) -> Rights {
        let actions = statements(self).into_iter().flat_map(|of| of.actions);
        let mut rights: Rights = actions.collect();
        if self.address.kind.to_lowercase().contains("roleassignments") {
            for attribute in super::attributes::object(&self.attributes).values() {
                attribute.visit(&mut |term| {
                    let Some(object) = term.as_object() else {
                        return;
                    };
                    if let Some(role) = object.get("roleDefinitionId") {
                        role.visit(&mut |part| {
                            let text = part.as_text().filter(|text| !text.is_empty());
                            rights.extend(text.map(|text| (format!("role {text}"), role.span)));
                        });
                    }
                });
            }
        }
        rights
    }
}
