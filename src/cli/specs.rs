//! What a user names → the specs that are meant, and what earlier builds made near them.

use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::manifest;
use ignore::{DirEntry, WalkBuilder};
use platc::world::{World, parent};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::mpsc;

/// How far below a single spec its output is looked for.
const OUTPUT_DEPTH: usize = 6;

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The paths of all specs that are meant, each once.
    pub(crate) specs: BTreeSet<String>,
    /// The folders of root modules.
    pub(crate) outputs: BTreeSet<String>,
    /// What is wrong with what was named.
    pub(crate) errors: Vec<Error>,
}

impl Found {
    /// Looks for what is meant by a file or a folder.
    pub(crate) fn look_for(&mut self, written: &str, disk: &Disk) {
        let Some(path) = disk.path(written).filter(|path| Disk::exists(path)) else {
            let path = written.to_owned();
            return self.errors.push(Error::NoSuchSpec { path });
        };
        if !Disk::is_folder(&path) {
            walk(parent(&path), Some(OUTPUT_DEPTH), &mut self.outputs, |_| {});
            self.specs.insert(path);
            return;
        }
        let mut specs = BTreeSet::new();
        walk(&path, None, &mut self.outputs, |path| {
            if is_spec(&path, disk) {
                specs.insert(path);
            }
        });
        if specs.is_empty() {
            let folder = disk.shown(&path);
            self.errors.push(Error::NoSpecs { folder });
        }
        self.specs.append(&mut specs);
    }

    /// Looks for root modules in a folder.
    pub(crate) fn look_for_outputs(&mut self, folder: &str) {
        walk(folder, None, &mut self.outputs, |_| {});
    }
}

/// Finds the outputs in a folder, and every `.plat` file outside of them. What git ignores and
/// what is hidden is passed over.
fn walk(
    folder: &str,
    depth: Option<usize>,
    outputs: &mut BTreeSet<String>,
    mut found: impl FnMut(String),
) {
    let (sender, receiver) = mpsc::channel();
    let mut walk = WalkBuilder::new(Path::new("/").join(folder));
    walk.require_git(false).max_depth(depth);
    walk.filter_entry(move |entry| {
        let is_output = is_output(entry);
        // The receiver lives as long as the walk.
        let _sent = is_output.then(|| sender.send(entry.path().to_owned()));
        !is_output
    });
    for entry in walk.build().flatten() {
        let is_file = entry.file_type().is_some_and(|kind| !kind.is_dir());
        if is_file
            && entry
                .path()
                .extension()
                .is_some_and(|ending| ending == "plat")
        {
            entry.path().to_str().map(world_path).map(&mut found);
        }
    }
    drop(walk);
    outputs.extend(
        receiver
            .iter()
            .filter_map(|path| path.to_str().map(world_path)),
    );
}

fn world_path(path: &str) -> String {
    path.trim_start_matches('/').to_owned()
}

fn is_output(entry: &DirEntry) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    is_folder && entry.path().join(manifest::NAME).is_file()
}

/// Whether the first thing in a file is a `service` block. `service.plat` is a spec even where it
/// is too broken to say.
fn is_spec(path: &str, disk: &Disk) -> bool {
    let name = path.rsplit('/').next();
    name == Some("service.plat") || disk.read(path).is_ok_and(|text| begins_with_service(&text))
}

fn begins_with_service(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let after = match rest.split_at_checked(2) {
            Some(("//", after)) => after.split_once('\n'),
            Some(("/*", after)) => after.split_once("*/"),
            _ if rest.starts_with('#') => rest.split_once('\n'),
            _ => return rest.strip_prefix("service").is_some_and(ends_a_word),
        };
        let Some((_, after)) = after else {
            return false;
        };
        rest = after.trim_start();
    }
}

fn ends_a_word(rest: &str) -> bool {
    rest.starts_with([' ', '\t', '"'])
}

#[cfg(test)]
mod tests {
    use super::begins_with_service;

    #[test]
    fn a_spec_begins_with_a_service_behind_comments() {
        for text in [
            "service \"a\" {}",
            "\u{feff}# x\n// y\n/* z\n */ service \"a\" {",
        ] {
            assert!(begins_with_service(text), "{text}");
        }
        for text in [
            "",
            "# service",
            "services \"a\"",
            "platform \"a\" {}\nservice \"b\" {}",
            "ü",
        ] {
            assert!(!begins_with_service(text), "{text}");
        }
    }
}
