//! What the lock file demands of a module.
//!
//! A name stays with the source that it was locked from, a locked version stays as long as it fits,
//! and its content is what it was: so nobody can slip in another module under a known name.

use super::Wanted;
use super::error::Error;
use super::source::Source;
use semver::{Version, VersionReq};

impl Wanted<'_> {
    /// Whether the source is the one that was locked, and still has the version that was, if that fits
    /// what is `required`. The source has these `versions`.
    pub(super) fn is_bound(
        &self,
        source: Source<'_>,
        versions: &[Version],
        required: Option<&VersionReq>,
    ) -> Result<(), Error> {
        let Some(locked) = self.locked else {
            return Ok(());
        };
        let name = self.name.clone();
        if locked.source != source.name {
            return Err(Error::OtherSource {
                name,
                locked: locked.source.clone(),
                from: source.name.to_owned(),
                at: self.at,
                lock: locked.at,
            });
        }
        let fits = required.is_none_or(|required| required.matches(&locked.version));
        if !fits || !self.is_kept || versions.contains(&locked.version) {
            return Ok(());
        }
        let (version, from) = (locked.version.to_string(), source.name.to_owned());
        let (at, lock) = (self.at, locked.at);
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

    /// Whether the content of the version is what it was when it was locked.
    pub(super) fn vouches_for(&self, checksum: &str) -> Result<(), Error> {
        match self.locked {
            Some(locked) if locked.version == *self.version && locked.checksum != checksum => {
                Err(Error::OtherContent {
                    name: self.name.clone(),
                    version: self.version.to_string(),
                    from: locked.source.clone(),
                    at: self.at,
                    lock: locked.at,
                })
            }
            _ => Ok(()),
        }
    }
}
