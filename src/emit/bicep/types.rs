//! Types of the language → those of Bicep.

use super::tree::Type as Bicep;
use crate::term::expression::{Expression, Function, type_within};
use crate::term::operator::{BinaryOperator, UnaryOperator};
use crate::term::types::Type;
use crate::term::{Kind, Term};

/// Functions that give a list.
const LISTS: [&str; 6] = ["concat", "distinct", "flatten", "keys", "split", "tolist"];

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
        Kind::Bool(_) => Bicep::Bool,
        Kind::Number(number) if number.to_i64().is_some() => Bicep::Int,
        Kind::Duration(_) | Kind::Size(_) => Bicep::Int,
        Kind::List(_) | Kind::Set(_) => Bicep::Array,
        Kind::Object(_) => Bicep::Object,
        Kind::Deferred(expression) => of_expression(expression),
        _ => Bicep::Text,
    }
}

fn of_expression(expression: &Expression) -> Bicep {
    match expression {
        Expression::Reference(reference) => of(&reference.ty),
        Expression::Parameter { ty, .. } => of(ty),
        Expression::Unary(UnaryOperator::Not, _) => Bicep::Bool,
        Expression::Unary(UnaryOperator::Negate, _) => Bicep::Int,
        Expression::Binary(operator, ..) => of_operator(*operator),
        Expression::Conditional { yes, .. } => of_term(yes),
        Expression::Call(Function(name), _) => of_call(name),
        Expression::Path(value, steps) => type_within(value, steps).map_or(Bicep::Text, of),
        _ => Bicep::Text,
    }
}

fn of_operator(operator: BinaryOperator) -> Bicep {
    if operator.gives_number() {
        Bicep::Int
    } else {
        Bicep::Bool
    }
}

fn of_call(name: &str) -> Bicep {
    match name {
        "length" | "max" | "min" | "tonumber" => Bicep::Int,
        "merge" | "tomap" => Bicep::Object,
        name if is_predicate(name) => Bicep::Bool,
        name if LISTS.contains(&name) => Bicep::Array,
        _ => Bicep::Text,
    }
}

/// Whether a function gives a truth.
fn is_predicate(name: &str) -> bool {
    matches!(
        name,
        "alltrue" | "anytrue" | "contains" | "endswith" | "startswith" | "strcontains" | "tobool"
    )
}
