//! What names mean in a platform, an interface and an implementation.

use super::name_error::NameError;
use super::place::{Each, Place, Within};
use super::planner::{Channel, Node, Planner};
use super::view::{first_name, found};
use crate::eval::{Found, Step};
use crate::names::{ComponentName, names_of};
use crate::problems::Reported;
use crate::source::Span;
use crate::term::address::Owner;
use crate::term::{Kind, Term};

impl<'d> Planner<'d> {
    /// The name behind a root, or the report that there is none.
    pub(super) fn member<'s>(
        &mut self,
        root: &str,
        span: Span,
        steps: &[Step<'s>],
    ) -> Result<(&'s str, Span), Reported> {
        first_name(steps).ok_or_else(|| {
            self.report(NameError::RootAlone {
                root: root.to_owned(),
                at: span,
            })
        })
    }

    pub(super) fn unknown_member(
        &mut self,
        root: &str,
        name: &str,
        at: Span,
        known: &[&str],
    ) -> Reported {
        self.report(NameError::unknown_member(root, name, at, known))
    }

    /// `service.name`, `environment.protect`, `target.name`: what every document may read.
    pub(super) fn common_name(
        &mut self,
        root: &str,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        if !matches!(root, "service" | "environment" | "target") {
            return Ok(None);
        }
        let (name, at) = self.member(root, span, steps)?;
        let setup = self.setup;
        let spec = setup.service.service;
        let kind = match (root, name) {
            ("service", "name") => Kind::text(spec.name.0.as_str()),
            ("service", "owner") => {
                return self.spec_text(spec.owner.as_ref(), at).map(|t| found(t, 1));
            }
            ("service", "description") => {
                return self
                    .spec_text(spec.description.as_ref(), at)
                    .map(|t| found(t, 1));
            }
            ("environment", "name") => Kind::text(setup.environment.0.as_str()),
            ("environment", "protect") => Kind::Bool(setup.protect()),
            ("target", "name") => Kind::text(setup.target.0.as_str()),
            ("service", _) => {
                return Err(self.unknown_member(root, name, at, &["name", "owner", "description"]));
            }
            ("environment", _) => {
                return Err(self.unknown_member(root, name, at, &["name", "protect"]));
            }
            _ => return Ok(None),
        };
        Ok(found(kind.at(at), 1))
    }

    fn spec_text(
        &mut self,
        text: Option<&'d crate::syntax::tree::Expression>,
        at: Span,
    ) -> Result<Term, Reported> {
        match text {
            Some(text) => self.evaluate(text, Place::Spec),
            None => Ok(Kind::Null.at(at)),
        }
    }

    /// `input.size`
    pub(super) fn input_name(
        &mut self,
        component: &ComponentName,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        let (name, at) = self.member("input", span, steps)?;
        let declared = self.component(component).map(|c| &c.interface().inputs);
        if let Some((input, _)) = declared.and_then(|inputs| inputs.get_key_value(name)) {
            let node = Node::Input(component.clone(), input.clone());
            return Ok(found(self.value(node, at)?, 1));
        }
        let known = names_of(declared);
        Err(self.unknown_member("input", name, at, &known))
    }

    /// Names of the platform: in its templates, settings and data sources.
    pub(super) fn platform_name(
        &mut self,
        component: Option<&ComponentName>,
        root: &str,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        match (root, component) {
            ("component", Some(component)) => {
                let (name, at) = self.member(root, span, steps)?;
                if name == "name" {
                    return Ok(found(self.physical_name(component).at(at), 1));
                }
                Err(self.unknown_member(root, name, at, &["name"]))
            }
            ("data", _) => self.platform_data_name(span, steps),
            _ => self.target_or_common(root, span, steps),
        }
    }

    pub(super) fn target_or_common(
        &mut self,
        root: &str,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        if let Some(found) = self.common_name(root, span, steps)? {
            return Ok(Some(found));
        }
        if root != "target" {
            return Ok(None);
        }
        let (name, at) = self.member(root, span, steps)?;
        Ok(found(self.value(Node::Fact(name.to_owned()), at)?, 1))
    }

    /// Names of an interface: in defaults and validations.
    pub(super) fn interface_name(
        &mut self,
        component: &ComponentName,
        root: &str,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        match root {
            "input" => self.input_name(component, span, steps),
            "environment" | "target" => self.common_name(root, span, steps),
            _ => Ok(None),
        }
    }

    /// Names of a composite: what is given to it, and its components.
    pub(super) fn composite_name(
        &mut self,
        outer: &ComponentName,
        root: &str,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        match root {
            "input" => self.input_name(outer, span, steps),
            "component" => self.component_name(outer, span, steps),
            "local" => {
                let (name, at) = self.member(root, span, steps)?;
                let within = Within::of(Owner::Component(outer.clone()));
                let local = self.local_name(&within, name, at)?;
                Ok(found(self.value(local, at)?, 1))
            }
            "service" | "environment" | "target" => self.common_name(root, span, steps),
            _ => self.member_of_component(Some(outer), root, span, steps),
        }
    }

