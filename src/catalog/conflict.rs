//! Why no versions of modules fit together: a short chain of demands, and what the spec could want instead.
//!
//! `PubGrub` proves a conflict by the demands of many versions. Of these, only those are told that are met where each
//! module has the newest version that is left, until none is left of some module. What helps was tried, not guessed.

use super::change::changes;
use super::error::Error;
use super::ranks::Ranks;
use super::resolve::{Demand, NoSolution, Party, SPEC, Solver, Stopped};
use crate::maps::{HashSet, IndexMap};
use crate::names::ModuleName;
use miette::LabeledSpan;
use pubgrub::{DerivationTree, External, VersionSet};
use std::collections::BTreeMap;
use std::ptr;

/// Which versions of a party want something of another that the proof needs.
type Proof = BTreeMap<(Party, Party), Ranks>;

/// A demand that was met.
#[derive(Debug)]
struct Link {
    by: Party,
    rank: u64,
    /// That version.
    name: String,
    demand: Demand,
}

/// The demands that were met, in order, and the versions that they leave.
#[derive(Debug, Default)]
struct Walk {
    links: Vec<Link>,
    left: IndexMap<Party, Ranks>,
}

/// What is wrong where there is no solution.
pub(super) fn explain(
    solver: &Solver<'_, '_>,
    tree: &NoSolution<'_, '_>,
) -> Result<Error, Stopped> {
    let proof = proof(tree);
    let wanted = solver.wanted.iter();
    let wanted = wanted.filter(|of| proof.contains_key(&(Party::Spec, of.party())));
    let changes = changes(solver, wanted)?;
    let (walk, module) = Walk::along(solver, &proof)?;
    let clash = walk.clash(&module);
    let chain = walk.chain(&clash);
    if let [only] = clash.as_slice() {
        let before = chain.iter().filter(|link| !ptr::eq(**link, *only));
        let labels = before.map(|link| walk.label(link)).collect();
        let mut known = solver.known.borrow_mut();
        return known.no_version(&only.demand, labels, changes);
    }
    let mut all = clash.iter().chain(&chain);
    let own = all.find(|link| link.by == Party::Spec);
    let label = |link: &&Link| {
        let label = walk.label(link);
        if own.is_some_and(|own| ptr::eq(*own, *link)) {
            let words = label.label().map(str::to_owned);
            return LabeledSpan::new_primary_with_span(words, *label.inner());
        }
        label
    };
    let wanting = clash.iter().filter(|link| link.by != Party::Spec);
    Ok(Error::Conflict {
        module,
        wanting: wanting.map(|link| link.by.to_string()).collect(),
        chain: chain.iter().map(label).collect(),
        changes,
    })
}

/// The demands at the leaves of a derivation.
fn proof(tree: &NoSolution<'_, '_>) -> Proof {
    let (mut proof, mut seen, mut trees) = (Proof::new(), HashSet::default(), vec![tree]);
    while let Some(tree) = trees.pop() {
        match tree {
            DerivationTree::Derived(derived) if seen.insert(ptr::from_ref(tree)) => {
                trees.extend([&*derived.cause1, &*derived.cause2]);
            }
            DerivationTree::External(External::FromDependencyOf(by, versions, module, _)) => {
                let entry = proof.entry((by.clone(), module.clone()));
                let all = entry.or_insert_with(Ranks::empty);
                *all = all.union(versions);
            }
            _ => {}
        }
    }
    proof
}

impl Walk {
    /// Follows the demands of a proof until of some module no version is left.
    #[expect(
        clippy::expect_used,
        reason = "were a version of each module left, they would be a solution"
    )]
    fn along(solver: &Solver<'_, '_>, proof: &Proof) -> Result<(Self, ModuleName), Stopped> {
        let (mut walk, mut met) = (Self::default(), HashSet::default());
        walk.left.insert(Party::Spec, Ranks::singleton(SPEC));
        loop {
            let (by, rank) = walk.next(&met).expect("a version that was not met");
            for demand in &*solver.demands(&by, rank)? {
                let needed = proof.get(&(by.clone(), demand.party()));
                if !needed.is_some_and(|ranks| ranks.contains(&rank)) {
                    continue;
                }
                let left = walk.left.entry(demand.party()).or_insert_with(Ranks::full);
                *left = left.intersection(&demand.fitting);
                let none_is_left = left.is_empty();
                let name = solver.name(&by, rank)?;
                walk.links.push(Link {
                    by: by.clone(),
                    rank,
                    name,
                    demand: demand.clone(),
                });
                if none_is_left {
                    return Ok((walk, demand.module.clone()));
                }
            }
            met.insert((by, rank));
        }
    }

    /// The first module whose newest version that is left was not met.
    fn next(&self, met: &HashSet<(Party, u64)>) -> Option<(Party, u64)> {
        let mut newest = self.left.iter().filter_map(|(party, left)| {
            let rank = left.newest()?;
            Some((party.clone(), rank))
        });
        newest.find(|at| !met.contains(at))
    }

    /// The fewest demands that leave nothing of a module: rather earlier ones, and those of versions that are left.
    fn clash(&self, module: &ModuleName) -> Vec<&Link> {
        let links = self.links.iter();
        let mut clash: Vec<_> = links.filter(|link| link.demand.module == *module).collect();
        let newest = |of| self.left.get(of).and_then(Ranks::newest);
        clash.sort_by_key(|link| newest(&link.by) != Some(link.rank));
        for index in (0..clash.len()).rev() {
            let mut fewer = clash.clone();
            fewer.remove(index);
            let fitting = fewer.iter().map(|link| &link.demand.fitting);
            let left = fitting.fold(Ranks::full(), |left, of| left.intersection(of));
            if left.is_empty() {
                clash = fewer;
            }
        }
        clash
    }

    /// Some demands, and how the spec leads to them.
    fn chain(&self, to: &[&Link]) -> Vec<&Link> {
        let (mut chain, mut from) = (to.to_vec(), to.to_vec());
        while let Some(link) = from.pop() {
            let leads = |before: &&Link| before.demand.party() == link.by;
            let before = self.links.iter().find(leads);
            let before = before.filter(|before| !is_in(&chain, before));
            chain.extend(before);
            from.extend(before);
        }
        let in_order = self.links.iter();
        in_order.filter(|link| is_in(&chain, link)).collect()
    }

    fn label(&self, link: &Link) -> LabeledSpan {
        let Link {
            by, name, demand, ..
        } = link;
        let (module, written) = (&demand.module, demand.written());
        let words = match (by, &demand.requirement) {
            (Party::Spec, None) => format!("you use {module}"),
            (Party::Spec, Some(_)) => format!("you want {module} {written}"),
            (Party::Module(_), _) => format!("{name} wants {module} {written}"),
        };
        let others = match self.left.get(by) {
            Some(left) if left.count() > 1 => format!(", and no other version of {by} fits"),
            _ => String::new(),
        };
        LabeledSpan::new_with_span(Some(words + &others), demand.place())
    }
}

fn is_in(links: &[&Link], link: &Link) -> bool {
    links.iter().any(|one| ptr::eq(*one, link))
}
