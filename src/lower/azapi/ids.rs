//! Ids that are put together from names, as Azure will.
//!
//! What is named by a hash of ids should be known when the deployment is planned, but the provider
//! gives an id only when the resource is there.

use super::Lowering;
use crate::plan::stack::Resource;
use crate::source::Span;
use crate::term::address::{Address, Mode};
use crate::term::expression::{Environmental, Expression, Step};
use crate::term::{Kind, Term};
use std::sync::Arc;

impl Lowering<'_> {
    /// The term, with locals for the ids in it.
    pub(super) fn early(&mut self, term: &Term) -> Term {
        let with_ids = term.rewritten(&mut |part| {
            let Expression::Reference(reference) = &**part.as_deferred()? else {
                return None;
            };
            let is_id = *reference.path == [Step::Field("id".into())];
            is_id.then(|| self.local(&reference.address, part.span))?
        });
        self.term(&with_ids)
    }

    /// The local with the id of a resource; none if a name on the way is known too late.
    fn local(&mut self, address: &Arc<Address>, span: Span) -> Option<Term> {
        let resource = self.stack.resources.get(address)?;
        if address.mode == Mode::Data {
            return None;
        }
        let name = match self.ids.get(address) {
            Some(known) => known.clone(),
            None => self.named(address, resource, span)?,
        };
        Some(Kind::Deferred(Expression::Local(name).into()).at(span))
    }

    /// Makes the local.
    fn named(
        &mut self,
        address: &Arc<Address>,
        resource: &Resource,
        span: Span,
    ) -> Option<Arc<str>> {
        let parts = self.parts(resource, span)?;
        let id = Kind::Deferred(Expression::Template(joined(parts)).into()).at(span);
        let name = self.local_name(&format!("{}_id", address.symbol()));
        self.ids.insert(address.clone(), name.clone());
        self.locals.insert(name.clone(), id);
        Some(name)
    }

    /// What the id consists of: that of what it stands in, its type, its name.
    fn parts(&mut self, resource: &Resource, span: Span) -> Option<Vec<Term>> {
        let arm = resource.arm.as_ref()?;
        let kind = resource.address.kind.split('@').next()?;
        let parent = arm
            .parent
            .as_ref()
            .and_then(|at| self.stack.resources.get(at));
        let scope = arm
            .scope
            .as_ref()
            .and_then(|at| self.stack.resources.get(at));
        let (mut parts, between) = match (parent, scope) {
            (Some(parent), _) => (self.parts(parent, span)?, format!("/{}/", last(kind))),
            (None, Some(scope)) => (self.parts(scope, span)?, format!("/providers/{kind}/")),
            (None, None) => (vec![group(span)], format!("/providers/{kind}/")),
        };
        parts.push(Kind::text(between).at(span));
        parts.extend(self.name(resource)?);
        Some(parts)
    }

    fn name(&mut self, resource: &Resource) -> Option<Vec<Term>> {
        if let Some(id) = resource.term("id") {
            return Some(vec![self.term(id)]);
        }
        let name = resource.term("name")?;
        let references = name.references();
        if !references.iter().all(|reference| reference.is_early()) {
            return None;
        }
        let name = self.early(name);
        match name.as_deferred().map(AsRef::as_ref) {
            Some(Expression::Template(parts)) => Some(parts.clone()),
            _ => Some(vec![name]),
        }
    }
}

/// The parts of a template, in which no two texts stand side by side.
fn joined(parts: Vec<Term>) -> Vec<Term> {
    let mut joined: Vec<Term> = Vec::new();
    for part in parts {
        match (joined.last_mut().map(|last| &mut last.kind), &part.kind) {
            (Some(Kind::Text(text)), Kind::Text(more)) => *text = format!("{text}{more}").into(),
            _ => joined.push(part),
        }
    }
    joined
}

/// The id of the resource group.
pub(super) fn group(span: Span) -> Term {
    let group = Expression::Environmental(Environmental::ResourceGroupId);
    Kind::Deferred(group.into()).at(span)
}

fn last(kind: &str) -> &str {
    kind.rsplit('/').next().unwrap_or(kind)
}
