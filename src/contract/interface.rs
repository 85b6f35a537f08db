//! What differs between two interfaces: what specs set, read and grant.

use super::both;
use super::difference::{Change, Difference, Subject};
use crate::document::module::{Input, Module, Validation};
use crate::maps::IndexMap;
use crate::source::{SourceMap, Span};
use crate::syntax::tree::Expression;
use crate::term::types::Type;

/// The texts that both versions were read from.
#[derive(Clone, Copy)]
pub(super) struct Texts<'s>(pub(super) &'s SourceMap);

/// Every difference between two interfaces.
pub(super) fn differences(old: &Module, new: &Module, texts: Texts<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    reworded(
        &mut found,
        Subject::Module,
        (&old.description, &new.description),
        new.name_span,
    );
    for (name, old, new) in both(&old.inputs, &new.inputs) {
        let subject = Subject::Input(name.to_string());
        match (old, new) {
            (Some(old), Some(new)) => texts.input(&mut found, &subject, old, new),
            (Some(old), None) => {
                found.push(Difference::new(subject, Change::Removed, old.name_span))
            }
            (None, Some(new)) => found.push(added(subject, new.default.as_ref(), new.name_span)),
            (None, None) => {}
        }
    }
    for (name, old, new) in both(&old.outputs, &new.outputs) {
        let subject = Subject::Output(name.to_string());
        if let Some((old, new)) = present(&mut found, &subject, old, new, |of| of.name_span) {
            // Whoever reads it must find what fitted before.
            found.extend(typed(
                &subject,
                (&old.ty, &new.ty),
                old.ty.takes(&new.ty),
                new.name_span,
            ));
            let words = (old.description.as_str(), new.description.as_str());
            reworded(&mut found, subject, words, new.name_span);
        }
    }
    for (name, old, new) in both(&old.grants, &new.grants) {
        let subject = Subject::Grant(name.to_string());
        if let Some((old, new)) = present(&mut found, &subject, old, new, |of| of.name_span) {
            texts.rules(
                &mut found,
                &subject,
                (&old.validations, &new.validations),
                new.name_span,
            );
            let words = (old.description.as_str(), new.description.as_str());
            reworded(&mut found, subject, words, new.name_span);
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
    (old, new): (&Type, &Type),
    is_compatible: bool,
    at: Span,
) -> Option<Difference> {
    let (before, now) = (old.clone(), new.clone());
    let change = match is_compatible {
        true => Change::Compatible {
            old: before,
            new: now,
        },
        false => Change::Incompatible {
            old: before,
            new: now,
        },
    };
    (old != new).then(|| Difference::new(subject.clone(), change, at))
}

fn reworded(found: &mut Vec<Difference>, subject: Subject, (old, new): (&str, &str), at: Span) {
    if old != new {
        found.push(Difference::new(subject, Change::Reworded, at));
    }
}

impl Texts<'_> {
    fn input(self, found: &mut Vec<Difference>, subject: &Subject, old: &Input, new: &Input) {
        let at = new.name_span;
        found.extend(typed(
            subject,
            (&old.ty, &new.ty),
            new.ty.takes(&old.ty),
            at,
        ));
        found.extend(self.default(subject, [old.default.as_ref(), new.default.as_ref()], at));
        self.rules(found, subject, (&old.validations, &new.validations), at);
        let words = (old.description.as_str(), new.description.as_str());
        reworded(found, subject.clone(), words, at);
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

    /// A rule is the same if its condition is written the same. What it means is not asked: another
    /// condition counts as a new rule.
    fn rules(
        self,
        found: &mut Vec<Difference>,
        subject: &Subject,
        (old, new): (&[Validation], &[Validation]),
        at: Span,
    ) {
        let rules = |of: &[Validation]| -> IndexMap<String, String> {
            let rules = of.iter();
            let rules = rules.map(|of| (self.written(&of.condition), self.written(&of.message)));
            rules.collect()
        };
        for (_, old, new) in both(&rules(old), &rules(new)) {
            let change = match (old, new) {
                (None, Some(message)) => Change::Ruled(message.clone()),
                (Some(message), None) => Change::Relaxed(format!("must keep the rule {message}")),
                (old, new) if old != new => Change::Reworded,
                _ => continue,
            };
            found.push(Difference::new(subject.clone(), change, at));
        }
    }

    /// An expression on one line.
    pub(super) fn written(self, of: &Expression) -> String {
        let words = self.0.written(of.span).split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }
}
