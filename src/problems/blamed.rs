//! A problem that shows in one place and is caused in another.

use super::{Diagnose, Problems};
use crate::source::Span;
use miette::{Diagnostic, LabeledSpan, Severity};
use std::error::Error;
use std::fmt;

/// What the place that is to blame is labelled with.
const CAUSE: &str = "it comes from here";

/// A problem whose reader wrote not what is wrong, but the value that it was made of.
#[derive(Debug)]
struct Blamed {
    problem: Box<dyn Diagnose>,
    cause: Span,
}

impl fmt::Display for Blamed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl Error for Blamed {}

impl Diagnostic for Blamed {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.problem.code()
    }

    fn severity(&self) -> Option<Severity> {
        self.problem.severity()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.problem.help()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let cause = LabeledSpan::new_primary_with_span(Some(CAUSE.to_owned()), self.cause);
        let others = self.problem.labels().into_iter().flatten();
        let others = others.map(|label| {
            LabeledSpan::new_with_span(label.label().map(str::to_owned), *label.inner())
        });
        Some(Box::new(std::iter::once(cause).chain(others)))
    }
}

/// An edit would change what is not the reader's.
impl Diagnose for Blamed {}

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
                Some(cause) => Box::new(Blamed { problem, cause }),
                None => problem,
            });
        }
    }
}
