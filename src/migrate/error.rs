//! What is told about a spec that moves to a new major version of a module, and every word of it.

use crate::names::ModuleName;
use crate::problems::Diagnose;
use crate::source::Span;
use miette::Diagnostic;
use semver::Version;
use thiserror::Error;

/// What a rule can't do, or what somebody should know.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum Error {
    #[error("no rule says what `{value}` is in version {version} of `{module}`")]
    #[diagnostic(
        code("P0345"),
        help("write one of {known}, or move the spec by hand; nothing was changed")
    )]
    Unmapped {
        value: String,
        module: ModuleName,
        version: Version,
        known: String,
        #[label(primary, "this can't be carried over")]
        at: Span,
        #[label("the values that can be are here")]
        rule: Span,
    },

    #[error("version {version} of `{module}` is without the input `{input}`")]
    #[diagnostic(code("P0346"), severity(Warning), help("{message}"))]
    Removed {
        input: String,
        module: ModuleName,
        version: Version,
        message: String,
        #[label(primary, "this is removed")]
        at: Span,
        #[label("the module says so here")]
        rule: Span,
    },

    #[error("`{resource}` is overridden, and may be another in version {version} of `{module}`")]
    #[diagnostic(
        code("P0347"),
        severity(Warning),
        help("see whether the override is still right: no rule moves it")
    )]
    Override {
        resource: String,
        module: ModuleName,
        version: Version,
        #[label(primary, "this is kept as it is")]
        at: Span,
    },
}

impl Diagnose for Error {}
