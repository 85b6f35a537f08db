//! `module list`: a line for each module.

use super::Shelf;
use super::facts::{advice, source};
use super::page;
use super::support::{Support, support};
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::status::Status;
use platc::catalog::edition::Shelved;
use serde::Serialize;

/// In which form the list is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A line for each module.
    Lines,
    /// A table in Markdown of what each target makes of each module.
    Table,
    /// For other programs.
    Json,
}

/// What the list says of a module.
#[derive(Serialize)]
struct Line {
    name: String,
    version: String,
    from: String,
    description: String,
    deprecated: Option<String>,
    targets: Vec<Support>,
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
        Form::Table => page::overview(&lines),
        Form::Lines => text(&lines),
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
    let edition = shelf.read(&shelved.origin).ok()?;
    Some(Line {
        name: shelved.name.to_string(),
        version: shelved.version.to_string(),
        from: source(shelved, shelf.disk),
        targets: support(&edition),
        deprecated: advice(edition.interface.deprecated.as_ref()),
        description: edition.interface.description,
    })
}

fn text(lines: &[Line]) -> String {
    let rows: Vec<_> = lines.iter().map(cells).collect();
    let width = |column: usize| {
        let widths = rows.iter().filter_map(|row| row.get(column));
        let widths = widths.map(|cell| cell.chars().count());
        widths.max().unwrap_or_default()
    };
    let row = |row: &[String; 4], line: &Line| {
        let cells = row.iter().enumerate();
        let padded = cells.map(|(column, cell)| format!("{cell:0$}  ", width(column)));
        let deprecated = line.deprecated.iter();
        let deprecated = deprecated.map(|advice| format!("Deprecated: {advice}. "));
        let said = deprecated.collect::<String>() + first_sentence(&line.description);
        padded.collect::<String>() + &said + "\n"
    };
    let rows = rows.iter().zip(lines);
    rows.map(|(cells, line)| row(cells, line)).collect()
}

/// What is padded in the line of a module.
fn cells(line: &Line) -> [String; 4] {
    let targets = line.targets.iter();
    let targets = targets.map(|of| format!("{} {}", of.target, of.extent.word()));
    let targets = targets.collect::<Vec<_>>().join(", ");
    [&line.name, &line.version, &line.from, &targets].map(Clone::clone)
}

fn first_sentence(text: &str) -> &str {
    let sentence = text.split_inclusive(". ").next();
    sentence.unwrap_or_default().trim_end()
}
