//! Functions that convert to a type, and those about what may not be shown.

use super::arguments::{given, hold_sensitive, list};
use super::{Compute, Definition, Fault, Gives, Parameter, Takes, Wrong};
use crate::eval::class::{Class, class};
use crate::eval::convert;
use crate::eval::set::set_of;
use crate::eval::unify::unify;
use crate::source::Span;
use crate::term::{Kind, Term};
use std::sync::Arc;

const VALUE: Parameter = Parameter {
    name: "value",
    takes: Takes::Any,
};
const UNSEEN: Parameter = Parameter {
    name: "value",
    takes: Takes::Unseen,
};

pub(super) const TABLE: &[Definition] = &[
    Definition::terraform("issensitive", &[UNSEEN], Gives::Bool, issensitive),
    Definition::terraform("nonsensitive", &[UNSEEN], Gives::First, nonsensitive),
    Definition::terraform("sensitive", &[VALUE], Gives::First, |arguments, span| {
        Ok(sensitive(arguments, span))
    }),
    conversion("tobool", Gives::Bool, tobool),
    conversion("tolist", Gives::Elements, tolist),
    conversion("tomap", Gives::Object, tomap),
    conversion("tonumber", Gives::Number, tonumber),
    conversion("toset", Gives::Elements, toset),
    Definition::everywhere("tostring", &[VALUE], Gives::Text, tostring),
];

const fn conversion(name: &'static str, gives: Gives, compute: Compute) -> Definition {
    Definition::terraform(name, &[VALUE], gives, compute)
}

/// What is known only at deployment may turn out sensitive there.
fn issensitive(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let value = value(arguments, span);
    if value.is_deferred() && !value.sensitive {
        return Err(Wrong::Unknown.of(0));
    }
    Ok(Kind::Bool(value.sensitive).at(span))
}

/// Elements that may not be shown stay so.
fn nonsensitive(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let value = value(arguments, span);
    if value.is_deferred() {
        return Err(Wrong::Unknown.of(0));
    }
    Ok(value.kind.at(span))
}

fn sensitive(arguments: &[Term], span: Span) -> Term {
    value(arguments, span).marked(true)
}

fn tobool(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    scalar(
        &value(arguments, span),
        Class::Bool,
        convert::to_bool,
        "a bool",
    )
}

fn tonumber(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    scalar(
        &value(arguments, span),
        Class::Number,
        convert::to_number,
        "a number",
    )
}

fn tostring(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    scalar(
        &value(arguments, span),
        Class::Text,
        convert::to_text,
        "text",
    )
}

fn scalar(
    value: &Term,
    wanted: Class,
    convert: fn(&Term) -> Option<Term>,
    expected: &'static str,
) -> Result<Term, Fault> {
    if value.is_null() || class(value) == Some(wanted) {
        return Ok(value.clone());
    }
    if value.is_deferred() {
        return Err(Wrong::Unknown.of(0));
    }
    convert(value).ok_or_else(|| unfit(value, expected))
}

fn tolist(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    container(arguments, span, |value| {
        let items = value.as_items().ok_or_else(|| unfit(value, "a list"))?;
        Ok(list(unify(items).ok_or_else(|| Wrong::Mixed.of(0))?))
    })
}

/// A set shows what it holds by its order, so it may not be shown if an element may not.
fn toset(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let set = container(arguments, span, |value| {
        let items = value.as_items().ok_or_else(|| unfit(value, "a list"))?;
        if !value.is_known() {
            return Err(Wrong::Unknown.of(0));
        }
        set_of(items).ok_or_else(|| Wrong::Mixed.of(0))
    })?;
    Ok(set.marked(hold_sensitive(arguments)))
}

fn tomap(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    container(arguments, span, |value| {
        let object = value.as_object().ok_or_else(|| unfit(value, "an object"))?;
        let values: Vec<Term> = object.values().cloned().collect();
        let values = unify(&values).ok_or_else(|| Wrong::Mixed.of(0))?;
        let map = object.keys().cloned().zip(values).collect();
        Ok(Kind::Object(Arc::new(map)))
    })
}

/// Null stays null; what is not known is converted at deployment.
fn container(
    arguments: &[Term],
    span: Span,
    convert: fn(&Term) -> Result<Kind, Fault>,
) -> Result<Term, Fault> {
    let value = value(arguments, span);
    match value.kind {
        Kind::Null => Ok(value),
        Kind::Deferred(_) => Err(Wrong::Unknown.of(0)),
        _ => Ok(convert(&value)?.at(span)),
    }
}

fn value(arguments: &[Term], span: Span) -> Term {
    let value = given(arguments, 0);
    value.cloned().unwrap_or_else(|| Kind::Null.at(span))
}

fn unfit(value: &Term, expected: &'static str) -> Fault {
    let found = convert::words(&value.kind);
    Wrong::Type { expected, found }.of(0)
}
