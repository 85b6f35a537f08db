//! What is said where a build would lose data.

use crate::problems::{Diagnose, Edit};
use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// Data that a build would lose.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum Loss {
    #[error(
        "{} data, and would be destroyed: nothing makes {} any more",
        hold(addresses),
        them(addresses)
    )]
    #[diagnostic(code("P0317"), help("{}", ways_out(addresses, renaming.as_ref())))]
    Destroyed {
        addresses: Vec<String>,
        renaming: Option<Renaming>,
        #[label(primary, "what the last build had is not made here")]
        at: Span,
        #[label("the last build wrote this")]
        lock: Option<Span>,
    },

    #[error(
        "`{address}` holds data, and would be replaced: its name changes from `{from}` to `{to}`"
    )]
    #[diagnostic(
        code("P0318"),
        help(
            "keep what the name is made of: a component that is renamed says `renamed_from`, a platform keeps its `name`, a module its version; \
             to lose the data, write `allow_destroy = [\"{address}\"]` in the service"
        )
    )]
    Replaced {
        address: String,
        from: String,
        to: String,
        #[label(primary, "this gets another name")]
        at: Span,
        #[label("the last build wrote this")]
        lock: Option<Span>,
    },

    #[error("the data of `{address}` is given up")]
    #[diagnostic(
        code("P0329"),
        severity(Warning),
        help("once that is deployed, remove it here, so that it allows nothing later")
    )]
    GivenUp {
        address: String,
        #[label(primary, "this lets it be destroyed or replaced")]
        at: Span,
        #[label("the last build wrote this")]
        lock: Option<Span>,
    },

    #[error("nothing is destroyed that is called `{address}`")]
    #[diagnostic(
        code("P0319"),
        severity(Warning),
        help("remove it, so that it allows nothing later")
    )]
    NothingToDestroy {
        address: String,
        #[label(primary, "the lock file does not have it")]
        at: Span,
    },
}

/// How a component gets the resources of one that is gone.
#[derive(Debug)]
pub(super) struct Renaming {
    /// The name that it has.
    pub(super) to: String,
    /// The name of the one that is gone.
    pub(super) from: String,
    /// What stands between its braces.
    pub(super) body: Span,
    /// What should stand there.
    pub(super) text: String,
}

impl Diagnose for Loss {
    fn edits(&self) -> Vec<Edit> {
        match self {
            Self::Destroyed {
                renaming: Some(Renaming { body, text, .. }),
                ..
            } => vec![Edit::replace(*body, text.clone())],
            _ => Vec::new(),
        }
    }
}

fn hold(addresses: &[String]) -> String {
    let quoted: Vec<_> = addresses
        .iter()
        .map(|address| format!("`{address}`"))
        .collect();
    match quoted.as_slice() {
        [only] => format!("{only} holds"),
        [before @ .., last] => format!("{} and {last} hold", before.join(", ")),
        [] => String::new(),
    }
}

fn them(addresses: &[String]) -> &'static str {
    if addresses.len() == 1 { "it" } else { "them" }
}

fn ways_out(addresses: &[String], renaming: Option<&Renaming>) -> String {
    let keep = match renaming {
        Some(Renaming { to, from, .. }) => {
            format!("if `{to}` is its new name, write `renamed_from = \"{from}\"` in that")
        }
        None => {
            "to keep the data, bring back what was removed, or the version of the module".to_owned()
        }
    };
    let quoted: Vec<_> = addresses
        .iter()
        .map(|address| format!("\"{address}\""))
        .collect();
    let list = quoted.join(", ");
    format!("{keep}; to lose the data, write `allow_destroy = [{list}]` in the service")
}
