//! Resources whose name only the deployment knows, or that stand in another resource group → files
//! of their own.
//!
//! Bicep wants to know names when a deployment starts, and a nested deployment starts later; and a
//! deployment makes resources in one resource group. So such a resource moves into a file, with a
//! parameter for everything that it takes from outside; what is read from it comes back as outputs.
//! Resources that differ in nothing else share a file.

mod outputs;
mod outside;
mod terms;

use super::existing::{group, is_group};
use super::names::{Names, camel};
use super::resource::{declared, depends_on};
use super::root::role_definitions;
use super::scope::Scope;
use super::tree::{
    Expression, Module, Nullable, Parameter, Property, Resource as Declared, Secrecy, Statement,
    Type, Used,
};
use crate::maps::IndexMap;
use crate::plan::stack::{Resource, Stack};
use crate::term::address::{Address, Owner};
use outputs::outputs;

/// A resource in a file of its own.
pub(super) struct Nested {
    /// What the file is called, without a number.
    pub(super) stem: String,
    /// What stands in it.
    pub(super) statements: Vec<Statement>,
    /// The names that it uses.
    pub(super) names: Names,
    /// The call of it, but for the file.
    pub(super) module: Module,
}

/// The file of a resource and the call of it.
pub(super) fn nested(stack: &Stack, outer: &Scope, symbol: &str, resource: &Resource) -> Nested {
    let mut file = Inner::new(stack, outer);
    let made = file.resource(resource);
    let statements = file.statements(made, stack, &resource.address);
    let elsewhere = stack.elsewhere(resource).and_then(|of| of.term("id"));
    let place = elsewhere.map(|id| Property::new("scope", group(outer, id)));
    let mut body: Vec<_> = place.into_iter().collect();
    body.push(Property::new(
        "params",
        Expression::Object(file.arguments()),
    ));
    body.extend(depends_on(stack, outer, resource));
    Nested {
        stem: stem(stack, &resource.address),
        statements,
        names: file.names,
        module: Module {
            name: symbol.to_owned(),
            file: String::new(),
            body,
        },
    }
}

/// `postgresAdministrator`: the module that describes the resource, and the resource.
fn stem(stack: &Stack, address: &Address) -> String {
    let component = match &address.owner {
        Owner::Platform => None,
        Owner::Component(name) => Some(name),
        Owner::Reach { owner, .. } | Owner::Grant { owner, .. } => Some(owner),
    };
    let component = component.and_then(|name| stack.components.get(name));
    let module = component.map_or("platform", |component| component.module.0.as_str());
    camel(&format!("{module}_{}", address.name))
}

/// A file in the making.
struct Inner<'a> {
    stack: &'a Stack,
    outer: &'a Scope,
    scope: Scope,
    names: Names,
    inputs: IndexMap<String, Input>,
    found: Vec<Statement>,
}

/// A parameter of the file, and what it gets.
struct Input {
    description: String,
    ty: Type,
    secrecy: Secrecy,
    value: Expression,
}

impl<'a> Inner<'a> {
    fn new(stack: &'a Stack, outer: &'a Scope) -> Self {
        let mut names = Names::default();
        let scope = Scope {
            location: names.take("location", "Value"),
            tags: names.take("tags", "Value"),
            role_definitions: names.take("roleDefinitions", "Value"),
            ..Scope::default()
        };
        Self {
            stack,
            outer,
            scope,
            names,
            inputs: IndexMap::default(),
            found: Vec::new(),
        }
    }

    /// The resource as it stands in the file.
    fn resource(&mut self, resource: &Resource) -> Declared {
        let mut inner = resource.clone();
        inner.depends_on = Vec::new();
        for attribute in &mut inner.attributes {
            attribute.value = self.value(&attribute.value, &attribute.name);
        }
        let arm = inner.arm.get_or_insert_default();
        arm.scope.take_if(|scope| is_group(&scope.kind));
        let arm = arm.clone();
        for address in arm.parent.iter().chain(&arm.scope) {
            self.find(address);
        }
        for address in &arm.identities {
            self.run_as(address);
        }
        if arm.has_location {
            self.shared(
                self.outer.location(),
                self.scope.location.clone(),
                Type::Text,
            );
        }
        if arm.has_tags {
            self.shared(self.outer.tags(), self.scope.tags.clone(), Type::Object);
        }
        let symbol = self.names.take(resource.address.name.as_str(), "Resource");
        declared(self.stack, &self.scope, symbol, &inner)
    }

    /// What every resource has.
    fn shared(&mut self, value: Expression, name: String, ty: Type) {
        let description = format!("The {name} of the resource.");
        let input = Input {
            description,
            ty,
            secrecy: Secrecy::Plain,
            value,
        };
        self.inputs.insert(name, input);
    }

    fn statements(&self, made: Declared, stack: &Stack, address: &Address) -> Vec<Statement> {
        let resource = stack.resources.get(address);
        let reason = match resource.and_then(|resource| stack.elsewhere(resource)) {
            Some(_) => {
                "It stands in another resource group, so it needs a deployment of its own (BCP139)."
            }
            None => {
                "Its name is known only during the deployment, so it needs one of its own (BCP120)."
            }
        };
        let mut statements = vec![Statement::Comment(reason.to_owned())];
        let inputs = self.inputs.iter();
        statements.extend(inputs.map(|(name, input)| Statement::Parameter(parameter(name, input))));
        let symbol = made.name.clone();
        let made = Statement::Resource(made);
        let roles = role_definitions(&self.scope);
        let reads = Statement::names(std::slice::from_ref(&made));
        if reads.contains(&*self.scope.role_definitions) {
            statements.push(roles);
        }
        statements.extend(self.found.iter().cloned());
        statements.push(made);
        statements.extend(outputs(stack, address, &symbol));
        statements
    }

    fn arguments(&self) -> Vec<Property> {
        let inputs = self.inputs.iter();
        inputs
            .map(|(name, input)| Property::new(name, input.value.clone()))
            .collect()
    }
}

fn parameter(name: &str, input: &Input) -> Parameter {
    Parameter {
        name: name.to_owned(),
        ty: input.ty,
        nullable: Nullable::No,
        description: Some(input.description.clone()),
        secrecy: input.secrecy,
        allowed: Vec::new(),
        default: None,
        used: Used::Yes,
    }
}
