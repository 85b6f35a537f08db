//! Whatever is written into Terraform's strings reads as what was meant, in the eyes of hcl-edit.

use crate::support::meaning;
use crate::support::stacks::{
    add_output, address, binary, call, conditional, index, list, number, object, of_component,
    path, reference, stack, template, text, unary, variable,
};
use crate::support::terms::{BINARY, NUMBERS, TEXTS, Terms, UNARY};
use platc::emit::terraform;
use platc::term::Term;
use platc::term::expression::Step;

/// How many terms are made up.
const TERMS: usize = 5_000;

#[test]
fn operators_keep_their_operands() {
    let [a, b, c] = ["a", "b", "c"].map(variable);
    let mut terms = Vec::new();
    for outer in BINARY {
        for inner in BINARY {
            let pair = |left: &Term, right: &Term| binary(inner, left.clone(), right.clone());
            terms.push(binary(outer, pair(&a, &b), c.clone()));
            terms.push(binary(outer, a.clone(), pair(&b, &c)));
        }
        for operator in UNARY {
            terms.push(unary(operator, binary(outer, a.clone(), b.clone())));
            terms.push(binary(
                outer,
                unary(operator, a.clone()),
                unary(operator, b.clone()),
            ));
        }
        let choice = conditional(a.clone(), b.clone(), c.clone());
        terms.push(binary(outer, choice.clone(), choice.clone()));
        terms.push(conditional(
            binary(outer, a.clone(), b.clone()),
            choice.clone(),
            choice,
        ));
    }
    assert_round_trip(&terms);
}

#[test]
fn unary_operators_and_steps_keep_their_order() {
    let a = || variable("a");
    let queue = address(of_component("events"), "aws_sqs_queue", "main");
    let mut terms = Vec::new();
    for outer in UNARY {
        let into = |value: Term| path(value, vec![Step::Field("x".into()), Step::Index(0)]);
        terms.extend(UNARY.map(|inner| unary(outer, unary(inner, a()))));
        terms.extend(NUMBERS.map(|of| binary(BINARY[9], a(), unary(outer, number(of)))));
        terms.push(unary(outer, into(a())));
        terms.push(into(unary(outer, a())));
        terms.push(index(a(), unary(outer, a())));
        terms.push(index(unary(outer, a()), a()));
        terms.push(unary(outer, reference(&queue, &["arn"])));
        terms.push(into(conditional(a(), unary(outer, a()), a())));
    }
    terms.push(index(list([a(), a()]), a()));
    terms.push(index(object([("x", a())]), text("x")));
    terms.push(index(call("f", [a()]), number("-1")));
    assert_round_trip(&terms);
}

#[test]
fn texts_arrive_wherever_they_stand() {
    let a = || variable("a");
    let mut terms = Vec::new();
    for one in TEXTS {
        terms.push(call("f", [text(one)]));
        terms.push(index(a(), text(one)));
        terms.push(path(a(), vec![Step::Field(one.into())]));
        terms.push(call(
            "f",
            [object([(one, a()), ("for", a()), ("null", a())])],
        ));
        for other in TEXTS {
            let inner = template([text(one), a(), text(other)]);
            terms.push(template([text(one), text(other), a()]));
            terms.push(conditional(a(), inner.clone(), text(one)));
            terms.push(template([text(other), inner.clone(), text(one)]));
            terms.push(template([text(other), call("f", [inner])]));
        }
    }
    assert_round_trip(&terms);
}

#[test]
fn numbers_keep_every_digit() {
    let terms = NUMBERS.map(|written| call("f", [number(written)]));
    assert_round_trip(&terms);
}

#[test]
fn terms_of_every_shape_read_as_they_were_meant() {
    let terms: Vec<_> = Terms::new().take(TERMS).collect();
    assert_round_trip(&terms);
}

/// Emits each term as an output, reads it again, and compares what both say.
fn assert_round_trip(terms: &[Term]) {
    let mut stack = stack("aws");
    for (at, term) in terms.iter().enumerate() {
        add_output(&mut stack, &format!("output_{at}"), term.clone());
    }
    let files = terraform(&stack);
    let outputs = files.iter().find(|file| file.name == "outputs.tf.json");
    let read: serde_json::Value = serde_json::from_str(&outputs.unwrap().text).unwrap();
    for (at, term) in terms.iter().enumerate() {
        let source = &read["output"][format!("output_{at}")]["value"];
        let source = source.as_str().unwrap();
        let meaning = meaning::of_json(source);
        assert_eq!(meaning, Some(meaning::of_term(term)), "{source}");
    }
}
