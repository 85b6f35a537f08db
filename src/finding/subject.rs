//! What a line of the output is about → where spec and module say it.

use super::outline::{Half, Step, Way};
use crate::check::Component;
use crate::plan::stack::{Attribute, Resource, Value};
use crate::source::Span;
use crate::term::Term;
use crate::term::expression::Expression;

/// What a finding is about.
pub(super) struct Subject<'s> {
    /// The resource; none for what stands outside of all.
    pub(super) resource: Option<&'s Resource>,
    /// Where the rest of the way begins.
    root: Root<'s>,
    /// The rest of the way.
    steps: Vec<Step>,
    half: Half,
}

/// What a way leads into.
enum Root<'s> {
    Attributes(&'s [Attribute]),
    Term(&'s Term),
    Name(Span),
}

impl<'s> Subject<'s> {
    /// A part of a resource: the first `passed` steps lead to it.
    pub(super) fn of(resource: &'s Resource, way: Way, passed: usize) -> Self {
        let subject = Self::among(&resource.attributes, way, passed);
        Self {
            resource: Some(resource),
            ..subject
        }
    }

    /// A part of attributes that no resource has.
    pub(super) fn among(attributes: &'s [Attribute], way: Way, passed: usize) -> Self {
        Self {
            resource: None,
            root: Root::Attributes(attributes),
            steps: way.steps.into_iter().skip(passed).collect(),
            half: way.half,
        }
    }

    /// A value that stands alone.
    pub(super) fn alone(term: &'s Term, way: Way, passed: usize) -> Self {
        let subject = Self::among(&[], way, passed);
        Self {
            root: Root::Term(term),
            ..subject
        }
    }

    /// What has a name there, and no value.
    pub(super) fn named(at: Span, way: Way) -> Self {
        let subject = Self::among(&[], way, 0);
        Self {
            root: Root::Name(at),
            ..subject
        }
    }

    /// Where it stands, as closely as it is known, and whether a value is meant that an input may have
    /// given.
    pub(super) fn place(&self, component: Option<&Component<'_>>) -> Option<Place> {
        let search = Search {
            half: self.half,
            component,
        };
        let found = match self.root {
            Root::Attributes(attributes) => search.among(attributes, &self.steps),
            Root::Term(term) => Some(search.within(term, term.span, &self.steps)),
            Root::Name(at) => Some(name(at)),
        };
        found.or_else(|| Some(name(self.resource?.header)))
    }
}

/// Where something stands, and which half of it is meant.
pub(super) type Place = (Span, Half);

fn name(at: Span) -> Place {
    (at, Half::Name)
}

struct Search<'c> {
    half: Half,
    component: Option<&'c Component<'c>>,
}

impl Search<'_> {
    fn among(&self, attributes: &[Attribute], steps: &[Step]) -> Option<Place> {
        let (first, rest) = steps.split_first()?;
        let mut attributes = attributes.iter();
        let attribute = attributes.find(|attribute| *attribute.name == *first.name())?;
        let inner = match &attribute.value {
            Value::Term(term) => Some(self.within(term, attribute.span, rest)),
            Value::Block(body) => self.among(body, rest),
            Value::Blocks(bodies) => {
                let (index, rest) = item(rest);
                bodies.get(index).and_then(|body| self.among(body, rest))
            }
        };
        inner.or(Some(name(attribute.span)))
    }

    /// Within a value whose name stands at `outer`.
    fn within(&self, term: &Term, outer: Span, steps: &[Step]) -> Place {
        let Some((step, rest)) = steps.split_first() else {
            return self.end(term, outer);
        };
        if let Some(only) = only_argument(term) {
            return self.within(only, outer, steps);
        }
        let inner = match step {
            Step::Name(key) => term.as_object().and_then(|object| object.get(key.as_str())),
            Step::Item(index) => term.as_items().and_then(|items| items.get(*index)),
        };
        let Some(inner) = inner else {
            return name(outer);
        };
        let key = self.component.and_then(|of| of.key_at(inner.span));
        self.within(inner, key.unwrap_or(inner.span), rest)
    }

    /// Of a structure no single input is to blame.
    fn end(&self, term: &Term, outer: Span) -> Place {
        let is_structure = term.as_object().is_some() || term.as_items().is_some();
        match self.half {
            Half::Name => name(outer),
            Half::Value if is_structure => name(term.span),
            Half::Value => (term.span, Half::Value),
        }
    }
}

/// A block that stands alone may be written without its index.
fn item(steps: &[Step]) -> (usize, &[Step]) {
    match steps.split_first() {
        Some((Step::Item(index), rest)) => (*index, rest),
        _ => (0, steps),
    }
}

/// What `jsonencode` and its like are called with, which is written as a structure elsewhere.
fn only_argument(term: &Term) -> Option<&Term> {
    match term.as_deferred().map(AsRef::as_ref) {
        Some(Expression::Call(_, arguments)) => match arguments.as_slice() {
            [only] => Some(only),
            _ => None,
        },
        _ => None,
    }
}
