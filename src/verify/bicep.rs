//! What Bicep can't say of a stack, beyond its expressions.
//!
//! Its parameters and outputs are whole numbers, truths, texts, lists and objects, of which it keeps
//! texts and objects secret; its linter wants those kept that are named like a secret. What exists
//! already must be known when the deployment starts, before anything is read of it.

use super::error::Error;
use crate::maps::HashSet;
use crate::plan::stack::{Parameter, Resource, Stack};
use crate::problems::{Problems, Reported};
use crate::source::Span;
use crate::term::address::Mode;
use crate::term::expression::Expression;
use crate::term::types::Type;
use crate::term::{Kind, Term};

/// Words that the linter takes for the name of a secret.
const SECRETS: [&str; 4] = ["password", "pwd", "accountkey", "acctkey"];

/// What may follow the word `secret` in the name of something else.
const NO_SECRETS: [&str; 5] = ["name", "permissions", "uri", "url", "version"];

/// Reports what Bicep can't say.
pub(super) fn verify(stack: &Stack, problems: &mut Problems) -> Result<(), Reported> {
    let parameters = stack.parameters.iter();
    let parameters = parameters.filter_map(|(name, of)| parameter(name, of, of.span?));
    let outputs = stack.outputs.iter();
    let outputs = outputs.filter(|(_, of)| of.value.holds_sensitive() && !is_kept(&of.value));
    let outputs = outputs.map(|(name, of)| not_kept(name, of.value.span));
    let found: Vec<_> = parameters.chain(outputs).chain(found_late(stack)).collect();
    let mut result = Ok(());
    for error in found {
        result = Err(problems.report(error));
    }
    result
}

fn parameter(name: &str, parameter: &Parameter, at: Span) -> Option<Error> {
    let can_keep = can_keep(&parameter.ty);
    let default = parameter.default.as_ref();
    let fraction = default.filter(|of| of.as_number().is_some_and(|of| of.to_i64().is_none()));
    if let Some(fraction) = fraction {
        return Some(Error::Fraction { at: fraction.span });
    }
    match parameter.sensitive {
        true if !can_keep => Some(not_kept(name, at)),
        false if can_keep && is_named_like_a_secret(name) => {
            let name = name.to_owned();
            Some(Error::NamedLikeASecret { name, at })
        }
        _ => None,
    }
}

fn not_kept(name: &str, at: Span) -> Error {
    let name = name.to_owned();
    Error::NotKept { name, at }
}

fn is_named_like_a_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace(['_', '-'], "");
    let mut after = name
        .match_indices("secret")
        .map(|(at, word)| name.get(at + word.len()..));
    SECRETS.iter().any(|word| name.contains(word))
        || after.any(|rest| {
            let rest = rest.unwrap_or_default();
            !NO_SECRETS.iter().any(|word| rest.starts_with(word))
        })
}

/// Whether Bicep keeps values of a type secret.
fn can_keep(ty: &Type) -> bool {
    !matches!(
        ty,
        Type::Bool | Type::Int | Type::Number | Type::List(_) | Type::Set(_)
    )
}

fn is_kept(term: &Term) -> bool {
    match &term.kind {
        Kind::Bool(_) | Kind::Number(_) | Kind::List(_) | Kind::Set(_) => false,
        Kind::Deferred(expression) => match &**expression {
            Expression::Parameter { ty, .. } => can_keep(ty),
            Expression::Reference(reference) => can_keep(&reference.ty),
            _ => true,
        },
        _ => true,
    }
}

/// Data sources of which something is read that needs them to be found, and that are found too late.
fn found_late(stack: &Stack) -> Vec<Error> {
    let read = stack.references().filter(|reference| !reference.is_early());
    let read: HashSet<_> = read.map(|reference| &reference.address).collect();
    let resources = stack.resources.values();
    let found = resources.filter(|of| of.address.mode == Mode::Data && read.contains(&of.address));
    found
        .filter_map(late)
        .map(|at| Error::FoundLate { at })
        .collect()
}

/// Where a data source is named by what only the deployment knows.
fn late(resource: &Resource) -> Option<Span> {
    resource.arm.as_ref()?;
    let names = ["id", "name"];
    let mut names = names.iter().filter_map(|name| resource.term(name));
    let late = names.find(|term| term.references().iter().any(|of| !of.is_early()))?;
    Some(late.span)
}
