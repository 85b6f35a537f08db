//! Ways through a term: seeing every part of it, and changing some.

use super::expression::{Expression, Reference};
use super::{Kind, Object, Secret, Term};
use std::sync::Arc;

impl Term {
    /// Shows every term in this one, itself first.
    pub fn visit<'t>(&'t self, see: &mut dyn FnMut(&'t Self)) {
        see(self);
        match &self.kind {
            Kind::List(items) | Kind::Set(items) => items.iter().for_each(|item| item.visit(see)),
            Kind::Object(object) => object.values().for_each(|value| value.visit(see)),
            Kind::Secret(secret) => {
                secret.reference.visit(see);
                secret.key.iter().for_each(|key| key.visit(see));
            }
            Kind::Deferred(expression) => {
                for part in expression.operands() {
                    part.visit(see);
                }
            }
            _ => {}
        }
    }

    /// Whether it or any term in it is as wanted.
    pub fn any(&self, wanted: &mut dyn FnMut(&Self) -> bool) -> bool {
        let mut found = false;
        self.visit(&mut |term| found = found || wanted(term));
        found
    }

    /// Every reference to a resource in it.
    pub fn references(&self) -> Vec<&Reference> {
        let mut found = Vec::new();
        self.visit(&mut |term| {
            if let Some(Expression::Reference(reference)) = term.as_deferred().map(AsRef::as_ref) {
                found.push(reference);
            }
        });
        found
    }

    /// The names of all parameters in it, one for each time that it stands there.
    pub fn parameters(&self) -> Vec<Arc<str>> {
        let mut found = Vec::new();
        self.visit(&mut |term| {
            if let Some(Expression::Parameter { name, .. }) = term.as_deferred().map(AsRef::as_ref)
            {
                found.push(name.clone());
            }
        });
        found
    }

    /// The same term, with what `change` gives in place of each part for which it gives something.
    #[must_use]
    pub fn rewritten(&self, change: &mut dyn FnMut(&Self) -> Option<Self>) -> Self {
        if let Some(changed) = change(self) {
            return changed;
        }
        let mut all = |items: &[Self]| items.iter().map(|item| item.rewritten(change)).collect();
        let kind = match &self.kind {
            Kind::List(items) => Kind::List(all(items)),
            Kind::Set(items) => Kind::Set(all(items)),
            Kind::Object(object) => Kind::Object(Arc::new(values(object, change))),
            Kind::Secret(secret) => Kind::Secret(Arc::new(self::secret(secret, change))),
            Kind::Deferred(expression) => Kind::Deferred(Arc::new(operands(expression, change))),
            known => known.clone(),
        };
        Self {
            kind,
            ..self.clone()
        }
    }

    /// The term without what is null in its objects, at every depth.
    #[must_use]
    pub fn without_nulls(&self) -> Self {
        let kind = match &self.kind {
            Kind::List(items) => Kind::List(items.iter().map(Self::without_nulls).collect()),
            Kind::Object(object) => {
                let set = object.iter().filter(|(_, value)| !value.is_null());
                let set = set.map(|(key, value)| (key.clone(), value.without_nulls()));
                Kind::Object(Arc::new(set.collect()))
            }
            kind => kind.clone(),
        };
        Self {
            kind,
            ..self.clone()
        }
    }
}

fn values(object: &Object, change: &mut dyn FnMut(&Term) -> Option<Term>) -> Object {
    let pairs = object.iter();
    pairs
        .map(|(key, value)| (key.clone(), value.rewritten(change)))
        .collect()
}

fn secret(secret: &Secret, change: &mut dyn FnMut(&Term) -> Option<Term>) -> Secret {
    Secret {
        reference: secret.reference.rewritten(change),
        key: secret.key.as_ref().map(|key| key.rewritten(change)),
    }
}

fn operands(expression: &Expression, change: &mut dyn FnMut(&Term) -> Option<Term>) -> Expression {
    let mut of = |term: &Term| term.rewritten(change);
    match expression {
        Expression::Reference(_)
        | Expression::Parameter { .. }
        | Expression::Environmental(_)
        | Expression::Local(_) => expression.clone(),
        Expression::Template(parts) => Expression::Template(parts.iter().map(of).collect()),
        Expression::Call(function, arguments) => {
            Expression::Call(*function, arguments.iter().map(of).collect())
        }
        Expression::Unary(operator, operand) => Expression::Unary(*operator, of(operand)),
        Expression::Binary(operator, left, right) => {
            Expression::Binary(*operator, of(left), of(right))
        }
        Expression::Conditional { condition, yes, no } => Expression::Conditional {
            condition: of(condition),
            yes: of(yes),
            no: of(no),
        },
        Expression::Index { collection, key } => Expression::Index {
            collection: of(collection),
            key: of(key),
        },
        Expression::Path(value, steps) => Expression::Path(of(value), steps.clone()),
    }
}
