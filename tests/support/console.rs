//! `terraform console`, asked for the values of many expressions.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::io::Write;
use std::process::{Command, Stdio};

/// Expressions in one question: the console reads lines that are not too long, and prints the
/// value of the last alone.
const MOST: usize = 40;

/// Whether there is a Terraform to ask.
pub(crate) fn is_there() -> bool {
    Command::new("terraform").arg("version").output().is_ok()
}

/// The values as JSON, or `error` for each that has none.
pub(crate) fn values(expressions: &[&str]) -> Vec<String> {
    expressions.chunks(MOST).flat_map(ask).collect()
}

fn ask(expressions: &[&str]) -> Vec<String> {
    let value = |expression: &&str| format!("try(jsonencode({expression}), \"error\")");
    let values: Vec<_> = expressions.iter().map(value).collect();
    let question = format!("base64encode(jsonencode([{}]))\n", values.join(","));
    let answer = answer(&question);
    let encoded = answer.trim().trim_matches('"');
    let decoded = BASE64_STANDARD.decode(encoded);
    let decoded = decoded.unwrap_or_else(|_| panic!("terraform says {answer:?} to {question}"));
    serde_json::from_slice(&decoded).unwrap()
}

fn answer(question: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut console = Command::new("terraform")
        .arg("console")
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = console.stdin.take().unwrap();
    input.write_all(question.as_bytes()).unwrap();
    drop(input);
    let output = console.wait_with_output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}
