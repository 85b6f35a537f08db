//! What is known of the modules that a resolution met, so that nothing is asked twice.

use super::change::Change;
use super::error::{Error, Listed};
use super::resolve::{Demand, Shelves, Stopped};
use crate::maps::HashMap;
use crate::names::ModuleName;
use crate::problems::Problems;
use miette::LabeledSpan;
use semver::Version;
use std::rc::Rc;

pub(super) struct Known<'s> {
    shelves: &'s mut dyn Shelves,
    versions: HashMap<ModuleName, Rc<[Version]>>,
    demands: HashMap<(ModuleName, u64), Rc<[Demand]>>,
    /// What was found wrong meanwhile.
    pub(super) problems: Problems,
}

impl<'s> Known<'s> {
    pub(super) fn of(shelves: &'s mut dyn Shelves) -> Self {
        Self {
            shelves,
            versions: HashMap::default(),
            demands: HashMap::default(),
            problems: Problems::default(),
        }
    }

    /// All versions of a module, the newest last.
    pub(super) fn versions(&mut self, module: &ModuleName) -> Result<Rc<[Version]>, Stopped> {
        if let Some(versions) = self.versions.get(module) {
            return Ok(versions.clone());
        }
        let versions = self.shelves.versions(module, &mut self.problems);
        let mut versions = versions.map_err(Stopped)?;
        versions.sort();
        versions.dedup();
        let versions: Rc<[_]> = versions.into();
        self.versions.insert(module.clone(), versions.clone());
        Ok(versions)
    }

    /// The version of a rank.
    #[expect(clippy::expect_used, reason = "ranks are those of versions")]
    pub(super) fn version(&mut self, module: &ModuleName, rank: u64) -> Result<Version, Stopped> {
        let versions = self.versions(module)?;
        let mut ranked = (0..).zip(versions.iter());
        let version = ranked.find(|(one, _)| *one == rank);
        Ok(version.expect("a version of this rank").1.clone())
    }

    /// What a version wants, by the names of modules.
    pub(super) fn demands(
        &mut self,
        module: &ModuleName,
        rank: u64,
    ) -> Result<Rc<[Demand]>, Stopped> {
        let key = (module.clone(), rank);
        if let Some(demands) = self.demands.get(&key) {
            return Ok(demands.clone());
        }
        let version = self.version(module, rank)?;
        let demands = self.shelves.demands(module, &version, &mut self.problems);
        let mut demands = demands.map_err(Stopped)?;
        demands.sort_by(|one, other| one.module.cmp(&other.module));
        let demands = demands.into_iter().map(|demand| self.ranked(demand));
        let demands: Rc<[_]> = demands.collect::<Result<_, _>>()?;
        self.demands.insert(key, demands.clone());
        Ok(demands)
    }

    /// A demand that knows which versions fit it.
    pub(super) fn ranked(&mut self, demand: Demand) -> Result<Demand, Stopped> {
        let versions = self.versions(&demand.module)?;
        let ranked = (0..).zip(versions.iter());
        let fitting = ranked.filter(|(_, version)| demand.fits.matches(version));
        let fitting = fitting.map(|(rank, _)| rank).collect();
        Ok(Demand { fitting, ..demand })
    }

    /// What is wrong with a demand that no version fits.
    pub(super) fn no_version(
        &mut self,
        demand: &Demand,
        chain: Vec<LabeledSpan>,
        changes: Vec<Change>,
    ) -> Result<Error, Stopped> {
        let versions = self.versions(&demand.module)?;
        if versions.is_empty() {
            return Ok(Error::UnknownModule {
                name: demand.module.clone(),
                at: demand.named,
                hint: self.shelves.hint(&demand.module),
                chain,
                changes,
            });
        }
        let versions: Vec<_> = versions.iter().map(ToString::to_string).collect();
        let listed = if self.shelves.may_have_others(&demand.module) {
            Listed::Fetched
        } else {
            Listed::All
        };
        Ok(Error::NoVersion {
            name: demand.module.clone(),
            requirement: demand.written().to_owned(),
            versions: listed(versions.join(", ").into()),
            at: demand.place(),
            chain,
            changes,
        })
    }
}
