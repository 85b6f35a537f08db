//! Problems that are collected for one spec, or for a whole command, on their way to the screen.

use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::inputs::EMBEDDED;
use crate::cli::screen::Screen;
use crate::cli::status::Status;
use platc::compile::Outcome;
use platc::problems::Problems;
use platc::source::SourceMap;
use platc::world::World;

/// What is shown at the end, and how it ended.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// For standard output.
    pub(crate) results: String,
    /// For standard error.
    pub(crate) complaints: String,
    /// How it ended.
    pub(crate) status: Status,
}

impl Report {
    /// The report of some errors, and nothing else.
    pub(crate) fn of(errors: Vec<Error>, screen: Screen) -> Self {
        let mut report = Self::default();
        report.complain(errors, &SourceMap::default(), screen);
        report
    }

    /// Adds errors, whose places are in these texts.
    pub(crate) fn complain(&mut self, errors: Vec<Error>, sources: &SourceMap, screen: Screen) {
        let mut problems = Problems::default();
        for error in errors {
            self.status = self.status.max(error.status());
            problems.report(error);
        }
        self.complaints += &screen.problems(&problems, sources);
    }

    /// Adds the problems of a compile.
    pub(crate) fn take(&mut self, outcome: &Outcome, disk: &Disk, screen: Screen) {
        self.find(&outcome.problems, &outcome.sources, disk, screen);
    }

    /// Adds problems of the library.
    pub(crate) fn find(
        &mut self,
        problems: &Problems,
        sources: &SourceMap,
        disk: &Disk,
        screen: Screen,
    ) {
        if problems.has_errors() {
            self.status = self.status.max(Status::Errors);
        }
        let shown = |path: &str| match path.strip_prefix(EMBEDDED) {
            Some(_) => path.to_owned(),
            None => disk.shown(path),
        };
        let sources = sources.shown_as(shown);
        self.complaints += &screen.problems(problems, &sources);
    }

    /// Adds another report.
    pub(crate) fn add(&mut self, other: &Self) {
        self.results += &other.results;
        self.complaints += &other.complaints;
        self.status = self.status.max(other.status);
    }

    /// Forgets what was shown, and keeps how it ended.
    pub(crate) fn forget_words(&mut self) {
        self.results.clear();
        self.complaints.clear();
    }

    /// Shows it.
    pub(crate) fn show(&self, screen: Screen) -> Status {
        screen.result(&self.results);
        Screen::complaint(&self.complaints);
        self.status
    }
}
