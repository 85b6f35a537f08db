//! Functions that Terraform lacks: of durations, sizes and names.
//!
//! A duration or a size is no number and no text until one of these says in which unit it is
//! wanted, since one target counts seconds where another reads `PT30S`.

use super::given::{count, of_number, of_text, text};
use super::{Definition, Fault, Gives, Parameter, Takes, Wrong, fit};
use crate::number::Number;
use crate::source::Span;
use crate::term::{Kind, Object, Term};
use num_bigint::BigInt;
use num_rational::BigRational;
use std::sync::Arc;

const DURATION: Parameter = Parameter::new("duration", Takes::Duration);
const SIZE: Parameter = Parameter::new("size", Takes::Size);

pub(super) const TABLE: &[Definition] = &[
    Definition::early("bytes", &[SIZE], Gives::Number, |given, span| {
        Ok(counted(given, 1, span))
    }),
    Definition::early("days", &[DURATION], Gives::Number, |given, span| {
        Ok(counted(given, 86_400_000, span))
    }),
    Definition::early("duration", &[DURATION], Gives::Any, |given, span| {
        Ok(Kind::Duration(amount(given)).at(span))
    }),
    Definition::early(
        "fit",
        &[
            Parameter::new("text", Takes::Text),
            Parameter::new("max", Takes::Number),
            Parameter::new("characters", Takes::Text),
        ],
        Gives::Text,
        fit_text,
    )
    .and(Parameter::new("salt", Takes::Text)),
    Definition::early("gibibytes", &[SIZE], Gives::Number, |given, span| {
        Ok(counted(given, 1 << 30, span))
    }),
    Definition::early("iso8601", &[DURATION], Gives::Text, |given, span| {
        Ok(of_text(iso8601(amount(given)), span))
    }),
    Definition::early("kibibytes", &[SIZE], Gives::Number, |given, span| {
        Ok(counted(given, 1 << 10, span))
    }),
    Definition::early("mebibytes", &[SIZE], Gives::Number, |given, span| {
        Ok(counted(given, 1 << 20, span))
    }),
    Definition::early("minutes", &[DURATION], Gives::Number, |given, span| {
        Ok(counted(given, 60_000, span))
    }),
    Definition::early(
        "omit_null",
        &[Parameter::new("object", Takes::Object)],
        Gives::Object,
        |given, span| Ok(omit_null(given).at(span)),
    ),
    Definition::early("seconds", &[DURATION], Gives::Number, |given, span| {
        Ok(counted(given, 1000, span))
    }),
];

/// The milliseconds or bytes of the first argument.
fn amount(given: &[Term]) -> u64 {
    match given.first().map(|argument| &argument.kind) {
        Some(Kind::Duration(amount) | Kind::Size(amount)) => *amount,
        _ => 0,
    }
}

/// How many of a unit that amount is, exactly.
fn counted(given: &[Term], unit: u64, span: Span) -> Term {
    let count = BigRational::new(BigInt::from(amount(given)), BigInt::from(unit));
    of_number(Number::from(count), span)
}

/// A duration in days, hours, minutes and seconds, as ISO 8601 writes it.
fn iso8601(milliseconds: u64) -> String {
    let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000);
    let fraction = format!(".{rest:03}");
    let fraction = fraction.trim_end_matches(['0', '.']);
    let date = unit(seconds / 86_400, "", 'D');
    let hours = unit(seconds / 3600 % 24, "", 'H');
    let minutes = unit(seconds / 60 % 60, "", 'M');
    let time = format!("{hours}{minutes}{}", unit(seconds % 60, fraction, 'S'));
    match (date.is_empty(), time.is_empty()) {
        (true, true) => "PT0S".to_owned(),
        (false, true) => format!("P{date}"),
        _ => format!("P{date}T{time}"),
    }
}

fn unit(count: u64, fraction: &str, letter: char) -> String {
    if count == 0 && fraction.is_empty() {
        return String::new();
    }
    format!("{count}{fraction}{letter}")
}

fn omit_null(given: &[Term]) -> Kind {
    let object = given.first().and_then(Term::as_object);
    let entries = object.into_iter().flatten();
    let entries = entries.filter(|(_, value)| !value.is_null());
    let entries = entries.map(|(key, value)| (key.clone(), value.clone()));
    Kind::Object(Arc::new(entries.collect::<Object>()))
}

fn fit_text(given: &[Term], span: Span) -> Result<Term, Fault> {
    let max = count(given, 1)?;
    let salts: Vec<_> = (3..given.len()).map(|at| text(given, at)).collect();
    let fitted = fit::fitted(text(given, 0), max, text(given, 2), &salts);
    let fitted = fitted.map_err(|wrong| {
        let at = if matches!(wrong, Wrong::Room(_)) {
            1
        } else {
            2
        };
        wrong.of(at)
    })?;
    Ok(of_text(fitted, span))
}
