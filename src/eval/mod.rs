//! Expressions → terms.
//!
//! [`evaluate`] computes what can be known when a spec is compiled, and leaves the rest of an
//! expression for deployment. It knows no names: a [`Scope`] says what each stands for.
//!
//! INVARIANT: evaluation ends. There is no recursion in the language, the depth of a text is
//! bounded by the parser, and work and sizes are bounded here.

mod call;
pub mod class;
pub mod coerce;
mod collections;
pub mod convert;
pub mod entries;
pub mod equal;
mod error;
pub mod functions;
mod hint;
mod mend;
mod operators;
mod path;
mod repeated;
pub mod set;
mod template;
pub mod unify;
mod untaken;

#[cfg(test)]
mod samples;

pub use error::Error;
use hint::Spent;
pub use hint::Subject;
pub use path::deeper;

use crate::problems::{Problems, Reported};
use crate::source::Span;
use crate::syntax::tree::{Expression, ExpressionKind, Word};
use crate::term::expression::Expression as Remaining;
use crate::term::types::Type;
use crate::term::{Kind, Term};
use functions::Fault;

/// A value may hold this many elements and keys, at all depths together.
const MOST_PARTS: usize = 100_000;

/// A text may hold this many bytes.
const MOST_TEXT: usize = 1 << 20;

/// One expression may take this many steps.
const MOST_STEPS: usize = 1_000_000;

/// All expressions of a scope may take this many steps together.
const MOST_STEPS_OF_ALL: usize = 10_000_000;

/// What the names in an expression stand for.
pub trait Scope {
    /// The value of a root name with the steps behind it, and how many of the steps that took.
    ///
    /// Steps that it does not take are taken into the value.
    fn lookup(&mut self, name: &str, span: Span, steps: &[Step<'_>]) -> Result<Found, Reported>;

    /// What a call gives that only the place of the expression can answer: `secret`,
    /// `role_definition`, `unique`. `None` for every other function.
    fn call(
        &mut self,
        function: &str,
        arguments: &[Term],
        span: Span,
    ) -> Option<Result<Term, Fault>>;

    /// Whether a reference begins with this name, beside the words that the language keeps for it: a
    /// module that the spec uses, a type of the module's resources.
    fn begins_reference(&self, name: &str) -> bool;

    /// Whether an attribute of a resource may be the key of an object, though only deployment knows it.
    fn takes_references_as_keys(&self) -> bool;

    /// Whether the reference of a secret may be read.
    fn opens_secrets(&self) -> bool;

    /// What names are asked for from now on.
    fn attention(&mut self) -> &mut Attention;

    /// The steps that expressions have taken so far.
    fn steps(&mut self) -> &mut usize;

    /// Where problems go.
    fn problems(&mut self) -> &mut Problems;
}

/// What is wanted of an expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Attention {
    /// Its value.
    #[default]
    Value,
    /// Only whether its names stand for something and its operators and functions can take what they
    /// get. A name is then something that is known at deployment, of its declared type.
    Names,
}

impl Attention {
    /// The term, or what stands for it where nobody wants its value.
    pub fn paid_to(self, term: &Term) -> Term {
        match self {
            Self::Value => term.clone(),
            Self::Names => uncomputed(Type::Any, term.span),
        }
    }
}

/// What stands for a value that nobody computes.
pub fn uncomputed(ty: Type, at: Span) -> Term {
    let (name, nullable) = ("".into(), true);
    Kind::Deferred(Remaining::Parameter { name, ty, nullable }.into()).at(at)
}

/// One step of a path whose indices are computed.
#[derive(Clone, Debug)]
pub enum Step<'t> {
    /// `.name`
    Name(&'t Word),
    /// `[key]`
    Key(Term, Span),
    /// `.*`, `[*]`
    Each(Span),
}

/// What a scope knows of a name.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it stands for.
    pub term: Term,
    /// How many of the steps behind it are part of it.
    pub steps: usize,
}

/// The value of an expression, or what remains of it.
pub fn evaluate(expression: &Expression, scope: &mut dyn Scope) -> Result<Term, Reported> {
    Evaluator {
        scope,
        bound: Vec::new(),
        caught: None,
        dropped: Problems::default(),
        steps: 0,
    }
    .expression(expression)
}

/// The state of evaluating one expression.
struct Evaluator<'s> {
    scope: &'s mut dyn Scope,
    /// The variables of the `for`s that stand around, innermost last.
    bound: Vec<(String, Term)>,
    /// Inside `try` and `can`: the problems that they catch.
    caught: Option<Problems>,
    /// What is wrong with values that nobody asked for.
    dropped: Problems,
    steps: usize,
}

