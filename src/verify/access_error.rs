//! What an access document can have wrong, and every word that is said about it.

use super::edits::name_between_quotes;
use crate::problems::{Diagnose, Edit};
use crate::source::Span;
use crate::suggest::Hint;
use miette::Diagnostic;
use thiserror::Error;

/// A right that does not exist, or that is wider than it need be.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum AccessError {
    #[error("AWS has no action `{action}`")]
    #[diagnostic(code("P0480"))]
    UnknownAction {
        action: String,
        #[label(primary, "this allows nothing")]
        at: Span,
        #[help]
        hint: Hint,
    },

    #[error("`{action}` allows every action that fits it")]
    #[diagnostic(
        code("P0481"),
        severity(Warning),
        help("list the actions that are needed")
    )]
    WildcardAction {
        action: String,
        #[label(primary, "this stands for {count} of them")]
        at: Span,
        count: usize,
    },

    #[error("`{action}` is allowed on every resource")]
    #[diagnostic(
        code("P0482"),
        severity(Warning),
        help("it can be limited to: {kinds}; write the ARN of the one that is meant")
    )]
    AnyResource {
        action: String,
        kinds: String,
        #[label(primary, "`*` stands for all of them")]
        at: Span,
    },

    #[error("AWS has no managed policy `{name}`")]
    #[diagnostic(code("P0483"))]
    UnknownPolicy {
        name: String,
        #[label(primary, "this does not exist")]
        at: Span,
        #[help]
        hint: Hint,
    },

    #[error("Azure has no built-in role `{id}`")]
    #[diagnostic(
        code("P0484"),
        help("write the GUID of a built-in role: `az role definition list` tells them")
    )]
    UnknownRole {
        id: String,
        #[label(primary, "this does not exist")]
        at: Span,
    },

    #[error("the role `{role}` says nothing about `{kind}`")]
    #[diagnostic(
        code("P0485"),
        severity(Warning),
        help("assign a role that is made for this kind of resource")
    )]
    StrangeRole {
        role: String,
        kind: String,
        #[label(primary, "this allows nothing on what it is assigned on")]
        at: Span,
    },
}

impl Diagnose for AccessError {
    fn edits(&self) -> Vec<Edit> {
        match self {
            Self::UnknownAction {
                action,
                at,
                hint: Hint::Closest(close),
            } => name_between_quotes(action, close, *at),
            _ => Vec::new(),
        }
    }
}
