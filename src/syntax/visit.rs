//! All expressions in an expression.

use super::tree::{Binding, Body, Entry, Expression, ExpressionKind, Item, Part, Step};

impl Expression {
    /// Sees the expression itself, and then everything that it is made of, as it stands.
    pub fn visit<'e>(&'e self, see: &mut dyn FnMut(&'e Self)) {
        see(self);
        match &self.kind {
            ExpressionKind::Missing
            | ExpressionKind::Null
            | ExpressionKind::Bool(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::Name(_) => {}
            ExpressionKind::Template(parts) => parts.iter().for_each(|part| part.visit(see)),
            ExpressionKind::Path(path) => {
                path.root.visit(see);
                path.steps.iter().for_each(|step| step.visit(see));
            }
            ExpressionKind::List(items) => items.iter().for_each(|item| item.visit(see)),
            ExpressionKind::Object(entries) => entries.iter().for_each(|entry| entry.visit(see)),
            ExpressionKind::Call(call) => call.arguments.iter().for_each(|of| of.visit(see)),
            ExpressionKind::Unary(_, inner) | ExpressionKind::Group(inner) => inner.visit(see),
            ExpressionKind::Chain(chain) => {
                chain.first.visit(see);
                chain.rest.iter().for_each(|link| link.operand.visit(see));
            }
            ExpressionKind::Conditional(choice) => {
                let parts = [&choice.condition, &choice.yes, &choice.no];
                for part in parts {
                    part.visit(see);
                }
            }
            ExpressionKind::For(repeated) => {
                repeated.binding.visit(see);
                let parts = [&repeated.key, &repeated.condition];
                parts.into_iter().flatten().for_each(|part| part.visit(see));
                repeated.value.visit(see);
            }
        }
    }
}

impl Expression {
    /// Whether a reference in it begins with this name.
    pub fn mentions(&self, name: &str) -> bool {
        let mut found = false;
        self.visit(&mut |part| {
            found |= matches!(&part.kind, ExpressionKind::Name(root) if root == name);
        });
        found
    }

    /// Whether it calls one of these functions.
    pub fn calls(&self, names: &[&str]) -> bool {
        let mut found = false;
        self.visit(&mut |part| {
            found |= matches!(&part.kind, ExpressionKind::Call(call) if names.contains(&call.function.text.as_str()));
        });
        found
    }
}

impl Body {
    /// Sees every expression in it.
    pub fn visit<'e>(&'e self, see: &mut dyn FnMut(&'e Expression)) {
        for item in &self.items {
            item.visit(see);
        }
    }
}

impl Item {
    /// Sees every expression in it.
    pub fn visit<'e>(&'e self, see: &mut dyn FnMut(&'e Expression)) {
        match self {
            Self::Attribute(attribute) => attribute.value.visit(see),
            Self::Block(block) => block.body.visit(see),
        }
    }
}

impl Entry {
    /// A name as a key is no expression.
    fn visit<'e>(&'e self, see: &mut dyn FnMut(&'e Expression)) {
        if !matches!(self.key.kind, ExpressionKind::Name(_)) {
            self.key.visit(see);
        }
        self.value.visit(see);
    }
}

impl Step {
    fn visit<'e>(&'e self, see: &mut dyn FnMut(&'e Expression)) {
        if let Self::Index(index) = self {
            index.visit(see);
        }
    }
}

impl Binding {
    fn visit<'e>(&'e self, see: &mut dyn FnMut(&'e Expression)) {
        self.collection.visit(see);
    }
}

impl Part {
    fn visit<'e>(&'e self, see: &mut dyn FnMut(&'e Expression)) {
        match self {
            Self::Literal(_) => {}
            Self::Value(value) => value.visit(see),
            Self::If { condition, yes, no } => {
                condition.visit(see);
                yes.iter().chain(no).for_each(|part| part.visit(see));
            }
            Self::For { binding, body } => {
                binding.visit(see);
                for part in body {
                    part.visit(see);
                }
            }
        }
    }
}
