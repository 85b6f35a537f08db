//! `module`: what modules there are, what one takes and gives, and its README.
//!
//! What is known of a module is one structure, [`Facts`](facts::Facts): `show` prints it, `--json` too, and a
//! README is made of it. What each target makes of a module is said by one function, [`support`](support::support).

pub(crate) mod docs;
mod example;
mod facts;
mod list;
pub(crate) mod page;
mod show;
mod support;

use crate::cli::arguments::ModuleCommand;
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::status::Status;
use platc::catalog::edition::{Edition, Shelved, read_edition, shelved};
use platc::compile::Session;
use platc::problems::{Problems, Reported};
use platc::source::SourceMap;

/// Does what is asked of modules.
pub(crate) fn run(command: &ModuleCommand, screen: Screen) -> Status {
    let Ok(disk) = Disk::from_current_folder() else {
        let path = ".".to_owned();
        return Report::of(vec![Error::Unreadable { path }], screen).show(screen);
    };
    match command {
        ModuleCommand::List { json, markdown } => {
            let form = match (json, markdown) {
                (true, _) => list::Form::Json,
                (_, true) => list::Form::Table,
                _ => list::Form::Lines,
            };
            list::list(Shelf::new(&disk), form, screen)
        }
        ModuleCommand::Show { module, json } => {
            show::show(Shelf::new(&disk), module, (*json).into(), screen)
        }
        ModuleCommand::Docs { modules, check } => {
            docs::docs(Shelf::new(&disk), modules, (*check).into(), screen)
        }
    }
}

/// The modules that can be seen from a folder, and what was found wrong with them.
struct Shelf<'d> {
    disk: &'d Disk,
    sources: SourceMap,
    problems: Problems,
}

impl<'d> Shelf<'d> {
    fn new(disk: &'d Disk) -> Self {
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
        let folders = session.module_folders(here, &mut self.sources, &mut self.problems)?;
        Ok(shelved(self.disk, &folders))
    }

    fn read(&mut self, shelved: &Shelved) -> Result<Edition, Reported> {
        let (sources, problems) = (&mut self.sources, &mut self.problems);
        read_edition(self.disk, &shelved.origin, sources, problems)
    }

    /// Shows results, behind what was found wrong in the modules' files.
    fn end(self, mut report: Report, screen: Screen) -> Status {
        report.find(&self.problems, &self.sources, self.disk, screen);
        report.show(screen)
    }
}
