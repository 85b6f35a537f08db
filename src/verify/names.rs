//! Names that must differ: physical ones of one kind, symbols, and parameters.

use super::error::Error;
use crate::check::Checked;
use crate::maps::HashMap;
use crate::plan::arm::version_name;
use crate::plan::stack::{Attribute, Resource, Stack};
use crate::problems::{Problems, Reported};
use crate::source::Span;
use crate::term::Term;
use crate::term::address::{Address, Mode};
use std::sync::Arc;

/// What a name must differ in from those of other resources.
#[derive(Debug, PartialEq, Eq, Hash)]
struct PhysicalName {
    kind: String,
    attribute: Arc<str>,
    /// In ARM, what it is a name in.
    inside: [Option<Arc<Address>>; 2],
    /// On AWS, the region, where the resource says it.
    region: Option<Arc<str>>,
    name: String,
}

/// Where something stands in a module, and which component it is made for.
#[derive(Clone, Copy, Debug)]
struct Origin {
    written: Span,
    component: Option<Span>,
}

impl Origin {
    fn of(resource: &Resource, written: Span, service: &Checked<'_>) -> Self {
        let component = resource.address.owner.component();
        let component = component.and_then(|name| service.components.get(name));
        Self {
            written,
            component: component.map(|component| component.name_span),
        }
    }

    /// The places to show of two that clash: the components where they differ, which can be
    /// renamed, and else what the module says.
    fn clash(self, first: Self) -> (Span, Span) {
        match (self.component, first.component) {
            (Some(again), Some(before)) if again != before => (again, before),
            _ => (self.written, first.written),
        }
    }
}

/// Two resources of one kind need names that differ, as far as they are known, and symbols.
pub(super) fn verify(
    stack: &Stack,
    service: &Checked<'_>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let mut names: HashMap<PhysicalName, Origin> = HashMap::default();
    let mut symbols: HashMap<(Mode, &str, String), Origin> = HashMap::default();
    symbols.reserve(stack.resources.len());
    let mut result = Ok(());
    for resource in stack.resources.values() {
        let address = &resource.address;
        let origin = Origin::of(resource, resource.span, service);
        let key = (address.mode, &*address.kind, address.symbol());
        if let Some(first) = symbols.insert(key, origin) {
            let (at, first) = origin.clash(first);
            let symbol = address.symbol();
            result = Err(problems.report(Error::SymbolTwice { symbol, at, first }));
        }
        for (key, term) in resource.physical_names(stack) {
            let origin = Origin::of(resource, term.span, service);
            let name = key.name.clone();
            if let Some(first) = names.insert(key, origin) {
                let (at, first) = origin.clash(first);
                let kind = address.kind.to_string();
                result = Err(problems.report(Error::NameTwice {
                    kind,
                    name,
                    at,
                    first,
                }));
            }
        }
    }
    result
}

/// Names that no variable of Terraform may have, since a block `module` means something else by them
/// (Terraform's language documentation, "Input Variables").
const RESERVED: [&str; 8] = [
    "source",
    "version",
    "providers",
    "count",
    "for_each",
    "lifecycle",
    "depends_on",
    "locals",
];

/// No parameter may have a name that Terraform keeps for itself, in either form.
pub(super) fn parameters(stack: &Stack, problems: &mut Problems) -> Result<(), Reported> {
    let mut result = Ok(());
    for (name, parameter) in &stack.parameters {
        if let (Some(at), Some(what)) = (parameter.span, own_parameter(stack, name)) {
            let name = name.to_string();
            result = Err(problems.report(Error::OwnParameter { name, what, at }));
        }
    }
    result
}

/// What a parameter of Terraform's own says, if it is one.
fn own_parameter(stack: &Stack, name: &str) -> Option<&'static str> {
    if RESERVED.contains(&name) {
        return Some("a word that blocks of modules keep for themselves");
    }
    if stack.target.0.as_str() != "azure" {
        return None;
    }
    let location = stack.location.as_ref();
    let given = stack.parameters.iter();
    let mut secrets = given.filter(|(_, of)| of.sensitive && of.generated.is_none());
    match name {
        "subscription_id" => Some("the subscription that everything is created in"),
        "resource_group_name" => Some("the resource group that everything is created in"),
        "location" if location.is_some_and(Term::is_deferred) => Some("the region of everything"),
        _ => secrets
            .any(|(secret, _)| *version_name(secret) == *name)
            .then_some("what says that a secret changed"),
    }
}

impl Resource {
    /// The known names that the cloud tells it from others by, and where they come from.
    fn physical_names(&self, stack: &Stack) -> impl Iterator<Item = (PhysicalName, &Term)> {
        let names = self.address.is_managed().then(|| self.names(stack));
        let names = names.into_iter().flatten();
        names.filter_map(|(attribute, term)| {
            Some((self.physical_name(attribute, term.as_text()?), term))
        })
    }

    /// ARM reads names and types without regard to case.
    fn physical_name(&self, attribute: &Attribute, name: &str) -> PhysicalName {
        let kind = self.address.kind.split('@').next().unwrap_or_default();
        let (kind, name, inside) = match &self.arm {
            None => (kind.to_owned(), name.to_owned(), [None, None]),
            Some(arm) => {
                let inside = [arm.parent.clone(), arm.scope.clone()];
                (kind.to_lowercase(), name.to_lowercase(), inside)
            }
        };
        PhysicalName {
            kind,
            attribute: attribute.name.clone(),
            inside,
            region: self.term("region").and_then(Term::as_text).cloned(),
            name,
        }
    }
}
