//! One root module, complete: what is verified, explained and emitted.
//!
//! INVARIANT: everything that has an order here has the order in which it was written: components
//! as in the spec, resources as in their module.

use crate::maps::{HashSet, IndexMap};
use crate::names::{ComponentName, EnvironmentName, ModuleName, ServiceName, TargetName};
use crate::schema::{Schemas, unique};
use crate::source::Span;
use crate::term::Term;
use crate::term::address::Address;
use crate::term::types::Type;
use std::sync::Arc;

/// A root module.
#[derive(Clone, Debug)]
pub struct Stack {
    /// The service.
    pub service: ServiceName,
    /// What the service is for, if the spec says it.
    pub description: Option<Arc<str>>,
    /// The file name of the spec, without folders: what a reader of the output should change.
    pub spec: Arc<str>,
    /// The environment.
    pub environment: EnvironmentName,
    /// The target.
    pub target: TargetName,
    /// The folder that it is written to, relative to the spec.
    pub folder: Arc<str>,
    /// The components, as in the spec.
    pub components: IndexMap<ComponentName, Component>,
    /// The providers that some resource uses, by local name; none for ARM.
    pub providers: IndexMap<Arc<str>, Provider>,
    /// Where Terraform keeps its state.
    pub backend: Option<Backend>,
    /// What is given at deployment, by its name in the root module.
    pub parameters: IndexMap<Arc<str>, Parameter>,
    /// Settings that some resource reads, known values only: long ones are written once.
    pub settings: IndexMap<Arc<str>, Setting>,
    /// Values with a name that expressions read as `Expression::Local`; Terraform's only.
    pub locals: IndexMap<Arc<str>, Term>,
    /// Every resource, the platform's first.
    pub resources: IndexMap<Arc<Address>, Resource>,
    /// Where attributes stand whose value `fit` or `unique` makes.
    pub fitted: HashSet<Span>,
    /// What the root module gives, by name.
    pub outputs: IndexMap<Arc<str>, Output>,
    /// Resources whose address changed: from, to.
    pub moved: Vec<(Arc<Address>, Arc<Address>)>,
    /// What earlier versions of modules made, and what is left as it is.
    pub removed: Vec<Arc<Address>>,
    /// Tags for every ARM resource that can have them: an object.
    pub tags: Option<Term>,
    /// The location of every ARM resource that has one; known or environmental.
    pub location: Option<Term>,
    /// What is known of the types of its resources.
    pub schemas: Schemas,
    /// The subscription of every ARM resource, if the platform says it.
    pub subscription: Option<Term>,
    /// The name of their resource group, if the platform says it.
    pub resource_group: Option<Term>,
}

/// A component and the module that fulfils it.
#[derive(Clone, Debug)]
pub struct Component {
    /// The module.
    pub module: ModuleName,
    /// Its version.
    pub version: Arc<str>,
}

/// A Terraform provider.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Where it comes from: `hashicorp/aws`.
    pub source: Arc<str>,
    /// Which versions will do: `>= 6.0.0, < 7.0.0`; empty where no module says.
    pub requirement: Arc<str>,
    /// What stands in its block; without any, there is no block.
    pub configuration: Vec<Attribute>,
}

/// Where Terraform keeps its state.
#[derive(Clone, Debug)]
pub struct Backend {
    /// `s3`, `azurerm`.
    pub kind: Arc<str>,
    /// What stands in its block; all known.
    pub attributes: Vec<Attribute>,
}

/// A value given at deployment: a Terraform variable, a Bicep parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// What it may be.
    pub ty: Type,
    /// What it is for.
    pub description: Option<Arc<str>>,
    /// Its value if none is given; known.
    pub default: Option<Term>,
    /// Whether it may not be shown.
    pub sensitive: bool,
    /// Whether Terraform keeps it nowhere: only write-only attributes read it.
    pub ephemeral: bool,
    /// Where nobody need give it: the resource that makes a random value for it in Terraform.
    pub generated: Option<Arc<Address>>,
    /// Where it is declared; none where no document does.
    pub span: Option<Span>,
}

