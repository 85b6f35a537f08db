//! How functions read their arguments and write their results.
//!
//! `Takes` has converted an argument before a function sees it, so that what these functions
//! say of a wrong one is never used.

use super::{Fault, Wrong};
use crate::number::Number;
use crate::source::Span;
use crate::term::{Kind, Term};

/// The number at a place where `Takes` has put one.
pub(super) fn number(arguments: &[Term], at: usize) -> &Number {
    static ZERO: Number = Number::ZERO;
    arguments.get(at).and_then(Term::as_number).unwrap_or(&ZERO)
}

/// The whole number at a place where `Takes` has put a number.
pub(super) fn integer(arguments: &[Term], at: usize) -> Result<i64, Fault> {
    let integer = number(arguments, at).to_i64();
    integer.ok_or_else(|| Wrong::NotWhole.of(at))
}

/// The whole number from 0 at a place where `Takes` has put a number.
pub(super) fn count(arguments: &[Term], at: usize) -> Result<usize, Fault> {
    let integer = integer(arguments, at)?;
    usize::try_from(integer).map_err(|_| Wrong::Negative.of(at))
}

/// The text at a place where `Takes` has put one.
pub(super) fn text(arguments: &[Term], at: usize) -> &str {
    let text = arguments.get(at).and_then(Term::as_text);
    text.map_or("", AsRef::as_ref)
}

/// The elements at a place where `Takes` has put a list.
pub(super) fn items(arguments: &[Term], at: usize) -> &[Term] {
    let items = arguments.get(at).and_then(Term::as_items);
    items.unwrap_or_default()
}

/// The texts of a list that `Takes` has converted.
pub(super) fn texts(items: &[Term]) -> impl Iterator<Item = &str> {
    items.iter().filter_map(Term::as_text).map(AsRef::as_ref)
}

/// A text as the result of a call.
pub(super) fn of_text(text: impl AsRef<str>, span: Span) -> Term {
    Kind::text(text.as_ref()).at(span)
}

/// A list of texts as the result of a call.
pub(super) fn of_texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, span: Span) -> Term {
    let items = texts.into_iter().map(|text| of_text(text, span));
    Kind::List(items.collect()).at(span)
}

/// A number as the result of a call.
pub(super) fn of_number(number: Number, span: Span) -> Term {
    Kind::Number(number).at(span)
}

/// A truth as the result of a call.
pub(super) fn of_bool(truth: bool, span: Span) -> Term {
    Kind::Bool(truth).at(span)
}
