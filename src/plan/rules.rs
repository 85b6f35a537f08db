//! The rules of an interface: what the values of inputs must keep, and what must hold for a grant
//! to be given.

use super::error::Error;
use super::place::Place;
use super::planner::{Node, Planner};
use crate::document::module::Validation;
use crate::names::{ComponentName, InputName};
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::{ExpressionKind, Step};
use crate::term::{GrantReference, Term};

/// What came of a rule.
enum Verdict {
    /// It holds.
    Kept,
    /// Only deployment knows.
    Open,
    /// It does not hold, which its message explains, where it may be shown.
    Broken(Option<String>),
}

impl Validation {
    /// Whether the condition says `input.name`.
    fn reads(&self, name: &InputName) -> bool {
        let mut found = false;
        self.condition.visit(&mut |part| {
            if let ExpressionKind::Path(path) = &part.kind
                && let Some(Step::Name(first)) = path.steps.first()
            {
                let root = path.root.as_reference();
                found |= root.as_deref() == Some("input") && first.text == name.0.as_str();
            }
        });
        found
    }
}

impl Planner<'_> {
    /// Holds every input of a component against its rules.
    pub(super) fn validate(&mut self, name: &ComponentName) -> Result<(), Reported> {
        let Some(component) = self.component(name) else {
            return Ok(());
        };
        let mark = self.problems.mark();
        let mut result = Ok(());
        for (input, declared) in &component.interface().inputs {
            let node = Node::Input(name.clone(), input.clone());
            match self.value(node, component.name_span) {
                Ok(value) => {
                    for rule in &declared.validations {
                        result = result.and(self.keeps(name, input, &value, rule));
                    }
                }
                Err(reported) => result = Err(reported),
            }
        }
        self.blame_outwards(component, mark);
        result
    }

    fn keeps(
        &mut self,
        component: &ComponentName,
        input: &InputName,
        value: &Term,
        rule: &Validation,
    ) -> Result<(), Reported> {
        let given = self.component(component).and_then(|c| c.inputs.get(input));
        let at = given.map_or(value.span, |input| input.value.span);
        match self.verdict(component, rule)? {
            Verdict::Kept => Ok(()),
            Verdict::Open => {
                let open = self.unknown_input(component, rule);
                let open = open.filter(|_| value.is_known());
                let (what, at) = open.unwrap_or_else(|| (input.clone(), at));
                self.unchecked(what.to_string(), at, rule);
                Ok(())
            }
            Verdict::Broken(message) => Err(self.report(Error::Invalid {
                message: message.unwrap_or_else(|| "this value is not allowed".to_owned()),
                component: component.clone(),
                at,
                rule: rule.condition.span,
            })),
        }
    }

    /// Holds the inputs of a component against the rules of a grant that is asked of it.
    pub(super) fn grants(&mut self, grant: &GrantReference, at: Span) -> Result<(), Reported> {
        let component = self.component(&grant.component);
        let declared = component.and_then(|found| found.interface().grants.get(&grant.grant));
        let rules = declared.map(|declared| &declared.validations);
        let mut result = Ok(());
        for rule in rules.into_iter().flatten() {
            result = result.and(self.grants_by(grant, rule, at));
        }
        result
    }

    fn grants_by(
        &mut self,
        grant: &GrantReference,
        rule: &Validation,
        at: Span,
    ) -> Result<(), Reported> {
        match self.verdict(&grant.component, rule)? {
            Verdict::Kept => Ok(()),
            Verdict::Open => {
                self.unchecked(grant.grant.to_string(), at, rule);
                Ok(())
            }
            Verdict::Broken(message) => Err(self.report(Error::Refused {
                message: message.unwrap_or_else(|| "this grant can't be given".to_owned()),
                component: grant.component.clone(),
                at,
                rule: rule.condition.span,
            })),
        }
    }

    fn verdict(
        &mut self,
        component: &ComponentName,
        rule: &Validation,
    ) -> Result<Verdict, Reported> {
        let place = Place::Interface(component);
        let holds = self.evaluate(&rule.condition, place)?;
        if holds.as_bool() == Some(true) {
            return Ok(Verdict::Kept);
        }
        if holds.is_deferred() {
            return Ok(Verdict::Open);
        }
        let message = self.evaluate(&rule.message, place)?;
        let shown = message.as_text().filter(|_| !message.sensitive);
        Ok(Verdict::Broken(shown.map(ToString::to_string)))
    }

    /// An input that a rule reads and that only deployment knows, and where it is set: what an input is
    /// held against may be unknown, and not the input.
    fn unknown_input(
        &mut self,
        component: &ComponentName,
        rule: &Validation,
    ) -> Option<(InputName, Span)> {
        let inputs = &self.component(component)?.inputs;
        let mut read = inputs.iter().filter(|(name, _)| rule.reads(name));
        let (name, input) = read.find(|(name, _)| {
            let node = Node::Input(component.clone(), (*name).clone());
            let value = self.value(node, rule.condition.span);
            value.is_ok_and(|value| !value.is_known())
        })?;
        Some((name.clone(), input.value.span))
    }

    fn unchecked(&mut self, what: String, at: Span, rule: &Validation) {
        let rule = rule.condition.span;
        self.report(Error::Unchecked { what, at, rule });
    }
}
