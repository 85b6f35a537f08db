//! What the program tells whoever called it.

use std::process::ExitCode;

/// How a command ended, the graver the later. A bug ends with 101, which Rust does by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// All is well.
    #[default]
    Fine,
    /// The output on disk is not what the input gives.
    Differs,
    /// The input has errors.
    Errors,
    /// The command was used wrongly.
    Misused,
    /// Something outside failed.
    Outside,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Fine => 0,
            Status::Errors => 1,
            Status::Misused => 2,
            Status::Differs => 3,
            Status::Outside => 4,
        })
    }
}
