//! The lock file of a spec, before and after a compile.

use super::Compile;
use super::error::Error;
use super::ledger::{losses, stateful};
use super::loss_error::Loss;
use crate::catalog::Packages;
use crate::check::Checked;
use crate::document::service::Service;
use crate::lock::{self, Lock, Locked};
use crate::names::{ModuleName, Name};
use crate::plan::stack::Stack;
use crate::problems::{Problems, Reported};
use crate::source::SourceMap;
use crate::world::{Unreadable, World};
use semver::Version;
use std::collections::BTreeMap;

/// A lock file, and what it should be.
#[derive(Debug, Default)]
pub struct LockFile {
    /// Where it is.
    pub path: String,
    /// What it says; none where there is none.
    pub old: Option<Lock>,
    /// What it should say.
    pub new: Lock,
}

/// The modules whose locked versions do not bind, so that newer ones are taken.
#[derive(Clone, Debug, Default)]
pub enum Update {
    /// None of them.
    #[default]
    Nothing,
    /// All of them.
    Everything(Reach),
    /// Some.
    Modules(Vec<ModuleName>, Reach),
}

/// How far from a locked version another is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Within its major version, as long as the spec allows that.
    Compatible,
    /// To the newest.
    Newest,
}

impl LockFile {
    /// Whether it says what it should.
    pub fn is_current(&self) -> bool {
        self.old.as_ref().map(Lock::text) == Some(self.new.text())
    }

    /// What the content and the source of modules are held against: all that is locked, but for what is
    /// named in an update, which is trusted as it is.
    pub(super) fn trusted(&self, update: &Update) -> BTreeMap<ModuleName, Locked> {
        let mut known = self.known();
        known.retain(|name, _| !update.named().contains(name));
        known
    }

    /// The versions that are taken where they fit.
    pub(super) fn kept(&self, update: &Update) -> BTreeMap<ModuleName, Version> {
        let known = self.known().into_iter();
        let kept = known.filter(|(name, _)| !update.releases(name));
        kept.map(|(name, locked)| (name, locked.version)).collect()
    }

    /// The versions that modules should stay near.
    pub(super) fn near(&self, update: &Update) -> BTreeMap<ModuleName, Version> {
        let mut known = self.known();
        known.retain(|name, _| !(update.crosses() && update.releases(name)));
        let known = known.into_iter();
        known.map(|(name, locked)| (name, locked.version)).collect()
    }

    fn known(&self) -> BTreeMap<ModuleName, Locked> {
        let modules = self.old.iter().flat_map(|old| &old.modules);
        let named = modules
            .filter_map(|(name, locked)| Some((ModuleName(Name::new(name).ok()?), locked.clone())));
        named.collect()
    }

    /// What it says of a module.
    pub(super) fn of(&self, module: &ModuleName) -> Option<&Locked> {
        self.old.as_ref()?.modules.get(module.0.as_str())
    }
}

impl Update {
    pub(super) fn releases(&self, module: &ModuleName) -> bool {
        match self {
            Self::Nothing => false,
            Self::Everything(_) => true,
            Self::Modules(names, _) => names.contains(module),
        }
    }

    /// The modules that it speaks of by name.
    pub(super) fn named(&self) -> &[ModuleName] {
        match self {
            Self::Nothing | Self::Everything(_) => &[],
            Self::Modules(names, _) => names,
        }
    }

    /// Whether newer major versions are taken.
    pub fn crosses(&self) -> bool {
        matches!(
            self,
            Self::Everything(Reach::Newest) | Self::Modules(_, Reach::Newest)
        )
    }
}

/// What the lock file at a path says; none where there is none.
pub(super) fn read_lock(
    path: &str,
    world: &dyn World,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Result<Option<Lock>, Reported> {
    match world.read(path) {
        Ok(text) => {
            let file = sources.add(path, text);
            lock::read(file, sources.text(file), problems).map(Some)
        }
        Err(Unreadable::Absent) => Ok(None),
        Err(why) => {
            let path = world.shown(path);
            Err(problems.report(Error::UnreadableLock { path, why }))
        }
    }
}

impl Compile<'_> {
    /// Reads what earlier builds of the spec have locked.
    pub(super) fn read_lock(&mut self, spec: &str) -> Result<(), Reported> {
        let path = Lock::path(spec);
        let old = read_lock(&path, &self.world, &mut self.sources, &mut self.problems)?;
        let new = old.clone().unwrap_or_default();
        self.lock = LockFile { path, old, new };
        Ok(())
    }

    /// Locks the modules that the spec is made of, and no others.
    pub(super) fn lock_modules(&mut self, packages: &Packages) {
        let modules = packages.read.iter().map(|(name, package)| {
            let locked = Locked {
                version: package.interface.version.clone(),
                source: package.source.clone(),
                checksum: package.checksum.clone(),
                at: None,
            };
            (name.to_string(), locked)
        });
        self.lock.new.modules = modules.collect();
    }

    /// Takes note of what holds data in a root module, and reports what the last build had and
    /// this one would lose.
    pub(super) fn keep_data(
        &mut self,
        stack: &Stack,
        checked: &Checked<'_>,
    ) -> Result<(), Reported> {
        let root = (stack.target.to_string(), stack.environment.to_string());
        let losses = match self.lock.new.stateful.insert(root, stateful(stack)) {
            Some(before) => losses(
                &before,
                (stack, self.request.format()),
                checked,
                &self.sources,
            ),
            None => Vec::new(),
        };
        let mut result = Ok(());
        for loss in losses {
            let is_error = !matches!(loss, Loss::GivenUp { .. });
            let reported = self.problems.report(loss);
            if is_error {
                result = Err(reported);
            }
        }
        result
    }

    /// Warns about data that the spec gives up though no build knows it.
    pub(super) fn nothing_more_is_given_up(&mut self, service: &Service) {
        let old = self.lock.old.iter();
        let known: Vec<_> = old.flat_map(|old| old.stateful.values()).collect();
        for given_up in &service.allow_destroy {
            if !known
                .iter()
                .any(|resources| resources.contains_key(&given_up.text))
            {
                self.problems.report(Loss::NothingToDestroy {
                    address: given_up.text.clone(),
                    at: given_up.span,
                });
            }
        }
    }
}
