//! The values of expressions without names, as JSON.

use super::read;
use platc::eval::functions::{Fault, call, find};
use platc::eval::{Attention, Error, Found, Scope, Step, evaluate};
use platc::problems::{Format, Problems, Reported, render};
use platc::source::Span;
use platc::suggest::Hint;
use platc::syntax::tree::Item;
use platc::term::{Kind, Term};
use serde_json::Value;

/// What stands for a value that may not be shown.
pub(crate) const HIDDEN: &str = "(sensitive value)";

/// What stands for an expression that has no value.
pub(crate) const ERROR: &str = "error";

/// The value of an expression as JSON, [`HIDDEN`] or [`ERROR`].
pub(crate) fn outcome(expression: &str) -> String {
    let reading = read("call.plat", &format!("x = {expression}\n"));
    assert_eq!(reading.codes(), Vec::<String>::new(), "{expression}");
    let [Item::Attribute(attribute)] = reading.tree.body.items.as_slice() else {
        panic!("`{expression}` is more than an expression");
    };
    match evaluate(&attribute.value, &mut Nowhere::default()) {
        Ok(term) if term.holds_sensitive() => HIDDEN.to_owned(),
        Ok(term) => json(&term).to_string(),
        Err(_) => ERROR.to_owned(),
    }
}

/// The value of an expression, or what is said about it.
pub(crate) fn value(expression: &str) -> Result<Term, String> {
    let reading = read("expression.plat", &format!("x = {expression}\n"));
    let [Item::Attribute(attribute)] = reading.tree.body.items.as_slice() else {
        panic!("`{expression}` is more than an expression");
    };
    let value = evaluate(&attribute.value, &mut Nowhere::default());
    value.map_err(|_| complaint(expression))
}

/// The value of a call with these arguments.
pub(crate) fn called(name: &str, arguments: &[Term], span: Span) -> Result<Term, String> {
    let definition = find(name).ok_or_else(|| format!("there is no `{name}`"))?;
    let result = call(definition, arguments, span);
    result.map_err(|fault| format!("{:?}: {}", fault.argument, fault.wrong))
}

/// What is said about an expression.
pub(crate) fn complaint(expression: &str) -> String {
    let text = format!("x = {expression}\n");
    let reading = read("expression.plat", &text);
    let mut nowhere = Nowhere::default();
    if let [Item::Attribute(attribute)] = reading.tree.body.items.as_slice() {
        drop(evaluate(&attribute.value, &mut nowhere));
    }
    render(&nowhere.0, &reading.sources, Format::Plain)
}

/// A place where no name stands for anything.
#[derive(Default)]
struct Nowhere(Problems, Attention, usize);

impl Scope for Nowhere {
    fn lookup(&mut self, name: &str, span: Span, _: &[Step<'_>]) -> Result<Found, Reported> {
        Err(self.0.report(Error::NoSuchKey {
            name: name.to_owned(),
            at: span,
            hint: Hint::Others(String::new()),
        }))
    }

    fn call(&mut self, _: &str, _: &[Term], _: Span) -> Option<Result<Term, Fault>> {
        None
    }

    fn begins_reference(&self, _: &str) -> bool {
        false
    }

    fn takes_references_as_keys(&self) -> bool {
        false
    }

    fn opens_secrets(&self) -> bool {
        false
    }

    fn attention(&mut self) -> &mut Attention {
        &mut self.1
    }

    fn steps(&mut self) -> &mut usize {
        &mut self.2
    }

    fn problems(&mut self) -> &mut Problems {
        &mut self.0
    }
}

fn json(term: &Term) -> Value {
    match &term.kind {
        Kind::Null => Value::Null,
        Kind::Bool(truth) => Value::Bool(*truth),
        Kind::Number(number) => serde_json::from_str(&number.decimal().unwrap()).unwrap(),
        Kind::Text(text) => Value::String(text.to_string()),
        Kind::List(items) | Kind::Set(items) => items.iter().map(json).collect(),
        Kind::Object(object) => {
            let mut entries: Vec<_> = object.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            entries
                .into_iter()
                .map(|(key, value)| (&**key, json(value)))
                .collect()
        }
        other => panic!("{other:?} has no JSON"),
    }
}
