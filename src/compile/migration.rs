//! A spec and the newer major versions of its modules → the spec as it is to be.

use super::needs::service;
use super::{Compile, Request, Session};
use crate::catalog::steps::{Mover, newer_major, way};
use crate::document::Read;
use crate::document::service::Service;
use crate::lock::Lock;
use crate::maps::HashSet;
use crate::migrate::{Ways, apply, migrate};
use crate::names::{ModuleName, Name};
use crate::problems::{Edit, Problems, Reported};
use crate::source::SourceMap;
use crate::world::parent;
use semver::Version;

/// A spec that follows its modules to newer major versions.
#[derive(Debug)]
pub struct Migration {
    /// The modules that have such versions, and how to get there.
    pub ways: Ways,
    /// What changes in the spec.
    pub edits: Vec<Edit>,
    /// The text of the spec as it is.
    pub before: String,
    /// And as it is to be.
    pub after: String,
    /// What somebody has to decide or to know.
    pub problems: Problems,
    /// The texts that problems and changes point into.
    pub sources: SourceMap,
}

impl Session<'_> {
    /// How the spec at a path follows the modules that the request releases; nothing where the request stays within
    /// major versions, or a compile tells what is wrong.
    pub fn migrate(&self, spec: &str, request: &Request) -> Option<Migration> {
        if !request.update.crosses() {
            return None;
        }
        let mut compile = self.begin(request, &[]);
        let service = service(
            spec,
            &compile.world,
            &mut compile.sources,
            &mut compile.problems,
        );
        let service = service.and_then(Read::whole).ok()?;
        compile.read_lock(spec).ok()?;
        let ways = compile.ways(spec, &service).unwrap_or_default();
        let Compile {
            sources,
            mut problems,
            ..
        } = compile;
        let edits = migrate(&service, &ways, &sources, &mut problems);
        let before = sources.text(service.name_span.file).to_owned();
        Some(Migration {
            after: apply(&edits, &before),
            before,
            ways,
            edits,
            problems,
            sources,
        })
    }

    /// The modules of a lock file that have a newer major version than it says.
    pub fn newer_majors(&self, spec: &str, lock: &Lock) -> Vec<(String, Version)> {
        let (mut sources, mut problems) = (SourceMap::default(), Problems::default());
        let Ok(platform) = self.platform(parent(spec), &mut sources, &mut problems) else {
            return Vec::new();
        };
        let newer = lock.modules.iter().filter_map(|(name, locked)| {
            let module = ModuleName(Name::new(name).ok()?);
            let newer = newer_major(self.world, &platform.modules, &module, &locked.version)?;
            Some((name.clone(), newer))
        });
        newer.collect()
    }
}

impl Compile<'_> {
    fn ways(&mut self, spec: &str, service: &Service) -> Result<Ways, Reported> {
        let platform = self.platform(parent(spec))?;
        let (mut ways, mut seen, mut result) = (Ways::default(), HashSet::default(), Ok(()));
        for component in service.all_components() {
            let name = &component.module;
            if !self.request.update.releases(name) || !seen.insert(name) {
                continue;
            }
            let mover = Mover {
                name,
                at: component.module_span,
                requirement: service.requirements.get(name),
                locked: self.lock.of(name),
            };
            let (sources, problems) = (&mut self.sources, &mut self.problems);
            match way(&self.world, &platform.modules, mover, sources, problems) {
                Ok(Some(way)) => drop(ways.insert(name.clone(), way)),
                Ok(None) => {}
                Err(reported) => result = Err(reported),
            }
        }
        result.map(|()| ways)
    }
}
