//! From the version that a spec is written for to the newest: the versions on the way, one for each major version.

use super::error::Error;
use super::{
    Folder, INTERFACE, Source, Wanted, first_with, matches_its_folder, requirement, sources_of,
    unreadable_file, version,
};
use crate::document::module::Module;
use crate::document::read_module;
use crate::names::ModuleName;
use crate::problems::{Problems, Reported};
use crate::source::SourceMap;
use crate::syntax::parse;
use crate::world::World;
use semver::Version;
use std::collections::BTreeMap;

/// The way of a module to its newest version.
#[derive(Debug)]
pub struct Way {
    /// The version that the spec is written for.
    pub from: Version,
    /// Its newest version.
    pub to: Version,
    /// The interfaces on the way whose rules say how a spec is rewritten, in order.
    pub steps: Vec<Module>,
}

/// The way from the version that is wanted so far to the newest one; none where that is of the same major version.
pub fn way(
    world: &dyn World,
    folders: &[Folder],
    wanted: &Wanted<'_>,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Option<Way>, Reported> {
    let places = sources_of(world, folders);
    let found = first_with(&places, wanted);
    let (source, versions) = found.map_err(|error| problems.report(error))?;
    let from = from(source, &versions, wanted).map_err(|error| problems.report(error))?;
    let own = versions
        .iter()
        .filter(|version| is_compatible(version, &from));
    let mut before = own.max().unwrap_or(&from).clone();
    let lines = later(&from, versions);
    let Some(to) = lines.values().next_back().and_then(|line| line.last()) else {
        return Ok(None);
    };
    let (to, mut steps) = (to.clone(), Vec::new());
    for line in lines.into_values() {
        let step = step(source, wanted, &line, sources, problems)?;
        if let Some(step) = step {
            leads_from(&step, &before, wanted).map_err(|error| problems.report(error))?;
            steps.push(step);
        }
        before = line.last().cloned().unwrap_or(before);
    }
    Ok(Some(Way { from, to, steps }))
}

/// The newest version of a module, if it is of a later major version than this.
pub fn newer_major(
    world: &dyn World,
    folders: &[Folder],
    name: &ModuleName,
    than: &Version,
) -> Option<Version> {
    let places = sources_of(world, folders);
    let all = places
        .iter()
        .map(|source| super::versions(*source, name.0.as_str()));
    let versions = all.into_iter().find(|versions| !versions.is_empty())?;
    later(than, versions).into_values().next_back()?.pop()
}

/// Whether Cargo would take one version for the other.
pub(super) fn is_compatible(one: &Version, other: &Version) -> bool {
    line(one) == line(other)
}

/// What versions have in common that fit each other: before 1.0.0, each minor version is a major one.
fn line(version: &Version) -> (u64, u64, u64) {
    match (version.major, version.minor) {
        (0, 0) => (0, 0, version.patch),
        (0, minor) => (0, minor, 0),
        (major, _) => (major, 0, 0),
    }
}

/// The released versions of later major versions, sorted.
fn later(than: &Version, versions: Vec<Version>) -> BTreeMap<(u64, u64, u64), Vec<Version>> {
    let mut lines = BTreeMap::<_, Vec<_>>::new();
    for version in versions {
        if version.pre.is_empty() && line(&version) > line(than) {
            lines.entry(line(&version)).or_default().push(version);
        }
    }
    for line in lines.values_mut() {
        line.sort();
    }
    lines
}

/// The version that is locked, or that a build would take.
fn from(source: Source<'_>, versions: &[Version], wanted: &Wanted<'_>) -> Result<Version, Error> {
    match wanted.locked.filter(|locked| locked.source == source.name) {
        Some(locked) => Ok(locked.version.clone()),
        None => version(
            source,
            versions,
            &Wanted {
                locked: None,
                ..wanted.clone()
            },
        ),
    }
}

/// The newest version of a line that has rules.
fn step(
    source: Source<'_>,
    wanted: &Wanted<'_>,
    line: &[Version],
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Option<Module>, Reported> {
    for version in line.iter().rev() {
        let interface = interface(source, wanted, version, sources, problems)?;
        if interface.migration.is_some() {
            return Ok(Some(interface));
        }
    }
    Ok(None)
}

fn interface(
    source: Source<'_>,
    wanted: &Wanted<'_>,
    version: &Version,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Module, Reported> {
    let folder = format!("{}/{}/{version}", source.folder, wanted.name);
    let path = format!("{folder}/{INTERFACE}");
    let text = source.world.read(&path);
    let text = text.map_err(|why| problems.report(unreadable_file(source, &path, why, wanted)))?;
    let file = source.file(&path, text);
    sources.include(file.clone());
    let module = read_module(parse(file.id(), file.text(), problems), problems)?.whole()?;
    matches_its_folder(&module, &folder).map_err(|error| problems.report(error))?;
    Ok(module)
}

/// Rules are for those versions that they name.
fn leads_from(step: &Module, before: &Version, wanted: &Wanted<'_>) -> Result<(), Error> {
    let Some(migration) = &step.migration else {
        return Ok(());
    };
    if requirement::read(&migration.from)?.matches(before) {
        return Ok(());
    }
    Err(Error::NoWay {
        name: wanted.name.clone(),
        from: before.to_string(),
        to: step.version.to_string(),
        at: wanted.at,
        rules: migration.from.versions.span,
    })
}
