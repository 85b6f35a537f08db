//! YAML as terms.
//!
//! Anchors are copied to where they are used. Copies count like what is written out, so that a
//! short text can't say an endless one.

use super::scalar::{Style, scalar};
use crate::eval::functions::Wrong;
use crate::source::Span;
use crate::term::{Kind, Object, Term};
use saphyr_parser::{Event, Parser, ScalarStyle, StrInput, Tag};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Values that a document may hold, with all copies.
const MOST_VALUES: usize = 100_000;

/// Lists and objects that may stand in each other.
const DEEPEST: usize = 64;

/// The term that the only document of a text says.
pub(in crate::eval::functions) fn decode(text: &str, span: Span) -> Result<Term, Wrong> {
    let mut reader = Reader {
        parser: Parser::new_from_str(text.strip_prefix('\u{feff}').unwrap_or(text)),
        anchors: BTreeMap::new(),
        values: 0,
        depth: 0,
        span,
    };
    reader.document()
}

/// That a text is not YAML, and why.
pub(super) fn wrong(reason: impl Into<String>) -> Wrong {
    Wrong::Malformed {
        format: "YAML",
        reason: reason.into(),
    }
}

struct Reader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    anchors: BTreeMap<usize, Anchor>,
    values: usize,
    depth: usize,
    span: Span,
}

/// A value that can be copied.
struct Anchor {
    term: Term,
    values: usize,
}

impl<'t> Reader<'t> {
    fn document(&mut self) -> Result<Term, Wrong> {
        let mut document = None;
        loop {
            match self.next()? {
                Event::StreamEnd => return document.ok_or_else(|| wrong("there is nothing in it")),
                Event::StreamStart | Event::DocumentEnd | Event::Nothing => {}
                Event::DocumentStart(_) if document.is_some() => {
                    return Err(wrong("there is more than one document in it"));
                }
                Event::DocumentStart(_) => {
                    let event = self.next()?;
                    document = Some(self.value(event)?);
                }
                _ => return Err(wrong("a document is expected")),
            }
        }
    }

    fn next(&mut self) -> Result<Event<'t>, Wrong> {
        match self.parser.next_event() {
            Some(Ok((event, _))) => Ok(event),
            Some(Err(error)) => Err(wrong(error.to_string())),
            None => Ok(Event::StreamEnd),
        }
    }

    /// The value that begins with an event.
    fn value(&mut self, event: Event<'t>) -> Result<Term, Wrong> {
        let before = self.values;
        self.count(1)?;
        let (term, anchor) = match event {
            Event::Alias(anchor) => return self.copy(anchor),
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag.as_deref().map(core).transpose()?;
                (scalar(&text, tag, style.into())?.at(self.span), anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                expect(tag.as_deref(), "seq")?;
                (self.nested(Self::list)?, anchor)
            }
            Event::MappingStart(anchor, tag) => {
                expect(tag.as_deref(), "map")?;
                (self.nested(Self::object)?, anchor)
            }
            _ => return Err(wrong("a value is expected")),
        };
        if anchor > 0 {
            let values = self.values - before;
            let term = term.clone();
            self.anchors.insert(anchor, Anchor { term, values });
        }
        Ok(term)
    }

    fn count(&mut self, values: usize) -> Result<(), Wrong> {
        self.values += values;
        if self.values > MOST_VALUES {
            return Err(Wrong::Unbounded);
        }
        Ok(())
    }

    fn copy(&mut self, anchor: usize) -> Result<Term, Wrong> {
        let anchor = self.anchors.get(&anchor);
        let anchor = anchor.ok_or_else(|| wrong("a value can't hold a copy of itself"))?;
        let (term, values) = (anchor.term.clone(), anchor.values);
        self.count(values)?;
        Ok(term)
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Kind, Wrong>) -> Result<Term, Wrong> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(wrong("it is nested too deeply"));
        }
        let kind = read(self)?;
        self.depth -= 1;
        Ok(kind.at(self.span))
    }

    fn list(&mut self) -> Result<Kind, Wrong> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                Event::SequenceEnd => return Ok(Kind::List(items.into())),
                event => items.push(self.value(event)?),
            }
        }
    }

    fn object(&mut self) -> Result<Kind, Wrong> {
        let mut object = Object::default();
        loop {
            let event = self.next()?;
            if event == Event::MappingEnd {
                return Ok(Kind::Object(Arc::new(object)));
            }
            if is_merge(&event) {
                self.merge(&mut object)?;
                continue;
            }
            let key = self.key(event)?;
            let event = self.next()?;
            object.insert(key, self.value(event)?);
        }
    }

    fn key(&mut self, event: Event<'t>) -> Result<Arc<str>, Wrong> {
        let key = self.value(event)?;
        let text = crate::eval::convert::to_text(&key);
        let text = text.as_ref().and_then(Term::as_text).cloned();
        text.ok_or_else(|| wrong("a key is no text"))
    }

    /// The value of `<<`: its entries stand here, as if written here.
    fn merge(&mut self, object: &mut Object) -> Result<(), Wrong> {
        let event = self.next()?;
        let merged = self.value(event)?;
        let merged = merged.as_object();
        let merged = merged.ok_or_else(|| wrong("what `<<` merges is no object"))?;
        let entries = merged
            .iter()
            .map(|(key, value)| (key.clone(), value.clone()));
        object.extend(entries);
        Ok(())
    }
}

impl From<ScalarStyle> for Style {
    fn from(style: ScalarStyle) -> Self {
        match style {
            ScalarStyle::Plain => Self::Plain,
            _ => Self::Quoted,
        }
    }
}

fn is_merge(event: &Event<'_>) -> bool {
    match event {
        Event::Scalar(text, ScalarStyle::Plain, _, None) => text == "<<",
        Event::Scalar(_, _, _, Some(tag)) => core(tag) == Ok("merge"),
        _ => false,
    }
}

/// The name of a tag that YAML itself defines.
fn core(tag: &Tag) -> Result<&str, Wrong> {
    if tag.is_yaml_core_schema() {
        return Ok(&tag.suffix);
    }
    Err(wrong(format!("the tag `{tag}` is not known")))
}

fn expect(tag: Option<&Tag>, expected: &str) -> Result<(), Wrong> {
    match tag.map(core).transpose()? {
        Some(name) if name != expected => Err(wrong(format!("the tag `!!{name}` is not known"))),
        _ => Ok(()),
    }
}
