//! `update`: newer versions of modules, into the lock file, and with `--major` into the spec.

use crate::cli::arguments::Update;
use crate::cli::build::{Task, command};
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::job::Purpose;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::status::Status;
use platc::compile::{self, Reach, Request};
use platc::names::ModuleName;

/// Locks the newest versions that the specs allow, and tells what that changes.
pub(crate) fn update(update: &Update, disk: &Disk, screen: Screen) -> Status {
    let purpose = if update.dry_run {
        Purpose::TryLock
    } else {
        Purpose::Lock
    };
    let reach = if update.major {
        Reach::Newest
    } else {
        Reach::Compatible
    };
    let modules: Vec<_> = update.modules.iter().cloned().map(ModuleName).collect();
    let request = Request {
        update: match modules.as_slice() {
            [] => compile::Update::Everything(reach),
            _ => compile::Update::Modules(modules, reach),
        },
        format: update.format,
        ..Request::of(update.target.clone())
    };
    let task = Task {
        specs: &update.specs,
        request,
        purpose,
        locked: false,
        out: None,
    };
    let done = command(task, disk, screen);
    let unused = update.modules.iter().map(ToString::to_string);
    let unused = unused.filter(|name| !done.modules.contains(name));
    let unused: Vec<_> = unused
        .map(|module| Error::UnusedModule { module })
        .collect();
    match done.report.status {
        Status::Fine if !unused.is_empty() => Report::of(unused, screen).show(screen),
        status => status,
    }
}
