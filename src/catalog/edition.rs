//! A version of a module with all that it has, for those who read about it.
//!
//! A build needs one target and takes a [`Package`](super::Package); here are all implementations.

use super::contract::{conforms, is_of_a_target, is_whole, matches_its_folder};
use super::error::Error;
use super::outside::seen;
use super::source::{Folder, Source, sources_of};
use super::{COMPOSITE, Catalog, INTERFACE, Market};
use crate::document::composite::Composite;
use crate::document::implementation::Implementation;
use crate::document::module::Module;
use crate::document::{read_composite, read_implementation, read_module};
use crate::names::{ModuleName, Name, TARGETS, TargetName};
use crate::problems::{Diagnose, Problems, Reported};
use crate::source::{SourceFile, SourceMap};
use crate::syntax::parse;
use crate::world::{Unreadable, World, parent};
use semver::Version;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a module says beyond its interface.
const PROSE: &str = "docs.md";

/// The code of what is said of a module that a target does not have.
const NOT_ON_TARGET: &str = "P0303";

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
    /// The components that fulfil it, where it is made of other modules.
    pub composite: Option<Composite>,
    /// The text of its `docs.md`.
    pub prose: Option<String>,
}

/// Every version that a spec can ask for: those of the folders first, the standard modules last.
pub fn shelved(world: &dyn World, folders: &[Folder]) -> Vec<Shelved> {
    let mut taken = BTreeSet::new();
    let mut found = Vec::new();
    for source in sources_of(world, folders) {
        for name in names(source) {
            let mut versions = source
                .versions(&ModuleName(name.clone()))
                .unwrap_or_default();
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

/// Reads a module with all of its implementations, and reports what is wrong in any file. What a
/// composite is made of is looked for beside it and in `folders`.
pub fn read_edition(
    world: &dyn World,
    origin: &Origin,
    folders: &[Folder],
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Edition, Reported> {
    let source = origin.source(world);
    let interface = text(source, INTERFACE, sources).map_err(|error| problems.report(error))?;
    let module = read_module(parse(interface.id(), interface.text(), problems), problems);
    let names = source.listed();
    let composite = names.iter().any(|name| name == COMPOSITE);
    let composite = composite.then(|| composite_of(source, sources, problems));
    let composite = composite.transpose();
    let (interface, composite) = (module?.whole()?, composite?);
    let implementations = match &composite {
        Some(composite) => Parts {
            interface: &interface,
            composite,
            folders: &origin.and_beside(folders),
        }
        .implementations(world, sources, problems),
        None => implementations(source, &names, sources, problems),
    };
    let implementations = implementations?;
    agree(&interface, &implementations, composite.as_ref(), &names)
        .and_then(|()| matches_its_folder(&interface, source.folder))
        .map_err(|error| problems.report(error))?;
    let implementations = implementations.into_iter();
    let implementations = implementations.map(|(_, implementation)| implementation);
    Ok(Edition {
        interface,
        implementations: implementations.collect(),
        composite,
        prose: world_text(source, PROSE).ok(),
    })
}

impl Origin {
    /// The folder of modules that it lies in, and others.
    fn and_beside(&self, folders: &[Folder]) -> Vec<Folder> {
        let beside = match self {
            Self::World(folder) => {
                let path = parent(parent(folder)).to_owned();
                Some(Folder {
                    written: path.clone(),
                    path,
                    at: None,
                    remote: None,
                })
            }
            Self::Program(_) => None,
        };
        beside.into_iter().chain(folders.iter().cloned()).collect()
    }

    fn source<'a>(&'a self, world: &'a dyn World) -> Source<'a> {
        match self {
            Self::World(folder) => Source::of_world(world, folder, folder),
            Self::Program(folder) => Source::of_program(folder),
        }
    }
}

fn names(source: Source<'_>) -> Vec<Name> {
    let mut names = source.listed();
    names.sort();
    names
        .iter()
        .filter_map(|name| Name::new(name).ok())
        .collect()
}

fn shelve(source: Source<'_>, name: &Name, version: Version) -> Shelved {
    let name = ModuleName(name.clone());
    let folder = source.folder_of(&name, &version);
    Shelved {
        name,
        version,
        fetched: source.remote.map(|_| source.name.to_owned()),
        origin: if source.is_program() {
            Origin::Program(folder)
        } else {
            Origin::World(folder)
        },
    }
}

fn agree(
    interface: &Module,
    implementations: &[(TargetName, Implementation)],
    composite: Option<&Composite>,
    names: &[String],
) -> Result<(), Error> {
    for (target, implementation) in implementations {
        conforms(interface, implementation, target)?;
    }
    composite.map_or(Ok(()), |composite| {
        is_whole(interface, composite, names.iter())
    })
}

fn composite_of(
    source: Source<'_>,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Composite, Reported> {
    let file = text(source, COMPOSITE, sources).map_err(|error| problems.report(error))?;
    let tree = parse(file.id(), file.text(), problems);
    read_composite(tree, problems)?.whole()
}

/// A composite, and where what it is made of is looked for.
struct Parts<'p> {
    interface: &'p Module,
    composite: &'p Composite,
    folders: &'p [Folder],
}

impl Parts<'_> {
    /// What the composite is on each target that all of its parts have.
    fn implementations(
        &self,
        world: &dyn World,
        sources: &mut SourceMap,
        problems: &mut Problems,
    ) -> Result<Vec<(TargetName, Implementation)>, Reported> {
        let targets = TARGETS.iter().filter_map(|target| Name::new(target).ok());
        let (mut found, mut said) = (Vec::new(), Problems::default());
        for target in targets.map(TargetName) {
            match self.on(&target, world, sources) {
                Ok(seen) => found.push((target, seen)),
                Err(absent) => said.append(absent),
            }
        }
        let is_absent = |problem: &dyn Diagnose| problem.code_text() == NOT_ON_TARGET;
        if !found.is_empty() && !said.any(|problem| !is_absent(problem)) {
            return Ok(found);
        }
        problems.append(said);
        problems.broken().map_or(Ok(found), Err)
    }

    /// What the composite is on one target, or why it is nothing there.
    fn on(
        &self,
        target: &TargetName,
        world: &dyn World,
        sources: &mut SourceMap,
    ) -> Result<Implementation, Problems> {
        let components: Vec<_> = self.composite.components.values().collect();
        let market = Market {
            world,
            folders: self.folders,
            target,
            locked: &BTreeMap::new(),
            kept: &BTreeMap::new(),
            near: &BTreeMap::new(),
            moving: &[],
        };
        let (catalog, mut said) = (Catalog::default(), Problems::default());
        let required = &self.composite.requirements;
        let packages = catalog.resolved(required, &components, market, sources, &mut said);
        if !packages.unread.is_empty() {
            return Err(said);
        }
        Ok(seen(self.interface, self.composite, target, &packages))
    }
}

fn implementations(
    source: Source<'_>,
    names: &[String],
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Vec<(TargetName, Implementation)>, Reported> {
    let mut names: Vec<_> = names.iter().filter(|name| is_of_a_target(name)).collect();
    names.sort();
    let mut found = Vec::new();
    let mut result = Ok(());
    for name in names {
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
        path: source.shown(&path),
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
