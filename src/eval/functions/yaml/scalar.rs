//! What a scalar of YAML says: a truth, a number, a time, nothing, or its own text.

use super::read::wrong;
use super::timestamp::timestamp;
use crate::eval::functions::Wrong;
use crate::number::Number;
use crate::term::Kind;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// How a scalar is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Without quotes: what it looks like is what it is.
    Plain,
    /// In quotes or as a block: it is a text.
    Quoted,
}

/// The value of a scalar with the name of its tag, if it has one.
pub(super) fn scalar(text: &str, tag: Option<&str>, style: Style) -> Result<Kind, Wrong> {
    match tag {
        Some("str") => return Ok(Kind::text(text)),
        Some("binary") if BASE64_STANDARD.decode(text).is_ok() => return Ok(Kind::text(text)),
        None | Some("bool" | "int" | "float" | "null" | "timestamp") => {}
        Some(tag) => return Err(not_a(text, tag)),
    }
    if style == Style::Quoted {
        return Ok(Kind::text(text));
    }
    if let Some(kind) = word(text)? {
        return Ok(kind);
    }
    if let Some(time) = timestamp(text).filter(|_| matches!(tag, None | Some("timestamp"))) {
        return Ok(Kind::text(time));
    }
    match (number(text, tag), tag) {
        (Some(number), _) => Ok(Kind::Number(number)),
        (None, None) => Ok(Kind::text(text)),
        (None, Some("null")) => Ok(Kind::Null),
        (None, Some(tag)) => Err(not_a(text, tag)),
    }
}

fn not_a(text: &str, tag: &str) -> Wrong {
    wrong(format!("`{text}` is not of the type `!!{tag}`"))
}

/// What a word stands for, if it is one of those that have a meaning.
fn word(text: &str) -> Result<Option<Kind>, Wrong> {
    let small = text.to_ascii_lowercase();
    let kind = match small.as_str() {
        "y" | "yes" | "true" | "on" => Kind::Bool(true),
        "n" | "no" | "false" | "off" => Kind::Bool(false),
        "" | "~" | "null" => Kind::Null,
        ".inf" | "+.inf" | "-.inf" | ".nan" => {
            return Err(wrong("it holds a number that is not finite"));
        }
        _ => return Ok(None),
    };
    let first_capital = text.strip_prefix(|letter: char| letter.is_ascii_uppercase());
    let rest = first_capital.unwrap_or(text);
    let is_word = small.ends_with(rest) || text == small.to_ascii_uppercase();
    Ok(is_word.then_some(kind))
}

/// The number that a text is; with the tag of numbers, `_` may stand in it.
fn number(text: &str, tag: Option<&str>) -> Option<Number> {
    let joined = text.replace('_', "");
    let text = match tag {
        Some("int" | "float") => &joined,
        _ => text,
    };
    let radix = |prefix, radix| {
        let digits = text.strip_prefix(prefix)?;
        u64::from_str_radix(digits, radix)
            .ok()
            .map(|number| Number::from(num_bigint::BigInt::from(number)))
    };
    Number::parse(text)
        .or_else(|| radix("0x", 16))
        .or_else(|| radix("0o", 8))
}
