//! A service spec: what a service needs.

use super::Parameter;
use crate::maps::IndexMap;
use crate::names::{
    ComponentName, EnvironmentName, InputName, LocalName, ModuleName, OutputName, ParameterName,
    ServiceName,
};
use crate::source::Span;
use crate::syntax::tree::{Attribute, Body, Expression, Word};

/// `service "checkout" { … }`
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name.
    pub name: ServiceName,
    /// Where its name stands.
    pub name_span: Span,
    /// Who owns it.
    pub owner: Option<Expression>,
    /// What it is for.
    pub description: Option<Expression>,
    /// The resources whose data may be lost, as the lock file names them.
    pub allow_destroy: Vec<Word>,
    /// Which versions of modules it wants.
    pub requirements: IndexMap<ModuleName, Requirement>,
    /// Values given at deployment.
    pub parameters: IndexMap<ParameterName, Parameter>,
    /// Values with a name.
    pub locals: IndexMap<LocalName, Attribute>,
    /// What it is made of.
    pub components: IndexMap<ComponentName, Component>,
    /// What the root module gives.
    pub outputs: IndexMap<OutputName, Output>,
    /// What is different in an environment.
    pub environments: IndexMap<EnvironmentName, Environment>,
}

/// `postgres = "^2.1"` in `modules`
#[derive(Clone, Debug)]
pub struct Requirement {
    /// Where the module's name stands.
    pub name_span: Span,
    /// Which versions will do, by Cargo's rules.
    pub versions: Word,
}

/// `environment "prod" { … }`: what is different there.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Where its name stands.
    pub name_span: Span,
    /// Locals with another value.
    pub locals: IndexMap<LocalName, Attribute>,
    /// Components with other inputs, or that stand only here.
    pub components: IndexMap<ComponentName, Component>,
}

/// `postgres "orders" { … }`
#[derive(Clone, Debug)]
pub struct Component {
    /// Its name.
    pub name: ComponentName,
    /// Where its name stands.
    pub name_span: Span,
    /// The module that fulfils it.
    pub module: ModuleName,
    /// Where the module's name stands.
    pub module_span: Span,
    /// What is set, by name: inputs that the module may or may not have.
    pub inputs: IndexMap<InputName, Attribute>,
    /// Whether it is there at all.
    pub when: Option<Expression>,
    /// The name that it had before.
    pub renamed_from: Option<(ComponentName, Span)>,
    /// Attributes of its resources that are set from outside.
    pub overrides: Vec<Override>,
    /// The whole block.
    pub span: Span,
}

/// `override "aws_db_instance.main" { … }`
#[derive(Clone, Debug)]
pub struct Override {
    /// The resource as the module writes it.
    pub resource: Word,
    /// What is set.
    pub body: Body,
}

/// `output "url" { … }` of a service.
#[derive(Clone, Debug)]
pub struct Output {
    /// Where its name stands.
    pub name_span: Span,
    /// What it gives.
    pub value: Expression,
    /// What it is for.
    pub description: Option<String>,
}
