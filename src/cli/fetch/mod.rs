//! `module fetch`: modules from git and from registries, so that builds need no connection.
//!
//! Sources are asked in the platform's order, and one that has a module is the last that is asked
//! for it. What is kept already stays: a version never changes.

mod arrival;
mod artifact;
mod credentials;
mod git;
mod kept;
mod pass;
pub(crate) mod publish;
mod registry;

use crate::cli::arguments::Fetch;
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::paths::below;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::specs::Found;
use crate::cli::status::Status;
use arrival::{Arrival, Failure, Locks};
use kept::{Kept, Versions};
use platc::catalog::remote::{Registry, Remote, VENDOR};
use platc::catalog::{Folder, required_by};
use platc::compile::{Loaded, Session};
use platc::names::{ModuleName, Name};
use platc::problems::Problems;
use platc::source::SourceMap;
use platc::world::World;
use registry::Client;
use semver::Version;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the specs of a platform need of its sources.
struct Demand {
    platform: Arc<Loaded>,
    /// The modules that no source is known to have.
    open: BTreeSet<String>,
    locks: Locks,
}

/// Fetches what the specs need, and tells what came.
pub(crate) fn fetch(fetch: &Fetch, disk: &Disk, screen: Screen) -> Status {
    let mut found = Found::default();
    for written in &fetch.specs {
        found.look_for(written, disk);
    }
    let mut report = Report::of(found.errors, screen);
    let demands = demands(&found.specs, disk, screen, &mut report);
    if report.status != Status::Fine {
        return report.show(screen);
    }
    let mut errors = Vec::new();
    for demand in demands.into_values() {
        let sources = Sources {
            home: fetch.vendor.then(|| demand.platform.home.clone()),
            disk,
        };
        if let Err(failure) = sources.satisfy(&demand, &mut report.results) {
            errors.extend(failure.0);
        }
    }
    report.complain(errors, &SourceMap::default(), screen);
    if report.status == Status::Fine && report.results.is_empty() {
        report.results += "nothing new\n";
    }
    report.show(screen)
}

/// What is needed, by the folders of platforms.
fn demands(
    specs: &BTreeSet<String>,
    disk: &Disk,
    screen: Screen,
    report: &mut Report,
) -> BTreeMap<String, Demand> {
    let session = Session::new(disk);
    let (mut sources, mut problems) = (SourceMap::default(), Problems::default());
    let mut demands = BTreeMap::new();
    for spec in specs {
        let Ok(needs) = session.needs(spec, &mut sources, &mut problems) else {
            continue;
        };
        let home = needs.platform.home.clone();
        let demand = demands.entry(home).or_insert_with(|| Demand {
            platform: needs.platform,
            open: BTreeSet::new(),
            locks: Locks::default(),
        });
        let modules = needs.modules.iter().map(ToString::to_string);
        demand.open.extend(modules);
        let (path, lock) = needs.lock;
        demand.locks.add(&disk.shown(&path), lock);
    }
    report.find(&problems, &sources, disk, screen);
    demands
}

/// Where modules are looked for.
struct Sources<'a> {
    /// The folder of the platform, if what is fetched is kept there.
    home: Option<String>,
    disk: &'a Disk,
}

impl Sources<'_> {
    /// Fetches what is open, and then what that is made of.
    fn satisfy(&self, demand: &Demand, told: &mut String) -> Result<(), Failure> {
        self.fetch_repositories(demand, told)?;
        let (mut open, mut known) = (demand.open.clone(), BTreeSet::new());
        while !open.is_empty() {
            self.ask_registries(open.clone(), demand, told)?;
            let required = open
                .iter()
                .flat_map(|module| self.required_by(module, demand));
            let required: BTreeSet<_> = required.collect();
            known.append(&mut open);
            open = required.difference(&known).cloned().collect();
        }
        Ok(())
    }

    /// Fetches each repository, whole.
    fn fetch_repositories(&self, demand: &Demand, told: &mut String) -> Result<(), Failure> {
        for folder in &demand.platform.modules {
            if let Some(Remote::Git(repository)) = &folder.remote {
                Arrival {
                    kept: &Kept::source(self.place(folder)),
                    versions: git::fetch(&folder.written, repository, self.disk)?,
                    written: &folder.written,
                }
                .settle(&demand.locks, self.disk, told)?;
            }
        }
        Ok(())
    }

    /// Asks one registry after the other for modules that no source before it has; behind one that
    /// does not answer nothing can be known.
    fn ask_registries(
        &self,
        mut open: BTreeSet<String>,
        demand: &Demand,
        told: &mut String,
    ) -> Result<(), Failure> {
        for folder in &demand.platform.modules {
            let place = self.place(folder);
            if let Some(Remote::Registry(registry)) = &folder.remote {
                self.ask(registry, (&folder.written, &place), (&open, demand), told)?;
            }
            let kept = Kept::source(place);
            open.retain(|module| !kept.has(module, self.disk));
        }
        Ok(())
    }

    /// What some version of a module is made of.
    fn required_by(&self, module: &str, demand: &Demand) -> BTreeSet<String> {
        let folders = demand.platform.modules.iter();
        let folders = folders.map(|folder| Folder {
            path: self.place(folder),
            ..folder.clone()
        });
        let folders: Vec<_> = folders.collect();
        let Ok(module) = Name::new(module).map(ModuleName) else {
            return BTreeSet::new();
        };
        let required = required_by(self.disk, &folders, &module);
        required.iter().map(ToString::to_string).collect()
    }

    /// Asks a registry for every version of the modules that it may have, but for those that are
    /// kept as they should be.
    fn ask(
        &self,
        registry: &Registry,
        (written, place): (&str, &str),
        (open, demand): (&BTreeSet<String>, &Demand),
        told: &mut String,
    ) -> Result<(), Failure> {
        let client = Client::new(registry, self.disk);
        for module in open {
            let kept = &Kept::module(place, module);
            let mut known = kept.versions(self.disk)?;
            known.retain(|key, files| demand.locks.allow(written, key, files));
            let arrival = Arrival {
                kept,
                versions: missing(&client, module, &known)?,
                written,
            };
            arrival.settle(&demand.locks, self.disk, told)?;
        }
        Ok(())
    }

    /// Where the modules of a source are kept.
    fn place(&self, folder: &Folder) -> String {
        match (&self.home, &folder.remote) {
            (Some(home), Some(_)) => {
                let slug = Remote::slug(&folder.written);
                below(home, &format!("{VENDOR}/{slug}"))
            }
            _ => folder.path.clone(),
        }
    }
}

/// The versions of a module that a registry has and that are not known yet.
fn missing(client: &Client<'_>, module: &str, known: &Versions) -> Result<Versions, Error> {
    let mut versions = Versions::new();
    for tag in client.tags(module)?.unwrap_or_default() {
        let Ok(version) = Version::parse(&tag) else {
            continue;
        };
        let key = (module.to_owned(), version);
        if known.contains_key(&key) {
            continue;
        }
        if let Some(files) = artifact::read(client, module, &tag)? {
            versions.insert(key, files);
        }
    }
    Ok(versions)
}
