//! A resource of a stack → the statement that declares it.

use super::scope::Scope;
use super::tree::{Expression, Piece, Presence, Property, Resource as Declared};
use crate::plan::stack::{Arm, Resource, Stack};
use crate::term::address::{Address, Mode};
use std::sync::Arc;

/// Attributes that stand at a place of their own.
const PLACED: [&str; 5] = ["name", "location", "tags", "identity", "id"];

/// The declaration of a resource that is made.
pub(super) fn declared(
    stack: &Stack,
    scope: &Scope,
    name: String,
    resource: &Resource,
) -> Declared {
    let arm = resource.arm.clone().unwrap_or_default();
    let mut body = place(scope, &arm);
    body.extend(own(scope, resource, "name"));
    body.extend(given(arm.has_location, "location", scope.location()));
    body.extend(own(scope, resource, "location"));
    body.extend(given(arm.has_tags, "tags", scope.tags()));
    body.extend(own(scope, resource, "tags"));
    body.extend(identity(scope, resource, &arm));
    let rest = resource.attributes.iter();
    let rest = rest.filter(|attribute| !PLACED.contains(&&*attribute.name));
    body.extend(rest.filter_map(|attribute| own(scope, resource, &attribute.name)));
    body.extend(depends_on(stack, scope, resource));
    let presence = if arm.only_if_missing {
        Presence::MadeIfMissing
    } else {
        Presence::Made
    };
    Declared {
        name,
        kind: resource.address.kind.to_string(),
        presence,
        body,
    }
}

/// What it is a child of, and what it extends.
pub(super) fn place(scope: &Scope, arm: &Arm) -> Vec<Property> {
    let of = |key: &str, address: Option<&Arc<Address>>| {
        let symbol = scope.symbol(address?)?;
        Some(Property::new(key, symbol))
    };
    let parent = of("parent", arm.parent.as_ref());
    let extended = of("scope", arm.scope.as_ref());
    parent.into_iter().chain(extended).collect()
}

/// An attribute as the module set it. What is null is left out, at every depth.
pub(super) fn own(scope: &Scope, resource: &Resource, name: &str) -> Option<Property> {
    let mut attributes = resource.attributes.iter();
    let attribute = attributes.find(|attribute| &*attribute.name == name)?;
    let value = without_nulls(scope.value(&attribute.value));
    (value != Expression::Null).then(|| Property::new(name, value))
}

fn given(has: bool, name: &str, value: Expression) -> Option<Property> {
    has.then(|| Property::new(name, value))
}

fn without_nulls(value: Expression) -> Expression {
    match value {
        Expression::Object(properties) => {
            let properties = properties.into_iter().map(|property| Property {
                key: property.key,
                value: without_nulls(property.value),
            });
            let set = properties.filter(|property| property.value != Expression::Null);
            Expression::Object(set.collect())
        }
        Expression::Array(items) => {
            Expression::Array(items.into_iter().map(without_nulls).collect())
        }
        other => other,
    }
}

/// The identities that it runs as: those that it is given, besides its own.
fn identity(scope: &Scope, resource: &Resource, arm: &Arm) -> Option<Property> {
    let written = own(scope, resource, "identity");
    if arm.identities.is_empty() {
        return written;
    }
    let ids = arm.identities.iter();
    let ids = ids.filter_map(|identity| scope.id(identity));
    let entries = ids.map(|id| Property {
        key: match id {
            Expression::Text(pieces) => pieces,
            id => vec![Piece::Value(id)],
        },
        value: Expression::Object(Vec::new()),
    });
    let kind = resource.identity_type();
    let kind = kind.map(|kind| Property::new("type", scope.expression(&kind)));
    let listed = Expression::Object(entries.collect());
    let listed = Property::new("userAssignedIdentities", listed);
    let given = Expression::Object(kind.into_iter().chain([listed]).collect());
    let whole = match written {
        Some(written) => union(written.value, given),
        None => given,
    };
    Some(Property::new("identity", whole))
}

/// Both, as Bicep's own `union` gives it: objects are one at every depth, else what is given wins.
fn union(own: Expression, given: Expression) -> Expression {
    match (own, given) {
        (Expression::Object(mut own), Expression::Object(given)) => {
            for property in given {
                match own.iter_mut().find(|known| known.key == property.key) {
                    Some(known) => {
                        let written = std::mem::replace(&mut known.value, Expression::Null);
                        known.value = union(written, property.value);
                    }
                    None => own.push(property),
                }
            }
            Expression::Object(own)
        }
        (own, given @ Expression::Object(_)) => Expression::Call("union", vec![own, given]),
        (_, given) => given,
    }
}

/// What must be there before; the linter refuses what a reference orders already.
pub(super) fn depends_on(stack: &Stack, scope: &Scope, resource: &Resource) -> Option<Property> {
    let before = stack.awaited(resource).into_iter();
    let symbols: Vec<_> = before
        .filter(|address| address.mode == Mode::Managed)
        .filter_map(|address| scope.symbol(address))
        .collect();
    (!symbols.is_empty()).then(|| Property::new("dependsOn", Expression::Array(symbols)))
}
