//! What can be wrong with where a module comes from, and every word that is said about it.

use super::change::Change;
use crate::names::{ModuleName, TargetName};
use crate::problems::{Diagnose, Edit};
use crate::source::Span;
use crate::suggest::Hint;
use crate::world::Unreadable;
use derive_more::Display;
use miette::{Diagnostic, LabeledSpan};
use thiserror::Error;

/// A module that can't be had.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum Error {
    #[error("there is no module `{name}`")]
    #[diagnostic(code("P0301"), help("{hint}{}", or(changes)))]
    UnknownModule {
        name: ModuleName,
        #[label(primary, "no source has this module")]
        at: Span,
        hint: Hint,
        #[label(collection)]
        chain: Vec<LabeledSpan>,
        changes: Vec<Change>,
    },

    #[error("no version of the module `{name}` fits `{requirement}`")]
    #[diagnostic(code("P0302"), help("{versions}{}", or(changes)))]
    NoVersion {
        name: ModuleName,
        requirement: String,
        versions: Listed,
        #[label(primary, "no version fits this")]
        at: Span,
        #[label(collection)]
        chain: Vec<LabeledSpan>,
        changes: Vec<Change>,
    },

    #[error("no version of the module `{module}` fits all that want it")]
    #[diagnostic(code("P0320"), help("{}", way_out(module, wanting, changes)))]
    Conflict {
        module: ModuleName,
        wanting: Vec<String>,
        #[label(collection)]
        chain: Vec<LabeledSpan>,
        changes: Vec<Change>,
    },

    #[error("the module `{name}` is locked at {locked}, and would become {taken}")]
    #[diagnostic(
        code("P0321"),
        help(
            "that is another major version, since another module requires it: if the spec is to follow, run `platc update {name} --major`; if not, write the version that the spec is written for in `modules`, and see who excludes it"
        )
    )]
    OtherMajor {
        name: ModuleName,
        locked: String,
        taken: String,
        #[label(primary, "what is set and read here may mean something else then")]
        at: Span,
    },

    #[error("the module `{name}` can't be deployed to `{target}`")]
    #[diagnostic(code("P0303"), help("its targets are: {targets}"))]
    NoImplementation {
        name: ModuleName,
        target: TargetName,
        targets: String,
        #[label(primary, "this module has no implementation for `{target}`")]
        at: Span,
    },

    #[error("`{written}` is not a requirement of versions")]
    #[diagnostic(code("P0307"), help("{instead}"))]
    WrongRequirement {
        written: String,
        instead: Instead,
        #[label(primary, "this can't be read")]
        at: Span,
    },

    #[error("the module `{name}` can't be read: `{path}` {why}")]
    #[diagnostic(
        code("P0304"),
        help("a module has `module.plat` and a file for each target")
    )]
    UnreadableModule {
        name: String,
        path: String,
        why: Unreadable,
        #[label(primary, "this module is wanted")]
        at: Option<Span>,
    },

    #[error("this file implements `{target}`, and its name says `{expected}`")]
    #[diagnostic(
        code("P0309"),
        help("rename the file to `{target}.plat`, or the block to `{expected}`")
    )]
    WrongTarget {
        target: TargetName,
        expected: TargetName,
        #[label(primary, "this is another target")]
        at: Span,
    },

    #[error("the contract of `{module}` has no `{name}`")]
    #[diagnostic(code("P0310"), help("declare it in `module.plat`, or remove it here"))]
    NotInContract {
        name: String,
        module: ModuleName,
        #[label(primary, "nobody could use this")]
        at: Span,
        #[label("the contract")]
        contract: Span,
    },

    #[error("the module `{module}` is composed, and has `{other}` beside")]
    #[diagnostic(
        code("P0330"),
        help("remove one of the two: what is composed stands for every target")
    )]
    TwoKinds {
        module: ModuleName,
        other: String,
        #[label(primary, "this fulfils it on every target")]
        at: Span,
    },

    #[error("the module `{module}` is not required here")]
    #[diagnostic(
        code("P0331"),
        help("write `{module} = \"^1\"` in `requires`, with the versions that will do")
    )]
    NotRequired {
        module: ModuleName,
        #[label(primary, "which of its versions is meant is not known")]
        at: Span,
        #[label("its requirements stand in here")]
        composite: Span,
    },

    #[error("a module is a part of itself: {path}")]
    #[diagnostic(code("P0332"), help("use another module in one of them"))]
    OwnPart {
        path: String,
        #[label(primary, "this leads back to where it began")]
        at: Span,
    },

    #[error("a module is made of modules more than {most} levels deep")]
    #[diagnostic(code("P0333"), help("use the modules inside themselves"))]
    TooDeep {
        most: usize,
        #[label(primary, "given up here")]
        at: Span,
    },

    #[error("version {version} of the module `{name}` lies in `{folder}`")]
    #[diagnostic(
        code("P0305"),
        help("move it to `{name}/{version}`, or change its name and version")
    )]
    WrongFolder {
        name: ModuleName,
        version: String,
        folder: String,
        #[label(primary, "the folder says otherwise")]
        at: Span,
    },

    #[error("the module `{name}` was locked from `{locked}`, and now comes from `{from}`")]
    #[diagnostic(
        code("P0314"),
        help(
            "if that is meant, run `platc update {name}`; if not, rename the module that came between"
        )
    )]
    OtherSource {
        name: ModuleName,
        locked: String,
        from: String,
        #[label(primary, "this name means another module now")]
        at: Span,
        #[label("it was locked here")]
        lock: Option<Span>,
    },

    #[error("`{from}` no longer has version {version} of the module `{name}`, which is locked")]
    #[diagnostic(
        code("P0315"),
        help("bring it back, or run `platc update {name}` to take another")
    )]
    LockedVersionGone {
        name: ModuleName,
        version: String,
        from: String,
        #[label(primary, "this version can't be had")]
        at: Span,
        #[label("it is locked here")]
        lock: Option<Span>,
    },

    #[error("the modules of `{from}` were not fetched")]
    #[diagnostic(
        code("P0351"),
        help("run `platc module fetch`; a build never opens a connection")
    )]
    NeverFetched {
        from: String,
        #[label(primary, "nothing is known of this source")]
        at: Span,
    },

    #[error("nobody has asked `{from}` yet whether it has a module `{name}`")]
    #[diagnostic(
        code("P0352"),
        help("run `platc module fetch`; a build never opens a connection")
    )]
    NeverAsked {
        name: ModuleName,
        from: String,
        #[label(primary, "this module may be there")]
        at: Span,
        #[label("this source comes before others that may have it")]
        first: Span,
    },

    #[error(
        "version {version} of the module `{name}` is locked, and was not fetched from `{from}`"
    )]
    #[diagnostic(
        code("P0353"),
        help("run `platc module fetch`; a build never opens a connection")
    )]
    LockedNotFetched {
        name: ModuleName,
        version: String,
        from: String,
        #[label(primary, "this version is not here")]
        at: Span,
        #[label("it is locked here")]
        lock: Option<Span>,
    },

    #[error("version {version} of the module `{name}` is not what was locked")]
    #[diagnostic(
        code("P0316"),
        help(
            "a version never changes: find out who changed it in `{from}`, and if you trust that, run `platc update {name}`"
        )
    )]
    OtherContent {
        name: ModuleName,
        version: String,
        from: String,
        #[label(primary, "its content has another checksum")]
        at: Span,
        #[label("the checksum is locked here")]
        lock: Option<Span>,
    },

    #[error("no rule leads from version {from} of the module `{name}` to {to}")]
    #[diagnostic(
        code("P0348"),
        help("move the spec by hand: change what it says, and `{name}` in `modules`")
    )]
    NoWay {
        name: ModuleName,
        from: String,
        to: String,
        #[label(primary, "the spec is written for {from}")]
        at: Span,
        #[label("the rules are for other versions")]
        rules: Span,
    },
}

