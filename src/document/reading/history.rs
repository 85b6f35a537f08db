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
        let declared = |at: &Instances| of.resources.get(&at.key).map(|found| found.name_span);
        let mut say = |fault, at: &Instances, declared: Option<Span>| {
            let at = at.span;
            self.report(Error::History {
                fault,
                at,
                declared,
            });
        };
        let mut named: Vec<&Instances> = Vec::new();
        for Moved { from, to } in &of.moved {
            let is_step = of.moved.iter().any(|next| next.from.are(to));
            match declared(to) {
                _ if from.key.kind != to.key.kind => say(History::OtherType, to, None),
                None if !is_step => say(History::NotMade, to, None),
                _ => {}
            }
            if of
                .moved
                .iter()
                .any(|other| other.to.are(to) && other.to.span < to.span)
            {
                say(History::Twice, to, None);
            }
            named.push(from);
        }
        for from in named.iter().copied().chain(&of.removed) {
            // One of several may have been moved out, and the only one in.
            let still = declared(from).filter(|_| from.index.is_none() && !of.is_split(from));
            if still.is_some() {
                say(History::StillMade, from, still);
            }
        }
        named.extend(&of.removed);
        for (at, from) in named.iter().enumerate() {
            if named.iter().take(at).any(|other| other.are(from)) {
                say(History::Twice, from, None);
            }
        }
    }
}

impl Implementation {
    /// Whether what was one is one of several now.
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
