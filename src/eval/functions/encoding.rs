//! Functions that write values as text and read them again.

use super::given::{of_text, text};
use super::{Definition, Fault, Gives, Parameter, Takes, Wrong, characters, csv, json, yaml};
use crate::source::Span;
use crate::term::{Kind, Term};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

const TEXT: Parameter = Parameter::new("text", Takes::Text);
const VALUE: Parameter = Parameter::new("value", Takes::Known);
const ENCODING: Parameter = Parameter::new("encoding", Takes::Text);

pub(super) const TABLE: &[Definition] = &[
    Definition::everywhere("base64decode", &[TEXT], Gives::Text, |given, span| {
        let bytes = bytes(text(given, 0))?;
        let decoded = String::from_utf8(bytes).map_err(|_| Wrong::NotUtf8.of(0))?;
        Ok(of_text(decoded, span))
    }),
    Definition::everywhere("base64encode", &[TEXT], Gives::Text, |given, span| {
        Ok(of_text(BASE64_STANDARD.encode(text(given, 0)), span))
    }),
    Definition::terraform("csvdecode", &[TEXT], Gives::Sequence, |given, span| {
        csv::decode(text(given, 0), span).map_err(|wrong| wrong.of(0))
    }),
    Definition::everywhere("jsondecode", &[TEXT], Gives::Any, |given, span| {
        json::decode(text(given, 0), span).map_err(|wrong| wrong.of(0))
    }),
    Definition::everywhere("jsonencode", &[VALUE], Gives::Text, |given, span| {
        encoded(given, span, json::encode)
    }),
    Definition::terraform(
        "textdecodebase64",
        &[TEXT, ENCODING],
        Gives::Text,
        |given, span| {
            let bytes = bytes(text(given, 0))?;
            let encoding = characters::find(text(given, 1)).map_err(|wrong| wrong.of(1))?;
            let decoded = encoding
                .decode(bytes)
                .ok_or_else(|| Wrong::NotEncoded.of(0))?;
            Ok(of_text(decoded, span))
        },
    ),
    Definition::terraform(
        "textencodebase64",
        &[TEXT, ENCODING],
        Gives::Text,
        |given, span| {
            let encoding = characters::find(text(given, 1)).map_err(|wrong| wrong.of(1))?;
            let bytes = encoding
                .encode(text(given, 0))
                .map_err(|wrong| wrong.of(0))?;
            Ok(of_text(BASE64_STANDARD.encode(bytes), span))
        },
    ),
    Definition::terraform("urlencode", &[TEXT], Gives::Text, |given, span| {
        Ok(of_text(url(text(given, 0)), span))
    }),
    Definition::terraform("yamldecode", &[TEXT], Gives::Any, |given, span| {
        yaml::decode(text(given, 0), span).map_err(|wrong| wrong.of(0))
    }),
    Definition::terraform("yamlencode", &[VALUE], Gives::Text, |given, span| {
        encoded(given, span, yaml::encode)
    }),
];

fn encoded(
    given: &[Term],
    span: Span,
    encode: fn(&Term) -> Result<String, Wrong>,
) -> Result<Term, Fault> {
    let null = Kind::Null.at(span);
    let value = given.first().unwrap_or(&null);
    Ok(of_text(encode(value).map_err(|wrong| wrong.of(0))?, span))
}

/// What a text in Base64 stands for; line breaks in it count for nothing.
fn bytes(text: &str) -> Result<Vec<u8>, Fault> {
    let joined = text.replace(['\r', '\n'], "");
    let bytes = BASE64_STANDARD.decode(joined);
    bytes.map_err(|error| {
        let (format, reason) = ("Base64", error.to_string());
        Wrong::Malformed { format, reason }.of(0)
    })
}

/// The text as a value in the query of a URL.
fn url(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b' ' => "+".to_owned(),
        b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}
