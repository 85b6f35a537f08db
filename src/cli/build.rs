//! `build` and `check`: the specs that are meant, worked on side by side.
//!
//! What is shown comes in the order of their paths, and only some are held at a time, so that
//! memory does not grow with their number.

use crate::cli::arguments::{Build, Input};
use crate::cli::difference::Care;
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::job::{Done, Job, Purpose};
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::side_by_side::side_by_side;
use crate::cli::specs::Found;
use crate::cli::status::Status;
use crate::cli::tell;
use platc::compile::{Request, Session};
use platc::world::parent;
use std::sync::Mutex;

/// How many folders of specs are worked on before anything is shown.
const AT_ONCE: usize = 128;

/// What is asked of specs.
pub(crate) struct Task<'a> {
    /// Specs, or folders that are searched for specs.
    pub(crate) specs: &'a [String],
    /// What is asked of a compile.
    pub(crate) request: Request,
    /// What is done with what it gives.
    pub(crate) purpose: Purpose,
    /// Whether the lock file must stay as it is.
    pub(crate) locked: bool,
    /// The folder to write below, if not the spec's.
    pub(crate) out: Option<&'a str>,
}

impl<'a> Task<'a> {
    fn of(input: &'a Input, purpose: Purpose) -> Self {
        let request = Request {
            format: input.format,
            environments: input.environments.clone(),
            ..Request::of(input.target.clone())
        };
        Self {
            specs: &input.specs,
            request,
            purpose,
            locked: false,
            out: None,
        }
    }
}

/// Writes what the specs give.
pub(crate) fn build(build: &Build, disk: &Disk, screen: Screen) -> Status {
    let purpose = match build {
        Build { check: true, .. } => Purpose::Compare,
        Build { force: true, .. } => Purpose::Write(Care::Overwrite),
        _ => Purpose::Write(Care::Keep),
    };
    let task = Task {
        locked: build.locked,
        out: build.out.as_deref(),
        ..Task::of(&build.input, purpose)
    };
    command(task, disk, screen).report.status
}

/// Finds everything wrong and writes nothing.
pub(crate) fn check(input: &Input, disk: &Disk, screen: Screen) -> Status {
    let task = Task::of(input, Purpose::Try);
    command(task, disk, screen).report.status
}

/// Does what is asked of all specs that are meant.
pub(crate) fn command(task: Task<'_>, disk: &Disk, screen: Screen) -> Done {
    let mut found = Found::default();
    for written in task.specs {
        found.look_for(written, disk);
    }
    let out = task
        .out
        .and_then(|out| output_folder(out, disk, &mut found));
    if !found.errors.is_empty() {
        let report = Report::of(found.errors, screen);
        report.show(screen);
        return Done {
            report,
            ..Done::default()
        };
    }
    let job = Job {
        disk,
        session: Session::new(disk),
        request: task.request,
        purpose: task.purpose,
        locked: task.locked,
        out,
        outputs: found.outputs,
        claims: Mutex::default(),
        screen,
    };
    let specs: Vec<_> = found.specs.into_iter().collect();
    all(&job, &specs)
}

fn output_folder(out: &str, disk: &Disk, found: &mut Found) -> Option<String> {
    let folder = disk.path(out);
    match &folder {
        Some(folder) => found.look_for_outputs(folder),
        None => found.errors.push(Error::OutputOutside {
            path: out.to_owned(),
            limit: "/".to_owned(),
        }),
    }
    folder
}

fn all(job: &Job<'_>, specs: &[String]) -> Done {
    let mut total = Done::default();
    for some in groups(job, specs).chunks(AT_ONCE) {
        let mut done = side_by_side(some.to_vec(), |specs| group(job, specs));
        job.finish(&mut done);
        for mut done in done {
            done.report.show(job.screen);
            done.report.forget_words();
            total.add(&done);
        }
    }
    if total.report.status == Status::Fine {
        job.screen
            .result(&tell::summary(&total, job.purpose, &job.request.target));
    }
    total
}

/// Specs that write into one folder are worked on one after the other: whichever comes first
/// has it.
fn groups<'s>(job: &Job<'_>, specs: &'s [String]) -> Vec<&'s [String]> {
    match job.out {
        Some(_) => vec![specs],
        None => specs.chunk_by(|a, b| parent(a) == parent(b)).collect(),
    }
}

/// A spec that stands alone is left ready, to be finished together with others.
fn group(job: &Job<'_>, specs: &[String]) -> Done {
    if let [spec] = specs {
        return job.one(spec);
    }
    let mut group = Done::default();
    for spec in specs {
        let mut done = [job.one(spec)];
        job.finish(&mut done);
        let [done] = done;
        group.add(&done);
    }
    group
}
