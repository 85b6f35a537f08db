//! What is set on a component, held against the inputs of its module.

use super::error::Error;
use super::meant::meant;
use super::{Component, Input};
use crate::document::composite::handed_on;
use crate::document::service::Service;
use crate::maps::IndexMap;
use crate::names::{ComponentName, InputName, names_of};
use crate::number::Number;
use crate::problems::{Problems, Reported};
use crate::source::Span;
use crate::suggest::{Hint, Words};
use crate::syntax::tree::{Expression, ExpressionKind};
use crate::term::types::Type;

/// The inputs of a module.
const INPUTS: Words = Words {
    some: "its inputs are",
    none: "it has no inputs; remove this",
};

/// Reports what is set that the module does not know or can't honour.
pub(super) fn fits_its_module(
    component: &Component<'_>,
    all: &IndexMap<ComponentName, Component<'_>>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let mut result = Ok(());
    for (name, input) in &component.inputs {
        result = result.and(fits(component, name, input, problems));
        result = result.and(is_supported(component, name, all, problems));
    }
    result
}

/// Inputs without a default must be given.
pub(super) fn missing_inputs(
    component: &mut Component<'_>,
    service: &Service,
    problems: &mut Problems,
) {
    let inputs = component.package.interface.inputs.iter();
    let missing =
        inputs.filter(|(name, declared)| declared.default.is_none() && !is_given(component, name));
    let missing: Vec<_> = missing.collect();
    if missing.is_empty() {
        return;
    }
    if let Some(known) = meant(component, service) {
        let reported = problems.report(Error::NothingToChange {
            component: component.name.clone(),
            known: known.clone(),
            at: component.name_span,
        });
        let names = missing
            .into_iter()
            .map(|(name, _)| (name.clone(), reported));
        component.missing = names.collect();
        return;
    }
    for (name, declared) in missing {
        let reported = problems.report(Error::MissingInput {
            component: component.name.clone(),
            input: name.clone(),
            ty: declared.ty.to_string(),
            at: component.name_span,
            declared: declared.name_span,
        });
        component.missing.insert(name.clone(), reported);
    }
}

/// Null is the same as nothing.
fn is_given(component: &Component<'_>, name: &InputName) -> bool {
    let value = component.inputs.get(name).map(|input| &input.value.kind);
    value.is_some_and(|kind| !matches!(kind, ExpressionKind::Null))
}

fn fits(
    component: &Component<'_>,
    name: &InputName,
    input: &Input<'_>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let interface = component.interface();
    if let Some(declared) = interface.inputs.get(name) {
        return keeps_its_digits(&input.value, &declared.ty, problems);
    }
    let known = names_of([&interface.inputs]);
    Err(problems.report(Error::UnknownInput {
        module: interface.name.clone(),
        input: name.clone(),
        at: input.name_span,
        hint: Hint::of(name.0.as_str(), &known, INPUTS),
    }))
}

fn is_supported(
    component: &Component<'_>,
    name: &InputName,
    all: &IndexMap<ComponentName, Component<'_>>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let implementation = component.implementation();
    let unsupported = implementation.unsupported.get(name);
    let (Some(unsupported), Some(given)) = (unsupported, given(component, name, all)) else {
        return Ok(());
    };
    let mark = problems.mark();
    let reported = problems.report(Error::Unsupported {
        input: name.clone(),
        target: implementation.target.clone(),
        reason: unsupported.reason.clone(),
        at: component
            .inputs
            .get(name)
            .map_or(given, |input| input.name_span),
    });
    problems.blame(mark, |at| (given != at).then_some(given));
    Err(reported)
}

/// `1.10` for a text is hardly meant as `1.1`.
fn keeps_its_digits(
    value: &Expression,
    ty: &Type,
    problems: &mut Problems,
) -> Result<(), Reported> {
    match (&value.kind, ty) {
        (ExpressionKind::Number(digits), Type::Text) => {
            let text = Number::parse(digits).and_then(|number| number.decimal());
            let Some(text) = text.filter(|text| text != digits) else {
                return Ok(());
            };
            Err(problems.report(Error::LossyNumber {
                written: digits.clone(),
                text,
                at: value.span,
            }))
        }
        (ExpressionKind::List(items), Type::List(element) | Type::Set(element)) => items
            .iter()
            .try_for_each(|item| keeps_its_digits(item, element, problems)),
        (ExpressionKind::Object(entries), Type::Map(element)) => entries
            .iter()
            .try_for_each(|entry| keeps_its_digits(&entry.value, element, problems)),
        _ => Ok(()),
    }
}

/// Where an input gets its value, which a composite may hand on from its own input; `None` where it
/// gets none.
fn given(
    component: &Component<'_>,
    name: &InputName,
    all: &IndexMap<ComponentName, Component<'_>>,
) -> Option<Span> {
    let input = component.inputs.get(name)?;
    let outer = component.outer.as_ref().and_then(|outer| all.get(outer));
    let handed_on = outer.zip(handed_on(&input.value));
    let Some((outer, (name, declared))) = handed_on.and_then(|(outer, name)| {
        let declared = outer.interface().inputs.get_key_value(name)?;
        Some((outer, declared))
    }) else {
        let is_null = matches!(input.value.kind, ExpressionKind::Null);
        return (!is_null).then_some(input.name_span);
    };
    let default = declared.default.as_ref();
    let default = default.filter(|default| !matches!(default.kind, ExpressionKind::Null));
    given(outer, name, all).or(default.map(|_| input.name_span))
}
