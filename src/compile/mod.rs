//! A spec and a target → root modules.
//!
//! A [`Session`] holds what many specs share: the platforms and modules that were read. A compile
//! is [`Session::compile`], and says in which order the phases work.

mod error;
mod ledger;
mod locking;
mod loss_error;
mod migration;
mod needs;
mod platform;
mod root;

use crate::catalog::{Catalog, Market, Packages};
use crate::check::{check, warn_about_deprecated};
use crate::document::platform::Platform;
use crate::document::service::Service;
use crate::finding::{self, Finding};
use crate::lower;
use crate::maps::HashMap;
use crate::names::{EnvironmentName, TargetName};
use crate::plan::stack::Stack;
use crate::plan::{self, plan};
use crate::problems::{Problems, Reported};
use crate::source::SourceMap;
use crate::verify::{Dialect, verify};
use crate::world::{Question, Recorded, World, parent};
use error::Error;
use needs::service;
use platform::Platforms;
use root::{files, modules, resources};

pub use locking::{LockFile, Reach, Update};
pub use migration::Migration;
pub use needs::Needs;
pub use platform::Loaded;
pub use root::{ModuleUse, Root};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The target.
    pub target: TargetName,
    /// The form of the output; the target's own if none is given.
    pub format: Option<Format>,
    /// The environments; all that the platform declares if none is given.
    pub environments: Vec<EnvironmentName>,
    /// The modules whose locked versions do not bind.
    pub update: Update,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Terraform JSON.
    Terraform,
    /// Bicep.
    Bicep,
}

/// What one spec became. The good half is there beside the problems.
#[derive(Debug, Default)]
pub struct Outcome {
    /// One for each environment, in the platform's order; none where an error was found.
    pub roots: Vec<Root>,
    /// Everything that was found wrong.
    pub problems: Problems,
    /// The texts that the problems point into; those that were read under their path in the world.
    pub sources: SourceMap,
    /// All environments of the platform, asked for or not.
    pub environments: Vec<EnvironmentName>,
    /// The lock file of the spec.
    pub lock: LockFile,
    /// What the world was asked. With the texts, it is all that the root modules depend on.
    pub asked: BTreeSet<Question>,
}

/// What many compiles share.
pub struct Session<'w> {
    world: &'w (dyn World + Sync),
    catalog: Catalog,
    platforms: Platforms,
}

/// What a compile of one spec works with.
struct Compile<'s> {
    session: &'s Session<'s>,
    world: Recorded<'s>,
    request: &'s Request,
    sources: SourceMap,
    problems: Problems,
    environments: Vec<EnvironmentName>,
    lock: LockFile,
    /// The codes of warnings that the platform does not allow.
    denied: Vec<String>,
    /// What other tools found in the files of a former compile.
    findings: &'s [Finding],
    /// The same, as problems.
    placed: Problems,
    /// What the root modules were made of.
    stacks: Vec<Stack>,
}

impl<'w> Session<'w> {
    /// A session that sees this world.
    pub fn new(world: &'w (dyn World + Sync)) -> Self {
        Self {
            world,
            catalog: Catalog::default(),
            platforms: Platforms::default(),
        }
    }

    /// The platform of a spec in a folder.
    pub fn platform(
        &self,
        folder: &str,
        sources: &mut SourceMap,
        problems: &mut Problems,
    ) -> Result<Arc<Loaded>, Reported> {
        self.platforms.load(folder, self.world, sources, problems)
    }

    /// What the spec at a path becomes.
    pub fn compile(&self, spec: &str, request: &Request) -> Outcome {
        self.run(spec, request, &[]).0
    }

    /// What the root modules of a spec are made of, too.
    pub fn stacks(&self, spec: &str, request: &Request) -> (Outcome, Vec<Stack>) {
        let (outcome, _, stacks) = self.run(spec, request, &[]);
        (outcome, stacks)
    }

    /// What other tools found in the output of a spec, at the places that it was made of. Where the
    /// spec has errors by now, those are the problems.
    pub fn place(&self, spec: &str, request: &Request, findings: &[Finding]) -> Outcome {
        let (outcome, placed, _) = self.run(spec, request, findings);
        if outcome.problems.has_errors() {
            return outcome;
        }
        Outcome {
            problems: placed,
            ..outcome
        }
    }

    fn begin<'s>(&'s self, request: &'s Request, findings: &'s [Finding]) -> Compile<'s> {
        Compile {
            session: self,
            world: Recorded::new(self.world),
            request,
            sources: SourceMap::default(),
            problems: Problems::default(),
            environments: Vec::new(),
            lock: LockFile::default(),
            denied: Vec::new(),
            findings,
            placed: Problems::default(),
            stacks: Vec::new(),
        }
    }

    fn run(
        &self,
        spec: &str,
        request: &Request,
        findings: &[Finding],
    ) -> (Outcome, Problems, Vec<Stack>) {
        let mut compile = self.begin(request, findings);
        let roots = compile.roots(spec).unwrap_or_default();
        let denied = &compile.denied;
        compile
            .problems
            .deny(|problem| denied.contains(&problem.code_text()));
        let roots = if compile.problems.has_errors() {
            Vec::new()
        } else {
            roots
        };
        let outcome = Outcome {
            roots,
            problems: compile.problems,
            sources: compile.sources,
            environments: compile.environments,
            lock: compile.lock,
            asked: compile.world.asked(),
        };
        (outcome, compile.placed, compile.stacks)
    }
}

