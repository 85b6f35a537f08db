//! What made-up services could not try, and every word that is said about it.

use crate::names::{ModuleName, TargetName};
use crate::problems::Diagnose;
use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// Something that consumers may meet and that was not tried.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum Error {
    #[error("no made-up service keeps the rules of `{module}` on `{target}`")]
    #[diagnostic(
        code("P0841"),
        help("give its inputs values that keep their rules: `example = …` beside `type`")
    )]
    NothingFits {
        module: ModuleName,
        target: TargetName,
        #[label(primary, "it can't be tried")]
        at: Span,
    },

    #[error("no service that was tried makes this")]
    #[diagnostic(
        code("P0842"),
        severity(Warning),
        help(
            "give the inputs or settings that it needs `example = …` beside their `type`; or remove it"
        )
    )]
    NeverMade {
        #[label(primary, "whether it is right was not tried")]
        at: Span,
    },

    #[error("every service that was tried makes this")]
    #[diagnostic(
        code("P0843"),
        severity(Warning),
        help(
            "give the inputs or settings that it depends on `example = …` beside their `type`; or remove `when`"
        )
    )]
    AlwaysMade {
        #[label(primary, "this was never false")]
        at: Span,
    },

    #[error("`{module}` promises the {what}, and does not give it on `{target}`")]
    #[diagnostic(
        code("P0844"),
        help(
            "add it to `{target}.plat`; where the cloud has nothing like it, say what comes nearest, with `approximated`"
        )
    )]
    Broken {
        what: String,
        module: ModuleName,
        target: TargetName,
        #[label(primary, "the contract says this")]
        at: Span,
    },
}

impl Diagnose for Error {}
