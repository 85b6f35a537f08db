//! Service + environment + target → [`Stack`].
//!
//! [`plan`] instantiates every component: it evaluates what the module describes, gives the grants
//! that were asked for, applies overrides, and gathers what the root module needs around them.

mod access;
pub mod arm;
mod body;
mod error;
mod hint;
mod mend;
mod module_names;
mod moved;
mod name_error;
mod named;
mod order;
mod overridden;
mod overrides;
mod place;
mod planner;
mod platform;
mod providers;
mod resources;
mod root;
mod rules;
mod secrecy;
mod settings;
mod spec_names;
pub mod stack;
mod tags;
mod unknown_name;
mod values;
mod variables;
mod view;

use crate::check::Checked;
use crate::document::implementation::Setting;
use crate::document::platform::Platform;
use crate::eval::Attention;
use crate::maps::IndexMap;
use crate::names::{ComponentName, EnvironmentName, SettingName, TargetName};
use crate::problems::{Problems, Reported};
use crate::schema::Schemas;
use crate::term::Term;
use crate::term::address::{Address, Owner};
use planner::Planner;
use stack::{Component, Resource, Stack};
use std::sync::Arc;
use tags::Tags;

/// What a plan is made of.
#[derive(Debug)]
pub struct Request<'d> {
    /// The service as it is in the environment.
    pub service: &'d Checked<'d>,
    /// Where it runs.
    pub platform: &'d Platform,
    /// The environment.
    pub environment: &'d EnvironmentName,
    /// The target.
    pub target: &'d TargetName,
    /// The file name of the spec.
    pub spec: &'d str,
    /// What is known of types.
    pub schemas: &'d Schemas,
}

/// A request, and what all of its parts ask for.
struct Setup<'d> {
    service: &'d Checked<'d>,
    platform: &'d Platform,
    environment: &'d EnvironmentName,
    target: &'d TargetName,
    schemas: &'d Schemas,
    /// The settings that some module declares.
    settings: IndexMap<SettingName, &'d Setting>,
    /// The tags of the platform.
    tags: Tags,
}

impl<'d> Setup<'d> {
    fn of(request: &Request<'d>, problems: &mut Problems) -> Result<Self, Reported> {
        Ok(Self {
            service: request.service,
            platform: request.platform,
            environment: request.environment,
            target: request.target,
            schemas: request.schemas,
            settings: settings::declared(request.service, problems)?,
            tags: Tags::of(request.platform),
        })
    }

    /// Whether what holds state is protected from being destroyed.
    fn protect(&self) -> bool {
        let environment = self.platform.environments.get(self.environment);
        environment.is_some_and(|environment| environment.protect)
    }
}

/// The root module of a service, in an environment, on a target.
pub fn plan(request: &Request<'_>, problems: &mut Problems) -> Result<Stack, Reported> {
    let setup = Setup::of(request, problems)?;
    let mut planner = Planner::new(&setup, problems);
    planner.warn_about_mistyped_settings();
    planner.look_at_unread();
    planner.look_at_locals();
    let resources = planner.resources();
    let outputs = planner.outputs();
    let root = planner.root();
    let (mut resources, outputs, root) = (resources?, outputs?, root?);
    planner.apply_overrides(&mut resources)?;
    let mut all = planner.platform_resources()?;
    all.extend(resources);
    if root.tags.is_none() {
        all.iter_mut().for_each(Resource::without_tags);
    }
    let providers = planner.providers(&all, root.provider)?;
    planner.all_parameters()?;
    for resource in &mut all {
        planner.leave_alone(resource);
    }
    let resources: IndexMap<Arc<Address>, Resource> = all
        .into_iter()
        .map(|resource| (resource.address.clone(), resource))
        .collect();
    order::is_acyclic(&resources).map_err(|error| planner.report(error))?;
    Ok(Stack {
        service: setup.service.service.name.clone(),
        description: root.description,
        spec: request.spec.into(),
        environment: setup.environment.clone(),
        target: setup.target.clone(),
        folder: planner.folder()?,
        components: planner.stack_components(),
        providers,
        backend: root.backend,
        moved: planner.moved(&resources),
        removed: planner.removed(),
        resources,
        outputs,
        fitted: std::mem::take(&mut planner.fitted),
        locals: IndexMap::default(),
        tags: root.tags,
        location: root.location,
        subscription: root.subscription,
        resource_group: root.resource_group,
        parameters: std::mem::take(&mut planner.parameters),
        settings: std::mem::take(&mut planner.settings),
        schemas: setup.schemas.clone(),
    })
}

