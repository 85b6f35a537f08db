//! The names of a file: each means one thing, and none hides a function or a type.

use super::flat::is_literal;
use super::words::RESERVED;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The names that are taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// Takes a name: the wanted one in camel case, with a number behind it if it is taken.
    ///
    /// A name that means something in Bicep gets `suffix` first.
    pub(super) fn take(&mut self, wanted: &str, suffix: &str) -> String {
        let mut name = camel(wanted);
        if is_reserved(&name) {
            name.push_str(suffix);
        }
        self.free(name)
    }

    /// Takes the name of an output. No expression reads one, so it hides nothing.
    pub(super) fn take_output(&mut self, wanted: &str) -> String {
        let mut name = camel(wanted);
        if is_literal(&name) {
            name.push_str("Output");
        }
        self.free(name)
    }

    fn free(&mut self, name: String) -> String {
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let mut candidates = std::iter::once(name.clone()).chain(numbered);
        let free = candidates.find(|candidate| !self.0.contains(candidate));
        let free = free.unwrap_or(name);
        self.0.insert(free.clone());
        free
    }
}

fn is_reserved(name: &str) -> bool {
    RESERVED.binary_search(&name).is_ok() || name.eq_ignore_ascii_case("copy")
}

/// Words joined by anything but letters and digits, in camel case: `MAIN_URL` becomes `mainUrl`.
pub(super) fn camel(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    let mut words = words.map(quiet);
    let first = words.next().unwrap_or(Cow::Borrowed("value"));
    let first = with_first(&first, char::to_ascii_lowercase);
    let rest: String = words.map(|word| capitalized(&word)).collect();
    let name = format!("{first}{rest}");
    if name.starts_with(|letter: char| letter.is_ascii_digit()) {
        format!("_{name}")
    } else {
        name
    }
}

/// The word, in small letters if all of it is in capitals.
fn quiet(word: &str) -> Cow<'_, str> {
    if word.contains(|letter: char| letter.is_ascii_lowercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_ascii_lowercase())
    }
}

/// The word with its first letter in upper case.
pub(super) fn capitalized(word: &str) -> String {
    with_first(word, char::to_ascii_uppercase)
}

fn with_first(word: &str, change: fn(&char) -> char) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| change(&letter));
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_is_in_camel_case() {
        for (text, expected) in [
            ("api_to_events_publish_role", "apiToEventsPublishRole"),
            ("orders", "orders"),
            ("orders_0", "orders0"),
            ("principalName", "principalName"),
            ("MAIN_URL", "mainUrl"),
            ("X", "x"),
            ("Odd key.here", "oddKeyHere"),
            ("4711", "_4711"),
            ("", "value"),
        ] {
            assert_eq!(camel(text), expected, "{text}");
        }
    }

    #[test]
    fn a_name_is_taken_once_and_hides_nothing() {
        let mut names = Names::default();
        let mut take = |wanted| names.take(wanted, "Resource");
        assert_eq!(take("orders"), "orders");
        assert_eq!(take("orders"), "orders2");
        assert_eq!(take("string"), "stringResource");
        assert_eq!(take("az"), "azResource");
        assert_eq!(take("resource_group"), "resourceGroupResource");
        assert_eq!(take("Copy"), "copyResource");
    }

    #[test]
    fn an_output_may_be_named_like_a_function() {
        let mut names = Names::default();
        assert_eq!(names.take_output("resource_group"), "resourceGroup");
        assert_eq!(names.take_output("null"), "nullOutput");
    }

    #[test]
    fn reserved_words_are_sorted() {
        assert!(RESERVED.is_sorted());
    }
}
