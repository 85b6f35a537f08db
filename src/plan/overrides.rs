//! Overrides: attributes of emitted resources that a spec sets, applied last.

use super::error::Error;
use super::name_error::NameError;
use super::place::Place;
use super::planner::Planner;
use super::stack::{Attribute, Resource, Value};
use crate::document::service::Override;
use crate::names::ComponentName;
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::{Attribute as Setting, Item};
use crate::term::GrantReference;
use crate::term::address::{Address, Key, Mode, Owner};
use crate::term::{Kind, Term};

/// What decides how often a resource is there, where it belongs and when it is made.
const SHAPE: [&str; 10] = [
    "count",
    "depends_on",
    "for_each",
    "identities",
    "implicit",
    "lifecycle",
    "parent",
    "provider",
    "scope",
    "when",
];

impl<'d> Planner<'d> {
    pub(super) fn apply_overrides(&mut self, resources: &mut [Resource]) -> Result<(), Reported> {
        let mut result = Ok(());
        let at = self.setup.service.service.name_span;
        for (name, component) in &self.setup.service.components {
            if !self.is_present(name, at)? {
                continue;
            }
            for written in &component.overrides {
                result = result.and(self.apply(name, written, resources));
            }
        }
        result
    }

    fn apply(
        &mut self,
        component: &ComponentName,
        written: &'d Override,
        resources: &mut [Resource],
    ) -> Result<(), Reported> {
        self.may_override(component, written.resource.span)?;
        let own = Owner::Component(component.clone());
        let mut known = Vec::new();
        let mut found = None;
        for resource in resources
            .iter_mut()
            .filter(|resource| resource.address.owner == own)
        {
            let name = in_module(&resource.address);
            if name == written.resource.text {
                found = Some(resource);
                break;
            }
            known.push(name);
        }
        let Some(resource) = found else {
            let known: Vec<_> = known.iter().map(String::as_str).collect();
            let text = &written.resource.text;
            let error = Error::unknown_override(component, text, written.resource.span, &known);
            return Err(self.report(error));
        };
        let mut result = Ok(());
        for item in &written.body.items {
            if let Item::Attribute(setting) = item {
                result = result.and(self.set(component, setting, resource));
            }
        }
        result
    }

    fn may_override(&mut self, component: &ComponentName, at: Span) -> Result<(), Reported> {
        let Some(component) = self.component(component) else {
            return Ok(());
        };
        let module = &component.interface().name;
        let forbidden = &self.setup.platform.forbid_override;
        let rule = forbidden.iter().find(|word| word.text == module.0.as_str());
        match rule {
            None => Ok(()),
            Some(rule) => Err(self.report(Error::ForbiddenOverride {
                module: module.clone(),
                at,
                forbidden: rule.span,
            })),
        }
    }

    /// Replaces an attribute whole; null takes it away.
    fn set(
        &mut self,
        component: &ComponentName,
        setting: &'d Setting,
        resource: &mut Resource,
    ) -> Result<(), Reported> {
        let name = setting.name.text.as_str();
        if SHAPE.contains(&name) {
            let (name, at) = (name.to_owned(), setting.name.span);
            return Err(self.report(Error::OverriddenShape { name, at }));
        }
        let term = self.evaluate(&setting.value, &Place::Override(component.clone()))?;
        if let Some(arm) = &mut resource.arm {
            arm.has_location &= name != "location";
            arm.has_tags &= name != "tags";
        }
        let at = resource
            .attributes
            .iter()
            .position(|attribute| &*attribute.name == name);
        let attribute = Attribute {
            name: name.into(),
            span: setting.name.span,
            value: Value::Term(term.clone()),
        };
        match (at, term.is_null()) {
            (Some(at), true) => {
                resource.attributes.remove(at);
            }
            (None, true) => {}
            (Some(at), false) => resource
                .attributes
                .splice(at..=at, [attribute])
                .for_each(drop),
            (None, false) => resource.attributes.push(attribute),
        }
        Ok(())
    }

    /// What stands in `env` of a component is seen by everybody.
    pub(super) fn env_may_be_shown(&mut self, name: &ComponentName) -> Result<(), Reported> {
        let env = self.named_input(name, "env")?;
        let entries = env.iter().filter_map(Term::as_object).flatten();
        let mut result = Ok(());
        for (name, value) in entries {
            result = result.and(self.may_be_shown(name, value));
        }
        result
    }

    /// The value of the input of that name, if the component's module has one.
    fn named_input(&mut self, name: &ComponentName, input: &str) -> Result<Option<Term>, Reported> {
        let Some(component) = self.component(name) else {
            return Ok(None);
        };
        let mut inputs = component.interface().inputs.keys();
        let Some(input) = inputs.find(|known| known.0.as_str() == input) else {
            return Ok(None);
        };
        let node = super::planner::Node::Input(name.clone(), input.clone());
        self.value(node, component.name_span).map(Some)
    }

    /// A secret that stands in `secrets` needs a grant of the component that keeps it.
    pub(super) fn secrets_may_be_read(&mut self, name: &ComponentName) -> Result<(), Reported> {
        let Some(secrets) = self.named_input(name, "secrets")? else {
            return Ok(());
        };
        let grants = self.grants_of(name)?;
        let mut result = Ok(());
        for secret in secrets
            .as_object()
            .into_iter()
            .flat_map(|object| object.values())
        {
            result = result.and(self.may_read(secret, &grants));
        }
        result
    }

    fn may_read(
        &mut self,
        secret: &Term,
        grants: &[(GrantReference, Span)],
    ) -> Result<(), Reported> {
        let Some(keeper) = keeper(secret) else {
            return Ok(());
        };
        if grants.iter().any(|(grant, _)| grant.component == keeper) {
            return Ok(());
        }
        let found = self
            .component(&keeper)
            .map(super::super::check::Component::interface);
        let grant = found.and_then(|interface| interface.grants.keys().next().cloned());
        let module = found.map(|interface| interface.name.to_string());
        Err(self.report(NameError::SecretWithoutGrant {
            grant: match (module, grant) {
                (Some(module), Some(grant)) => format!("{module}.{keeper}.{grant}"),
                _ => keeper.to_string(),
            },
            component: keeper,
            at: secret.span,
        }))
    }
}

/// The component that keeps a secret: the one whose resource its reference leads to.
fn keeper(secret: &Term) -> Option<ComponentName> {
    let Kind::Secret(secret) = &secret.kind else {
        return None;
    };
    let references = secret.reference.references();
    let mut owners = references.iter().map(|reference| &reference.address.owner);
    owners.find_map(Owner::component).cloned()
}

/// A resource as its module names it: `aws_db_instance.main`, `aws_x.main["a"]`.
fn in_module(address: &Address) -> String {
    let mode = match address.mode {
        Mode::Managed => "",
        Mode::Data => "data.",
        Mode::Ephemeral => "ephemeral.",
    };
    let kind = address.kind.split('@').next().unwrap_or_default();
    let key = match &address.key {
        None => String::new(),
        Some(Key::Index(index)) => format!("[{index}]"),
        Some(Key::Text(text)) => format!("[\"{text}\"]"),
    };
    format!("{mode}{kind}.{}{key}", address.name)
}
