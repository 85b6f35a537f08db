//! What differs between two interfaces: what specs set, read and grant.

use super::both;
use super::difference::{Change, Difference, Subject};
use crate::document::module::{Input, Module, Validation};
use crate::source::{SourceMap, Span};
use crate::syntax::tree::Expression;
use crate::term::types::Type;

/// The texts that both versions were read from.
#[derive(Clone, Copy)]
pub(super) struct Texts<'s>(pub(super) &'s SourceMap);

/// Every difference between two interfaces.
pub(super) fn differences(old: &Module, new: &Module, texts: Texts<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    let words = [&old.description, &new.description];
    found.extend(reworded(&Subject::Module, words, new.name_span));
    for (name, old, new) in both(&old.inputs, &new.inputs) {
        let subject = Subject::Input(name.to_string());
        match (old, new) {
            (None, Some(new)) => found.push(added(subject, new.default.as_ref(), new.name_span)),
            (old, new) => {
                if let Some((old, new)) = present(&mut found, &subject, old, new, |of| of.name_span)
                {
                    texts.input(&mut found, &subject, old, new);
                }
            }
        }
    }
    for (name, old, new) in both(&old.outputs, &new.outputs) {
        let subject = Subject::Output(name.to_string());
        if let Some((old, new)) = present(&mut found, &subject, old, new, |of| of.name_span) {
            let at = new.name_span;
            // Whoever reads it must find what fitted before.
            let fits = old.ty.takes(&new.ty);
            found.extend(typed(&subject, [&old.ty, &new.ty], fits, at));
            found.extend(reworded(&subject, [&old.description, &new.description], at));
        }
    }
    for (name, old, new) in both(&old.grants, &new.grants) {
        let subject = Subject::Grant(name.to_string());
        if let Some((old, new)) = present(&mut found, &subject, old, new, |of| of.name_span) {
            let at = new.name_span;
            texts.rules(
                &mut found,
                &subject,
                [&old.validations, &new.validations],
                at,
            );
            found.extend(reworded(&subject, [&old.description, &new.description], at));
        }
    }
    found
}

/// Both, if both are there; what only one has is a difference.
pub(super) fn present<'m, T>(
    found: &mut Vec<Difference>,
    subject: &Subject,
    old: Option<&'m T>,
    new: Option<&'m T>,
    place: impl Fn(&T) -> Span,
) -> Option<(&'m T, &'m T)> {
    let (change, at) = match (old, new) {
        (Some(old), Some(new)) => return Some((old, new)),
        (Some(old), None) => (Change::Removed, place(old)),
        (None, Some(new)) => (Change::Added, place(new)),
        (None, None) => return None,
    };
    found.push(Difference::new(subject.clone(), change, at));
    None
}

/// What is new, and must be given if it has no default.
pub(super) fn added(subject: Subject, default: Option<&Expression>, at: Span) -> Difference {
    let change = match default {
        Some(_) => Change::Added,
        None => Change::Required,
    };
    Difference::new(subject, change, at)
}

pub(super) fn typed(
    subject: &Subject,
    [old, new]: [&Type; 2],
    is_compatible: bool,
    at: Span,
) -> Option<Difference> {
    if old == new {
        return None;
    }
    let (old, new) = (old.clone(), new.clone());
    let change = if is_compatible {
        Change::Compatible { old, new }
    } else {
        Change::Incompatible { old, new }
    };
    Some(Difference::new(subject.clone(), change, at))
}

fn reworded(subject: &Subject, [old, new]: [&String; 2], at: Span) -> Option<Difference> {
    (old != new).then(|| Difference::new(subject.clone(), Change::Reworded, at))
}

impl Texts<'_> {
    fn input(self, found: &mut Vec<Difference>, subject: &Subject, old: &Input, new: &Input) {
        let at = new.name_span;
        let fits = new.ty.takes(&old.ty);
        found.extend(typed(subject, [&old.ty, &new.ty], fits, at));
        found.extend(self.default(subject, [old.default.as_ref(), new.default.as_ref()], at));
        self.rules(found, subject, [&old.validations, &new.validations], at);
        found.extend(reworded(subject, [&old.description, &new.description], at));
    }

    /// How the value differs that those get who give none.
    pub(super) fn default(
        self,
        subject: &Subject,
        [old, new]: [Option<&Expression>; 2],
        at: Span,
    ) -> Option<Difference> {
        let change = match (old, new) {
            (None, None) => return None,
            (None, Some(_)) => Change::Optional,
            (Some(_), None) => Change::Demanded,
            (Some(old), Some(new)) => {
                let (old, new) = (self.written(old), self.written(new));
                if old == new {
                    return None;
                }
                Change::Default { old, new }
            }
        };
        Some(Difference::new(subject.clone(), change, at))
    }

    /// Rules that ask more than all before, rules of which not all is asked any more, and other words.
    fn rules(
        self,
        found: &mut Vec<Difference>,
        subject: &Subject,
        [old, new]: [&Vec<Validation>; 2],
        at: Span,
    ) {
        let mut add = |change| found.push(Difference::new(subject.clone(), change, at));
        let message = |of: &Validation| self.written(&of.message);
        let implies =
            |one: &Validation, other: &Validation| self.implies(&one.condition, &other.condition);
        for rule in new {
            match old.iter().find(|old| implies(old, rule)) {
                None => add(Change::Ruled(message(rule))),
                Some(old) if implies(rule, old) && message(old) != message(rule) => {
                    add(Change::Reworded);
                }
                Some(_) => {}
            }
        }
        for rule in old {
            if !new.iter().any(|new| implies(new, rule)) {
                add(Change::Looser(message(rule)));
            }
        }
    }

    /// An expression on one line.
    pub(super) fn written(self, of: &Expression) -> String {
        let words = self.0.written(of.span).split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }
}
