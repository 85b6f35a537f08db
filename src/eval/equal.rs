//! Equality of terms.

use crate::term::{Kind, Term};

/// Whether two terms are equal; `None` where that depends on what only deployment knows.
///
/// Nothing is converted: `1` and `"1"` differ.
pub(super) fn equal(a: &Term, b: &Term) -> Option<bool> {
    match (&a.kind, &b.kind) {
        (Kind::Deferred(_), _) | (_, Kind::Deferred(_)) => None,
        (Kind::Null, Kind::Null) => Some(true),
        (Kind::Bool(a), Kind::Bool(b)) => Some(a == b),
        (Kind::Number(a), Kind::Number(b)) => Some(a == b),
        (Kind::Text(a), Kind::Text(b)) => Some(a == b),
        (Kind::Duration(a), Kind::Duration(b)) | (Kind::Size(a), Kind::Size(b)) => Some(a == b),
        (Kind::Grant(a), Kind::Grant(b)) => Some(a == b),
        (Kind::List(a), Kind::List(b)) | (Kind::Set(a), Kind::Set(b)) => {
            let same_length = a.len() == b.len();
            if same_length {
                all(a.iter().zip(b.iter()).map(|(a, b)| equal(a, b)))
            } else {
                Some(false)
            }
        }
        (Kind::Object(a), Kind::Object(b)) => {
            if a.len() != b.len() || a.keys().any(|key| !b.contains_key(key)) {
                return Some(false);
            }
            all(a.iter().map(|(key, value)| equal(value, b.get(key)?)))
        }
        _ => Some(false),
    }
}

/// Whether all hold: one that does not decides, whatever is unknown.
fn all(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(true);
    for answer in answers {
        match answer {
            Some(false) => return Some(false),
            Some(true) => {}
            None => result = None,
        }
    }
    result
}
