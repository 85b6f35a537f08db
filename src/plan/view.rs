//! What names mean at a place.

use super::error::Error;
use super::hint::{RootHint, Roots};
use super::place::{Each, Place, Within};
use super::planner::{Channel, Node, Planner};
use crate::eval::functions::{Fault, Wrong, fit};
use crate::eval::{Found, Scope, Step};
use crate::names::{ComponentName, InputName, LocalName, Name, OutputName, SettingName};
use crate::number::Number;
use crate::problems::{Problems, Reported};
use crate::source::Span;
use crate::term::expression::{Expression, Function};
use crate::term::{Kind, Secret, Term};

/// A planner, seen from a place.
pub(super) struct View<'p, 'd> {
    pub(super) planner: &'p mut Planner<'d>,
    pub(super) place: &'p Place,
}

impl Scope for View<'_, '_> {
    fn lookup(&mut self, name: &str, span: Span, steps: &[Step<'_>]) -> Result<Found, Reported> {
        let place = self.place;
        let found = match place {
            Place::Spec => self.planner.spec_name(name, span, steps)?,
            Place::Platform(component) => {
                self.planner
                    .platform_name(component.as_ref(), name, span, steps)?
            }
            Place::Default if name == "environment" => {
                self.planner.common_name(name, span, steps)?
            }
            Place::Constant | Place::Default => None,
            Place::Interface(component) => {
                self.planner.interface_name(component, name, span, steps)?
            }
            Place::Module(within) => self.planner.module_name(within, name, span, steps)?,
            Place::Override(component) => {
                let within = Within::of(crate::term::address::Owner::Component(component.clone()));
                match self.planner.resource_name(&within, name, span, steps)? {
                    None => self.planner.spec_name(name, span, steps)?,
                    found => found,
                }
            }
        };
        found.ok_or_else(|| {
            let hint = match self.planner.likely(place, name) {
                Some(likely) => RootHint::Likely(likely),
                None => RootHint::Roots(Roots::at(place)),
            };
            self.planner.report(Error::UnknownName {
                name: name.to_owned(),
                at: span,
                hint,
            })
        })
    }

    fn call(
        &mut self,
        function: &str,
        arguments: &[Term],
        span: Span,
    ) -> Option<Result<Term, Fault>> {
        let is_module = matches!(self.place, Place::Module(_));
        match function {
            "fit" => {
                self.planner.fitted = true;
                None
            }
            "unique" => {
                self.planner.fitted = true;
                Some(self.planner.unique(arguments, span))
            }
            "nonsensitive" if !is_module => Some(Err(Wrong::OnlyInModules.whole())),
            "secret" if is_module => Some(secret(arguments, span)),
            "role_definition" if is_module => {
                let call = Expression::Call(Function("role_definition"), arguments.to_vec());
                Some(Ok(Kind::Deferred(call.into()).at(span)))
            }
            _ => None,
        }
    }

    fn opens_secrets(&self) -> bool {
        matches!(self.place, Place::Module(_))
    }

    fn problems(&mut self) -> &mut Problems {
        self.planner.problems
    }
}

fn secret(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let (reference, key) = match arguments {
        [reference] => (reference.clone(), None),
        [reference, key] => (reference.clone(), Some(key.clone())),
        _ => return Err(count(1, 2, arguments.len())),
    };
    Ok(Kind::Secret(Secret { reference, key }.into()).at(span))
}

fn count(required: usize, most: usize, given: usize) -> Fault {
    let most = Some(most);
    Wrong::Count {
        required,
        most,
        given,
    }
    .whole()
}

impl Planner<'_> {
    /// `unique(text, max, charset)`: `fit` with a hash of everything that tells deployments apart.
    fn unique(&self, arguments: &[Term], span: Span) -> Result<Term, Fault> {
        let [text, max, charset] = arguments else {
            return Err(count(3, 3, arguments.len()));
        };
        let known = |term: &Term, at| term.as_text().cloned().ok_or(Wrong::Unknown.of(at));
        let most = max.as_number().and_then(Number::to_usize);
        let most = most.ok_or(Wrong::Unknown.of(1))?;
        let setup = self.setup;
        let salts = [
            setup.platform.name.0.as_str(),
            setup.target.0.as_str(),
            setup.service.service.name.0.as_str(),
            setup.environment.0.as_str(),
        ];
        let fitted = fit::fitted(&known(text, 0)?, most, &known(charset, 2)?, &salts);
        let fitted = fitted.map_err(|wrong| wrong.of(0))?;
        Ok(Kind::text(fitted).at(span))
    }
}

