//! The implementation of a module on one target.

use super::Parameter;
use crate::maps::IndexMap;
use crate::names::{
    GrantName, InputName, LocalName, Name, OutputName, ParameterName, SettingName, TargetName,
};
use crate::source::Span;
use crate::syntax::tree::{Attribute, Expression, Item, Word};
use crate::term::address::{Key, Mode};
use crate::term::types::Type;

/// `target "aws" { … }` of a module.
#[derive(Clone, Debug)]
pub struct Implementation {
    /// The target.
    pub target: TargetName,
    /// Where the target's name stands.
    pub target_span: Span,
    /// The Terraform providers that its resources need, by local name.
    pub providers: IndexMap<String, Provider>,
    /// What it needs from the platform.
    pub settings: IndexMap<SettingName, Setting>,
    /// What it needs at deployment.
    pub parameters: IndexMap<ParameterName, Parameter>,
    /// Inputs that it can't honour, with the reason.
    pub unsupported: IndexMap<InputName, Unsupported>,
    /// Values with a name.
    pub locals: IndexMap<LocalName, Attribute>,
    /// What it makes and reads, by address.
    pub resources: IndexMap<ResourceKey, Resource>,
    /// What earlier versions made under another address.
    pub moved: Vec<Moved>,
    /// What earlier versions made, and what is left as it is.
    pub removed: Vec<Instances>,
    /// What this version destroys of what earlier ones made.
    pub lost: Vec<Lost>,
    /// Who the running code is.
    pub identity: Option<Identity>,
    /// What it gives.
    pub outputs: IndexMap<OutputName, Output>,
    /// What each pair of consumer and owner needs once.
    pub reach: Option<Access>,
    /// How each grant is given.
    pub grants: IndexMap<GrantName, Access>,
}

impl Implementation {
    /// One that says nothing yet.
    pub(super) fn of(target: TargetName, target_span: Span) -> Self {
        Self {
            target,
            target_span,
            providers: IndexMap::default(),
            moved: Vec::new(),
            removed: Vec::new(),
            lost: Vec::new(),
            settings: IndexMap::default(),
            parameters: IndexMap::default(),
            unsupported: IndexMap::default(),
            locals: IndexMap::default(),
            resources: IndexMap::default(),
            identity: None,
            outputs: IndexMap::default(),
            reach: None,
            grants: IndexMap::default(),
        }
    }
}

/// `provider "aws" { version = "…" }`
#[derive(Clone, Debug)]
pub struct Provider {
    /// Where its name stands.
    pub name_span: Span,
    /// Which versions will do, as Terraform writes it.
    pub version: Word,
    /// Where it comes from, if not from `hashicorp`.
    pub source: Option<Word>,
}

/// `setting "vpc_id" { … }`
#[derive(Clone, Debug)]
pub struct Setting {
    /// Where its name stands.
    pub name_span: Span,
    /// What it may be.
    pub ty: Type,
    /// Its value if the platform gives none; constant.
    pub default: Option<Expression>,
    /// A value that it may have, for readers, and for those who try the module.
    pub example: Option<Expression>,
    /// What it is for.
    pub description: String,
}

/// `input "host" { unsupported = "why" }`
#[derive(Clone, Debug)]
pub struct Unsupported {
    /// Where the input's name stands.
    pub name_span: Span,
    /// Why the target can't honour it.
    pub reason: String,
}

/// `moved { from = … to = … }`
#[derive(Clone, Debug)]
pub struct Moved {
    /// Where earlier versions made it.
    pub from: Instances,
    /// Where it is made now.
    pub to: Instances,
}

/// `lost { from = … reason = "…" }`
#[derive(Clone, Debug)]
pub struct Lost {
    /// What is destroyed.
    pub from: Instances,
    /// Why that must be.
    pub reason: String,
}

/// All that a resource block makes, or one of it: `aws_sqs_queue.main`, `aws_sqs_queue.main["a"]`.
#[derive(Clone, Debug)]
pub struct Instances {
    /// The block.
    pub key: ResourceKey,
    /// Which one, where it makes several and one is meant.
    pub index: Option<Key>,
    /// Where it is named.
    pub span: Span,
}

impl std::fmt::Display for Instances {
    /// The block, whichever of it is meant.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = match self.key.kind.as_str() {
            "" => "resource",
            kind => kind,
        };
        write!(f, "{kind}.{}", self.key.name)
    }
}

