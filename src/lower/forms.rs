//! Attributes that hold objects, as Terraform JSON wants them.
//!
//! Some providers have attributes where others have blocks: `ingress` of a security group is a set of
//! objects. A module writes either form; JSON wants a list for such an attribute, and every object
//! whole, with null for what it does not say.

use crate::plan::stack::{Attribute, Stack, Value};
use crate::schema::group::Node;
use crate::schema::model::{Flags, Member, Type};
use crate::source::Span;
use crate::term::{Kind, Object, Term};

/// Gives every such attribute the form that JSON wants.
pub fn forms(stack: &mut Stack) {
    let schemas = &stack.schemas;
    for resource in stack.resources.values_mut() {
        let concerned = resource.arm.is_none() && resource.attributes.iter().any(may_hold_objects);
        if concerned && let Some(schema) = schemas.of(&resource.address) {
            body(&mut resource.attributes, schema.node());
        }
    }
}

fn may_hold_objects(attribute: &Attribute) -> bool {
    match &attribute.value {
        Value::Term(term) => holds_objects(term),
        Value::Block(_) | Value::Blocks(_) => true,
    }
}

fn holds_objects(term: &Term) -> bool {
    let is_object = |term: &Term| matches!(term.kind, Kind::Object(_));
    is_object(term)
        || term
            .as_items()
            .is_some_and(|items| items.iter().any(is_object))
}

fn body(attributes: &mut [Attribute], node: Node<'_>) {
    for attribute in attributes
        .iter_mut()
        .filter(|attribute| may_hold_objects(attribute))
    {
        let Some(member) = node.member(&attribute.name) else {
            continue;
        };
        if member.flags.has(Flags::BLOCK) {
            bodies(&mut attribute.value, element(node, member));
        } else if is_of_objects(node, member) {
            let written = term(&attribute.value, attribute.span);
            attribute.value = Value::Term(whole(written, node.to(member.ty)));
        }
    }
}

fn bodies(value: &mut Value, node: Node<'_>) {
    match value {
        Value::Term(_) => {}
        Value::Block(one) => body(one, node),
        Value::Blocks(all) => all.iter_mut().for_each(|one| body(one, node)),
    }
}

/// What the elements of a member are, or it itself.
fn element<'n>(node: Node<'n>, member: &Member) -> Node<'n> {
    let ty = node.to(member.ty);
    match ty.ty() {
        Type::List(item, _) | Type::Set(item, _) => ty.to(*item),
        _ => ty,
    }
}

fn is_of_objects(node: Node<'_>, member: &Member) -> bool {
    matches!(element(node, member).ty(), Type::Object { .. })
}

/// A block as a term.
fn term(value: &Value, at: Span) -> Term {
    let object = |body: &Vec<Attribute>| {
        let members = body.iter();
        let members = members.map(|of| (of.name.clone(), term(&of.value, of.span)));
        let object: Object = members.collect();
        Kind::Object(object.into()).at(at)
    };
    match value {
        Value::Term(term) => term.clone(),
        Value::Block(body) => object(body),
        Value::Blocks(bodies) => Kind::List(bodies.iter().map(object).collect()).at(at),
    }
}

/// A list where one is wanted, and every object with all its members.
fn whole(term: Term, node: Node<'_>) -> Term {
    let (at, sensitive) = (term.span, term.sensitive);
    let kind = match (node.ty(), &term.kind) {
        (Type::List(item, _) | Type::Set(item, _), Kind::Object(_)) => {
            Kind::List([whole(term, node.to(*item))].into())
        }
        (Type::List(item, _) | Type::Set(item, _), Kind::List(items) | Kind::Set(items)) => {
            let items = items.iter().map(|one| whole(one.clone(), node.to(*item)));
            Kind::List(items.collect())
        }
        (Type::Object { members, .. }, Kind::Object(object)) => {
            Kind::Object(filled(object, members, node, at).into())
        }
        _ => return term,
    };
    kind.at(at).marked(sensitive)
}

fn filled(object: &Object, members: &[Member], node: Node<'_>, at: Span) -> Object {
    let filled = members.iter().map(|member| {
        let name = node.text(member.name);
        let value = object.get(name).cloned();
        let value = value.unwrap_or_else(|| Kind::Null.at(at));
        (name.into(), whole(value, node.to(member.ty)))
    });
    filled.collect()
}
