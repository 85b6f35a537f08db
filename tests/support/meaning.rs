//! What an expression means, as a line of text without parentheses: operators before their
//! operands, `(text …)` around text with values in it.
//!
//! Two ways lead there, one from the term that was meant and one from hcl-edit's tree of what was
//! written; so lines that are equal prove that parentheses and escapes are right.

use hcl_edit::expr::{Expression as Hcl, ObjectKey, Traversal, TraversalOperator, UnaryOperator};
use hcl_edit::template::{Element, Template};
use platc::term::expression::{Expression, Function, Reference, Step};
use platc::term::{Kind, Term};

/// A piece of text with values in it.
enum Piece {
    Literal(String),
    Value(String),
}

/// What a term means.
pub(crate) fn of_term(term: &Term) -> String {
    match &term.kind {
        Kind::Null => "null".to_owned(),
        Kind::Bool(truth) => truth.to_string(),
        Kind::Number(number) => signed(&number.to_string()),
        Kind::Text(text) => format!("{text:?}"),
        Kind::List(items) | Kind::Set(items) => {
            format!("[{}]", joined(items.iter().map(of_term)))
        }
        Kind::Object(object) => {
            let members = object.iter();
            let members = members.map(|(key, value)| format!("{key:?} = {}", of_term(value)));
            format!("{{{}}}", joined(members))
        }
        Kind::Deferred(expression) => of_expression(expression),
        _ => panic!("no emitter gets {term:?}"),
    }
}

fn of_expression(expression: &Expression) -> String {
    match expression {
        Expression::Reference(reference) => of_reference(reference),
        Expression::Parameter { name, .. } => format!("var.{name}"),
        Expression::Local(name) => format!("local.{name}"),
        Expression::Template(parts) => text(pieces_of_terms(parts)),
        Expression::Call(Function(name), arguments) => {
            format!("{name}({})", joined(arguments.iter().map(of_term)))
        }
        Expression::Unary(operator, operand) => {
            format!("({} {})", operator.symbol(), of_term(operand))
        }
        Expression::Binary(operator, left, right) => {
            format!(
                "({} {} {})",
                operator.symbol(),
                of_term(left),
                of_term(right)
            )
        }
        Expression::Conditional { condition, yes, no } => {
            format!(
                "(if {} {} {})",
                of_term(condition),
                of_term(yes),
                of_term(no)
            )
        }
        Expression::Index { collection, key } => {
            format!("{}[{}]", of_term(collection), of_term(key))
        }
        Expression::Path(value, steps) => of_term(value) + &of_steps(steps),
        Expression::Environmental(_) => panic!("these have no one spelling"),
    }
}

fn of_reference(reference: &Reference) -> String {
    let address = &reference.address;
    let steps = of_steps(&reference.path);
    format!("{}.{}{steps}", address.kind, address.symbol())
}

fn of_steps(steps: &[Step]) -> String {
    let steps = steps.iter().map(|step| match step {
        Step::Field(name) if is_plain(name) => format!(".{name}"),
        Step::Field(name) => format!("[{name:?}]"),
        Step::Index(index) => format!("[{index}]"),
    });
    steps.collect()
}

fn is_plain(name: &str) -> bool {
    let letters = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(letters)
}

fn pieces_of_terms(parts: &[Term]) -> Vec<Piece> {
    let pieces = parts.iter().flat_map(|part| match &part.kind {
        Kind::Text(text) => vec![Piece::Literal(text.to_string())],
        Kind::Number(number) => vec![Piece::Literal(number.to_string())],
        Kind::Bool(truth) => vec![Piece::Literal(truth.to_string())],
        Kind::Deferred(expression) => match expression.as_ref() {
            Expression::Template(parts) => pieces_of_terms(parts),
            _ => vec![Piece::Value(of_term(part))],
        },
        _ => panic!("this is no part of a text: {part:?}"),
    });
    pieces.collect()
}

/// What a string of Terraform JSON means.
pub(crate) fn of_json(source: &str) -> Option<String> {
    let template: Template = source.parse().ok()?;
    Some(text(pieces_of_elements(template.iter())))
}

