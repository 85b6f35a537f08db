//! What keeps a version from being published, and every word that is said about it.

use super::level::Level;
use crate::names::{ModuleName, TargetName};
use crate::problems::Diagnose;
use crate::source::Span;
use miette::Diagnostic;
use semver::Version;
use thiserror::Error;

/// A contract that is not kept.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum Error {
    #[error("version {new} is too small for what differs from {old}: {worst}")]
    #[diagnostic(code("P0861"), help("write `{needed}`, and call its folder so"))]
    TooSmall {
        old: Version,
        new: Version,
        worst: Level,
        needed: Version,
        #[label(primary, "users take this without looking")]
        at: Span,
        #[label("{what}")]
        difference: Span,
        what: String,
    },

    #[error("{subject} on `{target}` loses its data: {what}")]
    #[diagnostic(
        code("P0862"),
        help(
            "if it has another address now, write `moved {{ from = … to = … }}`; to leave it alone, `removed {{ from = … }}`; where it must be, `lost {{ from = … reason = \"…\" }}`"
        )
    )]
    DataLoss {
        subject: String,
        target: TargetName,
        what: String,
        #[label(primary, "every deployment would lose its data")]
        at: Span,
    },

    #[error("what {old} and {new} of `{name}` make on `{target}` can't be compared")]
    #[diagnostic(
        code("P0864"),
        help("no made-up service builds with both; `platc module check` says why")
    )]
    NothingCompared {
        name: ModuleName,
        old: Version,
        new: Version,
        target: TargetName,
        #[label(primary, "of this version")]
        at: Span,
    },
}

impl Diagnose for Error {}
