//! A line of a file → the way to what stands there.
//!
//! Every file that platc writes is indented by two spaces a level, each member and each item on a
//! line of its own, so that the lines before and their indentation give the way.

use super::Spot;
use crate::emit::File;

/// One step of a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// To the member of an object.
    Name(String),
    /// To an item, counted from 0.
    Item(usize),
}

/// Which half of a member is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// Its name, or all of it.
    Name,
    /// Its value.
    Value,
}

/// The way to what stands somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// From the outermost.
    pub(super) steps: Vec<Step>,
    /// What of the last is meant.
    pub(super) half: Half,
}

/// How a line begins that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// The name.
    pub(super) name: String,
    /// What stands before the value, in characters.
    pub(super) width: usize,
}

/// What stands around a line: how far it is indented, and the step to it.
type Around = Vec<(usize, Step)>;

impl Step {
    /// The name; empty for an item.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Name(name) => name,
            Self::Item(_) => "",
        }
    }
}

/// The way to a spot in one of the files, whose names are read by `key`.
pub(super) fn way(spot: &Spot, files: &[File], key: fn(&str) -> Option<Key>) -> Option<Way> {
    let file = files.iter().find(|file| file.name == spot.file)?;
    let mut around = Around::new();
    let mut half = Half::Name;
    for line in file.text.lines().take(spot.line) {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        let key = key(text);
        let before = key.as_ref().map(|key| indent + key.width);
        half = match before {
            Some(before) if spot.column > before => Half::Value,
            _ => Half::Name,
        };
        enter(&mut around, indent, text, key);
    }
    let steps = around.into_iter().map(|(_, step)| step).collect();
    Some(Way { steps, half })
}

fn enter(around: &mut Around, indent: usize, text: &str, key: Option<Key>) {
    if text.is_empty() || text.starts_with('#') {
        return;
    }
    let depth = around.partition_point(|(outer, _)| *outer <= indent);
    around.truncate(depth);
    if text.starts_with(['}', ']']) {
        return;
    }
    let former = around.pop_if(|(last, _)| *last == indent);
    let step = match (key, former) {
        (Some(key), _) => Step::Name(key.name),
        (None, Some((_, Step::Item(last)))) => Step::Item(last + 1),
        (None, _) => Step::Item(0),
    };
    around.push((indent, step));
}
