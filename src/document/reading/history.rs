//! `moved`, `removed` and `lost`: what becomes of resources that earlier versions of a module made.

use super::Reader;
use super::contents::Contents;
use crate::document::error::Error;
use crate::document::hint::History;
use crate::document::implementation::{Implementation, Instances, Lost, Moved, ResourceKey};
use crate::names::Name;
use crate::source::Span;
use crate::syntax::tree::{Expression, ExpressionKind, Path, Step};
use crate::term::address::{Key, Mode};

impl Reader<'_> {
    pub(super) fn moved(&mut self, contents: &mut Contents) -> Vec<Moved> {
        let blocks = contents.blocks("moved").into_iter();
        let moved = blocks.map(|block| {
            let mut contents = self.unnamed(block);
            let (from, to) = (
                contents.instances("from", self),
                contents.instances("to", self),
            );
            contents.end(self);
            Some(Moved {
                from: from?,
                to: to?,
            })
        });
        moved.flatten().collect()
    }

    pub(super) fn removed(&mut self, contents: &mut Contents) -> Vec<Instances> {
        let blocks = contents.blocks("removed").into_iter();
        let removed = blocks.map(|block| {
            let mut contents = self.unnamed(block);
            let from = contents.instances("from", self);
            contents.end(self);
            from
        });
        removed.flatten().collect()
    }

    pub(super) fn lost(&mut self, contents: &mut Contents) -> Vec<Lost> {
        let blocks = contents.blocks("lost").into_iter();
        let lost = blocks.map(|block| {
            let mut contents = self.unnamed(block);
            let from = contents.instances("from", self);
            let reason = contents.required_sentence("reason", self);
            contents.end(self);
            Some(Lost {
                from: from?,
                reason,
            })
        });
        lost.flatten().collect()
    }

    /// Reports what contradicts the resources that there are, so that Terraform would refuse it.
    pub(super) fn look_at_history(&mut self, of: &Implementation) {
        let is_arm = of.target.0.as_str() == "azure";
        for strange in of.named().filter(|at| at.key.kind.is_empty() != is_arm) {
            self.report(Error::NoAddress {
                found: format!("`{strange}`"),
                at: strange.span,
            });
        }
        for (fault, at) in of.arrivals().chain(of.departures()) {
            self.report(Error::History {
                fault,
                at: at.span,
                declared: of.declared(at).filter(|_| fault == History::StillMade),
            });
        }
    }
}

impl Implementation {
    /// Every resource that its history names.
    fn named(&self) -> impl Iterator<Item = &Instances> {
        let moved = self.moved.iter().flat_map(|of| [&of.from, &of.to]);
        let lost = self.lost.iter().map(|of| &of.from);
        moved.chain(&self.removed).chain(lost)
    }

    fn declared(&self, at: &Instances) -> Option<Span> {
        self.resources.get(&at.key).map(|found| found.name_span)
    }

    /// Where something can't be moved to.
    fn arrivals(&self) -> impl Iterator<Item = (History, &Instances)> {
        self.moved
            .iter()
            .enumerate()
            .filter_map(|(at, Moved { from, to })| {
                let is_step = self.moved.iter().any(|next| next.from.are(to));
                let fault = if from.key.kind != to.key.kind {
                    History::OtherType
                } else if self.declared(to).is_none() && !is_step {
                    History::NotMade
                } else if self.moved.iter().take(at).any(|other| other.to.are(to)) {
                    History::Twice
                } else {
                    return None;
                };
                Some((fault, to))
            })
    }

    /// What can't be moved or left alone.
    fn departures(&self) -> impl Iterator<Item = (History, &Instances)> {
        let all = || self.moved.iter().map(|of| &of.from).chain(&self.removed);
        all().enumerate().filter_map(move |(at, from)| {
            // What was one may be one of several now, and one of several may be gone.
            let is_whole = from.index.is_none() && !self.is_split(from);
            let fault = if is_whole && self.declared(from).is_some() {
                History::StillMade
            } else if all().take(at).any(|other| other.are(from)) {
                History::Twice
            } else {
                return None;
            };
            Some((fault, from))
        })
    }

    fn is_split(&self, from: &Instances) -> bool {
        let mut moved = self.moved.iter();
        moved.any(|of| of.from.are(from) && of.to.key == from.key && of.to.index.is_some())
    }
}

impl Contents {
    fn instances(&mut self, name: &'static str, reader: &mut Reader<'_>) -> Option<Instances> {
        let written = self.required(name)?.value;
        let found = instances(&written);
        if found.is_none() {
            let found = written.as_reference().map(|text| format!("`{text}`"));
            reader.report(Error::NoAddress {
                found: found.unwrap_or_else(|| "this".to_owned()),
                at: written.span,
            });
        }
        found
    }
}

/// `aws_sqs_queue.main`, `resource.main`, `aws_sqs_queue.main[0]`
fn instances(written: &Expression) -> Option<Instances> {
    let ExpressionKind::Path(path) = &written.kind else {
        return None;
    };
    let Path { root, steps } = &**path;
    let ExpressionKind::Name(root) = &root.kind else {
        return None;
    };
    let (name, index) = match steps.as_slice() {
        [Step::Name(name)] => (name, None),
        [Step::Name(name), Step::Index(index)] => (name, Some(key(index)?)),
        _ => return None,
    };
    let kind = match root.as_str() {
        "resource" => "",
        word if word.contains('_') => word,
        _ => return None,
    };
    let key = ResourceKey {
        mode: Mode::Managed,
        kind: kind.to_owned(),
        name: Name::new(&name.text).ok()?,
    };
    let span = written.span;
    Some(Instances { key, index, span })
}

fn key(index: &Expression) -> Option<Key> {
    match &index.kind {
        ExpressionKind::Number(number) => number.parse().ok().map(Key::Index),
        _ => index.as_text().map(|text| Key::Text(text.into())),
    }
}
