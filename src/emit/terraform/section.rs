//! What stands in one file of resources, grouped as Terraform JSON wants it.

use super::json::{Json, Object, add_filled};
use super::resource;
use super::translator::Translator;
use crate::plan::stack::{Resource, Stack};
use crate::term::address::Mode;
use std::collections::BTreeMap;

/// Resources by type; types by name, resources of a type in the order in which they came.
type Group<'a> = BTreeMap<&'a str, Object>;

/// The content of a file.
#[derive(Default)]
pub(super) struct Section<'a> {
    /// Values that resources share, and structures that become text.
    pub(super) locals: Object,
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
    pub(super) fn insert(&mut self, mode: Mode, kind: &'a str, symbol: String, body: Object) {
        let group = match mode {
            Mode::Managed => &mut self.managed,
            Mode::Data => &mut self.data,
            Mode::Ephemeral => &mut self.ephemeral,
        };
        let resource = (symbol.into(), Json::Object(body));
        group.entry(kind).or_default().push(resource);
    }

    /// The file as JSON, without the groups that are empty.
    pub(super) fn content(self) -> Object {
        let mut content = Object::new();
        add_filled(&mut content, "locals", self.locals);
        add_filled(&mut content, "data", members(self.data));
        add_filled(&mut content, "ephemeral", members(self.ephemeral));
        add_filled(&mut content, "resource", members(self.managed));
        content
    }
}

fn members(group: Group<'_>) -> Object {
    let types = group.into_iter();
    types
        .map(|(kind, resources)| (kind.into(), Json::Object(resources)))
        .collect()
}
