//! What the files of a module must agree about.

use super::error::Error;
use super::{COMPOSITE, requirement};
use crate::document::composite::Composite;
use crate::document::implementation::Implementation;
use crate::document::module::Module;
use crate::names::TargetName;

/// A module lies in a folder of its name and version, and says which versions it can follow.
pub(super) fn matches_its_folder(module: &Module, path: &str) -> Result<(), Error> {
    let mut names = path.rsplit('/');
    let (version, name) = (names.next(), names.next());
    let folder = format!(
        "{}/{}",
        name.unwrap_or_default(),
        version.unwrap_or_default()
    );
    if folder == format!("{}/{}", module.name, module.version) {
        let migration = module.migration.as_ref();
        let from = migration.map(|migration| requirement::read(&migration.from));
        return from.transpose().map(drop);
    }
    Err(Error::WrongFolder {
        name: module.name.clone(),
        version: module.version.to_string(),
        folder,
        at: module.name_span,
    })
}

/// An implementation is of the target that its file names, and gives nothing that the contract
/// does not know.
pub(super) fn conforms(
    interface: &Module,
    implementation: &Implementation,
    target: &TargetName,
) -> Result<(), Error> {
    if implementation.target != *target {
        return Err(Error::WrongTarget {
            target: implementation.target.clone(),
            expected: target.clone(),
            at: implementation.target_span,
        });
    }
    let outputs = implementation.outputs.iter();
    let outputs = outputs.filter(|(name, _)| !interface.outputs.contains_key(*name));
    let outputs = outputs.map(|(name, output)| (name.to_string(), output.name_span));
    let grants = implementation.grants.iter();
    let grants = grants.filter(|(name, _)| !interface.grants.contains_key(*name));
    let grants = grants.map(|(name, grant)| (name.to_string(), grant.name_span));
    match outputs.chain(grants).next() {
        None => Ok(()),
        Some((name, at)) => Err(Error::NotInContract {
            name,
            module: interface.name.clone(),
            at,
            contract: interface.name_span,
        }),
    }
}

/// What fulfils a module on every target stands alone, and says which versions it takes of all that it uses.
///
/// `names` are the files beside it.
pub(super) fn is_whole<'n>(
    interface: &Module,
    composite: &Composite,
    mut names: impl Iterator<Item = &'n String>,
) -> Result<(), Error> {
    if let Some(other) = names.find(|name| is_of_a_target(name)) {
        return Err(Error::TwoKinds {
            module: interface.name.clone(),
            other: other.clone(),
            at: composite.span,
        });
    }
    let requirements = &composite.requirements;
    let mut components = composite.components.values();
    match components.find(|component| !requirements.contains_key(&component.module)) {
        None => Ok(()),
        Some(component) => Err(Error::NotRequired {
            module: component.module.clone(),
            at: component.module_span,
            composite: composite.span,
        }),
    }
}

/// Whether a file of a module fulfils it on one target.
pub(super) fn is_of_a_target(name: &str) -> bool {
    name.strip_suffix(".plat").is_some() && name != super::INTERFACE && name != COMPOSITE
}
