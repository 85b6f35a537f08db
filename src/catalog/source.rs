//! The places where modules lie, and which of them a name comes from.

use super::embedded::Embedded;
use super::remote::Remote;
use super::{EMBEDDED, STANDARD};
use crate::names::{ModuleName, Name};
use crate::source::{SourceFile, Span};
use crate::suggest::{Hint, Words};
use crate::world::{Unreadable, World};
use semver::Version;
use std::sync::Arc;

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

/// A folder of modules that a platform names, or of those that were fetched from where it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// The folder, as the world knows it.
    pub path: String,
    /// What the platform writes for it.
    pub written: String,
    /// Where the platform writes it; nowhere if no platform does.
    pub at: Option<Span>,
    /// Where it is fetched from; nowhere if it is the platform's own.
    pub remote: Option<Remote>,
}

/// One folder of modules, or of one version of a module.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) world: &'a dyn World,
    pub(super) folder: &'a str,
    /// What it is called.
    pub(super) name: &'a str,
    /// What stands before paths in problems.
    pub(super) shown: &'a str,
    /// Where it was fetched from, or will be.
    pub(super) remote: Option<(&'a Remote, Span)>,
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

    pub(super) fn is_program(self) -> bool {
        !self.shown.is_empty()
    }

    /// A path as problems name it.
    pub(super) fn shown(self, path: &str) -> String {
        format!("{}{}", self.shown, self.world.shown(path))
    }

    /// A file of it under the path by which problems name it.
    pub(super) fn file(self, path: &str, text: String) -> Arc<SourceFile> {
        SourceFile::new(format!("{}{path}", self.shown), text)
    }

    /// The folder of a version.
    pub(super) fn folder_of(self, module: &ModuleName, version: &Version) -> String {
        format!("{}/{module}/{version}", self.folder)
    }

    /// What it holds.
    pub(super) fn listed(self) -> Vec<String> {
        self.world.list(self.folder).unwrap_or_default()
    }

    /// The versions that it has of a module, in no order; none where it has no such module.
    pub(super) fn versions(self, module: &ModuleName) -> Result<Vec<Version>, Unreadable> {
        let listed = self.world.list(&format!("{}/{module}", self.folder))?;
        let versions = listed.iter().filter_map(|name| Version::parse(name).ok());
        Ok(versions.collect())
    }
}

/// All places, in the order in which they are asked.
pub(super) fn sources_of<'a>(world: &'a dyn World, folders: &'a [Folder]) -> Vec<Source<'a>> {
    let own = folders.iter().map(|folder| Source {
        remote: folder.remote.as_ref().zip(folder.at),
        ..Source::of_world(world, &folder.path, &folder.written)
    });
    own.chain([Source::of_program(EMBEDDED)]).collect()
}

/// What to write for a module that none of the places has.
pub(super) fn hint(places: &[Source<'_>], module: &ModuleName) -> Hint {
    let has = |source: Source<'_>, name: &str| {
        let name = Name::new(name).map(ModuleName);
        name.is_ok_and(|name| source.versions(&name).is_ok_and(|of| !of.is_empty()))
    };
    let known = places.iter().flat_map(|source| {
        let mut names = source.listed();
        names.retain(|name| has(*source, name));
        names
    });
    let known: Vec<_> = known.collect();
    let known: Vec<_> = known.iter().map(String::as_str).collect();
    let words = match places {
        [_] => STANDARD_MODULES,
        _ => MODULES,
    };
    Hint::of(module.0.as_str(), &known, words)
}
