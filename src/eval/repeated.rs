//! `for` expressions.
//!
//! Objects are gone over by the order of their keys, as in Terraform.

use super::{Error, Evaluator, convert};
use crate::maps::IndexMap;
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::{Binding, Expression, For};
use crate::term::{Kind, Object, Term};
use std::sync::Arc;

/// What begins a reference in some document.
const ROOTS: [&str; 18] = [
    "access",
    "component",
    "consumer",
    "count",
    "data",
    "each",
    "environment",
    "ephemeral",
    "grant",
    "input",
    "local",
    "output",
    "parameter",
    "platform",
    "resource",
    "service",
    "setting",
    "target",
];

impl Evaluator<'_> {
    pub(super) fn repeated(&mut self, repeated: &For, span: Span) -> Result<Term, Reported> {
        let elements = self.elements_of(&repeated.binding)?;
        match &repeated.key {
            None => self.repeated_list(repeated, elements, span),
            Some(key) if repeated.grouped => self.groups(repeated, key, elements, span),
            Some(key) => self.repeated_object(repeated, key, elements, span),
        }
    }

    fn repeated_list(
        &mut self,
        repeated: &For,
        elements: Vec<(Term, Term)>,
        span: Span,
    ) -> Result<Term, Reported> {
        let mut items = Vec::new();
        self.each_element(repeated, elements, |evaluator| {
            items.push(evaluator.expression(&repeated.value)?);
            Ok(())
        })?;
        self.sized(Kind::List(items.into()), span)
    }

    fn repeated_object(
        &mut self,
        repeated: &For,
        key: &Expression,
        elements: Vec<(Term, Term)>,
        span: Span,
    ) -> Result<Term, Reported> {
        let mut object = Object::default();
        self.each_entry(repeated, key, elements, |evaluator, name, value| {
            evaluator.insert(&mut object, name, value, key.span)
        })?;
        self.sized(Kind::Object(object.into()), span)
    }

    /// Values of equal keys in a list: `{ for … : key => value... }`.
    fn groups(
        &mut self,
        repeated: &For,
        key: &Expression,
        elements: Vec<(Term, Term)>,
        span: Span,
    ) -> Result<Term, Reported> {
        let mut groups: IndexMap<Arc<str>, Vec<Term>> = IndexMap::default();
        self.each_entry(repeated, key, elements, |_, name, value| {
            groups.entry(name).or_default().push(value);
            Ok(())
        })?;
        let lists = groups
            .into_iter()
            .map(|(name, items)| (name, Kind::List(items.into()).at(span)));
        let object: Object = lists.collect();
        self.sized(Kind::Object(object.into()), span)
    }

    fn each_entry(
        &mut self,
        repeated: &For,
        key: &Expression,
        elements: Vec<(Term, Term)>,
        mut take: impl FnMut(&mut Self, Arc<str>, Term) -> Result<(), Reported>,
    ) -> Result<(), Reported> {
        self.each_element(repeated, elements, |evaluator| {
            let name = evaluator.expression(key)?;
            let name = evaluator.key_text(&name, key.span)?;
            let value = evaluator.expression(&repeated.value)?;
            take(evaluator, name, value)
        })
    }

    /// Does something for each element that meets the condition, with its names bound.
    fn each_element(
        &mut self,
        repeated: &For,
        elements: Vec<(Term, Term)>,
        mut take: impl FnMut(&mut Self) -> Result<(), Reported>,
    ) -> Result<(), Reported> {
        for (key, element) in elements {
            self.with_bound(&repeated.binding, key, element, |evaluator| {
                if evaluator.takes_part(repeated)? {
                    take(evaluator)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn takes_part(&mut self, repeated: &For) -> Result<bool, Reported> {
        let Some(condition) = &repeated.condition else {
            return Ok(true);
        };
        let term = self.expression(condition)?;
        match self.known_truth(&term, condition.span)? {
            Some(truth) => Ok(truth),
            None => Err(self.report(Error::UnknownShape { at: condition.span })),
        }
    }

    /// The keys and values that a `for` goes over.
    pub(super) fn elements_of(&mut self, binding: &Binding) -> Result<Vec<(Term, Term)>, Reported> {
        self.names_are_free(binding)?;
        let span = binding.collection.span;
        let collection = self.expression(&binding.collection)?;
        let mark = collection.sensitive;
        match &collection.kind {
            Kind::List(items) => Ok(numbered(items, span)),
            Kind::Set(items) => Ok(items
                .iter()
                .map(|item| (item.clone(), item.clone()))
                .collect()),
            Kind::Object(object) => Ok(by_key(object, span)),
            Kind::Deferred(_) => Err(self.report(Error::UnknownLength { at: span })),
            kind => Err(self.report(Error::NotACollection {
                found: convert::words(kind),
                at: span,
            })),
        }
        .map(|elements| {
            let marked = |(key, value): (Term, Term)| (key.marked(mark), value.marked(mark));
            elements.into_iter().map(marked).collect()
        })
    }

    /// A variable hides neither an outer one, nor its sibling, nor what begins a reference.
    fn names_are_free(&mut self, binding: &Binding) -> Result<(), Reported> {
        let (key, value) = (&binding.key, &binding.value);
        let sibling = key.as_ref().filter(|key| key.text == value.text);
        let names = key.iter().chain([value]);
        let hiding = names.into_iter().find(|name| {
            let name = name.text.as_str();
            let is_root = ROOTS.contains(&name) || self.scope.begins_reference(name);
            is_root || self.variable(name).is_some()
        });
        let taken = hiding.or(sibling.map(|_| value));
        match taken {
            None => Ok(()),
            Some(name) => Err(self.report(Error::TakenVariable {
                name: name.text.clone(),
                at: name.span,
            })),
        }
    }

    /// Does something with the variables of a `for` bound.
    pub(super) fn with_bound<T>(
        &mut self,
        binding: &Binding,
        key: Term,
        value: Term,
        then: impl FnOnce(&mut Self) -> Result<T, Reported>,
    ) -> Result<T, Reported> {
        let before = self.bound.len();
        if let Some(name) = &binding.key {
            self.bound.push((name.text.clone(), key));
        }
        self.bound.push((binding.value.text.clone(), value));
        let result = then(self);
        self.bound.truncate(before);
        result
    }
}

fn numbered(items: &[Term], span: Span) -> Vec<(Term, Term)> {
    let index = |index: usize| Kind::integer(i64::try_from(index).unwrap_or(i64::MAX)).at(span);
    let numbered = items.iter().enumerate();
    numbered
        .map(|(at, item)| (index(at), item.clone()))
        .collect()
}

fn by_key(object: &Object, span: Span) -> Vec<(Term, Term)> {
    let mut sorted: Vec<_> = object.iter().collect();
    sorted.sort_by_key(|(key, _)| *key);
    let pair = |(key, value): (&Arc<str>, &Term)| (Kind::Text(key.clone()).at(span), value.clone());
    sorted.into_iter().map(pair).collect()
}
