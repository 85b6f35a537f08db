//! Functions of objects and maps. Terraform goes over them by key, so `keys` and `values` do too.

use super::arguments::{expected, given, items, list, object, text};
use super::{Definition, Fault, Gives, Parameter, Takes, Wrong};
use crate::eval::{convert, entries};
use crate::source::Span;
use crate::term::{Kind, Object, Term};
use std::collections::BTreeMap;
use std::sync::Arc;

const MAP: Parameter = Parameter {
    name: "map",
    takes: Takes::Object,
};
const ANY_MAP: Parameter = Parameter {
    name: "map",
    takes: Takes::Any,
};
const KNOWN_MAP: Parameter = Parameter {
    name: "map",
    takes: Takes::Known,
};
const KEY: Parameter = Parameter {
    name: "key",
    takes: Takes::Text,
};
const DEFAULT: Parameter = Parameter {
    name: "default",
    takes: Takes::Unseen,
};
const KEYS: Parameter = Parameter {
    name: "keys",
    takes: Takes::Texts,
};
const VALUES: Parameter = Parameter {
    name: "values",
    takes: Takes::Sequence,
};

pub(super) const TABLE: &[Definition] = &[
    Definition::terraform("keys", &[MAP], Gives::Texts, |arguments, span| {
        Ok(keys(arguments, span))
    }),
    Definition {
        required: 2,
        ..Definition::terraform("lookup", &[MAP, KEY, DEFAULT], Gives::Element, lookup)
    },
    Definition {
        rest: Some(ANY_MAP),
        ..Definition::terraform("merge", &[], Gives::Object, merge)
    },
    Definition::terraform("transpose", &[KNOWN_MAP], Gives::Object, transpose),
    Definition::terraform("values", &[MAP], Gives::Elements, |arguments, span| {
        Ok(values(arguments, span))
    }),
    Definition::terraform("zipmap", &[KEYS, VALUES], Gives::Object, zipmap),
];

fn keys(arguments: &[Term], span: Span) -> Term {
    let entries = entries::sorted(object(arguments, 0)).into_iter();
    let keys = entries.map(|(key, _)| Kind::Text(Arc::clone(key)).at(span));
    list(keys.collect()).at(span)
}

fn values(arguments: &[Term], span: Span) -> Term {
    let entries = entries::sorted(object(arguments, 0)).into_iter();
    list(entries.map(|(_, value)| value.clone()).collect()).at(span)
}

fn lookup(arguments: &[Term], _: Span) -> Result<Term, Fault> {
    let key = text(arguments, 1);
    let found = object(arguments, 0).get(&key).or(given(arguments, 2));
    let hidden = given(arguments, 1).is_some_and(|key| key.sensitive);
    let shown = if hidden { "(sensitive)".into() } else { key };
    found.cloned().ok_or_else(|| Wrong::NoKey(shown).of(1))
}

/// What is null is passed over; of equal keys the last counts.
fn merge(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let mut merged = Object::default();
    for (at, argument) in arguments.iter().enumerate() {
        match &argument.kind {
            Kind::Null => {}
            Kind::Object(object) => merged.extend((**object).clone()),
            Kind::Deferred(_) => return Err(Wrong::Unknown.of(at)),
            other => return Err(expected("an object", convert::words(other)).of(at)),
        }
    }
    Ok(Kind::Object(merged.into()).at(span))
}

/// From lists of values by key to lists of keys by value.
fn transpose(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let wrong = || expected("an object of lists of texts", "another value").of(0);
    let map = given(arguments, 0).and_then(Term::as_object);
    let mut transposed: BTreeMap<Arc<str>, Vec<Term>> = BTreeMap::new();
    for (key, value) in entries::sorted(map.ok_or_else(wrong)?) {
        let texts = convert::elements(value, convert::to_text).ok_or_else(wrong)?;
        for text in texts
            .as_items()
            .into_iter()
            .flatten()
            .filter_map(Term::as_text)
        {
            let keys = transposed.entry(Arc::clone(text)).or_default();
            keys.push(Kind::Text(Arc::clone(key)).at(span));
        }
    }
    let entries = transposed.into_iter();
    let object: Object = entries
        .map(|(text, keys)| (text, list(keys).at(span)))
        .collect();
    Ok(Kind::Object(object.into()).at(span))
}

fn zipmap(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let [keys, values] = [items(arguments, 0), items(arguments, 1)];
    if keys.len() != values.len() {
        let (expected, found) = (keys.len(), values.len());
        return Err(Wrong::Lengths { expected, found }.of(1));
    }
    let entries = keys
        .iter()
        .filter_map(Term::as_text)
        .cloned()
        .zip(values.iter().cloned());
    Ok(Kind::Object(Arc::new(entries.collect())).at(span))
}
