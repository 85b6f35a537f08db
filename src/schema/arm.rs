//! Which of Azure's resource types have a location and tags.
//!
//! `schemas/arm.txt` says it, and how it was derived; it is part of the binary and searched as it
//! stands.

use std::sync::LazyLock;

/// The table without its comment, a line a type, sorted.
static LINES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let table = include_str!("../../schemas/arm.txt");
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .collect()
});

/// What a resource of a type has besides its properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether it is somewhere.
    pub location: bool,
    /// Whether it can be tagged.
    pub tags: bool,
}

/// The facts of a type, `Microsoft.Storage/storageAccounts@2026-04-01`, whatever its case.
///
/// Of a version that the table does not name, the newest known one is told. `None` for a type that
/// the table does not know.
pub fn facts(kind: &str) -> Option<Facts> {
    let kind = kind.to_ascii_lowercase();
    let name = kind.split_once('@').map_or(&*kind, |(name, _)| name);
    let letters = letters(&kind).or_else(|| letters(name))?;
    Some(Facts {
        location: letters.contains('l'),
        tags: letters.contains('t'),
    })
}

fn letters(kind: &str) -> Option<&'static str> {
    let found = LINES.binary_search_by_key(&kind, |(name, _)| name).ok()?;
    LINES.get(found).map(|(_, letters)| *letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_has_what_the_table_says() {
        for (kind, location, tags) in [
            ("Microsoft.Storage/storageAccounts@2026-04-01", true, true),
            ("microsoft.storage/STORAGEACCOUNTS", true, true),
            ("Microsoft.KeyVault/vaults/secrets@2025-05-01", false, true),
            ("Microsoft.Authorization/locks@2020-05-01", false, false),
            ("Microsoft.Storage/storageAccounts@1999-01-01", true, true),
        ] {
            assert_eq!(facts(kind), Some(Facts { location, tags }), "{kind}");
        }
    }

    #[test]
    fn a_version_that_differs_has_its_own_line() {
        let tags = |kind| facts(kind).map(|facts| facts.tags);
        assert_eq!(
            tags("Microsoft.Insights/diagnosticSettings@2016-09-01"),
            Some(true)
        );
        assert_eq!(
            tags("Microsoft.Insights/diagnosticSettings@2021-05-01-preview"),
            Some(false)
        );
    }

    #[test]
    fn an_unknown_type_has_no_facts() {
        assert_eq!(facts("Microsoft.Nothing/things@2026-01-01"), None);
        assert_eq!(facts(""), None);
    }

    #[test]
    fn the_table_is_sorted_and_names_nothing_twice() {
        assert!(LINES.is_sorted_by(|(first, _), (second, _)| first < second));
    }
}
