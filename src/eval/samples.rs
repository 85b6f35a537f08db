//! Values for the unit tests of this layer.

use crate::source::{SourceMap, Span};
use crate::term::expression::{Environmental, Expression};
use crate::term::types::Type;
use crate::term::{Kind, Term};
use std::sync::Arc;

pub(super) fn span() -> Span {
    let file = SourceMap::default().add("sample.plat", "");
    Span::new(file, 0, 0)
}

pub(super) fn null() -> Term {
    Kind::Null.at(span())
}

pub(super) fn number(number: i64) -> Term {
    Kind::integer(number).at(span())
}

pub(super) fn truth(truth: bool) -> Term {
    Kind::Bool(truth).at(span())
}

pub(super) fn text(text: &str) -> Term {
    Kind::text(text).at(span())
}

pub(super) fn list<const N: usize>(items: [Term; N]) -> Term {
    Kind::List(Arc::new(items)).at(span())
}

pub(super) fn object<const N: usize>(entries: [(&str, Term); N]) -> Term {
    let entries = entries.into_iter().map(|(key, value)| (key.into(), value));
    Kind::Object(Arc::new(entries.collect())).at(span())
}

/// What only deployment knows, of any type.
pub(super) fn deferred() -> Term {
    let (name, ty, nullable) = ("parameter".into(), Type::Any, true);
    Kind::Deferred(Expression::Parameter { name, ty, nullable }.into()).at(span())
}

/// A text that only deployment knows.
pub(super) fn deferred_text() -> Term {
    Kind::Deferred(Expression::Environmental(Environmental::Region).into()).at(span())
}
