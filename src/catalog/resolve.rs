//! What a spec wants of modules → one version of each module that it reaches, by `PubGrub`.
//!
//! A locked version is taken where it fits, and else the newest that fits; a pre-release only where each requirement
//! of its module names it. Modules may want each other in a circle.
//!
//! INVARIANT: the order in which demands, versions and modules are given changes nothing.

use super::conflict;
use super::known::Known;
use super::ranks::Ranks;
use super::requirement;
use super::steps::is_compatible;
use crate::document::service::Requirement;
use crate::names::ModuleName;
use crate::problems::{Problems, Reported};
use crate::source::Span;
use crate::suggest::Hint;
use derive_more::Display;
use pubgrub::{
    Dependencies, DependencyProvider, NoSolutionError, PackageResolutionStatistics, PubGrubError,
    VersionSet,
};
use semver::{Version, VersionReq};
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::rc::Rc;

/// The version of each module that is reached; `Err` for a module of the spec that has none, which does not keep the
/// others from being resolved.
pub type Versions = BTreeMap<ModuleName, Result<Version, Reported>>;

/// What a spec, or a version of a module, wants of another module.
#[derive(Clone, Debug)]
pub struct Demand {
    pub(super) module: ModuleName,
    /// Where the module is named.
    pub(super) named: Span,
    pub(super) requirement: Option<Requirement>,
    pub(super) fits: VersionReq,
    /// The versions that fit, once those that there are are known.
    pub(super) fitting: Ranks,
}

/// Versions that are rather taken than the newest, where they fit.
#[derive(Clone, Copy, Debug)]
pub struct Preferred<'p> {
    /// These themselves.
    pub locked: &'p BTreeMap<ModuleName, Version>,
    /// The newest that is compatible with these.
    pub near: &'p BTreeMap<ModuleName, Version>,
    /// The modules that are to move on, whatever that asks of others.
    pub moving: &'p [ModuleName],
}

impl Preferred<'static> {
    /// No version is.
    pub const NONE: Self = Self {
        locked: &BTreeMap::new(),
        near: &BTreeMap::new(),
        moving: &[],
    };
}

/// Where modules are found. Nothing is asked twice, and only what matters.
pub trait Shelves {
    /// The versions of a module: none where no source has it.
    fn versions(
        &mut self,
        module: &ModuleName,
        problems: &mut Problems,
    ) -> Result<Vec<Version>, Reported>;

    /// What a version wants of other modules, of each once. Where this fails, nothing is resolved.
    fn demands(
        &mut self,
        module: &ModuleName,
        version: &Version,
        problems: &mut Problems,
    ) -> Result<Vec<Demand>, Reported>;

    /// Whether a module may have versions that nobody has fetched.
    fn may_have_others(&self, _: &ModuleName) -> bool {
        false
    }

    /// What to write for a module that no source has.
    fn hint(&self, module: &ModuleName) -> Hint;
}

impl Demand {
    /// A module that is named at `named`; any release of it will do where nothing is required.
    pub fn new(
        module: ModuleName,
        named: Span,
        requirement: Option<&Requirement>,
        problems: &mut Problems,
    ) -> Result<Self, Reported> {
        let fits = requirement.map(requirement::read).transpose();
        Ok(Self {
            module,
            named,
            requirement: requirement.cloned(),
            fits: fits
                .map_err(|error| problems.report(error))?
                .unwrap_or_default(),
            fitting: Ranks::empty(),
        })
    }

    pub(super) fn party(&self) -> Party {
        Party::Module(self.module.clone())
    }

    /// The requirement, as it is written.
    pub(super) fn written(&self) -> &str {
        let requirement = self.requirement.as_ref();
        requirement.map_or("*", |written| &written.versions.text)
    }

    /// What may be changed: the requirement, if there is one.
    pub(super) fn place(&self) -> Span {
        let requirement = self.requirement.as_ref();
        requirement.map_or(self.named, |written| written.versions.span)
    }
}

/// Chooses a version of each module that a spec wants, and of each that those want.
pub fn resolve(
    mut wanted: Vec<Demand>,
    preferred: Preferred<'_>,
    shelves: &mut dyn Shelves,
    problems: &mut Problems,
) -> Result<Versions, Reported> {
    wanted.sort_by(|one, other| one.module.cmp(&other.module));
    let known = RefCell::new(Known::of(shelves));
    let resolved = without_the_unfit(wanted, preferred, &known);
    problems.append(known.into_inner().problems);
    resolved.map_err(|Stopped(reported)| reported)
}

fn without_the_unfit(
    wanted: Vec<Demand>,
    preferred: Preferred<'_>,
    known: &RefCell<Known<'_>>,
) -> Result<Versions, Stopped> {
    let (mut fit, mut versions) = (Vec::new(), Versions::new());
    for demand in wanted {
        let mut known = known.borrow_mut();
        let demand = known.ranked(demand)?;
        if demand.fitting.is_empty() {
            let error = known.no_version(&demand, Vec::new(), Vec::new())?;
            let reported = known.problems.report(error);
            versions.insert(demand.module, Err(reported));
        } else {
            fit.push(demand);
        }
    }
    let solver = Solver {
        wanted: fit.into(),
        preferred,
        known,
    };
    match solver.solve()? {
        Ok(solution) => {
            for (module, version) in solution {
                versions.entry(module).or_insert(Ok(version));
            }
        }
        Err(tree) => {
            let error = conflict::explain(&solver, &tree)?;
            return Err(Stopped(known.borrow_mut().problems.report(error)));
        }
    }
    Ok(versions)
}

