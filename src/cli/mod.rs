//! The command line: arguments in, files and words out.
//!
//! Nothing here knows what a spec means; nothing in the library knows that there is a disk.
//!
//! INVARIANT: only `disk.rs` reads and writes files that stay, and `fetch/kept.rs` folders of fetched
//! modules; only `screen.rs` prints; only `program.rs` starts programs; and only `connection.rs` opens
//! connections, which nothing but `module fetch` and `module publish` asks it to do.

mod arguments;
mod build;
mod checksum;
mod connection;
mod difference;
mod disk;
mod edited;
mod environment;
mod error;
mod explain;
mod fetch;
mod fresh;
mod hint;
mod inputs;
mod job;
mod manifest;
mod migration;
mod module;
mod new;
mod paths;
mod place;
mod program;
mod report;
mod resources;
mod schema;
mod screen;
mod side_by_side;
mod specs;
mod status;
mod tell;
mod update;
mod verify;
mod write;

use arguments::{Arguments, Command};
use clap::{CommandFactory, Parser};
use clap_complete::Shell;
use disk::Disk;
use error::Error;
use report::Report;
use screen::Screen;
use status::Status;
use std::process::ExitCode;

/// Does what the command line says.
pub(crate) fn run() -> ExitCode {
    std::panic::set_hook(Box::new(|bug| {
        Screen::complaint(&confession(&bug.to_string()));
    }));
    let arguments = Arguments::parse();
    let telling = arguments.telling;
    let screen = Screen::new(telling.message_format, telling.amount());
    let status = match arguments.command {
        Command::Build(build) => on_disk(screen, |disk| build::build(&build, disk, screen)),
        Command::Check(input) => on_disk(screen, |disk| build::check(&input, disk, screen)),
        Command::Update(update) => on_disk(screen, |disk| update::update(&update, disk, screen)),
        Command::New { kind, name } => on_disk(screen, |disk| new::new(kind, &name, disk, screen)),
        Command::Module { command } => on_disk(screen, |disk| module::run(&command, disk, screen)),
        Command::Schema { command } => on_disk(screen, |disk| schema::run(&command, disk, screen)),
        Command::Verify { folders } => {
            on_disk(screen, |disk| verify::verify(&folders, disk, screen))
        }
        Command::Explain { code } => explain::explain(&code, screen),
        Command::Completions { shell } => completions(shell),
    };
    status.into()
}

/// Does what works on files, as seen from the current folder.
fn on_disk(screen: Screen, work: impl FnOnce(&Disk) -> Status) -> Status {
    if let Ok(disk) = Disk::from_current_folder() {
        return work(&disk);
    }
    let path = ".".to_owned();
    Report::of(vec![Error::Unreadable { path }], screen).show(screen)
}

fn completions(shell: Shell) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "platc", &mut script);
    Screen::product(&String::from_utf8_lossy(&script));
    Status::Fine
}

/// What is said where platc itself is wrong.
fn confession(bug: &str) -> String {
    format!(
        "platc has a bug, and your input is not to blame. Please report it with the command that \
         you gave and these lines:\n\nplatc {}: {bug}\n",
        env!("CARGO_PKG_VERSION")
    )
}
