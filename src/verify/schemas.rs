//! Resources against what their providers take.

use super::fit::{Fit, Rules};
use super::given::members;
use super::references::{follow, schema_of};
use super::schema_error::SchemaError;
use crate::check::{Checked, Component};
use crate::plan::stack::{Provider, Resource, Stack, Value};
use crate::problems::{Problems, Reported};
use crate::schema::model::Flags;
use crate::schema::{Schema, arm, terraform};
use crate::source::Span;
use crate::suggest::{Hint, Words};
use crate::term::Term;
use crate::term::address::Mode;
use crate::term::expression::Expression as Remaining;

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
    let mut result = Ok(());
    for resource in stack.resources.values() {
        let mark = problems.mark();
        let owner = resource.address.owner.component();
        let component = owner.and_then(|name| service.components.get(name));
        let verified = match &resource.arm {
            Some(_) => azure(resource, component, problems),
            None => of_terraform(resource, component, problems),
        };
        if let Some(component) = component {
            problems.blame(mark, |at| component.origin_at(at));
        }
        result = result.and(verified);
        for attribute in &resource.attributes {
            result = result.and(references(&attribute.value, component, problems));
        }
    }
    for output in stack.outputs.values() {
        result = result.and(references_in(&output.value, None, problems));
    }
    for (name, provider) in &stack.providers {
        result = result.and(self::provider(name, provider, problems));
    }
    result
}

fn provider(name: &str, provider: &Provider, problems: &mut Problems) -> Result<(), Reported> {
    let schema = terraform::find(&format!("provider.{name}"));
    let Some(node) = schema.as_ref().and_then(Schema::node) else {
        return Ok(());
    };
    let subject = format!("the provider `{name}`");
    let mut fit = Fit::new(Rules::Terraform, &subject, None, problems);
    let first = provider.configuration.first();
    let needed_at = first.map(|attribute| attribute.span);
    fit.members(&members(&provider.configuration), node, needed_at);
    fit.result
}

fn references(
    value: &Value,
    component: Option<&Component<'_>>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let bodies = match value {
        Value::Term(term) => return references_in(term, component, problems),
        Value::Block(body) => std::slice::from_ref(body),
        Value::Blocks(bodies) => bodies.as_slice(),
    };
    let mut result = Ok(());
    for attribute in bodies.iter().flatten() {
        result = result.and(references(&attribute.value, component, problems));
    }
    result
}

fn references_in(
    term: &Term,
    component: Option<&Component<'_>>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let mut result = Ok(());
    term.visit(&mut |part| {
        let Some(Remaining::Reference(reference)) = part.as_deferred().map(AsRef::as_ref) else {
            return;
        };
        let schema = schema_of(&reference.address);
        let node = schema.as_ref().and_then(Schema::node);
        let Some(Err(astray)) = node.map(|node| follow(node, &reference.path)) else {
            return;
        };
        let step = component.and_then(|component| component.step_at(part.span, astray.behind));
        let at = step.unwrap_or(part.span);
        result = Err(problems.report(astray.problem(reference, at)));
    });
    result
}

/// The name of a type in a pack: `data.aws_vpc`.
fn pack_name(resource: &Resource) -> String {
    let kind = &resource.address.kind;
    match resource.address.mode {
        Mode::Managed => kind.to_string(),
        Mode::Data => format!("data.{kind}"),
        Mode::Ephemeral => format!("ephemeral.{kind}"),
    }
}

fn of_terraform(
    resource: &Resource,
    component: Option<&Component<'_>>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let name = pack_name(resource);
    let schema = terraform::find(&name);
    let Some(node) = schema.as_ref().and_then(Schema::node) else {
        return unknown_type(&name, resource, problems);
    };
    let subject = format!("`{name}`");
    let mut fit = Fit::new(Rules::Terraform, &subject, component, problems);
    fit.members(&members(&resource.attributes), node, Some(resource.header));
    fit.result
}

/// A provider of which nothing is known may have any type.
fn unknown_type(name: &str, resource: &Resource, problems: &mut Problems) -> Result<(), Reported> {
    let kind = &resource.address.kind;
    let provider = kind.split('_').next().unwrap_or(kind);
    let known = terraform::names(provider);
    if known.is_empty() {
        return Ok(());
    }
    let known: Vec<_> = known.iter().map(String::as_str).collect();
    Err(problems.report(SchemaError::UnknownType {
        name: name.to_owned(),
        at: resource.header,
        hint: closest_or(name, &known),
    }))
}

/// No list: there are hundreds.
fn closest_or(name: &str, known: &[&str]) -> Hint {
    match Hint::of(name, known, TYPES) {
        Hint::Others(_) => Hint::Others(TYPES.none.to_owned()),
        closest @ Hint::Closest(_) => closest,
    }
}

fn azure(
    resource: &Resource,
    component: Option<&Component<'_>>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let kind = &*resource.address.kind;
    let Some(schema) = arm::nearest(kind) else {
        let (name, at) = (kind.to_owned(), resource.header);
        let hint = known_of_azure(kind);
        return Err(problems.report(SchemaError::UnknownType { name, at, hint }));
    };
    version(kind, &schema, resource.header, problems)?;
    let Some(node) = schema.node() else {
        return Ok(());
    };
    let subject = format!("`{kind}`");
    let mut fit = Fit::new(Rules::Arm, &subject, component, problems);
    let given = members(&resource.attributes);
    let is_data = resource.address.mode == Mode::Data;
    let filled = |name: &str| {
        let arm = resource.arm.as_ref();
        arm.is_some_and(|arm| match name {
            "location" => arm.has_location,
            "tags" => arm.has_tags,
            "identity" => !arm.identities.is_empty(),
            _ => is_data,
        })
    };
    let required = node.ty().members().iter();
    let required = required.filter(|member| member.flags.has(Flags::REQUIRED));
    for member in required {
        let name = node.text(member.name);
        if !filled(name) && !given.iter().any(|set| set.name == name) {
            fit.missing(name, resource.header);
        }
    }
    if !is_data {
        fit.members(&given, node, None);
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
    let node = schema.as_ref().and_then(Schema::node);
    Hint::Closest(node.and_then(arm::written_name).unwrap_or(close))
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
