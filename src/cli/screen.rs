//! Results and problems → standard output and standard error.

#![expect(
    clippy::disallowed_methods,
    reason = "whether colour is wanted is said by the environment"
)]

use crate::cli::arguments::{Amount, MessageFormat};
use platc::problems::{Format, Problems, render};
use platc::source::SourceMap;
use std::io::{IsTerminal, Write, stderr, stdout};

/// How things are shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen {
    /// The form of problems.
    pub(crate) format: Format,
    /// How much is told.
    pub(crate) amount: Amount,
}

impl Screen {
    /// What was asked for, with colour only where a person sees it.
    pub(crate) fn new(format: MessageFormat, amount: Amount) -> Self {
        let format = match format {
            MessageFormat::Human if wants_colour() => Format::Colour,
            MessageFormat::Human => Format::Plain,
            MessageFormat::Short => Format::Short,
            MessageFormat::Json => Format::Json,
        };
        Self { format, amount }
    }

    /// The problems as they are shown.
    pub(crate) fn problems(self, problems: &Problems, sources: &SourceMap) -> String {
        render(problems, sources, self.format)
    }

    /// Whether people read what is shown.
    pub(crate) fn is_for_people(self) -> bool {
        matches!(self.format, Format::Colour | Format::Plain)
    }

    /// Shows a result, unless only problems are wanted.
    pub(crate) fn result(self, text: &str) {
        if self.amount != Amount::Quiet {
            put(stdout().lock(), text);
        }
    }

    /// Shows what a command was called for.
    pub(crate) fn product(text: &str) {
        put(stdout().lock(), text);
    }

    /// Shows problems.
    pub(crate) fn complaint(text: &str) {
        put(stderr().lock(), text);
    }
}

/// A reader that has gone away wants nothing more: that is no failure.
fn put(mut stream: impl Write, text: &str) {
    let written = stream.write_all(text.as_bytes());
    let _gone = written.and_then(|()| stream.flush());
}

fn wants_colour() -> bool {
    let is_set = |name| std::env::var(name).is_ok_and(|value| !value.is_empty());
    let is_dumb = std::env::var("TERM").is_ok_and(|terminal| terminal == "dumb");
    stderr().is_terminal() && !is_set("NO_COLOR") && !is_dumb
}
