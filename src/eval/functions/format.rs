//! `format` and `formatlist`, with all verbs of Terraform.
//!
//! Widths and precisions of texts count grapheme clusters.

use super::decimal;
use super::given::{of_text, text};
use super::verbs::{Piece, Verb, read};
use super::{Definition, Fault, Gives, Parameter, Takes, Wrong, call, check_length, json};
use crate::eval::convert;
use crate::number::Number;
use crate::source::Span;
use crate::term::expression::{Expression, Function};
use crate::term::{Kind, Term};
use unicode_segmentation::UnicodeSegmentation;

const FORMAT: Parameter = Parameter::new("format", Takes::Text);
const VALUE: Parameter = Parameter::new("value", Takes::Known);

const FORMATTED: Definition =
    Definition::everywhere("format", &[FORMAT], Gives::Text, format).and(VALUE);

pub(super) const TABLE: &[Definition] = &[
    FORMATTED,
    Definition::terraform("formatlist", &[FORMAT], Gives::Texts, formatlist)
        .and(Parameter::new("values", Takes::Any)),
];

/// A list with as many texts as there are lines, of which some may be known only at deployment.
fn formatlist(given: &[Term], span: Span) -> Result<Term, Fault> {
    if given.iter().any(Term::is_deferred) {
        let call = Expression::Call(Function("formatlist"), given.to_vec());
        let is_hidden = given.iter().any(Term::holds_sensitive);
        return Ok(Kind::Deferred(call.into()).at(span).marked(is_hidden));
    }
    let mut texts = Vec::new();
    let mut length = 0;
    for line in 0..lines(given.get(1..).unwrap_or_default())? {
        let text = call(&FORMATTED, &line_of(given, line), span)?;
        length += text.as_text().map_or(0, |text| text.len());
        check_length(length).map_err(Wrong::whole)?;
        texts.push(text);
    }
    Ok(Kind::List(texts.into()).at(span))
}

/// How often the format is written: as often as the lists have elements, once if there is none.
fn lines(arguments: &[Term]) -> Result<usize, Fault> {
    let mut expected = None;
    for (at, argument) in arguments.iter().enumerate() {
        let Some(found) = argument.as_items().map(<[Term]>::len) else {
            continue;
        };
        let expected = *expected.get_or_insert(found);
        if found != expected {
            return Err(Wrong::Lengths { expected, found }.of(at + 1));
        }
    }
    Ok(expected.unwrap_or(1))
}

/// The arguments of one line: the element of every list, and every other value again.
fn line_of(given: &[Term], line: usize) -> Vec<Term> {
    let value = |argument| match Term::as_items(argument) {
        Some(items) => items.get(line),
        None => Some(argument),
    };
    given.iter().filter_map(value).cloned().collect()
}

/// The format with the values in it, each of which is written at least once.
fn format(given: &[Term], span: Span) -> Result<Term, Fault> {
    let values = given.get(1..).unwrap_or_default();
    let mut result = String::new();
    let mut next = 0;
    let mut used = 0;
    for piece in read(text(given, 0)).map_err(|wrong| wrong.of(0))? {
        let verb = match piece {
            Piece::Text(text) => {
                result.push_str(text);
                continue;
            }
            Piece::Verb(verb) => verb,
        };
        let at = verb.argument.unwrap_or(next);
        let value = values.get(at);
        let value = value.ok_or_else(|| Wrong::NoArgument(verb.letter.into()).of(0))?;
        result.push_str(&written(&verb, value).map_err(|wrong| wrong.of(at + 1))?);
        check_length(result.len()).map_err(Wrong::whole)?;
        next = at + 1;
        used = used.max(next);
    }
    if used < values.len() {
        return Err(Wrong::Superfluous.of(used + 1));
    }
    Ok(of_text(result, span))
}

fn written(verb: &Verb<'_>, value: &Term) -> Result<String, Wrong> {
    if value.is_null() && verb.letter != 'v' {
        return Err(Wrong::Null);
    }
    match verb.letter {
        'v' => Ok(padded(verb, plain(verb, value)?)),
        't' => Ok(converted(value, Takes::Bool)?
            .as_bool()
            .unwrap_or_default()
            .to_string()),
        'b' | 'd' | 'o' | 'x' | 'X' => {
            let number = converted(value, Takes::Number)?;
            let number = number.as_number().and_then(Number::to_integer);
            Ok(decimal::integer(verb, &number.ok_or(Wrong::NotWhole)?))
        }
        'e' | 'E' | 'f' | 'g' | 'G' => {
            let number = converted(value, Takes::Number)?;
            decimal::float(verb, number.as_number().unwrap_or(&Number::ZERO))
        }
        's' => Ok(padded(verb, shortened(verb, &characters(value)?))),
        'q' => Ok(padded(
            verb,
            json::quoted(&shortened(verb, &characters(value)?)),
        )),
        letter => Err(Wrong::Verb(letter.into())),
    }
}

/// The form that suits the kind of value; JSON for all but texts and numbers.
fn plain(verb: &Verb<'_>, value: &Term) -> Result<String, Wrong> {
    match &value.kind {
        Kind::Text(text) if !verb.has('#') => Ok(text.to_string()),
        Kind::Number(number) if !verb.has('#') => decimal::shortest(number),
        _ => json::encode(value),
    }
}

fn converted(value: &Term, takes: Takes) -> Result<Term, Wrong> {
    takes.convert(value)
}

fn characters(value: &Term) -> Result<String, Wrong> {
    let text = convert::to_text(value);
    let found = convert::words(&value.kind);
    let text = text.ok_or(Wrong::Type {
        expected: "text",
        found,
    })?;
    Ok(text.as_text().map(ToString::to_string).unwrap_or_default())
}

/// A precision of 0 shortens nothing.
fn shortened(verb: &Verb<'_>, text: &str) -> String {
    match verb.precision {
        None | Some(0) => text.to_owned(),
        Some(most) => text.graphemes(true).take(most).collect(),
    }
}

/// Fills up to the width, on the left unless there is a `-`.
fn padded(verb: &Verb<'_>, text: String) -> String {
    let missing = verb
        .width
        .unwrap_or(0)
        .saturating_sub(text.graphemes(true).count());
    let padding = if verb.has('0') { "0" } else { " " }.repeat(missing);
    if verb.has('-') {
        text + &padding
    } else {
        padding + &text
    }
}
