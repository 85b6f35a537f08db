//! One type for several values, where Terraform wants one: the elements of a list, a set or a map.
//!
//! Among texts, numbers and truths become texts. Lists and objects are made alike inside: place by
//! place or key by key if they have the same shape, as a whole otherwise. What is null or known
//! only at deployment stays as it is.

use crate::eval::class::{Class, class};
use crate::eval::convert;
use crate::eval::entries;
use crate::eval::set::set_of;
use crate::term::{Kind, Object, Term};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The values, converted to one type; `None` if they have none in common.
pub fn unify(terms: &[Term]) -> Option<Vec<Term>> {
    let classes: BTreeSet<Class> = terms.iter().filter_map(class).collect();
    let classes: Vec<Class> = classes.into_iter().collect();
    match classes.as_slice() {
        [Class::Sequence] => unify_sequences(terms),
        [Class::Object] => unify_objects(terms),
        [] | [_] => Some(terms.to_vec()),
        [Class::Bool, Class::Number, Class::Text] | [Class::Bool | Class::Number, Class::Text] => {
            terms.iter().map(to_text).collect()
        }
        _ => None,
    }
}

fn to_text(term: &Term) -> Option<Term> {
    if term.is_null() {
        return Some(term.clone());
    }
    convert::to_text(term)
}

fn unify_sequences(terms: &[Term]) -> Option<Vec<Term>> {
    let sequences = terms.iter().filter_map(Term::as_items);
    let rows: Vec<Vec<Term>> = sequences.map(<[_]>::to_vec).collect();
    let shapes = Shapes::of(rows.iter().map(Vec::len));
    let mut rows = unify_rows(rows, shapes)?.into_iter();
    let lists = terms.iter().any(|term| matches!(term.kind, Kind::List(_)));
    let rebuild = |term: &Term| {
        let kind = match term.kind {
            Kind::Set(_) if !lists => set_of(&rows.next()?)?,
            Kind::Set(_) | Kind::List(_) => Kind::List(rows.next()?.into()),
            _ => return Some(term.clone()),
        };
        Some(kind.at(term.span).marked(term.sensitive))
    };
    terms.iter().map(rebuild).collect()
}

fn unify_objects(terms: &[Term]) -> Option<Vec<Term>> {
    let objects = terms.iter().filter_map(Term::as_object);
    let sorted = objects.map(|object| entries::sorted(object).into_iter().unzip());
    let (keys, values): (Vec<Vec<&Arc<str>>>, Vec<Vec<&Term>>) = sorted.unzip();
    let rows = values
        .into_iter()
        .map(|row| row.into_iter().cloned().collect());
    let mut rows = unify_rows(rows.collect(), Shapes::of(keys.into_iter()))?.into_iter();
    let rebuild = |term: &Term| match term.as_object() {
        Some(object) => {
            let kind = Kind::Object(with_values(object, rows.next()?).into());
            Some(kind.at(term.span).marked(term.sensitive))
        }
        None => Some(term.clone()),
    };
    terms.iter().map(rebuild).collect()
}

/// The object with other values, which stand in the order of its keys.
fn with_values(object: &Object, values: Vec<Term>) -> Object {
    let mut changed = object.clone();
    let keys = entries::sorted(object).into_iter();
    changed.extend(keys.map(|(key, _)| Arc::clone(key)).zip(values));
    changed
}

/// Whether all rows have the same places.
#[derive(Clone, Copy)]
enum Shapes {
    Same,
    Different,
}

impl Shapes {
    fn of<T: PartialEq>(mut shapes: impl Iterator<Item = T>) -> Self {
        let first = shapes.next();
        if shapes.all(|shape| Some(shape) == first) {
            return Self::Same;
        }
        Self::Different
    }
}

/// The rows with one type for each place, or with one for all where they have different places.
fn unify_rows(rows: Vec<Vec<Term>>, shapes: Shapes) -> Option<Vec<Vec<Term>>> {
    if rows.iter().all(Vec::is_empty) {
        return Some(rows);
    }
    match shapes {
        Shapes::Same => {
            let columns: Option<Vec<_>> = turned(rows).iter().map(|column| unify(column)).collect();
            Some(turned(columns?))
        }
        Shapes::Different => {
            let lengths: Vec<usize> = rows.iter().map(Vec::len).collect();
            let flat: Vec<Term> = rows.into_iter().flatten().collect();
            let mut unified = unify(&flat)?.into_iter();
            let row = |length| unified.by_ref().take(length).collect();
            Some(lengths.into_iter().map(row).collect())
        }
    }
}

/// Columns for rows of one length.
fn turned(rows: Vec<Vec<Term>>) -> Vec<Vec<Term>> {
    let mut rows: Vec<_> = rows.into_iter().map(Vec::into_iter).collect();
    let column = || {
        let column: Vec<Term> = rows.iter_mut().filter_map(Iterator::next).collect();
        (!column.is_empty()).then_some(column)
    };
    std::iter::from_fn(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::samples::{deferred, deferred_text, list, null, number, text, truth};

    #[test]
    fn among_texts_numbers_become_texts() {
        let mixed = [number(1), text("a"), null(), truth(true)];
        let unified = unify(&mixed).unwrap();
        let texts: Vec<_> = unified.iter().map(|term| term.as_text().cloned()).collect();
        let expected = ["1", "a", "", "true"].map(|text| (!text.is_empty()).then(|| text.into()));
        assert_eq!(texts, expected);
    }

    #[test]
    fn what_has_no_type_in_common_is_refused() {
        for pair in [
            [number(1), truth(true)],
            [number(1), list([])],
            [list([number(1)]), list([truth(true)])],
        ] {
            assert!(unify(&pair).is_none(), "{pair:?}");
        }
    }

    #[test]
    fn an_unknown_value_takes_part_if_its_type_is_known() {
        let unified = unify(&[deferred_text(), number(1)]).unwrap();
        assert!(unified[1].as_text().is_some());
        let unified = unify(&[deferred(), number(1)]).unwrap();
        assert!(unified[1].as_number().is_some());
    }
}
