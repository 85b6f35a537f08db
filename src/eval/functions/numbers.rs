//! Functions of numbers.

use super::{Deferral, Definition, Parameter, Takes};
use crate::number::Number;
use crate::source::Span;
use crate::term::{Kind, Term};

const NUMBER: Parameter = Parameter {
    name: "number",
    takes: Takes::Number,
};

pub(super) const TABLE: &[Definition] = &[
    Definition {
        name: "ceil",
        parameters: &[NUMBER],
        rest: None,
        required: 1,
        deferral: Deferral::Terraform,
        compute: |arguments, span| Ok(of(number(arguments, 0).ceil(), span)),
    },
    Definition {
        name: "floor",
        parameters: &[NUMBER],
        rest: None,
        required: 1,
        deferral: Deferral::Terraform,
        compute: |arguments, span| Ok(of(number(arguments, 0).floor(), span)),
    },
];

fn of(number: Number, span: Span) -> Term {
    Kind::Number(number).at(span)
}

/// The number at a place where `Takes` has put one.
fn number(arguments: &[Term], at: usize) -> &Number {
    static ZERO: std::sync::LazyLock<Number> = std::sync::LazyLock::new(|| Number::from(0));
    arguments.get(at).and_then(Term::as_number).unwrap_or(&ZERO)
}
