//! The labels of blocks, and the names in them.

use super::Reader;
use super::contents::Contents;
use super::namespace::NameSpace;
use super::words::is_reserved;
use crate::document::error::Error;
use crate::document::hint::{Instead, Kind};
use crate::maps::IndexMap;
use crate::names::{InvalidName, Name};
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::{Attribute, Block, Word};
use std::collections::BTreeSet;
use std::hash::Hash;

/// A block whose label is its name.
pub(super) struct Named {
    pub(super) name: Name,
    pub(super) name_span: Span,
    pub(super) contents: Contents,
}

impl Reader<'_> {
    /// Reports the labels that are too many.
    pub(super) fn expect_labels(&mut self, block: &Block, takes: usize) {
        for label in block.labels.iter().skip(takes) {
            self.report(Error::ExtraLabel {
                kind: block.kind.text.clone(),
                takes,
                label: label.span,
            });
        }
    }

    /// The one label of a block.
    pub(super) fn label(&mut self, block: &Block, kind: Kind) -> Result<Word, Reported> {
        self.expect_labels(block, 1);
        let header = block.kind.span;
        let label = block.labels.first().cloned();
        label.ok_or_else(|| {
            let word = block.kind.text.clone();
            self.report_if_whole(Error::MissingLabel { kind, word, header })
        })
    }

    /// What stands in a block that has no label.
    pub(super) fn unnamed(&mut self, block: Block) -> Contents {
        self.expect_labels(&block, 0);
        Contents::of(block)
    }

    pub(super) fn named(&mut self, block: Block, kind: Kind) -> Result<Named, Reported> {
        let label = self.label(&block, kind)?;
        Ok(Named {
            name: self.name(&label, kind)?,
            name_span: label.span,
            contents: Contents::of(block),
        })
    }

    /// Reads blocks whose names must differ; what has no name, or one that is taken, is left out.
    pub(super) fn each_named<K: Hash + Eq, T>(
        &mut self,
        blocks: Vec<Block>,
        kind: Kind,
        taken: &mut NameSpace,
        key: impl Fn(Name) -> K,
        mut read: impl FnMut(&mut Self, Named) -> T,
    ) -> IndexMap<K, T> {
        let mut all = IndexMap::default();
        for block in blocks {
            let Ok(named) = self.named(block, kind) else {
                continue;
            };
            let name = named.name.clone();
            let admitted = self.admits(taken, &name, kind, named.name_span);
            let read = read(self, named);
            if admitted {
                all.insert(key(name), read);
            }
        }
        all
    }

    /// Attributes by their names, which must differ; where one block sets a name twice, the syntax
    /// has said so.
    pub(super) fn by_name<K: Hash + Eq>(
        &mut self,
        attributes: Vec<Attribute>,
        kind: Kind,
        names: &mut NameSpace,
        key: impl Fn(Name) -> K,
    ) -> IndexMap<K, Attribute> {
        let mut map = IndexMap::default();
        let mut seen = BTreeSet::new();
        for attribute in attributes {
            if !seen.insert(attribute.name.text.clone()) {
                continue;
            }
            let Ok(name) = self.name(&attribute.name, kind) else {
                continue;
            };
            if self.admits(names, &name, kind, attribute.name.span) {
                map.insert(key(name), attribute);
            }
        }
        map
    }

    /// The name that a word is, or the one that fits it if it is none.
    pub(super) fn name(&mut self, word: &Word, kind: Kind) -> Result<Name, Reported> {
        match Name::new(&word.text) {
            Ok(name) if is_reserved(name.as_str(), kind) => {
                let (written, at) = (word.text.clone(), word.span);
                self.report(Error::ReservedName {
                    name: written,
                    kind,
                    at,
                });
                Ok(name)
            }
            Ok(name) => Ok(name),
            Err(reason) => self.fitted_name(word, kind, reason),
        }
    }

    fn fitted_name(
        &mut self,
        word: &Word,
        kind: Kind,
        reason: InvalidName,
    ) -> Result<Name, Reported> {
        if let (true, Some(reported)) = (word.span.is_empty(), self.text_broken) {
            return Err(reported);
        }
        let name = fitted(&word.text, kind).and_then(|text| Name::new(&text).ok());
        let reported = self.report(Error::InvalidName {
            written: word.text.clone(),
            kind,
            fitted: match &name {
                Some(name) => Instead::Name(name.to_string()),
                None => Instead::Advice("write a name, such as `orders`"),
            },
            reason,
            at: word.span,
        });
        name.ok_or(reported)
    }
}

/// What joins the words of a name: `dead-letter`, but `max_receives`.
fn joint(kind: Kind) -> char {
    match kind {
        Kind::Input | Kind::Output | Kind::Parameter | Kind::Setting | Kind::Local => '_',
        _ => '-',
    }
}

/// The text as a name: lowercase, with a joint where a capital begins or no letter stands. Nothing
/// where too little would be left of it.
fn fitted(text: &str, kind: Kind) -> Option<String> {
    let is_foreign = |letter: char| letter.is_alphanumeric() && !letter.is_ascii();
    if text.contains(is_foreign) || text.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let joint = joint(kind);
    let spaced = match kind {
        Kind::Module => text.to_owned(),
        _ => apart(text),
    };
    let lowercase = spaced.to_ascii_lowercase();
    let words = lowercase.split(|letter: char| !is_allowed(letter));
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    Some(words.join(&joint.to_string()))
}

/// `orderEvents` as `order Events`.
fn apart(text: &str) -> String {
    let mut spaced = String::new();
    let mut after_lowercase = false;
    for letter in text.chars() {
        if after_lowercase && letter.is_ascii_uppercase() {
            spaced.push(' ');
        }
        after_lowercase = letter.is_ascii_lowercase();
        spaced.push(letter);
    }
    spaced
}

fn is_allowed(letter: char) -> bool {
    letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '_' | '-')
}
