//! How each value of a component is computed.

use super::error::Error;
use super::name_error::NameError;
use super::place::{Place, Within};
use super::planner::{Node, Planner};
use crate::document::module::Input as Declared;
use crate::eval::Subject;
use crate::eval::coerce::Wanted;
use crate::names::{ComponentName, InputName, LocalName, OutputName};
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::{Expression, ExpressionKind};
use crate::term::address::Owner;
use crate::term::types::Type;
use crate::term::{Kind, Term};

impl Planner<'_> {
    /// Whether a component is there.
    pub(super) fn presence(&mut self, name: &ComponentName) -> Result<Term, Reported> {
        let Some(component) = self.component(name) else {
            return Ok(Kind::Bool(false).at(self.setup.service.service.name_span));
        };
        if let Some(outer) = &component.outer
            && !self.is_present(outer, component.name_span)?
        {
            return Ok(Kind::Bool(false).at(component.name_span));
        }
        let Some(when) = component.when else {
            return Ok(Kind::Bool(true).at(component.name_span));
        };
        let term = self.evaluate(when, Place::around(component.outer.as_ref()))?;
        let mark = self.problems.mark();
        let decided = self.decided(&term, "when");
        self.blame_outwards(component, mark);
        decided
    }

    pub(super) fn is_present(&mut self, name: &ComponentName, at: Span) -> Result<bool, Reported> {
        let term = self.value(Node::Presence(name.clone()), at)?;
        Ok(term.as_bool() == Some(true))
    }

    /// A truth that decides what is there, which must be known and no secret.
    pub(super) fn decided(&mut self, term: &Term, what: &'static str) -> Result<Term, Reported> {
        self.may_decide(term, what)?;
        let wanted = Wanted {
            subject: Subject::Attribute(what),
            declared: None,
        };
        let result = wanted.coerce(term, &Type::Bool);
        result.map_err(|error| self.problems.report(*error))
    }

    /// What decides about shape must be known, and is seen by everybody.
    pub(super) fn may_decide(&mut self, term: &Term, what: &'static str) -> Result<(), Reported> {
        let at = term.span;
        if term.is_deferred() {
            return Err(self.report(Error::UnknownDecision { what, at }));
        }
        if term.sensitive {
            return Err(self.report(Error::SensitiveDecision { what, at }));
        }
        Ok(())
    }

    pub(super) fn spec_local(&mut self, name: &LocalName, at: Span) -> Result<Term, Reported> {
        if let Some(local) = self.setup.service.locals.get(name).copied() {
            self.evaluate(local, Place::Spec)
        } else {
            Err(self.unknown_local(name.0.as_str(), at))
        }
    }

    pub(super) fn module_local(
        &mut self,
        owner: &Owner,
        name: &LocalName,
        at: Span,
    ) -> Result<Term, Reported> {
        let locals = match owner {
            Owner::Component(component) => {
                let component = self.component(component);
                component.map(|component| &component.implementation().locals)
            }
            _ => self.access_of(owner).map(|access| &access.locals),
        };
        match locals.and_then(|locals| locals.get(name)) {
            Some(local) => {
                let within = Within::of(owner.clone());
                self.evaluate(&local.value, self.inside(&within))
            }
            None => Err(self.unknown_member("local", name.0.as_str(), at, &[])),
        }
    }

    /// What the spec sets, or else the default, as the declared type wants it.
    pub(super) fn input(
        &mut self,
        component: &ComponentName,
        name: &InputName,
        at: Span,
    ) -> Result<Term, Reported> {
        let found = self.component(component);
        let declared = found.and_then(|found| found.interface().inputs.get(name));
        let (Some(found), Some(declared)) = (found, declared) else {
            return Err(self.unknown_member("input", name.0.as_str(), at, &[]));
        };
        if let Some(reported) = found.missing.get(name) {
            return Err(*reported);
        }
        let given = found.inputs.get(name).map(|input| &*input.value);
        let given = match given {
            Some(value) => self.evaluate(value, Place::around(found.outer.as_ref()))?,
            None => Kind::Null.at(found.name_span),
        };
        let term = if given.is_null() {
            self.default(declared, given.span)?
        } else {
            given
        };
        if term.is_null() && declared.default.is_none() {
            let mark = self.problems.mark();
            let reported = self.report(NameError::MissingInput {
                component: component.clone(),
                input: name.clone(),
                at: term.span,
                declared: declared.name_span,
            });
            self.blame_outwards(found, mark);
            return Err(reported);
        }
        if term.is_null() {
            return Ok(term);
        }
        let wanted = Wanted {
            subject: Subject::Input(name.to_string()),
            declared: Some(declared.name_span),
        };
        let mark = self.problems.mark();
        let coerced = wanted.coerce(&term, &declared.ty);
        let coerced = coerced.map_err(|error| self.problems.report(*error));
        self.blame_outwards(found, mark);
        coerced
    }

    fn default(&mut self, declared: &Declared, at: Span) -> Result<Term, Reported> {
        match &declared.default {
            Some(default) => Ok(self.evaluate(default, Place::Default)?.moved(default.span)),
            None => Ok(Kind::Null.at(at)),
        }
    }

    pub(super) fn output(
        &mut self,
        component: &ComponentName,
        name: &OutputName,
        at: Span,
    ) -> Result<Term, Reported> {
        let found = self.component(component);
        let declared = found.and_then(|found| found.interface().outputs.get(name));
        let output = found.and_then(|found| found.implementation().outputs.get(name));
        let (Some(declared), Some(output)) = (declared, output) else {
            return Err(self.unknown_member("output", name.0.as_str(), at, &[]));
        };
        let within = Within::of(Owner::Component(component.clone()));
        let term = self.evaluate(&output.value, self.inside(&within))?;
        if term.is_null() {
            return Ok(term);
        }
        let wanted = Wanted {
            subject: Subject::Output(name.to_string()),
            declared: Some(declared.name_span),
        };
        let coerced = wanted.coerce(&term, &declared.ty);
        coerced.map_err(|error| self.problems.report(*error))
    }

    /// An attribute of a component's identity; null where the identity has none of that name.
    pub(super) fn identity(
        &mut self,
        component: &ComponentName,
        name: &str,
        at: Span,
    ) -> Result<Term, Reported> {
        let found = self.component(component);
        let identity = found.and_then(|found| found.implementation().identity.as_ref());
        let attribute = identity.and_then(|identity| identity.attributes.get(name));
        let Some(attribute) = attribute else {
            return Ok(Kind::Null.at(at));
        };
        let within = Within::of(Owner::Component(component.clone()));
        let term = self.evaluate(&attribute.value, Place::Module(&within))?;
        if term.is_null() {
            return Ok(term);
        }
        let wanted = Wanted {
            subject: Subject::Identity(name.to_owned()),
            declared: None,
        };
        let coerced = wanted.coerce(&term, &Type::Text);
        coerced.map_err(|error| self.problems.report(*error))
    }

    /// Where the values stand that a module gives: in its implementation, or among its components.
    fn inside<'p>(&self, within: &'p Within) -> Place<'p> {
        let component = within.component().filter(|name| self.is_composite(name));
        component.map_or(Place::Module(within), Place::Composite)
    }

    /// The name that everything physical hangs on: the former one, where a component was renamed.
    pub(super) fn physical_name(&self, component: &ComponentName) -> Kind {
        let found = self.component(component);
        let former = found.and_then(|component| component.renamed_from.as_ref());
        Kind::text(former.unwrap_or(component).0.as_str())
    }

    /// The platform's `name`, for a component.
    pub(super) fn component_id(
        &mut self,
        component: &ComponentName,
        at: Span,
    ) -> Result<Term, Reported> {
        let setup = self.setup;
        if let Some(pattern) = &setup.platform.pattern {
            let term = self.evaluate(pattern, Place::Platform(Some(component)))?;
            return self.known_text(term, "name", pattern);
        }
        let Kind::Text(name) = self.physical_name(component) else {
            return Ok(Kind::Null.at(at));
        };
        let service = &setup.service.service.name;
        Ok(Kind::text(format!("{service}-{}-{name}", setup.environment)).at(at))
    }

    fn known_text(
        &mut self,
        term: Term,
        what: &'static str,
        written: &Expression,
    ) -> Result<Term, Reported> {
        if term.as_text().is_some() {
            return Ok(term);
        }
        let at = match &written.kind {
            ExpressionKind::Missing => term.span,
            _ => written.span,
        };
        Err(self.report(Error::UnknownDecision { what, at }))
    }
}
