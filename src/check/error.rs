//! What can be wrong with a component and its module, and every word that is said about it.

use crate::names::{ComponentName, GrantName, InputName, ModuleName, OutputName, TargetName};
use crate::problems::{Diagnose, Edit};
use crate::source::Span;
use crate::suggest::Hint;
use derive_more::Display;
use miette::Diagnostic;
use semver::Version;
use thiserror::Error;

/// A component that does not fit its module.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum Error {
    #[error("the module `{module}` has no input `{input}`")]
    #[diagnostic(code("P0510"))]
    UnknownInput {
        module: ModuleName,
        input: InputName,
        #[label(primary, "this is not an input")]
        at: Span,
        #[help]
        hint: Hint,
    },

    #[error("`{component}` needs the input `{input}`")]
    #[diagnostic(
        code("P0511"),
        help("write `{input} = …` with a value of the type `{ty}`")
    )]
    MissingInput {
        component: ComponentName,
        input: InputName,
        ty: String,
        #[label(primary, "`{input}` is not set here")]
        at: Span,
        #[label("declared without a default here")]
        declared: Span,
    },

    #[error("as text, `{written}` is `{text}`")]
    #[diagnostic(code("P0516"), help("write `\"{written}\"`"))]
    LossyNumber {
        written: String,
        text: String,
        #[label(primary, "this is a number, and text is expected")]
        at: Span,
    },

    #[error("two components were or are `{former}`")]
    #[diagnostic(
        code("P0518"),
        help("keep `renamed_from` on the one that has its resources")
    )]
    RenamedTwice {
        former: ComponentName,
        #[label(primary, "this one was `{former}`")]
        at: Span,
        #[label("and this one too")]
        first: Span,
    },

    #[error("the service has no component `{component}` to change")]
    #[diagnostic(
        code("P0517"),
        help(
            "write `{known}`; a component that stands only in an environment needs all its inputs"
        )
    )]
    NothingToChange {
        component: ComponentName,
        known: ComponentName,
        #[label(primary, "this is probably `{known}`")]
        at: Span,
    },

    #[error("`{component}` stands only in this environment, beside `{known}`")]
    #[diagnostic(
        code("P0519"),
        severity(Warning),
        help("write `{known}` to change it here, or give it another name if both are meant")
    )]
    CloseName {
        component: ComponentName,
        known: ComponentName,
        #[label(primary, "this is a second component")]
        at: Span,
    },

    #[error("two components are one: {}, and {}", whose(first, first_outer.as_ref()), whose(name, outer.as_ref()))]
    #[diagnostic(code("P0334"), help("give one of these components another name"))]
    NameOfPart {
        name: ComponentName,
        outer: Option<ComponentName>,
        first: ComponentName,
        first_outer: Option<ComponentName>,
        #[label(primary, "this gives `{name}` again")]
        at: Span,
        #[label("this gives `{first}`")]
        first_at: Span,
    },

    #[error("the service has more than {most} components")]
    #[diagnostic(code("P0335"), help("make several services of it"))]
    TooManyComponents {
        most: usize,
        #[label(primary, "with this one and its parts there are too many")]
        at: Span,
    },

    #[error("`{component}` is made of components, and none is `{name}`")]
    #[diagnostic(code("P0336"))]
    OverrideOfNoPart {
        component: ComponentName,
        name: String,
        #[label(primary, "this names nothing")]
        at: Span,
        #[help]
        hint: Hint,
    },

    #[error("`{input}` can't be set on `{target}`")]
    #[diagnostic(code("P0512"), help("remove it, or build for another target"))]
    Unsupported {
        input: InputName,
        target: TargetName,
        reason: String,
        #[label(primary, "{reason}")]
        at: Span,
    },

    #[error("`{component}` loses access that it has elsewhere: `{grants}`")]
    #[diagnostic(
        code("P0513"),
        severity(Warning),
        help("a list replaces the one outside; repeat what should stay")
    )]
    LostAccess {
        component: ComponentName,
        grants: String,
        #[label(primary, "this list has less than the one outside")]
        at: Span,
    },

    #[error("version {version} of the module `{module}` is deprecated")]
    #[diagnostic(code("P0341"), severity(Warning), help("{advice}"))]
    DeprecatedModule {
        module: ModuleName,
        version: Version,
        advice: String,
        #[label(primary, "it is used here")]
        at: Span,
        #[label("the module says so here")]
        declared: Span,
    },

    #[error("{what} of `{module}` is deprecated")]
    #[diagnostic(code("P0342"), severity(Warning), help("{advice}"))]
    Deprecated {
        what: Part,
        module: ModuleName,
        advice: String,
        #[label(primary, "it is used here")]
        at: Span,
        #[label("the module says so here")]
        declared: Span,
    },
}

/// A part of a module's contract.
#[derive(Debug, Display)]
pub(super) enum Part {
    #[display("the input `{_0}`")]
    Input(InputName),
    #[display("the output `{_0}`")]
    Output(OutputName),
    #[display("the grant `{_0}`")]
    Grant(GrantName),
}

/// `shop-web`, or `shop-web` that `shop` is made of.
fn whose(name: &ComponentName, outer: Option<&ComponentName>) -> String {
    match outer {
        Some(outer) => format!("`{name}` as a part of `{outer}`"),
        None => format!("`{name}`"),
    }
}

impl Diagnose for Error {
    fn edits(&self) -> Vec<Edit> {
        match self {
            Self::UnknownInput {
                at,
                hint: Hint::Closest(name),
                ..
            } => vec![Edit::replace(*at, name.clone())],
            Self::LossyNumber { written, at, .. } => {
                vec![Edit::replace(*at, format!("\"{written}\""))]
            }
            Self::NothingToChange { known, at, .. } => {
                vec![Edit::replace(*at, format!("\"{known}\""))]
            }
            _ => Vec::new(),
        }
    }
}
