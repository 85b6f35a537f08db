//! What a version of a module holds, read once and held against its checksum before anything is understood of it.
//!
//! Every `.plat` file in its folder counts, whatever the target, so that one checksum is the version.
//! Line ends and a byte-order mark do not: version control changes them.

use super::source::Source;
use crate::source::SourceFile;
use crate::world::Unreadable;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of a version.
#[derive(Debug)]
pub(super) struct Content {
    /// By name.
    files: BTreeMap<String, Arc<SourceFile>>,
    /// The SHA-256 of all of it, in hexadecimal.
    pub(super) checksum: String,
}

impl Content {
    /// Reads a version in its folder, or says what can't be read there.
    pub(super) fn read(source: Source<'_>, folder: &str) -> Result<Self, (String, Unreadable)> {
        let names = names(source, folder).map_err(|why| (folder.to_owned(), why))?;
        let files = names.into_iter().map(|name| {
            let path = format!("{folder}/{name}");
            match source.world.read(&path) {
                Ok(text) => Ok((name, source.file(&path, text))),
                Err(why) => Err((path, why)),
            }
        });
        let files: BTreeMap<_, _> = files.collect::<Result<_, _>>()?;
        let texts = files.iter().map(|(name, file)| (name, file.text()));
        let checksum = checksum_of(texts);
        Ok(Self { files, checksum })
    }

    /// A file of it.
    pub(super) fn file(&self, name: &str) -> Option<&Arc<SourceFile>> {
        self.files.get(name)
    }

    /// The names of its files.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.files.keys()
    }
}

/// Takes note that a version matters that was read before.
pub(super) fn note(source: Source<'_>, folder: &str) {
    for name in names(source, folder).unwrap_or_default() {
        source.world.note(&format!("{folder}/{name}"));
    }
}

fn names(source: Source<'_>, folder: &str) -> Result<Vec<String>, Unreadable> {
    let mut names = source.world.list(folder)?;
    names.retain(|name| counts(name));
    Ok(names)
}

fn counts(name: &str) -> bool {
    name.strip_suffix(".plat").is_some()
}

/// The SHA-256 of a version with these files, in hexadecimal.
pub fn checksum(files: &BTreeMap<String, String>) -> String {
    checksum_of(files.iter().map(|(name, text)| (name, text.as_str())))
}

fn checksum_of<'f>(files: impl Iterator<Item = (&'f String, &'f str)>) -> String {
    let mut hasher = Sha256::new();
    for (name, text) in files.filter(|(name, _)| counts(name)) {
        for part in [name, &canonical(text)] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    format!("{:x}", hasher.finalize())
}

fn canonical(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.replace("\r\n", "\n")
}
