//! Stacks and terms put together by hand, as short as in a module.

use platc::maps::{HashSet, IndexMap};
use platc::names::{ComponentName, EnvironmentName, GrantName, ModuleName};
use platc::names::{Name, ServiceName, TargetName};
use platc::number::Number;
use platc::plan::stack::{
    Attribute, Component, Lifecycle, Output, Parameter, Provider, Resource, Stack, Value,
};
use platc::schema::Schemas;
use platc::source::{SourceMap, Span};
use platc::term::address::{Address, Mode, Owner};
use platc::term::expression::{Expression, Function, Reference, Step};
use platc::term::operator::{BinaryOperator, UnaryOperator};
use platc::term::types::Type;
use platc::term::{Kind, Object, Term};
use std::sync::Arc;

/// Somewhere; emitters do not care.
pub(crate) fn nowhere() -> Span {
    let file = SourceMap::default().add("", "");
    Span::new(file, 0, 0)
}

/// The service `checkout` in `prod`, with nothing in it.
pub(crate) fn stack(target: &str) -> Stack {
    Stack {
        service: ServiceName(name("checkout")),
        description: None,
        spec: "service.plat".into(),
        environment: EnvironmentName(name("prod")),
        target: TargetName(name(target)),
        components: IndexMap::default(),
        providers: IndexMap::default(),
        backend: None,
        parameters: IndexMap::default(),
        settings: IndexMap::default(),
        folder: "generated".into(),
        locals: IndexMap::default(),
        resources: IndexMap::default(),
        outputs: IndexMap::default(),
        fitted: HashSet::default(),
        moved: Vec::new(),
        removed: Vec::new(),
        tags: None,
        location: None,
        schemas: Schemas::default(),
        subscription: None,
        resource_group: None,
    }
}

pub(crate) fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub(crate) fn component(text: &str) -> ComponentName {
    ComponentName(name(text))
}

/// Adds components: name, module.
pub(crate) fn add_components(stack: &mut Stack, components: &[(&str, &str)]) {
    for (of, module) in components {
        let module = ModuleName(name(module));
        let version = "1.0.0".into();
        let made = Component { module, version };
        stack.components.insert(component(of), made);
    }
}

/// Adds a provider: local name, source, requirement, configuration.
pub(crate) fn add_provider(stack: &mut Stack, local: &str, source: &str, body: Vec<Attribute>) {
    let provider = Provider {
        source: source.into(),
        requirement: ">= 6.0.0, < 7.0.0".into(),
        configuration: body,
    };
    stack.providers.insert(local.into(), provider);
}

pub(crate) fn add_output(stack: &mut Stack, of: &str, value: Term) {
    let description = None;
    stack
        .outputs
        .insert(of.into(), Output { value, description });
}

/// A parameter without a default.
pub(crate) fn parameter(ty: Type) -> Parameter {
    Parameter {
        ty,
        description: None,
        default: None,
        sensitive: false,
        ephemeral: false,
        generated: None,
        span: None,
    }
}

pub(crate) fn of_component(text: &str) -> Owner {
    Owner::Component(component(text))
}

pub(crate) fn of_reach(consumer: &str, owner: &str) -> Owner {
    Owner::Reach {
        consumer: component(consumer),
        owner: component(owner),
    }
}

pub(crate) fn of_grant(consumer: &str, owner: &str, grant: &str) -> Owner {
    Owner::Grant {
        consumer: component(consumer),
        owner: component(owner),
        grant: GrantName(name(grant)),
    }
}

/// The address of something made.
pub(crate) fn address(owner: Owner, kind: &str, of: &str) -> Arc<Address> {
    in_mode(Mode::Managed, owner, kind, of)
}

pub(crate) fn in_mode(mode: Mode, owner: Owner, kind: &str, of: &str) -> Arc<Address> {
    Arc::new(Address {
        owner,
        mode,
        kind: kind.into(),
        name: name(of),
        key: None,
    })
}

