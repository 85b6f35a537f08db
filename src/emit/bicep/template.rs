//! Text with values in it.

use super::scope::Scope;
use super::tree::{Expression, Piece, Type};
use super::types;
use crate::term::{Kind, Term};

/// The parts of a text, side by side.
pub(super) fn pieces(scope: &Scope, parts: &[Term]) -> Vec<Piece> {
    merged(parts.iter().flat_map(|part| of(scope, part)))
}

/// The parts, with literals that meet as one.
pub(super) fn merged(parts: impl IntoIterator<Item = Piece>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for piece in parts {
        add(&mut pieces, piece);
    }
    pieces
}

fn of(scope: &Scope, part: &Term) -> Vec<Piece> {
    match &part.kind {
        Kind::Null => Vec::new(),
        Kind::Text(text) => vec![Piece::Literal(text.to_string())],
        Kind::Number(number) => vec![Piece::Literal(number.to_string())],
        Kind::Bool(truth) => vec![Piece::Literal(truth.to_string())],
        _ => match text(scope, part) {
            Expression::Text(pieces) => pieces,
            value => vec![Piece::Value(value)],
        },
    }
}

/// The value as it stands in text. Bicep would write a truth as `True`.
pub(super) fn text(scope: &Scope, term: &Term) -> Expression {
    let value = scope.expression(term);
    if types::of_term(term) == Type::Bool {
        Expression::conditional(value, Expression::text("true"), Expression::text("false"))
    } else {
        value
    }
}

/// `format` with known text: `%s` takes a value, `%%` is a percent sign.
pub(super) fn formatted(scope: &Scope, format: &str, values: &[Term]) -> Vec<Piece> {
    let mut values = values.iter();
    let mut rest = format;
    let mut pieces = Vec::new();
    while let Some((before, after)) = rest.split_once('%') {
        add(&mut pieces, Piece::Literal(before.to_owned()));
        if let Some(after) = after.strip_prefix('s') {
            let value = values.next().into_iter();
            let parts = value.flat_map(|value| of(scope, value));
            parts.for_each(|part| add(&mut pieces, part));
            rest = after;
        } else {
            add(&mut pieces, Piece::Literal("%".to_owned()));
            rest = after.strip_prefix('%').unwrap_or(after);
        }
    }
    add(&mut pieces, Piece::Literal(rest.to_owned()));
    pieces
}

/// Adds a part; literals that meet become one, and empty ones none.
fn add(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), piece) {
        (_, Piece::Literal(text)) if text.is_empty() => {}
        (Some(Piece::Literal(text)), Piece::Literal(more)) => text.push_str(&more),
        (_, piece) => pieces.push(piece),
    }
}

/// A text of these parts; one that is nothing but a value is that value.
pub(super) fn joined(mut pieces: Vec<Piece>) -> Expression {
    match pieces.pop() {
        Some(Piece::Value(value)) if pieces.is_empty() => value,
        last => {
            pieces.extend(last);
            Expression::Text(pieces)
        }
    }
}
