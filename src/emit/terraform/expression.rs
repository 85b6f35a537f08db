//! Terms as expressions: what stands between `${` and `}`.

use super::known::plain;
use super::spelling::{bare_address, text_parts};
use super::text::{Place, literal};
use super::translator::Translator;
use super::tree::{Operand, attribute, call, grouped, is_word, path, print, stepped, verbatim};
use crate::number::Number;
use crate::term::expression::{Expression, Function, Reference, Step};
use crate::term::operator::{BinaryOperator, UnaryOperator};
use crate::term::{Kind, Object, Term};
use hcl::expr::{
    BinaryOp, Conditional, Expression as Hcl, ObjectKey, TemplateExpr, TraversalOperator, UnaryOp,
};
use std::sync::Arc;

/// Bytes that most references need.
const LIKELY_LENGTH: usize = 96;

/// Words that a key can't be without quotes.
const KEYWORDS: [&str; 4] = ["for", "null", "true", "false"];

impl Translator {
    /// What is not known, as the template of a string.
    pub(super) fn source(&mut self, term: &Term, expression: &Expression) -> String {
        match text_parts(expression) {
            Some(parts) => self.template(&parts, Place::Json),
            None => ["${", &print(&self.expression(term)), "}"].concat(),
        }
    }

    /// A term as an expression.
    pub(super) fn expression(&mut self, term: &Term) -> Hcl {
        match &term.kind {
            Kind::Bool(truth) => Hcl::Bool(*truth),
            Kind::Number(number) => self::number(number),
            Kind::List(items) | Kind::Set(items) => self.expressions(items).into(),
            Kind::Object(object) => self.object(object),
            Kind::Deferred(expression) => self.deferred(expression),
            kind => plain(kind).map_or(Hcl::Null, |text| quoted(&text)),
        }
    }

    /// Several terms as expressions.
    pub(super) fn expressions(&mut self, terms: &[Term]) -> Vec<Hcl> {
        terms.iter().map(|term| self.expression(term)).collect()
    }

    fn object(&mut self, object: &Object) -> Hcl {
        let members = object.iter();
        members
            .map(|(name, value)| (key(name), self.expression(value)))
            .collect()
    }

    fn deferred(&mut self, expression: &Expression) -> Hcl {
        match expression {
            Expression::Reference(reference) => self::reference(reference),
            Expression::Parameter { name, .. } => path(&["var", name]),
            Expression::Local(name) => path(&["local", name]),
            Expression::Environmental(environmental) => self.environmental(*environmental),
            Expression::Template(parts) => self.quoted_template(parts),
            Expression::Call(Function(name), arguments) => self.call(name, arguments),
            Expression::Unary(operator, operand) => self.unary(*operator, operand),
            Expression::Binary(operator, left, right) => self.binary(*operator, left, right),
            Expression::Conditional { condition, yes, no } => self.conditional(condition, yes, no),
            Expression::Index { collection, key } => {
                let key = TraversalOperator::Index(self.expression(key));
                self.stepped(collection, vec![key])
            }
            Expression::Path(value, path) => self.stepped(value, steps(path)),
        }
    }

    fn unary(&mut self, operator: UnaryOperator, operand: &Term) -> Hcl {
        let operator = match operator {
            UnaryOperator::Not => hcl::UnaryOperator::Not,
            UnaryOperator::Negate => hcl::UnaryOperator::Neg,
        };
        let operand = grouped(self.expression(operand), Operand::Whole);
        UnaryOp::new(operator, operand).into()
    }

    fn binary(&mut self, operator: BinaryOperator, left: &Term, right: &Term) -> Hcl {
        let operator = self::operator(operator);
        let left = grouped(self.expression(left), Operand::Left(operator));
        let right = grouped(self.expression(right), Operand::Right(operator));
        BinaryOp::new(left, operator, right).into()
    }

