//! The entries of objects as Terraform goes over them: by key, whatever order they were written in.

use crate::term::{Object, Term};
use std::sync::Arc;

/// Keys and values, sorted by the bytes of the keys.
pub fn sorted(object: &Object) -> Vec<(&Arc<str>, &Term)> {
    let mut entries: Vec<_> = object.iter().collect();
    entries.sort_by_key(|(key, _)| *key);
    entries
}
