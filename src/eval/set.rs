//! Sets: each element once, in the order in which Terraform goes over them.

use crate::eval::entries;
use crate::eval::unify::unify;
use crate::number::Number;
use crate::term::{Kind, Term};
use std::sync::Arc;

/// A set of these elements; `None` if one is not wholly known, or if they have no type in common.
pub fn set_of(items: &[Term]) -> Option<Kind> {
    if !items.iter().all(Term::is_known) {
        return None;
    }
    let mut unified = unify(items)?;
    unified.sort_by_cached_key(Place::of);
    unified.dedup_by_key(|item| Place::of(item));
    Some(Kind::Set(unified.into()))
}

/// Where an element stands: texts by their bytes, numbers by value, false before true, null last;
/// anything else by its fingerprint.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Bool(bool),
    Number(Number),
    Text(Arc<str>),
    Other(String),
    Null,
}

impl Place {
    fn of(term: &Term) -> Self {
        match &term.kind {
            Kind::Bool(truth) => Self::Bool(*truth),
            Kind::Number(number) => Self::Number(number.clone()),
            Kind::Text(text) => Self::Text(text.clone()),
            Kind::Null => Self::Null,
            _ => Self::Other(fingerprint(term)),
        }
    }
}

/// A text that two known values share if and only if they are equal.
///
/// Terraform sorts sets of lists and objects by such texts, and this one sorts as its does.
pub fn fingerprint(term: &Term) -> String {
    match &term.kind {
        Kind::Null => "~".to_owned(),
        Kind::Bool(true) => "T".to_owned(),
        Kind::Bool(false) => "F".to_owned(),
        Kind::Number(number) => number.to_string(),
        Kind::Text(text) => format!("{text:?}"),
        Kind::Duration(milliseconds) => format!("{milliseconds}ms"),
        Kind::Size(bytes) => format!("{bytes}B"),
        Kind::List(items) => format!("[{}]", all(items)),
        Kind::Set(items) => format!("({})", all(items)),
        Kind::Object(object) => {
            let entries = entries::sorted(object).into_iter();
            let written = entries.map(|(key, value)| format!("{key:?}:{};", fingerprint(value)));
            format!("{{{}}}", written.collect::<String>())
        }
        Kind::Grant(grant) => format!("{}.{}", grant.component, grant.grant),
        Kind::Secret(secret) => {
            let key = secret.key.as_ref().map(fingerprint).unwrap_or_default();
            format!("{}#{key}", fingerprint(&secret.reference))
        }
        Kind::Deferred(_) => "?".to_owned(),
    }
}

fn all(items: &[Term]) -> String {
    let written = items.iter().map(|item| format!("{};", fingerprint(item)));
    written.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::samples::{deferred, list, null, number, text, truth};

    fn fingerprints(items: &[Term]) -> Option<Vec<String>> {
        let set = set_of(items)?.at(null().span);
        Some(set.as_items()?.iter().map(fingerprint).collect())
    }

    #[test]
    fn elements_are_sorted_as_terraform_goes_over_them_and_stand_once() {
        for (items, expected) in [
            (vec![number(10), number(9), number(10)], vec!["9", "10"]),
            (
                vec![text("b"), null(), text("B")],
                vec!["\"B\"", "\"b\"", "~"],
            ),
            (vec![truth(true), truth(false)], vec!["F", "T"]),
            (vec![number(1), text("1")], vec!["\"1\""]),
            (
                vec![list([number(1)]), list([number(1), number(2)])],
                vec!["[1;2;]", "[1;]"],
            ),
        ] {
            let expected = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(fingerprints(&items), Some(expected), "{items:?}");
        }
    }

    #[test]
    fn what_is_unknown_or_of_several_types_makes_no_set() {
        assert_eq!(fingerprints(&[text("a"), deferred()]), None);
        assert_eq!(fingerprints(&[number(1), truth(true)]), None);
    }
}
