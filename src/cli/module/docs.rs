//! `module docs`: the README of a module, made from its interface and its targets.
//!
//! INVARIANT: what somebody wrote by hand is never overwritten.

use super::Shelf;
use super::facts::{Facts, origin};
use super::page::{MARK, readme};
use super::show::{named, unknown};
use crate::cli::disk::{Disk, Present};
use crate::cli::error::Error;
use crate::cli::place::{present, unwritable};
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::specs::folders_of_modules;
use crate::cli::status::Status;
use platc::catalog::edition::{Edition, Origin, read_edition};
use platc::source::SourceMap;
use platc::world::World;
use std::collections::BTreeSet;

/// The name of the file.
const README: &str = "README.md";

/// What is done with a README that is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It is written.
    Write,
    /// It is named.
    Compare,
}

impl From<bool> for Purpose {
    fn from(check: bool) -> Self {
        if check { Self::Compare } else { Self::Write }
    }
}

/// Writes the READMEs of modules, or says which are not current.
pub(super) fn docs(
    mut shelf: Shelf<'_>,
    written: &[String],
    purpose: Purpose,
    screen: Screen,
) -> Status {
    let mut folders = BTreeSet::new();
    let mut errors = Vec::new();
    for written in written {
        match shelf.folders(written) {
            Ok(found) => folders.extend(found),
            Err(error) => errors.push(error),
        }
    }
    let mut report = Report::default();
    if errors.is_empty() {
        for folder in &folders {
            shelf.document(folder, purpose, &mut report, &mut errors);
        }
    }
    let silent = report.results.is_empty() && errors.is_empty();
    if silent && !shelf.problems.has_errors() {
        report.results += "every README is current\n";
    }
    report.complain(errors, &SourceMap::default(), screen);
    shelf.end(report, screen)
}

/// The README that the files of a module give.
pub(crate) fn made_from(edition: Edition, from: String, sources: &SourceMap) -> String {
    readme(&Facts::of(edition, from, sources))
}

impl Shelf<'_> {
    /// The folders of the modules that are meant by a folder or a name.
    fn folders(&mut self, written: &str) -> Result<Vec<String>, Error> {
        match self.disk.path(written) {
            Some(path) if Disk::is_folder(&path) => folders_of_modules(&path, self.disk),
            _ => self.folders_of(written),
        }
    }

    fn folders_of(&mut self, name: &str) -> Result<Vec<String>, Error> {
        let Ok(visible) = self.visible() else {
            return Ok(Vec::new());
        };
        let mut folders = Vec::new();
        for shelved in named(&visible, name) {
            match &shelved.origin {
                Origin::World(folder) => folders.push(folder.clone()),
                Origin::Program(_) => {
                    let name = name.to_owned();
                    return Err(Error::StandardModule { name });
                }
            }
        }
        if folders.is_empty() {
            return Err(unknown(&visible, name));
        }
        Ok(folders)
    }

    /// Makes the README of the module in a folder.
    fn document(
        &mut self,
        folder: &str,
        purpose: Purpose,
        report: &mut Report,
        errors: &mut Vec<Error>,
    ) {
        let place = Origin::World(folder.to_owned());
        let (sources, problems) = (&mut self.sources, &mut self.problems);
        let Ok(edition) = read_edition(self.disk, &place, sources, problems) else {
            return;
        };
        let text = made_from(edition, origin(&place, self.disk), &self.sources);
        let path = format!("{folder}/{README}");
        let result = match (difference(&path, &text, self.disk), purpose) {
            (Ok(None), _) => return,
            (Ok(Some(what)), Purpose::Compare) => {
                report.status = report.status.max(Status::Differs);
                Ok(what)
            }
            (Ok(Some(_)), Purpose::Write) => write(&path, &text, self.disk).map(|()| "wrote"),
            (Err(error), _) => Err(error),
        };
        let line = |what| format!("{what:9} {}\n", self.disk.shown(&path));
        match result.map(line) {
            Ok(line) => report.results += &line,
            Err(error) => errors.push(error),
        }
    }
}

/// How a README is not as it should be.
fn difference(path: &str, text: &str, disk: &Disk) -> Result<Option<&'static str>, Error> {
    let shown = || disk.shown(path);
    match present(path, disk)? {
        Present::Nothing => Ok(Some("missing")),
        Present::File(found) if found == text.as_bytes() => Ok(None),
        Present::File(found) if found.starts_with(MARK.as_bytes()) => Ok(Some("differs")),
        Present::File(_) => Err(Error::HandWritten { path: shown() }),
        Present::Folder | Present::Other => Err(Error::Foreign { path: shown() }),
    }
}

fn write(path: &str, text: &str, disk: &Disk) -> Result<(), Error> {
    let written = Disk::stage(path, text.as_bytes()).and_then(|staged| {
        staged.store()?;
        staged.put()
    });
    written.map_err(|error| unwritable(path, error, disk))
}
