//! Tags: what the platform says about every resource that can have them.
//!
//! What does not mention the component is said once, for the provider or for all ARM resources;
//! the rest stands on each resource. An ARM resource has either those of all or its own, so where
//! some mention the component, all stand on each.

use super::place::Place;
use super::planner::Planner;
use super::stack::{Attribute, Value};
use super::view::found;
use crate::document::platform::Platform;
use crate::eval::{Found, Step};
use crate::names::ComponentName;
use crate::problems::Reported;
use crate::schema::arm;
use crate::source::Span;
use crate::syntax::tree::{Entry, Expression as Written, ExpressionKind};
use crate::term::address::{Address, Mode};
use crate::term::expression::{Expression, Function};
use crate::term::{Kind, Object, Term};
use std::sync::Arc;

/// What the platform writes about tags; none where there is nothing in it.
pub(super) struct Tags {
    /// Those that are the same for every component.
    shared: Option<Written>,
    /// Those that mention the component.
    own: Option<Written>,
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
            Some(tags) => self.written_tags(tags, Place::Platform(Some(component))),
            None => Ok(Kind::Object(Arc::default()).at(at)),
        }
    }

    /// The tags that are the same for every component.
    pub(super) fn shared_tags(&mut self, at: Span) -> Result<Term, Reported> {
        match &self.setup.tags.shared {
            Some(tags) => self.written_tags(tags, Place::Platform(None)),
            None => Ok(Kind::Object(Arc::default()).at(at)),
        }
    }

    /// Tags without those that are null, which no cloud takes.
    fn written_tags(&mut self, tags: &Written, place: Place<'_>) -> Result<Term, Reported> {
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
        let (Some(component), Some(tags)) = (address.owner.component(), &self.setup.tags.own)
        else {
            return Ok(());
        };
        if address.mode != Mode::Managed || !self.can_have_tags(&address.kind) {
            return Ok(());
        }
        let mut term = self.written_tags(tags, Place::Platform(Some(component)))?;
        if term.as_object().is_some_and(Object::is_empty) {
            return Ok(());
        }
        if let Some(own) = attributes.iter_mut().find(|own| &*own.name == "tags") {
            let given = own.value.whole(own.span);
            own.value = Value::Term(merged(&term, &given));
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

    fn can_have_tags(&self, kind: &str) -> bool {
        if kind.contains('/') {
            arm::facts(kind).is_some_and(|facts| facts.tags)
        } else {
            self.setup.schemas.has_tags(kind)
        }
    }
}

impl Tags {
    /// The tags as the platform writes them, in two.
    pub(super) fn of(platform: &Platform) -> Self {
        Self {
            shared: part(platform, |mentions| !mentions),
            own: part(platform, |mentions| mentions),
        }
    }
}

/// The tags of which it is as wanted whether they mention the component; none where there are none.
fn part(platform: &Platform, wanted: fn(bool) -> bool) -> Option<Written> {
    let tags = platform.tags.as_ref()?;
    let ExpressionKind::Object(entries) = &tags.kind else {
        return wanted(tags.mentions("component")).then(|| tags.clone());
    };
    let mentions =
        |entry: &Entry| entry.key.mentions("component") || entry.value.mentions("component");
    let entries = entries.iter().filter(|entry| wanted(mentions(entry)));
    let entries: Vec<_> = entries.cloned().collect();
    (!entries.is_empty()).then_some(Written {
        kind: ExpressionKind::Object(entries),
        span: tags.span,
    })
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
