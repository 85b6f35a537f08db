//! Functions give what Terraform gives.
//!
//! Each line of `tests/functions/*.tsv` is an expression and its value in Terraform, as JSON. One
//! test compares them with ours; the other asks Terraform again, where there is one.

use crate::support::calls::{ERROR, HIDDEN, outcome};
use platc::eval::functions::find;
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

const TABLES: [&str; 4] = ["cidr", "collections", "conversion", "time"];

/// An expression and its value.
struct Line {
    expression: String,
    expected: String,
}

#[test]
fn functions_give_what_terraform_gives() {
    let lines = lines();
    let ours = lines.iter().map(|line| outcome(&line.expression));
    assert_eq!(differences(&lines, ours), Vec::<String>::new());
}

#[test]
fn every_function_is_tried_with_six_expressions() {
    let mut tried: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines() {
        let (name, _) = line.expression.split_once('(').unwrap();
        *tried.entry(name.to_owned()).or_default() += 1;
    }
    for (name, count) in tried {
        assert!(find(&name).is_some(), "`{name}` is no function");
        assert!(count >= 6, "`{name}` is tried with {count} expressions");
    }
}

#[test]
fn terraform_still_gives_the_same() {
    let lines = lines();
    let Some(values) = terraform(&lines) else {
        eprintln!("skipped: there is no terraform on PATH");
        return;
    };
    assert_eq!(values.len(), lines.len());
    let differences = differences(&lines, values.into_iter());
    assert_eq!(differences, Vec::<String>::new());
}

fn differences(lines: &[Line], found: impl Iterator<Item = String>) -> Vec<String> {
    let pairs = lines.iter().zip(found);
    let different = pairs.filter(|(line, found)| line.expected != *found);
    let told = different.map(|(line, found)| format!("{}\t{found}", line.expression));
    told.collect()
}

fn lines() -> Vec<Line> {
    let text = |table| std::fs::read_to_string(format!("tests/functions/{table}.tsv")).unwrap();
    let texts: String = TABLES.map(text).concat();
    texts.lines().map(line).collect()
}

fn line(line: &str) -> Line {
    let (expression, expected) = line.split_once('\t').unwrap();
    Line {
        expression: expression.to_owned(),
        expected: expected.to_owned(),
    }
}

/// What Terraform gives for each line.
///
/// The console prints only the last value that it is asked for, so the lines are one list.
fn terraform(lines: &[Line]) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let elements: String = lines.iter().map(element).collect();
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
fn element(line: &Line) -> String {
    let value = format!("try(jsonencode({}), \"{ERROR}\")", line.expression);
    format!("    issensitive({value}) ? \"{HIDDEN}\" : nonsensitive({value}),\n")
}
