//! What an output can't say, and every word that is said about it.

use crate::problems::Diagnose;
use crate::source::Span;
use derive_more::Display;
use miette::Diagnostic;
use thiserror::Error;

/// A value that can't be emitted.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum Error {
    #[error("{what} can't be given to a resource")]
    #[diagnostic(code("P0450"), help("{}", what.advice()))]
    Unsayable {
        what: Unsayable,
        #[label(primary, "this is {what}")]
        at: Span,
    },

    #[error("this number has no finite decimal")]
    #[diagnostic(
        code("P0451"),
        help("round it with `floor` or `ceil`, or write it with `format`")
    )]
    EndlessDecimal {
        #[label(primary, "its digits have no end")]
        at: Span,
    },

    #[error("the output is too large")]
    #[diagnostic(
        code("P0457"),
        help("give less text at once; all texts of a root module may have 32 MB")
    )]
    TooLarge {
        #[label(primary, "the limit is reached here")]
        at: Span,
    },

    #[error("two resources of the type `{kind}` get the name `{name}`")]
    #[diagnostic(
        code("P0439"),
        help("rename one of the components, or let the names differ earlier")
    )]
    NameTwice {
        kind: String,
        name: String,
        #[label(primary, "this gives the same name again")]
        at: Span,
        #[label("and this gave it first")]
        first: Span,
    },

    #[error("two resources get the symbol `{symbol}`")]
    #[diagnostic(code("P0440"), help("rename one of the components"))]
    SymbolTwice {
        symbol: String,
        #[label(primary, "this resource")]
        at: Span,
        #[label("and this one")]
        first: Span,
    },

    #[error("Bicep can't compute {what} at deployment with the same result")]
    #[diagnostic(
        code("P0452"),
        help(
            "compute it from values that are known when the spec is compiled, or build with `--format terraform`"
        )
    )]
    NotInBicep {
        what: String,
        #[label(primary, "this is known only at deployment")]
        at: Span,
    },

    #[error("a backend is read before any value is known")]
    #[diagnostic(
        code("P0453"),
        help("use values that are known when the spec is compiled")
    )]
    UnknownBackend {
        #[label(primary, "this is known only at deployment")]
        at: Span,
    },

    #[error("Bicep can't keep `{name}` secret")]
    #[diagnostic(
        code("P0458"),
        help("make it a text or an object, or build with `--format terraform`")
    )]
    NotKept {
        name: String,
        #[label(primary, "this is secret, and neither a text nor an object")]
        at: Span,
    },

    #[error("the parameter `{name}` is named like a secret, and is none")]
    #[diagnostic(
        code("P0459"),
        help("write `sensitive = true`, or give it another name")
    )]
    NamedLikeASecret {
        name: String,
        #[label(primary, "everybody who sees the deployment can read it")]
        at: Span,
    },

    #[error("Bicep has no parameter that may be a fraction")]
    #[diagnostic(
        code("P0475"),
        help("use a whole number or a text, or build with `--format terraform`")
    )]
    Fraction {
        #[label(primary, "this is not whole")]
        at: Span,
    },

    #[error("what exists is found only during the deployment")]
    #[diagnostic(
        code("P0476"),
        help(
            "name it by what is known when the deployment starts: an `id`, a `name`, a setting; or build with `--format terraform`"
        )
    )]
    FoundLate {
        #[label(primary, "Bicep needs to know this when the deployment starts")]
        at: Span,
    },

    #[error("a generated value is read at a second place")]
    #[diagnostic(
        code("P0477"),
        help("let one resource keep it, and read it there; it is another for each deployment")
    )]
    GeneratedTwice {
        #[label(primary, "this would get another value than what was made first")]
        at: Span,
    },

    #[error("in Terraform, `{name}` is {what}")]
    #[diagnostic(code("P0540"), help("give the parameter another name"))]
    OwnParameter {
        name: String,
        what: &'static str,
        #[label(primary, "this would be both")]
        at: Span,
    },

    #[error("`{name}` shows a value that may not be shown")]
    #[diagnostic(
        code("P0454"),
        help("names and tags are seen by everybody; use another value")
    )]
    Shown {
        name: String,
        #[label(primary, "this is sensitive")]
        at: Span,
    },
}

/// A kind of value that no target knows.
#[derive(Clone, Copy, Debug, Display)]
pub(super) enum Unsayable {
    #[display("a duration")]
    Duration,
    #[display("a size")]
    Size,
    #[display("a grant")]
    Grant,
    #[display("a secret")]
    Secret,
}

impl Unsayable {
    fn advice(self) -> &'static str {
        match self {
            Self::Duration => "write `seconds(…)`, `minutes(…)`, `days(…)` or `iso8601(…)` of it",
            Self::Size => "write `bytes(…)`, `mebibytes(…)` or `gibibytes(…)` of it",
            Self::Grant => "list it in `access` of a component",
            Self::Secret => "give its `reference` to the resource, never its content",
        }
    }
}

impl Diagnose for Error {}
