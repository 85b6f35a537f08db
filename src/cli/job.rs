//! One spec: read, compiled, compared with the disk, written.

use crate::cli::difference::{Care, Difference, manifest_path};
use crate::cli::disk::{Disk, Present};
use crate::cli::edited;
use crate::cli::error::Error;
use crate::cli::fresh::fresh;
use crate::cli::inputs::inputs;
use crate::cli::manifest::Manifest;
use crate::cli::paths::is_within;
use crate::cli::place::Place;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::status::Status;
use crate::cli::tell;
use crate::cli::write::{Ready, put, stage};
use platc::compile::{Outcome, Request, Session, Update};
use platc::plan::stack::Stack;
use platc::source::SourceMap;
use platc::world::{Unreadable, World, join};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

/// What is done with root modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// They are written.
    Write(Care),
    /// They are compared with what is there.
    Compare,
    /// They are compared, and only the lock file is written.
    Lock,
    /// The same, and not even that is written.
    TryLock,
    /// They are only made, to see what is wrong.
    Try,
}

/// What holds for every spec of a command.
pub(crate) struct Job<'a> {
    /// The disk.
    pub(crate) disk: &'a Disk,
    /// What compiles share.
    pub(crate) session: Session<'a>,
    /// What is asked for.
    pub(crate) request: Request,
    /// What is done with it.
    pub(crate) purpose: Purpose,
    /// Whether the lock file may change.
    pub(crate) locked: bool,
    /// The folder to write below, if not the spec's.
    pub(crate) out: Option<String>,
    /// The folders of root modules of earlier builds.
    pub(crate) outputs: BTreeSet<String>,
    /// The folders that this command makes, and the specs that they belong to.
    pub(crate) claims: Mutex<HashMap<String, String>>,
    /// How things are shown.
    pub(crate) screen: Screen,
}

/// What became of some specs.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// What is shown.
    pub(crate) report: Report,
    /// How many specs.
    pub(crate) specs: usize,
    /// How many root modules stood there as they should.
    pub(crate) unchanged: usize,
    /// How many did not.
    pub(crate) changed: usize,
    /// How many lock files are not as they should be.
    pub(crate) relocked: usize,
    /// The modules that they are made of.
    pub(crate) modules: BTreeSet<String>,
    /// The modules that have newer major versions.
    pub(crate) newer: BTreeSet<String>,
    /// The spec as it is to be, if that is otherwise than it is.
    pub(crate) rewritten: Option<String>,
    /// What is still to be put in its place.
    pub(crate) ready: Option<Ready>,
}

impl Done {
    /// Adds what became of others.
    pub(crate) fn add(&mut self, other: &Self) {
        self.report.add(&other.report);
        self.specs += other.specs;
        self.unchanged += other.unchanged;
        self.changed += other.changed;
        self.relocked += other.relocked;
        self.modules.extend(other.modules.iter().cloned());
        self.newer.extend(other.newer.iter().cloned());
    }
}

