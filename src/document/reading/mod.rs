//! Tree → document: what stands in a file is taken out piece by piece, and whatever is left over
//! at the end of a block is a mistake.
//!
//! A reader goes on after every mistake with what it has. It keeps the proof that there was one,
//! and where the text itself was broken it complains about nothing that is merely absent.

mod access;
mod component;
mod composite;
mod constant;
mod contents;
mod history;
mod implementation;
mod labels;
mod leftover;
mod lifecycle;
mod migration;
mod module;
mod namespace;
mod platform;
mod resource;
mod service;
mod types;
mod values;
mod words;

use super::Read;
use super::error::Error;
use super::hint::{Foreign, Instead, Kind, Place};
use crate::problems::{Diagnose, Problems, Reported};
use crate::suggest::closest;
use crate::syntax::tree::{Block, Body, Item, Tree};
use words::DOCUMENTS;

/// Reads one document.
pub(super) struct Reader<'p> {
    problems: &'p mut Problems,
    /// The proof that the text was broken: what is absent may have been lost there, and what stands
    /// in the wrong place may have been moved.
    text_broken: Option<Reported>,
    /// The proof that something is wrong with the text or the document.
    broken: Option<Reported>,
}

impl<'p> Reader<'p> {
    /// Begins to read, and finds the one block that the file is about.
    pub(super) fn open(
        tree: Tree,
        problems: &'p mut Problems,
    ) -> Result<(Self, Kind, Block), Reported> {
        let mut reader = Self {
            problems,
            text_broken: tree.broken,
            broken: tree.broken,
        };
        let (kind, block) = reader.only_document(tree.body)?;
        Ok((reader, kind, block))
    }

    /// Ends, and says whether all went well.
    pub(super) fn close<T>(self, document: T) -> Read<T> {
        let broken = self.broken;
        Read { document, broken }
    }

    pub(super) fn report(&mut self, error: impl Diagnose + 'static) -> Reported {
        let reported = self.problems.report(error);
        self.broken = Some(reported);
        reported
    }

    /// Reports that something is absent or in the wrong place, unless a broken text may be why.
    fn report_if_whole(&mut self, error: Error) -> Reported {
        match self.text_broken {
            Some(reported) => reported,
            None => self.report(error),
        }
    }

    fn only_document(&mut self, body: Body) -> Result<(Kind, Block), Reported> {
        let file = body.span.before();
        let mut found: Option<(Kind, Block)> = None;
        for item in body.items {
            let Some((kind, block)) = self.document(item) else {
                continue;
            };
            match &found {
                None => found = Some((kind, block)),
                Some((_, first)) => {
                    let (second, first) = (block.kind.span, first.kind.span);
                    self.report(Error::SecondDocument { second, first });
                }
            }
        }
        match (found, self.broken) {
            (Some(found), _) => Ok(found),
            (None, Some(reported)) => Err(reported),
            (None, None) => Err(self.report(Error::Nothing { file })),
        }
    }

    /// The item, if it begins a document; reports it if not.
    fn document(&mut self, item: Item) -> Option<(Kind, Block)> {
        let block = match item {
            Item::Block(block) => *block,
            Item::Attribute(attribute) => {
                let (name, at) = (attribute.name.text, attribute.name.span);
                self.report_if_whole(Error::AttributeAtTop { name, at });
                return None;
            }
        };
        let mut kinds = DOCUMENTS.iter();
        if let Some(kind) = kinds.find(|kind| kind.word() == block.kind.text) {
            return Some((*kind, block));
        }
        self.refuse_at_top(block);
        None
    }

    fn refuse_at_top(&mut self, block: Block) {
        let (kind, at) = (block.kind.text, block.kind.span);
        let known = DOCUMENTS.iter().map(|kind| kind.word());
        let place = Place::Top;
        if kind.is_empty() {
            return;
        }
        self.report_if_whole(if let Some(foreign) = Foreign::of(&kind) {
            let word = kind;
            Error::Foreign { word, foreign, at }
        } else if words::is_block(&kind) {
            Error::MisplacedBlock { kind, place, at }
        } else if let Some(name) = closest(&kind, known) {
            let instead = Instead::Name(name.to_owned());
            Error::UnknownBlock {
                kind,
                place,
                instead,
                at,
            }
        } else {
            let module = kind;
            Error::ComponentAtTop { module, at }
        });
    }
}
