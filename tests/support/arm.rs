//! Stacks of ARM resources, built by hand.

use super::stacks::{name, stack};
use platc::names::{ComponentName, GrantName, ModuleName};
use platc::plan::stack::{
    Arm, Attribute, Component, Lifecycle, Output, Parameter, Resource, Setting, Stack, Value,
};
use platc::source::{SourceMap, Span};
use platc::term::address::{Address, Mode, Owner};
use platc::term::expression::{Environmental, Expression, Function, Reference, Step};
use platc::term::types::Type;
use platc::term::{Kind, Object, Term};
use std::sync::Arc;

/// A stack that is filled step by step.
pub(crate) struct Builder(pub(crate) Stack);

impl Builder {
    /// A stack without anything in it.
    pub(crate) fn new() -> Self {
        Self(Stack {
            tags: Some(object([
                ("service", text("checkout")),
                ("environment", text("prod")),
            ])),
            location: Some(text("westeurope")),
            subscription: None,
            resource_group: None,
            ..stack("azure")
        })
    }

    pub(crate) fn component(mut self, component: &str, module: &str, version: &str) -> Self {
        let module = Component {
            module: ModuleName(name(module)),
            version: version.into(),
        };
        self.0
            .components
            .insert(ComponentName(name(component)), module);
        self
    }

    pub(crate) fn setting(mut self, setting: &str, description: &str, value: Term) -> Self {
        let description = description.into();
        let setting_of = Setting { description, value };
        self.0.settings.insert(setting.into(), setting_of);
        self
    }

    pub(crate) fn parameter(mut self, parameter: &str, of: Parameter) -> Self {
        self.0.parameters.insert(parameter.into(), of);
        self
    }

    pub(crate) fn output(mut self, output: &str, description: &str, value: Term) -> Self {
        let description = Some(description.into());
        self.0
            .outputs
            .insert(output.into(), Output { value, description });
        self
    }

    pub(crate) fn resource(mut self, resource: Resource) -> Self {
        self.0.resources.insert(resource.address.clone(), resource);
        self
    }
}

/// A resource that has a location and tags.
pub(crate) fn tracked(address: &Arc<Address>, attributes: &[(&str, Term)]) -> Resource {
    let arm = Arm {
        has_location: true,
        has_tags: true,
        ..Arm::default()
    };
    resource(address, arm, attributes)
}

/// A resource in another.
pub(crate) fn child(
    address: &Arc<Address>,
    parent: &Arc<Address>,
    attributes: &[(&str, Term)],
) -> Resource {
    let arm = Arm {
        parent: Some(parent.clone()),
        ..Arm::default()
    };
    resource(address, arm, attributes)
}

/// A resource that extends another.
pub(crate) fn extension(
    address: &Arc<Address>,
    scope: &Arc<Address>,
    attributes: &[(&str, Term)],
) -> Resource {
    let arm = Arm {
        scope: Some(scope.clone()),
        ..Arm::default()
    };
    resource(address, arm, attributes)
}

pub(crate) fn resource(address: &Arc<Address>, arm: Arm, attributes: &[(&str, Term)]) -> Resource {
    let attribute = |(key, value): &(&str, Term)| Attribute {
        name: (*key).into(),
        span: span(),
        value: Value::Term(value.clone()),
    };
    Resource {
        address: address.clone(),
        attributes: attributes.iter().map(attribute).collect(),
        depends_on: Vec::new(),
        lifecycle: Lifecycle::default(),
        arm: Some(arm),
        provider: None,
        named: Vec::new(),
        span: span(),
        header: span(),
    }
}

pub(crate) fn of(component: &str, kind: &str, resource: &str) -> Arc<Address> {
    address(
        Owner::Component(ComponentName(name(component))),
        Mode::Managed,
        kind,
        resource,
    )
}

pub(crate) fn granted(
    consumer: &str,
    owner: &str,
    grant: &str,
    kind: &str,
    resource: &str,
) -> Arc<Address> {
    let owner = Owner::Grant {
        consumer: ComponentName(name(consumer)),
        owner: ComponentName(name(owner)),
        grant: GrantName(name(grant)),
    };
    address(owner, Mode::Managed, kind, resource)
}

pub(crate) fn address(owner: Owner, mode: Mode, kind: &str, resource: &str) -> Arc<Address> {
    Arc::new(Address {
        owner,
        mode,
        kind: kind.into(),
        name: name(resource),
        key: None,
    })
}

pub(crate) fn span() -> Span {
    let file = SourceMap::default().add("module.plat", "");
    Span::new(file, 0, 0)
}

pub(crate) fn text(text: &str) -> Term {
    Kind::text(text).at(span())
}

pub(crate) fn integer(number: i64) -> Term {
    Kind::integer(number).at(span())
}

pub(crate) fn truth(truth: bool) -> Term {
    Kind::Bool(truth).at(span())
}

pub(crate) fn list(items: impl IntoIterator<Item = Term>) -> Term {
    Kind::List(items.into_iter().collect()).at(span())
}

pub(crate) fn object<'a>(pairs: impl IntoIterator<Item = (&'a str, Term)>) -> Term {
    let pairs = pairs
        .into_iter()
        .map(|(key, value)| (Arc::from(key), value));
    Kind::Object(Arc::new(pairs.collect::<Object>())).at(span())
}

pub(crate) fn deferred(expression: Expression) -> Term {
    Kind::Deferred(Arc::new(expression)).at(span())
}

/// An attribute of a resource: `properties.principalId`.
pub(crate) fn read(address: &Arc<Address>, path: &str) -> Term {
    let path = path.split('.').map(|step| Step::Field(step.into()));
    deferred(Expression::Reference(Reference {
        address: address.clone(),
        path: path.collect(),
        ty: Type::Any,
    }))
}

pub(crate) fn parameter(name: &str, ty: Type) -> Term {
    deferred(Expression::Parameter {
        name: name.into(),
        ty,
        nullable: true,
    })
}

pub(crate) fn environmental(of: Environmental) -> Term {
    deferred(Expression::Environmental(of))
}

pub(crate) fn call(name: &'static str, arguments: impl IntoIterator<Item = Term>) -> Term {
    let arguments = arguments.into_iter().collect();
    deferred(Expression::Call(Function(name), arguments))
}

pub(crate) fn template(parts: impl IntoIterator<Item = Term>) -> Term {
    deferred(Expression::Template(parts.into_iter().collect()))
}
