//! What a plan knows while it is made.
//!
//! Values are computed when they are asked for, once. Each is a [`Node`]; a node that is asked for
//! while it is computed is a cycle, which is reported as the path that leads back to it.
//! Attributes of resources are not nodes: a reference to one is left to deployment, because it
//! carries the order in which resources are made.

use super::Setup;
use super::access::Accesses;
use super::name_error::NameError;
use super::place::Place;
use super::view::View;
use crate::check::Component;
use crate::document::implementation::ResourceKey;
use crate::eval::{self, Attention, evaluate, is_small, uncomputed};
use crate::maps::{HashMap, HashSet, IndexMap};
use crate::names::{ComponentName, InputName, LocalName, OutputName, SettingName};
use crate::plan::stack::{Parameter, Setting};
use crate::problems::{Diagnose, Mark, Problems, Reported};
use crate::source::Span;
use crate::syntax::tree::Expression;
use crate::term::address::{Address, Owner};
use crate::term::types::Type;
use crate::term::{GrantReference, Term};
use derive_more::Display;
use std::sync::Arc;

/// So many values may wait for each other.
const MOST_RUNNING: usize = 200;

/// So many values there are in most plans.
const LIKELY_VALUES: usize = 100;

/// Bytes of stack that the deepest expression of one value needs.
const ROOM: usize = 1 << 20;

/// Bytes of stack that are added where there is less.
const STACK: usize = 8 << 20;

/// A value that is computed once.
#[derive(Clone, Debug, Display, PartialEq, Eq, Hash)]
pub(super) enum Node {
    /// Whether a component is there.
    #[display("{_0}.when")]
    Presence(ComponentName),
    /// A local of the spec.
    #[display("local.{_0}")]
    SpecLocal(LocalName),
    /// A local of a module, or of a grant in it.
    #[display("{}.local.{_1}", _0.component().map_or("platform", |name| name.0.as_str()))]
    Local(Owner, LocalName),
    /// An input of a component.
    #[display("{_0}.{_1}")]
    Input(ComponentName, InputName),
    /// An output of a component.
    #[display("{_0}.{_1}")]
    Output(ComponentName, OutputName),
    /// What a grant of a composite stands for.
    #[display("{}.{}", _0.component, _0.grant)]
    Grants(Arc<GrantReference>),
    /// An attribute of a component's identity.
    #[display("{_0}.identity.{_1}")]
    Identity(ComponentName, String),
    /// What a component gets from the grants that it has.
    #[display("{_0}.access.{_1}")]
    Access(ComponentName, Channel),
    /// The value of a setting.
    #[display("setting.{_0}")]
    Setting(SettingName),
    /// The physical name of a component.
    #[display("{_0}.id")]
    Id(ComponentName),
    /// How often a resource is there.
    #[display("{}", _1.name)]
    Shape(Owner, ResourceKey),
    /// A fact of the target.
    #[display("target.{_0}")]
    Fact(String),
}

/// By which way something reaches a consumer.
#[derive(Clone, Copy, Debug, Display, PartialEq, Eq, Hash)]
pub(super) enum Channel {
    /// Environment variables.
    #[display("env")]
    Env,
    /// Environment variables that hold secrets.
    #[display("secrets")]
    Secrets,
    /// Rules to scale by.
    #[display("scale")]
    Scale,
}

/// The state of making one plan.
pub(super) struct Planner<'d> {
    pub(super) setup: &'d Setup<'d>,
    pub(super) problems: &'d mut Problems,
    /// Parameters of the root module that something reads.
    pub(super) parameters: IndexMap<Arc<str>, Parameter>,
    /// Settings with a known value that something reads.
    pub(super) settings: IndexMap<Arc<str>, Setting>,
    /// Data sources of the platform that something reads.
    pub(super) platform_data: HashSet<Arc<Address>>,
    /// The attributes whose value `fit` or `unique` makes.
    pub(super) fitted: HashSet<Span>,
    /// What is made for each consumer.
    pub(super) accesses: HashMap<ComponentName, Result<Accesses, Reported>>,
    /// What the expression that is evaluated is looked at for.
    pub(super) attention: Attention,
    /// The steps that expressions have taken.
    pub(super) steps: usize,
    /// How many resources there are.
    pub(super) made: usize,
    values: HashMap<Node, Result<Term, Reported>>,
    running: Vec<Node>,
}

impl<'d> Planner<'d> {
    pub(super) fn new(setup: &'d Setup<'d>, problems: &'d mut Problems) -> Self {
        Self {
            setup,
            problems,
            parameters: IndexMap::default(),
            settings: IndexMap::default(),
            platform_data: HashSet::default(),
            fitted: HashSet::default(),
            accesses: HashMap::default(),
            attention: Attention::Value,
            steps: 0,
            made: 0,
            values: HashMap::with_capacity_and_hasher(LIKELY_VALUES, <_>::default()),
            running: Vec::new(),
        }
    }

