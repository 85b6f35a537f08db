//! Resources of Azure against their types.

use super::fit::{Fit, Rules, Subject};
use super::given::{Given, members};
use super::schema_error::SchemaError;
use super::schemas::{TYPES, closest_or};
use super::segments;
use crate::check::Component;
use crate::plan::stack::{Arm, Resource};
use crate::problems::{Problems, Reported};
use crate::schema::{Schema, Schemas, arm};
use crate::source::Span;
use crate::suggest::{Hint, Words};
use crate::term::address::Mode;

/// How versions are told.
const VERSIONS: Words = Words {
    some: "there are",
    none: "it has none",
};

/// A type that Azure does not have.
pub(super) fn unknown_type(resource: &Resource, problems: &mut Problems) -> Reported {
    let kind = &resource.address.kind;
    problems.report(SchemaError::UnknownType {
        name: kind.to_string(),
        at: resource.header,
        hint: closest(kind),
    })
}

/// Holds a resource of Azure against its type.
pub(super) fn verify(
    resource: &Resource,
    arm: &Arm,
    (schema, schemas): (&Schema, &Schemas),
    component: Option<&Component<'_>>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let kind = &*resource.address.kind;
    version(kind, schema, resource.header, problems)?;
    let subject = Subject::Resource(&resource.address);
    let mut given = members(&resource.attributes);
    let last = segments::last(&given, schema.node());
    let mut fit = Fit::new(Rules::Arm, subject, schemas, component, problems);
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
fn closest(kind: &str) -> Hint {
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
