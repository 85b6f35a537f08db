//! What differs between two implementations as they are written: what they can't honour, what they
//! need of the platform and at deployment, and what those find who have a grant.

use super::both;
use super::difference::{Change, Difference, Subject};
use super::interface::{Texts, added, present, typed};
use crate::document::implementation::{Access, Implementation, Provider};
use crate::maps::IndexMap;
use crate::source::Span;
use crate::syntax::tree::{Expression, ExpressionKind};
use crate::term::types::Type;

/// What can't be honoured, or not quite: the word for it, and where it stands.
type Limits = IndexMap<Subject, (&'static str, Span)>;

/// Every difference between two implementations that needs no compile to be seen.
pub(super) fn differences(
    old: &Implementation,
    new: &Implementation,
    texts: Texts<'_>,
) -> Vec<Difference> {
    let mut found = Vec::new();
    for (subject, old, new) in both(&limits(old), &limits(new)) {
        let (change, at) = match (old, new) {
            (None, Some((word, at))) => (Change::Limited(word), *at),
            (Some((word, at)), None) => (Change::Relaxed(word), *at),
            _ => continue,
        };
        found.push(Difference::new(subject.clone(), change, at));
    }
    for (subject, old, new) in both(&needs(old), &needs(new)) {
        found.extend(needed(subject, old, new, texts));
    }
    for (name, old, new) in both(&old.providers, &new.providers) {
        found.extend(provided(name, old, new));
    }
    for (subject, old, new) in both(&given(old), &given(new)) {
        present(&mut found, subject, old, new, |at| *at);
    }
    found
}

/// What must be there or be given before it can be deployed.
struct Need<'i> {
    ty: &'i Type,
    default: Option<&'i Expression>,
    at: Span,
}

fn needs(of: &Implementation) -> IndexMap<Subject, Need<'_>> {
    let settings = of.settings.iter().map(|(name, of)| {
        let need = Need {
            ty: &of.ty,
            default: of.default.as_ref(),
            at: of.name_span,
        };
        (Subject::Setting(name.to_string()), need)
    });
    let parameters = of.parameters.iter().map(|(name, of)| {
        let need = Need {
            ty: &of.ty,
            default: of.default.as_ref().or(of.generated.as_ref()),
            at: of.name_span,
        };
        (Subject::Parameter(name.to_string()), need)
    });
    settings.chain(parameters).collect()
}

fn needed(
    subject: &Subject,
    old: Option<&Need<'_>>,
    new: Option<&Need<'_>>,
    texts: Texts<'_>,
) -> Vec<Difference> {
    match (old, new) {
        (Some(old), Some(new)) => {
            let fits = new.ty.takes(old.ty);
            let typed = typed(subject, [old.ty, new.ty], fits, new.at);
            let default = texts.default(subject, [old.default, new.default], new.at);
            typed.into_iter().chain(default).collect()
        }
        (None, Some(new)) => vec![added(subject.clone(), new.default, new.at)],
        (Some(old), None) => {
            // A platform may give what no module asks for; who deploys may not.
            let change = match subject {
                Subject::Setting(_) => Change::Gone,
                _ => Change::Removed,
            };
            vec![Difference::new(subject.clone(), change, old.at)]
        }
        (None, None) => Vec::new(),
    }
}

fn provided(name: &str, old: Option<&Provider>, new: Option<&Provider>) -> Option<Difference> {
    let (change, at) = match (old, new) {
        (Some(old), Some(new)) if old.version.text == new.version.text => return None,
        (Some(old), Some(new)) => {
            let (old, range) = (old.version.text.clone(), new.version.text.clone());
            (Change::Requirement { old, new: range }, new.name_span)
        }
        (None, Some(new)) => (Change::Added, new.name_span),
        (Some(old), None) => (Change::Gone, old.name_span),
        (None, None) => return None,
    };
    Some(Difference::new(
        Subject::Provider(name.to_owned()),
        change,
        at,
    ))
}

/// What others find: who it is, and the variables of those who have its grants.
fn given(of: &Implementation) -> IndexMap<Subject, Span> {
    let identity = of.identity.iter().flat_map(|of| &of.attributes);
    let identity = identity.map(|(name, of)| (Subject::Identity(name.clone()), of.name.span));
    let grants = of.grants.iter();
    let grants = grants.map(|(name, of)| (Subject::Grant(name.to_string()), of));
    let reach = of.reach.iter().map(|of| (Subject::EveryGrant, of));
    let variables = grants.chain(reach).flat_map(|(receiver, access)| {
        variables(access).map(move |(key, at)| {
            let subject = Subject::Variable(key.to_owned(), receiver.to_string());
            (subject, at)
        })
    });
    identity.chain(variables).collect()
}

fn limits(of: &Implementation) -> Limits {
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
fn variables(of: &Access) -> impl Iterator<Item = (&str, Span)> {
    let maps = of.env.iter().chain(&of.secrets);
    let entries = maps.flat_map(|of| match &of.kind {
        ExpressionKind::Object(entries) => entries.as_slice(),
        _ => &[],
    });
    entries.filter_map(|entry| Some((entry.key.as_key()?, entry.key.span)))
}
