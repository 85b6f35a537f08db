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

/// Writes what the specs give.
pub(crate) fn build(build: &Build, disk: &Disk, screen: Screen) -> Status {
    let purpose = match build {
        Build { check: true, .. } => Purpose::Compare,
        Build { force: true, .. } => Purpose::Write(Care::Overwrite),
        _ => Purpose::Write(Care::Keep),
    };
    command(&build.input, build.out.as_deref(), purpose, disk, screen)
}

/// Finds everything wrong and writes nothing.
pub(crate) fn check(input: &Input, disk: &Disk, screen: Screen) -> Status {
    command(input, None, Purpose::Try, disk, screen)
}

fn command(
    input: &Input,
    out: Option<&str>,
    purpose: Purpose,
    disk: &Disk,
    screen: Screen,
) -> Status {
    let mut found = Found::default();
    for written in &input.specs {
        found.look_for(written, disk);
    }
    let out = out.and_then(|out| output_folder(out, disk, &mut found));
    if !found.errors.is_empty() {
        return Report::of(found.errors, screen).show(screen);
    }
    let job = Job {
        disk,
        session: Session::new(disk),
        request: request(input),
        purpose,
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

fn request(input: &Input) -> Request {
    Request {
        target: input.target.clone(),
        format: input.format,
        environments: input.environments.clone(),
    }
}

fn all(job: &Job<'_>, specs: &[String]) -> Status {
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
    total.report.status
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
