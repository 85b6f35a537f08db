//! The edits that mend a reference for certain.

use super::error::Error;
use super::hint::Hint;
use crate::problems::{Diagnose, Edit};

impl Diagnose for Error {
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
            Self::UnknownOverride {
                at,
                hint: Hint::Closest(name),
                ..
            } => vec![Edit::replace(
                *at,
                format!("\"{}\"", name.replace('"', "\\\"")),
            )],
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