fn pieces_of_elements<'a>(elements: impl Iterator<Item = &'a Element>) -> Vec<Piece> {
    let pieces = elements.flat_map(|element| match element {
        Element::Literal(text) => vec![Piece::Literal(text.to_string())],
        Element::Interpolation(of) => match &of.expr {
            Hcl::String(text) => vec![Piece::Literal(text.to_string())],
            value => vec![Piece::Value(of_hcl(value))],
        },
        Element::Directive(_) => panic!("no emitter writes directives"),
    });
    pieces.collect()
}

/// Neighbouring literals are one, empty ones none, and a value that stands alone is itself.
fn text(pieces: Vec<Piece>) -> String {
    let mut merged: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (merged.last_mut(), piece) {
            (Some(Piece::Literal(before)), Piece::Literal(after)) => before.push_str(&after),
            (_, Piece::Literal(text)) if text.is_empty() => {}
            (_, piece) => merged.push(piece),
        }
    }
    match merged.as_slice() {
        [] => "\"\"".to_owned(),
        [only] => only.line(),
        several => format!("(text {})", joined(several.iter().map(Piece::line))),
    }
}

impl Piece {
    fn line(&self) -> String {
        match self {
            Self::Literal(text) => format!("{text:?}"),
            Self::Value(value) => value.clone(),
        }
    }
}

fn of_hcl(expression: &Hcl) -> String {
    match expression {
        Hcl::Null(_) => "null".to_owned(),
        Hcl::Bool(truth) => truth.value().to_string(),
        Hcl::Number(number) => signed(number.as_repr().unwrap()),
        Hcl::String(text) => format!("{:?}", text.value()),
        Hcl::StringTemplate(template) => text(pieces_of_elements(template.iter())),
        Hcl::Array(items) => format!("[{}]", joined(items.iter().map(of_hcl))),
        Hcl::Object(object) => {
            let members = object.iter();
            let members = members.map(|(key, value)| {
                let key = match key {
                    ObjectKey::Ident(name) => format!("{:?}", name.as_str()),
                    ObjectKey::Expression(key) => of_hcl(key),
                };
                format!("{key} = {}", of_hcl(value.expr()))
            });
            format!("{{{}}}", joined(members))
        }
        Hcl::Variable(name) => name.as_str().to_owned(),
        Hcl::Parenthesis(inner) => of_hcl(inner.inner()),
        Hcl::Traversal(traversal) => of_traversal(traversal),
        Hcl::FuncCall(call) => {
            let arguments = joined(call.args.iter().map(of_hcl));
            format!("{}({arguments})", call.name.name.as_str())
        }
        Hcl::UnaryOp(of) => {
            let symbol = match of.operator.value() {
                UnaryOperator::Neg => "-",
                UnaryOperator::Not => "!",
            };
            format!("({symbol} {})", of_hcl(&of.expr))
        }
        Hcl::BinaryOp(of) => {
            let (left, right) = (of_hcl(&of.lhs_expr), of_hcl(&of.rhs_expr));
            format!("({} {left} {right})", of.operator.as_str())
        }
        Hcl::Conditional(of) => {
            let (yes, no) = (of_hcl(&of.true_expr), of_hcl(&of.false_expr));
            format!("(if {} {yes} {no})", of_hcl(&of.cond_expr))
        }
        Hcl::HeredocTemplate(_) | Hcl::ForExpr(_) => panic!("no emitter writes these"),
    }
}

fn of_traversal(traversal: &Traversal) -> String {
    let steps = traversal.operators.iter().map(|step| match step.value() {
        TraversalOperator::GetAttr(name) => format!(".{}", name.as_str()),
        TraversalOperator::Index(key) => format!("[{}]", of_hcl(key)),
        _ => panic!("no emitter writes these steps"),
    });
    of_hcl(&traversal.expr) + &steps.collect::<String>()
}

/// hcl-edit reads `-1` as one number; here it is the negative of one.
fn signed(number: &str) -> String {
    match number.strip_prefix('-') {
        Some(positive) => format!("(- {})", positive.trim()),
        None => number.to_owned(),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
