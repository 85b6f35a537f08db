//! What a resource is given, attribute or block, seen in one way.

use crate::plan::stack::{Attribute, Value};
use crate::source::Span;
use crate::term::{Kind, Term};

/// What a member is set to.
#[derive(Clone, Copy)]
pub(super) enum Given<'s> {
    /// A term.
    Term(&'s Term),
    /// A block.
    Body(&'s [Attribute], Span),
    /// Blocks of one kind.
    Bodies(&'s [Vec<Attribute>], Span),
}

/// A member that is set.
#[derive(Clone, Copy)]
pub(super) struct Set<'s> {
    /// Its name.
    pub(super) name: &'s str,
    /// Where it is set.
    pub(super) at: Span,
    /// What it is set to.
    pub(super) given: Given<'s>,
}

impl<'s> Given<'s> {
    fn of(attribute: &'s Attribute) -> Self {
        match &attribute.value {
            Value::Term(term) => Self::Term(term),
            Value::Block(body) => Self::Body(body, attribute.span),
            Value::Blocks(bodies) => Self::Bodies(bodies, attribute.span),
        }
    }

    /// Where it stands.
    pub(super) fn at(self) -> Span {
        match self {
            Self::Term(term) => term.span,
            Self::Body(_, at) | Self::Bodies(_, at) => at,
        }
    }

    /// Its elements, if it is a list; a block counts as a list of one.
    pub(super) fn elements(self) -> Option<Vec<Self>> {
        match self {
            Self::Term(term) => {
                let items = term.as_items()?;
                Some(items.iter().map(Given::Term).collect())
            }
            Self::Body(..) => Some(vec![self]),
            Self::Bodies(bodies, at) => {
                let bodies = bodies.iter();
                Some(bodies.map(|body| Self::Body(body, at)).collect())
            }
        }
    }

    /// Its members, if it is an object or a block.
    pub(super) fn members(self) -> Option<Vec<Set<'s>>> {
        match self {
            Self::Term(term) => {
                let Kind::Object(object) = &term.kind else {
                    return None;
                };
                let members = object.iter().map(|(name, value)| Set {
                    name,
                    at: value.span,
                    given: Given::Term(value),
                });
                Some(members.collect())
            }
            Self::Body(body, _) => Some(members(body)),
            Self::Bodies(bodies, _) => match bodies {
                [body] => Some(members(body)),
                _ => None,
            },
        }
    }
}

/// The members that attributes set.
pub(super) fn members(attributes: &[Attribute]) -> Vec<Set<'_>> {
    let members = attributes.iter().map(|attribute| Set {
        name: &attribute.name,
        at: attribute.span,
        given: Given::of(attribute),
    });
    members.collect()
}