    pub(super) fn report(&mut self, problem: impl Diagnose + 'static) -> Reported {
        self.problems.report(problem)
    }

    /// The value of an expression that stands at a place.
    pub(super) fn evaluate(
        &mut self,
        expression: &Expression,
        place: Place<'_>,
    ) -> Result<Term, Reported> {
        let mark = self.problems.mark();
        let mut view = View {
            planner: self,
            place,
            whole: expression,
        };
        let result = evaluate(expression, &mut view);
        let module = match place {
            Place::Module(within) => within.component(),
            Place::Interface(component) | Place::Composite(component) => Some(component),
            _ => None,
        };
        if result.is_err()
            && let Some(component) = module.and_then(|name| self.component(name))
        {
            let cause = |at| component.origin_in(expression, at);
            self.problems.blame(mark, cause);
            self.blame_outwards(component, mark);
        }
        result
    }

    /// Shows what was found since in values that are given to a component where they come from.
    pub(super) fn blame_outwards(&mut self, component: &Component<'_>, since: Mark) {
        let service = self.setup.service;
        service.blame_outwards(component, since, self.problems);
    }

    /// The value of a node, computed now if it is asked for the first time.
    pub(super) fn value(&mut self, node: Node, at: Span) -> Result<Term, Reported> {
        if self.attention == Attention::Names {
            let ty = self.declared_type(&node).cloned();
            return Ok(uncomputed(ty.unwrap_or(Type::Any), at));
        }
        if let Some(result) = self.values.get(&node) {
            return result.clone();
        }
        if self.running.contains(&node) {
            return Err(self.cycle(&node, at));
        }
        if self.running.len() == MOST_RUNNING {
            let most = MOST_RUNNING;
            return Err(self.report(NameError::TooFar { most, at }));
        }
        self.running.push(node.clone());
        let result = stacker::maybe_grow(ROOM, STACK, || self.compute(&node, at));
        let result = result.and_then(|term| self.small_enough(term));
        self.running.pop();
        self.values.insert(node, result.clone());
        result
    }

    /// The type that is declared for a value.
    fn declared_type(&self, node: &Node) -> Option<&'d Type> {
        match node {
            Node::Input(component, name) => {
                let inputs = &self.component(component)?.interface().inputs;
                inputs.get(name).map(|input| &input.ty)
            }
            Node::Output(component, name) => {
                let outputs = &self.component(component)?.interface().outputs;
                outputs.get(name).map(|output| &output.ty)
            }
            Node::Setting(name) => self.setup.settings.get(name).map(|setting| &setting.ty),
            _ => None,
        }
    }

    /// A value that grows from node to node is refused before it fills the memory.
    fn small_enough(&mut self, term: Term) -> Result<Term, Reported> {
        if is_small(&term) {
            return Ok(term);
        }
        let at = term.span;
        Err(self.problems.report(eval::Error::ValueTooLarge { at }))
    }

    fn cycle(&mut self, node: &Node, at: Span) -> Reported {
        let from = self.running.iter().position(|running| running == node);
        let path = self.running.iter().skip(from.unwrap_or(0)).chain([node]);
        let path: Vec<_> = path.map(ToString::to_string).collect();
        self.report(NameError::Cycle {
            path: path.join(" → "),
            at,
        })
    }

    fn compute(&mut self, node: &Node, at: Span) -> Result<Term, Reported> {
        match node {
            Node::Presence(name) => self.presence(name),
            Node::SpecLocal(name) => self.spec_local(name, at),
            Node::Local(owner, name) => self.module_local(owner, name, at),
            Node::Input(component, name) => self.input(component, name, at),
            Node::Output(component, name) => self.output(component, name, at),
            Node::Grants(grant) => self.grants_of_composite(grant, at),
            Node::Identity(component, name) => self.identity(component, name, at),
            Node::Access(component, channel) => self.access(component, *channel, at),
            Node::Setting(name) => self.setting(name, at),
            Node::Id(component) => self.component_id(component, at),
            Node::Shape(owner, key) => self.shape(owner, key, at),
            Node::Fact(name) => self.fact(name, at),
        }
    }

    /// Whether a component is made of others.
    pub(super) fn is_composite(&self, name: &ComponentName) -> bool {
        let component = self.component(name);
        component.is_some_and(|component| component.package.composite.is_some())
    }

    pub(super) fn component(&self, name: &ComponentName) -> Option<&'d Component<'d>> {
        self.setup.service.components.get(name)
    }
}
