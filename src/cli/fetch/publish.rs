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
use crate::cli::side_by_side::side_by_side;
use crate::cli::status::Status;
use platc::catalog::checksum;
use platc::catalog::edition::{Edition, Origin, read_edition};
use platc::contract;
use platc::source::SourceMap;
use platc::world::{MemoryWorld, Overlay};
use semver::Version;

/// The folder of versions that are only in the registry; no path of a disk begins so.
const PUBLISHED: &str = "platc:published";

/// A version that is to be published.
struct Ready {
    origin: Origin,
    edition: Edition,
    files: Files,
}

/// Publishes modules that hold what they promise, and tells what became of each version.
pub(crate) fn publish(publish: &Publish, disk: &Disk, screen: Screen) -> Status {
    let mut shelf = Shelf::new(disk);
    let (origins, mut errors) = shelf.meant(&publish.modules);
    let mut all = Vec::new();
    for origin in origins {
        match shelf.ready(origin) {
            Ok(found) => all.extend(found),
            Err(error) => errors.push(error),
        }
    }
    let mut report = Report::default();
    let client = Client::new(&publish.registry, disk);
    for ready in &all {
        if errors.is_empty() && !shelf.has_errors() {
            errors.extend(shelf.judge(ready, &all, &client).err());
        }
    }
    if errors.is_empty() && !shelf.has_errors() {
        for ready in &all {
            match one(ready, &client, publish) {
                Ok(line) => report.results += &line,
                Err(error) => errors.push(error),
            }
        }
    }
    report.complain(errors, &SourceMap::default(), screen);
    shelf.end(report, screen)
}

impl Shelf<'_> {
    /// A version with its files; nothing where it can't be read or used, which is reported.
    fn ready(&mut self, origin: Origin) -> Result<Option<Ready>, Error> {
        let Ok(edition) = self.read(&origin) else {
            return Ok(None);
        };
        self.tried(&origin);
        let module = &edition.interface;
        let (name, version) = (module.name.to_string(), module.version.to_string());
        let Origin::World(folder) = &origin else {
            return Err(Error::NotPublished { name });
        };
        let files = files(folder, self.disk).ok_or(Error::TooMuch { name, version })?;
        Ok(Some(Ready {
            origin,
            edition,
            files,
        }))
    }

    /// Reports what a version changes and does not admit, compared with the one before it: that of the
    /// registry, or one that is published with it.
    fn judge(&mut self, new: &Ready, all: &[Ready], client: &Client<'_>) -> Result<(), Error> {
        let module = &new.edition.interface;
        let name = module.name.to_string();
        let tags = client.tags(&name)?.unwrap_or_default();
        let published = tags.iter().filter_map(|tag| Version::parse(tag).ok());
        let beside = all.iter().map(|other| &other.edition.interface);
        let beside = beside.filter(|other| other.name == module.name);
        let older = published.chain(beside.map(|other| other.version.clone()));
        let older = older.filter(|version| *version < module.version && version.pre.is_empty());
        let Some(older) = older.max() else {
            return Ok(());
        };
        let files = match all.iter().find(|other| other.is(&name, &older)) {
            Some(beside) => Some(beside.files.clone()),
            None => artifact::read(client, &name, &older.to_string())?,
        };
        let folder = format!("{PUBLISHED}/{name}/{older}");
        let mut published = MemoryWorld::default();
        for (name, text) in files.unwrap_or_default() {
            published = published.with(&format!("{folder}/{name}"), &text);
        }
        let world = Overlay {
            files: &published,
            world: self.disk,
        };
        self.compare(&Origin::World(folder), &world, new);
        Ok(())
    }

    fn compare(&mut self, origin: &Origin, world: &Overlay<'_>, new: &Ready) {
        let Ok(folders) = self.folders(&new.origin) else {
            return;
        };
        let Ok(surroundings) = self.surroundings(&new.origin) else {
            return;
        };
        let (sources, problems) = (&mut self.sources, &mut self.problems);
        let Ok(old) = read_edition(world, origin, &folders, sources, problems) else {
            return;
        };
        let version = |origin, edition| contract::Version {
            origin,
            edition,
            surroundings: &surroundings,
        };
        contract::judge(
            version(origin, &old),
            version(&new.origin, &new.edition),
            world,
            |specs, compare| side_by_side(specs, compare),
            sources,
            problems,
        );
    }
}

impl Ready {
    fn is(&self, name: &str, version: &Version) -> bool {
        let module = &self.edition.interface;
        module.name.0.as_str() == name && module.version == *version
    }
}

/// Publishes a version, unless it is there already.
fn one(ready: &Ready, client: &Client<'_>, publish: &Publish) -> Result<String, Error> {
    let (module, files) = (&ready.edition.interface, &ready.files);
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
