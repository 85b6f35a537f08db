//! `module`: what modules there are, what one takes and gives, and its README.
//!
//! What is known of a module is one structure, [`Facts`](facts::Facts): `show` prints it, `--json` too, and a
//! README is made of it. What each target makes of a module is said by one function, [`support`](support::support).

mod check;
mod diff;
pub(crate) mod docs;
mod example;
mod facts;
mod list;
mod moves;
pub(crate) mod page;
mod show;
mod support;

use crate::cli::arguments::ModuleCommand;
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::fetch::{self, publish};
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::specs::folders_of_modules;
use crate::cli::status::Status;
use platc::catalog::Folder;
use platc::catalog::edition::{Edition, Origin, Shelved, read_edition, shelved};
use platc::compile::{Loaded, Session};
use platc::problems::{Problems, Reported};
use platc::source::SourceMap;
use std::collections::HashSet;
use std::sync::Arc;

/// Does what is asked of modules.
pub(crate) fn run(command: &ModuleCommand, disk: &Disk, screen: Screen) -> Status {
    match command {
        ModuleCommand::List { json, markdown } => {
            let form = match (json, markdown) {
                (true, _) => list::Form::Json,
                (_, true) => list::Form::Table,
                _ => list::Form::Lines,
            };
            list::list(Shelf::new(disk), form, screen)
        }
        ModuleCommand::Show { module, json } => {
            show::show(Shelf::new(disk), module, (*json).into(), screen)
        }
        ModuleCommand::Docs { modules, check } => {
            docs::docs(Shelf::new(disk), modules, (*check).into(), screen)
        }
        ModuleCommand::Diff { old, new, json } => {
            let form = (*json).into();
            diff::diff(Shelf::new(disk), (old, new.as_deref()), form, screen)
        }
        ModuleCommand::Fetch(wanted) => fetch::fetch(wanted, disk, screen),
        ModuleCommand::Publish(wanted) => publish::publish(wanted, disk, screen),
        ModuleCommand::Check { modules } => check::check(Shelf::new(disk), modules, screen),
    }
}

/// The modules that can be seen from a folder, and what was found wrong with them.
pub(crate) struct Shelf<'d> {
    pub(crate) disk: &'d Disk,
    pub(crate) sources: SourceMap,
    pub(crate) problems: Problems,
}

impl<'d> Shelf<'d> {
    pub(crate) fn new(disk: &'d Disk) -> Self {
        Self {
            disk,
            sources: SourceMap::default(),
            problems: Problems::default(),
        }
    }

    /// Every version that a spec in the current folder can ask for.
    fn visible(&mut self) -> Result<Vec<Shelved>, Reported> {
        let session = Session::new(self.disk);
        let here = self.disk.here();
        let platform = session.platform(here, &mut self.sources, &mut self.problems)?;
        Ok(shelved(self.disk, &platform.modules))
    }

    pub(crate) fn read(&mut self, origin: &Origin) -> Result<Edition, Reported> {
        let folders = self.folders(origin)?;
        let (sources, problems) = (&mut self.sources, &mut self.problems);
        read_edition(self.disk, origin, &folders, sources, problems)
    }

    /// The folders in which what a module is made of is looked for, beside its own.
    pub(crate) fn folders(&mut self, origin: &Origin) -> Result<Vec<Folder>, Reported> {
        let platform = self.platform(origin)?;
        Ok(platform.map_or_else(Vec::new, |platform| platform.modules.clone()))
    }

    /// The platform that a module lies below, if it is not of the program.
    fn platform(&mut self, origin: &Origin) -> Result<Option<Arc<Loaded>>, Reported> {
        let Origin::World(folder) = origin else {
            return Ok(None);
        };
        let session = Session::new(self.disk);
        let platform = session.platform(folder, &mut self.sources, &mut self.problems)?;
        Ok(Some(platform))
    }

    /// The modules that are meant by folders, which are searched, and names, in all their versions.
    pub(crate) fn meant(&mut self, written: &[String]) -> (Vec<Origin>, Vec<Error>) {
        let (mut origins, mut errors) = (Vec::new(), Vec::new());
        for written in written {
            match self.origins(written) {
                Ok(found) => origins.extend(found),
                Err(error) => errors.push(error),
            }
        }
        let mut seen = HashSet::new();
        origins.retain(|origin: &Origin| seen.insert(origin.clone()));
        (origins, errors)
    }

    fn origins(&mut self, written: &str) -> Result<Vec<Origin>, Error> {
        if let Some(path) = self.disk.path(written).filter(|path| Disk::is_folder(path)) {
            let folders = folders_of_modules(&path, self.disk)?;
            return Ok(folders.into_iter().map(Origin::World).collect());
        }
        let Ok(visible) = self.visible() else {
            return Ok(Vec::new());
        };
        let found = show::named(&visible, written);
        let found: Vec<_> = found.map(|shelved| shelved.origin.clone()).collect();
        if found.is_empty() {
            return Err(show::unknown(&visible, written));
        }
        Ok(found)
    }

    /// Whether something was found wrong.
    pub(crate) fn has_errors(&self) -> bool {
        self.problems.has_errors()
    }

    /// Shows results, behind what was found wrong in the modules' files.
    pub(crate) fn end(self, mut report: Report, screen: Screen) -> Status {
        report.find(&self.problems, &self.sources, self.disk, screen);
        report.show(screen)
    }
}
