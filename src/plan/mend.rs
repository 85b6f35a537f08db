//! The edits that mend a name for certain.

use super::error::Error;
use super::name_error::NameError;
use crate::problems::{Diagnose, Edit};
use crate::suggest::Hint;

impl Diagnose for NameError {
    fn edits(&self) -> Vec<Edit> {
        match self {
            Self::UnknownMember {
                at,
                hint: Hint::Closest(name),
                ..
            }
            | Self::UnknownResource {
                at,
                hint: Hint::Closest(name),
                ..
            } => vec![Edit::replace(*at, name.clone())],
            Self::MistypedSetting { at, known, .. } => vec![Edit::replace(*at, known.to_string())],
            Self::WrongModule {
                at,
                module,
                component,
                ..
            } => vec![Edit::replace(*at, format!("{module}.{component}"))],
            _ => Vec::new(),
        }
    }
}

impl Diagnose for Error {
    fn edits(&self) -> Vec<Edit> {
        let Self::UnknownOverride {
            at,
            hint: Hint::Closest(name),
            ..
        } = self
        else {
            return Vec::new();
        };
        let quoted = name.replace('"', "\\\"");
        vec![Edit::replace(*at, format!("\"{quoted}\""))]
    }
}
