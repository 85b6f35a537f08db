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

#[cfg(test)]
mod tests {
    use super::super::terraform::key;
    use super::*;

    const FILE: &str = "{\n  \"resource\": {\n    \"a\": {\n      \"b\": {\n        \"c\": [\n          {\n            \"d\": 1\n          },\n          {\n            \"e\": \"x: y\"\n          }\n        ]\n      }\n    }\n  }\n}\n";

    fn ways(line: usize, column: usize) -> (Vec<String>, Half) {
        let file = File {
            name: "x.tf.json".to_owned(),
            text: FILE.to_owned(),
        };
        let spot = Spot {
            file: file.name.clone(),
            line,
            column,
        };
        let way = way(&spot, &[file], key).unwrap();
        let step = |step: &Step| match step {
            Step::Name(name) => name.clone(),
            Step::Item(index) => index.to_string(),
        };
        (way.steps.iter().skip(1).map(step).collect(), way.half)
    }

    #[test]
    fn a_line_of_json_has_a_way() {
        let inner = ["resource", "a", "b", "c", "1", "e"].map(str::to_owned);
        assert_eq!(ways(10, 13), (inner.to_vec(), Half::Name));
        assert_eq!(ways(10, 18), (inner.to_vec(), Half::Value));
        let first = ["resource", "a", "b", "c", "0"].map(str::to_owned);
        assert_eq!(ways(8, 11), (first.to_vec(), Half::Name));
        let block = ["resource", "a", "b"].map(str::to_owned);
        assert_eq!(ways(13, 7), (block.to_vec(), Half::Name));
    }
}
