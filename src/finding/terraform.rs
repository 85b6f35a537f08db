//! What `terraform validate -json` prints, and what its lines are about.

use super::outline::{Key, Step, Way, way};
use super::subject::Subject;
use super::{Finding, Gravity, Spot, Tool, on_one_line};
use crate::emit::File;
use crate::plan::stack::{Resource, Stack};
use crate::term::address::Mode;
use serde::Deserialize;

/// Arguments of azapi that hold what a module writes at the top of an ARM resource.
const BODIES: [&str; 2] = ["body", "sensitive_body"];

/// Steps to a resource: the file, its mode, its type, its symbol.
const TO_RESOURCE: usize = 4;

/// Steps to what stands one level higher: a local, a provider.
const TO_OTHERS: usize = 3;

#[derive(Deserialize)]
struct Verdict {
    diagnostics: Vec<Diagnostic>,
}

#[derive(Deserialize)]
struct Diagnostic {
    severity: String,
    summary: String,
    #[serde(default)]
    detail: String,
    range: Option<Range>,
}

#[derive(Deserialize)]
struct Range {
    filename: String,
    start: Start,
}

#[derive(Deserialize)]
struct Start {
    line: usize,
    column: usize,
}

/// The findings that are printed; `None` where something else is printed.
pub fn findings(printed: &str) -> Option<Vec<Finding>> {
    let verdict: Verdict = serde_json::from_str(printed).ok()?;
    let diagnostics = verdict.diagnostics.into_iter();
    Some(diagnostics.map(finding).collect())
}

fn finding(diagnostic: Diagnostic) -> Finding {
    let Diagnostic {
        severity,
        summary,
        detail,
        range,
    } = diagnostic;
    let message = match detail.as_str() {
        "" => summary,
        detail => format!("{summary}: {detail}"),
    };
    Finding {
        tool: Tool::Terraform,
        gravity: match severity.as_str() {
            "warning" => Gravity::Warning,
            _ => Gravity::Error,
        },
        message: on_one_line(&message),
        spot: range.map(|range| Spot {
            file: range.filename,
            line: range.start.line,
            column: range.start.column,
        }),
    }
}

/// What a finding is about.
pub(super) fn subject<'s>(
    finding: &Finding,
    files: &[File],
    stack: &'s Stack,
) -> Option<Subject<'s>> {
    let way = way(finding.spot.as_ref()?, files, key)?;
    let names: Vec<_> = way.steps.iter().map(Step::name).collect();
    match names.as_slice() {
        [
            "",
            mode @ ("resource" | "data" | "ephemeral"),
            kind,
            symbol,
            rest @ ..,
        ] => {
            let resource = resource(stack, mode, kind, symbol)?;
            let is_wrapped = rest.first().is_some_and(|first| BODIES.contains(first));
            let passed = TO_RESOURCE + usize::from(resource.arm.is_some() && is_wrapped);
            Some(Subject::of(resource, way, passed))
        }
        ["", "locals", local, ..] => {
            let (resource, attribute) = owner(stack, local)?;
            let attribute = attribute.to_owned();
            Some(Subject::of(
                resource,
                renamed(way, attribute),
                TO_OTHERS - 1,
            ))
        }
        ["", "provider", name, ..] => {
            let provider = stack.providers.get(*name)?;
            Some(Subject::among(&provider.configuration, way, TO_OTHERS))
        }
        ["", "output", name, ..] => {
            let output = stack.outputs.get(*name)?;
            Some(Subject::alone(&output.value, way, TO_RESOURCE))
        }
        _ => None,
    }
}

/// ARM's resources have a type of azapi's there.
fn resource<'s>(stack: &'s Stack, mode: &str, kind: &str, symbol: &str) -> Option<&'s Resource> {
    let mode = match mode {
        "data" => Mode::Data,
        "ephemeral" => Mode::Ephemeral,
        _ => Mode::Managed,
    };
    let mut resources = stack.resources.values();
    resources.find(|resource| {
        let address = &resource.address;
        let is_kind = resource.arm.is_some() || *address.kind == *kind;
        is_kind && address.mode == mode && address.symbol() == symbol
    })
}

/// The resource whose structure a local holds, and the attribute: its name is made of both.
fn owner<'s, 'l>(stack: &'s Stack, local: &'l str) -> Option<(&'s Resource, &'l str)> {
    let resources = stack.resources.values();
    let owners = resources.filter_map(|resource| {
        let rest = local.strip_prefix(&resource.address.symbol())?;
        let attribute = rest.strip_prefix('_')?;
        let attributes = resource.attributes.iter();
        let attributes = attributes.filter(|known| attribute.starts_with(&*known.name));
        let attribute = attributes.max_by_key(|known| known.name.len())?;
        let name = rest.get(1..=attribute.name.len())?;
        Some((resource, name))
    });
    owners.max_by_key(|(resource, _)| resource.address.symbol().len())
}

/// The way as if the structure stood in its attribute.
fn renamed(mut way: Way, attribute: String) -> Way {
    if let Some(step) = way.steps.get_mut(TO_OTHERS - 1) {
        *step = Step::Name(attribute);
    }
    way
}

/// `"name":`
pub(super) fn key(line: &str) -> Option<Key> {
    let mut texts = serde_json::Deserializer::from_str(line).into_iter::<String>();
    let name = texts.next()?.ok()?;
    let (written, rest) = line.split_at_checked(texts.byte_offset())?;
    let width = written.chars().count() + ':'.len_utf8();
    rest.starts_with(':').then_some(Key { name, width })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_verdict_has_no_findings() {
        assert_eq!(findings("Error: no"), None);
        assert_eq!(findings(r#"{"diagnostics":[]}"#), Some(Vec::new()));
    }
}
