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
