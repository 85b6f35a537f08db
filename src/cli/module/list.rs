//! `module list`: a line for each module.

use super::Shelf;
use super::facts::origin;
use super::page::{self, Form};
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::status::Status;
use platc::catalog::edition::Shelved;
use serde::Serialize;

/// What the list says of a module.
#[derive(Serialize)]
struct Line {
    name: String,
    version: String,
    from: String,
    description: String,
}

/// Lists the newest version of every module.
pub(super) fn list(mut shelf: Shelf<'_>, form: Form, screen: Screen) -> Status {
    let visible = shelf.visible().unwrap_or_default();
    let all: Vec<_> = visible.iter().collect();
    let newest = all.chunk_by(|one, other| one.name == other.name);
    let newest = newest.filter_map(newest_of);
    let lines: Vec<_> = newest
        .filter_map(|shelved| line(shelved, &mut shelf))
        .collect();
    let results = match form {
        Form::Json => page::json(&lines),
        Form::Text => table(&lines),
    };
    let report = Report {
        results,
        ..Report::default()
    };
    shelf.end(report, screen)
}

/// The version that a spec gets which says nothing, or else the newest.
pub(super) fn newest_of<'s>(versions: &[&'s Shelved]) -> Option<&'s Shelved> {
    let mut newest_first = versions.iter().rev();
    let released = newest_first.find(|one| one.version.pre.is_empty());
    released.or(versions.last()).copied()
}

fn line(shelved: &Shelved, shelf: &mut Shelf<'_>) -> Option<Line> {
    let edition = shelf.read(shelved).ok()?;
    Some(Line {
        name: shelved.name.to_string(),
        version: shelved.version.to_string(),
        from: origin(&shelved.origin, shelf.disk),
        description: edition.interface.description,
    })
}

fn table(lines: &[Line]) -> String {
    let width = |of: fn(&Line) -> &str| {
        let widths = lines.iter().map(|line| of(line).chars().count());
        widths.max().unwrap_or_default()
    };
    let name = width(|line| &line.name);
    let version = width(|line| &line.version);
    let from = width(|line| &line.from);
    let row = |line: &Line| {
        let what = first_sentence(&line.description);
        format!(
            "{:name$}  {:version$}  {:from$}  {what}\n",
            line.name, line.version, line.from
        )
    };
    lines.iter().map(row).collect()
}

fn first_sentence(text: &str) -> &str {
    let sentence = text.split_inclusive(". ").next();
    sentence.unwrap_or_default().trim_end()
}
