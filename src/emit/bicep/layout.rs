//! Which resource is reached how: what is declared, what moves into a file of its own, and what is
//! only an id.

use super::existing::is_group;
use super::names::Names;
use super::scope::{Handle, Scope};
use crate::maps::HashSet;
use crate::plan::arm::LongText;
use crate::plan::stack::{Resource, Stack};
use crate::term::Term;
use crate::term::address::{Address, Mode};
use std::sync::Arc;

/// The names of `main.bicep`.
pub(super) struct Layout {
    /// What the terms of the file refer to.
    pub(super) scope: Scope,
    /// Every name that is taken.
    pub(super) names: Names,
    /// The parameters that hold long texts of settings.
    pub(super) texts: Vec<(String, LongText)>,
}

impl Layout {
    /// Names everything: first what people give, then what the file needs, then the resources.
    pub(super) fn new(stack: &Stack) -> Self {
        let mut names = Names::default();
        let mut scope = Scope::default();
        for name in stack.parameters.keys() {
            let taken = names.take(name, "Parameter");
            scope.parameters.insert(name.clone(), taken);
        }
        scope.location = names.take("location", "Value");
        let mut texts = Vec::new();
        for text in stack.long_texts() {
            if !scope.texts.contains_key(&text.text) {
                let name = names.take(&text.name, "Setting");
                scope.texts.insert(text.text.clone(), name.clone());
                texts.push((name, text));
            }
        }
        scope.role_definitions = names.take("roleDefinitions", "Value");
        scope.tags = names.take("tags", "Value");
        resources(stack, &mut scope, &mut names);
        Self {
            scope,
            names,
            texts,
        }
    }
}

fn resources(stack: &Stack, scope: &mut Scope, names: &mut Names) {
    let nested = nested(stack);
    let ids = only_ids(stack);
    for (address, resource) in &stack.resources {
        let handle = match resource.term("id") {
            Some(id) if ids.contains(address) => Handle::Id(id.clone()),
            _ => {
                let symbol = names.take(&address.symbol(), "Resource");
                if nested.contains(address) {
                    Handle::Module(symbol)
                } else {
                    Handle::Symbol(symbol)
                }
            }
        };
        scope.resources.insert(address.clone(), handle);
    }
}

/// Data sources of which only the id is read; what stands in one needs its declaration.
fn only_ids(stack: &Stack) -> HashSet<&Arc<Address>> {
    let mut ids = stack.only_ids();
    for resource in stack.resources.values() {
        let owner = resource.owner().filter(|owner| !is_group(&owner.kind));
        if let Some(owner) = owner {
            ids.remove(owner);
        }
    }
    ids
}

/// The resources that need a file of their own: those named by what only the deployment knows, those
/// in another resource group, and what stands in one of those. Each may make others late, so they
/// are looked for until none is.
fn nested(stack: &Stack) -> HashSet<&Arc<Address>> {
    let mut found = HashSet::default();
    loop {
        let more: Vec<_> = stack
            .resources
            .iter()
            .filter(|(address, resource)| {
                address.mode == Mode::Managed
                    && !found.contains(address)
                    && (is_late(resource, &found) || stack.elsewhere(resource).is_some())
            })
            .map(|(address, _)| address)
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

fn is_late(resource: &Resource, nested: &HashSet<&Arc<Address>>) -> bool {
    let late = |term: &Term| {
        let references = term.references();
        references
            .iter()
            .any(|reference| !reference.is_early() || nested.contains(&reference.address))
    };
    let early = resource.attributes.iter();
    let early = early.filter(|attribute| &*attribute.name != "properties");
    let mut terms = early.flat_map(|attribute| attribute.value.terms());
    let identities = resource.arm.iter().flat_map(|arm| &arm.identities);
    let mut around = resource.owner().into_iter().chain(identities);
    terms.any(late) || around.any(|address| nested.contains(address))
}
