//! What functions make of values that only deployment knows.

use super::{Fault, Wrong, call, find};
use crate::eval::samples::{
    deferred, deferred_text, list, null, number, object, span, text, truth,
};
use crate::eval::set::fingerprint;
use crate::term::{Kind, Term};

fn called(name: &str, arguments: &[Term]) -> Result<Term, Fault> {
    call(find(name).unwrap(), arguments, span())
}

/// The result, with `?` for what is not known.
fn result(name: &str, arguments: &[Term]) -> String {
    fingerprint(&called(name, arguments).unwrap())
}

#[test]
fn what_a_function_hands_on_need_not_be_known() {
    let u = deferred;
    let one = || list([u()]);
    let two = || list([u(), number(1)]);
    let map = || object([("b", u()), ("a", number(1))]);
    for (name, arguments, expected) in [
        ("chunklist", vec![two(), number(1)], "[[?;];[1;];]"),
        ("concat", vec![one(), two()], "[?;?;1;]"),
        ("element", vec![two(), number(0)], "?"),
        ("element", vec![two(), number(3)], "1"),
        ("flatten", vec![list([list([number(1)]), list([])])], "[1;]"),
        ("flatten", vec![list([list([deferred_text()])])], "[?;]"),
        ("keys", vec![map()], "[\"a\";\"b\";]"),
        ("length", vec![two()], "2"),
        ("length", vec![map()], "2"),
        ("lookup", vec![map(), text("a"), u()], "1"),
        ("lookup", vec![map(), text("b")], "?"),
        ("lookup", vec![map(), text("c"), u()], "?"),
        (
            "merge",
            vec![map(), object([("b", number(2))])],
            "{\"a\":1;\"b\":2;}",
        ),
        ("one", vec![one()], "?"),
        ("reverse", vec![two()], "[1;?;]"),
        ("setproduct", vec![one(), list([number(1)])], "[[?;1;];]"),
        ("slice", vec![two(), number(1), number(2)], "[1;]"),
        ("tolist", vec![two()], "[?;1;]"),
        ("tomap", vec![map()], "{\"a\":1;\"b\":?;}"),
        ("tostring", vec![deferred_text()], "?"),
        ("values", vec![map()], "[1;?;]"),
        ("zipmap", vec![list([text("a")]), one()], "{\"a\":?;}"),
    ] {
        let found = result(name, &arguments);
        assert_eq!(found, expected, "{name} {arguments:?}");
    }
}

#[test]
fn a_known_part_may_decide() {
    let u = deferred;
    for (name, arguments, expected) in [
        ("alltrue", vec![list([u(), truth(false)])], "F"),
        ("anytrue", vec![list([u(), truth(true)])], "T"),
        ("coalesce", vec![null(), text("a"), u()], "\"a\""),
        ("coalescelist", vec![list([]), list([u()]), u()], "[?;]"),
        ("contains", vec![list([u(), number(1)]), number(1)], "T"),
        ("contains", vec![list([list([u()])]), number(1)], "F"),
        ("index", vec![list([number(1), u()]), number(1)], "0"),
        (
            "matchkeys",
            vec![list([u()]), list([text("a")]), list([text("a")])],
            "[?;]",
        ),
    ] {
        let found = result(name, &arguments);
        assert_eq!(found, expected, "{name} {arguments:?}");
    }
}

#[test]
fn what_depends_on_an_unknown_leaf_is_left_to_deployment() {
    let u = deferred;
    let mixed = || list([u(), text("a")]);
    for (name, arguments) in [
        ("alltrue", vec![list([u(), truth(true)])]),
        ("anytrue", vec![list([u(), truth(false)])]),
        ("cidrhost", vec![u(), number(1)]),
        ("coalesce", vec![u(), text("a")]),
        ("coalescelist", vec![u(), mixed()]),
        ("compact", vec![mixed()]),
        ("concat", vec![mixed(), u()]),
        ("contains", vec![mixed(), text("b")]),
        ("contains", vec![mixed(), u()]),
        ("distinct", vec![mixed()]),
        ("element", vec![u(), number(0)]),
        ("element", vec![mixed(), u()]),
        ("flatten", vec![list([u()])]),
        ("formatdate", vec![text("YYYY"), u()]),
        ("index", vec![mixed(), text("a")]),
        ("issensitive", vec![u()]),
        ("keys", vec![u()]),
        ("length", vec![u()]),
        ("lookup", vec![object([("a", number(1))]), u(), number(2)]),
        ("matchkeys", vec![mixed(), mixed(), mixed()]),
        ("merge", vec![object([("a", number(1))]), u()]),
        ("range", vec![u()]),
        ("setintersection", vec![mixed(), mixed()]),
        ("setsubtract", vec![mixed(), mixed()]),
        ("setunion", vec![mixed()]),
        ("sort", vec![mixed()]),
        ("timeadd", vec![u(), text("1h")]),
        ("tonumber", vec![deferred_text()]),
        ("toset", vec![mixed()]),
        ("transpose", vec![object([("a", mixed())])]),
        ("zipmap", vec![mixed(), mixed()]),
    ] {
        let result = called(name, &arguments).unwrap();
        assert!(result.is_deferred(), "{name} {arguments:?}: {result:?}");
    }
}

#[test]
fn a_mistake_is_found_before_deployment() {
    let number_and_truth = || list([number(1), truth(true), deferred()]);
    for (name, arguments, wrong) in [
        ("tolist", vec![number_and_truth()], Wrong::Mixed),
        ("one", vec![number_and_truth()], Wrong::Several(3)),
        ("element", vec![list([]), number(0)], Wrong::Empty),
    ] {
        assert_eq!(called(name, &arguments).unwrap_err().wrong, wrong, "{name}");
    }
}

#[test]
fn what_an_unknown_value_marks_stays_marked() {
    let hidden = || deferred().marked(true);
    let sensitive = |name, arguments: &[Term]| called(name, arguments).unwrap().sensitive;
    assert!(sensitive("contains", &[list([hidden()]), text("a")]));
    assert!(sensitive("length", &[hidden()]));
    assert!(!sensitive("length", &[list([hidden()])]));
    assert!(!sensitive("nonsensitive", &[hidden()]));
    assert_eq!(result("issensitive", &[hidden()]), "T");
}

#[test]
fn a_result_does_not_fill_the_memory() {
    let many = |count: usize| Kind::List(vec![number(1); count].into()).at(span());
    let too_large = |name, arguments: &[Term]| {
        let fault = called(name, arguments).unwrap_err();
        assert_eq!(fault.wrong, Wrong::TooLarge(100_000), "{name}");
    };
    too_large("setproduct", &[many(1000), many(101)]);
    too_large("concat", &[many(60_000), many(60_000)]);
    too_large("flatten", &[list([many(60_000), many(60_000)])]);
    let product = called("setproduct", &[many(1000), many(101), many(0)]).unwrap();
    assert_eq!(product.as_items().map(<[_]>::len), Some(0));
}
