//! What a spec asks of a module's versions, raised to a new one.

use crate::document::service::Requirement;
use crate::problems::Edit;
use semver::{Comparator, Version, VersionReq};

/// The requirement as it is to be, where it does not allow the version; as it was written but for the numbers, if
/// it is only one.
pub(super) fn raised(written: &Requirement, to: &Version) -> Option<Edit> {
    let requirement = VersionReq::parse(&written.versions.text).ok()?;
    if requirement.matches(to) {
        return None;
    }
    let raised = match requirement.comparators.as_slice() {
        [only] => like(only, written.versions.text.trim(), to),
        _ => format!("^{}.{}", to.major, to.minor),
    };
    Some(Edit::replace(
        written.versions.span,
        format!("\"{raised}\""),
    ))
}

/// With the operator and as many numbers as before.
fn like(before: &Comparator, written: &str, to: &Version) -> String {
    let operator: String = written
        .chars()
        .take_while(|of| "^~=".contains(*of))
        .collect();
    let Version {
        major,
        minor,
        patch,
        ..
    } = to;
    match (before.minor, before.patch) {
        (Some(_), Some(_)) => format!("{operator}{major}.{minor}.{patch}"),
        (None, _) if *major > 0 => format!("{operator}{major}"),
        _ => format!("{operator}{major}.{minor}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Span};
    use crate::syntax::tree::Word;

    #[test]
    fn a_requirement_is_raised_as_it_was_written() {
        let to = Version::new(2, 3, 1);
        for (written, expected) in [
            ("^1", Some("\"^2\"")),
            ("1.2", Some("\"2.3\"")),
            ("=1.2.0", Some("\"=2.3.1\"")),
            ("~1.0", Some("\"~2.3\"")),
            ("1.*", Some("\"2\"")),
            ("<2", Some("\"2\"")),
            (">=1, <2", Some("\"^2.3\"")),
            (">=1", None),
            ("*", None),
        ] {
            let span = Span::new(SourceFile::new("", "").id(), 0, 0);
            let text = written.to_owned();
            let versions = Word { text, span };
            let name_span = span;
            let raised = raised(
                &Requirement {
                    name_span,
                    versions,
                },
                &to,
            );
            let raised = raised.map(|edit| edit.text);
            assert_eq!(raised.as_deref(), expected, "{written}");
        }
    }
}
