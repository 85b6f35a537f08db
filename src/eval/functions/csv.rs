//! Tables of comma-separated values, as RFC 4180 has them.
//!
//! The first line names the columns. Every other line is an object with a text for each. Blank
//! lines count for nothing.

use super::Wrong;
use crate::source::Span;
use crate::term::{Kind, Object, Term};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The objects that a table says.
pub(super) fn decode(text: &str, span: Span) -> Result<Term, Wrong> {
    let text = text.replace("\r\n", "\n");
    let mut lines = lines(text.strip_suffix('\r').unwrap_or(&text))?.into_iter();
    let header = lines
        .next()
        .ok_or_else(|| wrong("there is no line with names"))?;
    let header: Vec<Arc<str>> = header.into_iter().map(Arc::from).collect();
    if header.iter().collect::<BTreeSet<_>>().len() < header.len() {
        return Err(wrong("a name stands twice in the first line"));
    }
    let objects: Result<_, _> = lines.map(|line| object(&header, line, span)).collect();
    Ok(Kind::List(objects?).at(span))
}

fn wrong(reason: &str) -> Wrong {
    Wrong::Malformed {
        format: "CSV",
        reason: reason.to_owned(),
    }
}

fn object(header: &[Arc<str>], line: Vec<String>, span: Span) -> Result<Term, Wrong> {
    if line.len() != header.len() {
        return Err(wrong(
            "a line has more or fewer values than there are names",
        ));
    }
    let names = header.iter().cloned();
    let values = line.into_iter().map(|value| Kind::text(value).at(span));
    let object: Object = names.zip(values).collect();
    Ok(Kind::Object(Arc::new(object)).at(span))
}

fn lines(text: &str) -> Result<Vec<Vec<String>>, Wrong> {
    let mut lines = Vec::new();
    let mut rest = text.trim_start_matches('\n');
    while !rest.is_empty() {
        let (line, after) = line(rest)?;
        lines.push(line);
        rest = after.trim_start_matches('\n');
    }
    Ok(lines)
}

/// The values of the first line, and the text behind it.
fn line(text: &str) -> Result<(Vec<String>, &str), Wrong> {
    let mut values = Vec::new();
    let mut rest = text;
    loop {
        let (value, after) = match rest.strip_prefix('"') {
            Some(rest) => quoted(rest)?,
            None => bare(rest)?,
        };
        values.push(value);
        match after.strip_prefix(',') {
            Some(after) => rest = after,
            None => return Ok((values, after)),
        }
    }
}

fn bare(text: &str) -> Result<(String, &str), Wrong> {
    let end = text.find([',', '\n']).unwrap_or(text.len());
    let (value, after) = text.split_at(end);
    if value.contains('"') {
        return Err(wrong(
            "a quote stands in a value that does not begin with one",
        ));
    }
    Ok((value.to_owned(), after))
}

/// The value up to its closing quote; two quotes in it stand for one.
fn quoted(text: &str) -> Result<(String, &str), Wrong> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let (part, after) = rest
            .split_once('"')
            .ok_or_else(|| wrong("a quote is not closed"))?;
        value.push_str(part);
        match after.chars().next() {
            None | Some(',' | '\n') => return Ok((value, after)),
            Some('"') => value.push('"'),
            Some(_) => return Err(wrong("something stands between a quote and the next comma")),
        }
        rest = after.strip_prefix('"').unwrap_or(after);
    }
}
