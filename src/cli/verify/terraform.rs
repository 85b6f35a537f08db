//! A root module in Terraform JSON, judged by `terraform validate`.

use super::scratch::scratch;
use super::tool::{failed, run};
use crate::cli::difference::manifest_path;
use crate::cli::disk::{Disk, Present};
use crate::cli::error::Error;
use crate::cli::paths::below;
use crate::cli::place::{present, unwritable};
use platc::compile::Root;
use platc::finding::{Finding, Tool, terraform};
use std::path::Path;

/// The versions of providers that users have settled on.
const LOCK: &str = ".terraform.lock.hcl";

const INIT: [&str; 4] = ["init", "-backend=false", "-input=false", "-no-color"];
const VALIDATE: [&str; 2] = ["validate", "-json"];

/// What Terraform finds in a copy of the files; beside the files it would leave providers behind.
pub(super) fn findings(root: &Root, folder: &str, disk: &Disk) -> Result<Vec<Finding>, Error> {
    let lock = match present(&below(folder, LOCK), disk)? {
        Present::File(content) => Some(content),
        _ => None,
    };
    let files = root.files.iter();
    let files = files.map(|file| (file.name.as_str(), file.text.as_bytes()));
    let copied = files.chain(lock.as_deref().map(|lock| (LOCK, lock)));
    let copy = scratch(copied).map_err(|error| unwritable(&manifest_path(folder), error, disk))?;
    judge(copy.path())
}

/// Where the providers can't be had, what is wrong on a line is told nevertheless.
fn judge(copy: &Path) -> Result<Vec<Finding>, Error> {
    let init = run(Tool::Terraform, &INIT, copy)?;
    let validate = run(Tool::Terraform, &VALIDATE, copy)?;
    let findings = terraform::findings(&validate.results);
    if init.went_well {
        return findings.ok_or_else(|| failed(Tool::Terraform, &VALIDATE, &validate.complaints));
    }
    let mut findings = findings.unwrap_or_default();
    findings.retain(|finding| finding.spot.is_some());
    if findings.is_empty() {
        let message = error_in(&init.complaints);
        return Err(failed(Tool::Terraform, &INIT, message));
    }
    Ok(findings)
}

/// What stands behind the first `Error:`; before it may stand warnings about the user's settings.
fn error_in(text: &str) -> &str {
    let error = text.split_once("Error: ");
    error.map_or(text, |(_, error)| error)
}
