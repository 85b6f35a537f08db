//! What can be wrong with a compile as a whole, and every word that is said about it.

use crate::catalog::remote::Misspelt;
use crate::names::{EnvironmentName, PlatformName, TargetName};
use crate::problems::{Diagnose, Edit};
use crate::source::Span;
use crate::suggest::Hint;
use crate::world::Unreadable;
use miette::Diagnostic;
use thiserror::Error;

/// A spec, a platform and a request that do not fit together.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum Error {
    #[error("the spec `{path}` {why}")]
    #[diagnostic(code("P0801"), help("name a file with a `service` block"))]
    UnreadableSpec { path: String, why: Unreadable },

    #[error("the platform `{path}` {why}")]
    #[diagnostic(
        code("P0802"),
        help("mend or remove it; without it, the platform of a folder above holds")
    )]
    UnreadablePlatform { path: String, why: Unreadable },

    #[error("the lock file `{path}` {why}")]
    #[diagnostic(code("P0313"), help("take it back from version control"))]
    UnreadableLock { path: String, why: Unreadable },

    #[error("the schema `{path}` {why}")]
    #[diagnostic(
        code("P0805"),
        help(
            "name a file with what `terraform providers schema -json` prints, beside or below this one"
        )
    )]
    UnreadableSchema {
        path: String,
        why: String,
        #[label(primary, "this gives no types")]
        at: Span,
    },

    #[error("the environments `{first}` and `{second}` are written to the same folder, `{folder}`")]
    #[diagnostic(
        code("P0803"),
        help("write `${{environment.name}}` in `output` of the platform")
    )]
    SameFolder {
        folder: String,
        first: EnvironmentName,
        second: EnvironmentName,
        #[label(primary, "this gives the same folder twice")]
        at: Span,
    },

    #[error("the folder of modules `{folder}` can't be reached")]
    #[diagnostic(
        code("P0306"),
        help("write fewer `..`: the path begins in the folder of this file")
    )]
    ModulesOutside {
        folder: String,
        #[label(primary, "this leads too far up")]
        at: Span,
    },

    #[error("the folder of modules `{folder}` does not exist")]
    #[diagnostic(
        code("P0308"),
        help("write a folder that is there, relative to the platform")
    )]
    ModulesAbsent {
        folder: String,
        #[label(primary, "nothing is there")]
        at: Span,
    },

    #[error("`{written}` is not a source of modules")]
    #[diagnostic(code("P0354"), help("{instead}"))]
    WrongSource {
        written: String,
        instead: Misspelt,
        #[label(primary, "this is neither a folder nor where one can be fetched")]
        at: Span,
    },

    // Without a label: the line would be shown.
    #[error("a source of modules in `{path}` holds a password or a token")]
    #[diagnostic(code("P0355"), help("remove it and make it invalid; {instead}"))]
    SecretInSource { path: String, instead: Misspelt },

    #[error("the platform `{platform}` has no environment")]
    #[diagnostic(code("P0515"), help("write `environment \"dev\" {{}}` in it"))]
    NoEnvironment {
        platform: PlatformName,
        #[label(primary, "services are deployed nowhere")]
        at: Span,
    },

    #[error("Bicep is for Azure, and the target is `{target}`")]
    #[diagnostic(
        code("P0804"),
        help("build with `--target azure`, or without `--format bicep`")
    )]
    BicepElsewhere { target: TargetName },

    #[error("the platform `{platform}` has no environment `{name}`")]
    #[diagnostic(code("P0514"))]
    UnknownEnvironment {
        name: EnvironmentName,
        platform: PlatformName,
        #[label(primary, "this is not known")]
        at: Option<Span>,
        #[help]
        hint: Hint,
    },
}

impl Diagnose for Error {
    fn edits(&self) -> Vec<Edit> {
        match self {
            Self::UnknownEnvironment {
                at: Some(at),
                hint: Hint::Closest(name),
                ..
            } => vec![Edit::replace(*at, format!("\"{name}\""))],
            _ => Vec::new(),
        }
    }
}
