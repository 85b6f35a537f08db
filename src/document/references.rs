//! What a service reads of its components, wherever it is written.

use super::service::{Component, Service};
use crate::syntax::tree::{Expression, ExpressionKind, Step, Word};

/// `queue.events.url`: a reference to an output or a grant of a component.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'d> {
    /// The component that it leads to.
    pub component: &'d Component,
    /// The name of the output or grant.
    pub member: &'d Word,
}

impl Service {
    /// All components, as they stand outside of environments and in each.
    pub fn all_components(&self) -> impl Iterator<Item = &Component> {
        let environments = self.environments.values();
        let inside = environments.flat_map(|environment| environment.components.values());
        self.components.values().chain(inside)
    }

    /// Every reference to an output or a grant of a component.
    pub fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Vec::new();
        self.visit(&mut |expression| found.extend(self.reference(expression)));
        found
    }

    fn reference<'d>(&'d self, expression: &'d Expression) -> Option<Reference<'d>> {
        let ExpressionKind::Path(path) = &expression.kind else {
            return None;
        };
        let (ExpressionKind::Name(module), [Step::Name(name), Step::Name(member), ..]) =
            (&path.root.kind, path.steps.as_slice())
        else {
            return None;
        };
        let is_meant = |component: &&Component| {
            component.name.0.as_str() == name.text && component.module.0.as_str() == module
        };
        let component = self.all_components().find(is_meant)?;
        Some(Reference { component, member })
    }

    /// Sees every expression, outer ones before what they are made of.
    fn visit<'d>(&'d self, see: &mut dyn FnMut(&'d Expression)) {
        let environments = self.environments.values();
        let inside = environments.flat_map(|environment| environment.locals.values());
        let locals = self.locals.values().chain(inside).map(|local| &local.value);
        let outputs = self.outputs.values().map(|output| &output.value);
        locals.chain(outputs).for_each(|value| value.visit(see));
        for component in self.all_components() {
            let inputs = component.inputs.values().map(|input| &input.value);
            let values = inputs.chain(&component.when);
            values.for_each(|value| value.visit(see));
            for written in &component.overrides {
                written.body.visit(see);
            }
        }
    }
}
