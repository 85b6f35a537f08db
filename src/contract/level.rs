//! How much a difference matters to those who use a module, and which version numbers admit it.

use derive_more::Display;
use semver::Version;

/// How much a difference matters, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Display)]
pub enum Level {
    /// Nothing that is deployed changes.
    #[display("patch")]
    Patch,
    /// Every spec still builds; what is deployed may change.
    #[display("minor")]
    Minor,
    /// A spec, or what reads from its deployment, may have to change.
    #[display("major")]
    Major,
    /// What a deployment stored is destroyed.
    #[display("data loss")]
    DataLoss,
}

impl Level {
    /// The worst that users of one version must expect of another, as Cargo's rule has it; nothing
    /// where the numbers are the same.
    pub fn promised(old: &Version, new: &Version) -> Option<Self> {
        let first = |version: &Version| match (version.major, version.minor) {
            (0, 0) => (0, 0, version.patch),
            (0, minor) => (0, minor, 0),
            (major, _) => (major, 0, 0),
        };
        if old == new {
            return None;
        }
        // Nobody gets a later version in place of one that was not finished.
        if !old.pre.is_empty() || first(old) != first(new) {
            return Some(Self::DataLoss);
        }
        let is_minor = old.major == 0 || old.minor != new.minor;
        Some(if is_minor { Self::Minor } else { Self::Patch })
    }

    /// The first version after another that admits such a difference.
    pub fn first_after(self, old: &Version) -> Version {
        let Version {
            major,
            minor,
            patch,
            ..
        } = *old;
        match (self, major, minor) {
            (Self::Patch, ..) | (_, 0, 0) | (Self::Minor, 0, _) => {
                Version::new(major, minor, patch.saturating_add(1))
            }
            (Self::Minor, ..) | (_, 0, _) => Version::new(major, minor.saturating_add(1), 0),
            _ => Version::new(major.saturating_add(1), 0, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_promise_what_cargo_says() {
        let rows = [
            ("1.2.3", "1.2.3", None),
            ("1.2.3", "1.2.4", Some(Level::Patch)),
            ("1.2.3", "1.3.0", Some(Level::Minor)),
            ("1.2.3", "2.0.0", Some(Level::DataLoss)),
            ("0.2.3", "0.2.4", Some(Level::Minor)),
            ("0.2.3", "0.3.0", Some(Level::DataLoss)),
            ("0.0.3", "0.0.4", Some(Level::DataLoss)),
            ("2.0.0-rc.1", "2.0.0", Some(Level::DataLoss)),
            ("1.2.3", "1.3.0-rc.1", Some(Level::Minor)),
        ];
        for (old, new, promised) in rows {
            let (of, to) = (Version::parse(old).unwrap(), Version::parse(new).unwrap());
            assert_eq!(Level::promised(&of, &to), promised, "{old} {new}");
        }
    }

    #[test]
    fn the_first_version_that_admits_a_difference_promises_it() {
        for old in ["1.2.3", "0.2.3", "0.0.3"] {
            let old = Version::parse(old).unwrap();
            for level in [Level::Patch, Level::Minor, Level::Major, Level::DataLoss] {
                let new = level.first_after(&old);
                assert!(Level::promised(&old, &new) >= Some(level), "{old} {new}");
            }
        }
    }
}
