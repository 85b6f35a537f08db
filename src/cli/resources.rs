//! Files that changed → how many resources were created, changed and removed.
//!
//! The files are platc's own, so a resource is found by where its printer puts it.

use crate::cli::difference::Change;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What became of the resources of a root module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    total: usize,
    created: usize,
    changed: usize,
    moved: usize,
    removed: usize,
    unchanged: usize,
}

impl Tally {
    /// Counts the resources of a root module where nothing stood before.
    pub(crate) fn created(total: usize) -> Self {
        Self {
            total,
            created: total,
            ..Self::default()
        }
    }

    /// Counts the resources of a root module, `total` of them, whose files changed so; `moved` is the text
    /// that says which of them have another address.
    pub(crate) fn of(total: usize, changes: &[Change], moved: &str) -> Self {
        let texts: Vec<_> = changes.iter().map(|change| change.before.text()).collect();
        let mut before = BTreeMap::new();
        let mut after = BTreeMap::new();
        for (change, text) in changes.iter().zip(&texts) {
            let new = change.after.as_deref().unwrap_or_default();
            before.extend(resources(&change.name, text));
            after.extend(resources(&change.name, new));
        }
        let mut renamed = BTreeSet::new();
        for Moved { from, to } in steps(moved) {
            if !after.contains_key(from)
                && let Some(text) = before.remove(from)
            {
                before.entry(to.to_owned()).or_insert(text);
                renamed.insert(to);
            }
        }
        let created = count(&after, |name, _| !before.contains_key(name));
        let differs = |name: &str, text: &str| before.get(name).is_some_and(|old| *old != text);
        let different = count(&after, differs);
        let moved = count(&after, |name, text| {
            renamed.contains(name) && !differs(name, text)
        });
        let removed = count(&before, |name, _| !after.contains_key(name));
        Self {
            total,
            created,
            changed: different,
            moved,
            removed,
            unchanged: total.saturating_sub(created + different + moved),
        }
    }
}

/// A resource that has another address.
#[derive(Deserialize)]
struct Moved<'t> {
    from: &'t str,
    to: &'t str,
}

/// What `moved.tf.json` says, step by step.
fn steps(text: &str) -> Vec<Moved<'_>> {
    #[derive(Deserialize)]
    struct File<'t> {
        #[serde(borrow, default)]
        moved: Vec<Moved<'t>>,
    }
    serde_json::from_str(text).map_or_else(|_| Vec::new(), |file: File<'_>| file.moved)
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.total == 1 { "" } else { "s" };
        let counts = [
            (self.created, "created"),
            (self.changed, "changed"),
            (self.moved, "moved"),
            (self.removed, "removed"),
            (self.unchanged, "unchanged"),
        ];
        let counts = counts.iter().filter(|(number, _)| *number > 0);
        let counts: Vec<_> = counts
            .map(|(number, what)| format!("{number} {what}"))
            .collect();
        let colon = if counts.is_empty() { "" } else { ": " };
        write!(
            f,
            "{} resource{plural}{colon}{}",
            self.total,
            counts.join(", ")
        )
    }
}

fn count(resources: &BTreeMap<String, &str>, wanted: impl Fn(&str, &str) -> bool) -> usize {
    resources
        .iter()
        .filter(|(name, text)| wanted(name, text))
        .count()
}

/// What counts of a file of Terraform.
#[derive(Deserialize)]
struct Terraform<'t> {
    #[serde(borrow, default)]
    resource: BTreeMap<&'t str, BTreeMap<&'t str, &'t RawValue>>,
}

/// The resources of a file, by address, as they are written.
fn resources<'t>(name: &str, text: &'t str) -> BTreeMap<String, &'t str> {
    let ending = name.rsplit('.').next();
    match ending {
        Some("json") => terraform(text).unwrap_or_default(),
        Some("bicep") => bicep(name, text),
        _ => BTreeMap::new(),
    }
}

fn terraform(text: &str) -> Option<BTreeMap<String, &str>> {
    let file: Terraform<'_> = serde_json::from_str(text).ok()?;
    let resources = file.resource.into_iter().flat_map(|(kind, resources)| {
        let named = resources.into_iter();
        named.map(move |(name, body)| (format!("{kind}.{name}"), body.get()))
    });
    Some(resources.collect())
}

