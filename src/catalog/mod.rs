//! Module names → packages: an interface, and its implementation on a target.
//!
//! A name comes from the first source that has it, wholly: the platform's folders in order, the
//! embedded standard modules last. A source that was not fetched may have it, so nothing behind that
//! is looked at. `resolution.rs` says which of its versions is taken.
//!
//! INVARIANT: what a [`Catalog`] keeps has no errors, so that whoever gets it from there need not
//! hear of any.

mod change;
mod conflict;
mod content;
mod contract;
pub mod edition;
mod embedded;
mod error;
mod fetched;
mod known;
mod locked;
mod outside;
mod ranks;
pub mod remote;
mod required;
mod requirement;
mod resolution;
pub mod resolve;
mod shelf;
mod source;
pub mod steps;

use crate::document::composite::Composite;
use crate::document::implementation::Implementation;
use crate::document::module::Module;
use crate::document::{read_composite, read_implementation, read_module};
use crate::lock::Locked;
use crate::maps::HashMap;
use crate::names::{ModuleName, TargetName};
use crate::problems::{Problems, Reported};
use crate::source::{SourceFile, SourceMap, Span};
use crate::syntax::parse;
use crate::world::{Unreadable, World};
use content::Content;
use contract::{conforms, is_of_a_target, is_whole, matches_its_folder};
use error::Error;
use semver::Version;
use source::Source;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

pub use content::checksum;
pub use required::required_by;
pub use resolution::Packages;
pub use source::Folder;

/// The folder of the embedded modules in their world.
const EMBEDDED: &str = "modules";

/// The name of the embedded modules as a source.
const STANDARD: &str = "standard";

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
    files: Vec<Arc<SourceFile>>,
    /// Where it came from: what the platform writes for the folder, or `standard`.
    pub source: String,
    /// The SHA-256 of all that the version holds, in hexadecimal.
    pub checksum: String,
}

/// Where modules are looked for.
#[derive(Clone, Copy)]
pub struct Market<'m> {
    /// What there is outside.
    pub world: &'m dyn World,
    /// The platform's folders.
    pub folders: &'m [Folder],
    /// The target.
    pub target: &'m TargetName,
    /// What modules are held against: their sources, and the content of their versions.
    pub locked: &'m BTreeMap<ModuleName, Locked>,
    /// The versions that are taken where they fit.
    pub kept: &'m BTreeMap<ModuleName, Version>,
    /// The versions that those which are taken should be compatible with, where that is possible.
    pub near: &'m BTreeMap<ModuleName, Version>,
    /// The modules that are to move on.
    pub moving: &'m [ModuleName],
}

/// A version of a module that a component is made of.
#[derive(Clone, Copy, Debug)]
struct Wanted<'a> {
    /// The module.
    name: &'a ModuleName,
    /// Where it is named.
    at: Span,
    /// The version.
    version: &'a Version,
    /// The target.
    target: &'a TargetName,
    /// What the lock file says of the module.
    locked: Option<&'a Locked>,
    /// Whether the locked version is taken where it fits.
    is_kept: bool,
}

/// Where modules come from, and those that were read.
#[derive(Debug, Default)]
pub struct Catalog {
    contents: Mutex<HashMap<String, Arc<Content>>>,
    packages: Mutex<HashMap<String, Arc<Package>>>,
}

impl Catalog {
    /// Reads a version, and reports what is wrong with its files.
    fn load(
        &self,
        source: Source<'_>,
        wanted: Wanted<'_>,
        sources: &mut SourceMap,
        problems: &mut Problems,
    ) -> Result<Arc<Package>, Reported> {
        let folder = source.folder_of(wanted.name, wanted.version);
        let content = self.content(source, &folder);
        let content = content
            .map_err(|(path, why)| problems.report(unreadable_file(source, &path, why, wanted)))?;
        let vouched = wanted.vouches_for(&content.checksum);
        vouched.map_err(|error| problems.report(error))?;
        let key = format!("{}{folder}/{}", source.shown, wanted.target);
        let kept = lock(&self.packages).get(&key).cloned();
        let package = if let Some(package) = kept {
            package
        } else {
            let read = read(source, &folder, &content, wanted, sources, problems)?;
            // Another thread may have read it meanwhile: all must point into the same texts.
            let mut packages = lock(&self.packages);
            packages.entry(key).or_insert(Arc::new(read)).clone()
        };
        for file in &package.files {
            sources.include(file.clone());
        }
        Ok(package)
    }

    /// What a version holds.
    fn content(
        &self,
        source: Source<'_>,
        folder: &str,
    ) -> Result<Arc<Content>, (String, Unreadable)> {
        let key = format!("{}{folder}", source.shown);
        let kept = lock(&self.contents).get(&key).cloned();
        if let Some(content) = kept {
            content::note(source, folder);
            return Ok(content);
        }
        let content = Arc::new(Content::read(source, folder)?);
        Ok(lock(&self.contents).entry(key).or_insert(content).clone())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read(
    source: Source<'_>,
    folder: &str,
    content: &Content,
    wanted: Wanted<'_>,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Package, Reported> {
    let body_name = match content.file(COMPOSITE) {
        Some(_) => COMPOSITE.to_owned(),
        None => format!("{}.plat", wanted.target),
    };
    let interface = content.file(INTERFACE).ok_or_else(|| {
        let path = format!("{folder}/{INTERFACE}");
        problems.report(unreadable_file(source, &path, Unreadable::Absent, wanted))
    });
    let body = content
        .file(&body_name)
        .ok_or_else(|| problems.report(no_implementation(content, wanted)));
    let files = vec![interface?.clone(), body?.clone()];
    for file in &files {
        sources.include(file.clone());
    }
    let module = read_module(
        parse(interface?.id(), interface?.text(), problems),
        problems,
    );
    let fulfilled = fulfilled(&body_name, body?, wanted.target, problems);
    let (module, fulfilled) = (module?.whole(), fulfilled?);
    let (module, (implementation, composite)) = (module?, fulfilled);
    matches_its_folder(&module, folder)
        .and_then(|()| conforms(&module, &implementation, wanted.target))
        .and_then(|()| match &composite {
            Some(composite) => is_whole(&module, composite, content.names()),
            None => Ok(()),
        })
        .map_err(|error| problems.report(error))?;
    Ok(Package {
        interface: module,
        implementation,
        composite,
        files,
        source: source.name.to_owned(),
        checksum: content.checksum.clone(),
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

fn unreadable_file(source: Source<'_>, path: &str, why: Unreadable, wanted: Wanted<'_>) -> Error {
    Error::UnreadableModule {
        name: wanted.name.to_string(),
        path: source.shown(path),
        why,
        at: Some(wanted.at),
    }
}

fn no_implementation(content: &Content, wanted: Wanted<'_>) -> Error {
    let names = content.names().filter(|name| is_of_a_target(name));
    let targets = names.filter_map(|name| name.strip_suffix(".plat"));
    Error::NoImplementation {
        name: wanted.name.clone(),
        target: wanted.target.clone(),
        targets: targets.collect::<Vec<_>>().join(", "),
        at: wanted.at,
    }
}
