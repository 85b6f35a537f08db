//! A version of a module with all that it has, for those who read about it.
//!
//! A build needs one target and takes a [`Package`](super::Package); here are all implementations.

use super::error::Error;
use super::{
    Folder, INTERFACE, STANDARD, Source, conforms, listed, matches_its_folder, sources_of, versions,
};
use crate::catalog::embedded::Embedded;
use crate::document::implementation::Implementation;
use crate::document::module::Module;
use crate::document::{read_implementation, read_module};
use crate::names::{ModuleName, Name, TargetName};
use crate::problems::{Problems, Reported};
use crate::source::{SourceFile, SourceMap};
use crate::syntax::parse;
use crate::world::{Unreadable, World};
use semver::Version;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a module says beyond its interface.
const PROSE: &str = "docs.md";

/// A version of a module, and where it lies.
#[derive(Clone, Debug)]
pub struct Shelved {
    /// The module.
    pub name: ModuleName,
    /// The version.
    pub version: Version,
    /// The folder of its files.
    pub origin: Origin,
    /// What the platform writes for where it was fetched; nothing if it was not.
    pub fetched: Option<String>,
}

/// Where the folder of a module is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// In the world, at this path.
    World(String),
    /// In the program: a standard module.
    Program(String),
}

/// A version of a module, read.
#[derive(Debug)]
pub struct Edition {
    /// The contract.
    pub interface: Module,
    /// How each target fulfils it, in the order of their names.
    pub implementations: Vec<Implementation>,
    /// The text of its `docs.md`.
    pub prose: Option<String>,
}

/// Every version that a spec can ask for: those of the folders first, the standard modules last.
pub fn shelved(world: &dyn World, folders: &[Folder]) -> Vec<Shelved> {
    let mut taken = BTreeSet::new();
    let mut found = Vec::new();
    for source in sources_of(world, folders) {
        for name in names(source) {
            let mut versions = versions(source, name.as_str());
            if versions.is_empty() || !taken.insert(name.clone()) {
                continue;
            }
            versions.sort();
            let shelve = |version| shelve(source, &name, version);
            found.extend(versions.into_iter().map(shelve));
        }
    }
    found
}

/// Reads a module with all of its implementations, and reports what is wrong in any file.
pub fn read_edition(
    world: &dyn World,
    origin: &Origin,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Edition, Reported> {
    let source = origin.source(world);
    let interface = text(source, INTERFACE, sources).map_err(|error| problems.report(error))?;
    let module = read_module(parse(interface.id(), interface.text(), problems), problems);
    let implementations = implementations(source, sources, problems);
    let (interface, implementations) = (module?.whole()?, implementations?);
    matches_its_folder(&interface, source.folder).map_err(|error| problems.report(error))?;
    for (target, implementation) in &implementations {
        conforms(&interface, implementation, target).map_err(|error| problems.report(error))?;
    }
    let implementations = implementations.into_iter();
    let implementations = implementations
        .map(|(_, implementation)| implementation)
        .collect();
    Ok(Edition {
        interface,
        implementations,
        prose: world_text(source, PROSE).ok(),
    })
}

impl Origin {
    fn source<'a>(&'a self, world: &'a dyn World) -> Source<'a> {
        match self {
            Self::World(folder) => Source::of_world(world, folder, folder),
            Self::Program(folder) => Source::of_program(folder),
        }
    }
}

impl<'a> Source<'a> {
    pub(super) fn of_world(world: &'a dyn World, folder: &'a str, name: &'a str) -> Self {
        let shown = "";
        Self {
            world,
            folder,
            name,
            shown,
            remote: None,
        }
    }

    pub(super) fn of_program(folder: &'a str) -> Self {
        Self {
            world: &Embedded,
            folder,
            name: STANDARD,
            shown: "platc:",
            remote: None,
        }
    }

    fn is_program(self) -> bool {
        !self.shown.is_empty()
    }
}

fn names(source: Source<'_>) -> Vec<Name> {
    let mut names = listed(source);
    names.sort();
    names
        .iter()
        .filter_map(|name| Name::new(name).ok())
        .collect()
}

fn shelve(source: Source<'_>, name: &Name, version: Version) -> Shelved {
    let folder = format!("{}/{name}/{version}", source.folder);
    Shelved {
        name: ModuleName(name.clone()),
        version,
        fetched: source.remote.map(|_| source.name.to_owned()),
        origin: if source.is_program() {
            Origin::Program(folder)
        } else {
            Origin::World(folder)
        },
    }
}

fn implementations(
    source: Source<'_>,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Vec<(TargetName, Implementation)>, Reported> {
    let mut names = listed(source);
    names.sort();
    names.retain(|name| name.strip_suffix(".plat").is_some() && name != INTERFACE);
    let mut found = Vec::new();
    let mut result = Ok(());
    for name in &names {
        let target = name.trim_end_matches(".plat");
        let target = Name::new(target).map(TargetName);
        match implementation(source, name, sources, problems) {
            Ok(implementation) => {
                let target = target.unwrap_or_else(|_| implementation.target.clone());
                found.push((target, implementation));
            }
            Err(reported) => result = Err(reported),
        }
    }
    result.map(|()| found)
}

fn implementation(
    source: Source<'_>,
    name: &str,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Implementation, Reported> {
    let file = text(source, name, sources).map_err(|error| problems.report(error))?;
    let tree = parse(file.id(), file.text(), problems);
    read_implementation(tree, problems)?.whole()
}

fn text(source: Source<'_>, name: &str, sources: &mut SourceMap) -> Result<Arc<SourceFile>, Error> {
    let path = format!("{}/{name}", source.folder);
    let text = source.world.read(&path);
    let text = text.map_err(|why| Error::UnreadableModule {
        name: source
            .folder
            .rsplit('/')
            .nth(1)
            .unwrap_or_default()
            .to_owned(),
        path: format!("{}{}", source.shown, source.world.shown(&path)),
        why,
        at: None,
    })?;
    let file = source.file(&path, text);
    sources.include(file.clone());
    Ok(file)
}

fn world_text(source: Source<'_>, name: &str) -> Result<String, Unreadable> {
    source.world.read(&format!("{}/{name}", source.folder))
}
