//! Module names → packages: an interface, and its implementation on a target.
//!
//! A name comes from the first source that has it, wholly: the platform's folders in order, the
//! embedded standard modules last. `resolution.rs` says which of its versions is taken.
//!
//! INVARIANT: what a [`Catalog`] keeps has no errors, so that whoever gets it from there need not
//! hear of any.

mod contract;
pub mod edition;
mod embedded;
mod error;
mod outside;
mod requirement;
mod resolution;

use crate::document::composite::Composite;
use crate::document::implementation::Implementation;
use crate::document::module::Module;
use crate::document::service::Requirement;
use crate::document::{read_composite, read_implementation, read_module};
use crate::maps::HashMap;
use crate::names::{ModuleName, TargetName};
use crate::problems::{Problems, Reported};
use crate::source::{SourceFile, SourceMap, Span};
use crate::suggest::{Hint, Words};
use crate::syntax::parse;
use crate::world::{Unreadable, World};
use contract::{conforms, is_of_a_target, is_whole, matches_its_folder};
use error::Error;
use semver::Version;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

pub use resolution::{Market, Packages};

/// The folder of the embedded modules in their world.
const EMBEDDED: &str = "modules";

/// The interface of every module.
const INTERFACE: &str = "module.plat";

/// What fulfils a module on every target.
const COMPOSITE: &str = "compose.plat";

/// A version of a module, as one target needs it.
#[derive(Debug)]
pub struct Package {
    /// The contract.
    pub interface: Module,
    /// How it is fulfilled on the target.
    pub implementation: Implementation,
    /// The components that fulfil it, where it is made of other modules.
    pub composite: Option<Composite>,
    /// The texts that it was read from.
    pub files: Vec<Arc<SourceFile>>,
    /// The SHA-256 of those texts, in hexadecimal.
    pub checksum: String,
}

/// What a component asks for.
#[derive(Clone, Debug)]
struct Wanted<'a> {
    /// The module.
    name: &'a ModuleName,
    /// Where it is named.
    at: Span,
    /// Which versions will do: those that all of these take.
    requirements: &'a [Requirement],
    /// The target.
    target: &'a TargetName,
}

/// Where modules come from, and those that were read.
#[derive(Debug, Default)]
pub struct Catalog {
    packages: Mutex<HashMap<String, Arc<Package>>>,
}

/// One folder of modules.
#[derive(Clone, Copy)]
struct Source<'a> {
    world: &'a dyn World,
    folder: &'a str,
    /// What stands before paths in problems.
    shown: &'a str,
}

