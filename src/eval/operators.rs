//! Operators and conditionals.

use super::class::{Class, class};
use super::template::conditional;
use super::{Error, Evaluator, convert, equal};
use crate::number::Number;
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::{Chain, Conditional, Expression as Written, Link};
use crate::term::expression::Expression;
use crate::term::operator::{BinaryOperator, UnaryOperator};
use crate::term::{Kind, Object, Term};
use std::cmp::Ordering;

impl Evaluator<'_> {
    pub(super) fn unary(
        &mut self,
        operator: UnaryOperator,
        operand: &Written,
        span: Span,
    ) -> Result<Term, Reported> {
        let term = self.expression(operand)?;
        let converted = match operator {
            UnaryOperator::Not => convert::to_bool(&term),
            UnaryOperator::Negate => convert::to_number(&term),
        };
        let Some(converted) = converted else {
            return Err(self.wrong_operand(operator.symbol(), &term, operand.span));
        };
        let kind = match converted.kind {
            Kind::Bool(truth) => Kind::Bool(!truth),
            Kind::Number(number) => Kind::Number(number.negated()),
            _ => Kind::Deferred(Expression::Unary(operator, converted).into()),
        };
        Ok(kind.at(span).marked(term.sensitive))
    }

    pub(super) fn chain(&mut self, chain: &Chain, span: Span) -> Result<Term, Reported> {
        let mut result = self.expression(&chain.first)?;
        for link in &chain.rest {
            let so_far = chain.first.span.to(link.operand.span);
            result = self.link(result, link)?.moved(so_far);
        }
        Ok(result.moved(span))
    }

    fn link(&mut self, left: Term, link: &Link) -> Result<Term, Reported> {
        match link.operator {
            BinaryOperator::And | BinaryOperator::Or => self.logic(left, link),
            BinaryOperator::Equal | BinaryOperator::NotEqual => {
                let right = self.expression(&link.operand)?;
                self.may_be_compared(&left, &right, link)?;
                self.warn_if_never_equal(&left, &right, link);
                Ok(equality(left, right, link))
            }
            _ => {
                let right = self.expression(&link.operand)?;
                self.numbers(left, right, link)
            }
        }
    }

    /// Grants and secrets are opaque: all that can be asked is whether one is there.
    fn may_be_compared(&mut self, left: &Term, right: &Term, link: &Link) -> Result<(), Reported> {
        let is_opaque = |term: &&Term| matches!(term.kind, Kind::Grant(_) | Kind::Secret(_));
        let opaque = [left, right].into_iter().find(is_opaque);
        match opaque {
            Some(term) if !left.is_null() && !right.is_null() => {
                Err(self.wrong_operand(link.operator.symbol(), term, term.span))
            }
            _ => Ok(()),
        }
    }

    fn warn_if_never_equal(&mut self, left: &Term, right: &Term, link: &Link) {
        if may_be_equal(left, right) {
            return;
        }
        self.report(Error::NeverEqual {
            left: convert::words(&left.kind),
            right: convert::words(&right.kind),
            at: left.span.to(link.operand.span),
        });
    }

    /// `&&` and `||`: the right side is not computed where the left decides.
    fn logic(&mut self, left: Term, link: &Link) -> Result<Term, Reported> {
        let decides = link.operator == BinaryOperator::Or;
        let truth = self.known_truth(&left, left.span)?;
        if truth == Some(decides) {
            self.look_at(&link.operand);
            return Ok(Kind::Bool(decides).at(left.span).marked(left.sensitive));
        }
        let right = self.expression(&link.operand)?;
        let other = self.known_truth(&right, link.operand.span)?;
        let sensitive = left.sensitive || right.sensitive;
        let kind = match (truth, other) {
            (None, Some(truth)) if truth == decides => Kind::Bool(decides),
            (None, Some(_)) => return Ok(left.marked(sensitive)),
            (None, None) => Kind::Deferred(Expression::Binary(link.operator, left, right).into()),
            (Some(_), Some(truth)) => Kind::Bool(truth),
            (Some(_), None) => return Ok(right.marked(sensitive)),
        };
        Ok(kind.at(link.operand.span).marked(sensitive))
    }

    /// Operators that calculate with numbers, or compare them.
    fn numbers(&mut self, left: Term, right: Term, link: &Link) -> Result<Term, Reported> {
        if let Some(order) = amounts(&left, &right) {
            return self.compared(order, link, left.sensitive || right.sensitive);
        }
        let sensitive = left.sensitive || right.sensitive;
        let (Some(a), Some(b)) = (convert::to_number(&left), convert::to_number(&right)) else {
            let wrong = if convert::to_number(&left).is_some() {
                right
            } else {
                left
            };
            return Err(self.wrong_operand(link.operator.symbol(), &wrong, wrong.span));
        };
        let kind = match (a.as_number(), b.as_number()) {
            (Some(a), Some(b)) => self.calculated(a, b, link)?,
            _ => Kind::Deferred(Expression::Binary(link.operator, a, b).into()),
        };
        Ok(kind.at(link.operand.span).marked(sensitive))
    }

    fn compared(&mut self, order: Ordering, link: &Link, mark: bool) -> Result<Term, Reported> {
        match comparison(link.operator, order) {
            Some(truth) => Ok(Kind::Bool(truth).at(link.operand.span).marked(mark)),
            None => Err(self.report(Error::AmountArithmetic {
                operator: link.operator.symbol(),
                at: link.operator_span,
            })),
        }
    }

    fn calculated(&mut self, a: &Number, b: &Number, link: &Link) -> Result<Kind, Reported> {
        if let Some(truth) = comparison(link.operator, a.cmp(b)) {
            return Ok(Kind::Bool(truth));
        }
        let number = match link.operator {
            BinaryOperator::Add => Some(a.plus(b)),
            BinaryOperator::Subtract => Some(a.minus(b)),
            BinaryOperator::Multiply => Some(a.times(b)),
            BinaryOperator::Divide => a.divided_by(b),
            _ => a.remainder(b),
        };
        match number {
            Some(number) if !number.is_bounded() => Err(self.report(Error::NumberTooLong {
                number: link.operand.span,
            })),
            Some(number) => Ok(Kind::Number(number)),
            None => Err(self.report(Error::DivisionByZero {
                divisor: link.operand.span,
            })),
        }
    }

    fn wrong_operand(&mut self, operator: &'static str, term: &Term, at: Span) -> Reported {
        let is_amount = matches!(term.kind, Kind::Duration(_) | Kind::Size(_));
        if is_amount && !matches!(operator, "!" | "&&" | "||") {
            return self.report(Error::AmountArithmetic { operator, at });
        }
        self.report(Error::WrongOperand {
            operator,
            found: convert::words(&term.kind),
            at,
        })
    }

    pub(super) fn conditional(
        &mut self,
        written: &Conditional,
        span: Span,
    ) -> Result<Term, Reported> {
        let condition = self.expression(&written.condition)?;
        let mark = condition.sensitive;
        match self.known_truth(&condition, written.condition.span)? {
            Some(true) => Ok(self.choose(&written.yes, &written.no, span)?.marked(mark)),
            Some(false) => Ok(self.choose(&written.no, &written.yes, span)?.marked(mark)),
            None => {
                let (yes, no) = (self.expression(&written.yes), self.expression(&written.no));
                self.either(&condition, &yes?, &no?, span)
            }
        }
    }

    /// The value of a choice that is made at deployment: containers are merged leaf by leaf, which
    /// needs them to have one shape.
    fn either(
        &mut self,
        condition: &Term,
        yes: &Term,
        no: &Term,
        span: Span,
    ) -> Result<Term, Reported> {
        match (&yes.kind, &no.kind) {
            (Kind::Object(a), Kind::Object(b)) if a.len() == b.len() => {
                let mut merged = Object::default();
                for (key, value) in a.iter() {
                    let Some(other) = b.get(key) else {
                        return Err(self.report(Error::BranchesDiffer { at: span }));
                    };
                    let either = self.either(condition, value, other, span)?;
                    merged.insert(key.clone(), either);
                }
                Ok(Kind::Object(merged.into()).at(span))
            }
            (Kind::List(a), Kind::List(b)) if a.len() == b.len() => {
                let pairs = a.iter().zip(b.iter());
                let merged: Result<Vec<_>, _> = pairs
                    .map(|(a, b)| self.either(condition, a, b, span))
                    .collect();
                Ok(Kind::List(merged?.into()).at(span))
            }
            (a, b) if is_leaf(a) && is_leaf(b) => {
                let (yes, no) = self.of_one_type(yes, no)?;
                Ok(conditional(condition.clone(), yes, no, span))
            }
            _ => Err(self.report(Error::BranchesDiffer { at: span })),
        }
    }
}

