//! An expression of a module → the value in the spec that it is made of.

use super::Component;
use crate::names::{InputName, LocalName, Name};
use crate::source::Span;
use crate::syntax::tree::{Expression, ExpressionKind, Step};
use std::collections::BTreeSet;

impl Component<'_> {
    /// Where the spec gives the first of the inputs that an expression of the module reads, itself or
    /// through locals; `None` if it reads none that the spec gives.
    pub fn origin(&self, expression: &Expression) -> Option<Span> {
        self.origin_beyond(expression, &mut BTreeSet::new())
    }

    /// The same for the expression of the module that stands at a place; a list or an object is what
    /// the module wrote, whatever it is made of.
    pub fn origin_at(&self, at: Span) -> Option<Span> {
        let mut found: Option<&Expression> = None;
        self.implementation().visit(&mut |expression| {
            if expression.span == at {
                found = Some(expression);
            }
        });
        let is_written = |expression: &&Expression| {
            !matches!(
                expression.kind,
                ExpressionKind::Object(_) | ExpressionKind::List(_)
            )
        };
        self.origin(found.filter(is_written)?)
    }

    /// Sees every expression of the module, and of the overrides in the spec.
    fn visit<'e>(&'e self, see: &mut dyn FnMut(&'e Expression)) {
        self.implementation().visit(see);
        for written in &self.overrides {
            written.body.visit(see);
        }
    }

    /// Where the key of an object's entry stands, whose value stands at a place.
    pub fn key_at(&self, value: Span) -> Option<Span> {
        let mut found = None;
        self.visit(&mut |expression| {
            if let ExpressionKind::Object(entries) = &expression.kind {
                let entry = entries.iter().find(|entry| entry.value.span == value);
                found = found.or(entry.map(|entry| entry.key.span));
            }
        });
        found
    }

    /// Where a step of a path stands: the one with so many steps behind it, of the path at a place.
    pub fn step_at(&self, at: Span, behind: usize) -> Option<Span> {
        let mut found = None;
        self.visit(&mut |expression| {
            if let ExpressionKind::Path(path) = &expression.kind
                && expression.span == at
            {
                found = path.steps.iter().rev().nth(behind);
            }
        });
        match found? {
            Step::Name(name) => Some(name.span),
            Step::Index(index) => Some(index.span),
            Step::Names(span) | Step::Each(span) => Some(*span),
        }
    }

    fn origin_beyond<'e>(
        &'e self,
        expression: &'e Expression,
        seen: &mut BTreeSet<&'e str>,
    ) -> Option<Span> {
        let mut read = Vec::new();
        expression.visit(&mut |part| read.extend(member(part)));
        read.into_iter().find_map(|(root, name)| {
            let known = Name::new(name).ok()?;
            match root {
                "input" => self.given(&InputName(known)),
                "local" if seen.insert(name) => {
                    let local = self.implementation().locals.get(&LocalName(known))?;
                    self.origin_beyond(&local.value, seen)
                }
                _ => None,
            }
        })
    }

    fn given(&self, input: &InputName) -> Option<Span> {
        self.inputs.get(input).map(|input| input.value.span)
    }
}

/// `input` and `size` of `input.size.…`.
fn member(expression: &Expression) -> Option<(&str, &str)> {
    let ExpressionKind::Path(path) = &expression.kind else {
        return None;
    };
    match (&path.root.kind, path.steps.first()?) {
        (ExpressionKind::Name(root), Step::Name(name)) => Some((root, &name.text)),
        _ => None,
    }
}
