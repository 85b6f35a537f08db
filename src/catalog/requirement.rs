//! Requirements of versions: as Cargo writes them, and what others write made into that.

use super::error::Error;
use crate::document::service::Requirement;
use semver::{Comparator, Op, Version, VersionReq};

/// Which versions will do, by Cargo's rules.
pub(super) fn read(written: &Requirement) -> Result<VersionReq, Error> {
    let text = written.versions.text.trim();
    VersionReq::parse(text).map_err(|_| Error::WrongRequirement {
        written: written.versions.text.clone(),
        instead: respelled(text).into(),
        at: written.versions.span,
    })
}

/// What Cargo writes for what Terraform, npm or a tag of git says; `None` where it can't be told.
fn respelled(written: &str) -> Option<String> {
    let alternatives: Option<Vec<_>> = written.split("||").map(comparators).collect();
    match alternatives?.as_slice() {
        [only] => VersionReq::parse(only).ok().map(|_| only.clone()),
        several => united(several),
    }
}

/// The comparators of one alternative, each as Cargo writes it.
fn comparators(written: &str) -> Option<String> {
    let all: Vec<_> = written
        .split(',')
        .map(|one| comparator(one.trim()))
        .collect();
    (!all.iter().any(String::is_empty)).then(|| all.join(", "))
}

fn comparator(written: &str) -> String {
    let bare = |text: &str| text.trim().trim_start_matches(['v', 'V']).to_owned();
    if let Some(version) = written.strip_prefix("~>").map(bare) {
        return pessimistic(&version);
    }
    let version = written.trim_start_matches(['^', '~', '=', '<', '>', ' ']);
    let operator = written.strip_suffix(version).unwrap_or_default().trim();
    format!("{operator}{}", bare(version))
}

/// Terraform's `~>`: only the last of the numbers that are written may grow.
fn pessimistic(version: &str) -> String {
    let numbers: Vec<_> = version.split('.').collect();
    match numbers.as_slice() {
        [_, _, _] => format!("~{version}"),
        ["0", _] => format!(">={version}, <1"),
        [_, _] => format!("^{version}"),
        _ => format!(">={version}"),
    }
}

/// One range for several that leave no gap.
fn united(alternatives: &[String]) -> Option<String> {
    let range = |text: &String| range(&VersionReq::parse(text).ok()?);
    let ranges: Option<Vec<_>> = alternatives.iter().map(range).collect();
    let mut ranges = ranges?;
    ranges.sort();
    let mut ranges = ranges.into_iter();
    let (least, mut end) = ranges.next()?;
    for (start, next) in ranges {
        if start > end {
            return None;
        }
        end = end.max(next);
    }
    Some(format!(">={}, <{}", short(&least), short(&end)))
}

/// The first version that a requirement of one comparator takes, and the first after those that it takes.
fn range(requirement: &VersionReq) -> Option<(Version, Version)> {
    let [only] = requirement.comparators.as_slice() else {
        return None;
    };
    let Comparator {
        major,
        minor,
        patch,
        ..
    } = *only;
    let start = Version::new(major, minor.unwrap_or(0), patch.unwrap_or(0));
    let next_major = Version::new(major + 1, 0, 0);
    let next_minor = |minor: u64| Version::new(major, minor + 1, 0);
    let end = match (only.op, minor, patch) {
        (Op::Caret | Op::Tilde | Op::Exact | Op::Wildcard, None, _) => next_major,
        (Op::Caret, Some(_), _) if major > 0 => next_major,
        (Op::Caret, Some(0), Some(patch)) => Version::new(0, 0, patch + 1),
        (Op::Exact, Some(minor), Some(patch)) => Version::new(major, minor, patch + 1),
        (Op::Caret | Op::Tilde | Op::Exact | Op::Wildcard, Some(minor), _) => next_minor(minor),
        _ => return None,
    };
    Some((start, end))
}

/// Without the zeros that say nothing.
fn short(version: &Version) -> String {
    match (version.minor, version.patch) {
        (0, 0) => version.major.to_string(),
        (minor, 0) => format!("{}.{minor}", version.major),
        _ => version.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_write_is_written_as_cargo_does() {
        for (written, right) in [
            ("~> 2.1", Some("^2.1")),
            ("~> 2.1.4", Some("~2.1.4")),
            ("~> 0.3", Some(">=0.3, <1")),
            ("~> 2", Some(">=2")),
            ("v2.1", Some("2.1")),
            (">= v2.1, < v3", Some(">=2.1, <3")),
            ("=v1.0.0", Some("=1.0.0")),
            ("^1 || ^2", Some(">=1, <3")),
            ("~1.2 || ~1.3 || 1.4.*", Some(">=1.2, <1.5")),
            ("^0.0.3 || =0.0.4", Some(">=0.0.3, <0.0.5")),
            ("^1 || ^3", None),
            (">=1 || ^3", None),
            ("latest", None),
            ("1,,2", None),
            ("", None),
        ] {
            assert_eq!(respelled(written).as_deref(), right, "{written}");
        }
    }
}
