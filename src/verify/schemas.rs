//! Resources against what their providers take.

use super::fit::{Fit, Rules};
use super::given::{Given, members};
use super::known::{Known, pack_name};
use super::references::follow;
use super::results::not_text;
use super::schema_error::SchemaError;
use super::segments;
use crate::check::{Checked, Component};
use crate::plan::stack::{Arm, Provider, Resource, Stack, Value};
use crate::problems::{Problems, Reported};
use crate::schema::{Schema, arm, terraform};
use crate::source::Span;
use crate::suggest::{Hint, Words};
use crate::term::Term;
use crate::term::address::Mode;
use crate::term::expression::{Expression as Remaining, Reference};

/// How types are told where none is close.
const TYPES: Words = Words {
    some: "there are",
    none: "`platc schema show` tells the types that are known",
};

/// How versions are told.
const VERSIONS: Words = Words {
    some: "there are",
    none: "it has none",
};

/// Reports every resource that is not as its provider wants it, and every reference to an attribute
/// that is not there.
pub(super) fn verify(
    stack: &Stack,
    service: &Checked<'_>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let mut verifier = Verifier {
        known: Known::default(),
        problems,
        result: Ok(()),
    };
    for resource in stack.resources.values() {
        let owner = resource.address.owner.component();
        let component = owner.and_then(|name| service.components.get(name));
        verifier.resource(resource, component);
        for attribute in &resource.attributes {
            verifier.references(&attribute.value, component);
        }
    }
    for output in stack.outputs.values() {
        verifier.references_in(&output.value, None);
    }
    for (name, provider) in &stack.providers {
        verifier.provider(name, provider);
    }
    verifier.result
}

struct Verifier<'p> {
    known: Known,
    problems: &'p mut Problems,
    result: Result<(), Reported>,
}

impl Verifier<'_> {
    fn resource(&mut self, resource: &Resource, component: Option<&Component<'_>>) {
        let mark = self.problems.mark();
        let verified = match (self.known.of(&resource.address), &resource.arm) {
            (Some(schema), None) => {
                let subject = &pack_name(&resource.address);
                let mut fit = Fit::new(Rules::Terraform, subject, component, self.problems);
                let given = members(&resource.attributes);
                fit.members(&given, schema.node(), Some(resource.header));
                fit.result
            }
            (Some(schema), Some(arm)) => {
                let schema = schema.clone();
                azure(resource, arm, &schema, component, self.problems)
            }
            (None, None) => unknown_type(resource, self.problems),
            (None, Some(_)) => Err(unknown_of_azure(resource, self.problems)),
        };
        if let Some(component) = component {
            self.problems.blame(mark, |at| component.origin_at(at));
        }
        self.result = self.result.and(verified);
    }

    fn provider(&mut self, name: &str, provider: &Provider) {
        let subject = format!("provider.{name}");
        let Some(schema) = terraform::find(&subject) else {
            return;
        };
        let mut fit = Fit::new(Rules::Terraform, &subject, None, self.problems);
        let first = provider.configuration.first();
        let needed_at = first.map(|attribute| attribute.span);
        let given = members(&provider.configuration);
        fit.members(&given, schema.node(), needed_at);
        self.result = self.result.and(fit.result);
    }

    fn references(&mut self, value: &Value, component: Option<&Component<'_>>) {
        let bodies = match value {
            Value::Term(term) => return self.references_in(term, component),
            Value::Block(body) => std::slice::from_ref(body),
            Value::Blocks(bodies) => bodies.as_slice(),
        };
        for attribute in bodies.iter().flatten() {
            self.references(&attribute.value, component);
        }
    }

    fn references_in(&mut self, term: &Term, component: Option<&Component<'_>>) {
        term.visit(&mut |part| match part.as_deferred().map(AsRef::as_ref) {
            Some(Remaining::Reference(reference)) => {
                self.reference(reference, part.span, component);
            }
            Some(Remaining::Template(parts)) => self.text(parts),
            _ => {}
        });
    }

    /// What stands in a text must be text, or become text.
    fn text(&mut self, parts: &[Term]) {
        for part in parts {
            if let Some(problem) = not_text(part, &mut self.known) {
                self.result = Err(self.problems.report(problem));
            }
        }
    }

    fn reference(&mut self, reference: &Reference, at: Span, component: Option<&Component<'_>>) {
        let Some(schema) = self.known.of(&reference.address) else {
            return;
        };
        if let Err(astray) = follow(schema.node(), &reference.path) {
            let step = component.and_then(|component| component.step_at(at, astray.behind));
            let problem = astray.problem(reference, step.unwrap_or(at));
            self.result = Err(self.problems.report(problem));
        }
    }
}

