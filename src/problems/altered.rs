//! A problem that is told otherwise than it was found: caused in another place, or graver.

use super::{Diagnose, Edit, Problems};
use crate::source::Span;
use miette::{Diagnostic, LabeledSpan, Severity};
use std::error::Error;
use std::fmt;

/// What the place that is to blame is labelled with.
const CAUSE: &str = "it comes from here";

/// A problem and what is told otherwise.
#[derive(Debug)]
struct Altered {
    problem: Box<dyn Diagnose>,
    /// What its reader wrote: not what is wrong, but the value that it was made of.
    cause: Option<Span>,
    /// Whether it stands in the way of output, although it was found as a warning.
    denied: bool,
}

impl fmt::Display for Altered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl Error for Altered {}

impl Diagnostic for Altered {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.problem.code()
    }

    fn severity(&self) -> Option<Severity> {
        if self.denied {
            return Some(Severity::Error);
        }
        self.problem.severity()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.problem.help()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let Some(cause) = self.cause else {
            return self.problem.labels();
        };
        let cause = LabeledSpan::new_primary_with_span(Some(CAUSE.to_owned()), cause);
        let others = self.problem.labels().into_iter().flatten();
        let others = others.map(|label| {
            LabeledSpan::new_with_span(label.label().map(str::to_owned), *label.inner())
        });
        Some(Box::new(std::iter::once(cause).chain(others)))
    }
}

impl Diagnose for Altered {
    fn edits(&self) -> Vec<Edit> {
        match self.cause {
            // It would change what is not the reader's.
            Some(_) => Vec::new(),
            None => self.problem.edits(),
        }
    }
}

/// How many problems there were at some time.
#[derive(Clone, Copy, Debug)]
pub struct Mark(usize);

impl Problems {
    /// How many problems there are now.
    pub fn mark(&self) -> Mark {
        Mark(self.found.len())
    }

    /// Blames another place for every problem that was found since, where `cause` knows one for the
    /// place where it stands.
    pub fn blame(&mut self, since: Mark, cause: impl Fn(Span) -> Option<Span>) {
        let new = self.found.split_off(since.0.min(self.found.len()));
        for problem in new {
            self.found.push(match problem.primary().and_then(&cause) {
                Some(cause) => Box::new(Altered {
                    problem,
                    cause: Some(cause),
                    denied: false,
                }),
                None => problem,
            });
        }
    }

    /// Makes errors of the warnings that are not allowed.
    pub fn deny(&mut self, is_denied: impl Fn(&dyn Diagnose) -> bool) {
        for problem in std::mem::take(&mut self.found) {
            if problem.is_error() || !is_denied(problem.as_ref()) {
                self.found.push(problem);
                continue;
            }
            self.found.push(Box::new(Altered {
                problem,
                cause: None,
                denied: true,
            }));
        }
    }
}
