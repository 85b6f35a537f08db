//! What a spec could require instead, so that its modules fit together. Each change was tried.

use super::resolve::{Demand, Solution, Solver, Stopped};
use crate::names::ModuleName;
use derive_more::Display;
use semver::{Comparator, Op, Version, VersionReq};

/// Another requirement of one module, with which everything fits.
#[derive(Debug, Display)]
#[display("`{module} = \"{requirement}\"` ({age})")]
pub(super) struct Change {
    module: ModuleName,
    requirement: VersionReq,
    age: Age,
}

/// How the version that is then taken stands to those that the spec wants now.
#[derive(Debug, Display)]
enum Age {
    #[display("older")]
    Older,
    #[display("newer")]
    Newer,
}

/// The changes of one demand each that lead to a solution.
pub(super) fn changes<'d>(
    solver: &Solver<'_, '_>,
    demands: impl Iterator<Item = &'d Demand>,
) -> Result<Vec<Change>, Stopped> {
    let changes = demands.map(|demand| change(solver, demand));
    let changes: Vec<_> = changes.collect::<Result<_, _>>()?;
    Ok(changes.into_iter().flatten().collect())
}

fn change(solver: &Solver<'_, '_>, demand: &Demand) -> Result<Option<Change>, Stopped> {
    let module = &demand.module;
    let versions = solver.known.borrow_mut().versions(module)?;
    let mut from_newest = versions.iter().rev();
    let newest = from_newest.clone().find(|of| demand.fits.matches(of));
    let prerelease = from_newest.find(|version| !version.pre.is_empty());
    let looser = [Some(VersionReq::STAR), prerelease.map(caret)];
    let looser = looser.into_iter().flatten();
    for fits in looser.filter(|fits| *fits != demand.fits) {
        let demand = demand.clone();
        let solution = solver.solution_with(Demand { fits, ..demand })?;
        if let Some(version) = solution.and_then(|mut solution| solution.remove(module)) {
            let is_older = Some(&version) < newest;
            return Ok(Some(Change {
                module: module.clone(),
                requirement: caret(&version),
                age: if is_older { Age::Older } else { Age::Newer },
            }));
        }
    }
    Ok(None)
}

/// What people write for a version: `^1.4`, or a whole pre-release.
fn caret(version: &Version) -> VersionReq {
    let comparator = Comparator {
        op: Op::Caret,
        major: version.major,
        minor: Some(version.minor),
        patch: (!version.pre.is_empty()).then_some(version.patch),
        pre: version.pre.clone(),
    };
    let comparators = vec![comparator];
    VersionReq { comparators }
}

impl Solver<'_, '_> {
    /// The solution if a demand of the spec were another. What is found wrong on the way is in nobody's way.
    fn solution_with(&self, demand: Demand) -> Result<Option<Solution>, Stopped> {
        let demand = self.known.borrow_mut().ranked(demand)?;
        let others = self.wanted.iter().filter(|one| one.module != demand.module);
        let solver = Solver {
            wanted: others.chain([&demand]).cloned().collect(),
            ..self.clone()
        };
        let found = std::mem::take(&mut self.known.borrow_mut().problems);
        let solution = solver.solve();
        self.known.borrow_mut().problems = found;
        Ok(solution.ok().and_then(Result::ok))
    }
}
