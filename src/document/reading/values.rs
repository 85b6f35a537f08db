//! Attributes whose values are read as they stand: nothing is computed before it is known what is
//! deployed.

use super::Reader;
use super::contents::Contents;
use crate::document::error::Error;
use crate::document::hint::{Listed, Wanted};
use crate::syntax::tree::{Attribute, Expression, ExpressionKind, Word};

impl Contents {
    /// Plain text, if it is there.
    pub(super) fn text(&mut self, name: &'static str, reader: &mut Reader<'_>) -> Option<Word> {
        self.attribute(name).and_then(|of| reader.plain_text(&of))
    }

    /// Plain text that must be there.
    pub(super) fn required_text(
        &mut self,
        name: &'static str,
        reader: &mut Reader<'_>,
    ) -> Option<Word> {
        self.required(name).and_then(|of| reader.plain_text(&of))
    }

    /// The sentence that says what the block is for; empty where that is wrong.
    pub(super) fn required_sentence(
        &mut self,
        name: &'static str,
        reader: &mut Reader<'_>,
    ) -> String {
        let word = self.required_text(name, reader);
        word.map(|word| word.text).unwrap_or_default()
    }

    /// Whether it is set to `true`.
    pub(super) fn flag(&mut self, name: &'static str, reader: &mut Reader<'_>) -> bool {
        self.attribute(name).is_some_and(|of| reader.truth(&of))
    }

    /// An expression that nothing is known about here.
    pub(super) fn expression(&mut self, name: &'static str) -> Option<Expression> {
        self.attribute(name).map(|attribute| attribute.value)
    }

    /// The elements of a list that is written out.
    pub(super) fn list(&mut self, name: &'static str, reader: &mut Reader<'_>) -> Vec<Expression> {
        let attribute = self.attribute(name);
        attribute.map_or_else(Vec::new, |of| reader.elements(of))
    }

    /// The elements of a list of plain texts.
    pub(super) fn texts(&mut self, name: &'static str, reader: &mut Reader<'_>) -> Vec<Word> {
        let elements = self.list(name, reader);
        let texts = elements.iter().filter_map(|of| reader.text_element(of));
        texts.collect()
    }
}

impl Reader<'_> {
    pub(super) fn plain_text(&mut self, attribute: &Attribute) -> Option<Word> {
        let value = &attribute.value;
        let word = text_of(value);
        if word.is_none() {
            self.refuse_value(attribute, Wanted::Text);
        }
        word
    }

    fn truth(&mut self, attribute: &Attribute) -> bool {
        if let ExpressionKind::Bool(truth) = attribute.value.kind {
            return truth;
        }
        self.refuse_value(attribute, Wanted::Bool);
        false
    }

    fn elements(&mut self, attribute: Attribute) -> Vec<Expression> {
        if let ExpressionKind::List(elements) = attribute.value.kind {
            return elements;
        }
        self.refuse_value(&attribute, Wanted::List);
        Vec::new()
    }

    /// The entries of an object that is written out, as attributes.
    pub(super) fn entries(&mut self, attribute: Attribute) -> Vec<Attribute> {
        let ExpressionKind::Object(entries) = attribute.value.kind else {
            self.refuse_value(&attribute, Wanted::Object);
            return Vec::new();
        };
        let mut attributes = Vec::new();
        for entry in entries {
            let (key, value) = (entry.key, entry.value);
            match key.as_key() {
                Some(text) => attributes.push(Attribute {
                    name: Word {
                        text: text.to_owned(),
                        span: key.span,
                    },
                    value,
                }),
                None => self.refuse_key(&key),
            }
        }
        attributes
    }

    pub(super) fn refuse_key(&mut self, key: &Expression) {
        if !is_missing(key) {
            self.report(Error::ComputedKey { key: key.span });
        }
    }

    fn text_element(&mut self, element: &Expression) -> Option<Word> {
        let word = text_of(element);
        if word.is_none() {
            self.refuse_element(element, Listed::Text);
        }
        word
    }

    pub(super) fn refuse_element(&mut self, of: &Expression, listed: Listed) {
        if !is_missing(of) {
            let element = of.span;
            self.report(Error::WrongElement { listed, element });
        }
    }

    pub(super) fn refuse_value(&mut self, attribute: &Attribute, wanted: Wanted) {
        let value = &attribute.value;
        if is_missing(value) {
            return;
        }
        self.report(Error::WrongValue {
            attribute: attribute.name.text.clone(),
            wanted,
            value: value.span,
            mended: mended(value, wanted),
        });
    }
}

/// The text with its place, if it is plain.
pub(super) fn text_of(expression: &Expression) -> Option<Word> {
    let (text, span) = (expression.as_text()?.to_owned(), expression.span);
    Some(Word { text, span })
}

/// Whether the syntax has said that nothing could be read here.
pub(super) fn is_missing(expression: &Expression) -> bool {
    matches!(expression.kind, ExpressionKind::Missing)
}

fn mended(value: &Expression, wanted: Wanted) -> Option<&'static str> {
    match (wanted, value.as_text()?) {
        (Wanted::Bool, "true") => Some("true"),
        (Wanted::Bool, "false") => Some("false"),
        _ => None,
    }
}
