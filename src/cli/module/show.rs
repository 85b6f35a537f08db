//! `module show`: all that the author of a spec or of a platform has to know of a module.

use super::Shelf;
use super::facts::{Facts, source};
use super::list::newest_of;
use super::page::{self, Form};
use crate::cli::arguments::ModuleVersion;
use crate::cli::error::Error;
use crate::cli::hint::Modules;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::status::Status;
use platc::catalog::edition::Shelved;
use semver::Version;

/// Prints one version of a module: the newest, if none is named.
pub(super) fn show(
    mut shelf: Shelf<'_>,
    wanted: &ModuleVersion,
    form: Form,
    screen: Screen,
) -> Status {
    let Ok(visible) = shelf.visible() else {
        return shelf.end(Report::default(), screen);
    };
    let shelved = match find(&visible, wanted) {
        Ok(shelved) => shelved,
        Err(error) => return shelf.end(Report::of(vec![error], screen), screen),
    };
    let mut report = Report::default();
    if let Ok(edition) = shelf.read(&shelved.origin) {
        let source = source(shelved, shelf.disk);
        let facts = Facts::of(edition, source, &shelf.sources);
        report.results = match form {
            Form::Json => page::json(&facts),
            Form::Text => page::text(&facts),
        };
    }
    shelf.end(report, screen)
}

pub(super) fn find<'s>(
    visible: &'s [Shelved],
    wanted: &ModuleVersion,
) -> Result<&'s Shelved, Error> {
    let name = wanted.name.as_str();
    let versions: Vec<_> = named(visible, name).collect();
    let found = match &wanted.version {
        None => newest_of(&versions),
        Some(version) => named(visible, name).find(|shelved| shelved.version == *version),
    };
    found.ok_or_else(|| match &wanted.version {
        Some(version) if !versions.is_empty() => no_version(name, version, &versions),
        _ => unknown(visible, name),
    })
}

fn no_version(name: &str, version: &Version, known: &[&Shelved]) -> Error {
    let known = known.iter().map(|shelved| shelved.version.to_string());
    Error::NoSuchVersion {
        name: name.to_owned(),
        version: version.to_string(),
        versions: known.collect::<Vec<_>>().join(", "),
    }
}

/// The versions of a module.
pub(super) fn named<'s>(visible: &'s [Shelved], name: &str) -> impl Iterator<Item = &'s Shelved> {
    visible
        .iter()
        .filter(move |shelved| shelved.name.0.as_str() == name)
}

/// What is said of a name that no module has.
pub(super) fn unknown(visible: &[Shelved], name: &str) -> Error {
    let known = visible.iter().map(|shelved| shelved.name.0.as_str());
    Error::UnknownModule {
        name: name.to_owned(),
        hint: Modules::of(name, known),
    }
}
