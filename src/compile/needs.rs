//! What a spec takes from the sources of its platform, found out without reading any module.

use super::locking::read_lock;
use super::platform::Loaded;
use super::{Session, components, service};
use crate::lock::Lock;
use crate::names::ModuleName;
use crate::problems::{Problems, Reported};
use crate::source::SourceMap;
use crate::world::parent;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a spec needs.
#[derive(Debug)]
pub struct Needs {
    /// Its platform, which names the sources.
    pub platform: Arc<Loaded>,
    /// The modules that its components are made of.
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
        let modules = components(&service).map(|component| component.module.clone());
        Ok(Needs {
            platform,
            modules: modules.collect(),
            lock: (path, lock.unwrap_or_default()),
        })
    }
}
