//! Two versions of a module → what differs for those who use it, and whether the version number and
//! the module itself say so.
//!
//! Interfaces and targets are compared as they are written. What they make is compared by
//! [trials](crate::trial): the same made-up services are compiled with both versions, and their
//! stacks are held against each other, resource by resource.
//!
//! INVARIANT: how much a difference matters hangs on nothing but what it is.

mod attributes;
mod changes;
mod difference;
mod error;
mod interface;
mod level;
mod replacement;
mod resources;
mod rights;
mod rules;
mod services;
mod target;
mod types;
mod ways;

use crate::catalog::edition::{Edition, Origin};
use crate::document::implementation::Implementation;
use crate::maps::{HashSet, IndexMap};
use crate::names::TargetName;
use crate::problems::Problems;
use crate::source::{SourceMap, Span};
use crate::trial;
use crate::world::World;
use error::Error;
use interface::Texts;
use services::Services;
use std::hash::Hash;

pub use changes::{Deed, Fate, changes};
pub use difference::{Change, Difference, Subject};
pub use level::Level;
pub use services::{Compared, Runner};

/// A version of a module, read.
#[derive(Clone, Copy, Debug)]
pub struct Version<'e> {
    /// Where it lies.
    pub origin: &'e Origin,
    /// All that it says.
    pub edition: &'e Edition,
    /// What its platform has for it.
    pub surroundings: &'e trial::Surroundings,
}

/// What a comparison works with.
struct Judge<'j> {
    old: Version<'j>,
    new: Version<'j>,
    world: &'j (dyn World + Sync),
    run: Runner,
}

/// Everything that differs, the worst first. What the version number or the module itself does not
/// admit is reported. `sources` holds the texts of both versions, and gets those that places are in.
pub fn judge(
    old: Version<'_>,
    new: Version<'_>,
    world: &(dyn World + Sync),
    run: Runner,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Vec<Difference> {
    let judge = Judge {
        old,
        new,
        world,
        run,
    };
    let mut found = judge.interfaces(sources);
    found.extend(judge.targets(sources, problems));
    let mut found = merged(found);
    found.sort_by(|one, other| {
        let by_level = other.level().cmp(&one.level());
        by_level.then_with(|| one.target.cmp(&other.target))
    });
    judge.report(&found, problems);
    found
}

impl Judge<'_> {
    fn interfaces(&self, sources: &SourceMap) -> Vec<Difference> {
        let (old, new) = (&self.old.edition.interface, &self.new.edition.interface);
        interface::differences(old, new, Texts(sources))
    }

    fn targets(&self, sources: &mut SourceMap, problems: &mut Problems) -> Vec<Difference> {
        let targets = |edition: &'_ Edition| -> IndexMap<TargetName, Span> {
            let targets = edition.implementations.iter();
            targets
                .map(|of| (of.target.clone(), of.target_span))
                .collect()
        };
        let (before, now) = (targets(self.old.edition), targets(self.new.edition));
        let mut found = Vec::new();
        for (name, old, new) in both(&before, &now) {
            let subject = Subject::Target(name.to_string());
            if interface::present(&mut found, &subject, old, new, |at| *at).is_some() {
                found.extend(self.target(name, sources, problems));
            }
        }
        found
    }

    /// What differs on a target that both versions have.
    fn target(
        &self,
        name: &TargetName,
        sources: &mut SourceMap,
        problems: &mut Problems,
    ) -> Vec<Difference> {
        let [Some(old), Some(new)] = [self.old, self.new].map(|version| version.on(name)) else {
            return Vec::new();
        };
        let texts = Texts(sources);
        let mut found = target::differences(old.implementation, new.implementation, texts);
        let services = Services::new(old, new, sources);
        if let Some(differences) = services.compare(self.world, self.run, sources) {
            found.extend(differences);
        } else {
            let (old, new) = (&self.old.edition.interface, &self.new.edition.interface);
            problems.report(Error::NothingCompared {
                name: new.name.clone(),
                old: old.version.clone(),
                new: new.version.clone(),
                target: name.clone(),
                at: new.version_span,
            });
        }
        for difference in &mut found {
            difference.target = Some(name.clone());
            difference.acknowledged =
                acknowledged(difference, old.implementation, new.implementation);
        }
        found
    }

    fn report(&self, found: &[Difference], problems: &mut Problems) {
        let lost = found.iter().filter(|of| of.level() == Level::DataLoss);
        let mut said = HashSet::default();
        for difference in lost.filter(|of| of.acknowledged.is_none()) {
            let subject = &difference.subject;
            let Some(target) = difference.target.clone() else {
                continue;
            };
            // One reason to replace a resource is as good as two.
            if said.insert((target.clone(), subject)) {
                problems.report(Error::DataLoss {
                    subject: subject.to_string(),
                    what: difference.change.to_string(),
                    target,
                    at: difference.at,
                });
            }
        }
        let Some(worst) = found.first() else {
            return;
        };
        let (old, new) = (&self.old.edition.interface, &self.new.edition.interface);
        if Level::promised(&old.version, &new.version) < Some(worst.level()) {
            problems.report(Error::TooSmall {
                old: old.version.clone(),
                new: new.version.clone(),
                worst: worst.level(),
                needed: worst.level().first_after(&old.version),
                at: new.version_span,
                difference: worst.at,
                what: worst.to_string(),
            });
        }
    }
}

impl<'e> Version<'e> {
    fn on(self, target: &TargetName) -> Option<trial::Subject<'e>> {
        let mut all = self.edition.implementations.iter();
        Some(trial::Subject {
            origin: self.origin,
            edition: self.edition,
            implementation: all.find(|of| of.target == *target)?,
            surroundings: self.surroundings,
        })
    }
}

/// Why a version destroys data, if it says so, and did not say it of an earlier step.
fn acknowledged(
    difference: &Difference,
    old: &Implementation,
    new: &Implementation,
) -> Option<String> {
    let Subject::Resource(address, _) = &difference.subject else {
        return None;
    };
    let mut lost = new.lost.iter();
    let said = lost.find(|lost| {
        let mut earlier = old.lost.iter();
        let is_new = !earlier.any(|of| of.from.are(&lost.from) && of.reason == lost.reason);
        is_new && lost.from.to_string() == *address
    })?;
    (difference.level() == Level::DataLoss).then(|| said.reason.clone())
}

/// Each difference once, and what is allowed or not in one line.
fn merged(all: Vec<Difference>) -> Vec<Difference> {
    let mut merged: Vec<Difference> = Vec::new();
    for difference in all {
        let is_known = merged.iter_mut().any(|of| {
            let is_same = of.subject == difference.subject && of.target == difference.target;
            is_same && of.change.takes_in(&difference.change)
        });
        if !is_known {
            merged.push(difference);
        }
    }
    merged
}

/// Every key of two maps, with what each has under it.
fn both<'m, K: Hash + Eq, V>(
    old: &'m IndexMap<K, V>,
    new: &'m IndexMap<K, V>,
) -> impl Iterator<Item = (&'m K, Option<&'m V>, Option<&'m V>)> {
    let added = new.keys().filter(|key| !old.contains_key(*key));
    let keys = old.keys().chain(added);
    keys.map(|key| (key, old.get(key), new.get(key)))
}
