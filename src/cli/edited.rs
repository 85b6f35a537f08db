//! What somebody wrote into a file → the place in it, and the difference as people read it.

use crate::cli::difference::{Change, Conflict, Difference, Owner};
use crate::cli::disk::{Disk, Present};
use crate::cli::error::Error;
use crate::cli::hint::Expectation;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use platc::source::{SourceMap, Span};
use platc::world::World;
use similar::TextDiff;

/// Reports everything that stands in the way of the differences.
pub(crate) fn complain(
    differences: &[Difference],
    disk: &Disk,
    screen: Screen,
    report: &mut Report,
) {
    for difference in differences {
        for conflict in &difference.conflicts {
            let path = disk.shown(&difference.path(&conflict.change.name));
            let mut sources = SourceMap::default();
            let error = error(&path, conflict, &mut sources);
            report.complain(vec![error], &sources, screen);
            if screen.is_for_people() {
                report.complaints += &unified(&path, &conflict.change);
            }
        }
    }
}

fn error(path: &str, conflict: &Conflict, sources: &mut SourceMap) -> Error {
    let change = &conflict.change;
    let at = first_difference(path, change, sources);
    let path = path.to_owned();
    let expected = match change.after {
        Some(_) => Expectation::Made,
        None => Expectation::Gone,
    };
    match conflict.owner {
        Owner::Stranger => Error::Foreign { path },
        Owner::Editor | Owner::Platc => Error::Edited { path, expected, at },
    }
}

/// The place of the first byte of a file that is not UTF-8, in what can be shown of it.
pub(crate) fn first_wrong_byte(path: &str, shown: &str, sources: &mut SourceMap) -> Option<Span> {
    let Ok(Present::File(bytes)) = Disk::present(path) else {
        return None;
    };
    let start = std::str::from_utf8(&bytes).err()?.valid_up_to();
    let file = sources.add(shown, String::from_utf8_lossy(&bytes));
    let end = start + char::REPLACEMENT_CHARACTER.len_utf8();
    Some(Span::new(file, start, end))
}

/// The first line of the file on disk that is not as platc makes it.
fn first_difference(path: &str, change: &Change, sources: &mut SourceMap) -> Span {
    let text = change.before.text();
    let made = change.after.as_deref().unwrap_or_default();
    let lines = text.split_inclusive('\n').zip(made.split_inclusive('\n'));
    let same = lines.take_while(|(a, b)| a == b);
    let start = same.map(|(line, _)| line.len()).sum();
    let rest = text.get(start..).unwrap_or_default();
    let end = start + rest.lines().next().map_or(0, str::len);
    let file = sources.add(path, text);
    Span::new(file, start, end)
}

/// The difference between what platc makes and what stands on disk, as `diff -u` writes it.
pub(crate) fn unified(path: &str, change: &Change) -> String {
    let text = change.before.text();
    let made = change.after.as_deref().unwrap_or_default();
    let difference = TextDiff::from_lines(made, &text);
    let mut unified = difference.unified_diff();
    let unified = unified.header("as platc makes it", path);
    format!("{unified}\n")
}

/// What changes in a file that a person wrote, as `diff -u` writes it.
pub(crate) fn rewritten(path: &str, before: &str, after: &str) -> String {
    let difference = TextDiff::from_lines(before, after);
    let mut unified = difference.unified_diff();
    unified.header(path, path).to_string()
}
