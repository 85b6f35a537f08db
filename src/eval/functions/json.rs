//! JSON, with the bytes of Terraform: sorted keys, no spaces, and `<`, `>` and `&` escaped.

use super::{Wrong, check_length};
use crate::eval::convert;
use crate::number::Number;
use crate::source::Span;
use crate::term::{Kind, Object, Term};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// The JSON of a term that is wholly known.
pub(super) fn encode(term: &Term) -> Result<String, Wrong> {
    let mut json = String::new();
    write(term, &mut json)?;
    Ok(json)
}

fn write(term: &Term, json: &mut String) -> Result<(), Wrong> {
    check_length(json.len())?;
    match &term.kind {
        Kind::Null => json.push_str("null"),
        Kind::Bool(truth) => json.push_str(&truth.to_string()),
        Kind::Number(number) => json.push_str(&decimal(number)?),
        Kind::Text(text) => push_quoted(text, json),
        Kind::List(items) | Kind::Set(items) => write_list(items, json)?,
        Kind::Object(object) => write_object(object, json)?,
        kind => return Err(Wrong::Unencodable(convert::words(kind))),
    }
    Ok(())
}

fn write_list(items: &[Term], json: &mut String) -> Result<(), Wrong> {
    for (at, item) in items.iter().enumerate() {
        json.push(if at == 0 { '[' } else { ',' });
        write(item, json)?;
    }
    json.push_str(if items.is_empty() { "[]" } else { "]" });
    Ok(())
}

fn write_object(object: &Object, json: &mut String) -> Result<(), Wrong> {
    for (at, (key, value)) in sorted(object).enumerate() {
        json.push(if at == 0 { '{' } else { ',' });
        push_quoted(key, json);
        json.push(':');
        write(value, json)?;
    }
    json.push_str(if object.is_empty() { "{}" } else { "}" });
    Ok(())
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

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut result = String::new();
    push_quoted(text, &mut result);
    result
}

fn push_quoted(text: &str, result: &mut String) {
    result.push('"');
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
