//! All expressions in an implementation.

use super::composite::Composite;
use super::implementation::{Access, Implementation, Repeat, Resource};
use crate::syntax::tree::Expression;

impl Implementation {
    /// Sees every expression, outer ones before what they are made of.
    pub fn visit<'d>(&'d self, see: &mut dyn FnMut(&'d Expression)) {
        let identity = self.identity.iter();
        let identity = identity.flat_map(|identity| identity.attributes.values());
        for attribute in self.locals.values().chain(identity) {
            attribute.value.visit(see);
        }
        for output in self.outputs.values() {
            output.value.visit(see);
        }
        for resource in self.resources.values() {
            resource.visit(see);
        }
        for access in self.reach.iter().chain(self.grants.values()) {
            access.visit(see);
        }
    }
}

impl Composite {
    /// Sees every expression but those that its implementation on a target has.
    pub fn visit<'d>(&'d self, see: &mut dyn FnMut(&'d Expression)) {
        for component in self.components.values() {
            let inputs = component.inputs.values().map(|input| &input.value);
            for expression in component.when.iter().chain(inputs) {
                expression.visit(see);
            }
            for written in &component.overrides {
                written.body.visit(see);
            }
        }
        for passed in self.grants.values() {
            passed.grants.visit(see);
        }
    }
}

impl Access {
    /// Sees every expression, outer ones before what they are made of.
    pub fn visit<'d>(&'d self, see: &mut dyn FnMut(&'d Expression)) {
        let maps = [&self.env, &self.secrets, &self.scale];
        for map in maps.into_iter().flatten() {
            map.visit(see);
        }
        for local in self.locals.values() {
            local.value.visit(see);
        }
        for resource in self.resources.values() {
            resource.visit(see);
        }
    }
}

impl Resource {
    fn visit<'d>(&'d self, see: &mut dyn FnMut(&'d Expression)) {
        let repeat = self.repeat.iter().map(Repeat::expression);
        let others = [&self.when, &self.parent, &self.scope, &self.identities];
        for expression in repeat.chain(others.into_iter().flatten()) {
            expression.visit(see);
        }
        for item in &self.items {
            item.visit(see);
        }
    }
}
