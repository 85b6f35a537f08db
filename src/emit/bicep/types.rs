//! Types of the language → those of Bicep.

use super::tree::Type as Bicep;
use crate::eval::class::type_of;
use crate::term::types::Type;
use crate::term::{Kind, Term};

/// The type of values of this type. What may be anything is mostly text.
pub(super) fn of(ty: &Type) -> Bicep {
    match ty {
        Type::Bool => Bicep::Bool,
        Type::Int | Type::Number => Bicep::Int,
        Type::List(_) | Type::Set(_) => Bicep::Array,
        Type::Map(_) | Type::Object(_) => Bicep::Object,
        _ => Bicep::Text,
    }
}

/// The type of a value.
pub(super) fn of_term(term: &Term) -> Bicep {
    match &term.kind {
        Kind::Number(number) if number.to_i64().is_none() => Bicep::Text,
        Kind::Duration(_) | Kind::Size(_) => Bicep::Int,
        _ => of(&type_of(term)),
    }
}