/// The value of a name, and one step behind it if it has one.
#[expect(
    clippy::unnecessary_wraps,
    reason = "every caller gives it on as what a name may stand for"
)]
pub(super) fn found(term: Term, steps: usize) -> Option<Found> {
    Some(Found { term, steps })
}

/// The first step, where it is a name.
pub(super) fn first_name<'s>(steps: &[Step<'s>]) -> Option<(&'s str, Span)> {
    match steps.first()? {
        Step::Name(word) => Some((&word.text, word.span)),
        Step::Key(..) | Step::Each(_) => None,
    }
}

impl<'d> Planner<'d> {
    /// The name behind a root, or the report that there is none.
    pub(super) fn member<'s>(
        &mut self,
        root: &str,
        span: Span,
        steps: &[Step<'s>],
    ) -> Result<(&'s str, Span), Reported> {
        first_name(steps).ok_or_else(|| {
            self.report(Error::RootAlone {
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
        self.report(Error::unknown_member(root, name, at, known))
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
            Some(text) => self.evaluate(text, &Place::Spec),
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
        let input = Name::new(name).ok().map(InputName);
        match (input, declared) {
            (Some(input), Some(inputs)) if inputs.contains_key(&input) => {
                let node = Node::Input(component.clone(), input);
                Ok(found(self.value(node, at)?, 1))
            }
            (_, declared) => {
                let known = declared.into_iter().flat_map(indexmap::IndexMap::keys);
                let known = known.map(|name| name.0.as_str()).collect::<Vec<_>>();
                Err(self.unknown_member("input", name, at, &known))
            }
        }
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
        let local = Name::new(name).ok().map(LocalName);
        let own = self.access_of(&within.owner).map(|access| &access.locals);
        let module = within.component().and_then(|name| self.component(name));
        let module = module.map(|component| &component.implementation().locals);
        if let Some(local) = &local {
            if own.is_some_and(|locals| locals.contains_key(local)) {
                return Ok(Node::Local(within.owner.clone(), local.clone()));
            }
            if module.is_some_and(|locals| locals.contains_key(local))
                && let Some(component) = within.component()
            {
                let owner = crate::term::address::Owner::Component(component.clone());
                return Ok(Node::Local(owner, local.clone()));
            }
        }
        let known = own
            .into_iter()
            .chain(module)
            .flat_map(indexmap::IndexMap::keys);
        let known = known.map(|name| name.0.as_str()).collect::<Vec<_>>();
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
        let output = Name::new(name).ok().map(OutputName);
        match (output, outputs) {
            (Some(output), Some(outputs)) if outputs.contains_key(&output) => {
                Ok(Node::Output(component.clone(), output))
            }
            (_, outputs) => {
                let known = outputs.into_iter().flat_map(indexmap::IndexMap::keys);
                let known = known.map(|name| name.0.as_str()).collect::<Vec<_>>();
                Err(self.unknown_member("output", name, at, &known))
            }
        }
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
                return Err(self.report(Error::NoEach {
                    root: root.to_owned(),
                    at: span.to(at),
                }));
            }
        };
        Ok(found(term.clone(), 1))
    }

    fn setting_name(&mut self, span: Span, steps: &[Step<'_>]) -> Result<Option<Found>, Reported> {
        let (name, at) = self.member("setting", span, steps)?;
        let setting = Name::new(name).ok().map(SettingName);
        if let Some(name) = setting.filter(|name| self.setup.settings.contains_key(name)) {
            Ok(found(self.value(Node::Setting(name), at)?, 1))
        } else {
            let known = self.setup.settings.keys();
            let known = known.map(|name| name.0.as_str()).collect::<Vec<_>>();
            Err(self.unknown_member("setting", name, at, &known))
        }
    }
}
