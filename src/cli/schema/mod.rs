//! `schema`: what providers take and give, as people look it up, and how packs of it are made.

mod import;
mod page;
mod show;

use crate::cli::arguments::SchemaCommand;
use crate::cli::disk::Disk;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::status::Status;

/// Does what is asked of schemas.
pub(crate) fn run(command: &SchemaCommand, disk: &Disk, screen: Screen) -> Status {
    match command {
        SchemaCommand::Show { kind, json } => show::show(kind, (*json).into(), disk, screen),
        SchemaCommand::Import { sources, output } => match import::import(sources, output, disk) {
            Ok(results) => {
                screen.result(&results);
                Status::Fine
            }
            Err(error) => Report::of(vec![error], screen).show(screen),
        },
    }
}
