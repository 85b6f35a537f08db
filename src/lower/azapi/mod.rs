//! ARM resources → resources of the Terraform provider azapi.
//!
//! The provider takes ARM's own types: what stands at the top of an ARM resource becomes arguments
//! and a `body`, and what is read from it comes through `output`. Nothing is decided here that
//! Bicep does otherwise: both describe the same deployment.
//!
//! INVARIANT: the result has no ARM resource, and no reference to one.

mod arguments;
mod body;
mod generated;
mod ids;
mod references;

use crate::maps::{HashMap, HashSet, IndexMap};
use crate::plan::arm::version_name;
use crate::plan::stack::{Attribute, Output, Parameter, Provider, Resource, Stack, Value};
use crate::source::Span;
use crate::term::address::{Address, Mode};
use crate::term::expression::{Environmental, Expression};
use crate::term::types::Type;
use crate::term::{Kind, Term};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The local with the tags of every resource.
const TAGS: &str = "tags";

/// Locals that hold something else than a setting or an id.
const LOCALS: [&str; 3] = ["location", "resource_group_id", TAGS];

/// The versions of the provider that know everything that is used.
const PROVIDER: &str = ">= 2.6, < 3.0";

/// The same stack, through the provider azapi.
pub fn azapi(stack: &Stack) -> Stack {
    let mut lowering = Lowering::new(stack);
    let resources = stack.resources.values();
    let resources: Vec<_> = resources.filter_map(|of| lowering.resource(of)).collect();
    let resources = generated::before(stack, resources);
    let outputs = lowering.outputs();
    let parameters = lowering.parameters(&resources, &outputs);
    let mut lowered = stack.clone();
    lowered.providers = lowering.providers();
    lowered.parameters = parameters;
    lowered.moved = stack
        .moved
        .iter()
        .map(|pair| lowering.moved(pair))
        .collect();
    let removed = stack.removed.iter();
    lowered.removed = removed.map(|of| lowering.address(of)).collect();
    lowered.locals.append(&mut lowering.locals);
    lowered.settings = IndexMap::default();
    lowered.tags = None;
    lowered.outputs = outputs;
    let resources = resources.into_iter();
    lowered.resources = resources.map(|of| (of.address.clone(), of)).collect();
    lowered
}

/// What is known of the stack while its resources are translated.
struct Lowering<'s> {
    stack: &'s Stack,
    /// Data sources that need not be read.
    only_ids: HashSet<&'s Arc<Address>>,
    /// What is read of each resource, beyond what its arguments give.
    exports: HashMap<Arc<Address>, BTreeSet<String>>,
    /// Names of locals: by the long text that they hold, and by the resource whose id they are.
    texts: HashMap<Arc<str>, Arc<str>>,
    ids: HashMap<Arc<Address>, Arc<str>>,
    taken: HashSet<Arc<str>>,
    /// The locals that something reads.
    locals: IndexMap<Arc<str>, Term>,
    /// Where what is made up here is said to stand.
    span: Option<Span>,
}

impl<'s> Lowering<'s> {
    fn new(stack: &'s Stack) -> Self {
        let mut lowering = Self {
            stack,
            only_ids: stack.only_ids(),
            exports: references::exports(stack),
            texts: HashMap::default(),
            ids: HashMap::default(),
            taken: LOCALS.map(Arc::from).into_iter().collect(),
            locals: IndexMap::default(),
            span: None,
        };
        for long in stack.long_texts() {
            if !lowering.texts.contains_key(&long.text) {
                let name = lowering.local_name(&long.name.replace('-', "_"));
                lowering.texts.insert(long.text, name);
            }
        }
        lowering
    }

    /// A name that no local has.
    fn local_name(&mut self, wanted: &str) -> Arc<str> {
        let mut name: Arc<str> = wanted.into();
        let mut number = 1;
        while !self.taken.insert(name.clone()) {
            number += 1;
            name = format!("{wanted}_{number}").into();
        }
        name
    }

