//! What has come from a source, held against what was there and against what is locked.
//!
//! INVARIANT: nothing is kept of a source that gave something other than what is locked.

use super::kept::{Files, Kept, Versions};
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::place::unwritable;
use platc::catalog::checksum;
use platc::lock::Lock;
use platc::world::World;
use semver::Version;
use std::collections::BTreeMap;

/// What lock files say of modules, by source, name and version.
#[derive(Debug, Default)]
pub(super) struct Locks(BTreeMap<(String, Key), Promise>);

/// The name of a module and a version of it.
type Key = (String, Version);

/// What a lock file says of a version.
#[derive(Debug)]
struct Promise {
    checksum: String,
    /// The path of the lock file, as people are shown it.
    lock: String,
}

/// Why a source gives no more.
pub(super) struct Failure(pub(super) Vec<Error>);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(vec![error])
    }
}

/// Versions of modules that a source gave.
pub(super) struct Arrival<'a> {
    /// Where they will be kept.
    pub(super) kept: &'a Kept,
    pub(super) versions: Versions,
    /// The source as the platform writes it.
    pub(super) written: &'a str,
}

impl Locks {
    /// Adds what a lock file says.
    pub(super) fn add(&mut self, path: &str, lock: Lock) {
        for (name, locked) in lock.modules {
            let promise = Promise {
                checksum: locked.checksum,
                lock: path.to_owned(),
            };
            self.0
                .insert((locked.source, (name, locked.version)), promise);
        }
    }

    /// Whether content is what some lock file promises; true where none does.
    pub(super) fn allow(&self, written: &str, key: &Key, files: &Files) -> bool {
        let promise = self.promise(written, key);
        promise.is_none_or(|promise| promise.checksum == checksum(files))
    }

    fn promise(&self, written: &str, key: &Key) -> Option<&Promise> {
        self.0.get(&(written.to_owned(), key.clone()))
    }
}

impl Arrival<'_> {
    /// Keeps what is new, and tells it. What is no longer there does not keep it from being kept.
    pub(super) fn settle(
        &self,
        locks: &Locks,
        disk: &Disk,
        told: &mut String,
    ) -> Result<(), Failure> {
        let mut all = self.kept.versions(disk)?;
        let (mut new, mut errors) = (String::new(), Vec::new());
        for (key, files) in &self.versions {
            match self.verdict(key, files, all.get(key), locks, disk) {
                Ok(None) => {}
                Ok(Some(word)) => {
                    new += &self.line(word, key);
                    all.insert(key.clone(), files.clone());
                }
                Err(error) => errors.push(error),
            }
        }
        if !errors.is_empty() {
            return Err(Failure(errors));
        }
        if !new.is_empty() || !Disk::exists(self.kept.folder()) {
            let put = self.kept.replace(&all);
            put.map_err(|error| unwritable(self.kept.folder(), error, disk))?;
            *told += &new;
        }
        let gone = self.gone(&all, locks);
        if gone.is_empty() {
            return Ok(());
        }
        Err(Failure(gone))
    }

    fn line(&self, word: &str, (name, version): &Key) -> String {
        format!("{word:8} {name} {version}  {}\n", self.written)
    }

    /// What becomes of a version, in a word; none where it is there already.
    fn verdict(
        &self,
        key: &Key,
        files: &Files,
        old: Option<&Files>,
        locks: &Locks,
        disk: &Disk,
    ) -> Result<Option<&'static str>, Error> {
        let is_same = old.map(|old| checksum(old) == checksum(files));
        let (name, version) = key;
        let (name, version) = (name.as_str().into(), version.to_string().into());
        let from = self.written.into();
        match (locks.promise(self.written, key), is_same) {
            (Some(promise), _) if promise.checksum != checksum(files) => Err(Error::NotAsLocked {
                name,
                version,
                from,
                lock: promise.lock.as_str().into(),
            }),
            (_, None) => Ok(Some("fetched")),
            (_, Some(true)) => Ok(None),
            (Some(_), Some(false)) => Ok(Some("mended")),
            (None, Some(false)) => Err(Error::NotAsBefore {
                name,
                version,
                from,
                folder: disk.shown(self.kept.folder()).into(),
            }),
        }
    }

    /// The locked versions that the source no longer has.
    fn gone(&self, all: &Versions, locks: &Locks) -> Vec<Error> {
        let locked = locks.0.iter().filter(|((source, key), _)| {
            source == self.written && self.kept.is_for(&key.0) && !all.contains_key(key)
        });
        let gone = locked.map(|((from, (name, version)), promise)| Error::LockedGone {
            name: name.as_str().into(),
            version: version.to_string().into(),
            from: from.as_str().into(),
            lock: promise.lock.as_str().into(),
        });
        gone.collect()
    }
}
