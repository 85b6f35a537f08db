//! Starting the program of a tool.

#![expect(
    clippy::disallowed_methods,
    reason = "this file is the only one that starts programs"
)]

use crate::cli::error::Error;
use platc::finding::{Tool, on_one_line};
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a program printed.
pub(super) struct Said {
    /// Whether it ended well.
    pub(super) went_well: bool,
    /// What it said on standard output.
    pub(super) results: String,
    /// What it said on standard error.
    pub(super) complaints: String,
}

/// Runs a tool in a folder until it ends. It asks nobody anything.
pub(super) fn run(tool: Tool, arguments: &[&str], folder: &Path) -> Result<Said, Error> {
    let mut command = Command::new(tool.to_string());
    command.args(arguments).current_dir(folder);
    command.stdin(Stdio::null());
    if tool == Tool::Terraform {
        // A folder for all root modules, as users may have, would get what this run leaves behind.
        command.env("TF_DATA_DIR", folder.join(".terraform"));
        command.env("TF_IN_AUTOMATION", "1");
    }
    let output = command.output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Error::MissingTool { tool: tool.into() },
        _ => failed(tool, arguments, &error.to_string()),
    })?;
    Ok(Said {
        went_well: output.status.success(),
        results: String::from_utf8_lossy(&output.stdout).into_owned(),
        complaints: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// What is said where a tool does not come to a verdict.
pub(super) fn failed(tool: Tool, arguments: &[&str], message: &str) -> Error {
    let what = arguments.first().copied().unwrap_or_default();
    Error::FailedTool {
        command: format!("{tool} {what}"),
        message: on_one_line(message),
        tool: tool.into(),
    }
}