/// A resource goes from a line that begins with `resource`, or with `module` where it stands in a
/// file of its own, to the next line that closes it. One that exists is only named.
fn bicep<'t>(file: &str, text: &'t str) -> BTreeMap<String, &'t str> {
    let mut found = BTreeMap::new();
    if file.contains('/') {
        return found;
    }
    for keyword in ["\nresource ", "\nmodule "] {
        for statement in text.split(keyword).skip(1) {
            let declared = statement.lines().next().unwrap_or_default();
            let name = statement.split(' ').next().unwrap_or_default();
            let body = statement.split("\n}").next().unwrap_or_default();
            if !declared.ends_with(" existing = {") {
                found.insert(format!("{file}#{name}"), body);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::disk::Present;

    fn change(name: &str, before: Option<&str>, after: Option<&str>) -> Change {
        Change {
            name: name.to_owned(),
            before: match before {
                Some(text) => Present::File(text.as_bytes().to_vec()),
                None => Present::Nothing,
            },
            after: after.map(str::to_owned),
        }
    }

    fn tally(total: usize, changes: &[Change]) -> String {
        Tally::of(total, changes, "").to_string()
    }

    #[test]
    fn a_resource_that_moves_to_another_file_is_unchanged() {
        let text = r#"{"resource":{"aws_sqs_queue":{"main":{"name":"a"}}}}"#;
        let changes = [
            change("events.tf.json", Some(text), None),
            change("queue.tf.json", None, Some(text)),
        ];
        assert_eq!(tally(1, &changes), "1 resource: 1 unchanged");
    }

    #[test]
    fn terraform_resources_are_compared_by_address() {
        let before = r#"{"resource":{"a":{"kept":{"x":1},"other":{"x":1},"gone":{}}}}"#;
        let after = r#"{"resource":{"a":{"kept":{"x":1},"other":{"x":2},"new":{}}}}"#;
        let changes = [change("main.tf.json", Some(before), Some(after))];
        assert_eq!(
            tally(3, &changes),
            "3 resources: 1 created, 1 changed, 1 removed, 1 unchanged"
        );
    }

    #[test]
    fn what_has_another_address_is_neither_created_nor_removed() {
        let before = r#"{"resource":{"a":{"one":{"x":1},"two":{"x":1}}}}"#;
        let after = r#"{"resource":{"a":{"three":{"x":1},"four":{"x":2}}}}"#;
        let moved = r#"{"moved":[{"from":"a.one","to":"a.between"},{"from":"a.between","to":"a.three"},{"from":"a.two","to":"a.four"}]}"#;
        let changes = [change("main.tf.json", Some(before), Some(after))];
        assert_eq!(
            Tally::of(2, &changes, moved).to_string(),
            "2 resources: 1 changed, 1 moved"
        );
    }

    #[test]
    fn bicep_resources_are_compared_by_symbol() {
        let before =
            "// x\n\nresource kept 'T@1' = {\n  a: 1\n}\n\nresource other 'T@1' = {\n  a: 1\n}\n";
        let after = "// x\n\nresource kept 'T@1' = {\n  a: 1\n}\n\n// y\nresource other 'T@1' = {\n  a: 2\n}\n";
        let changes = [change("main.bicep", Some(before), Some(after))];
        assert_eq!(tally(2, &changes), "2 resources: 1 changed, 1 unchanged");
    }
    #[test]
    fn what_stands_in_a_file_of_its_own_is_counted_where_it_is_used() {
        let main = "// x\n\nresource old 'T@1' existing = {\n  name: 'a'\n}\n\nmodule new 'modules/new.bicep' = {\n  params: {}\n}\n";
        let nested = "// x\n\nresource new 'T@1' = {\n  name: name\n}\n";
        let changes = [
            change("main.bicep", None, Some(main)),
            change("modules/new.bicep", None, Some(nested)),
        ];
        assert_eq!(tally(1, &changes), "1 resource: 1 created");
    }
}