impl Job<'_> {
    /// Does with one spec what the command is for.
    pub(crate) fn one(&self, spec: &str) -> Done {
        let mut done = Done {
            specs: 1,
            ..Done::default()
        };
        if let Err((error, sources)) = self.readable(spec) {
            done.report.complain(vec![error], &sources, self.screen);
            return done;
        }
        let place = Place::of(spec, self.out.as_deref());
        let outputs = self.outputs_of(&place);
        if self.purpose == Purpose::Write(Care::Keep)
            && let Some(unchanged) = fresh(spec, &outputs, &self.request, self.disk)
        {
            done.unchanged = unchanged;
        } else {
            self.compile(&place, outputs, &mut done);
        }
        done
    }

    fn compile(&self, place: &Place, outputs: BTreeMap<String, Manifest>, done: &mut Done) {
        let Ok((outcome, stacks)) = self.outcome(&place.spec, done) else {
            return;
        };
        let care = match self.purpose {
            Purpose::Try => return,
            Purpose::Compare | Purpose::Lock | Purpose::TryLock => Care::Keep,
            Purpose::Write(care) => care,
        };
        if done.report.status != Status::Fine {
            return;
        }
        let was_locked = outputs.values().any(|output| !output.lock.is_empty());
        if outcome.lock.old.is_none() && was_locked {
            let path = self.disk.shown(&outcome.lock.path);
            self.complain(vec![Error::LockGone { path }], done);
        }
        if self.locked && !outcome.lock.is_current() {
            let path = self.disk.shown(&outcome.lock.path);
            return self.complain(vec![Error::LockWouldChange { path }], done);
        }
        match self.differences(place, &outcome, outputs, care) {
            Ok(differences) => self.settle(place, (&outcome, &stacks), &differences, done),
            Err(errors) => self.complain(errors, done),
        }
    }

    /// Prepares to make the disk as the root modules are, or says in which way it is not.
    fn settle(
        &self,
        place: &Place,
        (outcome, stacks): (&Outcome, &[Stack]),
        differences: &[Difference],
        done: &mut Done,
    ) {
        for difference in differences {
            let is_as_it_should_be = match self.purpose {
                Purpose::Compare => difference.is_current(),
                _ => difference.is_none(),
            };
            let counted = if is_as_it_should_be {
                &mut done.unchanged
            } else {
                &mut done.changed
            };
            *counted += 1;
        }
        done.modules
            .extend(outcome.lock.new.modules.keys().cloned());
        match self.purpose {
            Purpose::Compare => return self.compare(outcome, differences, done),
            Purpose::Lock | Purpose::TryLock => {
                return self.lock(place, (outcome, stacks), differences, done);
            }
            Purpose::Write(_) | Purpose::Try => {}
        }
        let has_conflicts = |difference: &Difference| !difference.conflicts.is_empty();
        if differences.iter().any(has_conflicts) {
            return edited::complain(differences, self.disk, self.screen, &mut done.report);
        }
        let mut results = tell::build(outcome, differences, self.disk, self.screen);
        results += &tell::lock(&outcome.lock, self.disk);
        self.vouch(differences);
        self.stage(place, outcome, differences, results, done);
    }

    fn stage(
        &self,
        place: &Place,
        outcome: &Outcome,
        differences: &[Difference],
        results: String,
        done: &mut Done,
    ) {
        let spec = done.rewritten.as_deref().map(|text| (&*place.spec, text));
        match stage(differences, &outcome.lock, spec, self.disk) {
            Ok(ready) => {
                done.report.results = results;
                done.ready = Some(ready);
            }
            Err(error) => self.complain(vec![error], done),
        }
    }

    /// Prepares to write the lock file, and tells what a deployment would change by it.
    fn lock(
        &self,
        place: &Place,
        (outcome, stacks): (&Outcome, &[Stack]),
        differences: &[Difference],
        done: &mut Done,
    ) {
        done.relocked += usize::from(!outcome.lock.is_current());
        let newer = self.session.newer_majors(&place.spec, &outcome.lock.new);
        done.newer.extend(newer.iter().map(tell::newer));
        let before = Request {
            update: Update::Nothing,
            ..self.request.clone()
        };
        let (_, before) = self.session.stacks(&place.spec, &before);
        let results = std::mem::take(&mut done.report.results)
            + &tell::lock(&outcome.lock, self.disk)
            + &match before.as_slice() {
                // What is locked can't be had, so that only the files tell.
                [] => tell::build(outcome, differences, self.disk, self.screen),
                before => tell::changes(before, stacks),
            };
        match self.purpose {
            Purpose::Lock => self.stage(place, outcome, &[], results, done),
            _ => done.report.results = results,
        }
    }

    /// Says in which way the disk is not as it should be.
    fn compare(&self, outcome: &Outcome, differences: &[Difference], done: &mut Done) {
        done.report.results = tell::comparison(differences, self.disk, self.screen);
        done.report.results += &tell::compared_lock(&outcome.lock, self.disk);
        if done.changed > 0 || !outcome.lock.is_current() {
            done.report.status = Status::Differs;
        }
    }

    /// What was made by an older program is this program's work too, now that it gave the same.
    fn vouch(&self, differences: &[Difference]) {
        for difference in differences.iter().filter(|difference| difference.is_none()) {
            let manifest = manifest_path(&difference.folder);
            if !self.disk.is_newer_than_program(&manifest) {
                Disk::touch(&manifest);
            }
        }
    }

    /// What differs in each root module, first of those that are made, then of those that were.
    fn differences(
        &self,
        place: &Place,
        outcome: &Outcome,
        mut outputs: BTreeMap<String, Manifest>,
        care: Care,
    ) -> Result<Vec<Difference>, Vec<Error>> {
        let inputs = inputs(outcome, &place.spec, self.disk);
        let mut results = Vec::new();
        for root in &outcome.roots {
            let folder = join(&place.base, &root.folder).unwrap_or_default();
            outputs.remove(&folder);
            let spec = place.spec.as_str();
            let new = Manifest::of(root, outcome, &self.request, &inputs, (&folder, spec));
            let claim = self.claim(&folder, spec);
            results.push(claim.and_then(|()| Difference::of(root, new, place, self.disk, care)));
        }
        if self.request.environments.is_empty() {
            let former = outputs.into_iter();
            results.extend(former.map(|(folder, old)| {
                let folder = place.folder(&place.relative(&folder), self.disk)?;
                Difference::obsolete(folder, old, self.disk, care)
            }));
        }
        all_or_errors(results)
    }

    /// Two specs that are worked on at a time can't see each other's manifests.
    fn claim(&self, folder: &str, spec: &str) -> Result<(), Error> {
        let mut claims = self.claims.lock().unwrap_or_else(PoisonError::into_inner);
        let owner = claims.entry(folder.to_owned());
        let owner = owner.or_insert_with(|| spec.to_owned());
        if owner == spec {
            return Ok(());
        }
        Err(Error::FolderTaken {
            folder: self.disk.shown(folder),
            owner: self.disk.shown(owner),
        })
    }

    /// The manifests of earlier builds of a spec for the target.
    fn outputs_of(&self, place: &Place) -> BTreeMap<String, Manifest> {
        let beside = self.outputs.range(place.base.clone()..);
        let beside = beside.take_while(|folder| folder.starts_with(&place.base));
        let beside = beside.filter(|folder| is_within(folder, &place.base));
        let mut outputs = BTreeMap::new();
        for folder in beside {
            if let Some(manifest) = manifest(folder)
                && manifest.target == self.request.target.to_string()
                && join(folder, &manifest.spec).as_ref() == Some(&place.spec)
            {
                outputs.insert(folder.clone(), manifest);
            }
        }
        outputs
    }

    /// A spec that is no text is a problem of the disk and not of the compiler.
    fn readable(&self, spec: &str) -> Result<(), (Error, SourceMap)> {
        let mut sources = SourceMap::default();
        let path = self.disk.shown(spec);
        match self.disk.read(spec) {
            Ok(_) => return Ok(()),
            Err(Unreadable::NotText(_)) => {
                if let Some(at) = edited::first_wrong_byte(spec, &path, &mut sources) {
                    return Err((Error::NotText { path, at }, sources));
                }
            }
            Err(_) => {}
        }
        Err((Error::Unreadable { path }, sources))
    }

    /// Puts what is ready for some specs in its place.
    pub(crate) fn finish(&self, specs: &mut [Done]) {
        let mut waiting = Vec::new();
        let mut ready = Vec::new();
        for done in specs {
            if let Some(files) = done.ready.take() {
                ready.push(files);
                waiting.push(done);
            }
        }
        for (done, result) in waiting.into_iter().zip(put(ready, self.disk)) {
            if let Err(error) = result {
                done.report.results.clear();
                self.complain(vec![error], done);
            }
        }
    }

    /// Adds what is wrong outside of the texts.
    pub(crate) fn complain(&self, errors: Vec<Error>, done: &mut Done) {
        let none = SourceMap::default();
        done.report.complain(errors, &none, self.screen);
    }
}

fn manifest(folder: &str) -> Option<Manifest> {
    match Disk::present(&manifest_path(folder)) {
        Ok(Present::File(text)) => Manifest::read(&text),
        _ => None,
    }
}

fn all_or_errors(results: Vec<Result<Difference, Error>>) -> Result<Vec<Difference>, Vec<Error>> {
    let mut differences = Vec::new();
    let mut errors = Vec::new();
    for result in results {
        match result {
            Ok(difference) => differences.push(difference),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() {
        Ok(differences)
    } else {
        Err(errors)
    }
}
