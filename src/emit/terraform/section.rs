//! What stands in one file of resources, grouped as Terraform JSON wants it.

use super::resource;
use super::translator::Translator;
use crate::plan::stack::{Resource, Stack};
use crate::term::address::Mode;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// Resources by type; types by name, resources of a type in the order in which they came.
type Group<'a> = BTreeMap<&'a str, Map<String, Json>>;

/// The content of a file.
#[derive(Default)]
pub(super) struct Section<'a> {
    /// Values that resources share, and structures that become text.
    pub(super) locals: Map<String, Json>,
    data: Group<'a>,
    ephemeral: Group<'a>,
    managed: Group<'a>,
}

impl<'a> Section<'a> {
    /// Adds a resource, and the locals that its translation made.
    pub(super) fn add(&mut self, of: &'a Resource, stack: &Stack, translator: &mut Translator) {
        let symbol = of.address.symbol();
        translator.begin(symbol.clone());
        let body = resource::resource(of, stack, translator);
        self.locals.append(&mut translator.locals);
        self.insert(of.address.mode, &of.address.kind, symbol, body);
    }

    /// Adds a block.
    pub(super) fn insert(
        &mut self,
        mode: Mode,
        kind: &'a str,
        symbol: String,
        body: Map<String, Json>,
    ) {
        let group = match mode {
            Mode::Managed => &mut self.managed,
            Mode::Data => &mut self.data,
            Mode::Ephemeral => &mut self.ephemeral,
        };
        group.entry(kind).or_default().insert(symbol, body.into());
    }

    /// The file as JSON, without the groups that are empty.
    pub(super) fn content(self) -> Map<String, Json> {
        let groups = [
            ("locals", self.locals),
            ("data", members(self.data)),
            ("ephemeral", members(self.ephemeral)),
            ("resource", members(self.managed)),
        ];
        let groups = groups.into_iter().filter(|(_, group)| !group.is_empty());
        groups
            .map(|(name, group)| (name.to_owned(), Json::Object(group)))
            .collect()
    }
}

fn members(group: Group<'_>) -> Map<String, Json> {
    let types = group.into_iter();
    types
        .map(|(kind, resources)| (kind.to_owned(), Json::Object(resources)))
        .collect()
}
