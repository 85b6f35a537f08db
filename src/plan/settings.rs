//! The settings that modules declare: one name is one value, so all agree on its type.

use super::error::Error;
use crate::check::Checked;
use crate::document::implementation::Setting;
use crate::maps::IndexMap;
use crate::names::SettingName;
use crate::problems::{Problems, Reported};
use indexmap::map::Entry;

pub(super) fn declared<'d>(
    service: &'d Checked<'d>,
    problems: &mut Problems,
) -> Result<IndexMap<SettingName, &'d Setting>, Reported> {
    let mut settings: IndexMap<SettingName, &Setting> = IndexMap::default();
    let mut result = Ok(());
    let modules = service.components.values();
    for (name, setting) in modules.flat_map(|component| &component.implementation().settings) {
        match settings.entry(name.clone()) {
            Entry::Vacant(place) => {
                place.insert(setting);
            }
            Entry::Occupied(known) if known.get().ty == setting.ty => {}
            Entry::Occupied(known) => {
                result = Err(problems.report(disagreement(name, known.get(), setting)));
            }
        }
    }
    result.map(|()| settings)
}

fn disagreement(name: &SettingName, first: &Setting, second: &Setting) -> Error {
    Error::SettingTypes {
        setting: name.clone(),
        at: second.name_span,
        second: second.ty.to_string(),
        first_type: first.ty.to_string(),
        first: first.name_span,
    }
}
