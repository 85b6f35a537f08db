//! What the lock file demands of a module.
//!
//! A name stays with the source that it was locked from, a locked version is taken as long as it
//! fits, and its content is what it was: so nobody can slip in another module under a known name.

use super::Wanted;
use super::error::Error;
use crate::lock::Locked;
use semver::Version;

impl Wanted<'_> {
    /// The locked version, if it still is among those that fit; `known` are all that there are.
    pub(super) fn locked_version(
        &self,
        source: &str,
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
        if locked_source != source {
            return Err(Error::OtherSource {
                name,
                locked: locked_source.clone(),
                from: source.to_owned(),
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
        Err(Error::LockedVersionGone {
            name,
            version: version.to_string(),
            from: source.to_owned(),
            at: self.at,
            lock: *at,
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
