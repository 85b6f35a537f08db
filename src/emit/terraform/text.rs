//! Literal text inside Terraform's templates.
//!
//! A template says `$${` for `${` and `%%{` for `%{`. Between the quotes of an expression, a
//! backslash begins an escape besides; in a string of JSON, JSON's own escapes do that work.

use std::fmt::Write;

/// The byte order mark, which Terraform drops where a string of JSON begins with it, unless it is
/// a value.
pub(super) const MARK: char = '\u{feff}';

/// Where a template stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It is a string of JSON.
    Json,
    /// It stands between quotes in an expression.
    Quotes,
}

/// The source of a template that says this text and nothing else.
pub(super) fn literal(text: &str, place: Place) -> String {
    let mut source = String::with_capacity(text.len());
    write_literal(&mut source, text, place);
    source
}

/// Writes text so that the template says it.
pub(super) fn write_literal(source: &mut String, text: &str, place: Place) {
    let mut rest = text;
    if let Some(behind) = text.strip_prefix(MARK)
        && place == Place::Json
        && source.is_empty()
    {
        source.push_str("${\"\\ufeff\"}");
        rest = behind;
    }
    if place == Place::Json && !may_hold_templates(rest) {
        source.push_str(rest);
        return;
    }
    let mut letters = rest.chars().peekable();
    while let Some(letter) = letters.next() {
        if matches!(letter, '$' | '%') && letters.peek() == Some(&'{') {
            source.push(letter);
        }
        match place {
            Place::Json => source.push(letter),
            Place::Quotes => write_quoted(source, letter),
        }
    }
}

/// Whether a text holds what begins a template. All of it is looked at, since that is done for many
/// bytes at once.
fn may_hold_templates(text: &str) -> bool {
    let begins = |byte| byte == b'$' || byte == b'%';
    text.bytes().fold(false, |any, byte| any | begins(byte))
}

/// The escapes of HCL, which are fewer than JSON's: there is no `\b` and no `\f`.
fn write_quoted(source: &mut String, letter: char) {
    match letter {
        '"' => source.push_str("\\\""),
        '\\' => source.push_str("\\\\"),
        '\n' => source.push_str("\\n"),
        '\r' => source.push_str("\\r"),
        '\t' => source.push_str("\\t"),
        _ if letter.is_control() => {
            let _ = write!(source, "\\u{:04x}", u32::from(letter));
        }
        _ => source.push(letter),
    }
}
