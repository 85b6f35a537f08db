//! `module docs`: the README of a module, made from its interface and its targets.
//!
//! INVARIANT: what somebody wrote by hand is never overwritten.

use super::Shelf;
use super::facts::{Facts, origin};
use super::page::{MARK, readme};
use crate::cli::disk::{Disk, Present};
use crate::cli::error::Error;
use crate::cli::place::{present, unwritable};
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::status::Status;
use platc::catalog::edition::{Edition, Origin};
use platc::source::SourceMap;
use platc::world::World;

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
    let (origins, mut errors) = shelf.meant(written);
    let mut report = Report::default();
    if errors.is_empty() {
        for origin in &origins {
            if let Err(error) = shelf.document(origin, purpose, &mut report) {
                errors.push(error);
            }
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
    /// Makes the README of a module.
    fn document(
        &mut self,
        place: &Origin,
        purpose: Purpose,
        report: &mut Report,
    ) -> Result<(), Error> {
        let folder = match place {
            Origin::World(folder) => folder,
            Origin::Program(folder) => {
                let name = folder.split('/').nth(1).unwrap_or_default().to_owned();
                return Err(Error::StandardModule { name });
            }
        };
        let Ok(edition) = self.read(place) else {
            return Ok(());
        };
        let text = made_from(edition, origin(place, self.disk), &self.sources);
        let path = format!("{folder}/{README}");
        let what = match (difference(&path, &text, self.disk)?, purpose) {
            (None, _) => return Ok(()),
            (Some(what), Purpose::Compare) => {
                report.status = report.status.max(Status::Differs);
                what
            }
            (Some(_), Purpose::Write) => {
                write(&path, &text, self.disk)?;
                "wrote"
            }
        };
        let line = format!("{what:9} {}\n", self.disk.shown(&path));
        report.results += &line;
        Ok(())
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
