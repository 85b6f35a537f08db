//! `resource "aws_sqs_queue" "main" { … }`, and what is read or made for one run.

use super::Reader;
use super::contents::Contents;
use super::namespace::NameSpace;
use crate::document::error::Error;
use crate::document::hint::{Foreign, Kind, Planned};
use crate::document::implementation::{Lifecycle, Repeat, Resource, ResourceKey};
use crate::maps::IndexMap;
use crate::names::Name;
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::{Block, ExpressionKind, Item, Word};
use crate::term::address::Mode;
use std::collections::BTreeMap;

/// What an implementation may hold.
pub(super) const MODES: [Mode; 3] = [Mode::Managed, Mode::Data, Mode::Ephemeral];

/// Blocks that Terraform puts into resources, and that are none of the provider's.
const TERRAFORM_ONLY: [&str; 3] = ["dynamic", "provisioner", "connection"];

impl Reader<'_> {
    /// The resources of some modes, whose addresses must differ.
    pub(super) fn resources(
        &mut self,
        contents: &mut Contents,
        modes: &[Mode],
    ) -> IndexMap<ResourceKey, Resource> {
        let mut all = IndexMap::default();
        let mut names: BTreeMap<_, NameSpace> = BTreeMap::new();
        for mode in modes {
            let kind = kind_of(*mode);
            for block in contents.blocks(kind.word()) {
                let Ok((key, resource)) = self.resource(block, *mode) else {
                    continue;
                };
                let names = names.entry((key.mode, key.kind.clone())).or_default();
                if self.admits(names, &key.name, kind, resource.name_span) {
                    all.insert(key, resource);
                }
            }
        }
        all
    }

    fn resource(&mut self, block: Block, mode: Mode) -> Result<(ResourceKey, Resource), Reported> {
        let (kind, name, name_span) = self.address_labels(&block, mode)?;
        let mut contents = Contents::of(block);
        let key = key_of(mode, &kind, &name);
        let mut resource = Resource {
            mode,
            kind,
            name,
            name_span,
            when: contents.expression("when"),
            repeat: self.repeat(&mut contents),
            depends_on: contents.list("depends_on", self),
            lifecycle: self.lifecycle(&mut contents, mode),
            provider: None,
            parent: None,
            scope: None,
            identities: None,
            implicit: false,
            items: Vec::new(),
            span: contents.span,
        };
        if is_arm(&resource.kind) {
            self.read_arm(&mut resource, &mut contents);
        } else {
            resource.provider = self.provider_name(&mut contents);
        }
        resource.items = contents.rest(self);
        self.refuse_terraform_only(&resource.items);
        Ok((key, resource))
    }

    /// A type and a name.
    fn address_labels(
        &mut self,
        block: &Block,
        mode: Mode,
    ) -> Result<(Word, Name, Span), Reported> {
        self.expect_labels(block, 2);
        let kind = kind_of(mode);
        let [ty, name, ..] = block.labels.as_slice() else {
            let (word, header) = (block.kind.text.clone(), block.kind.span);
            return Err(self.report_if_whole(Error::MissingLabel { kind, word, header }));
        };
        Ok((ty.clone(), self.name(name, kind)?, name.span))
    }

    fn repeat(&mut self, contents: &mut Contents) -> Option<Repeat> {
        let count = contents.attribute("count");
        let for_each = contents.attribute("for_each");
        if let (Some(count), Some(for_each)) = (&count, &for_each) {
            let (one, other) = (count.name.span, for_each.name.span);
            let (first, second) = (one.min(other), one.max(other));
            self.report(Error::CountAndForEach { second, first });
        }
        let for_each = for_each.map(|of| Repeat::ForEach(of.value));
        for_each.or(count.map(|of| Repeat::Count(of.value)))
    }

    fn lifecycle(&mut self, contents: &mut Contents, mode: Mode) -> Lifecycle {
        let place = contents.place();
        let Some(block) = contents.block("lifecycle") else {
            return Lifecycle::default();
        };
        if mode == Mode::Managed {
            return self.read_lifecycle(block);
        }
        let (kind, at) = (block.kind.text, block.kind.span);
        self.report(Error::MisplacedBlock { kind, place, at });
        Lifecycle::default()
    }

    fn read_arm(&mut self, resource: &mut Resource, contents: &mut Contents) {
        resource.parent = contents.expression("parent");
        resource.scope = contents.expression("scope");
        resource.identities = contents.expression("identities");
        resource.implicit = contents.flag("implicit", self);
        let version = resource.kind.text.split_once('@');
        if version.is_none_or(|(_, version)| version.is_empty()) {
            let written = resource.kind.text.trim_end_matches('@').to_owned();
            let at = resource.kind.span;
            self.report(Error::MissingApiVersion { written, at });
        }
    }

    /// `provider = google-beta`; `aws.west`, one of several configurations, does not exist.
    fn provider_name(&mut self, contents: &mut Contents) -> Option<Word> {
        let attribute = contents.attribute("provider")?;
        let span = attribute.value.span;
        if let ExpressionKind::Name(text) = attribute.value.kind {
            return Some(Word { text, span });
        }
        let (planned, at) = (Planned::ResourceProvider, span);
        self.report(Error::NotYet { planned, at });
        None
    }

    fn refuse_terraform_only(&mut self, items: &[Item]) {
        for item in items {
            if let Item::Block(block) = item
                && TERRAFORM_ONLY.contains(&&*block.kind.text)
            {
                self.refuse_foreign(&block.kind);
            } else {
                self.refuse_dynamic(item);
            }
        }
    }

    /// Deeper in, only `dynamic` can't be a block of the provider's.
    fn refuse_dynamic(&mut self, item: &Item) {
        let Item::Block(block) = item else {
            return;
        };
        if block.kind.text == "dynamic" {
            self.refuse_foreign(&block.kind);
            return;
        }
        for item in &block.body.items {
            self.refuse_dynamic(item);
        }
    }

    fn refuse_foreign(&mut self, kind: &Word) {
        if let Some(foreign) = Foreign::of(&kind.text) {
            let (word, at) = (kind.text.clone(), kind.span);
            self.report(Error::Foreign { word, foreign, at });
        }
    }
}

fn is_arm(kind: &Word) -> bool {
    kind.text.contains('/')
}

fn key_of(mode: Mode, kind: &Word, name: &Name) -> ResourceKey {
    let terraform = (!is_arm(kind)).then(|| kind.text.clone());
    ResourceKey {
        mode,
        kind: terraform.unwrap_or_default(),
        name: name.clone(),
    }
}

fn kind_of(mode: Mode) -> Kind {
    match mode {
        Mode::Managed => Kind::Resource,
        Mode::Data => Kind::Data,
        Mode::Ephemeral => Kind::Ephemeral,
    }
}
