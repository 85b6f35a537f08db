//! The same made-up services with both versions of a module, on one target.

use super::difference::Difference;
use super::resources::Comparison;
use super::rights;
use crate::compile::{Outcome, Request, Session};
use crate::document::implementation::Implementation;
use crate::plan::stack::Stack;
use crate::source::SourceMap;
use crate::trial::{Subject, Trial};
use crate::world::World;

/// Somebody who does the same work for many services, by their numbers, perhaps at a time. The
/// results are in order.
pub type Runner = fn(Vec<usize>, &(dyn Fn(usize) -> Compared + Sync)) -> Vec<Compared>;

/// What came of one service.
#[derive(Debug)]
pub struct Compared {
    /// What differs; nothing where it does not build with both.
    differences: Option<Vec<Difference>>,
    /// The texts that the places are in.
    sources: SourceMap,
}

/// The services, with the old version and with the new one.
pub(super) struct Services<'e> {
    old: Trial<'e>,
    new: Trial<'e>,
    request: Option<Request>,
}

impl<'e> Services<'e> {
    pub(super) fn new(old: Subject<'e>, new: Subject<'e>, sources: &SourceMap) -> Self {
        let [old, new] = Trial::pair(old, new, sources);
        // Every form of a target describes the same deployment.
        let request = old.requests().into_iter().next();
        Self { old, new, request }
    }

    /// What differs in some service; nothing where none builds with both versions.
    pub(super) fn compare(
        &self,
        world: &(dyn World + Sync),
        run: Runner,
        sources: &mut SourceMap,
    ) -> Option<Vec<Difference>> {
        let (stage, next) = (self.old.stage(world), self.new.stage(world));
        let sessions = [Session::new(&stage), Session::new(&next)];
        let services = (0..self.old.specs.len()).collect();
        let mut found = None;
        for compared in run(services, &|at| self.compared(at, &sessions)) {
            let Some(differences) = compared.differences else {
                continue;
            };
            if !differences.is_empty() {
                sources.extend(compared.sources);
            }
            found.get_or_insert_with(Vec::new).extend(differences);
        }
        found
    }

    fn compared(&self, at: usize, sessions: &[Session<'_>; 2]) -> Compared {
        let mut sources = SourceMap::default();
        let mut stacks = |session: &Session<'_>| {
            let (spec, request) = (self.old.specs.get(at)?, self.request.as_ref()?);
            let (outcome, stacks): (Outcome, Vec<Stack>) = session.stacks(spec, request);
            sources.extend(outcome.sources);
            (!outcome.problems.has_errors()).then_some(stacks)
        };
        let [old, new] = sessions.each_ref().map(&mut stacks);
        let differences = old.zip(new).map(|(old, new)| {
            let pairs = old.iter().zip(&new);
            let on = self.new.subject.implementation;
            pairs.flat_map(|pair| differences(pair, on)).collect()
        });
        Compared {
            differences,
            sources,
        }
    }
}

/// What differs in one environment.
fn differences((old, new): (&Stack, &Stack), on: &Implementation) -> Vec<Difference> {
    let mut found = Comparison::new(old, new, on).differences();
    found.extend(rights::differences(old, new));
    found
}
