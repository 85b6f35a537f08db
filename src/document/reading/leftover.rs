//! What is wrong with what nobody took out of a block, and with what was not there.

use super::contents::{Contents, Presence};
use super::{Reader, words};
use crate::document::error::Error;
use crate::document::hint::{Foreign, Instead, Place, foreign_attribute};
use crate::source::Span;
use crate::suggest::closest;
use crate::syntax::tree::{Attribute, Block, Item};

impl Contents {
    /// Reports what is left over and what is missing.
    pub(super) fn end(mut self, reader: &mut Reader<'_>) {
        for item in std::mem::take(&mut self.items) {
            match item {
                Item::Attribute(attribute) => self.refuse_attribute(&attribute, reader),
                Item::Block(block) => self.refuse_block(&block, reader),
            }
        }
        for (attribute, presence) in &self.attributes {
            if *presence == Presence::Missing {
                let (place, header) = (self.place(), self.header);
                reader.report_if_whole(Error::MissingAttribute {
                    attribute,
                    place,
                    header,
                });
            }
        }
    }

    /// Takes out all that is left, where a schema that nobody knows here decides what may stand;
    /// reports only what has the name, but not the form, of something that was asked for.
    pub(super) fn rest(mut self, reader: &mut Reader<'_>) -> Vec<Item> {
        let (ours, theirs) = std::mem::take(&mut self.items)
            .into_iter()
            .partition(|item| self.is_ours(item));
        self.items = ours;
        self.end(reader);
        theirs
    }

    fn is_ours(&self, item: &Item) -> bool {
        match item {
            Item::Attribute(of) => self.blocks.contains_key(&*of.name.text),
            Item::Block(of) => {
                let kind = &*of.kind.text;
                self.attributes.contains_key(kind) || self.blocks.contains_key(kind)
            }
        }
    }

    pub(super) fn place(&self) -> Place {
        Place::Block(self.kind.text.clone())
    }

    fn refuse_attribute(&mut self, attribute: &Attribute, reader: &mut Reader<'_>) {
        let (name, at) = (attribute.name.text.clone(), attribute.name.span);
        if name.is_empty() {
            return;
        }
        if self.blocks.contains_key(&*name) {
            reader.report(Error::AttributeForBlock { kind: name, at });
            return;
        }
        let (place, instead) = (self.place(), self.other_attribute(&name));
        reader.report(Error::UnknownAttribute {
            name,
            place,
            instead,
            at,
        });
    }

    /// What was probably meant. It is then no longer missing: one mistake is one problem.
    fn other_attribute(&mut self, written: &str) -> Instead {
        let open = self.attributes.iter();
        let open = open.filter(|(_, presence)| **presence != Presence::Given);
        if let Some(name) = closest(written, open.map(|(name, _)| *name)) {
            self.attributes.insert(name, Presence::Given);
            return Instead::Name(name.to_owned());
        }
        match foreign_attribute(written) {
            Some(advice) => Instead::Advice(advice),
            None if self.attributes.contains_key("settings") => {
                Instead::Advice("write it in `settings = { … }`, where modules find what they need")
            }
            None => one_of(self.attributes.keys().copied().collect()),
        }
    }

    fn refuse_block(&mut self, block: &Block, reader: &mut Reader<'_>) {
        let (kind, at) = (block.kind.text.clone(), block.kind.span);
        if kind.is_empty() {
            return;
        }
        if let Some(presence) = self.attributes.get_mut(&*kind) {
            *presence = Presence::Given;
            reader.refuse_block_for_attribute(block);
            return;
        }
        let place = self.place();
        let first = self.blocks.get(&*kind).copied().flatten();
        reader.report(if let Some(first) = first {
            let second = at;
            Error::SecondBlock {
                kind,
                place,
                second,
                first,
            }
        } else if let Some(foreign) = Foreign::of(&kind) {
            let word = kind;
            Error::Foreign { word, foreign, at }
        } else if words::is_block(&kind) {
            Error::MisplacedBlock { kind, place, at }
        } else {
            let instead = self.other_block(&kind);
            Error::UnknownBlock {
                kind,
                place,
                instead,
                at,
            }
        });
    }

    fn other_block(&self, written: &str) -> Instead {
        let known = self.blocks.keys().copied();
        match closest(written, known.clone()) {
            Some(name) => Instead::Name(name.to_owned()),
            None => one_of(known.collect()),
        }
    }
}

fn one_of(known: Vec<&'static str>) -> Instead {
    match known.as_slice() {
        [] => Instead::Advice("remove it"),
        _ => Instead::OneOf(known),
    }
}

impl Reader<'_> {
    /// Reports a block that should be an attribute.
    pub(super) fn refuse_block_for_attribute(&mut self, block: &Block) {
        let (name, at) = (block.kind.text.clone(), block.kind.span);
        let equals = place_of_equals(block);
        self.report(Error::BlockForAttribute { name, at, equals });
    }
}

/// Where `=` makes an object of a block; nowhere if it has labels or blocks of its own.
fn place_of_equals(block: &Block) -> Option<Span> {
    let is_plain = |item: &Item| matches!(item, Item::Attribute(_));
    let plain = block.labels.is_empty() && block.body.items.iter().all(is_plain);
    plain.then(|| block.kind.span.after())
}
