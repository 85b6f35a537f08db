//! What can be wrong with a lock file, and every word that is said about it.

use crate::problems::Diagnose;
use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// A lock file that can't be used.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum Error {
    #[error("this lock file can't be understood: {why}")]
    #[diagnostic(
        code("P0311"),
        help(
            "take it back from version control; where a merge left `<<<<<<<`, keep the tables of both sides, and of two with one name either"
        )
    )]
    Unreadable {
        why: String,
        #[label(primary, "this makes no sense")]
        at: Span,
    },

    #[error("this lock file is of another form than this program knows")]
    #[diagnostic(
        code("P0312"),
        help("use the version of platc that wrote it, or a newer one")
    )]
    OtherFormat {
        #[label(primary, "format 1 is known")]
        at: Span,
    },
}

impl Diagnose for Error {}