/// Adds a resource, and gives it for what else is to be set.
pub(crate) fn add_resource<'a>(
    stack: &'a mut Stack,
    address: &Arc<Address>,
    attributes: Vec<Attribute>,
) -> &'a mut Resource {
    let resource = Resource {
        address: Arc::clone(address),
        attributes,
        depends_on: Vec::new(),
        lifecycle: Lifecycle::default(),
        arm: None,
        provider: None,
        named: Vec::new(),
        span: nowhere(),
        header: nowhere(),
    };
    let entry = stack.resources.entry(Arc::clone(address));
    entry.insert_entry(resource).into_mut()
}

pub(crate) fn attribute(name: &str, value: Term) -> Attribute {
    with_value(name, Value::Term(value))
}

pub(crate) fn block(name: &str, body: Vec<Attribute>) -> Attribute {
    with_value(name, Value::Block(body))
}

pub(crate) fn blocks(name: &str, bodies: Vec<Vec<Attribute>>) -> Attribute {
    with_value(name, Value::Blocks(bodies))
}

fn with_value(name: &str, value: Value) -> Attribute {
    Attribute {
        name: name.into(),
        span: nowhere(),
        value,
    }
}

pub(crate) fn text(text: &str) -> Term {
    Kind::text(text).at(nowhere())
}

pub(crate) fn truth(truth: bool) -> Term {
    Kind::Bool(truth).at(nowhere())
}

pub(crate) fn null() -> Term {
    Kind::Null.at(nowhere())
}

/// A number as it is written.
pub(crate) fn number(written: &str) -> Term {
    Kind::Number(Number::parse(written).unwrap()).at(nowhere())
}

pub(crate) fn list(items: impl IntoIterator<Item = Term>) -> Term {
    Kind::List(items.into_iter().collect()).at(nowhere())
}

pub(crate) fn object<'a>(members: impl IntoIterator<Item = (&'a str, Term)>) -> Term {
    let members = members.into_iter();
    let object: Object = members.map(|(key, value)| (key.into(), value)).collect();
    Kind::Object(Arc::new(object)).at(nowhere())
}

pub(crate) fn deferred(expression: Expression) -> Term {
    Kind::Deferred(Arc::new(expression)).at(nowhere())
}

/// `address.field.field`
pub(crate) fn reference(address: &Arc<Address>, fields: &[&str]) -> Term {
    let fields = fields.iter().map(|field| Step::Field((*field).into()));
    reference_by(address, fields.collect())
}

pub(crate) fn reference_by(address: &Arc<Address>, path: Vec<Step>) -> Term {
    deferred(Expression::Reference(Reference {
        address: Arc::clone(address),
        path,
        ty: Type::Any,
    }))
}

pub(crate) fn variable(name: &str) -> Term {
    let name = name.into();
    let (ty, nullable) = (Type::Any, true);
    deferred(Expression::Parameter { name, ty, nullable })
}

pub(crate) fn template(parts: impl IntoIterator<Item = Term>) -> Term {
    deferred(Expression::Template(parts.into_iter().collect()))
}

pub(crate) fn call(name: &'static str, arguments: impl IntoIterator<Item = Term>) -> Term {
    let arguments = arguments.into_iter().collect();
    deferred(Expression::Call(Function(name), arguments))
}

pub(crate) fn unary(operator: UnaryOperator, operand: Term) -> Term {
    deferred(Expression::Unary(operator, operand))
}

pub(crate) fn binary(operator: BinaryOperator, left: Term, right: Term) -> Term {
    deferred(Expression::Binary(operator, left, right))
}

pub(crate) fn conditional(condition: Term, yes: Term, no: Term) -> Term {
    deferred(Expression::Conditional { condition, yes, no })
}

pub(crate) fn index(collection: Term, key: Term) -> Term {
    deferred(Expression::Index { collection, key })
}

pub(crate) fn path(value: Term, steps: Vec<Step>) -> Term {
    deferred(Expression::Path(value, steps))
}