/// A value that the platform gives to modules.
#[derive(Clone, Debug)]
pub struct Setting {
    /// What it is for.
    pub description: Arc<str>,
    /// Its value.
    pub value: Term,
}

/// An output of the root module.
#[derive(Clone, Debug)]
pub struct Output {
    /// What it gives.
    pub value: Term,
    /// What it is for.
    pub description: Option<Arc<str>>,
}

/// A resource, a data source or an ephemeral resource.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Which.
    pub address: Arc<Address>,
    /// Its attributes and blocks. Null ones are left out already.
    pub attributes: Vec<Attribute>,
    /// What must be there before, beyond what the attributes refer to.
    pub depends_on: Vec<Arc<Address>>,
    /// How Terraform treats its life.
    pub lifecycle: Lifecycle,
    /// The local name of its provider, where its type does not say it.
    pub provider: Option<Arc<str>>,
    /// What only ARM resources have; none for Terraform's.
    pub arm: Option<Arm>,
    /// The resources that `depends_on`, `parent`, `scope` and `identities` name, and where.
    pub named: Vec<(Arc<Address>, Span)>,
    /// The block in the module.
    pub span: Span,
    /// Its type and its name in the module.
    pub header: Span,
}

/// How a resource may be changed and destroyed.
#[derive(Clone, Debug, Default)]
pub struct Lifecycle {
    /// Whether what it holds must not be lost.
    pub stateful: bool,
    /// Whether Terraform refuses to destroy it: stateful, in a protected environment.
    pub prevent_destroy: bool,
    /// Whether its successor is made before it is destroyed.
    pub create_before_destroy: bool,
    /// Attributes that others may change.
    pub ignore_changes: Vec<Arc<str>>,
}

/// What only ARM resources have.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and none excludes another"
)]
#[derive(Clone, Debug, Default)]
pub struct Arm {
    /// What it is a child of.
    pub parent: Option<Arc<Address>>,
    /// What it extends: a role assignment's queue, a lock's server.
    pub scope: Option<Arc<Address>>,
    /// The user-assigned identities that it runs as.
    pub identities: Vec<Arc<Address>>,
    /// Whether Azure makes it with its parent, so that it is only ever updated.
    pub implicit: bool,
    /// Whether it is left alone once it is there: it reads a generated value.
    pub only_if_missing: bool,
    /// Whether it gets the stack's location: its type has one, and the module sets none.
    pub has_location: bool,
    /// Whether it gets the stack's tags: its type has them, and the module sets none.
    pub has_tags: bool,
}

/// `name = value` or `name { … }` in a resource.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// As the provider knows it.
    pub name: Arc<str>,
    /// Where the module or an override sets it.
    pub span: Span,
    /// What it is set to.
    pub value: Value,
}

/// What an attribute is set to.
#[derive(Clone, Debug)]
pub enum Value {
    /// A term.
    Term(Term),
    /// A block that was written once: an object in Terraform JSON.
    Block(Vec<Attribute>),
    /// A block that was written several times or with `for_each`: an array. Not empty.
    Blocks(Vec<Vec<Attribute>>),
}

impl Resource {
    /// Its attributes that the cloud tells it from others by, as far as they are known to be such.
    pub fn names(&self, stack: &Stack) -> impl Iterator<Item = (&Attribute, &Term)> {
        self.attributes.iter().filter_map(|attribute| {
            let is_name = match self.arm {
                Some(_) => &*attribute.name == "name",
                None => {
                    unique::name_of(&self.address.kind) == Some(&*attribute.name)
                        || stack.fitted.contains(&attribute.span)
                }
            };
            match &attribute.value {
                Value::Term(term) if is_name => Some((attribute, term)),
                _ => None,
            }
        })
    }
}
