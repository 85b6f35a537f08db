//! What can be wrong with the rules by which specs move to a version, and every word that is said about it.

use super::hint::Instead;
use crate::problems::{Diagnose, Edit};
use crate::source::Span;
use derive_more::Display;
use miette::Diagnostic;
use thiserror::Error;

/// A rule that does not fit the version that it leads to.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum MigrationError {
    #[error("this version has no {of} `{name}`")]
    #[diagnostic(code("P0343"), help("{instead}"))]
    ToNothing {
        of: Contracted,
        name: String,
        instead: Instead,
        #[label(primary, "specs would be moved to this")]
        at: Span,
    },

    #[error("this version still has the {of} `{name}`")]
    #[diagnostic(
        code("P0344"),
        help("remove the rule, or what it says is no longer there")
    )]
    FromPresent {
        of: Contracted,
        name: String,
        #[label(primary, "specs would be moved away from this")]
        at: Span,
        #[label("declared here")]
        declared: Span,
    },

    #[error("the input `{input}` can't be `{written}`")]
    #[diagnostic(code("P0349"), help("write one of {members}"))]
    ToNoMember {
        input: String,
        written: String,
        members: String,
        #[label(primary, "specs would be given this")]
        at: Span,
        #[label("the input of this version")]
        declared: Span,
    },
}

/// What a contract has by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display)]
pub(super) enum Contracted {
    #[display("input")]
    Input,
    #[display("output")]
    Output,
    #[display("grant")]
    Grant,
}

impl Diagnose for MigrationError {
    fn edits(&self) -> Vec<Edit> {
        match self {
            Self::ToNothing {
                instead: Instead::Name(name),
                at,
                ..
            } => vec![Edit::replace(*at, format!("\"{name}\""))],
            _ => Vec::new(),
        }
    }
}
