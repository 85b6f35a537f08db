//! The edits that mend an expression for certain.

use super::error::Error;
use super::hint::TypeHint;
use crate::problems::{Diagnose, Edit};
use crate::source::Span;
use crate::suggest::Hint;

impl Diagnose for Error {
    fn edits(&self) -> Vec<Edit> {
        match self {
            Self::WrongType {
                value,
                hint: Some(TypeHint::RemoveQuotes(text)),
                ..
            } if is_written_as(text, *value) => vec![Edit::replace(*value, text.clone())],
            Self::WrongType {
                value,
                hint: Some(TypeHint::Member(text)),
                found,
                ..
            } if is_written_as(found.trim_matches('"'), *value) => {
                vec![Edit::replace(*value, format!("\"{text}\""))]
            }
            Self::NoSuchKey {
                hint: Hint::Closest(name),
                at,
                ..
            }
            | Self::UnknownFunction {
                hint: Hint::Closest(name),
                at,
                ..
            } => vec![Edit::replace(*at, name.clone())],
            _ => Vec::new(),
        }
    }
}

/// Whether a span is as long as a text in quotes, so that it is no name of a value elsewhere.
fn is_written_as(text: &str, span: Span) -> bool {
    span.end() - span.start() == text.len() + 2
}
