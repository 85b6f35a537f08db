//! What names mean in the spec, and what parameters are read.

use super::name_error::NameError;
use super::place::{Place, Within};
use super::planner::{Node, Planner};
use super::stack::Parameter;
use super::view::{first_name, found};
use crate::check::Component;
use crate::document;
use crate::document::module::Module;
use crate::eval::coerce::Wanted;
use crate::eval::{Attention, Found, Step, Subject, deeper};
use crate::names::{ComponentName, GrantName, Name, OutputName, ParameterName, names_of};
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::{Expression, ExpressionKind};
use crate::term::address::{Address, Mode, Owner};
use crate::term::expression::{Expression as Remaining, Step as Way};
use crate::term::types::{Field, Type};
use crate::term::{GrantReference, Kind, Term};
use std::sync::Arc;

impl<'d> Planner<'d> {
    /// `local.x`, `parameter.x`, `postgres.orders.host`
    pub(super) fn spec_name(
        &mut self,
        root: &str,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        match root {
            "local" => {
                let (name, at) = self.member(root, span, steps)?;
                let known = self.setup.service.locals.keys();
                let local = known
                    .into_iter()
                    .find(|local| local.0.as_str() == name)
                    .cloned();
                match local {
                    Some(local) => Ok(found(self.value(Node::SpecLocal(local), at)?, 1)),
                    None => Err(self.unknown_local(name, at)),
                }
            }
            "parameter" => {
                let (name, at) = self.member(root, span, steps)?;
                let parameters = &self.setup.service.service.parameters;
                let parameter = Name::new(name).ok().map(ParameterName);
                let parameter = parameter.and_then(|name| parameters.get_key_value(&name));
                if let Some((name, parameter)) = parameter {
                    let term = self.parameter(name.0.symbol().into(), parameter, at);
                    Ok(found(term?, 1))
                } else {
                    let known = names_of([parameters]);
                    Err(self.unknown_member(root, name, at, &known))
                }
            }
            "service" | "environment" | "target" => self.common_name(root, span, steps),
            _ => self.member_of_component(None, root, span, steps),
        }
    }

    pub(super) fn unknown_local(&mut self, name: &str, at: Span) -> Reported {
        let known = names_of([&self.setup.service.locals]);
        self.unknown_member("local", name, at, &known)
    }

    /// A parameter, which from now on is one of the root module.
    pub(super) fn parameter(
        &mut self,
        name: Arc<str>,
        written: &'d document::Parameter,
        at: Span,
    ) -> Result<Term, Reported> {
        if self.attention == Attention::Value && !self.parameters.contains_key(&name) {
            let default = match &written.default {
                Some(default) => Some(self.parameter_default(&name, written, default)?),
                None => None,
            };
            let parameter = Parameter {
                ty: written.ty.clone(),
                description: written.description.as_deref().map(Into::into),
                default,
                sensitive: written.sensitive,
                ephemeral: false,
                generated: None,
                span: Some(written.name_span),
            };
            self.parameters.insert(name.clone(), parameter);
        }
        let nullable = match (self.parameters.get(&name), &written.default) {
            (Some(made), _) => made.default.as_ref().is_some_and(Term::is_null),
            (None, Some(default)) => matches!(default.kind, ExpressionKind::Null),
            (None, None) => false,
        };
        let ty = written.ty.clone();
        let whole = Kind::Deferred(Remaining::Parameter { name, ty, nullable }.into());
        let whole = whole.at(at).marked(written.sensitive);
        if nullable {
            return Ok(whole);
        }
        Ok(shaped(whole, &written.ty))
    }

