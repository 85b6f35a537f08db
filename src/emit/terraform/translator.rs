//! What terms become, and what their translation asks of the files around them.
//!
//! The translator meets every term of a stack. On its way it collects what an expression needs
//! elsewhere: structures that stand in locals, and what only the target knows.

use super::json::{Json, Object};
use super::known::{self, plain};
use super::text::{MARK, Place, literal};
use crate::maps::HashSet;
use crate::plan::stack::{Attribute, Value};
use crate::term::expression::Environmental;
use crate::term::{Kind, Term};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The names of the locals that `environment` adds.
const RESERVED: [&str; 2] = ["location", "resource_group_id"];

/// Translates terms.
pub(super) struct Translator {
    /// What only the target knows and some expression reads.
    pub(super) environment: HashSet<Environmental>,
    /// Structures that are written beside what is being translated.
    pub(super) locals: Object,
    /// The names of all locals so far.
    names: BTreeSet<String>,
    /// The symbol of what is being translated.
    symbol: String,
    /// The attribute that is being translated.
    attribute: Arc<str>,
    /// Whether what is being translated must stay in its expression.
    pub(super) is_bound: bool,
}

impl Translator {
    /// One that has met nothing yet.
    pub(super) fn new() -> Self {
        Self {
            environment: HashSet::default(),
            locals: Object::new(),
            names: RESERVED.map(str::to_owned).into(),
            symbol: String::new(),
            attribute: "".into(),
            is_bound: false,
        }
    }

    /// Says what is translated from now on, so that its locals are named for it.
    pub(super) fn begin(&mut self, symbol: String) {
        self.symbol = symbol;
    }

    /// Attributes and blocks as the body of a block.
    pub(super) fn body(&mut self, attributes: &[Attribute]) -> Object {
        let mut body = Object::with_capacity(attributes.len());
        self.add_to(&mut body, attributes);
        body
    }

    /// Adds attributes and blocks to the body of a block.
    pub(super) fn add_to(&mut self, body: &mut Object, attributes: &[Attribute]) {
        for attribute in attributes {
            let value = self.attribute(attribute);
            body.push((attribute.name.clone(), value));
        }
    }

    fn attribute(&mut self, attribute: &Attribute) -> Json {
        match &attribute.value {
            Value::Term(term) => self.named(&attribute.name, term),
            Value::Block(body) => Json::Object(self.body(body)),
            Value::Blocks(bodies) => {
                let bodies = bodies.iter().map(|body| Json::Object(self.body(body)));
                Json::List(bodies.collect())
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
            Kind::Number(number) => known::number(number),
            Kind::List(items) | Kind::Set(items) => {
                Json::List(items.iter().map(|item| self.value(item)).collect())
            }
            Kind::Object(object) => {
                let members = object.iter();
                let members = members.map(|(key, of)| (template_key(key), self.value(of)));
                Json::Object(members.collect())
            }
            Kind::Deferred(expression) => Json::Text(self.source(term, expression)),
            kind => plain(kind).map_or(Json::Null, |text| Json::Text(literal(&text, Place::Json))),
        }
    }

    /// Writes a structure into a local and gives the local's name.
    pub(super) fn hoisted(&mut self, structure: &Term) -> String {
        let name = self.free_name();
        let value = self.value(structure);
        self.locals.push((name.as_str().into(), value));
        name
    }

    /// A name that no local has yet.
    fn free_name(&mut self) -> String {
        let wanted = format!("{}_{}", self.symbol, self.attribute).replace('-', "_");
        let mut name = wanted.clone();
        let mut number = 2;
        while !self.names.insert(name.clone()) {
            name = format!("{wanted}_{number}");
            number += 1;
        }
        name
    }
}

/// Terraform reads templates in keys, too.
fn template_key(key: &Arc<str>) -> Arc<str> {
    if key.contains(['$', '%']) || key.starts_with(MARK) {
        return literal(key, Place::Json).into();
    }
    Arc::clone(key)
}