impl Instances {
    /// Whether the same are meant elsewhere.
    pub fn are(&self, other: &Self) -> bool {
        self.key == other.key && self.index == other.index
    }

    /// Whether this one of a block is among them.
    pub fn have(&self, kind: &str, name: &Name, index: Option<&Key>) -> bool {
        let is_block =
            self.key.name == *name && (self.key.kind.is_empty() || self.key.kind == kind);
        is_block && (self.index.is_none() || self.index.as_ref() == index)
    }
}

/// `identity { … }`
#[derive(Clone, Debug)]
pub struct Identity {
    /// Its attributes.
    pub attributes: IndexMap<String, Attribute>,
    /// The word `identity`.
    pub span: Span,
}

/// `output "url" { … }` of an implementation.
#[derive(Clone, Debug)]
pub struct Output {
    /// Where its name stands.
    pub name_span: Span,
    /// What it gives.
    pub value: Expression,
    /// What is not quite as the interface says.
    pub approximated: Option<String>,
}

/// `grant "publish" { … }` or `reach { … }` of an implementation.
#[derive(Clone, Debug)]
pub struct Access {
    /// The name, or the word `reach`.
    pub name_span: Span,
    /// Environment variables of the consumer: an object.
    pub env: Option<Expression>,
    /// Environment variables of the consumer that hold secrets: an object.
    pub secrets: Option<Expression>,
    /// A rule that the consumer scales by: an object with `type` and `metadata`.
    pub scale: Option<Expression>,
    /// Values with a name.
    pub locals: IndexMap<LocalName, Attribute>,
    /// What is made for each consumer.
    pub resources: IndexMap<ResourceKey, Resource>,
    /// What is not quite as the interface says.
    pub approximated: Option<String>,
}

impl Access {
    /// One that says nothing yet.
    pub(super) fn of(name_span: Span) -> Self {
        Self {
            name_span,
            env: None,
            secrets: None,
            scale: None,
            locals: IndexMap::default(),
            resources: IndexMap::default(),
            approximated: None,
        }
    }
}

/// What tells a resource of a module from another: `data`, `aws_iam_policy_document`, `main`.
///
/// For ARM resources `kind` is empty, since they are referred to as `resource.name`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResourceKey {
    /// Whether it is made or only read.
    pub mode: Mode,
    /// The Terraform type; empty for ARM.
    pub kind: String,
    /// Its name.
    pub name: Name,
}

/// `resource "aws_sqs_queue" "main" { … }`, `data …`, `ephemeral …`
#[derive(Clone, Debug)]
pub struct Resource {
    /// Whether it is made or only read.
    pub mode: Mode,
    /// The type as written: `aws_sqs_queue`, `Microsoft.ServiceBus/namespaces@2026-01-01`.
    pub kind: Word,
    /// Its name.
    pub name: Name,
    /// Where its name stands.
    pub name_span: Span,
    /// Whether it is there at all.
    pub when: Option<Expression>,
    /// How often it is there.
    pub repeat: Option<Repeat>,
    /// What must be there before.
    pub depends_on: Vec<Expression>,
    /// How it may be changed and destroyed.
    pub lifecycle: Lifecycle,
    /// Terraform: the local name of its provider, where its type does not begin with it.
    pub provider: Option<Word>,
    /// ARM: what it is a child of.
    pub parent: Option<Expression>,
    /// ARM: what it extends.
    pub scope: Option<Expression>,
    /// ARM: the user-assigned identities that it runs as.
    pub identities: Option<Expression>,
    /// ARM: whether Azure makes it with its parent.
    pub implicit: bool,
    /// The attributes and blocks of the provider's own.
    pub items: Vec<Item>,
    /// The whole block.
    pub span: Span,
}

/// How often a resource is there.
#[derive(Clone, Debug)]
pub enum Repeat {
    /// `count = …`
    Count(Expression),
    /// `for_each = …`
    ForEach(Expression),
}

impl Repeat {
    /// What says it.
    pub fn expression(&self) -> &Expression {
        let (Self::Count(expression) | Self::ForEach(expression)) = self;
        expression
    }
}

/// `lifecycle { … }`
#[derive(Clone, Debug, Default)]
pub struct Lifecycle {
    /// Whether what it holds must not be lost.
    pub stateful: bool,
    /// Whether its successor is made before it is destroyed.
    pub create_before_destroy: bool,
    /// Attributes that others may change.
    pub ignore_changes: Vec<String>,
}
