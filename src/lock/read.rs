//! The text of a lock file → what it says.

use super::error::Error;
use super::{FORMAT, Held, Lock, Locked};
use crate::problems::{Problems, Reported};
use crate::source::{FileId, Span};
use semver::Version;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: Spanned<u64>,
    #[serde(default)]
    modules: BTreeMap<Spanned<String>, WrittenModule>,
    #[serde(default)]
    stateful: BTreeMap<String, BTreeMap<String, BTreeMap<Spanned<String>, WrittenResource>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenModule {
    version: Version,
    source: String,
    checksum: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenResource {
    component: String,
    name: Option<String>,
}

/// Reads a lock file, or reports why it can't be understood.
pub fn read(file: FileId, text: &str, problems: &mut Problems) -> Result<Lock, Reported> {
    let at = |range: Range<usize>| Span::new(file, range.start, range.end);
    let written: Written = toml::from_str(text).map_err(|wrong| {
        let at = at(wrong.span().unwrap_or_default());
        let why = wrong.message().to_owned();
        problems.report(Error::Unreadable { why, at })
    })?;
    if *written.format.get_ref() != FORMAT {
        let at = at(written.format.span());
        return Err(problems.report(Error::OtherFormat { at }));
    }
    let modules = written.modules.into_iter().map(|(name, module)| {
        let at = Some(at(name.span()));
        let WrittenModule {
            version,
            source,
            checksum,
        } = module;
        let locked = Locked {
            version,
            source,
            checksum,
            at,
        };
        (name.into_inner(), locked)
    });
    let held = |(address, resource): (Spanned<String>, WrittenResource)| {
        let at = Some(at(address.span()));
        let WrittenResource { component, name } = resource;
        let held = Held {
            component,
            name,
            at,
        };
        (address.into_inner(), held)
    };
    let roots = written.stateful.into_iter().flat_map(|(target, roots)| {
        let root = move |(environment, resources)| ((target.clone(), environment), resources);
        roots.into_iter().map(root)
    });
    Ok(Lock {
        modules: modules.collect(),
        stateful: roots
            .map(|(root, resources)| (root, resources.into_iter().map(held).collect()))
            .collect(),
    })
}
