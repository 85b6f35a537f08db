//! `postgres "orders" { … }`

use super::Reader;
use super::contents::Contents;
use super::labels::Named;
use super::namespace::NameSpace;
use super::words::{is_block, misspelt};
use crate::document::error::Error;
use crate::document::hint::{Instead, Kind, Place};
use crate::document::service::{Component, Override};
use crate::maps::IndexMap;
use crate::names::{ComponentName, InputName, ModuleName};
use crate::problems::Reported;
use crate::source::Span;
use crate::suggest::closest;
use crate::syntax::tree::{Block, Item, Word};
use std::collections::BTreeMap;

impl Reader<'_> {
    /// The components of a service, of one environment or of a composite.
    pub(super) fn components(
        &mut self,
        contents: &mut Contents,
    ) -> IndexMap<ComponentName, Component> {
        let blocks = contents.components();
        let mut names = NameSpace::default();
        let (kind, key) = (Kind::Component, ComponentName);
        let all = self.each_named(blocks, kind, &mut names, key, Self::component);
        let read = |(name, component): (_, Result<_, _>)| Some((name, component.ok()?));
        let components = all.into_iter().filter_map(read).collect();
        self.compare_old_names(&components);
        components
    }

    /// Reports `local { … }` and `enviroment "prod" { … }`, which are no components, and reads them as
    /// what was meant. `without_label` has the blocks that have no label.
    pub(super) fn mend_kinds(&mut self, contents: &mut Contents, without_label: &[&'static str]) {
        let place = contents.place();
        for item in &mut contents.items {
            let Item::Block(block) = item else { continue };
            let Some(name) = meant(block, without_label) else {
                continue;
            };
            let kind = std::mem::replace(&mut block.kind.text, name.to_owned());
            self.report(Error::UnknownBlock {
                kind,
                place: place.clone(),
                instead: Instead::Name(name.to_owned()),
                at: block.kind.span,
            });
        }
    }

    fn component(&mut self, named: Named) -> Result<Component, Reported> {
        let mut contents = named.contents;
        let module = self.name(&contents.kind, Kind::Module);
        let (module_span, span) = (contents.kind.span, contents.span);
        let when = contents.expression("when");
        let renamed_from = self.renamed_from(&mut contents);
        let overrides = self.overrides(&mut contents);
        let inputs = contents.other_attributes();
        let inputs = self.by_name(inputs, Kind::Input, &mut NameSpace::default(), InputName);
        for block in contents.components() {
            self.refuse_inner_block(&block, contents.place());
        }
        contents.end(self);
        Ok(Component {
            name: ComponentName(named.name),
            name_span: named.name_span,
            module: ModuleName(module?),
            module_span,
            inputs,
            when,
            renamed_from,
            overrides,
            span,
        })
    }

    /// Reports a block in a component: an input that lacks its `=`, or another component.
    fn refuse_inner_block(&mut self, block: &Block, place: Place) {
        if block.labels.is_empty() {
            self.refuse_block_for_attribute(block);
            return;
        }
        let (kind, at) = (block.kind.text.clone(), block.kind.span);
        self.report_if_whole(Error::MisplacedBlock { kind, place, at });
    }

    fn renamed_from(&mut self, contents: &mut Contents) -> Option<(ComponentName, Span)> {
        let old = contents.text("renamed_from", self)?;
        let name = self.name(&old, Kind::Component).ok()?;
        Some((ComponentName(name), old.span))
    }

    /// Reports old names that are in use.
    fn compare_old_names(&mut self, components: &IndexMap<ComponentName, Component>) {
        for component in components.values() {
            let Some((old, at)) = &component.renamed_from else {
                continue;
            };
            if let Some(present) = components.get(old) {
                self.report(Error::RenamedFromPresent {
                    component: component.name.to_string(),
                    at: *at,
                    present: present.name_span,
                });
            }
        }
    }

    fn overrides(&mut self, contents: &mut Contents) -> Vec<Override> {
        let place = contents.place();
        let mut overrides = Vec::new();
        let mut seen = BTreeMap::new();
        for block in contents.blocks("override") {
            let Ok(resource) = self.address(&block) else {
                continue;
            };
            if let Some(first) = seen.insert(resource.text.clone(), resource.span) {
                let (kind, place) = (format!("override \"{}\"", resource.text), place.clone());
                let second = resource.span;
                self.report(Error::SecondBlock {
                    kind,
                    place,
                    second,
                    first,
                });
            }
            let body = block.body;
            overrides.push(Override { resource, body });
        }
        overrides
    }

    /// The label of an override: `type.name`, or more where modules stand in modules.
    fn address(&mut self, block: &Block) -> Result<Word, Reported> {
        let label = self.label(block, Kind::Override)?;
        let is_word = |word: &str| !word.is_empty() && !word.contains(char::is_whitespace);
        let words = label.text.split('.');
        if words.clone().count() > 1 && words.clone().all(is_word) {
            return Ok(label);
        }
        let (written, at) = (label.text, label.span);
        Err(self.report(Error::OverrideTarget { written, at }))
    }
}

/// The kind of block that a mistyped one should be; none where it is a component, or what it says.
fn meant(block: &Block, without_label: &[&'static str]) -> Option<&'static str> {
    let kind = &*block.kind.text;
    let without_label =
        closest(kind, without_label.iter().copied()).filter(|_| block.labels.is_empty());
    let meant = without_label.or_else(|| misspelt(kind))?;
    (!is_block(kind)).then_some(meant)
}
