//! Module names → packages: an interface, and its implementation on a target.
//!
//! A name comes from the first source that has it, wholly: the platform's folders in order, the
//! embedded standard modules last. Of its versions the newest that fits is taken.
//!
//! INVARIANT: what a [`Catalog`] keeps has no errors, so that whoever gets it from there need not
//! hear of any.

mod change;
mod conflict;
pub mod edition;
mod embedded;
mod error;
mod known;
mod ranks;
mod requirement;
pub mod resolve;

use crate::document::implementation::Implementation;
use crate::document::module::Module;
use crate::document::service::Requirement;
use crate::document::{read_implementation, read_module};
use crate::maps::HashMap;
use crate::names::{ModuleName, TargetName};
use crate::problems::{Problems, Reported};
use crate::source::{SourceFile, SourceMap, Span};
use crate::suggest::{Hint, Words};
use crate::syntax::parse;
use crate::world::{Unreadable, World};
use error::Error;
use semver::{Version, VersionReq};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

/// The folder of the embedded modules in their world.
const EMBEDDED: &str = "modules";

/// A version of a module, as one target needs it.
#[derive(Debug)]
pub struct Package {
    /// The contract.
    pub interface: Module,
    /// How it is fulfilled on the target.
    pub implementation: Implementation,
    /// The texts that it was read from.
    pub files: Vec<Arc<SourceFile>>,
    /// The SHA-256 of those texts, in hexadecimal.
    pub checksum: String,
}

/// What a component asks for.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The module.
    pub name: &'a ModuleName,
    /// Where it is named.
    pub at: Span,
    /// Which versions will do; any, if none is given.
    pub requirement: Option<&'a Requirement>,
    /// The target.
    pub target: &'a TargetName,
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
    /// The newest version that fits, from the first source that has the module.
    ///
    /// Reports where there is none, and what is wrong with its files.
    pub fn load(
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
        let requirement = wanted.requirement.map(requirement::read).transpose();
        let requirement = requirement.map_err(|error| problems.report(error))?;
        let Some(version) = newest(&versions, requirement.as_ref()) else {
            return Err(problems.report(no_version(&versions, wanted)));
        };
        let (folder, target) = (source.folder, wanted.target);
        let key = format!(
            "{}{folder}/{}/{version}/{target}",
            source.shown, wanted.name
        );
        if let Some(package) = self.packages().get(&key) {
            include(package, sources);
            return Ok(package.clone());
        }
        let package = Arc::new(read(source, &version, wanted, sources, problems)?);
        // Another thread may have read it meanwhile: all must point into the same texts.
        let package = self.packages().entry(key).or_insert(package).clone();
        include(&package, sources);
        Ok(package)
    }

    fn packages(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Package>>> {
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

fn newest(versions: &[Version], requirement: Option<&VersionReq>) -> Option<Version> {
    let fits = |version: &&Version| match requirement {
        Some(requirement) => requirement.matches(version),
        None => version.pre.is_empty(),
    };
    versions.iter().filter(fits).max().cloned()
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
        chain: Vec::new(),
        changes: Vec::new(),
    }
}

fn no_version(versions: &[Version], wanted: &Wanted<'_>) -> Error {
    let mut sorted = versions.to_vec();
    sorted.sort();
    let listed: Vec<_> = sorted.iter().map(ToString::to_string).collect();
    let requirement = wanted.requirement.map(|wanted| &wanted.versions);
    Error::NoVersion {
        name: wanted.name.clone(),
        requirement: requirement.map_or_else(|| "*".to_owned(), |written| written.text.clone()),
        versions: listed.join(", "),
        at: requirement.map_or(wanted.at, |written| written.span),
        chain: Vec::new(),
        changes: Vec::new(),
    }
}

fn read(
    source: Source<'_>,
    version: &Version,
    wanted: &Wanted<'_>,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Package, Reported> {
    let folder = format!("{}/{}/{version}", source.folder, wanted.name);
    let interface_path = format!("{folder}/module.plat");
    let target_path = format!("{folder}/{}.plat", wanted.target);
    let implementation =
        file(source, &target_path, sources).map_err(|unreadable| match unreadable {
            Unreadable::Absent => problems.report(no_implementation(source, &folder, wanted)),
            other => problems.report(unreadable_file(source, &target_path, other, wanted)),
        });
    let interface = file(source, &interface_path, sources)
        .map_err(|other| problems.report(unreadable_file(source, &interface_path, other, wanted)));
    let (interface, implementation) = (interface?, implementation?);
    let files = vec![interface.clone(), implementation.clone()];
    let module = read_module(parse(interface.id(), interface.text(), problems), problems);
    let target = parse(implementation.id(), implementation.text(), problems);
    let target = read_implementation(target, problems);
    let (module, target) = (module?.whole(), target?.whole());
    let (module, target) = (module?, target?);
    matches_its_folder(&module, &folder).map_err(|error| problems.report(error))?;
    conforms(&module, &target, wanted.target).map_err(|error| problems.report(error))?;
    Ok(Package {
        interface: module,
        implementation: target,
        checksum: checksum(&files),
        files,
    })
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

fn no_implementation(source: Source<'_>, folder: &str, wanted: &Wanted<'_>) -> Error {
    let names = source.world.list(folder).unwrap_or_default();
    let targets = names
        .iter()
        .filter_map(|name| name.strip_suffix(".plat"))
        .filter(|name| *name != "module" && *name != "compose");
    Error::NoImplementation {
        name: wanted.name.clone(),
        target: wanted.target.clone(),
        targets: targets.collect::<Vec<_>>().join(", "),
        at: wanted.at,
    }
}

/// A module lies in a folder of its name and version.
fn matches_its_folder(module: &Module, path: &str) -> Result<(), Error> {
    let mut names = path.rsplit('/');
    let (version, name) = (names.next(), names.next());
    let folder = format!(
        "{}/{}",
        name.unwrap_or_default(),
        version.unwrap_or_default()
    );
    if folder == format!("{}/{}", module.name, module.version) {
        return Ok(());
    }
    Err(Error::WrongFolder {
        name: module.name.clone(),
        version: module.version.to_string(),
        folder,
        at: module.name_span,
    })
}

/// An implementation is of the target that its file names, and gives nothing that the contract
/// does not know.
fn conforms(
    interface: &Module,
    implementation: &Implementation,
    target: &TargetName,
) -> Result<(), Error> {
    if implementation.target != *target {
        return Err(Error::WrongTarget {
            target: implementation.target.clone(),
            expected: target.clone(),
            at: implementation.target_span,
        });
    }
    let outputs = implementation.outputs.iter();
    let outputs = outputs.filter(|(name, _)| !interface.outputs.contains_key(*name));
    let outputs = outputs.map(|(name, output)| (name.to_string(), output.name_span));
    let grants = implementation.grants.iter();
    let grants = grants.filter(|(name, _)| !interface.grants.contains_key(*name));
    let grants = grants.map(|(name, grant)| (name.to_string(), grant.name_span));
    match outputs.chain(grants).next() {
        None => Ok(()),
        Some((name, at)) => Err(Error::NotInContract {
            name,
            module: interface.name.clone(),
            at,
            contract: interface.name_span,
        }),
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
