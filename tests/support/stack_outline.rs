//! A stack as lines that a reviewer can compare: every argument of every resource.

use platc::plan::stack::{Attribute, Parameter, Stack, Value};
use platc::term::expression::{Expression, Step};
use platc::term::{Kind, Term};

/// All of a stack that Terraform would read.
pub(crate) fn stack(stack: &Stack) -> String {
    let mut lines = Vec::new();
    for (name, provider) in &stack.providers {
        lines.push(format!(
            "provider {name}: {} {}",
            provider.source, provider.requirement
        ));
        lines.extend(attributes(&provider.configuration, 1));
    }
    lines.extend(
        stack
            .parameters
            .iter()
            .map(|(name, of)| parameter(name, of)),
    );
    let locals = stack.locals.iter();
    lines.extend(locals.map(|(name, value)| format!("local {name} = {}", term(value))));
    for (address, resource) in &stack.resources {
        let head = format!("{:?} {} {}", address.mode, address.kind, address.symbol());
        lines.push(head.to_lowercase());
        lines.extend(attributes(&resource.attributes, 1));
        if resource.lifecycle.prevent_destroy {
            lines.push("  prevent_destroy".to_owned());
        }
        let ignored = resource.lifecycle.ignore_changes.iter();
        lines.extend(ignored.map(|name| format!("  ignores {name}")));
        let before = resource.depends_on.iter();
        lines.extend(before.map(|at| format!("  after {}.{}", at.kind, at.symbol())));
    }
    let outputs = stack.outputs.iter();
    lines.extend(outputs.map(|(name, of)| format!("output {name} = {}", term(&of.value))));
    lines.join("\n")
}

fn parameter(name: &str, parameter: &Parameter) -> String {
    let default = parameter.default.as_ref();
    let default = default.map_or(String::new(), |value| format!(" = {}", term(value)));
    let marks = match (parameter.sensitive, parameter.ephemeral) {
        (true, true) => ", sensitive, ephemeral",
        (true, false) => ", sensitive",
        (false, _) => "",
    };
    format!("variable {name}: {}{default}{marks}", parameter.ty)
}

fn attributes(attributes: &[Attribute], depth: usize) -> Vec<String> {
    let indent = "  ".repeat(depth);
    let lines = attributes
        .iter()
        .flat_map(|attribute| match &attribute.value {
            Value::Term(value) => vec![format!("{indent}{} = {}", attribute.name, term(value))],
            Value::Block(body) => block(&attribute.name, body, depth),
            Value::Blocks(bodies) => {
                let bodies = bodies.iter();
                bodies
                    .flat_map(|body| block(&attribute.name, body, depth))
                    .collect()
            }
        });
    lines.collect()
}

fn block(name: &str, body: &[Attribute], depth: usize) -> Vec<String> {
    let head = format!("{}{name}", "  ".repeat(depth));
    std::iter::once(head)
        .chain(attributes(body, depth + 1))
        .collect()
}

pub(crate) fn term(value: &Term) -> String {
    match &value.kind {
        Kind::Null => "null".to_owned(),
        Kind::Bool(truth) => truth.to_string(),
        Kind::Number(number) => number.to_string(),
        Kind::Text(text) => format!("{text:?}"),
        Kind::List(items) | Kind::Set(items) => format!("[{}]", terms(items)),
        Kind::Object(object) => {
            let pairs = object
                .iter()
                .map(|(key, value)| format!("{key} = {}", term(value)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        Kind::Deferred(expression) => self::expression(expression),
        other => format!("{other:?}"),
    }
}

fn terms(items: &[Term]) -> String {
    items.iter().map(term).collect::<Vec<_>>().join(", ")
}

fn expression(expression: &Expression) -> String {
    match expression {
        Expression::Reference(reference) => {
            let address = &reference.address;
            let path: String = reference.path.iter().map(step).collect();
            format!("{}.{}{path}", address.kind, address.symbol())
        }
        Expression::Parameter { name, .. } => format!("var.{name}"),
        Expression::Local(name) => format!("local.{name}"),
        Expression::Environmental(environmental) => format!("<{environmental:?}>"),
        Expression::Template(parts) => format!("template({})", terms(parts)),
        Expression::Call(function, arguments) => format!("{function}({})", terms(arguments)),
        other => format!("{other:?}"),
    }
}

fn step(step: &Step) -> String {
    match step {
        Step::Field(name) => format!(".{name}"),
        Step::Index(index) => format!("[{index}]"),
    }
}
