//! The order of resources: none may wait for itself.

use super::name_error::NameError;
use super::stack::{Attribute, Resource, Value};
use crate::maps::IndexMap;
use crate::source::Span;
use crate::term::address::Address;
use crate::term::expression::Expression;
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
    let mut found: Vec<Edge> = Vec::new();
    let mut add = |to: &Arc<Address>, at| {
        let to = resources.get_index_of(to);
        found.extend(to.map(|to| Edge { to, at }));
    };
    of_attributes(&resource.attributes, &mut add);
    resource.named.iter().for_each(|(to, at)| add(to, *at));
    found
}

/// Shows every resource that attributes refer to, and where.
fn of_attributes(attributes: &[Attribute], see: &mut dyn FnMut(&Arc<Address>, Span)) {
    for attribute in attributes {
        match &attribute.value {
            Value::Term(term) => term.visit(&mut |part| {
                if let Some(Expression::Reference(to)) = part.as_deferred().map(AsRef::as_ref) {
                    see(&to.address, part.span);
                }
            }),
            Value::Block(body) => of_attributes(body, see),
            Value::Blocks(bodies) => bodies.iter().for_each(|body| of_attributes(body, see)),
        }
    }
}