    fn outputs(&mut self) -> IndexMap<Arc<str>, Output> {
        let outputs = self.stack.outputs.iter();
        let mut lowered = IndexMap::default();
        for (name, output) in outputs {
            let value = self.term(&output.value);
            lowered.insert(
                name.clone(),
                Output {
                    value,
                    ..output.clone()
                },
            );
        }
        lowered
    }

    /// The provider, with what the platform wrote into its block.
    fn providers(&self) -> IndexMap<Arc<str>, Provider> {
        let mut providers = self.stack.providers.clone();
        let Some(span) = self.span else {
            return providers;
        };
        let written = providers
            .shift_remove("azapi")
            .map(|known| known.configuration);
        let subscription = Expression::Environmental(Environmental::SubscriptionId);
        let own = [
            attribute(
                "subscription_id",
                Kind::Deferred(subscription.into()).at(span),
            ),
            attribute("disable_default_output", Kind::Bool(true).at(span)),
        ];
        let written = written.unwrap_or_default();
        let own = own.into_iter();
        let own = own.filter(|own| written.iter().all(|other| other.name != own.name));
        let configuration = own.chain(written.iter().cloned()).collect();
        let source = "Azure/azapi".into();
        let azapi = Provider {
            source,
            requirement: PROVIDER.into(),
            configuration,
        };
        providers.insert("azapi".into(), azapi);
        providers.extend(generated::provider(self.stack));
        providers
    }

    /// What is given at deployment: where to, and what the stack asks for.
    fn parameters(
        &self,
        resources: &[Resource],
        outputs: &IndexMap<Arc<str>, Output>,
    ) -> IndexMap<Arc<str>, Parameter> {
        let mut parameters = IndexMap::default();
        let mut add = |name: &str, description: &str, default: &Option<Term>| {
            let parameter = text_parameter(description, default.clone());
            parameters.insert(name.into(), parameter);
        };
        add(
            "subscription_id",
            "Subscription that the resources are created in.",
            &self.stack.subscription,
        );
        add(
            "resource_group_name",
            "Resource group that the resources are created in; it exists.",
            &self.stack.resource_group,
        );
        if self.stack.location.as_ref().is_some_and(Term::is_deferred) {
            add("location", "Region of the resources.", &None);
        }
        let shown = arguments::shown(resources, outputs, &self.locals);
        let parameters_given = self.stack.parameters.iter();
        for (name, parameter) in parameters_given.filter(|(_, of)| of.generated.is_none()) {
            let mut parameter = parameter.clone();
            let versioned = arguments::is_versioned(resources, name);
            parameter.ephemeral = versioned && !shown.contains(name);
            parameters.insert(name.clone(), parameter);
            if versioned {
                parameters.insert(version_name(name), self.version(name));
            }
        }
        parameters
    }

    fn version(&self, name: &str) -> Parameter {
        let description = format!(
            "Changed whenever {name} changes, since Terraform keeps no secret to compare with."
        );
        let default = self.span.map(|span| Kind::text("1").at(span));
        text_parameter(&description, default)
    }

    fn moved(&self, (from, to): &(Arc<Address>, Arc<Address>)) -> (Arc<Address>, Arc<Address>) {
        let kind = self.address(to).kind.clone();
        let from = Address {
            kind,
            ..Address::clone(from)
        };
        (from.into(), self.address(to))
    }

    /// The address of a resource as the provider's.
    fn address(&self, address: &Arc<Address>) -> Arc<Address> {
        let resource = self.stack.resources.get(address);
        let arm = resource.and_then(|resource| resource.arm.as_ref());
        let implicit = arm.is_some_and(|arm| arm.implicit) && address.mode == Mode::Managed;
        let kind = if implicit {
            "azapi_update_resource"
        } else {
            "azapi_resource"
        };
        Arc::new(Address {
            kind: kind.into(),
            ..Address::clone(address)
        })
    }
}

fn text_parameter(description: &str, default: Option<Term>) -> Parameter {
    Parameter {
        ty: Type::Text,
        description: Some(description.into()),
        default,
        sensitive: false,
        ephemeral: false,
        generated: None,
        span: None,
    }
}

fn attribute(name: &str, value: Term) -> Attribute {
    Attribute {
        name: name.into(),
        span: value.span,
        value: Value::Term(value),
    }
}
