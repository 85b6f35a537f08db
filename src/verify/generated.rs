//! A generated value is another for each deployment, so one resource keeps it, and nothing else reads
//! it.

use super::error::Error;
use crate::plan::stack::Stack;
use crate::problems::{Problems, Reported};
use crate::source::Span;
use crate::term::Term;
use std::sync::Arc;

/// Reports every generated value that is read by more than one resource, or by an output.
pub(super) fn verify(stack: &Stack, problems: &mut Problems) -> Result<(), Reported> {
    let parameters = stack.parameters.iter();
    let generated = parameters.filter(|(_, of)| of.generated.is_some());
    let mut result = Ok(());
    for at in generated.flat_map(|(name, _)| more_than_kept(stack, name)) {
        result = Err(problems.report(Error::GeneratedTwice { at }));
    }
    result
}

/// Where a parameter is read, beyond the resource that keeps it.
fn more_than_kept(stack: &Stack, name: &Arc<str>) -> Vec<Span> {
    let resources = stack.resources.values();
    let readers = resources.filter_map(|of| of.terms().find_map(|term| reading(term, name)));
    let outputs = stack.outputs.values();
    let shown = outputs.filter_map(|of| reading(&of.value, name));
    readers.skip(1).chain(shown).collect()
}

/// Where a term reads a parameter.
fn reading(term: &Term, name: &Arc<str>) -> Option<Span> {
    term.parameters().contains(name).then_some(term.span)
}
