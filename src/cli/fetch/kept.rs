//! The folders of fetched modules: what they hold, and the one place that changes them.
//!
//! INVARIANT: such a folder is there whole or not at all. Where a part were missing, a build would
//! take a module of that name from another source.

#![expect(
    clippy::disallowed_methods,
    reason = "fetched modules are whole folders, which this file puts in their places"
)]

use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::paths::{below, from_to};
use platc::catalog::remote::NONE;
use platc::world::World;
use semver::Version;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// A file of a module has at most so many bytes.
pub(super) const MOST_BYTES: usize = 1 << 20;

/// A version of a module has at most so many files.
pub(super) const MOST_FILES: usize = 64;

/// The texts of a version's files, by their names.
pub(super) type Files = BTreeMap<String, String>;

/// Versions of modules.
pub(super) type Versions = BTreeMap<(String, Version), Files>;

/// A folder of fetched modules.
#[derive(Debug)]
pub(super) struct Kept {
    folder: String,
    /// The module, if it is the folder of only one.
    module: Option<String>,
}

/// Whether a file is part of a module: what it says, and what people read about it.
pub(super) fn is_of_module(name: &str) -> bool {
    let path = Path::new(name);
    let ending = path
        .extension()
        .is_some_and(|ending| ending == "plat" || ending == "md");
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    ending && name.bytes().all(letter) && !name.starts_with('.')
}

/// The texts of what belongs to a module in a folder; none where it is too much.
pub(super) fn files(folder: &str, disk: &Disk) -> Option<Files> {
    let mut names = disk.list(folder).unwrap_or_default();
    names.retain(|name| is_of_module(name));
    let text = |name: String| match disk.read(&below(folder, &name)) {
        Ok(text) if text.len() <= MOST_BYTES => Some((name, text)),
        _ => None,
    };
    let count = names.len();
    let texts: Option<Files> = names.into_iter().map(text).collect();
    texts.filter(|_| count <= MOST_FILES)
}

impl Kept {
    /// The folder of all modules of a source.
    pub(super) fn source(folder: String) -> Self {
        Self {
            folder,
            module: None,
        }
    }

    /// The folder of one module of a source.
    pub(super) fn module(folder: &str, module: &str) -> Self {
        Self {
            folder: below(folder, module),
            module: Some(module.to_owned()),
        }
    }

    /// Where it is.
    pub(super) fn folder(&self) -> &str {
        &self.folder
    }

    /// Whether versions of a module belong here.
    pub(super) fn is_for(&self, module: &str) -> bool {
        self.module.as_deref().is_none_or(|own| own == module)
    }

    /// Whether it has versions of a module.
    pub(super) fn has(&self, module: &str, disk: &Disk) -> bool {
        !versions(&self.place(module), disk).is_empty()
    }

    /// Every version that it holds.
    pub(super) fn versions(&self, disk: &Disk) -> Result<Versions, Error> {
        let modules = match &self.module {
            Some(module) => vec![module.clone()],
            None => disk.list(&self.folder).unwrap_or_default(),
        };
        let mut found = Versions::new();
        for module in modules {
            let folder = self.place(&module);
            for version in versions(&folder, disk) {
                let files = files(&below(&folder, &version.to_string()), disk);
                let files = files.ok_or_else(|| Error::TooMuch {
                    name: module.clone(),
                    version: version.to_string(),
                })?;
                found.insert((module.clone(), version), files);
            }
        }
        Ok(found)
    }

    /// Makes it hold these versions and nothing else; without any, a word that there are none.
    pub(super) fn replace(&self, versions: &Versions) -> io::Result<()> {
        let mut files = BTreeMap::new();
        for ((module, version), texts) in versions {
            let folder = format!("{}/{version}", self.place(module));
            let folder = from_to(&self.folder, &folder);
            files.extend(
                texts
                    .iter()
                    .map(|(name, text)| (below(&folder, name), text.as_str())),
            );
        }
        if files.is_empty() {
            files.insert(NONE.to_owned(), "The source has no such module.\n");
        }
        replace(&Path::new("/").join(&self.folder), &files)
    }

    /// The folder of a module's versions.
    fn place(&self, module: &str) -> String {
        match self.module {
            Some(_) => self.folder.clone(),
            None => below(&self.folder, module),
        }
    }
}

fn versions(folder: &str, disk: &Disk) -> Vec<Version> {
    let names = disk.list(folder).unwrap_or_default();
    names
        .iter()
        .filter_map(|name| Version::parse(name).ok())
        .collect()
}

/// Puts a folder with these files into a place, in one step.
fn replace(place: &Path, files: &BTreeMap<String, &str>) -> io::Result<()> {
    let around = place.parent().unwrap_or(place);
    fs::create_dir_all(around)?;
    let scratch = tempfile::Builder::new()
        .prefix(".platc-")
        .tempdir_in(around)?;
    let (new, old) = (scratch.path().join("new"), scratch.path().join("old"));
    for (name, text) in files {
        let path = new.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&new))?;
        fs::write(path, text)?;
    }
    match fs::rename(place, &old) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::rename(new, place).inspect_err(|_| {
        // What was there is better than nothing; there may have been nothing.
        let _back = fs::rename(&old, place);
    })
}
