//! Edits of texts, which are certain only where the text itself is written at a place.

use crate::problems::Edit;
use crate::source::Span;

/// Writes another text between the quotes, if the place is as long as the text in quotes.
pub(super) fn name_between_quotes(written: &str, other: &str, at: Span) -> Vec<Edit> {
    if at.end() - at.start() != written.len() + 2 {
        return Vec::new();
    }
    vec![Edit::replace(at, format!("\"{other}\""))]
}
