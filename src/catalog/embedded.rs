//! The standard modules, which are part of the program.

use crate::world::{Unreadable, World};

/// Path and text of every file, sorted by path.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/modules.rs"));

/// The standard modules as a world of their own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Embedded;

impl World for Embedded {
    fn read(&self, path: &str) -> Result<String, Unreadable> {
        let found = FILES.binary_search_by_key(&path, |(path, _)| *path);
        let file = found.ok().and_then(|at| FILES.get(at));
        file.map(|(_, text)| (*text).to_owned())
            .ok_or(Unreadable::Absent)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        let below = FILES
            .iter()
            .filter_map(|(path, _)| path.strip_prefix(folder)?.strip_prefix('/'));
        let mut names: Vec<_> = below
            .filter_map(|path| path.split('/').next())
            .map(str::to_owned)
            .collect();
        names.dedup();
        if names.is_empty() {
            return Err(Unreadable::Absent);
        }
        Ok(names)
    }
}
