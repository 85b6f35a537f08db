//! Module names → packages: an interface, and its implementation on a target.
//!
//! A name comes from the first source that has it, wholly: the platform's folders in order, the
//! embedded standard modules last. A source that was not fetched may have it, so nothing behind that
//! is looked at. Of its versions the locked one is taken where it still fits, and else the newest
//! that does.
//!
//! INVARIANT: what a [`Catalog`] keeps has no errors, so that whoever gets it from there need not
//! hear of any.

mod content;
pub mod edition;
mod embedded;
mod error;
mod fetched;
mod locked;
pub mod remote;
mod requirement;

use crate::document::implementation::Implementation;
use crate::document::module::Module;
use crate::document::service::Requirement;
use crate::document::{read_implementation, read_module};
use crate::lock::Locked;
use crate::maps::HashMap;
use crate::names::{ModuleName, TargetName};
use crate::problems::{Problems, Reported};
use crate::source::{SourceFile, SourceMap, Span};
use crate::suggest::{Hint, Words};
use crate::syntax::parse;
use crate::world::{Unreadable, World};
use content::Content;
pub use content::checksum;
use error::{Error, Known};
use remote::Remote;
use semver::Version;
use std::sync::{Arc, Mutex, PoisonError};

/// The folder of the embedded modules in their world.
const EMBEDDED: &str = "modules";

/// The name of the embedded modules as a source.
const STANDARD: &str = "standard";

/// The interface of every module.
const INTERFACE: &str = "module.plat";

/// A folder of modules that a platform names, or of those that were fetched from where it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// The folder, as the world knows it.
    pub path: String,
    /// What the platform writes for it.
    pub written: String,
    /// Where the platform writes it.
    pub at: Span,
    /// Where it is fetched from; nowhere if it is the platform's own.
    pub remote: Option<Remote>,
}

/// A version of a module, as one target needs it.
#[derive(Debug)]
pub struct Package {
    /// The contract.
    pub interface: Module,
    /// How it is fulfilled on the target.
    pub implementation: Implementation,
    /// The texts that it was read from.
    files: Vec<Arc<SourceFile>>,
    /// Where it came from: what the platform writes for the folder, or `standard`.
    pub source: String,
    /// The SHA-256 of all that the version holds, in hexadecimal.
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
    /// What the lock file says of it.
    pub locked: Option<&'a Locked>,
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
    /// What it is called.
    name: &'a str,
    /// What stands before paths in problems.
    shown: &'a str,
    /// Where it was fetched from, or will be.
    remote: Option<(&'a Remote, Span)>,
}

impl Source<'_> {
    /// A file of it under the path by which problems name it.
    fn file(self, path: &str, text: String) -> Arc<SourceFile> {
        SourceFile::new(format!("{}{path}", self.shown), text)
    }
}

impl Catalog {
    /// The version that is locked or the newest that fits, from the first source that has the module.
    ///
    /// Reports where there is none, and what is wrong with its files.
    pub fn load(
        &self,
        world: &dyn World,
        folders: &[Folder],
        wanted: &Wanted<'_>,
        sources: &mut SourceMap,
        problems: &mut Problems,
    ) -> Result<Arc<Package>, Reported> {
        let places = sources_of(world, folders);
        let found = first_with(&places, wanted);
        let (source, versions) = found.map_err(|error| problems.report(error))?;
        let version = version(source, &versions, wanted).map_err(|error| problems.report(error))?;
        let folder = format!("{}/{}/{version}", source.folder, wanted.name);
        let key = format!("{}{folder}/{}", source.shown, wanted.target);
        if let Some(package) = self.packages().get(&key) {
            let vouched = wanted.vouches_for(&version, &package.checksum);
            vouched.map_err(|error| problems.report(error))?;
            content::note(source, &folder);
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

fn sources_of<'a>(world: &'a dyn World, folders: &'a [Folder]) -> Vec<Source<'a>> {
    let own = folders.iter().map(|folder| Source {
        remote: folder.remote.as_ref().map(|remote| (remote, folder.at)),
        ..Source::of_world(world, &folder.path, &folder.written)
    });
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
            Err(Unreadable::Absent) => {
                source.is_known_to_lack(wanted)?;
                continue;
            }
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

/// The version that is taken: the locked one, or the newest that fits.
fn version(
    source: Source<'_>,
    versions: &[Version],
    wanted: &Wanted<'_>,
) -> Result<Version, Error> {
    let requirement = wanted.requirement.map(requirement::read).transpose()?;
    let fits = |version: &Version| match &requirement {
        Some(requirement) => requirement.matches(version),
        None => version.pre.is_empty(),
    };
    if let Some(locked) = wanted.locked_version(source, versions, fits)? {
        return Ok(locked);
    }
    let newest = versions.iter().filter(|version| fits(version)).max();
    newest
        .cloned()
        .ok_or_else(|| no_version(source, versions, wanted))
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
    let has_versions = |source: Source<'_>, name: &str| !versions(source, name).is_empty();
    let of_source = |source: &Source<'_>| {
        let mut names = listed(*source);
        names.retain(|name| has_versions(*source, name));
        names
    };
    let known: Vec<_> = places.iter().flat_map(of_source).collect();
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

fn no_version(source: Source<'_>, versions: &[Version], wanted: &Wanted<'_>) -> Error {
    let mut sorted = versions.to_vec();
    sorted.sort();
    let listed: Vec<_> = sorted.iter().map(ToString::to_string).collect();
    let requirement = wanted.requirement.map(|wanted| &wanted.versions);
    Error::NoVersion {
        name: wanted.name.clone(),
        requirement: requirement.map_or_else(|| "*".to_owned(), |written| written.text.clone()),
        versions: match source.remote {
            Some(_) => Known::Fetched(listed.join(", ")),
            None => Known::All(listed.join(", ")),
        },
        at: requirement.map_or(wanted.at, |written| written.span),
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
    let mut content = Content::read(source, &folder)
        .map_err(|(path, why)| problems.report(unreadable_file(source, &path, why, wanted)))?;
    let checksum = content.checksum();
    let vouched = wanted.vouches_for(version, &checksum);
    vouched.map_err(|error| problems.report(error))?;
    let mut file = |name: &str| {
        let file = source.file(&format!("{folder}/{name}"), content.take(name)?);
        sources.include(file.clone());
        Some(file)
    };
    let implementation = file(&format!("{}.plat", wanted.target))
        .ok_or_else(|| problems.report(no_implementation(source, &folder, wanted)));
    let interface = file(INTERFACE).ok_or_else(|| {
        let path = format!("{folder}/{INTERFACE}");
        problems.report(unreadable_file(source, &path, Unreadable::Absent, wanted))
    });
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
        files,
        source: source.name.to_owned(),
        checksum,
    })
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
