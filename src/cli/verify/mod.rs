//! `verify`: what the real tools find in root modules, at the lines of spec and module that they
//! were made of.
//!
//! A root module must be what its spec gives now, or else what is found in it would be shown at
//! places that have nothing to do with it.

mod bicep;
mod current;
mod scratch;
mod terraform;
mod tool;

use crate::cli::difference::manifest_path;
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::specs::Found;
use crate::cli::status::Status;
use current::{Current, current};
use platc::compile::{Format, Root, Session};
use platc::finding::{Finding, Tool};
use platc::world::World;
use std::collections::BTreeSet;

/// Has every root module in the folders judged by the tool that it is for.
pub(crate) fn verify(folders: &[String], disk: &Disk, screen: Screen) -> Status {
    let outputs = match outputs(folders, disk) {
        Ok(outputs) => outputs,
        Err(error) => return Report::of(vec![error], screen).show(screen),
    };
    let session = Session::new(disk);
    let mut status = Status::Fine;
    let mut told = BTreeSet::new();
    for folder in &outputs {
        let mut report = one(folder, &session, disk, screen);
        if !told.insert(report.complaints.clone()) {
            report.complaints.clear();
        }
        // A tool takes its time, so each verdict is shown when it is there.
        status = status.max(report.show(screen));
    }
    status
}

/// The folders of root modules, each once.
fn outputs(folders: &[String], disk: &Disk) -> Result<BTreeSet<String>, Error> {
    let mut found = Found::default();
    for written in folders {
        let nothing = || Error::NoOutputs {
            folder: written.clone(),
        };
        let folder = disk.path(written).ok_or_else(nothing)?;
        let before = found.outputs.len();
        if Disk::exists(&manifest_path(&folder)) {
            found.outputs.insert(folder);
        } else {
            found.look_for_outputs(&folder);
        }
        if found.outputs.len() == before {
            return Err(nothing());
        }
    }
    Ok(found.outputs)
}

fn one(folder: &str, session: &Session<'_>, disk: &Disk, screen: Screen) -> Report {
    let mut report = Report::default();
    match current(folder, session, disk) {
        Ok(Current::As(made)) => {
            let tool = tool_of(made.request.format);
            match findings(tool, &made.root, folder, disk) {
                Ok(found) if found.is_empty() => report.results = praise(tool, folder, disk),
                Ok(found) => {
                    let placed = session.place(&made.spec, &made.request, &found);
                    report.take(&placed, disk, screen);
                }
                Err(error) => report = Report::of(vec![error], screen),
            }
        }
        Ok(Current::Broken(outcome)) => report.take(&outcome, disk, screen),
        Err(error) => report = Report::of(vec![error], screen),
    }
    report
}

fn tool_of(format: Option<Format>) -> Tool {
    match format {
        Some(Format::Bicep) => Tool::Bicep,
        _ => Tool::Terraform,
    }
}

fn findings(tool: Tool, root: &Root, folder: &str, disk: &Disk) -> Result<Vec<Finding>, Error> {
    match tool {
        Tool::Terraform => terraform::findings(root, folder, disk),
        Tool::Bicep => bicep::findings(folder, disk),
    }
}

fn praise(tool: Tool, folder: &str, disk: &Disk) -> String {
    format!("{tool} finds nothing in {}\n", disk.shown(folder))
}
