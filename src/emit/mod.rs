//! Stack → files. Emitting is total: what a target can't say was refused before.

mod bicep;
mod terraform;

pub use bicep::{Origin, bicep, origin};
pub use terraform::terraform;

/// A file of a root module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder of the root module.
    pub name: String,
    /// What stands in it.
    pub text: String,
}
