//! What can be wrong with a call, and every word that is said about it.

use super::Definition;
use std::fmt;
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
