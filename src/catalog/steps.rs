//! From the version that a spec is written for to the newest: the versions on the way, one for each major version.

use super::contract::matches_its_folder;
use super::error::Error;
use super::source::{Folder, Source, hint, sources_of};
use super::{INTERFACE, requirement};
use crate::document::module::Module;
use crate::document::read_module;
use crate::document::service::Requirement;
use crate::lock::Locked;
use crate::names::ModuleName;
use crate::problems::{Problems, Reported};
use crate::source::{SourceMap, Span};
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

/// A module that a spec is to move to a newer version.
#[derive(Clone, Copy, Debug)]
pub struct Mover<'a> {
    /// The module.
    pub name: &'a ModuleName,
    /// Where it is named.
    pub at: Span,
    /// Which versions will do so far; any, if none is given.
    pub requirement: Option<&'a Requirement>,
    /// What the lock file says of it.
    pub locked: Option<&'a Locked>,
}

/// The way from the version that is wanted so far to the newest one; none where that is of the same major version.
pub fn way(
    world: &dyn World,
    folders: &[Folder],
    mover: Mover<'_>,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Option<Way>, Reported> {
    let places = sources_of(world, folders);
    let Some((source, versions)) = first_with(&places, mover.name) else {
        return Err(problems.report(Error::UnknownModule {
            name: mover.name.clone(),
            at: mover.at,
            hint: hint(&places, mover.name),
            chain: Vec::new(),
            changes: Vec::new(),
        }));
    };
    let from = from(source, &versions, mover).map_err(|error| problems.report(error))?;
    let Some(from) = from else {
        // A build says what is wrong with the requirement.
        return Ok(None);
    };
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
        let step = step(source, mover, &line, sources, problems)?;
        if let Some(step) = step {
            leads_from(&step, &before, mover).map_err(|error| problems.report(error))?;
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
    let (_, versions) = first_with(&places, name)?;
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

/// The first source that has a module, and the versions that it has.
fn first_with<'a>(
    places: &[Source<'a>],
    module: &ModuleName,
) -> Option<(Source<'a>, Vec<Version>)> {
    let mut found = places.iter().map(|source| {
        let versions = source.versions(module);
        (*source, versions.unwrap_or_default())
    });
    found.find(|(_, versions)| !versions.is_empty())
}

/// The version that is locked, or that a build would take.
fn from(
    source: Source<'_>,
    versions: &[Version],
    mover: Mover<'_>,
) -> Result<Option<Version>, Error> {
    let requirement = mover.requirement.map(requirement::read).transpose()?;
    let locked = mover.locked.filter(|locked| locked.source == source.name);
    let fits = |version: &Version| requirement.as_ref().is_none_or(|of| of.matches(version));
    if let Some(locked) = locked.filter(|locked| fits(&locked.version)) {
        return Ok(Some(locked.version.clone()));
    }
    let requirement = requirement.unwrap_or_default();
    let fitting = versions
        .iter()
        .filter(|version| requirement.matches(version));
    Ok(fitting.max().cloned())
}

/// The newest version of a line that has rules.
fn step(
    source: Source<'_>,
    mover: Mover<'_>,
    line: &[Version],
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Option<Module>, Reported> {
    for version in line.iter().rev() {
        let interface = interface(source, mover, version, sources, problems)?;
        if interface.migration.is_some() {
            return Ok(Some(interface));
        }
    }
    Ok(None)
}

fn interface(
    source: Source<'_>,
    mover: Mover<'_>,
    version: &Version,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Module, Reported> {
    let folder = source.folder_of(mover.name, version);
    let path = format!("{folder}/{INTERFACE}");
    let text = source.world.read(&path);
    let text = text.map_err(|why| {
        problems.report(Error::UnreadableModule {
            name: mover.name.to_string(),
            path: source.shown(&path),
            why,
            at: Some(mover.at),
        })
    })?;
    let file = source.file(&path, text);
    sources.include(file.clone());
    let module = read_module(parse(file.id(), file.text(), problems), problems)?.whole()?;
    matches_its_folder(&module, &folder).map_err(|error| problems.report(error))?;
    Ok(module)
}

/// Rules are for those versions that they name.
fn leads_from(step: &Module, before: &Version, mover: Mover<'_>) -> Result<(), Error> {
    let Some(migration) = &step.migration else {
        return Ok(());
    };
    if requirement::read(&migration.from)?.matches(before) {
        return Ok(());
    }
    Err(Error::NoWay {
        name: mover.name.clone(),
        from: before.to_string(),
        to: step.version.to_string(),
        at: mover.at,
        rules: migration.from.versions.span,
    })
}
