//! What the resource is set to, with parameters for what comes from outside of the file.

use super::super::tree::{Expression, Secrecy};
use super::super::types;
use super::{Inner, Input};
use crate::eval::class::type_of;
use crate::plan::stack::{Attribute, Value};
use crate::term::expression::{Environmental, Expression as Remaining};
use crate::term::{Kind, Object, Term};
use std::sync::Arc;

impl Inner<'_> {
    /// The value as it stands in the file; `key` names the parameters that it needs.
    pub(super) fn value(&mut self, value: &Value, key: &str) -> Value {
        match value {
            Value::Term(term) => Value::Term(self.term(term, key)),
            Value::Block(body) => Value::Block(self.block(body)),
            Value::Blocks(bodies) => {
                Value::Blocks(bodies.iter().map(|body| self.block(body)).collect())
            }
        }
    }

    fn block(&mut self, body: &[Attribute]) -> Vec<Attribute> {
        let attributes = body.iter();
        attributes
            .map(|attribute| Attribute {
                value: self.value(&attribute.value, &attribute.name),
                ..attribute.clone()
            })
            .collect()
    }

    /// The term, with parameters for what comes from outside.
    fn term(&mut self, term: &Term, key: &str) -> Term {
        let kind = match &term.kind {
            Kind::List(items) => {
                Kind::List(items.iter().map(|item| self.term(item, key)).collect())
            }
            Kind::Object(object) => {
                let pairs = object.iter();
                let pairs = pairs.map(|(name, value)| (name.clone(), self.term(value, name)));
                Kind::Object(Arc::new(pairs.collect::<Object>()))
            }
            _ if self.is_outside(term) => self.input(term, key),
            kind => kind.clone(),
        };
        Term {
            kind,
            ..term.clone()
        }
    }

    fn is_outside(&self, term: &Term) -> bool {
        term.any(&mut |part| match &part.kind {
            Kind::Text(text) => self.outer.texts.contains_key(text),
            Kind::Deferred(expression) => comes_from_outside(expression),
            _ => false,
        })
    }

    /// The parameter for a value; values that are the same share one.
    pub(super) fn input(&mut self, term: &Term, key: &str) -> Kind {
        let value = self.outer.expression(term);
        let known = self.inputs.iter().find(|(_, input)| input.value == value);
        let name = match known {
            Some((name, _)) => name.clone(),
            None => self.added(term, value, key),
        };
        let name: Arc<str> = name.into();
        self.scope.parameters.insert(name.clone(), name.to_string());
        Kind::Deferred(Arc::new(Remaining::Parameter {
            name,
            ty: type_of(term),
            nullable: true,
        }))
    }

    fn added(&mut self, term: &Term, value: Expression, key: &str) -> String {
        let name = self.names.take(key, "Value");
        let ty = types::of_term(term);
        let secrecy = if term.holds_sensitive() {
            Secrecy::Secure
        } else {
            Secrecy::Plain
        };
        let description = format!("What `{key}` is set to.");
        let input = Input {
            description,
            ty,
            secrecy,
            value,
        };
        self.inputs.insert(name.clone(), input);
        name
    }
}

fn comes_from_outside(expression: &Remaining) -> bool {
    matches!(
        expression,
        Remaining::Reference(_)
            | Remaining::Parameter { .. }
            | Remaining::Local(_)
            | Remaining::Environmental(Environmental::Location)
    )
}