    /// Names of an implementation.
    pub(super) fn module_name(
        &mut self,
        within: &Within,
        root: &str,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        let Some(component) = within.component() else {
            return self.platform_name(None, root, span, steps);
        };
        match root {
            "input" => self.input_name(component, span, steps),
            "local" => {
                let (name, at) = self.member(root, span, steps)?;
                let local = self.local_name(within, name, at)?;
                Ok(found(self.value(local, at)?, 1))
            }
            "setting" => self.setting_name(span, steps),
            "parameter" => self.module_parameter(component, span, steps),
            "component" => self.component_name(component, span, steps),
            "output" => {
                let (name, at) = self.member(root, span, steps)?;
                let node = self.output_node(component, name, at)?;
                Ok(found(self.value(node, at)?, 1))
            }
            "access" => self.access_name(component, span, steps),
            "consumer" => self.consumer_name(within, span, steps),
            "grant" => self.grant_name(component, span, steps),
            "each" | "count" => self.each_name(within, root, span, steps),
            "platform" => self.platform_tags(span, steps),
            _ => match self.target_or_common(root, span, steps)? {
                None => self.resource_name(within, root, span, steps),
                found => Ok(found),
            },
        }
    }

    fn local_name(&mut self, within: &Within, name: &str, at: Span) -> Result<Node, Reported> {
        let own = self.access_of(&within.owner).map(|access| &access.locals);
        let module = within.component().and_then(|name| self.component(name));
        let module = module.map(|component| &component.implementation().locals);
        if let Some((local, _)) = own.and_then(|locals| locals.get_key_value(name)) {
            return Ok(Node::Local(within.owner.clone(), local.clone()));
        }
        if let Some((local, _)) = module.and_then(|locals| locals.get_key_value(name))
            && let Some(component) = within.component()
        {
            let owner = Owner::Component(component.clone());
            return Ok(Node::Local(owner, local.clone()));
        }
        let known = names_of(own.into_iter().chain(module));
        Err(self.unknown_member("local", name, at, &known))
    }

    pub(super) fn output_node(
        &mut self,
        component: &ComponentName,
        name: &str,
        at: Span,
    ) -> Result<Node, Reported> {
        let outputs = self
            .component(component)
            .map(|c| &c.implementation().outputs);
        if let Some((output, _)) = outputs.and_then(|outputs| outputs.get_key_value(name)) {
            return Ok(Node::Output(component.clone(), output.clone()));
        }
        let known = names_of(outputs);
        Err(self.unknown_member("output", name, at, &known))
    }

    fn component_name(
        &mut self,
        component: &ComponentName,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        let (name, at) = self.member("component", span, steps)?;
        match name {
            "name" => Ok(found(self.physical_name(component).at(at), 1)),
            "id" => Ok(found(self.value(Node::Id(component.clone()), at)?, 1)),
            "tags" => Ok(found(self.component_tags(component, at)?, 1)),
            _ => Err(self.unknown_member("component", name, at, &["name", "id", "tags"])),
        }
    }

    fn access_name(
        &mut self,
        component: &ComponentName,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        let (name, at) = self.member("access", span, steps)?;
        let channel = match name {
            "env" => Channel::Env,
            "secrets" => Channel::Secrets,
            "scale" => Channel::Scale,
            _ => {
                let known = ["env", "secrets", "scale"];
                return Err(self.unknown_member("access", name, at, &known));
            }
        };
        let node = Node::Access(component.clone(), channel);
        Ok(found(self.value(node, at)?, 1))
    }

    fn each_name(
        &mut self,
        within: &Within,
        root: &str,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        let (name, at) = self.member(root, span, steps)?;
        let term = match (root, name, within.each.as_deref()) {
            ("each", "key", Some(Each::Entry(key, _))) => key,
            ("each", "value", Some(Each::Entry(_, value))) => value,
            ("count", "index", Some(Each::Index(index))) => index,
            _ => {
                return Err(self.report(NameError::NoEach {
                    root: root.to_owned(),
                    at: span.to(at),
                }));
            }
        };
        Ok(found(self.attention.paid_to(term), 1))
    }

    fn setting_name(&mut self, span: Span, steps: &[Step<'_>]) -> Result<Option<Found>, Reported> {
        let (name, at) = self.member("setting", span, steps)?;
        if let Some((setting, _)) = self.setup.settings.get_key_value(name) {
            return Ok(found(self.value(Node::Setting(setting.clone()), at)?, 1));
        }
        let known = names_of([&self.setup.settings]);
        Err(self.unknown_member("setting", name, at, &known))
    }
}
