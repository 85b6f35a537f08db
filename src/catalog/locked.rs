//! What the lock file demands of a module.
//!
//! A name stays with the source that it was locked from, a locked version is taken as long as it
//! fits, and its content is what it was: so nobody can slip in another module under a known name.

use super::error::Error;
use super::{Source, Wanted};
use crate::lock::Locked;
use semver::Version;

impl Wanted<'_> {
    /// The locked version, if it still is among those that fit; `known` are all that there are.
    pub(super) fn locked_version(
        &self,
        source: Source<'_>,
        known: &[Version],
        fits: impl Fn(&Version) -> bool,
    ) -> Result<Option<Version>, Error> {
        let Some(locked) = self.locked else {
            return Ok(None);
        };
        let Locked {
            version,
            source: locked_source,
            at,
            ..
        } = locked;
        let name = self.name.clone();
        if locked_source != source.name {
            return Err(Error::OtherSource {
                name,
                locked: locked_source.clone(),
                from: source.name.to_owned(),
                at: self.at,
                lock: *at,
            });
        }
        if !fits(version) {
            return Ok(None);
        }
        if known.contains(version) {
            return Ok(Some(version.clone()));
        }
        let (version, from) = (version.to_string(), source.name.to_owned());
        let (at, lock) = (self.at, *at);
        Err(match source.remote {
            Some(_) => Error::LockedNotFetched {
                name,
                version,
                from,
                at,
                lock,
            },
            None => Error::LockedVersionGone {
                name,
                version,
                from,
                at,
                lock,
            },
        })
    }

    /// Whether the content of a version is what it was when it was locked.
    pub(super) fn vouches_for(&self, version: &Version, checksum: &str) -> Result<(), Error> {
        match self.locked {
            Some(locked) if locked.version == *version && locked.checksum != checksum => {
                Err(Error::OtherContent {
                    name: self.name.clone(),
                    version: version.to_string(),
                    from: locked.source.clone(),
                    at: self.at,
                    lock: locked.at,
                })
            }
            _ => Ok(()),
        }
    }
}
