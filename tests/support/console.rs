//! What `terraform console` says of expressions.

use super::calls::{ERROR, HIDDEN};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::io::Write;
use std::process::{Command, Stdio};

/// What Terraform gives for each expression; `None` where there is no Terraform.
///
/// The console prints only the last value that it is asked for, so the expressions are one list.
pub(crate) fn terraform(expressions: &[&str]) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let elements: String = expressions.iter().map(element).collect();
    let module = format!("locals {{\n  values = [\n{elements}  ]\n}}\n");
    std::fs::write(folder.path().join("main.tf"), module).unwrap();
    let mut console = Command::new("terraform")
        .arg("console")
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let question = b"base64encode(jsonencode(local.values))\n";
    console.stdin.take().unwrap().write_all(question).unwrap();
    let output = console.wait_with_output().unwrap();
    let answer = String::from_utf8(output.stdout).unwrap();
    let answer = BASE64_STANDARD.decode(answer.trim().trim_matches('"'));
    Some(serde_json::from_slice(&answer.unwrap()).unwrap())
}

/// The JSON of a value, or what stands for one that can't be shown or is none.
fn element(expression: &&str) -> String {
    let value = format!("try(jsonencode({expression}), \"{ERROR}\")");
    format!("    issensitive({value}) ? \"{HIDDEN}\" : nonsensitive({value}),\n")
}