/// The versions that there are.
#[derive(Debug, Display)]
pub(super) enum Listed {
    /// There are no others.
    #[display("its versions are: {_0}")]
    All(Box<str>),
    /// There may be others where they were fetched.
    #[display("its versions that were fetched are: {_0}; `platc module fetch` asks for newer ones")]
    Fetched(Box<str>),
}

/// The second half of a help, where a change of the spec would do too.
fn or(changes: &[Change]) -> String {
    match changes {
        [] => String::new(),
        changes => format!("; or write {} in `modules`", listed(changes)),
    }
}

/// What ends a conflict.
fn way_out(module: &ModuleName, wanting: &[String], changes: &[Change]) -> String {
    match changes {
        [] => format!(
            "no other requirement in the spec helps: a version of {} is needed that wants another `{module}`",
            wanting.join(" or ")
        ),
        changes => format!("write {} in `modules`", listed(changes)),
    }
}

fn listed(changes: &[Change]) -> String {
    let changes: Vec<_> = changes.iter().map(ToString::to_string).collect();
    changes.join(" or ")
}

/// What is written for a requirement that can't be read.
#[derive(Debug, Display)]
pub(super) enum Instead {
    /// This, certainly.
    #[display("write `{_0}`")]
    Requirement(String),
    /// Nobody knows.
    #[display("write it as Cargo does: `^2.1`, `~2.1`, `=2.1.0`, `>=2, <3`")]
    Any,
}

impl From<Option<String>> for Instead {
    fn from(right: Option<String>) -> Self {
        right.map_or(Self::Any, Self::Requirement)
    }
}

impl Diagnose for Error {
    fn edits(&self) -> Vec<Edit> {
        match self {
            Self::WrongRequirement {
                at,
                instead: Instead::Requirement(right),
                ..
            } => vec![Edit::replace(*at, format!("\"{right}\""))],
            Self::UnknownModule {
                at,
                hint: Hint::Closest(name),
                ..
            } => vec![Edit::replace(*at, name.clone())],
            _ => Vec::new(),
        }
    }
}