/// A provider of which nothing is known may have any type.
fn unknown_type(resource: &Resource, problems: &mut Problems) -> Result<(), Reported> {
    let name = pack_name(&resource.address);
    let kind = &resource.address.kind;
    let provider = kind.split('_').next().unwrap_or(kind);
    let known = terraform::names(provider);
    if known.is_empty() {
        return Ok(());
    }
    let known: Vec<_> = known.iter().map(String::as_str).collect();
    Err(problems.report(SchemaError::UnknownType {
        hint: closest_or(&name, &known),
        name,
        at: resource.header,
    }))
}

/// No list: there are hundreds.
fn closest_or(name: &str, known: &[&str]) -> Hint {
    match Hint::of(name, known, TYPES) {
        Hint::Others(_) => Hint::Others(TYPES.none.to_owned()),
        closest @ Hint::Closest(_) => closest,
    }
}

fn unknown_of_azure(resource: &Resource, problems: &mut Problems) -> Reported {
    let kind = &resource.address.kind;
    problems.report(SchemaError::UnknownType {
        name: kind.to_string(),
        at: resource.header,
        hint: known_of_azure(kind),
    })
}

fn azure(
    resource: &Resource,
    arm: &Arm,
    schema: &Schema,
    component: Option<&Component<'_>>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let kind = &*resource.address.kind;
    version(kind, schema, resource.header, problems)?;
    let mut given = members(&resource.attributes);
    let last = segments::last(&given, schema.node());
    let mut fit = Fit::new(Rules::Arm, kind, component, problems);
    fit.segments(&given, kind, arm);
    let name = given.iter_mut().find(|set| set.name == "name");
    if let (Some(name), Some(last)) = (name, &last) {
        name.given = Given::Term(last);
    }
    let filled = |name: &str| match name {
        "location" => arm.has_location,
        "tags" => arm.has_tags,
        "identity" => !arm.identities.is_empty(),
        _ => false,
    };
    let is_set = |name: &str| given.iter().any(|set| set.name == name);
    if resource.address.mode != Mode::Data {
        fit.members_but(&given, schema.node(), Some(resource.header), &filled);
    } else if !is_set("name") && !is_set("id") {
        fit.missing("name", resource.header);
    }
    fit.result
}

/// The type with a close name, as Azure writes it.
fn known_of_azure(kind: &str) -> Hint {
    let known = arm::names(kind);
    let known: Vec<_> = known.iter().filter(|name| !name.contains('@')).collect();
    let known: Vec<_> = known.into_iter().map(String::as_str).collect();
    let name = kind.split('@').next().unwrap_or(kind);
    let Hint::Closest(close) = closest_or(name, &known) else {
        return Hint::Others(TYPES.none.to_owned());
    };
    let schema = arm::nearest(&close);
    let written = schema.and_then(|schema| arm::written_name(schema.node()));
    Hint::Closest(written.unwrap_or(close))
}

/// A version that does not exist is a mistake; one that is not in the pack can't be checked to the
/// letter.
fn version(kind: &str, schema: &Schema, at: Span, problems: &mut Problems) -> Result<(), Reported> {
    if schema.name() == kind.to_lowercase() {
        return Ok(());
    }
    let (name, version) = kind.split_once('@').unwrap_or((kind, ""));
    let known = arm::versions(name);
    let (name, version) = (name.to_owned(), version.to_owned());
    if known.contains(&version) {
        let known = schema.name().split('@').nth(1).unwrap_or_default();
        let known = known.to_owned();
        problems.report(SchemaError::OtherVersion {
            name,
            version,
            known,
            at,
        });
        return Ok(());
    }
    let known: Vec<_> = known.iter().rev().map(String::as_str).collect();
    let hint = Hint::of(&version, &known, VERSIONS);
    Err(problems.report(SchemaError::UnknownVersion {
        name,
        version,
        at,
        hint,
    }))
}
