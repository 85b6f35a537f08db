//! Whether two terms say the same, wherever they were written.

use super::expression::Expression;
use super::{Kind, Term};

impl PartialEq for Term {
    /// Spans do not count.
    fn eq(&self, other: &Self) -> bool {
        self.sensitive == other.sensitive && self.kind == other.kind
    }
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Duration(a), Self::Duration(b)) | (Self::Size(a), Self::Size(b)) => a == b,
            (Self::List(a), Self::List(b)) | (Self::Set(a), Self::Set(b)) => a == b,
            (Self::Object(a), Self::Object(b)) => a == b,
            (Self::Grant(a), Self::Grant(b)) => a == b,
            (Self::Secret(a), Self::Secret(b)) => a.reference == b.reference && a.key == b.key,
            (Self::Deferred(a), Self::Deferred(b)) => a == b,
            _ => false,
        }
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Reference(a), Self::Reference(b)) => a.address == b.address && a.path == b.path,
            (Self::Parameter { name: a, .. }, Self::Parameter { name: b, .. })
            | (Self::Local(a), Self::Local(b)) => a == b,
            (Self::Environmental(a), Self::Environmental(b)) => a == b,
            (Self::Template(a), Self::Template(b)) => a == b,
            (Self::Call(f, a), Self::Call(g, b)) => f == g && a == b,
            (Self::Unary(f, a), Self::Unary(g, b)) => f == g && a == b,
            (Self::Binary(f, left, right), Self::Binary(g, left2, right2)) => {
                f == g && left == left2 && right == right2
            }
            (
                Self::Conditional { condition, yes, no },
                Self::Conditional {
                    condition: other,
                    yes: yes2,
                    no: no2,
                },
            ) => condition == other && yes == yes2 && no == no2,
            (
                Self::Index { collection, key },
                Self::Index {
                    collection: other,
                    key: key2,
                },
            ) => collection == other && key == key2,
            (Self::Path(a, steps), Self::Path(b, other)) => a == b && steps == other,
            _ => false,
        }
    }
}
