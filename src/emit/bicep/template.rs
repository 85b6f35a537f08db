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

/// `format` with known text: `%s` takes the next value, `%[2]s` the second, `%%` is a percent sign.
pub(super) fn formatted(scope: &Scope, format: &str, values: &[Term]) -> Vec<Piece> {
    let mut next = 0;
    let mut rest = format;
    let mut pieces = Vec::new();
    while let Some((before, after)) = rest.split_once('%') {
        add(&mut pieces, Piece::Literal(before.to_owned()));
        if let Some((argument, after)) = verb(after) {
            let at = argument.unwrap_or(next);
            let parts = values.get(at).into_iter();
            let parts = parts.flat_map(|value| of(scope, value));
            parts.for_each(|part| add(&mut pieces, part));
            next = at + 1;
            rest = after;
        } else {
            add(&mut pieces, Piece::Literal("%".to_owned()));
            rest = after.strip_prefix('%').unwrap_or(after);
        }
    }
    add(&mut pieces, Piece::Literal(rest.to_owned()));
    pieces
}

/// Which value is meant behind a `%`, counted from 0, if that is said, and what stands behind it.
fn verb(text: &str) -> Option<(Option<usize>, &str)> {
    if let Some(rest) = text.strip_prefix('s') {
        return Some((None, rest));
    }
    let (number, rest) = text.strip_prefix('[')?.split_once("]s")?;
    let number: usize = number.parse().ok()?;
    Some((Some(number.checked_sub(1)?), rest))
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
