//! What can be known of a source without asking it: what was fetched.

use super::error::Error;
use super::remote::Remote;
use super::source::Source;
use crate::names::ModuleName;
use crate::source::Span;

impl Source<'_> {
    /// Whether it was found out that a source has no such module: one that nobody asked may have it.
    ///
    /// A repository is fetched whole. A registry can't be listed, and is asked for each name.
    ///
    /// `at` is where the module is named.
    pub(super) fn is_known_to_lack(self, module: &ModuleName, at: Span) -> Result<(), Error> {
        let from = self.name.to_owned();
        match self.remote {
            None => Ok(()),
            Some((Remote::Git(_), _)) if self.world.list(self.folder).is_ok() => Ok(()),
            Some((Remote::Git(_), at)) => Err(Error::NeverFetched { from, at }),
            Some((Remote::Registry(_), first)) => Err(Error::NeverAsked {
                name: module.clone(),
                from,
                at,
                first,
            }),
        }
    }
}