impl Evaluator<'_> {
    fn expression(&mut self, expression: &Expression) -> Result<Term, Reported> {
        let span = expression.span;
        self.step(span)?;
        match &expression.kind {
            ExpressionKind::Missing => self.missing(span),
            ExpressionKind::Null => Ok(Kind::Null.at(span)),
            ExpressionKind::Bool(truth) => Ok(Kind::Bool(*truth).at(span)),
            ExpressionKind::Number(digits) => self.number(digits, span),
            ExpressionKind::Template(parts) => self.template(parts, span),
            ExpressionKind::Name(name) => self.name(name, span),
            ExpressionKind::Path(path) => self.path(path, span),
            ExpressionKind::List(items) => self.list(items, span),
            ExpressionKind::Object(entries) => self.object(entries, span),
            ExpressionKind::Call(call) => self.call(call, span),
            ExpressionKind::Unary(operator, operand) => self.unary(*operator, operand, span),
            ExpressionKind::Chain(chain) => self.chain(chain, span),
            ExpressionKind::Conditional(conditional) => self.conditional(conditional, span),
            ExpressionKind::Group(inner) => Ok(self.expression(inner)?.moved(span)),
            ExpressionKind::For(repeated) => self.repeated(repeated, span),
        }
    }

    /// One step more. That all together are too many is said once.
    fn step(&mut self, at: Span) -> Result<(), Reported> {
        self.steps += 1;
        let all = self.scope.steps();
        *all += 1;
        let spent = match *all {
            all if all > MOST_STEPS_OF_ALL => Spent::All,
            _ if self.steps > MOST_STEPS => Spent::Own,
            _ => return Ok(()),
        };
        match self.scope.problems().broken() {
            Some(reported) if *self.scope.steps() > MOST_STEPS_OF_ALL + 1 => Err(reported),
            _ => Err(self.report(Error::TooMuchWork { spent, at })),
        }
    }

    /// What could not be read was reported when it was read.
    fn missing(&mut self, span: Span) -> Result<Term, Reported> {
        match self.scope.problems().broken() {
            Some(reported) => Err(reported),
            None => Ok(Kind::Null.at(span)),
        }
    }

    fn number(&mut self, digits: &str, span: Span) -> Result<Term, Reported> {
        match crate::number::Number::parse(digits) {
            Some(number) => Ok(Kind::Number(number).at(span)),
            None => Err(self.report(Error::NumberTooLong { number: span })),
        }
    }

    fn name(&mut self, name: &str, span: Span) -> Result<Term, Reported> {
        match self.variable(name) {
            Some(term) => Ok(term.moved(span)),
            None => Ok(self.scope.lookup(name, span, &[])?.term),
        }
    }

    /// The innermost variable of that name.
    fn variable(&mut self, name: &str) -> Option<Term> {
        let attention = *self.scope.attention();
        let mut variables = self.bound.iter().rev();
        let (_, term) = variables.find(|(bound, _)| bound == name)?;
        Some(attention.paid_to(term))
    }

    /// The known truth of a term, or the report that it is none.
    fn known_truth(&mut self, term: &Term, span: Span) -> Result<Option<bool>, Reported> {
        match convert::to_bool(term) {
            Some(truth) => Ok(truth.as_bool()),
            None => Err(self.report(Error::NotATruth {
                found: convert::words(&term.kind),
                at: span,
            })),
        }
    }

    fn report(&mut self, error: Error) -> Reported {
        let is_dropped = *self.scope.attention() == Attention::Names && error.is_about_values();
        match &mut self.caught {
            Some(caught) if error.can_be_caught() => caught.report(error),
            _ if is_dropped => self.dropped.report(error),
            _ => self.scope.problems().report(error),
        }
    }

    /// A container, unless it is too large.
    fn sized(&mut self, kind: Kind, span: Span) -> Result<Term, Reported> {
        let term = kind.at(span);
        if is_small(&term) {
            Ok(term)
        } else {
            Err(self.report(Error::ValueTooLarge { at: span }))
        }
    }
}

/// Whether a term has no more parts than a value may have, those of expressions included.
pub fn is_small(term: &Term) -> bool {
    let mut room = MOST_PARTS;
    has_room(term, &mut room)
}

/// Whether a term and all its parts fit into what is left; stops where they do not.
fn has_room(term: &Term, room: &mut usize) -> bool {
    let Some(left) = room.checked_sub(1) else {
        return false;
    };
    *room = left;
    match &term.kind {
        Kind::List(items) | Kind::Set(items) => items.iter().all(|item| has_room(item, room)),
        Kind::Object(object) => object.values().all(|value| has_room(value, room)),
        Kind::Deferred(expression) => {
            let mut operands = expression.operands();
            operands.all(|operand| has_room(operand, room))
        }
        _ => true,
    }
}
