//! Calls of functions.

use super::hint::FUNCTIONS;
use super::{Error, Evaluator, functions};
use crate::problems::{Problems, Reported};
use crate::source::Span;
use crate::suggest::{Hint, closest};
use crate::syntax::tree::{Call, Expression as Written};
use crate::term::expression::{Expression, Function};
use crate::term::{Kind, Term};

impl Evaluator<'_> {
    pub(super) fn call(&mut self, call: &Call, span: Span) -> Result<Term, Reported> {
        match call.function.text.as_str() {
            "try" => self.try_each(call, span),
            "can" => self.can(call, span),
            _ => self.plain_call(call, span),
        }
    }

    fn plain_call(&mut self, call: &Call, span: Span) -> Result<Term, Reported> {
        let arguments = self.arguments(call)?;
        let name = call.function.text.as_str();
        let result = match self.scope.call(name, &arguments, span) {
            Some(result) => result,
            None => match functions::find(name) {
                Some(definition) => functions::call(definition, &arguments, span),
                None => return Err(self.unknown_function(call)),
            },
        };
        let result = result.map_err(|fault| {
            let argument = fault.argument.and_then(|at| arguments.get(at));
            self.report(Error::Call {
                function: name.to_owned(),
                wrong: fault.wrong,
                at: argument.map_or(span, |argument| argument.span),
            })
        })?;
        Ok(self.sized(result.kind, span)?.marked(result.sensitive))
    }

    fn unknown_function(&mut self, call: &Call) -> Reported {
        let name = call.function.text.as_str();
        let known = functions::all().map(|definition| definition.name);
        self.report(Error::UnknownFunction {
            name: name.to_owned(),
            hint: closest(name, known).map_or_else(
                || Hint::Others(FUNCTIONS.to_owned()),
                |close| Hint::Closest(close.to_owned()),
            ),
            at: call.function.span,
        })
    }

    /// The arguments, the last one spread out where `...` says so. Each stands where it was written.
    fn arguments(&mut self, call: &Call) -> Result<Vec<Term>, Reported> {
        let mut arguments = self.all(&call.arguments)?;
        if !call.expands_last {
            return Ok(arguments);
        }
        let Some(last) = arguments.pop() else {
            return Ok(arguments);
        };
        match &last.kind {
            Kind::List(items) | Kind::Set(items) => {
                arguments.extend(items.iter().map(|item| item.clone().moved(last.span)));
                Ok(arguments)
            }
            _ => Err(self.report(Error::UnknownLength { at: last.span })),
        }
    }

    /// `try(a, b, …)`: the first that has a value.
    ///
    /// It catches problems of the expression itself. A problem of what a name stands for is
    /// reported where that is written, and not caught.
    fn try_each(&mut self, call: &Call, span: Span) -> Result<Term, Reported> {
        let mut last = None;
        let mut rest = call.arguments.iter();
        while let Some(argument) = rest.next() {
            match self.attempt(argument)? {
                Ok(term) if term.is_known() => return Ok(term.moved(span)),
                Ok(term) => return Ok(self.deferred_try(term, rest, span)),
                Err(problems) => last = Some(problems),
            }
        }
        let tried = last.is_some();
        Err(self.report(Error::NothingToTry { tried, at: span }))
    }

    /// What may still fail at deployment stands in a `try` there too, unless nothing could be
    /// taken instead.
    fn deferred_try<'w>(
        &mut self,
        first: Term,
        rest: impl Iterator<Item = &'w Written>,
        span: Span,
    ) -> Term {
        let others: Vec<_> = rest
            .filter_map(|other| self.attempt(other).ok()?.ok())
            .collect();
        if others.is_empty() {
            return first.moved(span);
        }
        let mut arguments = vec![first];
        arguments.extend(others);
        let sensitive = arguments.iter().any(Term::holds_sensitive);
        let call = Expression::Call(Function("try"), arguments);
        Kind::Deferred(call.into()).at(span).marked(sensitive)
    }

    fn can(&mut self, call: &Call, span: Span) -> Result<Term, Reported> {
        let [argument] = call.arguments.as_slice() else {
            return Err(self.report(Error::Call {
                function: "can".to_owned(),
                wrong: functions::Wrong::Count {
                    required: 1,
                    most: Some(1),
                    given: call.arguments.len(),
                },
                at: span,
            }));
        };
        let kind = match self.attempt(argument)? {
            Ok(term) if term.is_known() => Kind::Bool(true),
            Ok(term) => Kind::Deferred(Expression::Call(Function("can"), vec![term]).into()),
            Err(_) => Kind::Bool(false),
        };
        Ok(kind.at(span))
    }

    /// The value, or the problems that stand in its way and that are caught.
    fn attempt(&mut self, written: &Written) -> Result<Result<Term, Problems>, Reported> {
        let outer = self.caught.replace(Problems::default());
        let result = self.expression(written);
        let caught = std::mem::replace(&mut self.caught, outer).unwrap_or_default();
        match result {
            Ok(term) => Ok(Ok(term)),
            Err(_) if caught.has_errors() => Ok(Err(caught)),
            Err(reported) => Err(reported),
        }
    }
}
