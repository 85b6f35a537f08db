//! What Terraform itself makes of the files: every value arrives as it was meant. All resources
//! are `terraform_data`, which Terraform has built in, so that nothing is downloaded.

use crate::support::stacks::{
    add_components, add_output, add_resource, address, attribute, binary, call, conditional, index,
    list, number, object, of_component, parameter, path, reference, stack, template, text, truth,
    unary, variable,
};
use crate::support::terms::{NUMBERS, TEXTS};
use platc::emit::{File, terraform};
use platc::plan::stack::{Backend, Stack};
use platc::term::Term;
use platc::term::expression::Step;
use platc::term::operator::{BinaryOperator, UnaryOperator};
use platc::term::types::{Constant, Field, Presence, Type};
use serde_json::{Value as Json, json};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// A stack, and what each of its outputs must be.
struct Expected {
    stack: Stack,
    values: Vec<Json>,
}

#[test]
fn terraform_plans_the_values_that_were_meant() {
    let mut expected = Expected::new();
    expected.add_texts();
    expected.add_numbers();
    expected.add_operators();
    expected.add_functions();
    let files = terraform(&expected.stack);
    let Some(plan) = planned(&files) else {
        return;
    };
    let outputs = &plan["planned_values"]["outputs"];
    for (at, value) in expected.values.iter().enumerate() {
        let found = &outputs[output_name(at)]["value"];
        assert_eq!(found, value, "{:?}", expected.stack.outputs[at].value);
    }
}

#[test]
fn terraform_accepts_every_block() {
    let mut stack = stack("aws");
    add_components(
        &mut stack,
        &[("outputs", "queue"), ("late_override", "queue")],
    );
    let first = address(of_component("outputs"), "terraform_data", "main");
    let second = address(of_component("late_override"), "terraform_data", "main");
    add_resource(&mut stack, &first, vec![attribute("input", text("${a}"))]);
    let input = object([
        ("id", reference(&first, &["output"])),
        ("${b}", text("%{c}")),
    ]);
    let encoded = call("jsonencode", [input]);
    let resource = add_resource(&mut stack, &second, vec![attribute("input", encoded)]);
    resource.depends_on = vec![first];
    resource.lifecycle.ignore_changes = vec!["triggers_replace".into()];
    resource.lifecycle.create_before_destroy = true;
    resource.lifecycle.prevent_destroy = true;
    let old = address(of_component("early"), "terraform_data", "main");
    stack.moved.push((old, second));
    let files = terraform(&stack);
    let Some(plan) = planned(&files) else {
        return;
    };
    let resources = plan["planned_values"]["root_module"]["resources"].as_array();
    let inputs = resources.unwrap().iter();
    let inputs: Vec<_> = inputs
        .map(|of| (&of["address"], &of["values"]["input"]))
        .collect();
    assert_eq!(
        inputs,
        [
            (&json!("terraform_data.late_override"), &Json::Null),
            (&json!("terraform_data.outputs"), &json!("${a}")),
        ]
    );
}

/// What Terraform reads as it stands needs no escapes, and what is typed is converted.
#[test]
fn terraform_reads_what_is_no_template_as_it_stands() {
    let mut stack = stack("aws");
    stack.backend = Some(Backend {
        kind: "local".into(),
        attributes: vec![attribute("path", text("${a}.tfstate"))],
    });
    let mut given = parameter(Type::List(Arc::new(a_type())));
    given.description = Some("costs ${x}".into());
    given.default = Some(list([object([
        ("name", text("${b}")),
        ("a-b", number("2")),
    ])]));
    stack.parameters.insert("given".into(), given);
    add_output(&mut stack, "given", variable("given"));
    stack.outputs["given"].description = Some("costs ${y}".into());
    let Some(plan) = planned(&terraform(&stack)) else {
        return;
    };
    let variable = &plan["configuration"]["root_module"]["variables"]["given"];
    assert_eq!(variable["description"], "costs ${x}");
    assert_eq!(
        plan["planned_values"]["outputs"]["given"]["value"],
        json!([{ "name": "${b}", "a-b": 2, "note": "${c} \"d\"", "zones": ["z"] }])
    );
}

fn a_type() -> Type {
    let required = |ty| Field {
        ty,
        presence: Presence::Required,
    };
    let optional = |ty, default| Field {
        ty,
        presence: Presence::Optional(default),
    };
    let zones = Constant::List(vec![Constant::Text("z".into())]);
    let fields = [
        ("name", required(Type::Text)),
        ("a-b", optional(Type::Int, Constant::Null)),
        (
            "note",
            optional(Type::Text, Constant::Text("${c} \"d\"".into())),
        ),
        ("zones", optional(Type::Set(Arc::new(Type::Text)), zones)),
    ];
    let fields = fields.map(|(name, field)| (name.into(), field));
    Type::Object(Arc::new(fields.into_iter().collect()))
}

fn output_name(at: usize) -> String {
    format!("output_{at}")
}

