//! Values, and what remains of an expression where a value is known only at deployment.
//!
//! [`Term`] is what evaluation gives and what everything after it reads: plans, checks and
//! emitters see no other form of an expression.
//!
//! INVARIANT: a term is [`Kind::Deferred`] only if it can't be a value. A list or an object has a
//! known length and known keys, whatever its elements are.

pub mod address;
pub mod expression;
pub mod operator;
mod same;
pub mod types;
mod walk;

use crate::maps::IndexMap;
use crate::names::{ComponentName, GrantName};
use crate::number::Number;
use crate::source::Span;
use expression::Expression;
use std::sync::Arc;

/// Keys and values, in the order in which they were written.
///
/// The hasher is quick, and no order hangs on it.
pub type Object = IndexMap<Arc<str>, Term>;

/// A value or what remains of an expression, and where it was written.
#[derive(Clone, Debug)]
pub struct Term {
    /// Which, and its parts.
    pub kind: Kind,
    /// What a reader would change to change it.
    pub span: Span,
    /// Whether it may not be shown. A container is not sensitive because its elements are.
    pub sensitive: bool,
}

/// The kinds of term.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Nothing; written for an attribute, the same as leaving it out.
    Null,
    /// A truth.
    Bool(bool),
    /// A number, exact.
    Number(Number),
    /// A text.
    Text(Arc<str>),
    /// A time span in milliseconds.
    Duration(u64),
    /// An amount of storage in bytes.
    Size(u64),
    /// Elements in order.
    List(Arc<[Term]>),
    /// Elements that are all known, each once, sorted as Terraform sorts them.
    Set(Arc<[Term]>),
    /// An object or a map.
    Object(Arc<Object>),
    /// A right to use a component.
    Grant(Arc<GrantReference>),
    /// A handle on a value in a secret store.
    Secret(Arc<Secret>),
    /// Known only at deployment.
    Deferred(Arc<Expression>),
}

/// A grant of a component: `postgres.orders.readwrite`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GrantReference {
    /// Who gives it.
    pub component: ComponentName,
    /// What is given.
    pub grant: GrantName,
}

/// Where a value stands in a secret store.
#[derive(Clone, Debug)]
pub struct Secret {
    /// An ARN or the URI of a Key Vault secret.
    pub reference: Term,
    /// The field, where the stored value is a document.
    pub key: Option<Term>,
}

impl Kind {
    /// The term of this kind that was written there.
    pub fn at(self, span: Span) -> Term {
        Term {
            kind: self,
            span,
            sensitive: false,
        }
    }

    /// A text.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Self::Text(text.into())
    }

    /// A whole number.
    pub fn integer(number: i64) -> Self {
        Self::Number(Number::from(number))
    }
}

impl Term {
    /// The same term, as written elsewhere.
    #[must_use]
    pub fn moved(mut self, span: Span) -> Self {
        self.span = span;
        self
    }

    /// The same term, sensitive too if `mark` says so.
    #[must_use]
    pub fn marked(mut self, mark: bool) -> Self {
        self.sensitive |= mark;
        self
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// Whether it is known only at deployment, as a whole.
    pub fn is_deferred(&self) -> bool {
        matches!(self.kind, Kind::Deferred(_))
    }

    /// Whether it and everything in it is known.
    pub fn is_known(&self) -> bool {
        match &self.kind {
            Kind::Deferred(_) => false,
            Kind::List(items) | Kind::Set(items) => items.iter().all(Self::is_known),
            Kind::Object(object) => object.values().all(Self::is_known),
            Kind::Secret(secret) => {
                secret.reference.is_known() && secret.key.as_ref().is_none_or(Self::is_known)
            }
            _ => true,
        }
    }

    /// Whether it or anything in it may not be shown.
    pub fn holds_sensitive(&self) -> bool {
        self.sensitive
            || match &self.kind {
                Kind::List(items) | Kind::Set(items) => items.iter().any(Self::holds_sensitive),
                Kind::Object(object) => object.values().any(Self::holds_sensitive),
                _ => false,
            }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&Arc<str>> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The truth, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The elements of a list or set.
    pub fn as_items(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::List(items) | Kind::Set(items) => Some(items),
            _ => None,
        }
    }

    /// The keys and values of an object.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.kind {
            Kind::Object(object) => Some(object),
            _ => None,
        }
    }

    /// What remains of the expression, if it is not known.
    pub fn as_deferred(&self) -> Option<&Arc<Expression>> {
        match &self.kind {
            Kind::Deferred(expression) => Some(expression),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Terms are moved more than anything else.
    #[test]
    fn a_term_is_small() {
        assert!(size_of::<Term>() <= 40, "{}", size_of::<Term>());
    }
}