    /// `parameter.value` of a module: `stripe_value` of the root module.
    pub(super) fn module_parameter(
        &mut self,
        component: &ComponentName,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        let (name, at) = self.member("parameter", span, steps)?;
        let parameters = self
            .component(component)
            .map(|c| &c.implementation().parameters);
        let own = Name::new(name).ok().map(ParameterName);
        let found_here = own.and_then(|own| parameters?.get_key_value(&own));
        let Some((own, written)) = found_here else {
            let known = names_of(parameters);
            return Err(self.unknown_member("parameter", name, at, &known));
        };
        let name = root_name(component, own);
        if let Some(first) = self.namesake(component, &name) {
            let at = written.name_span;
            return Err(self.report(NameError::ParameterTwice { name, at, first }));
        }
        let name: Arc<str> = name.into();
        let term = self.parameter(name.clone(), written, at)?;
        let generated = self.generated(component, own, written)?;
        if let Some(parameter) = self.parameters.get_mut(&name) {
            parameter.generated = generated;
        }
        Ok(found(term, 1))
    }

    /// What makes a value for a parameter of a module, if nobody need give one.
    fn generated(
        &mut self,
        component: &ComponentName,
        name: &ParameterName,
        written: &'d document::Parameter,
    ) -> Result<Option<Arc<Address>>, Reported> {
        let Some(generated) = &written.generated else {
            return Ok(None);
        };
        let owner = Owner::Component(component.clone());
        let within = Within::of(owner.clone());
        let term = self.evaluate(generated, Place::Module(&within))?;
        let is_generated = self.decided(&term, "generated")?.as_bool() == Some(true);
        Ok(is_generated.then(|| {
            Arc::new(Address {
                owner,
                mode: Mode::Ephemeral,
                kind: "random_password".into(),
                name: name.0.clone(),
                key: None,
            })
        }))
    }

    /// Where another parameter stands that gets this name in the root module: one of the spec, of the
    /// module of a component before, or a setting that nobody gives.
    fn namesake(&self, component: &ComponentName, name: &str) -> Option<Span> {
        let service = self.setup.service;
        let mut spec = service.service.parameters.iter();
        let spec = spec.find(|(known, _)| known.0.symbol() == name);
        let mut settings = self.setup.settings.iter();
        let setting = settings.find(|(known, _)| known.0.symbol() == name && self.is_open(known));
        let others = service.components.values();
        let mut modules = others
            .take_while(|other| other.name != *component)
            .flat_map(|other| {
                let parameters = other.implementation().parameters.iter();
                parameters.map(|(known, written)| (root_name(&other.name, known), written))
            });
        let module = modules.find(|(known, _)| known == name);
        let place = spec.map(|(_, written)| written.name_span);
        let place = place.or(module.map(|(_, written)| written.name_span));
        place.or(setting.map(|(_, setting)| setting.name_span))
    }

    /// `postgres.orders.host` or `postgres.orders.readwrite`, of the spec or in a composite.
    pub(super) fn member_of_component(
        &mut self,
        outer: Option<&ComponentName>,
        module: &str,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        self.was_read(outer, module, steps)?;
        let service = self.setup.service;
        let is_module = service
            .components_in(outer)
            .any(|c| c.interface().name.0.as_str() == module);
        if !is_module {
            return Ok(None);
        }
        let (name, at) = self.member(module, span, steps)?;
        let mut components = service.components_in(outer);
        let component = components.find(|component| component.own_name.0.as_str() == name);
        let Some(component) = component.map(|component| component.name.clone()) else {
            return Err(self.unknown_component(outer, module, name, at));
        };
        self.is_of_module(&component, module, span.to(at))?;
        if self.attention == Attention::Value && !self.is_present(&component, at)? {
            let removed = self
                .component(&component)
                .and_then(|component| component.when);
            return Err(self.report(NameError::AbsentComponent {
                component,
                at: span.to(at),
                when: removed.map(|when| when.span),
            }));
        }
        let rest = steps.get(1..).unwrap_or_default();
        let Some((member, at)) = first_name(rest) else {
            return Err(self.component_alone(&component, span.to(at)));
        };
        Ok(found(self.output_or_grant(&component, member, at)?, 2))
    }

