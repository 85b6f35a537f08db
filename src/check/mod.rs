//! A service in one environment, with every component held against the interface of its module.
//!
//! [`check`] merges what the environment overrides, as expressions and by the declared types, and
//! reports inputs that no module knows or that are missing.

mod deprecated;
mod error;
mod lost;
mod meant;
mod merge;
mod origin;

use crate::catalog::Package;
use crate::document::implementation::Implementation;
use crate::document::module::{Input as Declared, Module};
use crate::document::service::{self, Service};
use crate::maps::{HashMap, IndexMap};
use crate::names::{ComponentName, InputName, LocalName, ModuleName, names_of};
use crate::number::Number;
use crate::problems::{Problems, Reported};
use crate::source::Span;
use crate::suggest::{Hint, Words};
use crate::syntax::tree::{Expression, ExpressionKind};
use crate::term::types::Type;
use error::Error;
use meant::{meant, warn_about_close_name};
use std::borrow::Cow;
use std::sync::Arc;

pub use deprecated::warn_about_deprecated;

/// The inputs of a module.
const INPUTS: Words = Words {
    some: "its inputs are",
    none: "it has no inputs; remove this",
};

/// A service in one environment.
///
/// It is whole even where components do not fit their modules, so that planning it can say more.
#[derive(Debug)]
pub struct Checked<'d> {
    /// The proof that something does not fit, and that this was reported.
    pub broken: Option<Reported>,
    /// The spec.
    pub service: &'d Service,
    /// The values with names, overridden ones with their value here.
    pub locals: IndexMap<LocalName, &'d Expression>,
    /// The components, those of the environment alone last.
    pub components: IndexMap<ComponentName, Component<'d>>,
    /// Those whose module could not be read: nothing more is said about them.
    pub unread: Vec<Unread<'d>>,
}

/// A component whose module could not be read.
#[derive(Clone, Copy, Debug)]
pub struct Unread<'d> {
    /// What the spec says.
    pub component: &'d service::Component,
    /// The proof that this was reported.
    pub reported: Reported,
}

/// The modules that components name.
#[derive(Debug, Default)]
pub struct Packages {
    /// Those that could be read.
    pub read: IndexMap<ModuleName, Arc<Package>>,
    /// The others, with the proof that this was reported.
    pub unread: IndexMap<ModuleName, Reported>,
}

/// A component in one environment.
#[derive(Debug)]
pub struct Component<'d> {
    /// Its name.
    pub name: &'d ComponentName,
    /// Where its name stands.
    pub name_span: Span,
    /// The module that fulfils it.
    pub package: &'d Package,
    /// What is set.
    pub inputs: IndexMap<InputName, Input<'d>>,
    /// What should be set and is not, with the proof that this was reported.
    pub missing: IndexMap<InputName, Reported>,
    /// Whether it is there at all.
    pub when: Option<&'d Expression>,
    /// The name that it had before.
    pub renamed_from: Option<&'d ComponentName>,
    /// Attributes of its resources that are set from outside.
    pub overrides: Vec<&'d service::Override>,
}

/// What an input is set to.
#[derive(Debug)]
pub struct Input<'d> {
    /// The expression, merged where an environment overrides a part of it.
    pub value: Cow<'d, Expression>,
    /// Where the input's name stands.
    pub name_span: Span,
}

impl Checked<'_> {
    /// What is overridden: `orders: aws_db_instance.main`.
    pub fn overrides(&self) -> Vec<String> {
        let all = self.components.values().flat_map(|component| {
            let overrides = component.overrides.iter();
            overrides.map(|written| format!("{}: {}", component.name, written.resource.text))
        });
        let once: IndexMap<String, ()> = all.map(|name| (name, ())).collect();
        once.into_keys().collect()
    }
}

impl Component<'_> {
    /// The contract of its module.
    pub fn interface(&self) -> &Module {
        &self.package.interface
    }

    /// How the target fulfils it.
    pub fn implementation(&self) -> &Implementation {
        &self.package.implementation
    }
}

/// The service as it is in one environment; none gives the service without overrides.
pub fn check<'d>(
    service: &'d Service,
    environment: Option<&'d service::Environment>,
    packages: &'d Packages,
    problems: &mut Problems,
) -> Checked<'d> {
    let mut components = IndexMap::default();
    for component in service.components.values() {
        if let Some(package) = packages.read.get(&component.module) {
            components.insert(component.name.clone(), written(component, package));
        }
    }
    let overriding = environment.map(|environment| &environment.components);
    for component in overriding.into_iter().flat_map(IndexMap::values) {
        let Some(package) = packages.read.get(&component.module) else {
            continue;
        };
        overridden(component, package, &mut components, problems);
    }
    let mut broken = renamed_twice(&mut components, problems).err();
    for component in components.values_mut() {
        broken = broken.or(fits_its_module(component, problems).err());
        missing_inputs(component, service, problems);
        warn_about_close_name(component, service, problems);
        broken = broken.or(component.missing.values().next().copied());
    }
    let unread = unread(service, environment, packages);
    Checked {
        broken: broken.or(unread.first().map(|unread| unread.reported)),
        service,
        locals: locals(service, environment),
        components,
        unread,
    }
}

