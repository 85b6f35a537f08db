//! `module diff`: what differs between two versions of a module, and whether the new one says so.

use super::list::newest_of;
use super::page::{self, Form};
use super::{Shelf, show};
use crate::cli::arguments::{ModuleVersion, module_version};
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::hint::NoVersion;
use crate::cli::inputs::EMBEDDED;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::side_by_side::side_by_side;
use crate::cli::status::Status;
use platc::catalog::edition::{Edition, Origin, Shelved};
use platc::contract::{Difference, Level, Version, judge};
use platc::world::World;
use serde::Serialize;
use std::fmt::Write;

/// A version of a module that was found and read.
struct Found {
    origin: Origin,
    edition: Edition,
    surroundings: platc::trial::Surroundings,
}

/// What is printed.
#[derive(Serialize)]
struct Page {
    name: String,
    old: String,
    new: String,
    /// The level of the worst difference; none where nothing differs.
    level: Option<String>,
    differences: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    level: String,
    target: Option<String>,
    subject: String,
    change: String,
    /// Why the module destroys data, where it says that it does.
    reason: Option<String>,
    path: String,
    line: usize,
}

/// Prints what differs between two versions, and what keeps the new one from being published.
pub(super) fn diff(
    mut shelf: Shelf<'_>,
    (old, new): (&str, Option<&str>),
    form: Form,
    screen: Screen,
) -> Status {
    let [old, new] = match shelf.both(old, new) {
        Ok(Some(found)) => found,
        Ok(None) => return shelf.end(Report::default(), screen),
        Err(error) => return shelf.end(Report::of(vec![error], screen), screen),
    };
    let differences = judge(
        old.version(),
        new.version(),
        shelf.disk,
        |specs, compare| side_by_side(specs, compare),
        &mut shelf.sources,
        &mut shelf.problems,
    );
    let page = Page::of([&old, &new], &differences, &shelf);
    let results = match form {
        Form::Json => page::json(&page),
        Form::Text => page.text(),
    };
    let report = Report {
        results,
        ..Report::default()
    };
    shelf.end(report, screen)
}

impl Shelf<'_> {
    /// Both versions; nothing where the reason is among the problems.
    fn both(&mut self, old: &str, new: Option<&str>) -> Result<Option<[Found; 2]>, Error> {
        let later = match new {
            Some(new) => self.version(new, None)?,
            None => self.newest_beside(old)?,
        };
        let Some(later) = later else {
            return Ok(None);
        };
        let Some(earlier) = self.version(old, Some(&later))? else {
            return Ok(None);
        };
        let (one, other) = (&earlier.edition.interface, &later.edition.interface);
        let why = if one.name != other.name {
            NoVersion::OtherModule(one.name.to_string())
        } else if other.version < one.version {
            NoVersion::Older(one.version.clone())
        } else {
            return Ok(Some([earlier, later]));
        };
        let written = new.unwrap_or(old).to_owned();
        Err(Error::NotAVersion { written, why })
    }

    /// The newest version of the module that another version is of.
    fn newest_beside(&mut self, old: &str) -> Result<Option<Found>, Error> {
        let Some(folder) = self.folder(old) else {
            let name = old.split('@').next().unwrap_or(old);
            return self.version(name, None);
        };
        match self.found(Origin::World(folder)) {
            None => Ok(None),
            Some(found) => self.version(found.edition.interface.name.as_ref(), None),
        }
    }

    /// The version that is written. A name alone is the newest version, before the other if there is one.
    fn version(&mut self, written: &str, before: Option<&Found>) -> Result<Option<Found>, Error> {
        if let Some(folder) = self.folder(written) {
            return Ok(self.found(Origin::World(folder)));
        }
        let refuse = |why| {
            let written = written.to_owned();
            Error::NotAVersion { written, why }
        };
        let wanted = module_version(written).map_err(|why| refuse(NoVersion::Form(why)))?;
        let Ok(visible) = self.visible() else {
            return Ok(None);
        };
        let found = match (&wanted, before) {
            (
                ModuleVersion {
                    name,
                    version: None,
                },
                Some(before),
            ) => {
                let versions = show::named(&visible, name.as_str());
                let older = |of: &&Shelved| of.version < before.edition.interface.version;
                let older: Vec<_> = versions.filter(older).collect();
                newest_of(&older).ok_or_else(|| refuse(NoVersion::Alone))?
            }
            _ => show::find(&visible, &wanted)?,
        };
        Ok(self.found(found.origin.clone()))
    }

    fn folder(&self, written: &str) -> Option<String> {
        self.disk.path(written).filter(|path| Disk::is_folder(path))
    }

    fn found(&mut self, origin: Origin) -> Option<Found> {
        Some(Found {
            edition: self.read(&origin).ok()?,
            surroundings: self.surroundings(&origin).ok()?,
            origin,
        })
    }
}

impl Found {
    fn version(&self) -> Version<'_> {
        Version {
            origin: &self.origin,
            edition: &self.edition,
            surroundings: &self.surroundings,
        }
    }
}

impl Page {
    fn of([old, new]: [&Found; 2], differences: &[Difference], shelf: &Shelf<'_>) -> Self {
        let (old, new) = (&old.edition.interface, &new.edition.interface);
        let line = |of: &Difference| Row {
            level: of.level().to_string(),
            target: of.target.as_ref().map(ToString::to_string),
            subject: of.subject.to_string(),
            change: of.change.to_string(),
            reason: of.acknowledged.clone(),
            path: shown(shelf.sources.path(of.at.file), shelf.disk),
            line: shelf.sources.start(of.at).line,
        };
        Self {
            name: new.name.to_string(),
            old: old.version.to_string(),
            new: new.version.to_string(),
            level: differences.first().map(|worst| worst.level().to_string()),
            differences: differences.iter().map(line).collect(),
        }
    }

    /// The differences below their levels, the worst first.
    fn text(&self) -> String {
        let Self { name, old, new, .. } = self;
        let mut text = match &self.level {
            None => format!("{name} {old} and {new} do not differ\n"),
            Some(level) => format!("{name} {old} to {new}: {level}\n"),
        };
        let levels = [Level::DataLoss, Level::Major, Level::Minor, Level::Patch];
        for level in levels.map(|level| level.to_string()) {
            let lines = self.differences.iter();
            let lines: Vec<_> = lines.filter(|line| line.level == level).collect();
            if !lines.is_empty() {
                let _ = writeln!(text, "\n{level}");
            }
            for line in lines {
                let _ = writeln!(text, "  {}", line.text());
            }
        }
        text
    }
}

impl Row {
    fn text(&self) -> String {
        let target = self.target.as_ref();
        let target = target
            .map(|target| format!("{target}: "))
            .unwrap_or_default();
        let reason = self.reason.as_ref();
        let reason = reason
            .map(|reason| format!("; known: {reason}"))
            .unwrap_or_default();
        format!("{target}{}: {}{reason}", self.subject, self.change)
    }
}

/// A path as people know it; the standard modules have none.
fn shown(path: &str, disk: &Disk) -> String {
    if path.starts_with(EMBEDDED) {
        path.to_owned()
    } else {
        disk.shown(path)
    }
}
