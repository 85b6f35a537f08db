//! The interface of a module: a versioned contract.

use super::service::Requirement;
use crate::maps::IndexMap;
use crate::names::{GrantName, InputName, ModuleName, OutputName};
use crate::source::Span;
use crate::syntax::tree::{Expression, Word};
use crate::term::types::Type;

/// `module "queue" { … }`
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name.
    pub name: ModuleName,
    /// Where its name stands.
    pub name_span: Span,
    /// Its version.
    pub version: semver::Version,
    /// Where its version stands.
    pub version_span: Span,
    /// What it is for.
    pub description: String,
    /// What to use in its place, where it should no longer be used.
    pub deprecated: Option<Word>,
    /// What is given to it.
    pub inputs: IndexMap<InputName, Input>,
    /// What it gives.
    pub outputs: IndexMap<OutputName, Output>,
    /// The rights that it can give to others.
    pub grants: IndexMap<GrantName, Grant>,
    /// How a spec of the major version before is rewritten.
    pub migration: Option<Migration>,
}

/// `input "size" { … }`
#[derive(Clone, Debug)]
pub struct Input {
    /// Where its name stands.
    pub name_span: Span,
    /// What it may be.
    pub ty: Type,
    /// Its value if none is given; without one, it must be given.
    pub default: Option<Expression>,
    /// A value that it may have, for readers, and for those who try the module.
    pub example: Option<Expression>,
    /// What it is for.
    pub description: String,
    /// What to set in its place, where it should no longer be set.
    pub deprecated: Option<Word>,
    /// Rules that its value must keep.
    pub validations: Vec<Validation>,
}

/// `validate { … }`
#[derive(Clone, Debug)]
pub struct Validation {
    /// What must hold.
    pub condition: Expression,
    /// What is said where it does not.
    pub message: Expression,
}

/// `output "url" { … }` of a module.
#[derive(Clone, Debug)]
pub struct Output {
    /// Where its name stands.
    pub name_span: Span,
    /// What it is.
    pub ty: Type,
    /// What it is for.
    pub description: String,
    /// What to read in its place, where it should no longer be read.
    pub deprecated: Option<Word>,
}

/// `grant "publish" { … }`
#[derive(Clone, Debug)]
pub struct Grant {
    /// Where its name stands.
    pub name_span: Span,
    /// What it allows.
    pub description: String,
    /// What to give in its place, where it should no longer be given.
    pub deprecated: Option<Word>,
    /// Rules that the inputs of its component must keep for it to be given.
    pub validations: Vec<Validation>,
}

/// `migrate { … }`: what a spec of former versions says, and what it says of this one.
#[derive(Clone, Debug)]
pub struct Migration {
    /// The former versions.
    pub from: Requirement,
    /// What becomes of inputs, by their former names.
    pub inputs: IndexMap<InputName, Change>,
    /// What outputs are called, by their former names.
    pub outputs: IndexMap<OutputName, Renamed<OutputName>>,
    /// What grants are called, by their former names.
    pub grants: IndexMap<GrantName, Renamed<GrantName>>,
}

/// What becomes of an input.
#[derive(Clone, Debug)]
pub enum Change {
    /// `rename "size" { to = "tier" }`, `map "size" { values = { small = "s" } }`
    Set {
        /// What it is called.
        renamed: Renamed<InputName>,
        /// What its values are called; all stay where none is.
        values: IndexMap<String, Expression>,
    },
    /// `remove "size" { message = "…" }`
    Remove {
        /// Where its name stands.
        name_span: Span,
        /// What is said where it was set.
        message: Word,
    },
}

/// `output "url" { to = "endpoint" }`
#[derive(Clone, Debug)]
pub struct Renamed<N> {
    /// Where its former name stands.
    pub name_span: Span,
    /// What it is called.
    pub to: N,
    /// Where that stands.
    pub to_span: Span,
}
