//! Functions that read the elements of lists: their results are known as far as the elements are.

use super::arguments::{expected, given, hold_sensitive, items, list};
use super::{Deferral, Definition, Fault, Gives, Parameter, Takes, Wrong};
use crate::eval::convert;
use crate::eval::equal::equal;
use crate::eval::set::fingerprint;
use crate::eval::unify::unify;
use crate::source::Span;
use crate::term::{Kind, Term};
use std::collections::BTreeSet;

const LIST: Parameter = Parameter {
    name: "list",
    takes: Takes::Elements,
};
const SEQUENCE: Parameter = Parameter {
    name: "list",
    takes: Takes::Sequence,
};
const VALUE: Parameter = Parameter {
    name: "value",
    takes: Takes::Read,
};
const TEXTS: Parameter = Parameter {
    name: "list",
    takes: Takes::Texts,
};

pub(super) const TABLE: &[Definition] = &[
    Definition::terraform("alltrue", &[LIST], Gives::Bool, alltrue),
    Definition::terraform("anytrue", &[LIST], Gives::Bool, anytrue),
    Definition {
        rest: Some(VALUE),
        ..Definition::terraform("coalesce", &[VALUE], Gives::Shared, coalesce)
    },
    Definition {
        rest: Some(VALUE),
        ..Definition::terraform("coalescelist", &[VALUE], Gives::Sequence, coalescelist)
    },
    Definition::terraform("compact", &[LIST], Gives::Texts, compact),
    Definition {
        deferral: Deferral::Everywhere,
        ..Definition::terraform("contains", &[LIST, VALUE], Gives::Bool, contains)
    },
    Definition::terraform("distinct", &[LIST], Gives::Elements, distinct),
    Definition::terraform("index", &[SEQUENCE, VALUE], Gives::Number, index),
    Definition::terraform("matchkeys", &[LIST, LIST, LIST], Gives::Elements, matchkeys),
    Definition::terraform("sort", &[TEXTS], Gives::Texts, |arguments, span| {
        Ok(sort(arguments, span))
    }),
];

/// One false element decides, whatever is not known.
fn alltrue(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let truths = truths(arguments)?;
    let decided = truths.contains(&Some(false));
    if !decided && truths.contains(&None) {
        return Err(Wrong::Unknown.of(0));
    }
    Ok(Kind::Bool(!decided).at(span))
}

/// One true element decides, whatever is not known.
fn anytrue(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let truths = truths(arguments)?;
    let decided = truths.contains(&Some(true));
    if !decided && truths.contains(&None) {
        return Err(Wrong::Unknown.of(0));
    }
    Ok(Kind::Bool(decided).at(span))
}

/// The elements as truths, `None` for what is not known; null is not true.
fn truths(arguments: &[Term]) -> Result<Vec<Option<bool>>, Fault> {
    let truth = |item: &Term| {
        if item.is_null() {
            return Ok(Some(false));
        }
        let converted = convert::to_bool(item);
        let found = convert::words(&item.kind);
        let converted = converted.ok_or_else(|| expected("a bool in every place", found).of(0))?;
        Ok(converted.as_bool())
    };
    items(arguments, 0).iter().map(truth).collect()
}

/// The first argument that is neither null nor empty text, as the type that all have in common.
fn coalesce(arguments: &[Term], _: Span) -> Result<Term, Fault> {
    let choices = unify(arguments).ok_or_else(|| Wrong::Mixed.whole())?;
    let is_fit = |choice: &Term| !choice.is_null() && !is_empty_text(choice);
    match (0..).zip(choices).find(|(_, choice)| is_fit(choice)) {
        None => Err(Wrong::NoChoice.whole()),
        Some((at, choice)) if choice.is_deferred() => Err(Wrong::Unknown.of(at)),
        Some((_, choice)) => Ok(choice),
    }
}

