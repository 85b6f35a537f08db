//! What a version of a module holds, read once and then held against its checksum.
//!
//! Every `.plat` file in its folder counts, whatever the target, so that one checksum is the version.
//! Line ends and a byte-order mark do not: version control changes them.

use super::Source;
use crate::world::Unreadable;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The texts of a version, by the names of their files.
#[derive(Debug)]
pub(super) struct Content(BTreeMap<String, String>);

impl Content {
    /// Reads a version in its folder, or says what can't be read there.
    pub(super) fn read(source: Source<'_>, folder: &str) -> Result<Self, (String, Unreadable)> {
        let names = names(source, folder).map_err(|why| (folder.to_owned(), why))?;
        let texts = names.into_iter().map(|name| {
            let path = format!("{folder}/{name}");
            match source.world.read(&path) {
                Ok(text) => Ok((name, text)),
                Err(why) => Err((path, why)),
            }
        });
        texts.collect::<Result<_, _>>().map(Self)
    }

    /// The text of a file.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    /// The SHA-256 of all of it, in hexadecimal.
    pub(super) fn checksum(&self) -> String {
        checksum(&self.0)
    }
}

/// The SHA-256 of a version with these files, in hexadecimal.
pub fn checksum(files: &BTreeMap<String, String>) -> String {
    let mut hasher = Sha256::new();
    for (name, text) in files.iter().filter(|(name, _)| counts(name)) {
        for part in [name, &canonical(text)] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    format!("{:x}", hasher.finalize())
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

fn canonical(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.replace("\r\n", "\n")
}
