//! A spec and the way of its modules to newer major versions → changes to its text.
//!
//! INVARIANT: only what a rule speaks of is changed, at its place; comments and layout stay. What no rule can
//! decide is an error, so that a spec is moved as a whole or not at all.

mod error;
mod inputs;
mod layout;
mod requirement;

use crate::catalog::steps::Way;
use crate::document::module::{Migration, Module};
use crate::document::service::{Component, Service};
use crate::maps::IndexMap;
use crate::names::{GrantName, ModuleName, Name, OutputName};
use crate::problems::{Edit, Problems};
use crate::source::SourceMap;
use crate::syntax::tree::Word;
use error::Error;

/// The ways of modules.
pub type Ways = IndexMap<ModuleName, Way>;

/// The changes by which a spec follows its modules, in the order in which they stand; reports what somebody has to
/// know, and what only somebody can decide.
pub fn migrate(
    service: &Service,
    ways: &Ways,
    sources: &SourceMap,
    problems: &mut Problems,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (name, way) in ways {
        let written = service.requirements.get(name);
        edits.extend(written.and_then(|written| requirement::raised(written, &way.to)));
    }
    for component in service.all_components() {
        let Some(way) = ways.get(&component.module) else {
            continue;
        };
        edits.extend(inputs::migrated(component, way, sources, problems));
        warn_about_overrides(component, way, problems);
    }
    for reference in service.references() {
        let way = ways.get(&reference.component.module);
        edits.extend(way.and_then(|way| member(reference.member, way)));
    }
    edits.sort_by_key(|edit| edit.span);
    // What stands in a removed input goes with it.
    edits.dedup_by(|inner, outer| outer.span.contains(inner.span));
    edits
}

/// A text with changes that stand in order and do not touch.
pub fn apply(edits: &[Edit], text: &str) -> String {
    let (mut changed, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        changed += text.get(at..edit.span.start()).unwrap_or_default();
        changed += &edit.text;
        at = edit.span.end();
    }
    changed + text.get(at..).unwrap_or_default()
}

impl Way {
    /// The rules on the way, with the interface that has them.
    fn rules(&self) -> impl Iterator<Item = (&Migration, &Module)> {
        let steps = self.steps.iter();
        steps.filter_map(|step| Some((step.migration.as_ref()?, step)))
    }
}

/// An output or a grant under the name that it has in the end.
fn member(written: &Word, way: &Way) -> Option<Edit> {
    let mut name = Name::new(&written.text).ok()?;
    for (rules, _) in way.rules() {
        let output = rules.outputs.get(&OutputName(name.clone()));
        let grant = rules.grants.get(&GrantName(name.clone()));
        let renamed = output.map(|renamed| &renamed.to.0);
        let renamed = renamed.or(grant.map(|renamed| &renamed.to.0));
        name = renamed.unwrap_or(&name).clone();
    }
    let is_renamed = name.as_str() != written.text;
    is_renamed.then(|| Edit::replace(written.span, name.as_str()))
}

/// No rule speaks of resources.
fn warn_about_overrides(component: &Component, way: &Way, problems: &mut Problems) {
    for written in &component.overrides {
        problems.report(Error::Override {
            resource: written.resource.text.clone(),
            module: component.module.clone(),
            version: way.to.clone(),
            at: written.resource.span,
        });
    }
}
