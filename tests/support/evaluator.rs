//! Values of expressions that are literals and calls: as much as a table of functions needs.

use platc::eval::functions::{call, find};
use platc::number::Number;
use platc::source::Span;
use platc::syntax::tree::{Call, Expression, ExpressionKind, Item, Part};
use platc::term::operator::UnaryOperator;
use platc::term::{Kind, Object, Term};
use std::sync::Arc;

/// The value of a text that is one expression, or why it has none.
pub(crate) fn evaluate(text: &str) -> Result<Term, String> {
    let reading = super::read("expression.plat", &format!("x = {text}\n"));
    assert_eq!(reading.codes(), Vec::<String>::new(), "{text}");
    match reading.tree.body.items.as_slice() {
        [Item::Attribute(attribute)] => value(&attribute.value),
        _ => panic!("`{text}` is not one expression"),
    }
}

/// The value of a call with these arguments.
pub(crate) fn called(name: &str, arguments: &[Term], span: Span) -> Result<Term, String> {
    let definition = find(name).ok_or_else(|| format!("there is no `{name}`"))?;
    let result = call(definition, arguments, span);
    result.map_err(|fault| format!("{:?}: {}", fault.argument, fault.wrong))
}

fn value(expression: &Expression) -> Result<Term, String> {
    let kind = match &expression.kind {
        ExpressionKind::Null => Kind::Null,
        ExpressionKind::Bool(truth) => Kind::Bool(*truth),
        ExpressionKind::Number(digits) => Kind::Number(Number::parse(digits).unwrap()),
        ExpressionKind::Template(parts) => {
            Kind::text(parts.iter().map(literal).collect::<String>())
        }
        ExpressionKind::List(items) => {
            let items: Result<_, _> = items.iter().map(value).collect();
            Kind::List(items?)
        }
        ExpressionKind::Object(entries) => {
            let entries = entries.iter().map(|entry| {
                let key = entry.key.as_key().unwrap();
                Ok((Arc::from(key), value(&entry.value)?))
            });
            Kind::Object(Arc::new(entries.collect::<Result<Object, String>>()?))
        }
        ExpressionKind::Unary(UnaryOperator::Negate, operand) => {
            let operand = value(operand)?;
            Kind::Number(operand.as_number().unwrap().negated())
        }
        ExpressionKind::Call(call) => return of_call(call, expression.span),
        other => panic!("{other:?} is no literal and no call"),
    };
    Ok(kind.at(expression.span))
}

fn literal(part: &Part) -> &str {
    match part {
        Part::Literal(literal) => &literal.text,
        other => panic!("{other:?} is no literal"),
    }
}

fn of_call(call: &Call, span: Span) -> Result<Term, String> {
    let arguments: Result<Vec<_>, _> = call.arguments.iter().map(value).collect();
    let mut arguments = arguments?;
    if call.expands_last {
        let last = arguments.pop().unwrap();
        arguments.extend_from_slice(last.as_items().unwrap());
    }
    called(&call.function.text, &arguments, span)
}
