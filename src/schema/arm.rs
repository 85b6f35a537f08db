//! Azure's resource types.

use super::group::Node;
use super::import::arm::name_space;
use super::model::{Flags, Type};
use super::{ARM, Schema};

/// What a resource of a type has besides its properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether it is somewhere.
    pub location: bool,
    /// Whether it can be tagged.
    pub tags: bool,
}

/// A type with its version, `Microsoft.Storage/storageAccounts@2026-04-01`, whatever its case.
///
/// `None` if the pack does not have that version.
pub fn find(kind: &str) -> Option<Schema> {
    let kind = kind.to_lowercase();
    ARM.find(name_space(&kind), kind.clone())
}

/// All versions of a type that exist, oldest first. Empty for a type that does not exist.
pub fn versions(name: &str) -> Vec<String> {
    let schema = find(name);
    let node = schema.as_ref().and_then(Schema::node);
    let Some((node, Type::Enum { values, .. })) = node.map(|node| (node, node.ty())) else {
        return Vec::new();
    };
    let versions = values.iter().map(|version| node.text(*version).to_owned());
    versions.collect()
}

/// The version of a type that is in the pack and nearest to the one that is asked for: itself, the
/// next newer one, or the newest. `None` for a type that does not exist.
pub fn nearest(kind: &str) -> Option<Schema> {
    let kind = kind.to_lowercase();
    let (name, asked) = kind.split_once('@').unwrap_or((&kind, ""));
    let group = ARM.group(name_space(name))?;
    let prefix = format!("{name}@");
    let known = group.names().filter(|known| known.starts_with(&prefix));
    let known: Vec<_> = known.collect();
    let newer = || {
        let versions = known.iter().filter_map(|known| known.strip_prefix(&prefix));
        let newer = versions.filter(|version| *version >= asked);
        newer.min().map(|version| format!("{prefix}{version}"))
    };
    let nearest = if asked.is_empty() { None } else { newer() };
    let nearest = nearest.or_else(|| known.iter().max().map(|newest| (*newest).to_owned()))?;
    ARM.find(name_space(name), nearest)
}

/// The name of a type with its version as Azure writes it, from the type itself.
pub fn written_name(node: Node<'_>) -> Option<String> {
    let only = |name| {
        let member = node.member(name)?;
        match node.to(member.ty).ty() {
            Type::Enum { values, .. } => values.first().map(|value| node.text(*value)),
            _ => None,
        }
    };
    Some(format!("{}@{}", only("type")?, only("apiVersion")?))
}

/// The names of all types in the name space of a type, with their versions.
pub fn names(kind: &str) -> Vec<String> {
    let kind = kind.to_lowercase();
    let group = ARM.group(name_space(&kind));
    let names = group.iter().flat_map(|group| group.names());
    names.map(str::to_owned).collect()
}

/// The facts of a type, whatever its case.
///
/// Of a version that the pack does not have, those of the nearest one are told. `None` for a type that
/// the pack does not have.
pub fn facts(kind: &str) -> Option<Facts> {
    let schema = nearest(kind)?;
    let node = schema.node()?;
    let has = |name| {
        let member = node.member(name);
        member.is_some_and(|member| !member.flags.has(Flags::READ_ONLY))
    };
    Some(Facts {
        location: has("location"),
        tags: has("tags"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_has_what_its_schema_says() {
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
    fn a_version_that_differs_has_facts_of_its_own() {
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
    fn versions_that_exist_are_known() {
        let versions = versions("Microsoft.App/containerApps");
        assert!(
            versions.iter().any(|version| version == "2025-01-01"),
            "{versions:?}"
        );
    }
}
