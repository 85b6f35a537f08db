//! What a spec uses of its modules though their authors want it to be used no more.

use super::Packages;
use super::error::{Error, Part};
use crate::catalog::Package;
use crate::document::service::{Component, Service};
use crate::names::{GrantName, Name, OutputName};
use crate::problems::Problems;
use crate::source::Span;
use crate::syntax::tree::Word;

/// Warns about every use of a deprecated version, input, output or grant, once for each place whatever the
/// environments.
pub fn warn_about_deprecated(service: &Service, packages: &Packages, problems: &mut Problems) {
    let package = |component: &Component| packages.read.get(&component.module);
    for component in service.all_components() {
        let Some(package) = package(component) else {
            continue;
        };
        let base = service.components.get(&component.name);
        if base.is_none_or(|base| std::ptr::eq(base, component)) {
            module(component, package, problems);
        }
        for (name, input) in &component.inputs {
            let declared = package.interface.inputs.get(name);
            let deprecated = declared.and_then(|declared| declared.deprecated.as_ref());
            let part = Part::Input(name.clone());
            report(part, deprecated, input.name.span, package, problems);
        }
    }
    for reference in service.references() {
        if let Some(package) = package(reference.component) {
            member(reference.member, package, problems);
        }
    }
}

fn module(component: &Component, package: &Package, problems: &mut Problems) {
    let interface = &package.interface;
    if let Some(deprecated) = &interface.deprecated {
        problems.report(Error::DeprecatedModule {
            module: interface.name.clone(),
            version: interface.version.clone(),
            advice: deprecated.text.clone(),
            at: component.module_span,
            declared: deprecated.span,
        });
    }
}

fn member(written: &Word, package: &Package, problems: &mut Problems) {
    let Ok(name) = Name::new(&written.text) else {
        return;
    };
    let (output, grant) = (OutputName(name.clone()), GrantName(name));
    let interface = &package.interface;
    let (part, deprecated) = match (interface.outputs.get(&output), interface.grants.get(&grant)) {
        (Some(declared), _) => (Part::Output(output), &declared.deprecated),
        (_, Some(declared)) => (Part::Grant(grant), &declared.deprecated),
        _ => return,
    };
    report(part, deprecated.as_ref(), written.span, package, problems);
}

fn report(
    what: Part,
    deprecated: Option<&Word>,
    at: Span,
    package: &Package,
    problems: &mut Problems,
) {
    if let Some(deprecated) = deprecated {
        problems.report(Error::Deprecated {
            what,
            module: package.interface.name.clone(),
            advice: deprecated.text.clone(),
            at,
            declared: deprecated.span,
        });
    }
}
