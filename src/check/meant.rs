//! A component of an environment that probably means another one of the service.

use super::Component;
use super::error::Error;
use crate::document::service::Service;
use crate::names::ComponentName;
use crate::problems::Problems;
use crate::suggest::closest;

/// A component with all its inputs may still be a mistyped change of another; `worker-2` is none of `worker-1`.
pub(super) fn warn_about_close_name(
    component: &Component<'_>,
    service: &Service,
    problems: &mut Problems,
) {
    let meant = meant(component, service).filter(|_| component.missing.is_empty());
    let letters =
        |name: &ComponentName| name.0.as_str().replace(|of: char| of.is_ascii_digit(), "");
    let meant = meant.filter(|known| letters(known) != letters(&component.name));
    if let Some(known) = meant {
        problems.report(Error::CloseName {
            component: component.name.clone(),
            known: known.clone(),
            at: component.name_span,
        });
    }
}

/// The component of the service that a component of an environment probably means.
pub(super) fn meant<'s>(
    component: &Component<'_>,
    service: &'s Service,
) -> Option<&'s ComponentName> {
    if component.outer.is_some() || service.components.contains_key(&component.name) {
        return None;
    }
    let module = &component.interface().name;
    let of_module = || {
        service
            .components
            .values()
            .filter(|known| known.module == *module)
    };
    let close = closest(
        component.name.0.as_str(),
        of_module().map(|known| known.name.0.as_str()),
    )?;
    of_module()
        .map(|known| &known.name)
        .find(|name| name.0.as_str() == close)
}