/// Who wants something.
#[derive(Clone, Debug, Display, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Party {
    #[display("the spec")]
    Spec,
    #[display("{_0}")]
    Module(ModuleName),
}

/// The rank of the only version that a spec has here.
pub(super) const SPEC: u64 = 0;

/// What was reported where something could not be read.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("a file of a module is broken")]
pub(super) struct Stopped(pub(super) Reported);

/// What `PubGrub` asks.
///
/// INVARIANT: a set of versions that may do holds only those that there are, so that one of each that is not empty
/// can be chosen.
#[derive(Clone)]
pub(super) struct Solver<'k, 's> {
    pub(super) wanted: Rc<[Demand]>,
    pub(super) preferred: Preferred<'k>,
    pub(super) known: &'k RefCell<Known<'s>>,
}

pub(super) type NoSolution<'k, 's> = NoSolutionError<Solver<'k, 's>>;
pub(super) type Solution = BTreeMap<ModuleName, Version>;

impl<'k, 's> Solver<'k, 's> {
    pub(super) fn solve(&self) -> Result<Result<Solution, NoSolution<'k, 's>>, Stopped> {
        match pubgrub::resolve(self, Party::Spec, SPEC) {
            Ok(selected) => {
                let modules = selected.into_iter();
                let modules = modules.filter_map(|(party, rank)| match party {
                    Party::Spec => None,
                    Party::Module(module) => {
                        let version = self.known.borrow_mut().version(&module, rank);
                        Some(version.map(|version| (module, version)))
                    }
                });
                modules.collect::<Result<_, _>>().map(Ok)
            }
            Err(PubGrubError::NoSolution(tree)) => Ok(Err(tree)),
            Err(
                PubGrubError::ErrorRetrievingDependencies { source, .. }
                | PubGrubError::ErrorChoosingVersion { source, .. }
                | PubGrubError::ErrorInShouldCancel(source),
            ) => Err(source),
        }
    }

    pub(super) fn demands(&self, of: &Party, rank: u64) -> Result<Rc<[Demand]>, Stopped> {
        match of {
            Party::Spec => Ok(self.wanted.clone()),
            Party::Module(module) => self.known.borrow_mut().demands(module, rank),
        }
    }

    /// A version as people name it.
    pub(super) fn name(&self, of: &Party, rank: u64) -> Result<String, Stopped> {
        match of {
            Party::Spec => Ok("you".to_owned()),
            Party::Module(module) => {
                let version = self.known.borrow_mut().version(module, rank)?;
                Ok(format!("{module} {version}"))
            }
        }
    }

    /// The rank of the version that is preferred among those that fit.
    fn preferred(&self, party: &Party, fitting: &Ranks) -> Result<Option<u64>, Stopped> {
        let Party::Module(module) = party else {
            return Ok(None);
        };
        let (locked, near) = (
            self.preferred.locked.get(module),
            self.preferred.near.get(module),
        );
        if locked.or(near).is_none() {
            return Ok(None);
        }
        let versions = self.known.borrow_mut().versions(module)?;
        let fitting = (0..)
            .zip(versions.iter())
            .filter(|(rank, _)| fitting.contains(rank));
        let fitting: Vec<_> = fitting.collect();
        let last = |is: &dyn Fn(&Version) -> bool| {
            let mut fitting = fitting.iter().rev();
            fitting
                .find(|(_, version)| is(version))
                .map(|(rank, _)| *rank)
        };
        let locked = locked.and_then(|locked| last(&|version| version == locked));
        let near = near.and_then(|near| last(&|version| is_compatible(version, near)));
        Ok(locked.or(near))
    }
}

impl DependencyProvider for Solver<'_, '_> {
    type P = Party;
    type V = u64;
    type VS = Ranks;
    type Priority = (bool, bool, Reverse<u64>);
    type M = Infallible;
    type Err = Stopped;

    /// What is to move is decided first, then what is locked, so that both hold where they can. Of
    /// others, modules with little choice come first: so a conflict shows before much was chosen in vain.
    fn prioritize(
        &self,
        party: &Party,
        fitting: &Ranks,
        _: &PackageResolutionStatistics,
    ) -> Self::Priority {
        let (is_moving, is_locked) = match party {
            Party::Spec => (true, true),
            Party::Module(module) => (
                self.preferred.moving.contains(module),
                self.preferred.locked.contains_key(module),
            ),
        };
        (is_moving, is_locked, Reverse(fitting.count()))
    }

    fn choose_version(&self, party: &Party, fitting: &Ranks) -> Result<Option<u64>, Stopped> {
        let preferred = self.preferred(party, fitting)?;
        Ok(preferred.or(fitting.newest()))
    }

    fn get_dependencies(
        &self,
        party: &Party,
        rank: &u64,
    ) -> Result<Dependencies<Party, Ranks, Infallible>, Stopped> {
        let demands = self.demands(party, *rank)?;
        let wanted = demands.iter().filter_map(|demand| {
            let module = demand.party();
            if module != *party {
                Some((module, demand.fitting.clone()))
            } else if demand.fitting.contains(rank) {
                None
            } else {
                Some((module, Ranks::empty()))
            }
        });
        Ok(Dependencies::Available(wanted.collect()))
    }
}
