//! A platform: where services run.

use super::implementation::{Resource, ResourceKey};
use crate::maps::IndexMap;
use crate::names::{EnvironmentName, PlatformName, SettingName, TargetName};
use crate::source::Span;
use crate::syntax::tree::{Attribute, Body, Expression, Word};

/// `platform "acme" { … }`
#[derive(Clone, Debug)]
pub struct Platform {
    /// Its name.
    pub name: PlatformName,
    /// Where its name stands.
    pub name_span: Span,
    /// Folders of modules, relative to the platform's own; searched in order.
    pub modules: Vec<Word>,
    /// Files of schemas of Terraform's providers, relative to the platform's folder.
    pub schemas: Vec<Word>,
    /// Where output goes, relative to the spec: a template.
    pub output: Option<Expression>,
    /// `component.id`: a template.
    pub pattern: Option<Expression>,
    /// Tags of every resource that can have them: an object.
    pub tags: Option<Expression>,
    /// What holds for a target.
    pub targets: IndexMap<TargetName, Target>,
    /// Where services are deployed.
    pub environments: IndexMap<EnvironmentName, Environment>,
    /// Codes of warnings that are errors here.
    pub deny: Vec<Word>,
    /// Modules that specs may not override.
    pub forbid_override: Vec<Word>,
}

/// `environment "prod" { … }` of a platform.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Where its name stands.
    pub name_span: Span,
    /// Whether what holds state is protected from being destroyed.
    pub protect: bool,
    /// What holds for a target here; wins over what holds for the target everywhere.
    pub targets: IndexMap<TargetName, Target>,
}

/// `target "aws" { … }` of a platform.
#[derive(Clone, Debug)]
pub struct Target {
    /// Where its name stands.
    pub name_span: Span,
    /// Facts: `region`, `account_id`, `location`, `resource_group`, `subscription_id`, `tenant_id`, `partition`.
    pub facts: IndexMap<String, Attribute>,
    /// Values for modules, by name.
    pub settings: IndexMap<SettingName, Attribute>,
    /// Where Terraform keeps its state.
    pub backend: Option<Backend>,
    /// What stands in the block of the target's provider.
    pub provider: Option<Body>,
    /// What is read from the cloud.
    pub data: IndexMap<ResourceKey, Resource>,
}

/// `backend "s3" { … }`
#[derive(Clone, Debug)]
pub struct Backend {
    /// Which.
    pub kind: Word,
    /// What stands in its block.
    pub body: Body,
}
