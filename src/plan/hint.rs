//! The words inside the messages about plans: names that would do, and where references begin.

use super::place::Place;
use crate::suggest::Words;
use derive_more::Display;

/// What stands behind a root.
pub(super) const MEMBERS: Words = Words {
    some: "there are",
    none: "there are none; declare it first",
};

/// What to write where a word begins no reference.
#[derive(Clone, Debug, Display)]
pub(super) enum Meant {
    #[display("write `{_0}`")]
    Likely(String),
    #[display("put it in quotes if it is text: `\"{_0}\"`")]
    Text(String),
    #[display("declare `parameter \"{_0}\"` in the service and write `parameter.{_0}`")]
    Parameter(String),
    #[display(
        "this service has no component of a module `{module}`; declare `{module} \"{component}\"` first"
    )]
    NoComponent { module: String, component: String },
    #[display("{_0}")]
    OneOf(Roots),
}

/// The names that begin a reference at a place.
#[derive(Clone, Copy, Debug, Display)]
pub(super) enum Roots {
    #[display(
        "a reference begins with `parameter`, `local`, `service`, `environment`, `target.name` or a module: `postgres.orders.host`"
    )]
    Spec,
    #[display(
        "a platform may read `service`, `environment`, `target`, `data` and, in `name` and `tags`, `component`"
    )]
    Platform,
    #[display("the default of a parameter or a setting is a constant: write the value itself")]
    Constant,
    #[display("the default of an input may read `environment` and nothing else")]
    Default,
    #[display("a validation may read `input`, `environment` and `target.name`")]
    Interface,
    #[display(
        "a reference begins with `input`, `local`, `component`, `service`, `environment`, `target.name` or a module: `postgres.data.host`"
    )]
    Composite,
    #[display(
        "a reference begins with `input`, `local`, `setting`, `parameter`, `component`, `service`, `environment`, `target`, `platform`, `access`, `output`, `each`, `grant`, in a grant `consumer`, or a resource"
    )]
    Module,
}

impl Roots {
    pub(super) fn at(place: Place<'_>) -> Self {
        match place {
            Place::Spec | Place::Override(_, None) => Self::Spec,
            Place::Composite(_) | Place::Override(_, Some(_)) => Self::Composite,
            Place::Platform(_) => Self::Platform,
            Place::Constant => Self::Constant,
            Place::Default => Self::Default,
            Place::Interface(_) => Self::Interface,
            Place::Module(_) => Self::Module,
        }
    }
}
