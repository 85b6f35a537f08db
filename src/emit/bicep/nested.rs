//! Resources whose name only the deployment knows → files of their own.
//!
//! Bicep wants to know names when a deployment starts, and a nested deployment starts later. So
//! such a resource moves into a file, with a parameter for everything that it takes from outside;
//! what is read from it comes back as outputs. Resources that differ in nothing else share a file.

use super::names::{Names, camel};
use super::resource::{declared, depends_on};
use super::root::role_definitions;
use super::scope::{Handle, Scope};
use super::translate::{output_name, stepped};
use super::tree::{
    Expression, Module, Nullable, Output, Parameter, Presence, Property, Resource as Declared,
    Secrecy, Statement, Type, Used,
};
use super::types;
use crate::plan::stack::{Attribute, Resource, Stack, Value};
use crate::term::address::{Address, Owner};
use crate::term::expression::{Environmental, Expression as Remaining, Reference, Step};
use crate::term::types::Type as TermType;
use crate::term::{Kind, Object, Term};
use indexmap::IndexMap;
use std::sync::Arc;

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
    let mut body = vec![Property::new(
        "params",
        Expression::Object(file.arguments()),
    )];
    body.extend(depends_on(outer, resource));
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
            inputs: IndexMap::new(),
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
        let arm = resource.arm.clone().unwrap_or_default();
        let around = [arm.parent, arm.scope].into_iter().flatten();
        for address in around.chain(arm.identities) {
            self.find(&address);
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
        declared(&self.scope, symbol, &inner)
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

    fn value(&mut self, value: &Value, key: &str) -> Value {
        match value {
            Value::Term(term) => Value::Term(self.term(term, key)),
            Value::Block(body) => Value::Block(self.block(body)),
            Value::Blocks(bodies) => {
                Value::Blocks(bodies.iter().map(|body| self.block(body)).collect())
            }
        }
    }

    fn block(&mut self, body: &[Attribute]) -> Vec<Attribute> {
        let attributes = body.iter();
        attributes
            .map(|attribute| Attribute {
                value: self.value(&attribute.value, &attribute.name),
                ..attribute.clone()
            })
            .collect()
    }

    /// The term, with parameters for what comes from outside.
    fn term(&mut self, term: &Term, key: &str) -> Term {
        let kind = match &term.kind {
            Kind::List(items) => {
                Kind::List(items.iter().map(|item| self.term(item, key)).collect())
            }
            Kind::Object(object) => {
                let pairs = object.iter();
                let pairs = pairs.map(|(name, value)| (name.clone(), self.term(value, name)));
                Kind::Object(Arc::new(pairs.collect::<Object>()))
            }
            _ if self.is_outside(term) => self.input(term, key),
            kind => kind.clone(),
        };
        Term {
            kind,
            ..term.clone()
        }
    }

    fn is_outside(&self, term: &Term) -> bool {
        term.any(&mut |part| match &part.kind {
            Kind::Text(text) => self.outer.texts.contains_key(text),
            Kind::Deferred(expression) => comes_from_outside(expression),
            _ => false,
        })
    }

    /// The parameter for a value; values that are the same share one.
    fn input(&mut self, term: &Term, key: &str) -> Kind {
        let value = self.outer.expression(term);
        let known = self.inputs.iter().find(|(_, input)| input.value == value);
        let name = match known {
            Some((name, _)) => name.clone(),
            None => self.added(term, value, key),
        };
        let name: Arc<str> = name.into();
        self.scope.parameters.insert(name.clone(), name.to_string());
        Kind::Deferred(Arc::new(Remaining::Parameter {
            name,
            ty: TermType::Any,
        }))
    }

    fn added(&mut self, term: &Term, value: Expression, key: &str) -> String {
        let name = self.names.take(key, "Value");
        let ty = types::of_term(term);
        let secrecy = if term.holds_sensitive() {
            Secrecy::Secure
        } else {
            Secrecy::Plain
        };
        let description = format!("What `{key}` is set to.");
        let input = Input {
            description,
            ty,
            secrecy,
            value,
        };
        self.inputs.insert(name.clone(), input);
        name
    }

    /// Declares a resource outside by its name, and first what that one stands in.
    fn find(&mut self, address: &Arc<Address>) {
        let stack = self.stack;
        let Some(resource) = stack.resources.get(address) else {
            return;
        };
        if self.scope.resources.contains_key(address) {
            return;
        }
        if let Some(owner) = resource.owner() {
            self.find(owner);
        }
        let name = self.outer_name(address);
        let word = last_type(&address.kind);
        let input = self.names.take(&format!("{word}_name"), "Value");
        let symbol = self.names.take(word, "Resource");
        let arm = resource.arm.clone().unwrap_or_default();
        let mut body = super::resource::place(&self.scope, &arm);
        body.push(Property::new("name", Expression::name(&input)));
        self.found.push(Statement::Resource(Declared {
            name: symbol.clone(),
            kind: address.kind.to_string(),
            presence: Presence::Existing,
            body,
        }));
        self.scope
            .resources
            .insert(address.clone(), Handle::Symbol(symbol));
        let description = format!(
            "Name of the resource of type {}.",
            short_type(&address.kind)
        );
        let input_of = Input {
            description,
            ty: Type::Text,
            secrecy: Secrecy::Plain,
            value: name,
        };
        self.inputs.insert(input, input_of);
    }

    fn outer_name(&self, address: &Arc<Address>) -> Expression {
        let name = Reference {
            address: address.clone(),
            path: vec![Step::Field("name".into())],
            ty: TermType::Text,
        };
        self.outer.reference(&name)
    }

    fn statements(&self, made: Declared, stack: &Stack, address: &Address) -> Vec<Statement> {
        let reason =
            "Its name is known only during the deployment, so it needs one of its own (BCP120).";
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

fn comes_from_outside(expression: &Remaining) -> bool {
    matches!(
        expression,
        Remaining::Reference(_)
            | Remaining::Parameter { .. }
            | Remaining::Local(_)
            | Remaining::Environmental(Environmental::Location)
    )
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

/// What others read of the resource; the name where something stands in it.
fn outputs(stack: &Stack, address: &Address, symbol: &str) -> Vec<Statement> {
    let mut paths: IndexMap<Vec<Step>, Type> = IndexMap::new();
    let named = stack.resources.values().flat_map(around);
    if named.into_iter().any(|owner| **owner == *address) {
        paths.insert(vec![Step::Field("name".into())], Type::Text);
    }
    for reference in stack
        .references()
        .filter(|reference| *reference.address == *address)
    {
        paths.insert(reference.path.clone(), types::of(&reference.ty));
    }
    let outputs = paths.iter();
    outputs
        .map(|(path, ty)| {
            Statement::Output(Output {
                name: output_name(path),
                ty: *ty,
                description: None,
                secrecy: Secrecy::Plain,
                value: stepped(Expression::name(symbol), path),
            })
        })
        .collect()
}

fn around(resource: &Resource) -> impl Iterator<Item = &Arc<Address>> {
    let identities = resource.arm.iter().flat_map(|arm| &arm.identities);
    resource.owner().into_iter().chain(identities)
}

/// `flexibleServers` of `Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01`.
fn last_type(kind: &str) -> &str {
    let name = short_type(kind);
    name.rsplit('/').next().unwrap_or(name)
}

fn short_type(kind: &str) -> &str {
    kind.split('@').next().unwrap_or(kind)
}