impl Compile<'_> {
    fn roots(&mut self, spec: &str) -> Result<Vec<Root>, Reported> {
        self.request
            .is_possible()
            .map_err(|error| self.problems.report(error))?;
        let service = service(spec, &self.world, &mut self.sources, &mut self.problems)?.document;
        let platform = self.platform(parent(spec))?;
        let denied = platform.platform.deny.iter();
        self.denied = denied.map(|code| code.text.clone()).collect();
        let environments = self.environments(&service, &platform.platform)?;
        self.read_lock(spec)?;
        let packages = self.packages(&service, &platform);
        self.lock_modules(&packages);
        warn_about_deprecated(&service, &packages, &mut self.problems);
        let mut roots = Vec::new();
        let mut result = Ok(());
        for environment in &environments {
            match self.root(spec, &service, &platform, environment, &packages) {
                Ok(root) => roots.push(root),
                Err(reported) => result = Err(reported),
            }
        }
        result?;
        self.folders_differ(&roots, &platform.platform)?;
        self.nothing_more_is_given_up(&service);
        Ok(roots)
    }

    /// Every module that some component is made of.
    fn packages(&mut self, service: &Service, platform: &Loaded) -> Packages {
        let market = Market {
            world: &self.world,
            folders: &platform.modules,
            target: &self.request.target,
            locked: &self.lock.trusted(&self.request.update),
            kept: &self.lock.kept(&self.request.update),
            near: &self.lock.near(&self.request.update),
            moving: self.request.update.named(),
        };
        let (sources, problems) = (&mut self.sources, &mut self.problems);
        self.session
            .catalog
            .packages(service, market, sources, problems)
    }

    fn root(
        &mut self,
        spec: &str,
        service: &Service,
        platform: &Loaded,
        environment: &EnvironmentName,
        packages: &Packages,
    ) -> Result<Root, Reported> {
        let overrides = service.environments.get(environment);
        let checked = check(service, overrides, packages, &mut self.problems);
        let request = plan::Request {
            service: &checked,
            platform: &platform.platform,
            schemas: &platform.schemas,
            environment,
            target: &self.request.target,
            spec: spec.rsplit('/').next().unwrap_or(spec),
        };
        let mut stack = plan(&request, &mut self.problems)?;
        if let Some(reported) = checked.broken {
            return Err(reported);
        }
        let format = self.request.format();
        verify(&stack, &checked, self.request.dialect(), &mut self.problems)?;
        self.keep_data(&stack, &checked)?;
        lower::forms(&mut stack);
        let files = files(&stack, format);
        finding::place(self.findings, &files, &stack, &checked, &mut self.placed);
        let root = Root {
            service: service.name.clone(),
            environment: environment.clone(),
            target: self.request.target.clone(),
            folder: stack.folder.to_string(),
            files,
            resources: resources(&stack),
            made: stack.resources.values().map(|made| made.header).collect(),
            overrides: checked.overrides(),
            modules: modules(&stack, &packages.read),
        };
        self.stacks.push(stack);
        Ok(root)
    }

    /// Two root modules in one folder would overwrite each other.
    fn folders_differ(&mut self, roots: &[Root], platform: &Platform) -> Result<(), Reported> {
        let mut known: HashMap<&str, &EnvironmentName> = HashMap::default();
        for root in roots {
            if let Some(first) = known.insert(&root.folder, &root.environment) {
                return Err(self.problems.report(Error::SameFolder {
                    folder: root.folder.clone(),
                    first: first.clone(),
                    second: root.environment.clone(),
                    at: platform
                        .output
                        .as_ref()
                        .map_or(platform.name_span, |output| output.span),
                }));
            }
        }
        Ok(())
    }
}

impl Request {
    /// A request for all environments, in the target's own form, of the versions that are locked.
    pub fn of(target: TargetName) -> Self {
        Self {
            target,
            format: None,
            environments: Vec::new(),
            update: Update::Nothing,
        }
    }

    fn is_possible(&self) -> Result<(), Error> {
        match (self.format, self.target.0.as_str()) {
            (Some(Format::Bicep), target) if target != "azure" => Err(Error::BicepElsewhere {
                target: self.target.clone(),
            }),
            _ => Ok(()),
        }
    }

    fn format(&self) -> Format {
        self.format.unwrap_or(match self.target.0.as_str() {
            "azure" => Format::Bicep,
            _ => Format::Terraform,
        })
    }

    fn dialect(&self) -> Dialect {
        match self.format() {
            Format::Bicep => Dialect::Bicep,
            Format::Terraform => Dialect::Terraform,
        }
    }
}
