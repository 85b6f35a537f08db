//! Grants that a component loses in an environment.

use super::error::Error;
use super::{Component, Input};
use crate::maps::IndexMap;
use crate::names::InputName;
use crate::problems::Problems;
use crate::syntax::tree::{Expression, ExpressionKind};

/// A list replaces: a grant that the environment does not repeat is gone there.
pub(super) fn warn_about_lost_access(
    base: &Component<'_>,
    overriding: &IndexMap<InputName, Input<'_>>,
    problems: &mut Problems,
) {
    let declared = base.package.interface.inputs.iter();
    for (name, _) in declared.filter(|(_, input)| input.ty.is_access()) {
        let (Some(before), Some(now)) = (base.inputs.get(name), overriding.get(name)) else {
            continue;
        };
        let (Some(before), Some(kept)) = (listed(&before.value), listed(&now.value)) else {
            continue;
        };
        let lost = before.into_iter().filter(|grant| !kept.contains(grant));
        let lost: Vec<_> = lost.collect();
        if !lost.is_empty() {
            problems.report(Error::LostAccess {
                component: base.name.clone(),
                grants: lost.join("`, `"),
                at: now.value.span,
            });
        }
    }
}

/// The references in a list, as they are written; none where it is not written out.
fn listed(value: &Expression) -> Option<Vec<String>> {
    match &value.kind {
        ExpressionKind::Null => Some(Vec::new()),
        ExpressionKind::Group(inner) => listed(inner),
        ExpressionKind::List(items) => items.iter().map(Expression::as_reference).collect(),
        ExpressionKind::Call(call) if call.function.text == "concat" => {
            let lists: Option<Vec<_>> = call.arguments.iter().map(listed).collect();
            Some(lists?.concat())
        }
        _ => None,
    }
}
