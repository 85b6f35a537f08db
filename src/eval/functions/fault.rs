//! What can be wrong with a call, and every word that is said about it.

use super::Definition;
use std::fmt;
use std::sync::Arc;
use thiserror::Error;

/// A call that has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which argument is wrong; none where the call as a whole is.
    pub argument: Option<usize>,
    /// What is wrong with it.
    pub wrong: Wrong,
}

impl Fault {
    /// A number of arguments that the function does not take.
    pub(super) fn count(definition: &Definition, given: usize) -> Self {
        let required = definition.required;
        let most = definition
            .rest
            .is_none()
            .then_some(definition.parameters.len());
        Self {
            argument: None,
            wrong: Wrong::Count {
                required,
                most,
                given,
            },
        }
    }
}

/// What is wrong with an argument.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Wrong {
    /// More or fewer arguments than the function takes.
    #[error("takes {}, not {given}", Arguments(*required, *most))]
    Count {
        /// At least.
        required: usize,
        /// At most.
        most: Option<usize>,
        /// As many were given.
        given: usize,
    },
    /// The value is of a type that it can't use.
    #[error("{expected} is expected here, not {found}")]
    Type {
        /// What it could use.
        expected: &'static str,
        /// What was given.
        found: &'static str,
    },
    /// It must be known when the spec is compiled, and is not.
    #[error("this is known only at deployment, and must be known when the spec is compiled")]
    Unknown,
    /// Its elements can't be made one type.
    #[error("these values have no type in common")]
    Mixed,
    /// A collection without elements.
    #[error("there is no element in it")]
    Empty,
    /// Several elements where one is expected.
    #[error("at most one element is expected here, not {0}")]
    Several(usize),
    /// All choices are null or empty.
    #[error("takes at least one argument that is neither null nor empty")]
    NoChoice,
    /// No element has the value.
    #[error("no element is equal to this")]
    NoElement,
    /// No key of an object.
    #[error("there is no key `{0}`")]
    NoKey(Arc<str>),
    /// A number that is too small or too large.
    #[error("a number from {least} to {most} is expected here")]
    Outside {
        /// The least that it may be.
        least: usize,
        /// The greatest that it may be.
        most: usize,
    },
    /// Two lists that belong together.
    #[error("takes lists of one length, not of {0} and {1} elements")]
    Lengths(usize, usize),
    /// A result that would have too many elements.
    #[error("the result would have more than {0} elements")]
    TooLarge(usize),
    /// A step that never arrives.
    #[error("steps of this width never lead from the start to the limit")]
    Step,
    /// A host or subnet that a range of addresses has no place for.
    #[error("the range has no place for this")]
    NoPlace,
    /// A sequence of letters that means nothing.
    #[error("`{0}` means nothing in a date format; text in it is written between single quotes")]
    DateFormat(String),
    /// A quote without its partner.
    #[error("a single quote is opened here and never closed")]
    OpenQuote,
    /// A time that has no timestamp.
    #[error("the result is not in the years from 0 to 9999")]
    Year,
}

impl Wrong {
    /// The fault of the argument at this place, counted from 0.
    #[must_use]
    pub fn of(self, argument: usize) -> Fault {
        Fault {
            argument: Some(argument),
            wrong: self,
        }
    }

    /// The fault of the call as a whole.
    #[must_use]
    pub fn whole(self) -> Fault {
        Fault {
            argument: None,
            wrong: self,
        }
    }
}

struct Arguments(usize, Option<usize>);

impl fmt::Display for Arguments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self(1, Some(1)) => f.write_str("1 argument"),
            Self(required, Some(most)) if required == most => write!(f, "{most} arguments"),
            Self(required, Some(most)) => write!(f, "{required} to {most} arguments"),
            Self(required, None) => write!(f, "at least {required} arguments"),
        }
    }
}