impl Expected {
    fn new() -> Self {
        let mut stack = stack("aws");
        for (name, ty, value) in [
            ("x", Type::Text, text("X")),
            ("yes", Type::Bool, truth(true)),
            ("two", Type::Number, number("2")),
            ("json", Type::Text, text(r#"{"a b":[1]}"#)),
        ] {
            let mut given = parameter(ty);
            given.default = Some(value);
            stack.parameters.insert(name.into(), given);
        }
        let values = Vec::new();
        Self { stack, values }
    }

    fn add(&mut self, term: Term, value: Json) {
        add_output(&mut self.stack, &output_name(self.values.len()), term);
        self.values.push(value);
    }

    /// Every text, wherever a text may stand.
    fn add_texts(&mut self) {
        for (at, one) in TEXTS.into_iter().enumerate() {
            let other = TEXTS[(at * 7 + 3) % TEXTS.len()];
            let between = || template([text(one), variable("x"), text(other)]);
            let joined = format!("{one}X{other}");
            let mut default = parameter(Type::Text);
            default.default = Some(text(one));
            let name = format!("text_{at}");
            self.stack.parameters.insert(name.as_str().into(), default);
            self.add(text(one), json!(one));
            self.add(object([(one, text(other))]), json!({ one: other }));
            self.add(variable(&name), json!(one));
            self.add(between(), json!(joined));
            self.add(
                conditional(variable("yes"), text(one), text("no")),
                json!(one),
            );
            self.add(
                conditional(variable("yes"), between(), text("no")),
                json!(joined),
            );
            let same = |of| call("join", [text(""), list([of])]);
            let nested = same(template([text(one), same(between())]));
            self.add(nested, json!(format!("{one}{joined}")));
            let chosen = conditional(variable("yes"), text(one), text("no"));
            let keyed = object([(one, text(other)), ("for", variable("x"))]);
            self.add(index(keyed, chosen), json!(other));
        }
    }

    fn add_numbers(&mut self) {
        for written in NUMBERS {
            let plain = number(written).as_number().unwrap().to_string();
            let exact: Json = serde_json::from_str(&plain).unwrap();
            self.add(number(written), exact.clone());
            self.add(
                conditional(variable("yes"), number(written), number("7")),
                exact,
            );
            self.add(
                template([number(written), variable("x")]),
                json!(format!("{plain}X")),
            );
        }
    }

    fn add_operators(&mut self) {
        use BinaryOperator::{Add, And, Divide, Equal, Less, Multiply, Or, Remainder, Subtract};
        let two = || variable("two");
        let yes = || variable("yes");
        let not = |of| unary(UnaryOperator::Not, of);
        let negative = |of| unary(UnaryOperator::Negate, of);
        let sum = || binary(Add, number("1"), two());
        let quotient = binary(Divide, number("8"), binary(Divide, number("4"), two()));
        self.add(binary(Multiply, sum(), number("3")), json!(9));
        self.add(
            binary(Subtract, number("9"), binary(Subtract, sum(), two())),
            json!(8),
        );
        self.add(quotient, json!(4));
        self.add(binary(Remainder, negative(sum()), two()), json!(-1));
        self.add(binary(Subtract, two(), number("-1")), json!(3));
        self.add(negative(negative(two())), json!(2));
        self.add(negative(number("-1")), json!(1));
        self.add(not(binary(Or, yes(), not(yes()))), json!(false));
        self.add(
            binary(And, binary(Or, yes(), yes()), not(yes())),
            json!(false),
        );
        self.add(
            binary(Equal, binary(Less, sum(), two()), not(yes())),
            json!(true),
        );
        let inner = || conditional(not(yes()), number("1"), two());
        self.add(
            conditional(conditional(yes(), yes(), not(yes())), inner(), number("5")),
            json!(2),
        );
        self.add(binary(Add, inner(), number("1")), json!(3));
        self.add(
            template([text("is "), conditional(yes(), yes(), not(yes()))]),
            json!("is true"),
        );
    }

    fn add_functions(&mut self) {
        let decoded = call("jsondecode", [variable("json")]);
        let steps = vec![Step::Field("a b".into()), Step::Index(0)];
        self.add(path(decoded, steps), json!(1));
        let items = list([text("a"), variable("x")]);
        self.add(
            index(
                items,
                binary(BinaryOperator::Subtract, variable("two"), number("1")),
            ),
            json!("X"),
        );
        self.add(
            call(
                "merge",
                [
                    object([("a-b", number("1"))]),
                    object([("c", variable("two"))]),
                ],
            ),
            json!({ "a-b": 1, "c": 2 }),
        );
        let first = object([
            ("${x}", template([text("$"), variable("x")])),
            ("n", number("1.50")),
        ]);
        let inner = call("jsonencode", [list([variable("two")])]);
        let second = object([("first", call("jsonencode", [first])), ("inner", inner)]);
        let expected = r#"{"first":"{\"${x}\":\"$X\",\"n\":1.5}","inner":"[2]"}"#;
        self.add(call("jsonencode", [second]), json!(expected));
        let guid = call("guid", [variable("x"), text("b"), variable("x")]);
        self.add(guid, json!("cfc1641a-d4fc-55bb-80fc-0ae17222d301"));
    }
}

/// The plan of the files as JSON; `None` where there is no Terraform.
fn planned(files: &[File]) -> Option<Json> {
    if Command::new("terraform").arg("version").output().is_err() {
        eprintln!("skipped: there is no `terraform` on the path");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        std::fs::write(folder.path().join(&file.name), &file.text).unwrap();
    }
    run(folder.path(), &["init", "-input=false", "-no-color"]);
    run(
        folder.path(),
        &["plan", "-input=false", "-no-color", "-out=plan"],
    );
    let shown = run(folder.path(), &["show", "-json", "plan"]);
    Some(serde_json::from_str(&shown).unwrap())
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let mut terraform = Command::new("terraform");
    terraform.args(arguments).current_dir(folder);
    terraform.env("CHECKPOINT_DISABLE", "1");
    let output = terraform.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}
