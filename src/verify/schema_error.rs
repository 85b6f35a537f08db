//! What a provider does not take, and every word that is said about it.

use crate::problems::{Diagnose, Edit};
use crate::source::Span;
use crate::suggest::Hint;
use miette::Diagnostic;
use thiserror::Error;

/// A resource that is not as its provider wants it.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum SchemaError {
    #[error("there is no type `{name}`")]
    #[diagnostic(code("P0460"))]
    UnknownType {
        name: String,
        #[label(primary, "no provider has this")]
        at: Span,
        #[help]
        hint: Hint,
    },

    #[error("{subject} has no `{name}`")]
    #[diagnostic(code("P0461"))]
    UnknownMember {
        subject: String,
        name: String,
        #[label(primary, "this is not known")]
        at: Span,
        #[help]
        hint: Hint,
    },

    #[error("{subject} needs `{name}`")]
    #[diagnostic(code("P0462"), help("give it a value; null is the same as nothing"))]
    MissingMember {
        subject: String,
        name: String,
        #[label(primary, "`{name}` is missing here")]
        at: Span,
    },

    #[error("`{name}` of {subject} can only be read")]
    #[diagnostic(code("P0463"), help("remove it; the provider sets it"))]
    ReadOnly {
        subject: String,
        name: String,
        #[label(primary, "this can't be set")]
        at: Span,
    },

    #[error("{name} takes {expected}, not {found}")]
    #[diagnostic(code("P0464"))]
    WrongType {
        name: String,
        expected: String,
        found: String,
        #[label(primary, "this is {found}")]
        at: Span,
    },

    #[error("`{name}` can't be {value}")]
    #[diagnostic(code("P0465"))]
    NotAMember {
        name: String,
        value: String,
        #[label(primary, "this is none of its values")]
        at: Span,
        #[help]
        hint: Hint,
    },

    #[error("`{name}` of {subject} is deprecated")]
    #[diagnostic(
        code("P0478"),
        severity(Warning),
        help("the provider's documentation says what takes its place")
    )]
    Deprecated {
        subject: String,
        name: String,
        #[label(primary, "a later version of the provider may not have this")]
        at: Span,
    },

    #[error("there are too many `{name}`: {count}, and at most {most} can be")]
    #[diagnostic(code("P0466"), help("remove some"))]
    TooMany {
        name: String,
        count: usize,
        most: i64,
        #[label(primary, "{count} of these")]
        at: Span,
    },

    #[error("there are too few `{name}`: {count}, and at least {least} must be")]
    #[diagnostic(code("P0467"), help("add some"))]
    TooFew {
        name: String,
        count: usize,
        least: i64,
        #[label(primary, "{count} of these")]
        at: Span,
    },

    #[error("`{name}` is not as the service's API says: {rule}")]
    #[diagnostic(
        code("P0468"),
        severity(Warning),
        help("an API may be wider than it says; if this is right, leave it")
    )]
    UnlikelyText {
        name: String,
        rule: String,
        #[label(primary, "this is not")]
        at: Span,
    },

    #[error("`{name}` is not as its type says: {rule}")]
    #[diagnostic(code("P0469"), help("give it a value that is"))]
    OutOfBounds {
        name: String,
        rule: String,
        #[label(primary, "this is not")]
        at: Span,
    },

    #[error("there is no version {version} of `{name}`")]
    #[diagnostic(code("P0471"))]
    UnknownVersion {
        name: String,
        version: String,
        #[label(primary, "this does not exist")]
        at: Span,
        #[help]
        hint: Hint,
    },

    #[error("`{name}` is checked against its version {known}")]
    #[diagnostic(
        code("P0472"),
        severity(Warning),
        help("write `@{known}`; the schema of {version} is not part of platc")
    )]
    OtherVersion {
        name: String,
        version: String,
        known: String,
        #[label(primary, "nothing more is known of this version")]
        at: Span,
    },

    #[error("`{path}` has no `{name}`")]
    #[diagnostic(code("P0473"))]
    UnknownAttribute {
        path: String,
        name: String,
        #[label(primary, "nothing is found there")]
        at: Span,
        #[help]
        hint: Hint,
    },

    #[error("`{path}` is {found}, in which there is no `{name}`")]
    #[diagnostic(code("P0474"), help("{advice}"))]
    NoWayInto {
        path: String,
        found: &'static str,
        name: String,
        advice: &'static str,
        #[label(primary, "nothing is found there")]
        at: Span,
    },
}

impl SchemaError {
    /// The name that is wrong, as it is written; a place of another length is more than the name.
    fn wrong_name(&self) -> &str {
        match self {
            Self::UnknownMember { name, .. } | Self::UnknownAttribute { name, .. } => name,
            _ => "",
        }
    }
}

impl Diagnose for SchemaError {
    fn edits(&self) -> Vec<Edit> {
        match self {
            Self::UnknownMember {
                at,
                hint: Hint::Closest(name),
                ..
            }
            | Self::UnknownAttribute {
                at,
                hint: Hint::Closest(name),
                ..
            } if at.end() - at.start() == self.wrong_name().len() => {
                vec![Edit::replace(*at, name.clone())]
            }
            Self::NotAMember {
                at,
                hint: Hint::Closest(name),
                value,
                ..
            } if at.end() - at.start() == value.len() => {
                vec![Edit::replace(*at, format!("\"{name}\""))]
            }
            _ => Vec::new(),
        }
    }
}
