//! What can be known of a source without asking it: what was fetched.

use super::error::Error;
use super::remote::Remote;
use super::{Source, Wanted};

impl Source<'_> {
    /// Whether it was found out that a source has no such module: one that nobody asked may have it.
    ///
    /// A repository is fetched whole. A registry can't be listed, and is asked for each name.
    pub(super) fn is_known_to_lack(self, wanted: &Wanted<'_>) -> Result<(), Error> {
        let from = self.name.to_owned();
        match self.remote {
            None => Ok(()),
            Some((Remote::Git(_), _)) if self.world.list(self.folder).is_ok() => Ok(()),
            Some((Remote::Git(_), at)) => Err(Error::NeverFetched { from, at }),
            Some((Remote::Registry(_), first)) => Err(Error::NeverAsked {
                name: wanted.name.clone(),
                from,
                at: wanted.at,
                first,
            }),
        }
    }
}
