//! What a user names → the specs that are meant, and what earlier builds made near them.

use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::manifest;
use ignore::{DirEntry, WalkBuilder};
use platc::world::{World, parent};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
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

/// What lies in a folder.
#[derive(Debug, Default)]
struct Walked {
    /// The `.plat` files outside of outputs.
    files: Vec<PathBuf>,
    /// The folders of root modules.
    outputs: Vec<PathBuf>,
    /// Where it was not allowed to look.
    closed: Vec<PathBuf>,
}

impl Found {
    /// Looks for what is meant by a file or a folder.
    pub(crate) fn look_for(&mut self, written: &str, disk: &Disk) {
        let Some(path) = disk.path(written).filter(|path| Disk::exists(path)) else {
            let path = written.to_owned();
            return self.errors.push(Error::NoSuchSpec { path });
        };
        if Disk::is_folder(&path) {
            return self.search(&path, disk);
        }
        self.keep_outputs(&walk(parent(&path), Some(OUTPUT_DEPTH)));
        self.specs.insert(path);
    }

    /// Looks for root modules in a folder.
    pub(crate) fn look_for_outputs(&mut self, folder: &str) {
        self.keep_outputs(&walk(folder, None));
    }

    fn search(&mut self, folder: &str, disk: &Disk) {
        let walked = walk(folder, None);
        self.keep_outputs(&walked);
        let before = self.errors.len();
        let mut specs = BTreeSet::new();
        for file in &walked.files {
            match file.to_str().map(world_path) {
                Some(path) if !is_spec(&path, disk) => {}
                Some(path) => {
                    specs.insert(path);
                }
                None => self.errors.push(unreadable(file)),
            }
        }
        self.errors
            .extend(walked.closed.iter().map(|path| unreadable(path)));
        if specs.is_empty() && self.errors.len() == before {
            let folder = disk.shown(folder);
            self.errors.push(Error::NoSpecs { folder });
        }
        self.specs.append(&mut specs);
    }

    fn keep_outputs(&mut self, walked: &Walked) {
        let paths = walked.outputs.iter().filter_map(|path| path.to_str());
        self.outputs.extend(paths.map(world_path));
    }
}

/// The folders of all modules in a folder.
pub(crate) fn folders_of_modules(folder: &str, disk: &Disk) -> Result<Vec<String>, Error> {
    let walked = walk(folder, None);
    if let Some(closed) = walked.closed.first() {
        return Err(unreadable(closed));
    }
    let files = walked.files.iter();
    let interfaces =
        files.filter(|file| file.file_name().is_some_and(|name| name == "module.plat"));
    let folders = interfaces.filter_map(|file| file.parent()?.to_str());
    let folders: Vec<_> = folders.map(world_path).collect();
    if folders.is_empty() {
        let folder = disk.shown(folder);
        return Err(Error::NoModules { folder });
    }
    Ok(folders)
}

fn unreadable(path: &Path) -> Error {
    let path = path.display().to_string();
    Error::Unreadable { path }
}

/// Looks through a folder. What git ignores and what is hidden is passed over.
fn walk(folder: &str, depth: Option<usize>) -> Walked {
    let (sender, outputs) = mpsc::channel();
    let mut walk = WalkBuilder::new(Path::new("/").join(folder));
    walk.require_git(false).max_depth(depth);
    // What a colleague's git ignores on another machine is no matter of the project.
    walk.ignore(false).git_exclude(false).git_global(false);
    walk.filter_entry(move |entry| {
        let is_output = is_output(entry);
        // The receiver lives as long as the walk.
        let _sent = is_output.then(|| sender.send(entry.path().to_owned()));
        !is_output
    });
    let mut walked = Walked::default();
    for entry in walk.build() {
        match entry {
            Ok(entry) if is_plat(&entry) => walked.files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => walked.closed.extend(place(&error).map(Path::to_owned)),
        }
    }
    drop(walk);
    walked.outputs.extend(outputs);
    walked
}

fn is_plat(entry: &DirEntry) -> bool {
    let is_file = entry.file_type().is_some_and(|kind| !kind.is_dir());
    let ending = entry.path().extension();
    is_file && ending.is_some_and(|ending| ending == "plat")
}

fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            place(err)
        }
        _ => None,
    }
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
