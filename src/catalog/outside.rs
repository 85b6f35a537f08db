//! A composite as it is seen from outside on a target: what its components need of the platform, can't
//! honour, give, and are given.
//!
//! It is for those who document and try modules; a service sees the components themselves.

use super::resolution::Packages;
use crate::document::composite::{Composite, Passed, handed_on};
use crate::document::implementation::{Access, Identity, Implementation};
use crate::document::module::Module;
use crate::document::service::Component;
use crate::names::{ComponentName, GrantName, Name, OutputName, ParameterName, TargetName};
use crate::syntax::tree::{Entry, Expression, ExpressionKind};

/// What a composite is on a target, with these modules as its components.
pub(super) fn seen(
    interface: &Module,
    composite: &Composite,
    target: &TargetName,
    packages: &Packages,
) -> Implementation {
    let mut seen = composite.implementation(target);
    for component in composite.components.values() {
        let Some(package) = packages.read.get(&component.module) else {
            continue;
        };
        let part = match &package.composite {
            Some(inner) => self::seen(&package.interface, inner, target, packages),
            None => package.implementation.clone(),
        };
        Part { component, part }.show(interface, composite, &mut seen);
    }
    seen
}

/// A component of a composite, and what its module is on the target.
struct Part<'c> {
    component: &'c Component,
    part: Implementation,
}

impl Part<'_> {
    fn show(self, interface: &Module, composite: &Composite, seen: &mut Implementation) {
        for (name, input) in &self.component.inputs {
            let outer = handed_on(&input.value);
            let outer = outer.and_then(|outer| interface.inputs.get_key_value(outer));
            if let (Some(unsupported), Some((outer, _))) = (self.part.unsupported.get(name), outer)
            {
                seen.unsupported.insert(outer.clone(), unsupported.clone());
            }
        }
        for (name, output) in &mut seen.outputs {
            let given = composite.outputs.get(name).map(|output| &output.value);
            let given = given.and_then(|value| self.member(value));
            let inner = given.and_then(|name| self.part.outputs.get(&OutputName(name)));
            let why = inner.and_then(|inner| inner.approximated.clone());
            output.approximated = output.approximated.take().or(why);
        }
        for (name, access) in &mut seen.grants {
            if let Some(passed) = composite.grants.get(name) {
                self.give(passed, access);
            }
        }
        if self.is_given_access(interface) {
            seen.identity = shared(seen.identity.take(), self.part.identity.as_ref());
        }
        for (name, parameter) in self.part.parameters {
            let name = format!("{}_{name}", self.component.name);
            let name = Name::new(&name).map(ParameterName);
            seen.parameters.extend(name.map(|name| (name, parameter)));
        }
        for (name, setting) in self.part.settings {
            seen.settings.entry(name).or_insert(setting);
        }
    }

    /// Adds what a consumer gets by the grants of the component that one of the composite stands for.
    fn give(&self, passed: &Passed, access: &mut Access) {
        let mut listed = Vec::new();
        passed
            .grants
            .visit(&mut |part| listed.extend(self.member(part)));
        let granted = listed
            .into_iter()
            .filter_map(|name| self.part.grants.get(&GrantName(name)));
        let granted: Vec<_> = granted.collect();
        let reach = self.part.reach.iter().filter(|_| !granted.is_empty());
        for inner in reach.chain(granted.iter().copied()) {
            let name = &self.component.name;
            access.env = joined(access.env.take(), inner.env.as_ref(), name);
            access.secrets = joined(access.secrets.take(), inner.secrets.as_ref(), name);
            access.locals.extend(inner.locals.clone());
            access.resources.extend(inner.resources.clone());
            let why = inner.approximated.clone();
            access.approximated = access.approximated.take().or(why);
        }
    }

    /// `url` of `container.web.url`, where `web` is this component.
    fn member(&self, expression: &Expression) -> Option<Name> {
        let text = expression.as_reference()?;
        let (owner, member) = text.rsplit_once('.')?;
        let own = format!("{}.{}", self.component.module, self.component.name);
        (owner == own).then(|| Name::new(member).ok()).flatten()
    }

    /// Whether grants that the composite is given are the component's.
    fn is_given_access(&self, interface: &Module) -> bool {
        let mut read = Vec::new();
        for input in self.component.inputs.values() {
            input.value.visit(&mut |part| read.extend(handed_on(part)));
        }
        let mut declared = read.iter().filter_map(|name| interface.inputs.get(*name));
        declared.any(|input| input.ty.is_access())
    }
}

/// What all components have that grants of the composite are given to.
fn shared(known: Option<Identity>, more: Option<&Identity>) -> Option<Identity> {
    let mut shared = known.or_else(|| more.cloned())?;
    let has = |name: &String| more.is_some_and(|more| more.attributes.contains_key(name));
    shared.attributes.retain(|name, _| has(name));
    Some(shared)
}

/// Variables with those of a component, which are named for it.
fn joined(
    known: Option<Expression>,
    more: Option<&Expression>,
    component: &ComponentName,
) -> Option<Expression> {
    let Some(Expression {
        kind: ExpressionKind::Object(more),
        span,
    }) = more
    else {
        return known;
    };
    let prefix = component.0.symbol().to_uppercase();
    let mut entries = match known.map(|known| known.kind) {
        Some(ExpressionKind::Object(entries)) => entries,
        _ => Vec::new(),
    };
    entries.extend(more.iter().filter_map(|entry| {
        let kind = ExpressionKind::Name(format!("{prefix}_{}", entry.key.as_key()?));
        let span = entry.key.span;
        let (key, value) = (Expression { kind, span }, entry.value.clone());
        Some(Entry { key, value })
    }));
    let kind = ExpressionKind::Object(entries);
    Some(Expression { kind, span: *span })
}
