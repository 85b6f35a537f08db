//! Starting the program of a tool.

use crate::cli::error::Error;
use crate::cli::program::{Program, Said};
use platc::finding::{Tool, on_one_line};
use std::io::ErrorKind;
use std::path::Path;

/// Runs a tool in a folder until it ends.
pub(super) fn run(tool: Tool, arguments: &[&str], folder: &Path) -> Result<Said, Error> {
    let mut program = Program::new(&tool.to_string(), arguments).within(folder);
    if tool == Tool::Terraform {
        // A folder for all root modules, as users may have, would get what this run leaves behind.
        program = program.with("TF_DATA_DIR", folder.join(".terraform"));
        program = program.with("TF_IN_AUTOMATION", "1");
    }
    program.run("").map_err(|error| match error.kind() {
        ErrorKind::NotFound => Error::MissingTool { tool: tool.into() },
        _ => failed(tool, arguments, &error.to_string()),
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
