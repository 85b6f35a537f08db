//! What functions take: how an argument is converted, and how much of it must be known.

use super::Wrong;
use crate::eval::convert;
use crate::term::{Kind, Term};

/// What an argument may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Anything, known or not: the function hands it on, and reads at most its shape.
    Any,
    /// Anything, known to its last leaf.
    Known,
    /// Anything: the function reads it as far as it is known.
    Read,
    /// Anything, known or not: the function says what of it the result shows.
    Unseen,
    /// A truth, or the text of one: `"true"` and `"1"`, `"false"` and `"0"`.
    Bool,
    /// A number, or a text that is one.
    Number,
    /// A text, or what becomes one: a number, a truth.
    Text,
    /// A list or set of texts, all known.
    Texts,
    /// A list or set of numbers, all known.
    Numbers,
    /// A list or set whose elements need not be known.
    List,
    /// A list, not a set, whose elements need not be known.
    Sequence,
    /// A list or set whose elements are read as far as they are known.
    Elements,
    /// An object or map whose values need not be known.
    Object,
    /// A list, set, object or map whose elements need not be known.
    Collection,
    /// A time span, or the text of one.
    Duration,
    /// An amount of storage, or the text of one.
    Size,
}

impl Takes {
    /// The argument as the function wants it; what is deferred stays.
    pub(super) fn convert(self, argument: &Term) -> Result<Term, Wrong> {
        if argument.is_deferred() && self != Self::Text {
            return Ok(argument.clone());
        }
        let may_be_null = matches!(self, Self::Any | Self::Known | Self::Read | Self::Unseen);
        if argument.is_null() && !may_be_null {
            return Err(Wrong::Null);
        }
        let converted = match self {
            Self::Any | Self::Known | Self::Read | Self::Unseen => Some(argument.clone()),
            Self::Bool => convert::to_bool(argument),
            Self::Number => convert::to_number(argument),
            Self::Text => convert::in_text(argument),
            Self::Texts => convert::elements(argument, convert::to_text),
            Self::Numbers => convert::elements(argument, convert::to_number),
            Self::List | Self::Elements => argument.as_items().map(|_| argument.clone()),
            Self::Sequence => matches!(argument.kind, Kind::List(_)).then(|| argument.clone()),
            Self::Object => argument.as_object().map(|_| argument.clone()),
            Self::Collection => {
                let is_one = argument.as_items().is_some() || argument.as_object().is_some();
                is_one.then(|| argument.clone())
            }
            Self::Duration => convert::to_duration(argument),
            Self::Size => convert::to_size(argument),
        };
        converted.ok_or_else(|| Wrong::Type {
            expected: self.words(),
            found: convert::words(&argument.kind),
        })
    }

    /// Whether enough of it is known.
    pub(super) fn is_known(self, argument: &Term) -> bool {
        match self {
            Self::Any | Self::Read | Self::Unseen => true,
            Self::List | Self::Sequence | Self::Elements | Self::Object | Self::Collection => {
                !argument.is_deferred()
            }
            _ => argument.is_known(),
        }
    }

    /// Whether a result would show something that may not be shown.
    pub(super) fn shows(self, argument: &Term) -> bool {
        match self {
            Self::Unseen => false,
            Self::Any | Self::List | Self::Sequence | Self::Object | Self::Collection => {
                argument.sensitive
            }
            _ => argument.holds_sensitive(),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Any | Self::Known | Self::Read | Self::Unseen => "a value",
            Self::Bool => "a bool",
            Self::Number => "a number",
            Self::Text => "text",
            Self::Texts => "a list of texts",
            Self::Numbers => "a list of numbers",
            Self::List | Self::Sequence | Self::Elements => "a list",
            Self::Object => "an object",
            Self::Collection => "a list or an object",
            Self::Duration => "a duration",
            Self::Size => "a size",
        }
    }
}
