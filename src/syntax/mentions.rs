//! Whether an expression mentions a name.

use super::tree::{Binding, Expression, ExpressionKind, For, Part, Step};

impl Expression {
    /// Whether a reference in it begins with this name.
    pub fn mentions(&self, name: &str) -> bool {
        let any = |all: &[Self]| all.iter().any(|inner| inner.mentions(name));
        match &self.kind {
            ExpressionKind::Missing
            | ExpressionKind::Null
            | ExpressionKind::Bool(_)
            | ExpressionKind::Number(_) => false,
            ExpressionKind::Name(root) => root == name,
            ExpressionKind::Template(parts) => parts.iter().any(|part| part.mentions(name)),
            ExpressionKind::Path(path) => {
                let in_index =
                    |step: &Step| matches!(step, Step::Index(index) if index.mentions(name));
                path.root.mentions(name) || path.steps.iter().any(in_index)
            }
            ExpressionKind::List(items) => any(items),
            ExpressionKind::Object(entries) => entries.iter().any(|entry| {
                let bare = matches!(entry.key.kind, ExpressionKind::Name(_));
                (!bare && entry.key.mentions(name)) || entry.value.mentions(name)
            }),
            ExpressionKind::Call(call) => any(&call.arguments),
            ExpressionKind::Unary(_, inner) | ExpressionKind::Group(inner) => inner.mentions(name),
            ExpressionKind::Chain(chain) => {
                let rest = || chain.rest.iter().any(|link| link.operand.mentions(name));
                chain.first.mentions(name) || rest()
            }
            ExpressionKind::Conditional(c) => [&c.condition, &c.yes, &c.no]
                .into_iter()
                .any(|inner| inner.mentions(name)),
            ExpressionKind::For(repeated) => repeated.mentions(name),
        }
    }
}

impl For {
    fn mentions(&self, name: &str) -> bool {
        let optional = self.key.iter().chain(&self.condition);
        self.binding.mentions(name)
            || self.value.mentions(name)
            || optional.into_iter().any(|inner| inner.mentions(name))
    }
}

impl Binding {
    fn mentions(&self, name: &str) -> bool {
        self.collection.mentions(name)
    }
}

impl Part {
    fn mentions(&self, name: &str) -> bool {
        let any = |parts: &[Self]| parts.iter().any(|part| part.mentions(name));
        match self {
            Self::Literal(_) => false,
            Self::Value(value) => value.mentions(name),
            Self::If { condition, yes, no } => condition.mentions(name) || any(yes) || any(no),
            Self::For { binding, body } => binding.mentions(name) || any(body),
        }
    }
}
