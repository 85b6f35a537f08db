//! Whether two values are equal, as `==` says it.
//!
//! Nothing is converted: `1` is not `"1"`. What is known only at deployment leaves the answer open,
//! unless a known part of the values already differs.

use crate::term::{Kind, Object, Secret, Term};

/// Whether the values are equal; `None` if that depends on what only deployment knows.
pub fn equal(a: &Term, b: &Term) -> Option<bool> {
    match (&a.kind, &b.kind) {
        (Kind::Deferred(there), Kind::Null) | (Kind::Null, Kind::Deferred(there))
            if there.is_there() =>
        {
            Some(false)
        }
        (Kind::Deferred(_), _) | (_, Kind::Deferred(_)) => None,
        (Kind::Null, Kind::Null) => Some(true),
        (Kind::Bool(a), Kind::Bool(b)) => Some(a == b),
        (Kind::Number(a), Kind::Number(b)) => Some(a == b),
        (Kind::Text(a), Kind::Text(b)) => Some(a == b),
        (Kind::Duration(a), Kind::Duration(b)) | (Kind::Size(a), Kind::Size(b)) => Some(a == b),
        (Kind::List(a), Kind::List(b)) | (Kind::Set(a), Kind::Set(b)) => items(a, b),
        (Kind::Object(a), Kind::Object(b)) => objects(a, b),
        (Kind::Grant(a), Kind::Grant(b)) => Some(a == b),
        (Kind::Secret(a), Kind::Secret(b)) => secrets(a, b),
        _ => Some(false),
    }
}

fn items(a: &[Term], b: &[Term]) -> Option<bool> {
    if a.len() != b.len() {
        return Some(false);
    }
    all(a.iter().zip(b).map(|(a, b)| equal(a, b)))
}

fn objects(a: &Object, b: &Object) -> Option<bool> {
    if a.len() != b.len() {
        return Some(false);
    }
    all(a.iter().map(|(key, value)| match b.get(key) {
        Some(other) => equal(value, other),
        None => Some(false),
    }))
}

fn secrets(a: &Secret, b: &Secret) -> Option<bool> {
    let key = match (&a.key, &b.key) {
        (None, None) => Some(true),
        (Some(a), Some(b)) => equal(a, b),
        _ => Some(false),
    };
    all([equal(&a.reference, &b.reference), key].into_iter())
}

/// Whether all hold: one that does not decides, whatever is open.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = Some(true);
    for part in parts {
        match part {
            Some(true) => {}
            Some(false) => return Some(false),
            None => known = None,
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::samples::{deferred, list, null, number, object, text};

    #[test]
    fn known_values_are_compared_without_conversion() {
        let [one, word, null] = [number(1), text("1"), null()];
        for (a, b, expected) in [
            (&one, &one, true),
            (&one, &word, false),
            (&null, &null, true),
            (&null, &one, false),
            (&list([one.clone()]), &list([one.clone()]), true),
            (&list([one.clone()]), &list([word.clone()]), false),
            (&list([]), &list([one.clone()]), false),
        ] {
            assert_eq!(equal(a, b), Some(expected), "{a:?} {b:?}");
        }
    }

    #[test]
    fn objects_are_equal_in_any_order() {
        let a = object([("a", number(1)), ("b", number(2))]);
        let b = object([("b", number(2)), ("a", number(1))]);
        assert_eq!(equal(&a, &b), Some(true));
        assert_eq!(equal(&a, &object([("a", number(1))])), Some(false));
        let other = object([("a", number(1)), ("c", number(2))]);
        assert_eq!(equal(&a, &other), Some(false));
    }

    #[test]
    fn a_list_is_no_set() {
        let set = Kind::Set([number(1)].into()).at(number(1).span);
        assert_eq!(equal(&set, &list([number(1)])), Some(false));
        assert_eq!(equal(&set, &set), Some(true));
    }

    #[test]
    fn an_unknown_leaf_leaves_it_open_unless_a_known_one_differs() {
        let with = |known| list([deferred(), number(known)]);
        assert_eq!(equal(&deferred(), &deferred()), None);
        assert_eq!(equal(&deferred(), &null()), None);
        assert_eq!(equal(&with(1), &with(1)), None);
        assert_eq!(equal(&with(1), &with(2)), Some(false));
        assert_eq!(equal(&with(1), &list([deferred()])), Some(false));
    }

    #[test]
    fn secrets_are_equal_by_reference_and_key() {
        let secret = |reference: &str, key: Option<&str>| {
            let secret = Secret {
                reference: text(reference),
                key: key.map(text),
            };
            Kind::Secret(secret.into()).at(text("").span)
        };
        let a = secret("arn", None);
        assert_eq!(equal(&a, &secret("arn", None)), Some(true));
        assert_eq!(equal(&a, &secret("arn", Some("key"))), Some(false));
        assert_eq!(equal(&a, &secret("other", None)), Some(false));
    }
}
