//! What an environment says of an input, over what holds everywhere.
//!
//! Maps and objects merge key by key, at every depth, where both sides are written out; everything
//! else replaces. `null` takes a key away, or gives an input its default back.

use super::Input;
use crate::maps::IndexMap;
use crate::names::InputName;
use crate::syntax::tree::{Entry, Expression, ExpressionKind};
use crate::term::types::Type;
use std::borrow::Cow;

pub(super) fn input<'d>(
    inputs: &mut IndexMap<InputName, Input<'d>>,
    name: InputName,
    over: Input<'d>,
    ty: Option<&Type>,
) {
    let base = inputs.get(&name).map(|input| &*input.value);
    let merged = base.and_then(|base| merged(base, &over.value, ty));
    let value = merged.map_or(over.value, Cow::Owned);
    let name_span = over.name_span;
    inputs.insert(name, Input { value, name_span });
}

/// Both together; `None` where the second replaces the first.
fn merged(base: &Expression, over: &Expression, ty: Option<&Type>) -> Option<Expression> {
    let (ExpressionKind::Object(before), ExpressionKind::Object(after)) = (&base.kind, &over.kind)
    else {
        return None;
    };
    let ty = ty.filter(|ty| matches!(ty, Type::Map(_) | Type::Object(_)))?;
    let mut entries = before.clone();
    for entry in after {
        put(&mut entries, entry, ty);
    }
    Some(Expression {
        kind: ExpressionKind::Object(entries),
        span: over.span,
    })
}

fn put(entries: &mut Vec<Entry>, entry: &Entry, ty: &Type) {
    let Some(key) = entry.key.as_key() else {
        entries.push(entry.clone());
        return;
    };
    let known = |entry: &Entry| entry.key.as_key() == Some(key);
    if matches!(entry.value.kind, ExpressionKind::Null) {
        entries.retain(|entry| !known(entry));
        return;
    }
    let Some(place) = entries.iter_mut().find(|entry| known(entry)) else {
        entries.push(entry.clone());
        return;
    };
    let merged = merged(&place.value, &entry.value, inner(ty, key));
    place.value = merged.unwrap_or_else(|| entry.value.clone());
}

/// The type of a key's value.
fn inner<'t>(ty: &'t Type, key: &str) -> Option<&'t Type> {
    match ty {
        Type::Map(element) => Some(element),
        Type::Object(fields) => fields.get(key).map(|field| &field.ty),
        _ => None,
    }
}
