//! What resources are set to, as values that can be compared.

use crate::plan::stack::{Attribute, Value};
use crate::source::Span;
use crate::term::{Kind, Object, Term};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Attributes and blocks as one object. What is null is not set.
pub(super) fn object(attributes: &[Attribute]) -> Object {
    let members = attributes.iter();
    members
        .map(|of| (of.name.clone(), term(&of.value, of.span)))
        .collect()
}

fn term(value: &Value, at: Span) -> Term {
    let block = |body: &[Attribute]| Kind::Object(Arc::new(object(body))).at(at);
    match value {
        Value::Term(term) => term.without_nulls(),
        Value::Block(body) => block(body),
        Value::Blocks(bodies) => Kind::List(bodies.iter().map(|body| block(body)).collect()).at(at),
    }
}

/// Adds the ways to what differs, `properties.sku.name`, as deep as both are objects.
pub(super) fn differing(way: &str, old: &Term, new: &Term, ways: &mut Vec<String>) {
    let (Some(before), Some(now)) = (old.as_object(), new.as_object()) else {
        if old != new {
            ways.push(way.to_owned());
        }
        return;
    };
    let names: BTreeSet<_> = before.keys().chain(now.keys()).collect();
    for name in names {
        let way = match way {
            "" => name.to_string(),
            way => format!("{way}.{name}"),
        };
        match (before.get(name), now.get(name)) {
            (Some(old), Some(new)) => differing(&way, old, new, ways),
            _ => ways.push(way),
        }
    }
}
