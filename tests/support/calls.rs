//! The values of expressions of literals and calls, as the tests of functions write them.

use super::read;
use platc::eval::functions;
use platc::number::Number;
use platc::syntax::tree::{Call, Entry, Expression, ExpressionKind, Item};
use platc::term::operator::UnaryOperator;
use platc::term::{Kind, Object, Term};
use serde_json::Value;

/// What stands for a value that may not be shown.
pub(crate) const HIDDEN: &str = "(sensitive value)";

/// What stands for a call that has no result.
pub(crate) const ERROR: &str = "error";

/// The value of an expression as JSON, [`HIDDEN`] or [`ERROR`].
pub(crate) fn outcome(expression: &str) -> String {
    let reading = read("call.plat", &format!("x = {expression}\n"));
    assert_eq!(reading.codes(), Vec::<String>::new(), "{expression}");
    let [Item::Attribute(attribute)] = reading.tree.body.items.as_slice() else {
        panic!("`{expression}` is more than an expression");
    };
    match evaluate(&attribute.value) {
        Some(term) if term.holds_sensitive() => HIDDEN.to_owned(),
        Some(term) => json(&term).to_string(),
        None => ERROR.to_owned(),
    }
}

fn evaluate(expression: &Expression) -> Option<Term> {
    let kind = match &expression.kind {
        ExpressionKind::Null => Kind::Null,
        ExpressionKind::Bool(truth) => Kind::Bool(*truth),
        ExpressionKind::Number(digits) => Kind::Number(Number::parse(digits)?),
        ExpressionKind::Template(_) => Kind::text(expression.as_text()?),
        ExpressionKind::List(items) => Kind::List(evaluate_all(items)?.into()),
        ExpressionKind::Object(entries) => object(entries)?,
        ExpressionKind::Group(inner) => return evaluate(inner),
        ExpressionKind::Unary(UnaryOperator::Negate, operand) => {
            Kind::Number(evaluate(operand)?.as_number()?.negated())
        }
        ExpressionKind::Call(call) => return self::call(call, expression),
        other => panic!("{other:?} is neither literal nor call"),
    };
    Some(kind.at(expression.span))
}

fn evaluate_all(expressions: &[Expression]) -> Option<Vec<Term>> {
    expressions.iter().map(evaluate).collect()
}

fn object(entries: &[Entry]) -> Option<Kind> {
    let entry = |entry: &Entry| Some((entry.key.as_key()?.into(), evaluate(&entry.value)?));
    let object: Option<Object> = entries.iter().map(entry).collect();
    Some(Kind::Object(object?.into()))
}

fn call(call: &Call, expression: &Expression) -> Option<Term> {
    let name = &call.function.text;
    let definition = functions::find(name).unwrap_or_else(|| panic!("no function `{name}`"));
    let mut arguments = evaluate_all(&call.arguments)?;
    if call.expands_last {
        let last = arguments.pop()?;
        arguments.extend(last.as_items()?.iter().cloned());
    }
    functions::call(definition, &arguments, expression.span).ok()
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
