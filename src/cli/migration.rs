//! A spec that follows its modules to newer major versions: rewritten in memory, compiled, and only then written.

use crate::cli::edited;
use crate::cli::error::Error;
use crate::cli::job::{Done, Job, Purpose};
use crate::cli::status::Status;
use crate::cli::tell;
use platc::compile::{Migration, Outcome, Session};
use platc::world::{Edited, World};

/// The proof that there is no outcome, and that this was told.
pub(crate) struct Told;

impl Job<'_> {
    /// What a spec becomes: as it is, or as its modules' rules rewrite it.
    pub(crate) fn outcome(&self, spec: &str, done: &mut Done) -> Result<Outcome, Told> {
        let migration = self.session.migrate(spec, &self.request);
        let migration = migration.filter(|of| !of.ways.is_empty() || of.problems.has_errors());
        let Some(migration) = migration else {
            let outcome = self.session.compile(spec, &self.request);
            done.report.take(&outcome, self.disk, self.screen);
            return Ok(outcome);
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

    fn migrated(&self, path: &str, migration: Migration, done: &mut Done) -> Result<Outcome, Told> {
        let world = Edited {
            world: self.disk,
            path,
            text: &migration.after,
        };
        let outcome = Session::new(&world).compile(path, &self.request);
        done.report.take(&outcome, self.disk, self.screen);
        let shown = self.disk.shown(path);
        if self.purpose == Purpose::TryLock {
            done.report.results = edited::rewritten(&shown, &migration.before, &migration.after);
        }
        if done.report.status != Status::Fine {
            self.complain(vec![Error::NotMoved { path: shown }], done);
            return Err(Told);
        }
        if migration.edits.is_empty() {
            return Ok(outcome);
        }
        if self.purpose == Purpose::Lock {
            done.report.results = tell::migrated(&migration, &shown);
        }
        done.rewritten = Some(migration.after);
        Ok(outcome)
    }
}