fn is_leaf(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) | Kind::Deferred(_)
    )
}

/// Whether two values have classes of which some are equal; a plain value of one class never equals
/// one of another.
fn may_be_equal(left: &Term, right: &Term) -> bool {
    let is_plain = |class| {
        matches!(
            class,
            Class::Bool | Class::Number | Class::Text | Class::Duration | Class::Size
        )
    };
    match (class(left), class(right)) {
        (Some(left), Some(right)) => left == right || !is_plain(left) || !is_plain(right),
        _ => true,
    }
}

/// `==` and `!=`, which never convert.
fn equality(left: Term, right: Term, link: &Link) -> Term {
    let sensitive = left.holds_sensitive() || right.holds_sensitive();
    let kind = match equal::equal(&left, &right) {
        Some(truth) => Kind::Bool(truth == (link.operator == BinaryOperator::Equal)),
        None => Kind::Deferred(Expression::Binary(link.operator, left, right).into()),
    };
    kind.at(link.operand.span).marked(sensitive)
}

/// The order of two time spans, or of two amounts of storage.
fn amounts(left: &Term, right: &Term) -> Option<Ordering> {
    match (&left.kind, &right.kind) {
        (Kind::Duration(a), Kind::Duration(b)) | (Kind::Size(a), Kind::Size(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

fn comparison(operator: BinaryOperator, order: Ordering) -> Option<bool> {
    match operator {
        BinaryOperator::Less => Some(order.is_lt()),
        BinaryOperator::LessOrEqual => Some(order.is_le()),
        BinaryOperator::Greater => Some(order.is_gt()),
        BinaryOperator::GreaterOrEqual => Some(order.is_ge()),
        _ => None,
    }
}
