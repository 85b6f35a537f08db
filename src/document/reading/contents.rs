//! What stands in a block. Whoever reads the block takes out what it knows; the names asked for
//! are remembered, so that [`Contents::end`](super::leftover) can say what would have been right.

use super::Reader;
use super::words::is_block;
use crate::document::hint::Foreign;
use crate::maps::IndexMap;
use crate::source::Span;
use crate::syntax::tree::{Attribute, Block, Expression, ExpressionKind, Item, Word};

/// The items of a block that were not taken yet.
pub(super) struct Contents {
    /// The word that begins the block.
    pub(super) kind: Word,
    /// That word and the labels.
    pub(super) header: Span,
    /// The whole block.
    pub(super) span: Span,
    /// What is left, in order.
    pub(super) items: Vec<Item>,
    /// Attributes that were asked for, and whether each must be there and is not.
    pub(super) attributes: IndexMap<&'static str, Presence>,
    /// Blocks that were asked for, with the place of the first.
    pub(super) blocks: IndexMap<&'static str, Option<Span>>,
}

/// Whether an attribute that was asked for is there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Given,
    Absent,
    Missing,
}

impl Contents {
    pub(super) fn of(block: Block) -> Self {
        let header = block.labels.last().map(|label| label.span);
        Self {
            header: block.kind.span.to(header.unwrap_or(block.kind.span)),
            kind: block.kind,
            span: block.span,
            items: block.body.items,
            attributes: IndexMap::default(),
            blocks: IndexMap::default(),
        }
    }

    /// Takes an attribute out; `null` is the same as leaving it out.
    pub(super) fn attribute(&mut self, name: &'static str) -> Option<Attribute> {
        let attribute = self.written(name)?;
        let is_null = matches!(attribute.value.kind, ExpressionKind::Null);
        (!is_null).then_some(attribute)
    }

    /// Takes an attribute out that may be `null` and mean it.
    pub(super) fn written(&mut self, name: &'static str) -> Option<Attribute> {
        let taken = self.take_attribute(name);
        let presence = match taken {
            Some(_) => Presence::Given,
            None => Presence::Absent,
        };
        self.attributes.insert(name, presence);
        taken
    }

    /// Takes an attribute out that must be there.
    pub(super) fn required(&mut self, name: &'static str) -> Option<Attribute> {
        let taken = self.attribute(name);
        if taken.is_none() {
            self.attributes.insert(name, Presence::Missing);
        }
        taken
    }

    /// Takes out the value of an attribute that must be there.
    pub(super) fn required_expression(&mut self, name: &'static str) -> Expression {
        let nothing = Expression {
            kind: ExpressionKind::Missing,
            span: self.header,
        };
        self.required(name).map_or(nothing, |of| of.value)
    }

    /// Where an attribute of this name is set twice, the syntax has said so, and the first counts.
    pub(super) fn take_attribute(&mut self, name: &str) -> Option<Attribute> {
        let has_name =
            |item: &mut Item| matches!(item, Item::Attribute(of) if of.name.text == name);
        let mut taken: Vec<_> = self.items.extract_if(.., has_name).collect();
        match (!taken.is_empty()).then(|| taken.swap_remove(0)) {
            Some(Item::Attribute(attribute)) => Some(attribute),
            _ => None,
        }
    }

    /// Takes out the block of which there is one at most; a second is left over.
    pub(super) fn block(&mut self, kind: &'static str) -> Option<Block> {
        let is_kind = |item: &Item| matches!(item, Item::Block(block) if block.kind.text == kind);
        let position = self.items.iter().position(is_kind);
        let taken = position.map(|at| self.items.remove(at));
        let block = match taken {
            Some(Item::Block(block)) => Some(*block),
            _ => None,
        };
        let place = block.as_ref().map(|block| block.kind.span);
        self.blocks.insert(kind, place);
        block
    }

    /// Takes out all blocks of a kind.
    pub(super) fn blocks(&mut self, kind: &'static str) -> Vec<Block> {
        self.blocks.insert(kind, None);
        self.take_blocks(|block| block.kind.text == kind)
    }

    /// Takes out all blocks that may be components; what has no label but the name of an attribute
    /// that was asked for is none.
    pub(super) fn components(&mut self) -> Vec<Block> {
        let attributes: Vec<_> = self.attributes.keys().copied().collect();
        self.take_blocks(|block| {
            let kind = &*block.kind.text;
            let is_attribute = block.labels.is_empty() && attributes.contains(&kind);
            !is_attribute && !is_block(kind) && Foreign::of(kind).is_none()
        })
    }

    fn take_blocks(&mut self, wanted: impl Fn(&Block) -> bool) -> Vec<Block> {
        let is_wanted = |item: &mut Item| matches!(item, Item::Block(of) if wanted(of));
        let taken = self.items.extract_if(.., is_wanted);
        let block = |item| match item {
            Item::Block(block) => Some(*block),
            Item::Attribute(_) => None,
        };
        taken.filter_map(block).collect()
    }

    /// Takes out all attributes that are left and should not be blocks.
    pub(super) fn other_attributes(&mut self) -> Vec<Attribute> {
        let blocks = &self.blocks;
        let is_other = |item: &mut Item| match item {
            Item::Attribute(of) => !blocks.contains_key(&*of.name.text),
            Item::Block(_) => false,
        };
        let taken = self.items.extract_if(.., is_other);
        let attribute = |item| match item {
            Item::Attribute(attribute) => Some(attribute),
            Item::Block(_) => None,
        };
        taken.filter_map(attribute).collect()
    }
}

impl Reader<'_> {
    /// The attributes of a block that holds nothing else, as `identity` does.
    pub(super) fn attributes_of(&mut self, block: Block) -> Vec<Attribute> {
        let mut contents = self.unnamed(block);
        let attributes = contents.other_attributes();
        contents.end(self);
        attributes
    }
}
