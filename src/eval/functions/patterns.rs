//! Functions of regular expressions, and `replace`.
//!
//! With groups, a match gives these and not the whole; they are named all or none.

use super::dialect;
use super::given::{of_text, text};
use super::portable::is_pattern;
use super::{Definition, Fault, Gives, Parameter, Takes, Wrong, check_length};
use crate::source::Span;
use crate::term::{Kind, Object, Term};
use regex::{Captures, Regex};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

const PATTERN: Parameter = Parameter::new("pattern", Takes::Text);
const TEXT: Parameter = Parameter::new("text", Takes::Text);

/// How many compiled patterns a thread keeps.
const MOST_COMPILED: usize = 16;

thread_local! {
    /// What was compiled: modules write few patterns, and every component is held against them.
    static COMPILED: RefCell<HashMap<String, Rc<Regex>>> = RefCell::default();
}

pub(super) const TABLE: &[Definition] = &[
    Definition::terraform("regex", &[PATTERN, TEXT], Gives::Any, first),
    Definition::terraform("regexall", &[PATTERN, TEXT], Gives::Sequence, all),
    Definition::everywhere(
        "replace",
        &[
            TEXT,
            Parameter::new("part", Takes::Text),
            Parameter::new("replacement", Takes::Text),
        ],
        Gives::Text,
        replace,
    ),
];

fn first(given: &[Term], span: Span) -> Result<Term, Fault> {
    let pattern = compile(text(given, 0)).map_err(|wrong| wrong.of(0))?;
    let groups = Groups::of(&pattern).map_err(|wrong| wrong.of(0))?;
    let found = pattern.captures(text(given, 1));
    let found = found.ok_or_else(|| Wrong::NoMatch.of(1))?;
    Ok(groups.term(&found, span))
}

fn all(given: &[Term], span: Span) -> Result<Term, Fault> {
    let pattern = compile(text(given, 0)).map_err(|wrong| wrong.of(0))?;
    let groups = Groups::of(&pattern).map_err(|wrong| wrong.of(0))?;
    let found = pattern.captures_iter(text(given, 1));
    let items = found.map(|found| groups.term(&found, span)).collect();
    Ok(Kind::List(items).at(span))
}

fn replace(given: &[Term], span: Span) -> Result<Term, Fault> {
    let (whole, part, replacement) = (text(given, 0), text(given, 1), text(given, 2));
    if is_pattern(part) {
        let pattern = compile(part.get(1..part.len() - 1).unwrap_or_default());
        let pattern = pattern.map_err(|wrong| wrong.of(1))?;
        let replaced = replaced(whole, &pattern, replacement);
        return Ok(of_text(replaced.map_err(Wrong::whole)?, span));
    }
    let count = whole.matches(part).count();
    check_length(count.saturating_mul(replacement.len())).map_err(Wrong::whole)?;
    Ok(of_text(whole.replace(part, replacement), span))
}

/// The text with every match replaced; `$1` and `$name` in the replacement stand for groups.
fn replaced(whole: &str, pattern: &Regex, replacement: &str) -> Result<String, Wrong> {
    let references = replacement.matches('$').count();
    let mut result = String::new();
    let mut end = 0;
    for found in pattern.captures_iter(whole) {
        let Some(place) = found.get(0).map(|found| found.range()) else {
            continue;
        };
        let most = references.saturating_mul(place.len()) + replacement.len();
        check_length(result.len().saturating_add(most))?;
        result.push_str(whole.get(end..place.start).unwrap_or_default());
        found.expand(replacement, &mut result);
        end = place.end;
    }
    result.push_str(whole.get(end..).unwrap_or_default());
    Ok(result)
}

/// What a match gives: with groups, these and not the whole.
enum Groups {
    None,
    Unnamed,
    Named(Vec<Arc<str>>),
}

impl Groups {
    fn of(pattern: &Regex) -> Result<Self, Wrong> {
        let groups = pattern.captures_len() - 1;
        let names: Vec<_> = pattern.capture_names().flatten().map(Arc::from).collect();
        match (groups, names.len()) {
            (0, _) => Ok(Self::None),
            (_, 0) => Ok(Self::Unnamed),
            (all, some) if all == some => Ok(Self::Named(names)),
            _ => Err(Wrong::Groups),
        }
    }

    fn term(&self, found: &Captures<'_>, span: Span) -> Term {
        let group = |group: Option<regex::Match<'_>>| {
            let text = group.map(|group| Kind::text(group.as_str()));
            text.unwrap_or(Kind::Null).at(span)
        };
        let kind = match self {
            Self::None => return group(found.get(0)),
            Self::Unnamed => Kind::List(found.iter().skip(1).map(group).collect()),
            Self::Named(names) => {
                let entries = names
                    .iter()
                    .map(|name| (name.clone(), group(found.name(name))));
                Kind::Object(Arc::new(entries.collect::<Object>()))
            }
        };
        kind.at(span)
    }
}

/// The pattern, ready to be matched.
fn compile(pattern: &str) -> Result<Rc<Regex>, Wrong> {
    if let Some(known) = COMPILED.with_borrow(|known| known.get(pattern).cloned()) {
        return Ok(known);
    }
    let compiled = Regex::new(&dialect::rewritten(pattern));
    let compiled = Rc::new(compiled.map_err(|error| Wrong::Pattern(reason(&error)))?);
    COMPILED.with_borrow_mut(|known| {
        if known.len() >= MOST_COMPILED {
            known.clear();
        }
        known.insert(pattern.to_owned(), compiled.clone());
    });
    Ok(compiled)
}

/// The last line of the crate's message, which says what is wrong; the others show the rewritten
/// pattern.
fn reason(error: &regex::Error) -> String {
    let message = error.to_string();
    let last = message.lines().last().unwrap_or_default();
    last.trim_start_matches("error: ").to_owned()
}
