//! Composites, taken apart: the components that fulfil one stand behind it in the service.
//!
//! A composite stays a component itself, which makes nothing: its inputs, outputs and grants are what
//! the spec and its own components see of each other. Inner names are joined to the outer one, and
//! what is written inside keeps the composite as the place of its names.

use super::error::Error;
use super::{Component, Override, Unread, written};
use crate::catalog::Packages;
use crate::document::service;
use crate::maps::{HashMap, IndexMap};
use crate::names::{ComponentName, names_of};
use crate::problems::{Problems, Reported};
use crate::source::Span;
use crate::suggest::{Hint, Words};

/// So many components a service has at most.
const MOST_COMPONENTS: usize = 1000;

/// The components of a composite.
const PARTS: Words = Words {
    some: "write one of its components, `.` and the resource; they are",
    none: "it has no components; remove this",
};

/// All components of a service, as composites are taken apart.
pub(super) struct Expansion<'d, 'p> {
    packages: &'d Packages,
    problems: &'p mut Problems,
    pub(super) components: IndexMap<ComponentName, Component<'d>>,
    /// Components of composites whose module could not be read.
    pub(super) unread: Vec<Unread<'d>>,
    pub(super) broken: Option<Reported>,
    /// The component that has a symbol, and where the one of the spec stands that it is, or is a part of.
    symbols: HashMap<String, (ComponentName, Span)>,
    /// Whether it was said that there are too many.
    told: bool,
}

impl<'d, 'p> Expansion<'d, 'p> {
    /// Takes the components of the spec apart.
    pub(super) fn of(
        components: IndexMap<ComponentName, Component<'d>>,
        packages: &'d Packages,
        problems: &'p mut Problems,
    ) -> Self {
        let mut expansion = Self {
            packages,
            problems,
            components: IndexMap::default(),
            unread: Vec::new(),
            broken: None,
            symbols: HashMap::default(),
            told: false,
        };
        for component in components.into_values() {
            expansion.add(component);
        }
        expansion
    }

    /// Reports that there is no room for more, once.
    fn is_full(&mut self, at: Span) -> bool {
        let most = MOST_COMPONENTS;
        let is_full = self.components.len() >= most;
        if is_full && !self.told {
            self.told = true;
            self.report(Error::TooManyComponents { most, at });
        }
        is_full
    }

    fn report(&mut self, error: Error) {
        self.broken = Some(self.problems.report(error));
    }

    /// Takes in a component of the spec, and all that it is made of.
    fn add(&mut self, component: Component<'d>) {
        let at = component.name_span;
        let mut open = vec![component];
        while let Some(mut component) = open.pop() {
            if component.outer.is_some() && self.is_full(at) {
                return;
            }
            if !self.admits(&component, at) {
                continue;
            }
            let mut parts = self.parts(&mut component);
            parts.reverse();
            open.extend(parts);
            self.components.insert(component.name.clone(), component);
        }
    }

    /// Whether the name is free, which it is no longer.
    fn admits(&mut self, component: &Component<'_>, at: Span) -> bool {
        let (name, outer) = (component.name.clone(), component.outer.clone());
        let taken = self.symbols.insert(name.0.symbol(), (name.clone(), at));
        let Some((first, first_at)) = taken else {
            return true;
        };
        let known = self.components.get(&first);
        let first_outer = known.and_then(|known| known.outer.clone());
        if outer.is_none() && first_outer.is_none() {
            // Whoever read the spec has said so.
            return true;
        }
        self.report(Error::NameOfPart {
            name,
            outer,
            first,
            first_outer,
            at,
            first_at,
        });
        false
    }

    /// What a component is made of. Overrides that it has are theirs.
    fn parts(&mut self, outer: &mut Component<'d>) -> Vec<Component<'d>> {
        let Some(composite) = &outer.package.composite else {
            return Vec::new();
        };
        let overrides = std::mem::take(&mut outer.overrides);
        let mut parts = Vec::new();
        for component in composite.components.values() {
            match self.packages.read.get(&component.module) {
                Some(package) => parts.push(written(component, package, Some(outer))),
                None => self.unread(component, outer),
            }
        }
        for written in overrides {
            self.hand_on(written, outer, &mut parts);
        }
        parts
    }

    fn unread(&mut self, component: &'d service::Component, outer: &Component<'d>) {
        let reported = self.packages.unread.get(&component.module);
        self.unread.extend(reported.map(|reported| Unread {
            component,
            outer: Some(outer.name.clone()),
            reported: *reported,
        }));
    }

    /// Gives an override to the component whose name it begins with.
    fn hand_on(
        &mut self,
        written: Override<'d>,
        outer: &Component<'d>,
        parts: &mut [Component<'d>],
    ) {
        let (name, resource) = written.resource.split_once('.').unwrap_or_default();
        let mut known = parts.iter_mut();
        let part = known.find(|part| part.own_name.0.as_str() == name);
        if let Some(part) = part {
            part.overrides.push(Override {
                resource,
                ..written
            });
            return;
        }
        let known = outer.package.composite.as_ref().map(|of| &of.components);
        let known = names_of(known);
        // What could not be read has no resources that are known.
        if !known.contains(&name) {
            self.report(Error::OverrideOfNoPart {
                component: outer.name.clone(),
                name: name.to_owned(),
                at: written.at,
                hint: Hint::of(name, &known, PARTS),
            });
        }
    }
}

/// The name of a component in the service.
pub(super) fn name(component: &service::Component, outer: Option<&Component<'_>>) -> ComponentName {
    match outer {
        Some(outer) => ComponentName(outer.name.0.with(&component.name.0)),
        None => component.name.clone(),
    }
}

/// The name that a component had before, where it or what it is a part of has another now.
pub(super) fn former_name(
    component: &service::Component,
    outer: Option<&Component<'_>>,
) -> Option<ComponentName> {
    let own = component.renamed_from.as_ref().map(|(name, _)| name);
    let Some(outer) = outer else {
        return own.cloned();
    };
    if own.is_none() && outer.renamed_from.is_none() {
        return None;
    }
    let before = outer.renamed_from.as_ref().unwrap_or(&outer.name);
    let own = own.unwrap_or(&component.name);
    Some(ComponentName(before.0.with(&own.0)))
}
