//! References to attributes: whether there is such an attribute, and what it is.

use super::fit::Rules;
use super::schema_error::SchemaError;
use crate::eval::class::{Class, class};
use crate::schema::Schemas;
use crate::schema::group::Node;
use crate::schema::model::Type;
use crate::source::Span;
use crate::suggest::{Hint, Words};
use crate::term::Term;
use crate::term::address::Address;
use crate::term::expression::{Expression, Reference, Step};
use std::fmt::Write;

/// How attributes are told where none is close.
const ATTRIBUTES: Words = Words {
    some: "there are",
    none: "it has none",
};

/// A step of a reference that leads nowhere.
pub(super) struct Astray {
    /// How many steps stand behind it.
    pub(super) behind: usize,
    why: Why,
}

enum Why {
    /// There is no such member.
    Unknown(Hint),
    /// What it is asked of has no members.
    NoWay(&'static str, &'static str),
}

/// What a reference leads to, if its steps can be followed.
pub(super) fn follow<'n>(node: Node<'n>, path: &[Step]) -> Result<Node<'n>, Astray> {
    let mut node = node;
    for (at, step) in path.iter().enumerate() {
        node = into(node, step).map_err(|why| Astray {
            behind: path.len() - at - 1,
            why,
        })?;
    }
    Ok(node)
}

fn into<'n>(node: Node<'n>, step: &Step) -> Result<Node<'n>, Why> {
    match (node.ty(), step) {
        (Type::Any | Type::Union(_), _) => Ok(node),
        (Type::Map(item), _) | (Type::List(item, _), Step::Index(_)) => Ok(node.to(*item)),
        (Type::Object { others, .. }, Step::Field(name)) => match (node.member(name), others) {
            (Some(member), _) => Ok(node.to(member.ty)),
            (None, Some(others)) => Ok(node.to(*others)),
            (None, None) => Err(Why::Unknown(hint(node, name))),
        },
        (Type::Choice { .. }, Step::Field(name)) => {
            let known = node.member(name);
            Ok(known.map_or(node, |member| node.to(member.ty)))
        }
        (Type::List(..), Step::Field(_)) => Err(Why::NoWay(
            "a list",
            "write `[0]` before it, or `[*]` for all elements",
        )),
        (Type::Set(..), _) => Err(Why::NoWay(
            "a set",
            "use `one(…)` where there is one element, or `tolist(…)`",
        )),
        _ => Err(Why::NoWay("no object", "remove what stands behind it")),
    }
}

fn hint(node: Node<'_>, name: &str) -> Hint {
    let known = node.ty().members().iter();
    let known: Vec<_> = known.map(|member| node.text(member.name)).collect();
    Hint::of(name, &known, ATTRIBUTES)
}

impl Astray {
    /// The problem with a reference, whose wrong step stands at a place.
    pub(super) fn problem(self, reference: &Reference, at: Span) -> SchemaError {
        let taken = reference.path.len().saturating_sub(self.behind);
        let wrong = taken
            .checked_sub(1)
            .and_then(|wrong| reference.path.get(wrong));
        let before = reference.path.iter().take(taken.saturating_sub(1));
        let path = written(&reference.address, before);
        let name = wrong.map(step_name).unwrap_or_default();
        match self.why {
            Why::Unknown(hint) => SchemaError::UnknownAttribute {
                path,
                name,
                at,
                hint,
            },
            Why::NoWay(found, advice) => SchemaError::NoWayInto {
                path,
                found,
                name,
                advice,
                at,
            },
        }
    }
}

fn written<'p>(address: &Address, path: impl Iterator<Item = &'p Step>) -> String {
    let mut text = address.kind.to_string();
    for step in path {
        let _ = match step {
            Step::Field(name) => write!(text, ".{name}"),
            Step::Index(index) => write!(text, "[{index}]"),
        };
    }
    text
}

fn step_name(step: &Step) -> String {
    match step {
        Step::Field(name) => name.to_string(),
        Step::Index(index) => index.to_string(),
    }
}

/// The class of what is known at deployment, as far as schemas or expressions tell it.
pub(super) fn deferred_class(term: &Term, schemas: &Schemas) -> Option<Class> {
    match term.as_deferred().map(AsRef::as_ref)? {
        Expression::Reference(reference) => {
            let schema = schemas.of(&reference.address)?;
            let node = follow(schema.node(), &reference.path).ok()?;
            class_of(node.ty())
        }
        Expression::Conditional { yes, no, .. } => {
            let of = |term: &Term| deferred_class(term, schemas).or_else(|| class(term));
            of(yes).or_else(|| of(no))
        }
        _ => class(term),
    }
}

/// The problem with a part of a text that never becomes text.
pub(super) fn not_text(part: &Term, schemas: &Schemas) -> Option<SchemaError> {
    let class = deferred_class(part, schemas)?;
    let never = matches!(class, Class::Sequence | Class::Object);
    never.then(|| SchemaError::WrongType {
        name: "`${…}`".to_owned(),
        expected: "text".to_owned(),
        found: words(class).to_owned(),
        at: part.span,
    })
}

fn class_of(ty: &Type) -> Option<Class> {
    match ty {
        Type::Any | Type::Union(_) => None,
        Type::Bool => Some(Class::Bool),
        Type::Number | Type::Int(_) => Some(Class::Number),
        Type::Text { .. } | Type::Enum { .. } => Some(Class::Text),
        Type::List(..) | Type::Set(..) => Some(Class::Sequence),
        Type::Map(_) | Type::Object { .. } | Type::Choice { .. } => Some(Class::Object),
    }
}

/// Whether a value of a class can be given where a type is wanted.
pub(super) fn takes(ty: &Type, class: Class, rules: Rules) -> bool {
    let Some(wanted) = class_of(ty) else {
        return true;
    };
    let is_scalar = |class| matches!(class, Class::Bool | Class::Number | Class::Text);
    let converts = rules == Rules::Terraform && is_scalar(wanted) && is_scalar(class);
    wanted == class || converts
}

/// The words for a class.
pub(super) fn words(class: Class) -> &'static str {
    match class {
        Class::Bool => "a bool",
        Class::Number => "a number",
        Class::Text => "text",
        Class::Duration => "a duration",
        Class::Size => "a size",
        Class::Sequence => "a list",
        Class::Object => "an object",
        Class::Grant => "a grant",
        Class::Secret => "a secret",
    }
}
