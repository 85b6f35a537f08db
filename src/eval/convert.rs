//! Conversions between types, as Terraform makes them for operands and arguments.
//!
//! What is deferred is converted at deployment, so these functions hand it on as it is, unless it is
//! known to be of a class that can't be converted.

use super::class::{Class, class, class_of_type, type_of_expression};
use crate::number::Number;
use crate::term::expression::{Expression, Function};
use crate::term::{Kind, Term};

/// The term as text: a number by its decimal, a truth by its word. `None` for anything else, and
/// for a number without a finite decimal.
pub fn to_text(term: &Term) -> Option<Term> {
    let text = match &term.kind {
        Kind::Text(_) => return Some(term.clone()),
        Kind::Deferred(_) => return one_of(term, &[Class::Text, Class::Number, Class::Bool]),
        Kind::Number(number) => number.decimal()?,
        Kind::Bool(truth) => truth.to_string(),
        _ => return None,
    };
    Some(Kind::text(text).at(term.span).marked(term.sensitive))
}

/// The same for whoever takes nothing but text: what deployment knows as a number or a truth is
/// converted there, and what it knows as something else is none.
pub fn in_text(term: &Term) -> Option<Term> {
    match class(term) {
        _ if !term.is_deferred() => to_text(term),
        None | Some(Class::Text) => Some(term.clone()),
        Some(Class::Bool | Class::Number) => {
            let call = Expression::Call(Function("tostring"), vec![term.clone()]);
            let text = Kind::Deferred(call.into()).at(term.span);
            Some(text.marked(term.sensitive))
        }
        Some(_) => None,
    }
}

/// The term as a number: itself, or what its text says.
pub fn to_number(term: &Term) -> Option<Term> {
    let number = match &term.kind {
        Kind::Number(_) => return Some(term.clone()),
        Kind::Deferred(_) => return one_of(term, &[Class::Number, Class::Text]),
        Kind::Text(text) => Number::parse(text)?,
        _ => return None,
    };
    Some(Kind::Number(number).at(term.span).marked(term.sensitive))
}

/// The term as a truth: itself, or what its text says.
pub fn to_bool(term: &Term) -> Option<Term> {
    let truth = match &term.kind {
        Kind::Bool(_) => return Some(term.clone()),
        Kind::Deferred(_) => return one_of(term, &[Class::Bool, Class::Text]),
        Kind::Text(text) => match &**text {
            "true" | "1" => true,
            "false" | "0" => false,
            _ => return None,
        },
        _ => return None,
    };
    Some(Kind::Bool(truth).at(term.span).marked(term.sensitive))
}

/// The term as a time span: itself, or what its text says.
pub fn to_duration(term: &Term) -> Option<Term> {
    let milliseconds = match &term.kind {
        Kind::Duration(_) => return Some(term.clone()),
        Kind::Deferred(_) => return one_of(term, &[Class::Duration, Class::Text]),
        Kind::Text(text) => duration(text)?,
        _ => return None,
    };
    let kind = Kind::Duration(milliseconds);
    Some(kind.at(term.span).marked(term.sensitive))
}

/// The term as an amount of storage: itself, or what its text says.
pub fn to_size(term: &Term) -> Option<Term> {
    let bytes = match &term.kind {
        Kind::Size(_) => return Some(term.clone()),
        Kind::Deferred(_) => return one_of(term, &[Class::Size, Class::Text]),
        Kind::Text(text) => size(text)?,
        _ => return None,
    };
    Some(Kind::Size(bytes).at(term.span).marked(term.sensitive))
}

/// What deployment knows, if it may be of one of these classes.
fn one_of(term: &Term, classes: &[Class]) -> Option<Term> {
    let may_be = class(term).is_none_or(|class| classes.contains(&class));
    may_be.then(|| term.clone())
}

/// A list or set with every element converted; `None` if one can't be, or it is neither.
pub fn elements(term: &Term, convert: fn(&Term) -> Option<Term>) -> Option<Term> {
    let items = term.as_items()?;
    let converted: Option<Vec<_>> = items.iter().map(convert).collect();
    let kind = Kind::List(converted?.into());
    Some(kind.at(term.span).marked(term.sensitive))
}

/// The milliseconds of `"30s"`, `"1.5h"`, `"4d"`; units are ms, s, m, h and d.
pub fn duration(text: &str) -> Option<u64> {
    amount(
        text,
        &[
            ("ms", 1),
            ("s", 1000),
            ("m", 60_000),
            ("h", 3_600_000),
            ("d", 86_400_000),
        ],
    )
}

/// The bytes of `"512Mi"`, `"1G"`; units are Ki, Mi, Gi, Ti and k, M, G, T.
pub fn size(text: &str) -> Option<u64> {
    amount(
        text,
        &[
            ("Ki", 1 << 10),
            ("Mi", 1 << 20),
            ("Gi", 1 << 30),
            ("Ti", 1 << 40),
            ("k", 1000),
            ("M", 1_000_000),
            ("G", 1_000_000_000),
            ("T", 1_000_000_000_000),
        ],
    )
}

/// A number from 0 with a unit, as a whole number of the smallest unit.
fn amount(text: &str, units: &[(&str, i64)]) -> Option<u64> {
    let digits_end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
    let (digits, unit) = text.split_at(digits_end);
    let (_, factor) = units.iter().find(|(name, _)| *name == unit)?;
    let number = Number::parse(digits)?.times(&Number::from(*factor));
    number.to_i64()?.try_into().ok()
}

/// What a value is, in a reader's words.
pub fn words(kind: &Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Bool(_) => "a bool",
        Kind::Number(number) if number.decimal().is_none() => "a number without a finite decimal",
        Kind::Number(_) => "a number",
        Kind::Text(_) => "text",
        Kind::Duration(_) => "a duration",
        Kind::Size(_) => "a size",
        Kind::List(_) => "a list",
        Kind::Set(_) => "a set",
        Kind::Object(_) => "an object",
        Kind::Grant(_) => "a grant",
        Kind::Secret(_) => "a secret",
        Kind::Deferred(expression) => {
            words_of_deferred(class_of_type(&type_of_expression(expression)))
        }
    }
}

fn words_of_deferred(class: Option<Class>) -> &'static str {
    match class {
        Some(Class::Bool) => "a bool known at deployment",
        Some(Class::Number) => "a number known at deployment",
        Some(Class::Text) => "text known at deployment",
        Some(Class::Sequence) => "a list known at deployment",
        Some(Class::Object) => "an object known at deployment",
        _ => "a value known at deployment",
    }
}
