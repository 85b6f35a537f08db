//! Values that are known, where no expression is needed to say them.

use super::json::Json;
use crate::number::Number;
use crate::term::{Kind, Term};
use std::borrow::Cow;

/// A known value as JSON, where Terraform reads no templates.
pub(super) fn verbatim(term: &Term) -> Json {
    match &term.kind {
        Kind::Bool(truth) => Json::Bool(*truth),
        Kind::Number(number) => self::number(number),
        Kind::List(items) | Kind::Set(items) => Json::List(items.iter().map(verbatim).collect()),
        Kind::Object(object) => {
            let members = object.iter();
            let members = members.map(|(key, value)| (key.clone(), verbatim(value)));
            Json::Object(members.collect())
        }
        kind => plain(kind).map_or(Json::Null, Json::text),
    }
}

/// All digits of a number; `verify` has refused those that have no end.
pub(super) fn number(number: &Number) -> Json {
    let text = number.to_string();
    if number.to_i64().is_some() || text.parse::<serde_json::Number>().is_ok() {
        Json::Number(text)
    } else {
        Json::Text(text)
    }
}

/// What a known value says in text; a value that is no text, truth or number says nothing.
pub(super) fn plain(kind: &Kind) -> Option<Cow<'_, str>> {
    match kind {
        Kind::Text(text) => Some(Cow::Borrowed(text)),
        Kind::Bool(truth) => Some(truth.to_string().into()),
        Kind::Number(number) => Some(number.to_string().into()),
        Kind::Duration(milliseconds) => Some(format!("{milliseconds}ms").into()),
        Kind::Size(bytes) => Some(bytes.to_string().into()),
        _ => None,
    }
}
