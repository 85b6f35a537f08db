//! Resources that are there already → `existing` declarations.
//!
//! Bicep finds a resource by its scope and name, a stack by its id. So an id is taken apart: one
//! that is known here, and one that only the deployment knows there, with `split`.

use super::resource::{own, place};
use super::scope::Scope;
use super::tree::{Expression, Piece, Presence, Property, Resource as Declared};
use crate::plan::stack::Resource;
use crate::term::Term;

/// The segments of an id, from the empty one before its first `/`, that name where it is.
const SUBSCRIPTION: usize = 2;
const GROUP: usize = 4;
/// The name of the first type; that of each child stands two segments further.
const FIRST_NAME: usize = 8;

/// A declaration of what is there already.
pub(super) fn existing(scope: &Scope, name: String, resource: &Resource) -> Declared {
    let body = resource.term("id").map_or_else(
        || named(scope, resource),
        |id| found(scope, id, &resource.address.kind),
    );
    Declared {
        name,
        kind: resource.address.kind.to_string(),
        presence: Presence::Existing,
        body,
    }
}

/// By its name, and what it stands in or extends.
fn named(scope: &Scope, resource: &Resource) -> Vec<Property> {
    let arm = resource.arm.clone().unwrap_or_default();
    let mut body = place(scope, &arm);
    body.extend(own(scope, resource, "name"));
    body
}

/// The resource group that a resource is in, by the id of that.
pub(super) fn group(scope: &Scope, id: &Term) -> Expression {
    let id = scope.expression(id);
    let parts = [SUBSCRIPTION, GROUP].map(|at| segment(&id, at));
    Expression::Call("resourceGroup", parts.to_vec())
}

/// By its id.
fn found(scope: &Scope, id: &Term, kind: &str) -> Vec<Property> {
    let place = group(scope, id);
    let id = scope.expression(id);
    if is_group(kind) {
        let place = Expression::Call("subscription", vec![segment(&id, SUBSCRIPTION)]);
        let name = segment(&id, GROUP);
        return vec![Property::new("scope", place), Property::new("name", name)];
    }
    vec![
        Property::new("scope", place),
        Property::new("name", name(&id, kind)),
    ]
}

pub(super) fn is_group(kind: &str) -> bool {
    let name = kind.split('@').next().unwrap_or_default();
    name.eq_ignore_ascii_case("Microsoft.Resources/resourceGroups")
}

/// The names of all types of the id, `account/default/container`.
fn name(id: &Expression, kind: &str) -> Expression {
    let types = kind.matches('/').count().max(1);
    let segments = (0..types).map(|at| segment(id, FIRST_NAME + 2 * at));
    let mut pieces = Vec::new();
    for segment in segments {
        if !pieces.is_empty() {
            pieces.push(Piece::Literal("/".to_owned()));
        }
        match segment {
            Expression::Text(known) => pieces.extend(known),
            value => pieces.push(Piece::Value(value)),
        }
    }
    super::template::joined(super::template::merged(pieces))
}

/// A segment of the id.
fn segment(id: &Expression, at: usize) -> Expression {
    if let Expression::Text(pieces) = id
        && let [Piece::Literal(known)] = pieces.as_slice()
    {
        return Expression::text(known.split('/').nth(at).unwrap_or_default());
    }
    let segments = Expression::Call("split", vec![id.clone(), Expression::text("/")]);
    segments.index(Expression::Integer(i64::try_from(at).unwrap_or_default()))
}
