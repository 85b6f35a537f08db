//! Terms as YAML in block style: keys sorted and quoted, lists not indented below their key.

use super::quote;
use crate::eval::convert;
use crate::eval::functions::{Wrong, check_length, json};
use crate::term::{Kind, Object, Term};

/// Bytes of a key that still stands on one line with its value.
const LONGEST_KEY: usize = 128;

/// The YAML of a term that is wholly known.
pub(in crate::eval::functions) fn encode(term: &Term) -> Result<String, Wrong> {
    let mut writer = Writer(String::new());
    if is_block(term) {
        writer.block(term, 0)?;
    } else {
        writer.inline(term, 2)?;
    }
    writer.start_line(0);
    if matches!(term.kind, Kind::Null | Kind::Bool(_) | Kind::Number(_)) {
        // A plain scalar could go on in the next line, so that the document says where it ends.
        writer.0.push_str("...\n");
    }
    Ok(writer.0)
}

/// Whether it takes lines of its own.
fn is_block(term: &Term) -> bool {
    let items = term.as_items().is_some_and(|items| !items.is_empty());
    items || term.as_object().is_some_and(|object| !object.is_empty())
}

/// What is written so far.
struct Writer(String);

impl Writer {
    /// Begins a line, unless one was just begun.
    fn start_line(&mut self, indent: usize) {
        if !self.0.is_empty() && !self.0.ends_with('\n') {
            self.0.push('\n');
        }
        self.0.push_str(&" ".repeat(indent));
    }

    /// A list or object with something in it, from the current place on.
    fn block(&mut self, term: &Term, indent: usize) -> Result<(), Wrong> {
        match &term.kind {
            Kind::Object(object) => self.object(object, indent),
            _ => self.list(term.as_items().unwrap_or_default(), indent),
        }
    }

    fn list(&mut self, items: &[Term], indent: usize) -> Result<(), Wrong> {
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.start_line(indent);
            }
            self.0.push_str("- ");
            self.beside(item, indent)?;
        }
        Ok(())
    }

    fn object(&mut self, object: &Object, indent: usize) -> Result<(), Wrong> {
        for (at, (key, value)) in json::sorted(object).enumerate() {
            if at > 0 {
                self.start_line(indent);
            }
            if key.len() > LONGEST_KEY || quote::has_break(key) {
                self.0.push_str("? ");
                self.text(key, indent + 2);
                self.start_line(indent);
                self.0.push_str(": ");
                self.beside(value, indent)?;
            } else {
                self.0.push_str(&quote::on_one_line(key));
                self.0.push(':');
                self.below(value, indent)?;
            }
        }
        Ok(())
    }

    /// A value in the same line as the mark before it.
    fn beside(&mut self, value: &Term, indent: usize) -> Result<(), Wrong> {
        if is_block(value) {
            self.block(value, indent + 2)
        } else {
            self.inline(value, indent + 2)
        }
    }

    /// The value of a key: beside it, or in the lines below.
    fn below(&mut self, value: &Term, indent: usize) -> Result<(), Wrong> {
        if !is_block(value) {
            self.0.push(' ');
            return self.inline(value, indent + 2);
        }
        let deeper = if value.as_object().is_some() { 2 } else { 0 };
        self.start_line(indent + deeper);
        self.block(value, indent + deeper)
    }

    /// What begins in the current line; further lines of a text have the indent.
    fn inline(&mut self, term: &Term, indent: usize) -> Result<(), Wrong> {
        check_length(self.0.len())?;
        match &term.kind {
            Kind::Null => self.0.push_str("null"),
            Kind::Bool(truth) => self.0.push_str(&truth.to_string()),
            Kind::Number(number) => self.0.push_str(&json::decimal(number)?),
            Kind::Text(text) => self.text(text, indent),
            Kind::List(_) | Kind::Set(_) => self.0.push_str("[]"),
            Kind::Object(_) => self.0.push_str("{}"),
            kind => return Err(Wrong::Unencodable(convert::words(kind))),
        }
        Ok(())
    }

    fn text(&mut self, text: &str, indent: usize) {
        let line = self.0.rsplit('\n').next().unwrap_or_default();
        let column = line.chars().count();
        let written = if text.contains('\n') && quote::can_be_block(text) {
            quote::block(text, indent)
        } else {
            quote::folded(text, indent, column)
        };
        self.0.push_str(&written);
    }
}