impl Resource {
    /// Where the platform has no tags for all resources, none gets them.
    fn without_tags(&mut self) {
        if let Some(arm) = &mut self.arm {
            arm.has_tags = false;
        }
    }
}

impl Planner<'_> {
    /// What holds a generated value would lose it with the next deployment.
    fn leave_alone(&self, resource: &mut Resource) {
        let generated = |name: &str| {
            let parameter = self.parameters.get(name);
            parameter.is_some_and(|parameter| parameter.generated.is_some())
        };
        let mut parameters = resource.terms().flat_map(Term::parameters);
        let reads = parameters.any(|name| generated(&name));
        drop(parameters);
        if let Some(arm) = &mut resource.arm {
            arm.only_if_missing = reads;
        }
    }

    /// The folder that the root module is written to, relative to the spec: the platform's `output`.
    fn folder(&mut self) -> Result<Arc<str>, Reported> {
        let setup = self.setup;
        let Some(output) = &setup.platform.output else {
            return Ok(format!("generated/{}/{}", setup.target, setup.environment).into());
        };
        let term = self.evaluate(output, place::Place::Platform(None))?;
        match term.as_text() {
            Some(text) => Ok(text.clone()),
            None => Err(self.report(error::Error::UnknownDecision {
                what: "output",
                at: output.span,
            })),
        }
    }

    /// What is set on components whose module could not be read: its names must exist all the same.
    fn look_at_unread(&mut self) {
        for unread in &self.setup.service.unread {
            for input in unread.component.inputs.values() {
                // Whatever is wrong is reported; what the value is for is not known.
                let place = place::Place::around(unread.outer.as_ref());
                let _value = self.evaluate(&input.value, place);
            }
        }
    }

    /// The spec's own values, whether anybody reads them or not: their names must exist.
    fn look_at_locals(&mut self) {
        let outer = std::mem::replace(&mut self.attention, Attention::Names);
        for value in self.setup.service.locals.values() {
            let _value = self.evaluate(value, place::Place::Spec);
        }
        self.attention = outer;
    }

    /// Every resource of every component that is there: its own, then what its grants make.
    fn resources(&mut self) -> Result<Vec<Resource>, Reported> {
        let mut resources = Vec::new();
        let mut result = Ok(());
        for name in self.setup.service.components.keys() {
            match self.of_component(name) {
                Ok(made) => resources.extend(made),
                Err(reported) => result = Err(reported),
            }
        }
        result.map(|()| resources)
    }

    fn of_component(&mut self, name: &ComponentName) -> Result<Vec<Resource>, Reported> {
        let at = self.setup.service.service.name_span;
        if !self.is_present(name, at)? {
            return Ok(Vec::new());
        }
        self.validate(name)?;
        if self.is_composite(name) {
            // What it is made of has all that is made, and what may be read is theirs.
            return Ok(Vec::new());
        }
        self.secrets_may_be_read(name)?;
        self.env_may_be_shown(name)?;
        let own = self.made_by(&Owner::Component(name.clone()));
        let mut accesses = Vec::new();
        let mut result = Ok(());
        for (owner, _) in self.accesses(name)?.iter() {
            match self.made_by(owner) {
                Ok(made) => accesses.extend(made),
                Err(reported) => result = Err(reported),
            }
        }
        let mut made = own?;
        made.extend(accesses);
        result.map(|()| made)
    }

    fn stack_components(&mut self) -> IndexMap<ComponentName, Component> {
        let at = self.setup.service.service.name_span;
        let mut components = IndexMap::default();
        for (name, component) in &self.setup.service.components {
            if self.is_present(name, at) == Ok(true) {
                let module = component.interface().name.clone();
                let version = component.interface().version.to_string().into();
                components.insert(name.clone(), Component { module, version });
            }
        }
        components
    }
}
