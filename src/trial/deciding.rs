//! What decides the shape of an implementation's resources: which are there, how often, with which
//! blocks, and which side of a conditional is taken.

use crate::document::implementation::{Access, Implementation, Repeat, Resource};
use crate::maps::HashSet;
use crate::syntax::tree::{Attribute, Expression, ExpressionKind, Item, Part, Path, Step};

/// Names as they are read: `input.port`, `setting.vpc_id`, `consumer.role_name`.
#[derive(Debug, Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// The names that decide something, by way of local values, too.
    pub(super) fn deciding(implementation: &Implementation) -> Self {
        let mut found = Self::default();
        for resource in resources(implementation) {
            resource.shape(&mut |part| found.add(part));
        }
        implementation.visit(&mut |part| choices(part, &mut |part| found.add(part)));
        let mut open: Vec<_> = found.0.iter().cloned().collect();
        while let Some(name) = open.pop() {
            let mut names = Self::default();
            let locals = locals(implementation);
            locals
                .filter(|(local, _)| name.strip_prefix("local.") == Some(local))
                .for_each(|(_, local)| names.add(&local.value));
            open.extend(
                names
                    .0
                    .into_iter()
                    .filter(|name| found.0.insert(name.clone())),
            );
        }
        found
    }

    /// Every name that is read.
    pub(super) fn read(implementation: &Implementation) -> Self {
        let mut found = Self::default();
        implementation.visit(&mut |part| found.add(part));
        found
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    fn add(&mut self, expression: &Expression) {
        expression.visit(&mut |part| {
            let ExpressionKind::Path(path) = &part.kind else {
                return;
            };
            self.0.extend(name(path));
        });
    }
}

/// The first two names of a path.
fn name(path: &Path) -> Option<String> {
    match (&path.root.kind, path.steps.first()) {
        (ExpressionKind::Name(root), Some(Step::Name(name))) => {
            Some(format!("{root}.{}", name.text))
        }
        _ => None,
    }
}

/// Every resource, with those of grants and of the reach.
pub(super) fn resources(of: &Implementation) -> impl Iterator<Item = &Resource> {
    let accesses = accesses(of).flat_map(|access| access.resources.values());
    of.resources.values().chain(accesses)
}

fn accesses(of: &Implementation) -> impl Iterator<Item = &Access> {
    of.reach.iter().chain(of.grants.values())
}

fn locals(of: &Implementation) -> impl Iterator<Item = (&str, &Attribute)> {
    let accesses = accesses(of).flat_map(|access| &access.locals);
    let all = of.locals.iter().chain(accesses);
    all.map(|(name, local)| (name.0.as_str(), local))
}

impl Resource {
    /// Sees what decides whether and how often it and its blocks are there.
    fn shape<'d>(&'d self, see: &mut dyn FnMut(&'d Expression)) {
        let repeat = self.repeat.as_ref().map(Repeat::expression);
        self.when.iter().chain(repeat).for_each(&mut *see);
        blocks(&self.items, see);
    }
}

fn blocks<'d>(items: &'d [Item], see: &mut dyn FnMut(&'d Expression)) {
    for item in items {
        let Item::Block(block) = item else {
            continue;
        };
        for item in &block.body.items {
            if let Item::Attribute(of) = item
                && matches!(of.name.text.as_str(), "when" | "for_each")
            {
                see(&of.value);
            }
        }
        blocks(&block.body.items, see);
    }
}

/// Sees what decides within an expression itself, not below.
fn choices<'d>(expression: &'d Expression, see: &mut dyn FnMut(&'d Expression)) {
    match &expression.kind {
        ExpressionKind::Conditional(choice) => see(&choice.condition),
        ExpressionKind::For(repeated) => {
            see(&repeated.binding.collection);
            repeated.condition.iter().for_each(see);
        }
        ExpressionKind::Template(parts) => parts.iter().for_each(|part| match part {
            Part::If { condition, .. } => see(condition),
            Part::For { binding, .. } => see(&binding.collection),
            Part::Literal(_) | Part::Value(_) => {}
        }),
        _ => {}
    }
}
