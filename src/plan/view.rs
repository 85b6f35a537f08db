//! What names mean at a place.

use super::place::{Place, Within};
use super::planner::Planner;
use super::unknown_name::Unknown;
use crate::eval::functions::{Fault, Wrong, fit};
use crate::eval::{Attention, Found, Scope, Step};
use crate::names::ComponentName;
use crate::number::Number;
use crate::problems::{Problems, Reported};
use crate::source::Span;
use crate::syntax::tree::Expression;
use crate::term::expression::{Expression as Remaining, Function};
use crate::term::{Kind, Secret, Term};

/// A planner, seen from a place.
pub(super) struct View<'p, 'd> {
    pub(super) planner: &'p mut Planner<'d>,
    pub(super) place: Place<'p>,
    /// The expression that is evaluated.
    pub(super) whole: &'p Expression,
}

impl Scope for View<'_, '_> {
    fn lookup(&mut self, name: &str, span: Span, steps: &[Step<'_>]) -> Result<Found, Reported> {
        let place = self.place;
        let found = match place {
            Place::Spec => self.planner.spec_name(name, span, steps)?,
            Place::Platform(component) => {
                self.planner.platform_name(component, name, span, steps)?
            }
            Place::Default if name == "environment" => {
                self.planner.common_name(name, span, steps)?
            }
            Place::Constant | Place::Default => None,
            Place::Interface(component) => {
                self.planner.interface_name(component, name, span, steps)?
            }
            Place::Module(within) => self.planner.module_name(within, name, span, steps)?,
            Place::Composite(outer) => self.planner.composite_name(outer, name, span, steps)?,
            Place::Override(component, outer) => {
                let within = Within::of(crate::term::address::Owner::Component(component.clone()));
                match (
                    self.planner.resource_name(&within, name, span, steps)?,
                    outer,
                ) {
                    (None, None) => self.planner.spec_name(name, span, steps)?,
                    (None, Some(outer)) => self.planner.composite_name(outer, name, span, steps)?,
                    (found, _) => found,
                }
            }
        };
        found.ok_or_else(|| {
            self.planner.unknown_name(Unknown {
                name,
                span,
                steps,
                whole: self.whole,
                place,
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
            "unique" => Some(self.planner.unique(arguments, span)),
            "nonsensitive" if !is_module => Some(Err(Wrong::OnlyInModules.whole())),
            "secret" if is_module => Some(secret(arguments, span)),
            "role_definition" if is_module => {
                let call = Remaining::Call(Function("role_definition"), arguments.to_vec());
                Some(Ok(Kind::Deferred(call.into()).at(span)))
            }
            _ => None,
        }
    }

    fn begins_reference(&self, name: &str) -> bool {
        match self.place {
            Place::Spec => self.planner.uses_module(None, name),
            Place::Composite(outer) => self.planner.uses_module(Some(outer), name),
            Place::Override(component, outer) => {
                self.planner.uses_module(outer, name) || self.planner.has_type(component, name)
            }
            Place::Module(within) => {
                let component = within.component();
                component.is_some_and(|component| self.planner.has_type(component, name))
            }
            _ => false,
        }
    }

    fn takes_references_as_keys(&self) -> bool {
        matches!(self.place, Place::Override(..))
    }

    fn opens_secrets(&self) -> bool {
        matches!(self.place, Place::Module(_))
    }

    fn attention(&mut self) -> &mut Attention {
        &mut self.planner.attention
    }

    fn steps(&mut self) -> &mut usize {
        &mut self.planner.steps
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
    /// Whether a component of the spec, or of a composite, is of this module.
    fn uses_module(&self, outer: Option<&ComponentName>, name: &str) -> bool {
        let service = self.setup.service;
        let mut read = service.components_in(outer);
        let mut unread = service.unread_in(outer);
        read.any(|component| component.interface().name.0.as_str() == name)
            || unread.any(|unread| unread.component.module.0.as_str() == name)
    }

    /// Whether the module of a component has resources of this type, in a grant or beside.
    fn has_type(&self, component: &ComponentName, name: &str) -> bool {
        let Some(component) = self.component(component) else {
            return false;
        };
        let module = component.implementation();
        let accesses = module.grants.values().chain(&module.reach);
        let inside = accesses.flat_map(|access| access.resources.keys());
        let mut keys = module.resources.keys().chain(inside);
        keys.any(|key| key.kind == name)
    }

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