    /// What a component has is unknown where its module could not be read, and so is whether the
    /// module is named rightly.
    fn was_read(
        &self,
        outer: Option<&ComponentName>,
        module: &str,
        steps: &[Step<'_>],
    ) -> Result<(), Reported> {
        let component = first_name(steps).map(|(name, _)| name);
        let mut unread = self.setup.service.unread_in(outer);
        let meant = unread.find(|unread| {
            let of = unread.component;
            of.module.0.as_str() == module || component == Some(of.name.0.as_str())
        });
        meant.map_or(Ok(()), |unread| Err(unread.reported))
    }

    fn unknown_component(
        &mut self,
        outer: Option<&ComponentName>,
        module: &str,
        name: &str,
        at: Span,
    ) -> Reported {
        let components = self.setup.service.components_in(outer);
        let known = components.filter(|component| component.interface().name.0.as_str() == module);
        let known: Vec<_> = known.map(|of| of.own_name.0.as_str()).collect();
        self.unknown_member(module, name, at, &known)
    }

    fn component_alone(&mut self, component: &ComponentName, at: Span) -> Reported {
        let found = self.component(component);
        let known = found.map(Component::interface).map(members);
        let known = known.unwrap_or_default();
        self.report(NameError::ComponentAlone {
            component: found.map_or(component, |found| found.own_name).clone(),
            known: known.join(", "),
            at,
        })
    }

    fn is_of_module(
        &mut self,
        component: &ComponentName,
        module: &str,
        at: Span,
    ) -> Result<(), Reported> {
        let found = self.component(component);
        let Some(found) = found.filter(|found| found.interface().name.0.as_str() != module) else {
            return Ok(());
        };
        Err(self.report(NameError::WrongModule {
            component: found.own_name.clone(),
            module: found.interface().name.clone(),
            at,
            declared: found.name_span,
        }))
    }

    fn output_or_grant(
        &mut self,
        component: &ComponentName,
        member: &str,
        at: Span,
    ) -> Result<Term, Reported> {
        let Some(found) = self.component(component) else {
            return Ok(Kind::Null.at(at));
        };
        let interface = found.interface();
        if let Ok(name) = Name::new(member) {
            let (grant, output) = (GrantName(name.clone()), OutputName(name));
            if interface.grants.contains_key(&grant) {
                let component = component.clone();
                let grant = GrantReference { component, grant };
                return Ok(Kind::Grant(grant.into()).at(at));
            }
            if interface.outputs.contains_key(&output) {
                return self.value(Node::Output(component.clone(), output), at);
            }
        }
        let root = format!("{}.{}", interface.name, found.own_name);
        Err(self.unknown_member(&root, member, at, &members(interface)))
    }

    /// A parameter's default, as its type wants it.
    fn parameter_default(
        &mut self,
        name: &str,
        written: &'d document::Parameter,
        default: &Expression,
    ) -> Result<Term, Reported> {
        let term = self.evaluate(default, Place::Constant)?;
        if term.is_null() {
            return Ok(term);
        }
        let wanted = Wanted {
            subject: Subject::Parameter(name.to_owned()),
            declared: Some(written.name_span),
        };
        let coerced = wanted.coerce(&term, &written.ty);
        coerced.map_err(|error| self.problems.report(*error))
    }
}

/// A parameter as a value: an object has its known fields, where it can't be null.
pub(super) fn shaped(whole: Term, ty: &Type) -> Term {
    let Type::Object(fields) = ty else {
        return whole;
    };
    let field = |(name, field): (&Arc<str>, &Field)| {
        let value = deeper(&whole, Way::Field(name.clone()), whole.span);
        let value = if field.may_be_null() {
            value
        } else {
            shaped(value, &field.ty)
        };
        (name.clone(), value)
    };
    let object = fields.iter().map(field).collect();
    Kind::Object(Arc::new(object)).at(whole.span)
}

/// What the parameter of a module is called in the root module.
fn root_name(component: &ComponentName, name: &ParameterName) -> String {
    format!("{}_{}", component.0.symbol(), name.0.symbol())
}

/// The names of outputs and grants.
fn members(interface: &Module) -> Vec<&str> {
    let mut members = names_of([&interface.outputs]);
    members.extend(names_of([&interface.grants]));
    members
}