/// The first list that has elements.
fn coalescelist(arguments: &[Term], _: Span) -> Result<Term, Fault> {
    let unfit = |list: &Term| !matches!(list.kind, Kind::List(_) | Kind::Deferred(_));
    if let Some((at, other)) = (0..).zip(arguments).find(|(_, list)| unfit(list)) {
        return Err(expected("a list", convert::words(&other.kind)).of(at));
    }
    let is_empty = |list: &Term| list.as_items().is_some_and(<[_]>::is_empty);
    match (0..).zip(arguments).find(|(_, list)| !is_empty(list)) {
        None => Err(Wrong::NoChoice.whole()),
        Some((at, list)) if list.is_deferred() => Err(Wrong::Unknown.of(at)),
        Some((_, list)) => Ok(list.clone()),
    }
}

/// The list as texts without those that are null or empty.
fn compact(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let items = known_items(arguments, 0)?.iter();
    let texts = items.filter(|item| !item.is_null()).map(|item| {
        let found = convert::words(&item.kind);
        convert::to_text(item).ok_or_else(|| expected("text in every place", found).of(0))
    });
    let mut compact: Vec<Term> = texts.collect::<Result<_, _>>()?;
    compact.retain(|text| !is_empty_text(text));
    Ok(list(compact).at(span))
}

fn is_empty_text(term: &Term) -> bool {
    term.as_text().is_some_and(|text| text.is_empty())
}

fn contains(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let value = value(arguments)?;
    let mut found = Some(false);
    for item in items(arguments, 0) {
        match equal(item, value) {
            Some(true) => return Ok(Kind::Bool(true).at(span)),
            Some(false) => {}
            None => found = None,
        }
    }
    let found = found.ok_or_else(|| Wrong::Unknown.of(0))?;
    Ok(Kind::Bool(found).at(span))
}

fn index(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let value = value(arguments)?;
    for (at, item) in (0..).zip(items(arguments, 0)) {
        if equal(item, value).ok_or_else(|| Wrong::Unknown.of(0))? {
            return Ok(Kind::integer(at).at(span).marked(hold_sensitive(arguments)));
        }
    }
    Err(Wrong::NoElement.of(1))
}

/// The value that is looked for, which null can't be.
fn value(arguments: &[Term]) -> Result<&Term, Fault> {
    let value = given(arguments, 1).filter(|value| !value.is_null());
    value.ok_or_else(|| expected("a value", "null").of(1))
}

fn distinct(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let mut distinct = unified(arguments, 0)?;
    let mut seen = BTreeSet::new();
    distinct.retain(|item| seen.insert(fingerprint(item)));
    Ok(list(distinct).at(span))
}

/// The elements of the first list that stand where the second has one of the third.
fn matchkeys(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let values = unify(items(arguments, 0)).ok_or_else(|| Wrong::Mixed.of(0))?;
    let [keys, wanted] = [known_items(arguments, 1)?, known_items(arguments, 2)?];
    if values.len() != keys.len() {
        let (expected, found) = (values.len(), keys.len());
        return Err(Wrong::Lengths { expected, found }.of(1));
    }
    let together = unify(&[keys, wanted].concat()).ok_or_else(|| Wrong::Mixed.of(2))?;
    let mut prints = together.iter().map(fingerprint);
    let keys: Vec<String> = prints.by_ref().take(keys.len()).collect();
    let wanted: BTreeSet<String> = prints.collect();
    let matches = values
        .into_iter()
        .zip(keys)
        .filter(|(_, key)| wanted.contains(key));
    Ok(list(matches.map(|(value, _)| value).collect()).at(span))
}

/// By the bytes of the texts.
fn sort(arguments: &[Term], span: Span) -> Term {
    let mut sorted = items(arguments, 0).to_vec();
    sorted.sort_by(|a, b| a.as_text().cmp(&b.as_text()));
    list(sorted).at(span)
}

fn unified(arguments: &[Term], at: usize) -> Result<Vec<Term>, Fault> {
    unify(known_items(arguments, at)?).ok_or_else(|| Wrong::Mixed.of(at))
}

/// The elements of a list, all known.
fn known_items(arguments: &[Term], at: usize) -> Result<&[Term], Fault> {
    let items = items(arguments, at);
    let known = items.iter().all(Term::is_known);
    known.then_some(items).ok_or_else(|| Wrong::Unknown.of(at))
}