    fn conditional(&mut self, condition: &Term, yes: &Term, no: &Term) -> Hcl {
        let condition = grouped(self.expression(condition), Operand::Condition);
        Conditional::new(condition, self.bound(yes), self.bound(no)).into()
    }

    /// A term that Terraform does not always evaluate, or whose errors it catches: no part of it
    /// may be evaluated elsewhere.
    pub(super) fn bound(&mut self, term: &Term) -> Hcl {
        let outside = std::mem::replace(&mut self.is_bound, true);
        let expression = self.expression(term);
        self.is_bound = outside;
        expression
    }

    fn stepped(&mut self, value: &Term, steps: Vec<TraversalOperator>) -> Hcl {
        stepped(grouped(self.expression(value), Operand::Whole), steps)
    }

    /// A structure that becomes JSON stands in a local, where it can be read.
    pub(super) fn json(&mut self, value: &Term) -> Hcl {
        let is_structure = matches!(value.kind, Kind::List(_) | Kind::Set(_) | Kind::Object(_));
        let value = if is_structure && !self.is_bound {
            path(&["local", &self.hoisted(value)])
        } else {
            self.expression(value)
        };
        call("jsonencode", vec![value])
    }
}

/// `aws_sqs_queue.events.arn`: words as they are, and steps from the first that is none.
fn reference(reference: &Reference) -> Hcl {
    let mut written = String::with_capacity(LIKELY_LENGTH);
    written.push_str(&bare_address(&reference.address));
    let mut path = reference.path.as_slice();
    while let [Step::Field(name), rest @ ..] = path
        && is_word(name)
    {
        written.extend([".", name]);
        path = rest;
    }
    stepped(verbatim(&written), steps(path))
}

/// The steps of a way.
pub(super) fn steps(path: &[Step]) -> Vec<TraversalOperator> {
    path.iter().map(step).collect()
}

fn step(step: &Step) -> TraversalOperator {
    match step {
        Step::Field(name) if is_word(name) => attribute(name),
        Step::Field(name) => TraversalOperator::Index(quoted(name)),
        Step::Index(index) => TraversalOperator::Index(Hcl::from(*index)),
    }
}

fn key(name: &Arc<str>) -> ObjectKey {
    if is_word(name) && !KEYWORDS.contains(&name.as_ref()) {
        ObjectKey::Identifier(hcl::Identifier::unchecked(name.as_ref()))
    } else {
        ObjectKey::Expression(quoted(name))
    }
}

/// A text between quotes.
pub(super) fn quoted(text: &str) -> Hcl {
    TemplateExpr::QuotedString(literal(text, Place::Quotes)).into()
}

/// HCL has no negative numbers, but the negative of a number.
fn number(number: &Number) -> Hcl {
    let text = number.to_string();
    match text.strip_prefix('-') {
        Some(digits) => UnaryOp::new(hcl::UnaryOperator::Neg, verbatim(digits)).into(),
        None => verbatim(&text),
    }
}

fn operator(operator: BinaryOperator) -> hcl::BinaryOperator {
    match operator {
        BinaryOperator::Or => hcl::BinaryOperator::Or,
        BinaryOperator::And => hcl::BinaryOperator::And,
        BinaryOperator::Equal => hcl::BinaryOperator::Eq,
        BinaryOperator::NotEqual => hcl::BinaryOperator::NotEq,
        BinaryOperator::LessOrEqual => hcl::BinaryOperator::LessEq,
        BinaryOperator::GreaterOrEqual => hcl::BinaryOperator::GreaterEq,
        BinaryOperator::Less => hcl::BinaryOperator::Less,
        BinaryOperator::Greater => hcl::BinaryOperator::Greater,
        BinaryOperator::Add => hcl::BinaryOperator::Plus,
        BinaryOperator::Subtract => hcl::BinaryOperator::Minus,
        BinaryOperator::Multiply => hcl::BinaryOperator::Mul,
        BinaryOperator::Divide => hcl::BinaryOperator::Div,
        BinaryOperator::Remainder => hcl::BinaryOperator::Mod,
    }
}
