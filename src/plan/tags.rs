//! Tags: what the platform says about every resource that can have them.
//!
//! What does not mention the component is said once, for the provider or for all ARM resources;
//! the rest stands on each resource. An ARM resource has either those of all or its own, so where
//! some mention the component, all stand on each.

use super::place::Place;
use super::planner::Planner;
use super::stack::{Attribute, Value};
use super::view::found;
use crate::eval::{Found, Step};
use crate::names::ComponentName;
use crate::problems::Reported;
use crate::schema::{arm, terraform};
use crate::source::Span;
use crate::syntax::tree::{Entry, Expression as Written, ExpressionKind};
use crate::term::address::{Address, Mode};
use crate::term::expression::{Expression, Function};
use crate::term::{Kind, Object, Term};
use std::sync::Arc;

/// Which tags are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Those that are the same for every component.
    Shared,
    /// Those that mention the component.
    Own,
}

impl Planner<'_> {
    /// `platform.tags`: those that are the same for every component.
    pub(super) fn platform_tags(
        &mut self,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        let (name, at) = self.member("platform", span, steps)?;
        match name {
            "tags" => Ok(found(self.shared_tags(at)?, 1)),
            _ => Err(self.unknown_member("platform", name, at, &["tags"])),
        }
    }

    /// All tags of a component's resources.
    pub(super) fn component_tags(
        &mut self,
        component: &ComponentName,
        at: Span,
    ) -> Result<Term, Reported> {
        match &self.setup.platform.tags {
            Some(tags) => self.written_tags(tags, &Place::Platform(Some(component.clone()))),
            None => Ok(Kind::Object(Arc::default()).at(at)),
        }
    }

    /// The tags that are the same for every component.
    pub(super) fn shared_tags(&mut self, at: Span) -> Result<Term, Reported> {
        match self.tags_of(Part::Shared) {
            Some(tags) => self.written_tags(&tags, &Place::Platform(None)),
            None => Ok(Kind::Object(Arc::default()).at(at)),
        }
    }

    /// Tags without those that are null, which no cloud takes.
    fn written_tags(&mut self, tags: &Written, place: &Place) -> Result<Term, Reported> {
        let term = self.evaluate(tags, place)?;
        let Kind::Object(all) = &term.kind else {
            return Ok(term);
        };
        let given = all.iter().filter(|(_, value)| !value.is_null());
        let given: Object = given
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        Ok(Kind::Object(given.into())
            .at(term.span)
            .marked(term.sensitive))
    }

    /// Puts the tags that mention the component on a resource that can have them, on an ARM resource
    /// with all others.
    ///
    /// What the module sets itself wins.
    pub(super) fn add_tags(
        &mut self,
        address: &Address,
        attributes: &mut Vec<Attribute>,
    ) -> Result<(), Reported> {
        let (Some(component), Some(tags)) = (address.owner.component(), self.tags_of(Part::Own))
        else {
            return Ok(());
        };
        if address.mode != Mode::Managed || !can_have_tags(&address.kind) {
            return Ok(());
        }
        let mut term = self.written_tags(&tags, &Place::Platform(Some(component.clone())))?;
        if term.as_object().is_some_and(Object::is_empty) {
            return Ok(());
        }
        if let Some(own) = attributes.iter_mut().find(|own| &*own.name == "tags") {
            if let Value::Term(given) = &own.value {
                term = merged(&term, given);
            }
            own.value = Value::Term(term);
            return Ok(());
        }
        if address.kind.contains('/') {
            term = self.component_tags(component, term.span)?;
        }
        attributes.push(Attribute {
            name: "tags".into(),
            span: term.span,
            value: Value::Term(term),
        });
        Ok(())
    }

    /// A part of the tags as the platform writes them; none where there is nothing in it.
    fn tags_of(&self, part: Part) -> Option<Written> {
        let tags = self.setup.platform.tags.as_ref()?;
        let ExpressionKind::Object(entries) = &tags.kind else {
            let is_own = tags.mentions("component");
            return (is_own == (part == Part::Own)).then(|| tags.clone());
        };
        let wanted = |entry: &&Entry| {
            let is_own = entry.key.mentions("component") || entry.value.mentions("component");
            is_own == (part == Part::Own)
        };
        let entries: Vec<_> = entries.iter().filter(wanted).cloned().collect();
        (!entries.is_empty()).then_some(Written {
            kind: ExpressionKind::Object(entries),
            span: tags.span,
        })
    }
}

fn can_have_tags(kind: &str) -> bool {
    if kind.contains('/') {
        arm::facts(kind).is_some_and(|facts| facts.tags)
    } else {
        terraform::has_tags(kind)
    }
}

fn merged(platform: &Term, module: &Term) -> Term {
    if module.is_deferred() {
        let both = vec![platform.clone(), module.clone()];
        let call = Expression::Call(Function("merge"), both);
        let sensitive = platform.holds_sensitive() || module.sensitive;
        return Kind::Deferred(call.into())
            .at(module.span)
            .marked(sensitive);
    }
    let mut all: Object = module.as_object().cloned().unwrap_or_default();
    for (key, value) in platform.as_object().into_iter().flatten() {
        all.entry(key.clone()).or_insert_with(|| value.clone());
    }
    Kind::Object(all.into()).at(module.span)
}
