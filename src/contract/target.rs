//! What differs between two implementations as they are written: what they can't honour, what they
//! need of the platform and at deployment, and what those find who have a grant.

use super::both;
use super::difference::{Change, Difference, Subject};
use super::interface::{Texts, added, present, typed};
use crate::document::implementation::{Access, Implementation};
use crate::maps::IndexMap;
use crate::source::Span;
use crate::syntax::tree::{Expression, ExpressionKind};

/// What can't be honoured, or not quite, with the reason.
type Limits<'i> = IndexMap<Subject, (&'i str, Span)>;

/// Every difference between two implementations that needs no compile to be seen.
pub(super) fn differences(
    old: &Implementation,
    new: &Implementation,
    texts: Texts<'_>,
) -> Vec<Difference> {
    let mut found = Vec::new();
    for (subject, old, new) in both(&limits(old), &limits(new)) {
        let (change, at) = match (old, new) {
            (None, Some((word, at))) => (Change::Limited((*word).to_owned()), *at),
            (Some((word, at)), None) => (Change::Relaxed((*word).to_owned()), *at),
            _ => continue,
        };
        found.push(Difference::new(subject.clone(), change, at));
    }
    needs(&mut found, old, new, texts);
    let attributes = |of: &Implementation| -> IndexMap<String, Span> {
        let attributes = of.identity.iter().flat_map(|of| &of.attributes);
        attributes
            .map(|(name, of)| (name.clone(), of.name.span))
            .collect()
    };
    for (name, old, new) in both(&attributes(old), &attributes(new)) {
        present(
            &mut found,
            &Subject::Identity(name.clone()),
            old,
            new,
            |at| *at,
        );
    }
    let accesses = |of: &Implementation| -> IndexMap<String, Access> {
        let grants = of.grants.iter();
        let grants = grants.map(|(name, of)| (format!("grant `{name}`"), of.clone()));
        let reach = of
            .reach
            .iter()
            .map(|of| ("every grant".to_owned(), of.clone()));
        grants.chain(reach).collect()
    };
    for (name, old, new) in both(&accesses(old), &accesses(new)) {
        let keys = |of: Option<&Access>| of.map(variables).unwrap_or_default();
        for (key, old, new) in both(&keys(old), &keys(new)) {
            let subject = Subject::Variable(key.clone(), name.clone());
            present(&mut found, &subject, old, new, |at| *at);
        }
    }
    found
}

/// What must be there or be given before it can be deployed.
fn needs(
    found: &mut Vec<Difference>,
    old: &Implementation,
    new: &Implementation,
    texts: Texts<'_>,
) {
    for (name, old, new) in both(&old.settings, &new.settings) {
        let subject = Subject::Setting(name.to_string());
        match (old, new) {
            (Some(old), Some(new)) => {
                let fits = new.ty.takes(&old.ty);
                found.extend(typed(&subject, (&old.ty, &new.ty), fits, new.name_span));
                let defaults = [old.default.as_ref(), new.default.as_ref()];
                found.extend(texts.default(&subject, defaults, new.name_span));
            }
            (Some(old), None) => found.push(Difference::new(subject, Change::Gone, old.name_span)),
            (None, Some(new)) => found.push(added(subject, new.default.as_ref(), new.name_span)),
            (None, None) => {}
        }
    }
    for (name, old, new) in both(&old.parameters, &new.parameters) {
        let subject = Subject::Parameter(name.to_string());
        match (old, new) {
            (Some(old), Some(new)) => {
                let fits = new.ty.takes(&old.ty);
                found.extend(typed(&subject, (&old.ty, &new.ty), fits, new.name_span));
                let default =
                    |of: &crate::document::Parameter| of.default.clone().or(of.generated.clone());
                let (old, now) = (default(old), default(new));
                found.extend(texts.default(&subject, [old.as_ref(), now.as_ref()], new.name_span));
            }
            (None, Some(new)) => {
                let default = new.default.as_ref().or(new.generated.as_ref());
                found.push(added(subject, default, new.name_span));
            }
            (old, new) => {
                present(found, &subject, old, new, |of| of.name_span);
            }
        }
    }
    for (name, old, new) in both(&old.providers, &new.providers) {
        let (change, at) = match (old, new) {
            (Some(old), Some(new)) if old.version.text != new.version.text => {
                let (old, now) = (old.version.text.clone(), new.version.text.clone());
                (Change::Requirement { old, new: now }, new.name_span)
            }
            (None, Some(new)) => (Change::Added, new.name_span),
            (Some(old), None) => (Change::Gone, old.name_span),
            _ => continue,
        };
        found.push(Difference::new(Subject::Provider(name.clone()), change, at));
    }
}

fn limits(of: &Implementation) -> Limits<'_> {
    let unsupported = of.unsupported.iter();
    let unsupported = unsupported.map(|(name, of)| {
        (
            Subject::Input(name.to_string()),
            ("unsupported", of.name_span),
        )
    });
    let outputs = of.outputs.iter();
    let outputs = outputs.filter(|(_, of)| of.approximated.is_some());
    let outputs = outputs.map(|(name, of)| {
        (
            Subject::Output(name.to_string()),
            ("approximated", of.name_span),
        )
    });
    let grants = of.grants.iter().filter(|(_, of)| of.approximated.is_some());
    let grants = grants.map(|(name, of)| {
        (
            Subject::Grant(name.to_string()),
            ("approximated", of.name_span),
        )
    });
    unsupported.chain(outputs).chain(grants).collect()
}

/// The environment variables that are written out.
fn variables(of: &Access) -> IndexMap<String, Span> {
    let maps = of.env.iter().chain(&of.secrets);
    let entries = maps.flat_map(|of: &Expression| match &of.kind {
        ExpressionKind::Object(entries) => entries.as_slice(),
        _ => &[],
    });
    let keys = entries.filter_map(|entry| Some((entry.key.as_key()?.to_owned(), entry.key.span)));
    keys.collect()
}
