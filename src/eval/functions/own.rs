//! Functions that Terraform lacks: of durations, sizes and names.
//!
//! A duration or a size is no number and no text until one of these says in which unit it is
//! wanted, since one target counts seconds where another reads `PT30S`.

use super::given::{count, of_number, of_text, text};
use super::{Deferral, Definition, Fault, Gives, Parameter, Takes, Wrong, fit};
use crate::number::Number;
use crate::source::Span;
use crate::term::{Kind, Object, Term};
use num_bigint::BigInt;
use num_rational::BigRational;
use std::sync::Arc;

const DURATION: Parameter = Parameter::new("duration", Takes::Duration);
const SIZE: Parameter = Parameter::new("size", Takes::Size);

pub(super) const TABLE: &[Definition] = &[
    Definition::new(
        "bytes",
        &[SIZE],
        Gives::Number,
        Deferral::Never,
        |given, span| Ok(counted(given, 1, span)),
    ),
    Definition::new(
        "days",
        &[DURATION],
        Gives::Number,
        Deferral::Never,
        |given, span| Ok(counted(given, 86_400_000, span)),
    ),
    Definition::new(
        "duration",
        &[DURATION],
        Gives::Any,
        Deferral::Never,
        |given, span| Ok(Kind::Duration(amount(given)).at(span)),
    ),
    Definition::new(
        "fit",
        &[
            Parameter::new("text", Takes::Text),
            Parameter::new("max", Takes::Number),
            Parameter::new("characters", Takes::Text),
        ],
        Gives::Text,
        Deferral::Never,
        fit_text,
    )
    .and(Parameter::new("salt", Takes::Text)),
    Definition::new(
        "gibibytes",
        &[SIZE],
        Gives::Number,
        Deferral::Never,
        |given, span| Ok(counted(given, 1 << 30, span)),
    ),
    Definition::new(
        "iso8601",
        &[DURATION],
        Gives::Text,
        Deferral::Never,
        |given, span| Ok(of_text(iso8601(amount(given)), span)),
    ),
    Definition::new(
        "kibibytes",
        &[SIZE],
        Gives::Number,
        Deferral::Never,
        |given, span| Ok(counted(given, 1 << 10, span)),
    ),
    Definition::new(
        "mebibytes",
        &[SIZE],
        Gives::Number,
        Deferral::Never,
        |given, span| Ok(counted(given, 1 << 20, span)),
    ),
    Definition::new(
        "minutes",
        &[DURATION],
        Gives::Number,
        Deferral::Never,
        |given, span| Ok(counted(given, 60_000, span)),
    ),
    Definition::new(
        "omit_null",
        &[Parameter::new("object", Takes::Object)],
        Gives::Object,
        Deferral::Never,
        |given, span| Ok(omit_null(given).at(span)),
    ),
    Definition::new(
        "seconds",
        &[DURATION],
        Gives::Number,
        Deferral::Never,
        |given, span| Ok(counted(given, 1000, span)),
    ),
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
