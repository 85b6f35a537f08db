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
    /// Nothing, where the function needs something.
    #[error("null can't be used here")]
    Null,
    /// A text is needed, and nothing that would become one.
    #[error("text is expected here")]
    NotText,
    /// A number with a fraction, or too large.
    #[error("a whole number is expected here, and not too large a one")]
    NotWhole,
    /// A number below 0.
    #[error("a number from 0 is expected here")]
    Negative,
    /// Nothing to choose from, or to add.
    #[error("at least one number is needed")]
    NoNumber,
    /// The base of a number's digits.
    #[error("a base from 2 to 62 is expected here")]
    Base,
    /// A text that is no whole number.
    #[error("this is not a whole number in base {0}")]
    Digits(i64),
    /// Infinite, or no number at all.
    #[error("the result is not a finite number")]
    NotFinite,
    /// A number with too many digits, or a text with too much in it.
    #[error("the result is too large")]
    Unbounded,
    /// A number whose decimal has no end.
    #[error("`{0}` has no finite decimal; use `floor`, `ceil` or `format`")]
    Endless(String),
    /// What can't be written in the format of this function.
    #[error("{0} can't be encoded")]
    Unencodable(&'static str),
    /// A text that is not in the format of this function.
    #[error("this is not {format}: {reason}")]
    Malformed {
        /// Of which format it should be.
        format: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// Bytes that are no text.
    #[error("this does not decode to text in UTF-8")]
    NotUtf8,
    /// Bytes that are no text in the encoding that was named.
    #[error("this does not decode to text in that encoding")]
    NotEncoded,
    /// A pattern that can't be read.
    #[error("this is not a regular expression: {0}")]
    Pattern(String),
    /// A pattern of which some groups have names and others have none.
    #[error("either all groups of a pattern have names, or none has")]
    Groups,
    /// A pattern that is not in the text.
    #[error("the pattern does not occur in the text")]
    NoMatch,
    /// A sequence of `format` that can't be read.
    #[error("`%{0}` is not a verb of `format`; a percent sign is written `%%`")]
    Verb(String),
    /// A verb whose argument is not given.
    #[error("`%{0}` has no argument")]
    NoArgument(String),
    /// An argument that no verb writes.
    #[error("no verb of the format writes this")]
    Superfluous,
    /// Lists that should be gone through together.
    #[error("this list has {found} elements, the others have {expected}")]
    Lengths {
        /// Of the first list.
        expected: usize,
        /// Of this one.
        found: usize,
    },
    /// An encoding of characters that is not known here.
    #[error(
        "this encoding is not known; use `UTF-8`, `UTF-16LE`, `UTF-16BE`, `UTF-16` or `ISO-8859-1`"
    )]
    Encoding,
    /// A character that an encoding lacks.
    #[error("the encoding has no `{0}`")]
    NoCharacter(char),
    /// What should identify a name space of UUIDs.
    #[error("`dns`, `url`, `oid`, `x500` or a UUID is expected here")]
    NameSpace,
    /// What should be a set of characters.
    #[error("a set of characters like `A-Za-z0-9_-` is expected here, with letters or digits")]
    Characters,
    /// A limit that leaves no room for the hash.
    #[error("at least {0} characters are needed for the hash")]
    Room(usize),
    /// It must be known when the spec is compiled, and is not.
    #[error("this is known only at deployment, and must be known when the spec is compiled")]
    Unknown,
    /// A function that opens what the spec closed.
    #[error("this function can be used in the implementation of a module only")]
    OnlyInModules,
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
            Self(1, None) => f.write_str("at least 1 argument"),
            Self(required, None) => write!(f, "at least {required} arguments"),
        }
    }
}
