//! What becomes of a resource when one of its attributes changes.
//!
//! The table is `schemas/replacement.json`, for the types of Terraform's providers that standard
//! modules use. It is the careful answer: what AWS's own templates replace, Terraform may change in
//! place. Azure's resources are never replaced, but what they are called, where they are and what
//! they belong to is what they are: with another one, there is a second resource.

use crate::maps::HashMap;
use std::sync::LazyLock;

/// What a change of an attribute does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    InPlace,
    MayReplace,
    Replaces,
    /// Nobody told.
    Unknown,
}

type Table = HashMap<String, HashMap<String, String>>;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let table = include_str!("../../schemas/replacement.json");
    serde_json::from_str(table).unwrap_or_default()
});

/// What identifies a resource of Azure.
const ARM: [&str; 4] = ["name", "location", "parent", "scope"];

/// What a change of an attribute of a type does; the way to it begins with the attribute's name.
pub(super) fn effect(kind: &str, way: &str) -> Effect {
    let name = way.split(['.', '[']).next().unwrap_or(way);
    if kind.contains('/') {
        return if ARM.contains(&name) {
            Effect::Replaces
        } else {
            Effect::InPlace
        };
    }
    let Some(attributes) = TABLE.get(kind) else {
        return Effect::Unknown;
    };
    match attributes.get(name) {
        None => Effect::InPlace,
        Some(word) if word.starts_with("may") => Effect::MayReplace,
        Some(_) => Effect::Replaces,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        assert_eq!(effect("aws_sqs_queue", "name"), Effect::Replaces);
        assert_eq!(effect("aws_sqs_queue", "policy"), Effect::InPlace);
        assert_eq!(effect("google_pubsub_topic", "name"), Effect::Unknown);
    }
}
