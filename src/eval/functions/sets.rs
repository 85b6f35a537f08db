//! Functions of sets. A list that is given is read as a set.

use super::arguments::{MOST_ELEMENTS, hold_sensitive, items, list, too_large};
use super::{Definition, Fault, Gives, Parameter, Takes, Wrong};
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
        ..Definition::terraform("setintersection", &[SET], Gives::Elements, setintersection)
    },
    Definition {
        rest: Some(FACTOR),
        ..Definition::terraform("setproduct", &[FACTOR, FACTOR], Gives::Sequence, setproduct)
    },
    Definition::terraform("setsubtract", &[SET, SET], Gives::Elements, setsubtract),
    Definition {
        rest: Some(SET),
        ..Definition::terraform("setunion", &[SET], Gives::Elements, setunion)
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
    let unified = |at| unify(items(arguments, at)).ok_or_else(|| Wrong::Mixed.of(at));
    let factors: Vec<Vec<Term>> = (0..arguments.len())
        .map(unified)
        .collect::<Result<_, _>>()?;
    let rows = combinations(&factors).ok_or_else(too_large)?.into_iter();
    let rows: Vec<Term> = rows.map(|row| list(row).at(span)).collect();
    let is_set = |argument: &Term| matches!(argument.kind, Kind::Set(_));
    if !arguments.iter().any(is_set) {
        return Ok(list(rows).at(span));
    }
    Ok(set(&rows, span)?.marked(hold_sensitive(arguments)))
}

/// The rows with one element of each factor; `None` if there are too many.
fn combinations(factors: &[Vec<Term>]) -> Option<Vec<Vec<Term>>> {
    if factors.iter().any(Vec::is_empty) {
        return Some(Vec::new());
    }
    let mut rows = vec![Vec::new()];
    for factor in factors {
        let size = rows.len().checked_mul(factor.len());
        size.filter(|size| *size <= MOST_ELEMENTS)?;
        rows = rows.iter().flat_map(|row| with_each(row, factor)).collect();
    }
    Some(rows)
}

/// The row as often as there are items, each time with another behind it.
fn with_each(row: &[Term], items: &[Term]) -> Vec<Vec<Term>> {
    let with = |item| [row, std::slice::from_ref(item)].concat();
    items.iter().map(with).collect()
}

/// The elements of each argument, with one type for all.
fn alike(arguments: &[Term]) -> Result<Vec<Vec<Term>>, Fault> {
    if let Some(at) = arguments.iter().position(|argument| !argument.is_known()) {
        return Err(Wrong::Unknown.of(at));
    }
    let lists: Vec<&[Term]> = arguments.iter().filter_map(Term::as_items).collect();
    let unified = unify(&lists.concat()).ok_or_else(|| Wrong::Mixed.whole())?;
    let mut rest = unified.into_iter();
    let next = |list: &&[Term]| rest.by_ref().take(list.len()).collect();
    Ok(lists.iter().map(next).collect())
}

fn set(items: &[Term], span: Span) -> Result<Term, Fault> {
    let kind = set_of(items).ok_or_else(|| Wrong::Unknown.of(0))?;
    Ok(kind.at(span))
}
