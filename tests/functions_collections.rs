//! Functions give what Terraform gives.
//!
//! Each line of `tests/functions/*.tsv` is an expression and its value in Terraform, as JSON. One
//! test compares them with ours; the other asks Terraform again, where there is one.

use crate::support::calls::outcome;
use crate::support::console::terraform;
use platc::eval::functions::find;
use std::collections::BTreeMap;

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
    let expressions: Vec<_> = lines.iter().map(|line| line.expression.as_str()).collect();
    let Some(values) = terraform(&expressions) else {
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
