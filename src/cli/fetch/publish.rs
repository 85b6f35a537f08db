//! `module publish`: versions of modules, put into a registry. What is there is never overwritten.

use super::artifact;
use super::kept::{Files, files};
use super::registry::Client;
use crate::cli::arguments::Publish;
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::module::Shelf;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::status::Status;
use platc::catalog::checksum;
use platc::catalog::edition::Origin;
use platc::document::module::Module;
use platc::source::SourceMap;

/// Publishes modules that can be read without errors, and tells what became of each version.
pub(crate) fn publish(publish: &Publish, disk: &Disk, screen: Screen) -> Status {
    let mut shelf = Shelf::new(disk);
    let (origins, mut errors) = shelf.meant(&publish.modules);
    let mut ready = Vec::new();
    for origin in &origins {
        match shelf.ready(origin) {
            Ok(found) => ready.extend(found),
            Err(error) => errors.push(error),
        }
    }
    let mut report = Report::default();
    if errors.is_empty() && !shelf.has_errors() {
        let client = Client::new(&publish.registry, disk);
        for (module, files) in &ready {
            match one(module, files, &client, publish) {
                Ok(line) => report.results += &line,
                Err(error) => errors.push(error),
            }
        }
    }
    report.complain(errors, &SourceMap::default(), screen);
    shelf.end(report, screen)
}

impl Shelf<'_> {
    /// The contract and the files of a module; nothing where it can't be read, which is reported.
    fn ready(&mut self, origin: &Origin) -> Result<Option<(Module, Files)>, Error> {
        let Ok(edition) = self.read(origin) else {
            return Ok(None);
        };
        let module = edition.interface;
        let (name, version) = (module.name.to_string(), module.version.to_string());
        let Origin::World(folder) = origin else {
            return Err(Error::NotPublished { name });
        };
        let files = files(folder, self.disk).ok_or(Error::TooMuch { name, version })?;
        Ok(Some((module, files)))
    }
}

/// Publishes a version, unless it is there already. What must hold of a version compared with those
/// before it is to be asked here, before anything is written.
fn one(
    module: &Module,
    files: &Files,
    client: &Client<'_>,
    publish: &Publish,
) -> Result<String, Error> {
    let (name, tag) = (module.name.to_string(), module.version.to_string());
    let artifact = format!("{}:{tag}", client.shown(&name));
    let word = match artifact::read(client, &name, &tag)? {
        Some(there) if checksum(&there) == checksum(files) => "there already",
        Some(_) => return Err(Error::VersionTaken { artifact }),
        None if publish.dry_run => "would publish",
        None => {
            artifact::write(client, &name, &tag, files)?;
            "published"
        }
    };
    Ok(format!("{word:13} {artifact}\n"))
}
