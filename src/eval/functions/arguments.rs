//! Arguments as a function reads them, once `Takes` has put them in order.
//!
//! What `Takes` rules out is read as empty or 0, so that no function has a branch for it.

use super::{Fault, Wrong};
use crate::number::Number;
use crate::term::{Kind, Object, Term};
use std::sync::{Arc, LazyLock};

/// The most elements that a result has, so that no few calls fill the memory.
pub(super) const MOST_ELEMENTS: usize = 100_000;

/// The argument at a place, if it was given.
pub(super) fn given(arguments: &[Term], at: usize) -> Option<&Term> {
    arguments.get(at)
}

/// The elements of the list or set at a place.
pub(super) fn items(arguments: &[Term], at: usize) -> &[Term] {
    let items = arguments.get(at).and_then(Term::as_items);
    items.unwrap_or_default()
}

/// The object at a place.
pub(super) fn object(arguments: &[Term], at: usize) -> &Object {
    static EMPTY: LazyLock<Object> = LazyLock::new(Object::default);
    let object = arguments.get(at).and_then(Term::as_object);
    object.unwrap_or(&EMPTY)
}

/// The text at a place.
pub(super) fn text(arguments: &[Term], at: usize) -> Arc<str> {
    let text = arguments.get(at).and_then(Term::as_text);
    text.cloned().unwrap_or_default()
}

/// The number at a place.
pub(super) fn number(arguments: &[Term], at: usize) -> Number {
    let number = arguments.get(at).and_then(Term::as_number);
    number.cloned().unwrap_or_else(|| Number::from(0))
}

/// The whole number at a place.
pub(super) fn whole(arguments: &[Term], at: usize) -> Result<i128, Fault> {
    let number = number(arguments, at);
    let digits = number.is_integer().then(|| number.decimal()).flatten();
    let whole = digits.and_then(|digits| digits.parse().ok());
    let found = if number.is_integer() {
        "one of so many digits"
    } else {
        "a fraction"
    };
    whole.ok_or_else(|| expected("a whole number", found).of(at))
}

/// The whole number from 0 at a place.
pub(super) fn count(arguments: &[Term], at: usize) -> Result<usize, Fault> {
    let whole = whole(arguments, at)?;
    let found = if whole < 0 {
        "a negative one"
    } else {
        "one of so many digits"
    };
    let count = whole.try_into();
    count.map_err(|_| expected("a number from 0", found).of(at))
}

/// That something else is expected.
pub(super) fn expected(expected: &'static str, found: &'static str) -> Wrong {
    Wrong::Type { expected, found }
}

/// A list that grows with the product of what is given, unless it is too long.
pub(super) fn bounded(items: Vec<Term>) -> Result<Kind, Fault> {
    if items.len() > MOST_ELEMENTS {
        return Err(too_large());
    }
    Ok(list(items))
}

/// That a result would have too many elements.
pub(super) fn too_large() -> Fault {
    Wrong::TooLarge(MOST_ELEMENTS).whole()
}

/// A list.
pub(super) fn list(items: Vec<Term>) -> Kind {
    Kind::List(items.into())
}

/// Whether anything in the arguments may not be shown.
pub(super) fn hold_sensitive(arguments: &[Term]) -> bool {
    arguments.iter().any(Term::holds_sensitive)
}