impl Catalog {
    /// The version that is taken, from the first source that has the module.
    ///
    /// Reports where there is none, and what is wrong with its files.
    fn load(
        &self,
        world: &dyn World,
        folders: &[String],
        wanted: &Wanted<'_>,
        sources: &mut SourceMap,
        problems: &mut Problems,
    ) -> Result<Arc<Package>, Reported> {
        let places = sources_of(world, folders);
        let found = first_with(&places, wanted);
        let (source, versions) = found.map_err(|error| problems.report(error))?;
        let version = resolution::version(versions, wanted);
        let version = version.map_err(|error| problems.report(error))?;
        let folder = format!("{}/{}/{version}", source.folder, wanted.name);
        let names = source.world.list(&folder).unwrap_or_default();
        let key = format!("{}{folder}/{}", source.shown, wanted.target);
        if let Some(package) = self.kept().get(&key) {
            include(package, sources);
            return Ok(package.clone());
        }
        let package = Arc::new(read(source, &folder, &names, wanted, sources, problems)?);
        // Another thread may have read it meanwhile: all must point into the same texts.
        let package = self.kept().entry(key).or_insert(package).clone();
        include(&package, sources);
        Ok(package)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Package>>> {
        self.packages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn sources_of<'a>(world: &'a dyn World, folders: &'a [String]) -> Vec<Source<'a>> {
    let own = folders.iter().map(|folder| Source::of_world(world, folder));
    own.chain([Source::of_program(EMBEDDED)]).collect()
}

fn listed(source: Source<'_>) -> Vec<String> {
    source.world.list(source.folder).unwrap_or_default()
}

/// The first source that has a module, and the versions that it has.
fn first_with<'a>(
    places: &[Source<'a>],
    wanted: &Wanted<'_>,
) -> Result<(Source<'a>, Vec<Version>), Error> {
    for source in places {
        let folder = format!("{}/{}", source.folder, wanted.name);
        let listed = match source.world.list(&folder) {
            Ok(listed) => listed,
            Err(Unreadable::Absent) => continue,
            Err(why) => return Err(unreadable_file(*source, &folder, why, wanted)),
        };
        let versions = listed.iter().filter_map(|name| Version::parse(name).ok());
        let versions: Vec<_> = versions.collect();
        if !versions.is_empty() {
            return Ok((*source, versions));
        }
    }
    Err(unknown_module(places, wanted))
}

/// The versions that a source has of a module.
fn versions(source: Source<'_>, name: &str) -> Vec<Version> {
    let folder = format!("{}/{name}", source.folder);
    let listed = source.world.list(&folder).unwrap_or_default();
    let versions = listed.iter().filter_map(|name| Version::parse(name).ok());
    versions.collect()
}

/// The modules that there are where a platform names folders of them.
const MODULES: Words = Words {
    some: "the modules are",
    none: "there are none",
};

/// The modules that there are elsewhere.
const STANDARD_MODULES: Words = Words {
    some: "no platform above the spec names folders of modules; the standard ones are",
    none: "there are none",
};

fn unknown_module(places: &[Source<'_>], wanted: &Wanted<'_>) -> Error {
    let known: Vec<_> = places.iter().flat_map(|source| listed(*source)).collect();
    let known: Vec<_> = known.iter().map(String::as_str).collect();
    let words = match places {
        [_] => STANDARD_MODULES,
        _ => MODULES,
    };
    Error::UnknownModule {
        name: wanted.name.clone(),
        at: wanted.at,
        hint: Hint::of(wanted.name.0.as_str(), &known, words),
    }
}

fn read(
    source: Source<'_>,
    folder: &str,
    names: &[String],
    wanted: &Wanted<'_>,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Package, Reported> {
    let interface_path = format!("{folder}/{INTERFACE}");
    let body_name = if names.iter().any(|name| name == COMPOSITE) {
        COMPOSITE.to_owned()
    } else {
        format!("{}.plat", wanted.target)
    };
    let body_path = format!("{folder}/{body_name}");
    let body = file(source, &body_path, sources).map_err(|unreadable| match unreadable {
        Unreadable::Absent => problems.report(no_implementation(names, wanted)),
        other => problems.report(unreadable_file(source, &body_path, other, wanted)),
    });
    let interface = file(source, &interface_path, sources)
        .map_err(|other| problems.report(unreadable_file(source, &interface_path, other, wanted)));
    let (interface, body) = (interface?, body?);
    let files = vec![interface.clone(), body.clone()];
    let module = read_module(parse(interface.id(), interface.text(), problems), problems);
    let fulfilled = fulfilled(&body_name, &body, wanted.target, problems);
    let (module, fulfilled) = (module?.whole(), fulfilled?);
    let (module, (implementation, composite)) = (module?, fulfilled);
    matches_its_folder(&module, folder)
        .and_then(|()| conforms(&module, &implementation, wanted.target))
        .and_then(|()| match &composite {
            Some(composite) => is_whole(&module, composite, names),
            None => Ok(()),
        })
        .map_err(|error| problems.report(error))?;
    Ok(Package {
        interface: module,
        implementation,
        composite,
        checksum: checksum(&files),
        files,
    })
}

/// What a file says of how a module is fulfilled on a target.
fn fulfilled(
    name: &str,
    file: &SourceFile,
    target: &TargetName,
    problems: &mut Problems,
) -> Result<(Implementation, Option<Composite>), Reported> {
    let tree = parse(file.id(), file.text(), problems);
    if name != COMPOSITE {
        return Ok((read_implementation(tree, problems)?.whole()?, None));
    }
    let composite = read_composite(tree, problems)?.whole()?;
    Ok((composite.implementation(target), Some(composite)))
}

fn file(
    source: Source<'_>,
    path: &str,
    sources: &mut SourceMap,
) -> Result<Arc<SourceFile>, Unreadable> {
    let text = source.world.read(path)?;
    let file = SourceFile::new(format!("{}{path}", source.shown), text);
    sources.include(file.clone());
    Ok(file)
}

fn include(package: &Package, sources: &mut SourceMap) {
    for file in &package.files {
        sources.include(file.clone());
    }
}

fn unreadable_file(source: Source<'_>, path: &str, why: Unreadable, wanted: &Wanted<'_>) -> Error {
    Error::UnreadableModule {
        name: wanted.name.to_string(),
        path: format!("{}{}", source.shown, source.world.shown(path)),
        why,
        at: Some(wanted.at),
    }
}

fn no_implementation(names: &[String], wanted: &Wanted<'_>) -> Error {
    let names = names.iter().filter(|name| is_of_a_target(name));
    let targets = names.filter_map(|name| name.strip_suffix(".plat"));
    Error::NoImplementation {
        name: wanted.name.clone(),
        target: wanted.target.clone(),
        targets: targets.collect::<Vec<_>>().join(", "),
        at: wanted.at,
    }
}

fn checksum(files: &[Arc<SourceFile>]) -> String {
    let mut hasher = Sha256::new();
    for file in files {
        hasher.update(file.text().len().to_le_bytes());
        hasher.update(file.text());
    }
    let mut text = String::new();
    for byte in hasher.finalize() {
        let written = write!(text, "{byte:02x}");
        debug_assert!(written.is_ok(), "a text grows");
    }
    text
}
