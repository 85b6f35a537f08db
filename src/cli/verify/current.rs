//! Whether a root module is what its spec gives.

use crate::cli::difference::manifest_path;
use crate::cli::disk::{Disk, Present};
use crate::cli::error::Error;
use crate::cli::manifest::Manifest;
use crate::cli::paths::below;
use crate::cli::place::present;
use platc::compile::{Format, Outcome, Request, Root, Session, Update};
use platc::names::{EnvironmentName, Name, TargetName};
use platc::world::{World, join};

/// What became of the spec of a root module.
pub(super) enum Current {
    /// The root module.
    As(Box<Made>),
    /// It has errors by now.
    Broken(Box<Outcome>),
}

/// A root module that is as its spec gives it.
pub(super) struct Made {
    /// The path of the spec.
    pub(super) spec: String,
    /// What was asked for.
    pub(super) request: Request,
    /// What it became.
    pub(super) root: Root,
}

/// Compiles the spec of the root module in a folder, and compares.
pub(super) fn current(folder: &str, session: &Session<'_>, disk: &Disk) -> Result<Current, Error> {
    let manifest = manifest(folder, disk)?;
    let request = request(&manifest).ok_or_else(|| broken(folder, disk))?;
    let spec = join(folder, &manifest.spec).filter(|spec| Disk::exists(spec));
    let spec = spec.ok_or_else(|| Error::LostSpec {
        folder: disk.shown(folder),
        spec: manifest.spec.clone(),
    })?;
    let mut outcome = session.compile(&spec, &request);
    if outcome.problems.has_errors() {
        return Ok(Current::Broken(outcome.into()));
    }
    let outdated = || Error::Outdated {
        folder: disk.shown(folder),
        spec: disk.shown(&spec),
    };
    let root = outcome.roots.pop().ok_or_else(outdated)?;
    // What it was made of matters to builds; here it matters only that the result is the same.
    let place = (folder, spec.as_str());
    let new = Manifest::of(&root, &outcome, &request, &manifest.inputs, place);
    if new != manifest || !stands_there(folder, &root, disk)? {
        return Err(outdated());
    }
    let made = Made {
        spec,
        request,
        root,
    };
    Ok(Current::As(made.into()))
}

fn manifest(folder: &str, disk: &Disk) -> Result<Manifest, Error> {
    let manifest = match present(&manifest_path(folder), disk)? {
        Present::File(text) => Manifest::read(&text),
        _ => None,
    };
    manifest.ok_or_else(|| broken(folder, disk))
}

fn broken(folder: &str, disk: &Disk) -> Error {
    Error::BrokenManifest {
        path: disk.shown(&manifest_path(folder)),
    }
}

/// What the build was asked for.
fn request(manifest: &Manifest) -> Option<Request> {
    Some(Request {
        target: TargetName(Name::new(&manifest.target).ok()?),
        format: match manifest.format.as_str() {
            "bicep" => Some(Format::Bicep),
            _ => Some(Format::Terraform),
        },
        environments: vec![EnvironmentName(Name::new(&manifest.environment).ok()?)],
        update: Update::Nothing,
    })
}

fn stands_there(folder: &str, root: &Root, disk: &Disk) -> Result<bool, Error> {
    for file in &root.files {
        let there = present(&below(folder, &file.name), disk)?;
        if !matches!(there, Present::File(content) if content == file.text.as_bytes()) {
            return Ok(false);
        }
    }
    Ok(true)
}
