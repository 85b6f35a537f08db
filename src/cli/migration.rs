//! A spec that follows its modules to newer major versions: rewritten in memory, compiled, and only then written.

use crate::cli::edited;
use crate::cli::error::Error;
use crate::cli::job::{Done, Job, Purpose};
use crate::cli::status::Status;
use crate::cli::tell;
use platc::compile::{Migration, Outcome, Request, Session};
use platc::names::{Name, TargetName};
use platc::plan::stack::Stack;
use platc::world::{MemoryWorld, Overlay, World};
use std::collections::BTreeSet;

/// The proof that there is no outcome, and that this was told.
pub(crate) struct Told;

impl Job<'_> {
    /// What a spec becomes: as it is, or as its modules' rules rewrite it.
    pub(crate) fn outcome(
        &self,
        spec: &str,
        done: &mut Done,
    ) -> Result<(Outcome, Vec<Stack>), Told> {
        let migration = self.session.migrate(spec, &self.request);
        let migration = migration.filter(|of| !of.ways.is_empty() || of.problems.has_errors());
        let Some(migration) = migration else {
            let (outcome, stacks) = self.session.stacks(spec, &self.request);
            done.report.take(&outcome, self.disk, self.screen);
            return Ok((outcome, stacks));
        };
        let Migration {
            problems, sources, ..
        } = &migration;
        done.report.find(problems, sources, self.disk, self.screen);
        if problems.has_errors() {
            return Err(Told);
        }
        self.migrated(spec, migration, done)
    }

    fn migrated(
        &self,
        path: &str,
        migration: Migration,
        done: &mut Done,
    ) -> Result<(Outcome, Vec<Stack>), Told> {
        let files = MemoryWorld::default().with(path, &migration.after);
        let world = Overlay {
            files: &files,
            world: self.disk,
        };
        let session = Session::new(&world);
        let (outcome, stacks) = session.stacks(path, &self.request);
        done.report.take(&outcome, self.disk, self.screen);
        for request in self.elsewhere(&outcome) {
            let other = session.compile(path, &request);
            done.report.take(&other, self.disk, self.screen);
        }
        let shown = self.disk.shown(path);
        if self.purpose == Purpose::TryLock {
            done.report.results = edited::rewritten(&shown, &migration.before, &migration.after);
        }
        if done.report.status != Status::Fine {
            self.complain(vec![Error::NotMoved { path: shown }], done);
            return Err(Told);
        }
        if migration.edits.is_empty() {
            return Ok((outcome, stacks));
        }
        if self.purpose == Purpose::Lock {
            done.report.results = tell::migrated(&migration, &shown);
        }
        done.rewritten = Some(migration.after);
        Ok((outcome, stacks))
    }

    /// The same for the other targets on which the spec holds data: it is rewritten for them, too.
    fn elsewhere(&self, outcome: &Outcome) -> Vec<Request> {
        let stateful = outcome.lock.new.stateful.keys();
        let names: BTreeSet<_> = stateful.map(|(target, _)| target.as_str()).collect();
        let targets = names.into_iter().filter_map(|name| Name::new(name).ok());
        let others = targets
            .map(TargetName)
            .filter(|target| *target != self.request.target);
        let request = |target| Request {
            update: self.request.update.clone(),
            ..Request::of(target)
        };
        others.map(request).collect()
    }
}
