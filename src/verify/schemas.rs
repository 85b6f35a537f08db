//! Resources against what their providers take.

use super::azure;
use super::fit::{Fit, Rules, Subject};
use super::given::members;
use super::references::follow;
use super::references::not_text;
use super::schema_error::SchemaError;
use crate::check::{Checked, Component};
use crate::plan::stack::{Provider, Resource, Stack, Value};
use crate::problems::{Problems, Reported};
use crate::schema::{Schemas, pack_name};
use crate::source::Span;
use crate::suggest::{Hint, Words};
use crate::term::Term;
use crate::term::expression::{Expression as Remaining, Reference};

/// How types are told where none is close.
pub(super) const TYPES: Words = Words {
    some: "there are",
    none: "`platc schema show` tells the types that are known",
};

/// Reports every resource that is not as its provider wants it, and every reference to an attribute
/// that is not there.
pub(super) fn verify(
    stack: &Stack,
    service: &Checked<'_>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let mut verifier = Verifier {
        schemas: &stack.schemas,
        service,
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
    schemas: &'p Schemas,
    service: &'p Checked<'p>,
    problems: &'p mut Problems,
    result: Result<(), Reported>,
}

impl Verifier<'_> {
    fn resource(&mut self, resource: &Resource, component: Option<&Component<'_>>) {
        let mark = self.problems.mark();
        let verified = match (self.schemas.of(&resource.address), &resource.arm) {
            (Some(schema), None) => {
                let subject = Subject::Resource(&resource.address);
                let mut fit = Fit::new(
                    Rules::Terraform,
                    subject,
                    self.schemas,
                    component,
                    self.problems,
                );
                let given = members(&resource.attributes);
                fit.members(&given, schema.node(), Some(resource.header));
                fit.result
            }
            (Some(schema), Some(arm)) => azure::verify(
                resource,
                arm,
                (&schema, self.schemas),
                component,
                self.problems,
            ),
            (None, None) => unknown_type(resource, self.schemas, self.problems),
            (None, Some(_)) => Err(azure::unknown_type(resource, self.problems)),
        };
        if let Some(component) = component {
            self.service.blame(component, mark, self.problems);
        }
        self.result = self.result.and(verified);
    }

    fn provider(&mut self, name: &str, provider: &Provider) {
        let Some(schema) = self.schemas.terraform(&format!("provider.{name}")) else {
            return;
        };
        let subject = Subject::Provider(name);
        let mut fit = Fit::new(Rules::Terraform, subject, self.schemas, None, self.problems);
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
            if let Some(problem) = not_text(part, self.schemas) {
                self.result = Err(self.problems.report(problem));
            }
        }
    }

    fn reference(&mut self, reference: &Reference, at: Span, component: Option<&Component<'_>>) {
        let Some(schema) = self.schemas.of(&reference.address) else {
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
fn unknown_type(
    resource: &Resource,
    schemas: &Schemas,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let name = pack_name(&resource.address);
    let kind = &resource.address.kind;
    let provider = kind.split('_').next().unwrap_or(kind);
    let known = schemas.names(provider);
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
pub(super) fn closest_or(name: &str, known: &[&str]) -> Hint {
    match Hint::of(name, known, TYPES) {
        Hint::Others(_) => Hint::Others(TYPES.none.to_owned()),
        closest @ Hint::Closest(_) => closest,
    }
}
