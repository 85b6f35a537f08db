//! Functions against Terraform.
//!
//! A line of `tests/functions/*.tsv` is an expression, a tab, and its value as JSON or the word
//! `error`. All files but [`OURS`] hold what `terraform console` says. After a change
//! of their expressions, this writes the values anew:
//!
//! ```text
//! cargo test --test suite functions::write_what_terraform_says -- --ignored
//! ```

use crate::support::calls::{called, value};
use crate::support::console::terraform;
use platc::eval::class::{class, class_of_type};
use platc::eval::functions::{Deferral, Gives, find};
use platc::term::Term;
use platc::term::expression::{Environmental, Expression};
use platc::term::{Kind, Object};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

const TABLES: [&str; 5] = ["encoding", "hashes", "numbers", "own", "texts"];

/// The table of functions that Terraform lacks.
const OURS: &str = "own";

/// A line of a table.
struct Case {
    expression: String,
    expected: String,
}

#[test]
fn a_call_gives_what_the_table_says() {
    let mut wrong = Vec::new();
    for table in TABLES {
        for case in cases(table) {
            let found = json(&case.expression);
            if found.as_deref().unwrap_or("error") != case.expected {
                wrong.push(format!(
                    "{}\n  {}\n  {found:?}",
                    case.expression, case.expected
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_tables_say_what_terraform_says() {
    for table in terraforms() {
        let cases = cases(table);
        let expressions: Vec<_> = cases.iter().map(|case| case.expression.as_str()).collect();
        let Some(values) = terraform(&expressions) else {
            eprintln!("skipped: there is no terraform on PATH");
            return;
        };
        for (case, value) in cases.iter().zip(values) {
            assert_eq!(case.expected, value, "{}", case.expression);
        }
    }
}

#[test]
#[ignore = "it writes the tables that the other tests read"]
fn write_what_terraform_says() {
    for table in terraforms() {
        let cases = cases(table);
        let expressions: Vec<_> = cases.iter().map(|case| case.expression.as_str()).collect();
        let values = terraform(&expressions).unwrap();
        let lines = expressions.iter().zip(values);
        let lines = lines.map(|(expression, value)| format!("{expression}\t{value}\n"));
        std::fs::write(file(table), lines.collect::<String>()).unwrap();
    }
}

#[test]
fn every_function_of_a_table_stands_there_six_times() {
    for (name, count) in counts() {
        assert!(find(&name).is_some(), "`{name}` is no function");
        assert!(count >= 6, "`{name}` stands there {count} times");
    }
}

/// Of these tables and of those that `functions_collections` reads.
#[test]
fn a_definition_says_what_its_function_gives() {
    let others = ["cidr", "collections", "conversion", "time"];
    for case in TABLES.into_iter().chain(others).flat_map(cases) {
        let (name, _) = case.expression.split_once('(').unwrap();
        let said = class_of_type(&Gives::of(name, &[]));
        let given = value(&case.expression);
        let given = given.ok().and_then(|given| class(&given));
        let differ = said.is_some() && given.is_some() && said != given;
        assert!(!differ, "{}: {said:?}, not {given:?}", case.expression);
    }
}

#[test]
fn a_call_of_what_is_not_known_is_left_to_deployment_or_refused() {
    for function in counts().keys().filter_map(|name| find(name)) {
        let arguments = vec![unknown(); function.required.max(1)];
        let result = called(function.name, &arguments, unknown().span);
        match (function.deferral, result) {
            (Deferral::Never, Err(fault)) => assert!(fault.contains("known"), "{fault}"),
            (Deferral::Never, Ok(_)) => panic!("`{}` is left to deployment", function.name),
            (_, result) => assert!(result.unwrap().is_deferred(), "{}", function.name),
        }
    }
}

#[test]
fn a_result_of_what_may_not_be_shown_may_not_be_shown() {
    let mut text = Kind::text("a,b").at(unknown().span);
    assert!(
        !called("upper", &[text.clone()], text.span)
            .unwrap()
            .sensitive
    );
    text.sensitive = true;
    let separator = Kind::text(",").at(text.span);
    let parts = called("split", &[separator, text.clone()], text.span).unwrap();
    assert!(parts.sensitive);
}

#[test]
fn omit_null_keeps_what_is_not_known() {
    let span = unknown().span;
    let mut object = Object::default();
    object.insert("a".into(), unknown());
    object.insert("b".into(), Kind::Null.at(span));
    let object = Kind::Object(Arc::new(object)).at(span);
    let kept = called("omit_null", &[object], span).unwrap();
    let keys: Vec<_> = kept
        .as_object()
        .unwrap()
        .keys()
        .map(ToString::to_string)
        .collect();
    assert_eq!(keys, ["a"]);
}

#[test]
fn formatlist_keeps_the_length_and_what_is_known() {
    let span = unknown().span;
    let format = Kind::text("%s!").at(span);
    let items = Kind::List([Kind::text("a").at(span), unknown()].into()).at(span);
    let lines = called("formatlist", &[format, items], span).unwrap();
    let [known, deferred] = lines.as_items().unwrap() else {
        panic!("{lines:?} has another length");
    };
    assert_eq!(known.as_text().unwrap().as_ref(), "a!");
    assert!(deferred.is_deferred());
}

/// Each of these would run for hours, or fill the memory, if it were computed first.
#[test]
fn what_would_be_too_large_is_refused_at_once() {
    for expression in [
        "pow(9, 99999999)",
        "pow(9, 99999999999999999999)",
        "format(\"%999999999d\", 1)",
        "format(\"%.999999999f\", 1)",
        "replace(format(\"%099999d\", 1), \"0\", format(\"%9999s\", 1))",
        "replace(format(\"%099999d\", 1), \"/0/\", format(\"%9999s\", 1))",
        "replace(format(\"%099999d\", 1), \"/.*/\", replace(format(\"%099999d\", 1), \"0\", \"$0\"))",
        "join(format(\"%99999s\", 1), split(\"\", format(\"%9999s\", 1)))",
        "format(replace(format(\"%09999d\", 0), \"0\", \"%[1]s\"), format(\"%99999s\", 1))",
        "indent(999999999999, \"a\\nb\")",
        "yamldecode(\"a: &a [x,x,x,x,x,x,x,x,x]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\\n\")",
    ] {
        let fault = value(expression).unwrap_err();
        assert!(fault.contains("too large"), "{expression}: {fault}");
    }
}

fn unknown() -> Term {
    let mut sources = platc::source::SourceMap::default();
    let span = platc::source::Span::new(sources.add("a.plat", ""), 0, 0);
    Kind::Deferred(Expression::Environmental(Environmental::Region).into()).at(span)
}

fn json(expression: &str) -> Result<String, String> {
    let value = value(expression)?;
    let json = called("jsonencode", std::slice::from_ref(&value), value.span)?;
    Ok(json.as_text().unwrap().to_string())
}

/// The tables whose values come from Terraform.
fn terraforms() -> impl Iterator<Item = &'static str> {
    TABLES.into_iter().filter(|table| *table != OURS)
}

/// Every function that a table tries, and how often.
fn counts() -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for case in TABLES.into_iter().flat_map(cases) {
        let (name, _) = case.expression.split_once('(').unwrap();
        *counts.entry(name.to_owned()).or_default() += 1;
    }
    counts
}

fn file(table: &str) -> PathBuf {
    PathBuf::from(format!("tests/functions/{table}.tsv"))
}

fn cases(table: &str) -> Vec<Case> {
    let text = std::fs::read_to_string(file(table)).unwrap();
    let case = |line: &str| {
        let (expression, expected) = line.split_once('\t').unwrap_or((line, ""));
        Case {
            expression: expression.to_owned(),
            expected: expected.to_owned(),
        }
    };
    text.lines().map(case).collect()
}
