//! The rules of a major version → what people are told about them.

use platc::document::module::{Change, Migration};
use platc::source::SourceMap;
use serde::Serialize;

/// How a spec comes from former versions.
#[derive(Debug, Serialize)]
pub(super) struct Moves {
    /// Those versions.
    from: String,
    rules: Vec<Rule>,
}

#[derive(Debug, Serialize)]
struct Rule {
    /// What a spec said.
    before: String,
    /// What it says now.
    now: String,
}

impl Moves {
    pub(super) fn of(migration: &Migration, sources: &SourceMap) -> Self {
        let rule = |kind: &str, name: &str, now| Rule {
            before: format!("{kind} `{name}`"),
            now,
        };
        let renamed = |to: &str| format!("`{to}`");
        let inputs = migration.inputs.iter();
        let inputs = inputs.map(|(name, of)| rule("input", name.as_ref(), change(of, sources)));
        let outputs = migration.outputs.iter();
        let outputs =
            outputs.map(|(name, of)| rule("output", name.as_ref(), renamed(of.to.as_ref())));
        let grants = migration.grants.iter();
        let grants = grants.map(|(name, of)| rule("grant", name.as_ref(), renamed(of.to.as_ref())));
        Self {
            from: migration.from.versions.text.clone(),
            rules: inputs.chain(outputs).chain(grants).collect(),
        }
    }
}

fn change(of: &Change, sources: &SourceMap) -> String {
    match of {
        Change::Remove { message, .. } => format!("removed: {}", message.text),
        Change::Set { renamed, values } => {
            let value = |(before, now): (&String, _)| format!("; `{before}` is `{now}`");
            let values = values.iter();
            let values = values.map(|(key, value)| (key, sources.written(value.span)));
            format!("`{}`", renamed.to) + &values.map(value).collect::<String>()
        }
    }
}
