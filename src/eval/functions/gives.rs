//! What functions give: the type of a call, also where it is left to deployment.

use super::find;
use crate::eval::class::{element_of, shared, type_of};
use crate::term::Term;
use crate::term::types::Type;

/// What a call gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// What no table says.
    Any,
    /// A truth.
    Bool,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A list.
    Sequence,
    /// A list of what is in the first argument.
    Elements,
    /// An object or a map.
    Object,
    /// What is in the first argument.
    Element,
    /// The first argument.
    First,
    /// One of the arguments.
    Shared,
}

impl Gives {
    /// The type of a call, as far as it is known.
    pub fn of(function: &str, arguments: &[Term]) -> Type {
        match function {
            "can" => Self::Bool,
            "role_definition" => Self::Text,
            "try" => Self::Shared,
            _ => find(function).map_or(Self::Any, |definition| definition.gives),
        }
        .ty(arguments)
    }

    fn ty(self, arguments: &[Term]) -> Type {
        let first = arguments.first();
        match self {
            Self::Any => Type::Any,
            Self::Bool => Type::Bool,
            Self::Number => Type::Number,
            Self::Text => Type::Text,
            Self::Texts => Type::List(Type::Text.into()),
            Self::Sequence => Type::List(Type::Any.into()),
            Self::Elements => Type::List(first.map_or(Type::Any, element_of).into()),
            Self::Object => Type::Map(Type::Any.into()),
            Self::Element => first.map_or(Type::Any, element_of),
            Self::First => first.map_or(Type::Any, type_of),
            Self::Shared => shared(arguments),
        }
    }
}
