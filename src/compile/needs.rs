//! What a spec takes from the sources of its platform, found out without reading any module.

use super::Session;
use super::error::Error;
use super::locking::read_lock;
use super::platform::Loaded;
use crate::document::service::Service;
use crate::document::{Read, read_service};
use crate::lock::Lock;
use crate::names::ModuleName;
use crate::problems::{Problems, Reported};
use crate::source::SourceMap;
use crate::syntax::parse;
use crate::world::{World, parent};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a spec needs.
#[derive(Debug)]
pub struct Needs {
    /// Its platform, which names the sources.
    pub platform: Arc<Loaded>,
    /// The modules that its components are made of, and those that it demands versions of.
    pub modules: BTreeSet<ModuleName>,
    /// What its lock file says, and where that is.
    pub lock: (String, Lock),
}

impl Session<'_> {
    /// What a spec needs, or reports why that can't be said.
    pub fn needs(
        &self,
        spec: &str,
        sources: &mut SourceMap,
        problems: &mut Problems,
    ) -> Result<Needs, Reported> {
        let service = service(spec, self.world, sources, problems)?.document;
        let platform = self.platform(parent(spec), sources, problems)?;
        let path = Lock::path(spec);
        let lock = read_lock(&path, self.world, sources, problems)?;
        let used = service.all_components().map(|component| &component.module);
        let modules = used.chain(service.requirements.keys()).cloned();
        Ok(Needs {
            platform,
            modules: modules.collect(),
            lock: (path, lock.unwrap_or_default()),
        })
    }
}

/// The spec, as whole as it could be read: mistakes in it do not keep others from being found.
pub(super) fn service(
    spec: &str,
    world: &dyn World,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Read<Service>, Reported> {
    let text = world.read(spec).map_err(|why| {
        let path = world.shown(spec);
        problems.report(Error::UnreadableSpec { path, why })
    })?;
    let file = sources.add(spec, text);
    let tree = parse(file, sources.text(file), problems);
    if let Some(reported) = tree.broken {
        return Err(reported);
    }
    read_service(tree, problems)
}
