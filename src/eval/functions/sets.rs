//! Functions of sets. A list that is given is read as a set.

use super::arguments::{MOST_ELEMENTS, hold_sensitive, items, list, too_large};
use super::{Definition, Fault, Parameter, Takes, Wrong};
use crate::eval::set::{fingerprint, set_of};
use crate::eval::unify::unify;
use crate::source::Span;
use crate::term::{Kind, Term};
use std::collections::BTreeSet;

const SET: Parameter = Parameter {
    name: "set",
    takes: Takes::Elements,
};
const FACTOR: Parameter = Parameter {
    name: "set",
    takes: Takes::List,
};

pub(super) const TABLE: &[Definition] = &[
    Definition {
        rest: Some(SET),
        ..Definition::terraform("setintersection", &[SET], setintersection)
    },
    Definition {
        rest: Some(FACTOR),
        ..Definition::terraform("setproduct", &[FACTOR, FACTOR], setproduct)
    },
    Definition::terraform("setsubtract", &[SET, SET], setsubtract),
    Definition {
        rest: Some(SET),
        ..Definition::terraform("setunion", &[SET], setunion)
    },
];

fn setunion(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    set(&alike(arguments)?.concat(), span)
}

fn setintersection(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let mut sets = alike(arguments)?.into_iter();
    let mut common = sets.next().unwrap_or_default();
    for other in sets {
        let other: BTreeSet<String> = other.iter().map(fingerprint).collect();
        common.retain(|item| other.contains(&fingerprint(item)));
    }
    set(&common, span)
}

fn setsubtract(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let mut sets = alike(arguments)?.into_iter();
    let mut left = sets.next().unwrap_or_default();
    let taken: BTreeSet<String> = sets.flatten().map(|item| fingerprint(&item)).collect();
    left.retain(|item| !taken.contains(&fingerprint(item)));
    set(&left, span)
}

/// All combinations of an element of each; a set if one of the arguments is.
fn setproduct(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let sizes = arguments
        .iter()
        .map(|argument| argument.as_items().map_or(0, <[_]>::len));
    let size = sizes.clone().try_fold(1_usize, usize::checked_mul);
    let is_empty = sizes.clone().any(|size| size == 0);
    if !is_empty && size.is_none_or(|size| size > MOST_ELEMENTS) {
        return Err(too_large());
    }
    let mut rows = vec![Vec::new()];
    for at in 0..arguments.len() {
        let factor = unify(items(arguments, at)).ok_or_else(|| Wrong::Mixed.of(at))?;
        let with = |row: Vec<Term>| {
            factor
                .iter()
                .map(move |item| longer(&row, item))
                .collect::<Vec<_>>()
        };
        rows = rows.into_iter().flat_map(with).collect();
    }
    let rows: Vec<Term> = rows.into_iter().map(|row| list(row).at(span)).collect();
    if arguments
        .iter()
        .any(|argument| matches!(argument.kind, Kind::Set(_)))
    {
        return Ok(set(&rows, span)?.marked(hold_sensitive(arguments)));
    }
    Ok(list(rows).at(span))
}

fn longer(row: &[Term], item: &Term) -> Vec<Term> {
    [row, std::slice::from_ref(item)].concat()
}

/// The elements of each argument, with one type for all.
fn alike(arguments: &[Term]) -> Result<Vec<Vec<Term>>, Fault> {
    if let Some(at) = arguments.iter().position(|argument| !argument.is_known()) {
        return Err(Wrong::Unknown.of(at));
    }
    let lists: Vec<&[Term]> = arguments.iter().filter_map(Term::as_items).collect();
    let mut unified = unify(&lists.concat())
        .ok_or_else(|| Wrong::Mixed.whole())?
        .into_iter();
    let split = lists
        .iter()
        .map(|list| unified.by_ref().take(list.len()).collect());
    Ok(split.collect())
}

fn set(items: &[Term], span: Span) -> Result<Term, Fault> {
    let kind = set_of(items).ok_or_else(|| Wrong::Unknown.of(0))?;
    Ok(kind.at(span))
}
