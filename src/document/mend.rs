//! Changes to the text that certainly mend a mistake.

use super::error::Error;
use super::hint::Instead;
use crate::problems::{Diagnose, Edit};

impl Diagnose for Error {
    fn edits(&self) -> Vec<Edit> {
        Vec::from_iter(edit(self))
    }
}

fn edit(error: &Error) -> Option<Edit> {
    Some(match error {
        Error::UnknownAttribute {
            instead: Instead::Name(name),
            at,
            ..
        }
        | Error::UnknownBlock {
            instead: Instead::Name(name),
            at,
            ..
        }
        | Error::UnknownType {
            instead: Instead::Name(name),
            at,
            ..
        } => Edit::replace(*at, name),
        Error::UnknownTarget {
            instead: Instead::Name(name),
            at,
            ..
        } => Edit::replace(*at, format!("\"{name}\"")),
        Error::BlockForAttribute {
            equals: Some(gap), ..
        } => Edit::replace(*gap, " ="),
        Error::WrongValue {
            value,
            mended: Some(mended),
            ..
        } => Edit::replace(*value, *mended),
        Error::InvalidVersion {
            fitted: Instead::Name(fitted),
            at,
            ..
        } => Edit::replace(*at, format!("\"{fitted}\"")),
        Error::QuotedType {
            written,
            at,
            plain: true,
        } => Edit::replace(*at, written),
        _ => return None,
    })
}
