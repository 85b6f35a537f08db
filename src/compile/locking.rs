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
use crate::problems::Reported;
use crate::world::{Unreadable, World};
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
    Everything,
    /// Some.
    Modules(Vec<ModuleName>),
}

impl LockFile {
    /// Whether it says what it should.
    pub fn is_current(&self) -> bool {
        self.old.as_ref().map(Lock::text) == Some(self.new.text())
    }

    /// The modules that are bound to what is locked.
    pub(super) fn binding(&self, update: &Update) -> BTreeMap<ModuleName, Locked> {
        let locked = self.old.iter().flat_map(|old| &old.modules);
        let named = locked.filter_map(|(name, locked)| {
            let name = Name::new(name).map(ModuleName).ok()?;
            (!update.releases(&name)).then(|| (name, locked.clone()))
        });
        named.collect()
    }
}

impl Update {
    fn releases(&self, module: &ModuleName) -> bool {
        match self {
            Self::Nothing => false,
            Self::Everything => true,
            Self::Modules(names) => names.contains(module),
        }
    }
}

impl Compile<'_> {
    /// Reads what earlier builds of the spec have locked.
    pub(super) fn read_lock(&mut self, spec: &str) -> Result<(), Reported> {
        let path = Lock::path(spec);
        let old = match self.world.read(&path) {
            Ok(text) => {
                let file = self.sources.add(&path, text);
                let text = self.sources.text(file);
                Some(lock::read(file, text, &mut self.problems)?)
            }
            Err(Unreadable::Absent) => None,
            Err(why) => {
                let path = self.world.shown(&path);
                return Err(self.problems.report(Error::UnreadableLock { path, why }));
            }
        };
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
