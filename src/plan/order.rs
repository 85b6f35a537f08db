//! The order of resources: none may wait for itself.

use super::name_error::NameError;
use super::stack::{Attribute, Resource, Value};
use crate::maps::{HashSet, IndexMap};
use crate::source::Span;
use crate::term::address::Address;
use crate::term::expression::Expression;
use crate::term::{Kind, Term};
use std::sync::Arc;

/// One resource that waits for another, and where that is written.
struct Edge {
    to: usize,
    at: Span,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

/// The error that shows the way around, if resources wait for each other.
pub(super) fn is_acyclic(resources: &IndexMap<Arc<Address>, Resource>) -> Result<(), NameError> {
    let mut walk = Walk {
        resources,
        edges: resources
            .values()
            .map(|resource| edges(resource, resources))
            .collect(),
        marks: vec![Mark::New; resources.len()],
        path: Vec::new(),
    };
    (0..resources.len()).try_for_each(|at| walk.visit(at))
}

struct Walk<'s> {
    resources: &'s IndexMap<Arc<Address>, Resource>,
    edges: Vec<Vec<Edge>>,
    marks: Vec<Mark>,
    path: Vec<usize>,
}

impl Walk<'_> {
    fn visit(&mut self, at: usize) -> Result<(), NameError> {
        if self.mark(at) != Mark::New {
            return Ok(());
        }
        self.set(at, Mark::Open);
        self.path.push(at);
        let edges = self
            .edges
            .get_mut(at)
            .map(std::mem::take)
            .unwrap_or_default();
        for edge in edges {
            if self.mark(edge.to) == Mark::Open {
                return Err(self.cycle(&edge));
            }
            self.visit(edge.to)?;
        }
        self.path.pop();
        self.set(at, Mark::Done);
        Ok(())
    }

    fn mark(&self, at: usize) -> Mark {
        self.marks.get(at).copied().unwrap_or(Mark::Done)
    }

    fn set(&mut self, at: usize, mark: Mark) {
        if let Some(place) = self.marks.get_mut(at) {
            *place = mark;
        }
    }

    fn cycle(&self, edge: &Edge) -> NameError {
        let from = self.path.iter().position(|at| *at == edge.to).unwrap_or(0);
        let around = self.path.iter().skip(from).chain([&edge.to]);
        let addresses = around.filter_map(|at| self.resources.get_index(*at));
        let addresses: Vec<_> = addresses.map(|(address, _)| address.to_string()).collect();
        NameError::ResourceCycle {
            path: addresses.join(" → "),
            at: edge.at,
        }
    }
}

fn edges(resource: &Resource, resources: &IndexMap<Arc<Address>, Resource>) -> Vec<Edge> {
    let mut found: Vec<(Arc<Address>, Span)> = Vec::new();
    of_attributes(&resource.attributes, &mut found);
    found.extend(resource.named.iter().cloned());
    let mut seen = HashSet::default();
    let edges = found.into_iter().filter_map(|(to, at)| {
        let to = resources.get_index_of(&to)?;
        seen.insert(to).then_some(Edge { to, at })
    });
    edges.collect()
}

fn of_attributes(attributes: &[Attribute], found: &mut Vec<(Arc<Address>, Span)>) {
    for attribute in attributes {
        match &attribute.value {
            Value::Term(term) => references(term, found),
            Value::Block(body) => of_attributes(body, found),
            Value::Blocks(bodies) => bodies.iter().for_each(|body| of_attributes(body, found)),
        }
    }
}

/// Every resource that a term refers to, and where.
pub(super) fn references(term: &Term, found: &mut Vec<(Arc<Address>, Span)>) {
    match &term.kind {
        Kind::List(items) | Kind::Set(items) => {
            items.iter().for_each(|item| references(item, found));
        }
        Kind::Object(object) => object.values().for_each(|value| references(value, found)),
        Kind::Secret(secret) => {
            references(&secret.reference, found);
            secret.key.iter().for_each(|key| references(key, found));
        }
        Kind::Deferred(expression) => match &**expression {
            Expression::Reference(reference) => found.push((reference.address.clone(), term.span)),
            expression => expression
                .operands()
                .for_each(|term| references(term, found)),
        },
        _ => {}
    }
}
