//! What terms become, and what their translation asks of the files around them.
//!
//! The translator meets every term of a stack. On its way it collects what an expression needs
//! elsewhere: structures that stand in locals, and what only the target knows.

use super::text::{Place, literal};
use crate::number::Number;
use crate::plan::stack::{Attribute, Value};
use crate::term::expression::Environmental;
use crate::term::{Kind, Term};
use indexmap::IndexSet;
use serde_json::{Map, Value as Json};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Translates terms.
#[derive(Default)]
pub(super) struct Translator {
    /// What only the target knows and some expression reads.
    pub(super) environment: IndexSet<Environmental>,
    /// Structures that are written beside what is being translated.
    pub(super) locals: Map<String, Json>,
    /// The names of all locals so far.
    names: BTreeSet<String>,
    /// The symbol of what is being translated.
    symbol: String,
    /// The attribute that is being translated.
    attribute: Arc<str>,
}

impl Translator {
    /// Says what is translated from now on, so that its locals are named for it.
    pub(super) fn begin(&mut self, symbol: String) {
        self.symbol = symbol;
    }

    /// Attributes and blocks as the body of a block.
    pub(super) fn body(&mut self, attributes: &[Attribute]) -> Map<String, Json> {
        let members = attributes.iter();
        members
            .map(|attribute| (attribute.name.to_string(), self.attribute(attribute)))
            .collect()
    }

    fn attribute(&mut self, attribute: &Attribute) -> Json {
        match &attribute.value {
            Value::Term(term) => self.named(&attribute.name, term),
            Value::Block(body) => Json::Object(self.body(body)),
            Value::Blocks(bodies) => {
                let bodies = bodies.iter().map(|body| Json::Object(self.body(body)));
                bodies.collect()
            }
        }
    }

    /// The value of this attribute.
    pub(super) fn named(&mut self, attribute: &Arc<str>, term: &Term) -> Json {
        self.attribute = Arc::clone(attribute);
        self.value(term)
    }

    /// A value as JSON; what is not known stands in strings, as templates.
    fn value(&mut self, term: &Term) -> Json {
        match &term.kind {
            Kind::Bool(truth) => Json::Bool(*truth),
            Kind::Number(number) => self::number(number),
            Kind::List(items) | Kind::Set(items) => {
                items.iter().map(|item| self.value(item)).collect()
            }
            Kind::Object(object) => {
                let members = object.iter();
                members
                    .map(|(key, value)| (literal(key, Place::Json), self.value(value)))
                    .collect()
            }
            Kind::Deferred(expression) => Json::String(self.source(term, expression)),
            kind => plain(kind).map_or(Json::Null, |text| literal(&text, Place::Json).into()),
        }
    }

    /// Writes a structure into a local and gives the local's name.
    pub(super) fn hoisted(&mut self, structure: &Term) -> String {
        let value = self.value(structure);
        let wanted = format!("{}_{}", self.symbol, self.attribute);
        let mut name = wanted.clone();
        let mut number = 2;
        while !self.names.insert(name.clone()) {
            name = format!("{wanted}_{number}");
            number += 1;
        }
        self.locals.insert(name.clone(), value);
        name
    }
}

/// A known value as JSON, where Terraform reads no templates.
pub(super) fn verbatim(term: &Term) -> Json {
    match &term.kind {
        Kind::Bool(truth) => Json::Bool(*truth),
        Kind::Number(number) => self::number(number),
        Kind::List(items) | Kind::Set(items) => items.iter().map(verbatim).collect(),
        Kind::Object(object) => {
            let members = object.iter();
            members
                .map(|(key, value)| (key.to_string(), verbatim(value)))
                .collect()
        }
        kind => plain(kind).map_or(Json::Null, Into::into),
    }
}

/// All digits of a number; `verify` has refused those that have no end.
fn number(number: &Number) -> Json {
    let text = number.to_string();
    match text.parse() {
        Ok(number) => Json::Number(number),
        Err(_) => Json::String(text),
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
