//! Expressions on one line, with the parentheses, quotes and escapes that they need.

use super::tree::{Expression, Piece, Property};
use crate::term::operator::{BinaryOperator, UnaryOperator};

/// How firmly an expression holds together, loosest first; binary operators stand in between.
const CONDITIONAL: u8 = 0;
const OR_ELSE: u8 = 1;
const UNARY: u8 = 8;
const WHOLE: u8 = 9;

/// The expression on one line.
pub(super) fn flat(expression: &Expression) -> String {
    match expression {
        Expression::Null => "null".to_owned(),
        Expression::Bool(truth) => truth.to_string(),
        Expression::Integer(number) => number.to_string(),
        Expression::Text(pieces) => text(pieces),
        Expression::Name(name) => name.clone(),
        Expression::Member(of, name) if is_identifier(name) => {
            format!("{}.{name}", grouped(of, WHOLE))
        }
        Expression::Member(of, name) => format!("{}[{}]", grouped(of, WHOLE), quoted(name)),
        Expression::Optional(of, name) if is_identifier(name) => {
            format!("{}.?{name}", grouped(of, WHOLE))
        }
        Expression::Optional(of, name) => format!("{}[?{}]", grouped(of, WHOLE), quoted(name)),
        Expression::OrElse(left, right) => {
            let (left, right) = (grouped(left, OR_ELSE), grouped(right, OR_ELSE + 1));
            format!("{left} ?? {right}")
        }
        Expression::Index(of, index) => format!("{}[{}]", grouped(of, WHOLE), flat(index)),
        Expression::Call(name, arguments) => format!("{name}({})", list(arguments)),
        Expression::Unary(operator, operand) => unary(*operator, operand),
        Expression::Binary(operator, left, right) => binary(*operator, left, right),
        Expression::Conditional(parts) => {
            let [condition, yes, no] = parts.each_ref();
            let part = |expression| grouped(expression, CONDITIONAL + 1);
            format!("{} ? {} : {}", part(condition), part(yes), part(no))
        }
        Expression::Array(items) => format!("[{}]", list(items)),
        Expression::Object(properties) => object(properties),
    }
}

fn list(items: &[Expression]) -> String {
    let items: Vec<_> = items.iter().map(flat).collect();
    items.join(", ")
}

fn object(properties: &[Property]) -> String {
    if properties.is_empty() {
        return "{}".to_owned();
    }
    let pair = |property: &Property| format!("{}: {}", key(&property.key), flat(&property.value));
    let pairs: Vec<_> = properties.iter().map(pair).collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// A minus stands before what a sign has no place before, another minus or a negative number.
fn unary(operator: UnaryOperator, operand: &Expression) -> String {
    let needed = match operator {
        UnaryOperator::Not => UNARY,
        UnaryOperator::Negate => WHOLE,
    };
    format!("{}{}", operator.symbol(), grouped(operand, needed))
}

fn binary(operator: BinaryOperator, left: &Expression, right: &Expression) -> String {
    let firmness = precedence(operator);
    let left = grouped(left, firmness);
    let right = grouped(right, firmness + 1);
    format!("{left} {} {right}", operator.symbol())
}

fn grouped(expression: &Expression, needed: u8) -> String {
    let line = flat(expression);
    if firmness(expression) < needed {
        format!("({line})")
    } else {
        line
    }
}

fn firmness(expression: &Expression) -> u8 {
    match expression {
        Expression::Conditional(_) => CONDITIONAL,
        Expression::OrElse(..) => OR_ELSE,
        Expression::Binary(operator, _, _) => precedence(*operator),
        Expression::Unary(..) => UNARY,
        Expression::Integer(number) if *number < 0 => UNARY,
        _ => WHOLE,
    }
}

fn precedence(operator: BinaryOperator) -> u8 {
    match operator {
        BinaryOperator::Or => 2,
        BinaryOperator::And => 3,
        BinaryOperator::Equal | BinaryOperator::NotEqual => 4,
        BinaryOperator::Less
        | BinaryOperator::LessOrEqual
        | BinaryOperator::Greater
        | BinaryOperator::GreaterOrEqual => 5,
        BinaryOperator::Add | BinaryOperator::Subtract => 6,
        BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Remainder => 7,
    }
}

/// A key: a name where it is one, a text otherwise.
pub(super) fn key(pieces: &[Piece]) -> String {
    match pieces {
        [Piece::Literal(name)] if is_identifier(name) && !is_literal(name) => name.clone(),
        _ => text(pieces),
    }
}

/// A text between quotes.
pub(super) fn quoted(text: &str) -> String {
    closed(&escaped(text))
}

fn text(pieces: &[Piece]) -> String {
    let inner: String = pieces.iter().map(piece).collect();
    closed(&inner)
}

/// What stands between the quotes, and the quotes. A backslash at the end is written by its number, since Checkov takes the
/// quote behind it for a part of the text.
fn closed(inner: &str) -> String {
    match inner.strip_suffix("\\\\") {
        Some(rest) => format!("'{rest}\\u{{5c}}'"),
        None => format!("'{inner}'"),
    }
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Literal(text) => escaped(text),
        Piece::Value(value) => format!("${{{}}}", flat(value)),
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('\'', "\\'")
        .replace('\r', "\\r")
        .replace('\n', "\\n")
        .replace('\t', "\\t")
        .replace("${", "\\${")
        .chars()
        .map(visible)
        .collect()
}

/// Characters that end a line for some reader or show nothing are written by their number.
fn visible(letter: char) -> String {
    match letter {
        '\u{2028}' | '\u{2029}' => format!("\\u{{{:x}}}", u32::from(letter)),
        letter if letter.is_control() => format!("\\u{{{:x}}}", u32::from(letter)),
        letter => letter.to_string(),
    }
}

/// Whether a text can stand as a name.
pub(super) fn is_identifier(text: &str) -> bool {
    let mut letters = text.chars();
    let first = letters.next();
    first.is_some_and(|letter| letter.is_ascii_alphabetic() || letter == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// Whether a word is a value.
pub(super) fn is_literal(name: &str) -> bool {
    matches!(name, "true" | "false" | "null")
}
