//! JSON, with the bytes of Terraform: sorted keys, no spaces, and `<`, `>` and `&` escaped.

use super::Wrong;
use crate::eval::convert;
use crate::number::Number;
use crate::source::Span;
use crate::term::{Kind, Object, Term};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// The JSON of a term that is wholly known.
pub(super) fn encode(term: &Term) -> Result<String, Wrong> {
    match &term.kind {
        Kind::Null => Ok("null".to_owned()),
        Kind::Bool(truth) => Ok(truth.to_string()),
        Kind::Number(number) => decimal(number),
        Kind::Text(text) => Ok(quoted(text)),
        Kind::List(items) | Kind::Set(items) => {
            let items: Result<Vec<_>, _> = items.iter().map(encode).collect();
            Ok(format!("[{}]", items?.join(",")))
        }
        Kind::Object(object) => {
            let entries: Result<Vec<_>, _> = sorted(object).map(entry).collect();
            Ok(format!("{{{}}}", entries?.join(",")))
        }
        kind => Err(Wrong::Unencodable(convert::words(kind))),
    }
}

/// The decimal of a number, where it has an end.
pub(super) fn decimal(number: &Number) -> Result<String, Wrong> {
    let decimal = number.decimal();
    decimal.ok_or_else(|| Wrong::Endless(number.to_string()))
}

/// The entries of an object in the order in which Terraform goes through them.
pub(super) fn sorted(object: &Object) -> impl Iterator<Item = (&str, &Term)> {
    let entries = object.iter().map(|(key, value)| (key.as_ref(), value));
    entries.collect::<BTreeMap<_, _>>().into_iter()
}

fn entry((key, value): (&str, &Term)) -> Result<String, Wrong> {
    Ok(format!("{}:{}", quoted(key), encode(value)?))
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut result = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' => result.push_str("\\\""),
            '\\' => result.push_str("\\\\"),
            '\n' => result.push_str("\\n"),
            '\r' => result.push_str("\\r"),
            '\t' => result.push_str("\\t"),
            '\u{8}' => result.push_str("\\b"),
            '\u{c}' => result.push_str("\\f"),
            '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                // Writing to a String can't fail.
                let _ = write!(result, "\\u{:04x}", u32::from(letter));
            }
            _ => result.push(letter),
        }
    }
    result.push('"');
    result
}

/// The term that a JSON text says.
pub(super) fn decode(text: &str, span: Span) -> Result<Term, Wrong> {
    let value = serde_json::from_str(text).map_err(|error| Wrong::Malformed {
        format: "JSON",
        reason: error.to_string(),
    })?;
    term(value, span)
}

fn term(value: Value, span: Span) -> Result<Term, Wrong> {
    let kind = match value {
        Value::Null => Kind::Null,
        Value::Bool(truth) => Kind::Bool(truth),
        Value::Number(number) => {
            let number = Number::parse(&number.to_string());
            Kind::Number(number.ok_or(Wrong::Unbounded)?)
        }
        Value::String(text) => Kind::text(text),
        Value::Array(items) => {
            let items: Result<_, _> = items.into_iter().map(|item| term(item, span)).collect();
            Kind::List(items?)
        }
        Value::Object(entries) => {
            let entries = entries.into_iter();
            let entries = entries.map(|(key, value)| Ok((key.into(), term(value, span)?)));
            Kind::Object(Arc::new(entries.collect::<Result<Object, _>>()?))
        }
    };
    Ok(kind.at(span))
}
