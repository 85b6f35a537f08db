//! Text with values in it.

use super::{Error, Evaluator, MOST_TEXT, convert};
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::{Binding, Expression as Written, Part};
use crate::term::expression::Expression;
use crate::term::{Kind, Term};

/// Bytes that most texts need.
const LIKELY_LENGTH: usize = 64;

/// A text that grows: known pieces are joined, so no two literals stand side by side.
#[derive(Default)]
struct Text {
    parts: Vec<Term>,
    known: String,
    length: usize,
    sensitive: bool,
}

impl Evaluator<'_> {
    pub(super) fn template(&mut self, parts: &[Part], span: Span) -> Result<Term, Reported> {
        match parts {
            [] => Ok(Kind::text("").at(span)),
            [Part::Literal(literal)] => Ok(Kind::text(literal.text.as_str()).at(span)),
            [Part::Value(value)] => Ok(self.expression(value)?.moved(span)),
            _ => self.text(parts, span),
        }
    }

    fn text(&mut self, parts: &[Part], span: Span) -> Result<Term, Reported> {
        let mut text = Text {
            known: String::with_capacity(LIKELY_LENGTH),
            ..Text::default()
        };
        self.append(parts, &mut text, span)?;
        Ok(text.finish(span))
    }

    /// Adds parts. All are evaluated before the first problem ends it.
    fn append(&mut self, parts: &[Part], text: &mut Text, span: Span) -> Result<(), Reported> {
        let mut result = Ok(());
        for part in parts {
            result = result.and(self.part(part, text, span));
        }
        result?;
        if text.length > MOST_TEXT {
            return Err(self.report(Error::ValueTooLarge { at: span }));
        }
        Ok(())
    }

    fn part(&mut self, part: &Part, text: &mut Text, span: Span) -> Result<(), Reported> {
        match part {
            Part::Literal(literal) => {
                text.push_known(&literal.text);
                Ok(())
            }
            Part::Value(value) => self.value_part(value, text),
            Part::If { condition, yes, no } => self.choice(condition, [yes, no], text, span),
            Part::For { binding, body } => self.repeated_part(binding, body, text, span),
        }
    }

    fn value_part(&mut self, value: &Written, text: &mut Text) -> Result<(), Reported> {
        let term = self.expression(value)?;
        match convert::to_text(&term) {
            Some(term) => {
                text.push(&term);
                Ok(())
            }
            None => Err(self.report(Error::NotText {
                found: convert::words(&term.kind),
                at: value.span,
            })),
        }
    }

    fn choice(
        &mut self,
        condition: &Written,
        [yes, no]: [&Vec<Part>; 2],
        text: &mut Text,
        span: Span,
    ) -> Result<(), Reported> {
        let decides = self.expression(condition)?;
        match self.known_truth(&decides, condition.span)? {
            Some(true) => self.append(yes, text, span),
            Some(false) => self.append(no, text, span),
            None => {
                let (yes, no) = (self.text(yes, span), self.text(no, span));
                text.push(&conditional(decides, yes?, no?, span));
                Ok(())
            }
        }
    }

    fn repeated_part(
        &mut self,
        binding: &Binding,
        body: &[Part],
        text: &mut Text,
        span: Span,
    ) -> Result<(), Reported> {
        for (key, value) in self.elements_of(binding)? {
            self.with_bound(binding, key, value, |evaluator| {
                evaluator.append(body, text, span)
            })?;
        }
        Ok(())
    }
}

/// What remains of a choice whose condition is known only at deployment.
pub(super) fn conditional(condition: Term, yes: Term, no: Term, span: Span) -> Term {
    let sensitive = condition.sensitive || yes.sensitive || no.sensitive;
    let expression = Expression::Conditional { condition, yes, no };
    Kind::Deferred(expression.into()).at(span).marked(sensitive)
}

impl Text {
    fn push_known(&mut self, text: &str) {
        self.length = self.length.saturating_add(text.len());
        if self.length <= MOST_TEXT {
            self.known += text;
        }
    }

    fn push(&mut self, term: &Term) {
        self.sensitive |= term.sensitive;
        match &term.kind {
            Kind::Text(text) => self.push_known(text),
            Kind::Deferred(expression) => {
                if let Expression::Template(parts) = &**expression {
                    for part in parts {
                        self.push(part);
                    }
                } else {
                    self.end_known(term.span);
                    self.length = self.length.saturating_add(1);
                    self.parts.push(term.clone());
                }
            }
            _ => {}
        }
    }

    fn end_known(&mut self, span: Span) {
        if !self.known.is_empty() {
            let known = std::mem::take(&mut self.known);
            self.parts.push(Kind::text(known).at(span));
        }
    }

    fn finish(mut self, span: Span) -> Term {
        if self.parts.is_empty() {
            return Kind::text(self.known).at(span).marked(self.sensitive);
        }
        self.end_known(span);
        let template = Expression::Template(self.parts);
        Kind::Deferred(template.into())
            .at(span)
            .marked(self.sensitive)
    }
}
