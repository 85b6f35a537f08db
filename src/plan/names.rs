//! Names that must differ: physical ones of one kind, and symbols.

use super::error::Error;
use super::place::Within;
use super::planner::Planner;
use super::stack::Resource;
use crate::document::implementation::ResourceKey;
use crate::maps::HashMap;
use crate::names::ComponentName;
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::Attribute;
use crate::term::Term;
use crate::term::address::Mode;
use std::sync::Arc;

/// A name that `fit` or `unique` made: in which attribute of which resources it is, and what it is.
pub(super) type PhysicalNames = HashMap<(Namesakes, String, Arc<str>), Origin>;

/// The resources whose names must differ: those of one type, or with `parent` those in one parent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Namesakes {
    kind: Arc<str>,
    /// Of which component, and what it is called there.
    parent: Option<(ComponentName, String)>,
}

/// Where something stands in a module, and which component it is made for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    written: Span,
    component: Option<Span>,
}

impl Origin {
    /// The places to show of two that clash: the components where they differ, which can be
    /// renamed, and else what the module says.
    fn clash(self, first: Self) -> (Span, Span) {
        match (self.component, first.component) {
            (Some(again), Some(before)) if again != before => (again, before),
            _ => (self.written, first.written),
        }
    }
}

impl Planner<'_> {
    /// Keeps a physical name, and reports if another resource has it in the same attribute.
    pub(super) fn remember_name(
        &mut self,
        within: &Within,
        setting: &Attribute,
        term: &Term,
    ) -> Result<(), Reported> {
        let Some(name) = term.as_text() else {
            return Ok(());
        };
        let Some(namesakes) = self.namesakes_of(within, setting) else {
            return Ok(());
        };
        let kind = namesakes.kind.to_string();
        let key = (namesakes, setting.name.text.clone(), name.clone());
        let origin = self.origin(term.span, within.component());
        let Some(first) = self.physical_names.insert(key, origin) else {
            return Ok(());
        };
        let (at, first) = origin.clash(first);
        Err(self.report(Error::NameTwice {
            kind,
            name: name.to_string(),
            at,
            first,
        }))
    }

    /// The resource that an attribute stands in, as far as its name must differ from others.
    fn namesakes_of(&self, within: &Within, setting: &Attribute) -> Option<Namesakes> {
        let name = within.component()?;
        let component = self.component(name)?;
        let access = self
            .access_of(&within.owner)
            .map(|access| &access.resources);
        let own = &component.implementation().resources;
        let resources = access.into_iter().chain([own]).flat_map(|all| all.iter());
        let holds = |span: Span| {
            let name = setting.name.span;
            span.file == name.file && span.start() <= name.start() && name.end() <= span.end()
        };
        let found = resources
            .map(|(_, resource): (&ResourceKey, _)| resource)
            .find(|resource| holds(resource.span))?;
        let parent = match &found.parent {
            Some(parent) => Some((name.clone(), parent.as_reference()?)),
            None => None,
        };
        Some(Namesakes {
            kind: found.kind.text.as_str().into(),
            parent,
        })
    }

    fn origin(&self, written: Span, component: Option<&ComponentName>) -> Origin {
        let component = component.and_then(|name| self.component(name));
        Origin {
            written,
            component: component.map(|component| component.name_span),
        }
    }

    /// Two resources of one type need symbols that differ.
    pub(super) fn symbols_differ(&mut self, resources: &[Resource]) -> Result<(), Reported> {
        let mut known: HashMap<(Mode, Arc<str>, String), Origin> = HashMap::default();
        known.reserve(resources.len());
        let mut result = Ok(());
        for resource in resources {
            let symbol = resource.address.symbol();
            let key = (
                resource.address.mode,
                resource.address.kind.clone(),
                symbol.clone(),
            );
            let origin = self.origin(resource.span, resource.address.owner.component());
            if let Some(first) = known.insert(key, origin) {
                let (at, first) = origin.clash(first);
                result = Err(self.report(Error::SymbolTwice { symbol, at, first }));
            }
        }
        result
    }
}
