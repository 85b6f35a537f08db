//! A service in one environment, with every component held against the interface of its module.
//!
//! [`check`] merges what the environment overrides, as expressions and by the declared types, and
//! reports inputs that no module knows or that are missing. What composites are made of stands beside
//! them in one flat list of components, each with the place of its names.

mod composite;
mod deprecated;
mod error;
mod inputs;
mod lost;
mod meant;
mod merge;
mod origin;

use crate::catalog::{Package, Packages};
use crate::document::implementation::Implementation;
use crate::document::module::Module;
use crate::document::service::{self, Service};
use crate::maps::{HashMap, IndexMap};
use crate::names::{ComponentName, InputName, LocalName};
use crate::problems::{Problems, Reported};
use crate::source::Span;
use crate::syntax::tree::{Body, Expression};
use composite::Expansion;
use error::Error;
use inputs::{fits_its_module, missing_inputs};
use meant::warn_about_close_name;
use std::borrow::Cow;

pub use deprecated::warn_about_deprecated;

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
    /// The components, those of the environment alone last, and behind each composite its own.
    pub components: IndexMap<ComponentName, Component<'d>>,
    /// Those whose module could not be read: nothing more is said about them.
    pub unread: Vec<Unread<'d>>,
}

/// A component whose module could not be read.
#[derive(Clone, Debug)]
pub struct Unread<'d> {
    /// What the spec or a composite says.
    pub component: &'d service::Component,
    /// The composite that it is a component of; none where it stands in the spec.
    pub outer: Option<ComponentName>,
    /// The proof that this was reported.
    pub reported: Reported,
}

/// A component in one environment.
#[derive(Debug)]
pub struct Component<'d> {
    /// Its name in the service: `shop-web`.
    pub name: ComponentName,
    /// Its name where it is written: `web`.
    pub own_name: &'d ComponentName,
    /// Where its name stands.
    pub name_span: Span,
    /// The composite that it is a component of; none where it stands in the spec.
    pub outer: Option<ComponentName>,
    /// The module that fulfils it.
    pub package: &'d Package,
    /// What is set.
    pub inputs: IndexMap<InputName, Input<'d>>,
    /// What should be set and is not, with the proof that this was reported.
    pub missing: IndexMap<InputName, Reported>,
    /// Whether it is there at all.
    pub when: Option<&'d Expression>,
    /// The name that it had before.
    pub renamed_from: Option<ComponentName>,
    /// Attributes of its resources that are set from outside.
    pub overrides: Vec<Override<'d>>,
}

/// Attributes of a resource that are set from outside.
#[derive(Clone, Debug)]
pub struct Override<'d> {
    /// The resource as the module writes it.
    pub resource: &'d str,
    /// Where it is named.
    pub at: Span,
    /// What is set.
    pub body: &'d Body,
    /// The composite that says it; none where the spec does.
    pub outer: Option<ComponentName>,
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
            overrides.map(|written| format!("{}: {}", component.name, written.resource))
        });
        let once: IndexMap<String, ()> = all.map(|name| (name, ())).collect();
        once.into_keys().collect()
    }
}

impl<'d> Checked<'d> {
    /// The components that stand in a composite, or in the spec.
    pub fn components_in(
        &self,
        outer: Option<&ComponentName>,
    ) -> impl Iterator<Item = &Component<'d>> {
        let all = self.components.values();
        all.filter(move |component| component.outer.as_ref() == outer)
    }

    /// Those of them whose module could not be read.
    pub fn unread_in(&self, outer: Option<&ComponentName>) -> impl Iterator<Item = &Unread<'d>> {
        let all = self.unread.iter();
        all.filter(move |unread| unread.outer.as_ref() == outer)
    }

    /// The composites that a component is a part of, the closest first.
    pub fn around(&self, component: &Component<'_>) -> impl Iterator<Item = &Component<'d>> {
        let outer = |of: &Component<'_>| self.components.get(of.outer.as_ref()?);
        std::iter::successors(outer(component), move |of| outer(of))
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
    let components = merged(service, environment, packages, problems);
    let Expansion {
        mut components,
        unread: inner,
        mut broken,
        ..
    } = Expansion::of(components, packages, problems);
    broken = broken.or(renamed_twice(&mut components, problems).err());
    for component in components.values() {
        broken = broken.or(fits_its_module(component, &components, problems).err());
    }
    for component in components.values_mut() {
        missing_inputs(component, service, problems);
        warn_about_close_name(component, service, problems);
        broken = broken.or(component.missing.values().next().copied());
    }
    let mut unread = unread(service, environment, packages);
    unread.extend(inner);
    Checked {
        broken: broken.or(unread.first().map(|unread| unread.reported)),
        service,
        locals: locals(service, environment),
        components,
        unread,
    }
}

/// The components of the spec, as they are in the environment.
fn merged<'d>(
    service: &'d Service,
    environment: Option<&'d service::Environment>,
    packages: &'d Packages,
    problems: &mut Problems,
) -> IndexMap<ComponentName, Component<'d>> {
    let mut components = IndexMap::default();
    for component in service.components.values() {
        if let Some(package) = packages.read.get(&component.module) {
            components.insert(component.name.clone(), written(component, package, None));
        }
    }
    let overriding = environment.map(|environment| &environment.components);
    for component in overriding.into_iter().flat_map(IndexMap::values) {
        if let Some(package) = packages.read.get(&component.module) {
            overridden(component, package, &mut components, problems);
        }
    }
    components
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
            outer: None,
            reported: *reported,
        })
    });
    unread.collect()
}

/// One component can be what another was before, not two, and not what a part of a composite is.
fn renamed_twice(
    components: &mut IndexMap<ComponentName, Component<'_>>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let parts = components.values().filter(|part| part.outer.is_some());
    let parts = parts.map(|part| (part.name.clone(), part.name_span));
    let mut known: HashMap<ComponentName, Span> = parts.collect();
    let mut result = Ok(());
    for component in components.values_mut() {
        let Some(former) = component.renamed_from.clone() else {
            continue;
        };
        if let Some(first) = known.insert(former.clone(), component.name_span) {
            component.renamed_from = None;
            result = Err(problems.report(Error::RenamedTwice {
                former,
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

/// A component as a document says it, in a composite or in the spec.
fn written<'d>(
    component: &'d service::Component,
    package: &'d Package,
    outer: Option<&Component<'d>>,
) -> Component<'d> {
    let inputs = component.inputs.iter().map(|(name, attribute)| {
        let value = Cow::Borrowed(&attribute.value);
        let name_span = attribute.name.span;
        (name.clone(), Input { value, name_span })
    });
    let outer_name = outer.map(|outer| outer.name.clone());
    let overrides = component.overrides.iter().map(|written| Override {
        resource: &written.resource.text,
        at: written.resource.span,
        body: &written.body,
        outer: outer_name.clone(),
    });
    Component {
        name: composite::name(component, outer),
        own_name: &component.name,
        name_span: component.name_span,
        package,
        inputs: inputs.collect(),
        missing: IndexMap::default(),
        when: component.when.as_ref(),
        renamed_from: composite::former_name(component, outer),
        overrides: overrides.collect(),
        outer: outer_name,
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
        components.insert(component.name.clone(), written(component, package, None));
        return;
    };
    let over = written(component, package, None);
    base.when = over.when.or(base.when);
    base.overrides.extend(over.overrides);
    let overriding = over.inputs;
    lost::warn_about_lost_access(base, &overriding, problems);
    for (name, input) in overriding {
        let ty = package.interface.inputs.get(&name).map(|input| &input.ty);
        merge::input(&mut base.inputs, name, input, ty);
    }
}
