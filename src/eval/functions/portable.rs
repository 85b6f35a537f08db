//! Which calls mean the same in Bicep.
//!
//! A table says whether Bicep has a function at all. Some of these have it for some arguments
//! only: without patterns, without an empty separator, with the one verb that it knows, of a type
//! that is known.

use super::verbs::{Piece, read};
use super::{Deferral, Definition};
use crate::eval::class::{Class, class};
use crate::term::{Kind, Term};

/// Whether Bicep gives the same for a call that is left to deployment.
pub fn is_portable(definition: &Definition, arguments: &[Term]) -> bool {
    let first = || arguments.first().and_then(Term::as_text);
    let second = || arguments.get(1).and_then(Term::as_text);
    if definition.name == "zipmap" {
        return arguments.iter().all(|list| list.as_items().is_some());
    }
    if definition.deferral != Deferral::Everywhere {
        return false;
    }
    match definition.name {
        "format" => first().is_some_and(|format| has_plain_verbs(format)),
        "jsonencode" => arguments.iter().all(is_plain),
        "replace" => second().is_some_and(|part| !part.is_empty() && !is_pattern(part)),
        "split" => first().is_some_and(|separator| !separator.is_empty()),
        "length" => arguments
            .iter()
            .all(|argument| matches!(class(argument), Some(Class::Sequence | Class::Object))),
        "tostring" => arguments.iter().all(|argument| class(argument).is_some()),
        _ => true,
    }
}

fn has_plain_verbs(format: &str) -> bool {
    let is_plain = |piece: &Piece<'_>| match piece {
        Piece::Text(_) => true,
        Piece::Verb(verb) => verb.is_plain('s'),
    };
    read(format).is_ok_and(|pieces| pieces.iter().all(is_plain))
}

/// Whether its JSON has the same bytes: it holds texts without letters that Terraform escapes.
fn is_plain(term: &Term) -> bool {
    match &term.kind {
        Kind::Text(text) => !text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']),
        Kind::List(items) | Kind::Set(items) => items.iter().all(is_plain),
        Kind::Object(object) => object.values().all(is_plain),
        Kind::Deferred(_) => !matches!(class(term), Some(Class::Bool | Class::Number)),
        _ => false,
    }
}

/// Whether `replace` takes a text for a regular expression.
pub(super) fn is_pattern(part: &str) -> bool {
    part.len() > 1 && part.starts_with('/') && part.ends_with('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::functions::find;
    use crate::source::{SourceMap, Span};

    fn terms(texts: &[&str]) -> Vec<Term> {
        let mut sources = SourceMap::default();
        let file = sources.add("a.plat", "");
        let span = Span::new(file, 0, 0);
        texts
            .iter()
            .map(|text| Kind::text(*text).at(span))
            .collect()
    }

    #[test]
    fn a_call_is_portable_if_bicep_gives_the_same() {
        for (name, arguments, expected) in [
            ("format", &["%s-%[1]s", "a"][..], true),
            ("format", &["100%% %s", "a"], true),
            ("format", &["%5s", "a"], false),
            ("format", &["%d", "1"], false),
            ("jsonencode", &["a"], true),
            ("jsonencode", &["<a>"], false),
            ("replace", &["a", "b", "c"], true),
            ("replace", &["a", "/", "c"], true),
            ("replace", &["a", "/b/", "c"], false),
            ("replace", &["a", "", "c"], false),
            ("split", &[",", "a"], true),
            ("split", &["", "a"], false),
            ("lower", &["a"], true),
            ("startswith", &["a", "b"], false),
        ] {
            let found = is_portable(find(name).unwrap(), &terms(arguments));
            assert_eq!(found, expected, "{name}{arguments:?}");
        }
    }
}