fn unread<'d>(
    service: &'d Service,
    environment: Option<&'d service::Environment>,
    packages: &Packages,
) -> Vec<Unread<'d>> {
    let overriding = environment.map(|environment| &environment.components);
    let components = service.components.values();
    let components = components.chain(overriding.into_iter().flat_map(IndexMap::values));
    let unread = components.filter_map(|component| {
        let reported = packages.unread.get(&component.module)?;
        Some(Unread {
            component,
            reported: *reported,
        })
    });
    unread.collect()
}

/// One component can be what another was before, not two.
fn renamed_twice(
    components: &mut IndexMap<ComponentName, Component<'_>>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let mut known: HashMap<&ComponentName, Span> = HashMap::default();
    let mut result = Ok(());
    for component in components.values_mut() {
        let Some(former) = component.renamed_from else {
            continue;
        };
        if let Some(first) = known.insert(former, component.name_span) {
            component.renamed_from = None;
            result = Err(problems.report(Error::RenamedTwice {
                former: former.clone(),
                at: component.name_span,
                first,
            }));
        }
    }
    result
}

fn locals<'d>(
    service: &'d Service,
    environment: Option<&'d service::Environment>,
) -> IndexMap<LocalName, &'d Expression> {
    let own = service.locals.iter();
    let overriding = environment.map(|environment| environment.locals.iter());
    own.chain(overriding.into_iter().flatten())
        .map(|(name, local)| (name.clone(), &local.value))
        .collect()
}

fn written<'d>(component: &'d service::Component, package: &'d Package) -> Component<'d> {
    let inputs = component.inputs.iter().map(|(name, attribute)| {
        let value = Cow::Borrowed(&attribute.value);
        let name_span = attribute.name.span;
        (name.clone(), Input { value, name_span })
    });
    Component {
        name: &component.name,
        name_span: component.name_span,
        package,
        inputs: inputs.collect(),
        missing: IndexMap::default(),
        when: component.when.as_ref(),
        renamed_from: component.renamed_from.as_ref().map(|(name, _)| name),
        overrides: component.overrides.iter().collect(),
    }
}

/// Puts what an environment says of a component over what holds everywhere.
///
/// Both are components of one module: documents are read so.
fn overridden<'d>(
    component: &'d service::Component,
    package: &'d Package,
    components: &mut IndexMap<ComponentName, Component<'d>>,
    problems: &mut Problems,
) {
    let Some(base) = components.get_mut(&component.name) else {
        components.insert(component.name.clone(), written(component, package));
        return;
    };
    base.when = component.when.as_ref().or(base.when);
    base.overrides.extend(&component.overrides);
    let overriding = written(component, package).inputs;
    lost::warn_about_lost_access(base, &overriding, problems);
    for (name, input) in overriding {
        let ty = package.interface.inputs.get(&name).map(|input| &input.ty);
        merge::input(&mut base.inputs, name, input, ty);
    }
}

fn fits_its_module(component: &Component<'_>, problems: &mut Problems) -> Result<(), Reported> {
    let interface = component.interface();
    let mut result = Ok(());
    for (name, input) in &component.inputs {
        let declared = interface.inputs.get(name);
        result = result.and(fits(component, name, input, declared, problems));
    }
    result
}

/// Inputs without a default must be given.
fn missing_inputs(component: &mut Component<'_>, service: &Service, problems: &mut Problems) {
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
    declared: Option<&Declared>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let interface = component.interface();
    let Some(_) = declared else {
        let known = names_of([&interface.inputs]);
        return Err(problems.report(Error::UnknownInput {
            module: interface.name.clone(),
            input: name.clone(),
            at: input.name_span,
            hint: Hint::of(name.0.as_str(), &known, INPUTS),
        }));
    };
    match component.implementation().unsupported.get(name) {
        Some(unsupported) if is_given(component, name) => {
            Err(problems.report(Error::Unsupported {
                input: name.clone(),
                target: component.implementation().target.clone(),
                reason: unsupported.reason.clone(),
                at: input.name_span,
            }))
        }
        _ => keeps_its_digits(
            &input.value,
            declared.map(|declared| &declared.ty),
            problems,
        ),
    }
}

/// `1.10` for a text is hardly meant as `1.1`.
fn keeps_its_digits(
    value: &Expression,
    ty: Option<&Type>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    match (&value.kind, ty) {
        (ExpressionKind::Number(digits), Some(Type::Text)) => {
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
        (ExpressionKind::List(items), Some(Type::List(element) | Type::Set(element))) => items
            .iter()
            .try_for_each(|item| keeps_its_digits(item, Some(element), problems)),
        (ExpressionKind::Object(entries), Some(Type::Map(element))) => entries
            .iter()
            .try_for_each(|entry| keeps_its_digits(&entry.value, Some(element), problems)),
        _ => Ok(()),
    }
}
