//! What `terraform console` says of expressions.

use super::calls::{ERROR, HIDDEN};
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
        .spawn()
        .ok()?;
    let question = b"jsonencode(local.values)\n";
    console.stdin.take().unwrap().write_all(question).unwrap();
    let output = console.wait_with_output().unwrap();
    let answer = String::from_utf8(output.stdout).unwrap();
    let answer: String = serde_json::from_str(answer.trim()).unwrap();
    Some(serde_json::from_str(&answer).unwrap())
}

/// The JSON of a value, or what stands for one that can't be shown or is none.
fn element(expression: &&str) -> String {
    let value = format!("try(jsonencode({expression}), \"{ERROR}\")");
    format!("    issensitive({value}) ? \"{HIDDEN}\" : nonsensitive({value}),\n")
}
