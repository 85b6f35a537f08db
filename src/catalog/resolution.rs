//! Requirements → one version of each module of a service, its composites' modules included.
//!
//! What is required is gathered first, [`version`] alone chooses by it. A composite that is chosen
//! requires more, which may lead to other versions: all is chosen anew until nothing is added, and a
//! requirement that was made once holds on.

use super::error::Error;
use super::{Catalog, Package, Wanted, requirement};
use crate::document::service::{Component, Requirement, Service};
use crate::maps::IndexMap;
use crate::names::{ModuleName, TargetName};
use crate::problems::{Problems, Reported};
use crate::source::SourceMap;
use crate::world::World;
use semver::Version;
use std::sync::Arc;

/// So deep may modules be made of each other.
const DEEPEST: usize = 8;

/// The modules that components name.
#[derive(Debug, Default)]
pub struct Packages {
    /// Those that could be read.
    pub read: IndexMap<ModuleName, Arc<Package>>,
    /// The others, with the proof that this was reported.
    pub unread: IndexMap<ModuleName, Reported>,
}

/// All that is required of each module.
type Requirements = IndexMap<ModuleName, Vec<Requirement>>;

/// Where modules are looked for.
#[derive(Clone, Copy)]
pub struct Market<'m> {
    /// What there is outside.
    pub world: &'m dyn World,
    /// The platform's folders.
    pub folders: &'m [String],
    /// The target.
    pub target: &'m TargetName,
}

impl Catalog {
    /// Every module that some component of a service is made of. One that can't be read does not
    /// keep what is wrong with the others from being found.
    pub fn packages(
        &self,
        service: &Service,
        market: Market<'_>,
        sources: &mut SourceMap,
        problems: &mut Problems,
    ) -> Packages {
        let everywhere = service.components.values();
        let somewhere = service.environments.values();
        let somewhere = somewhere.flat_map(|environment| environment.components.values());
        let components: Vec<_> = everywhere.chain(somewhere).collect();
        self.resolved(
            &service.requirements,
            &components,
            market,
            sources,
            problems,
        )
    }

    /// The same for the components of any document, with what it requires.
    pub(super) fn resolved(
        &self,
        required: &IndexMap<ModuleName, Requirement>,
        components: &[&Component],
        market: Market<'_>,
        sources: &mut SourceMap,
        problems: &mut Problems,
    ) -> Packages {
        let required = required.iter();
        let required = required.map(|(name, of)| (name.clone(), vec![of.clone()]));
        let mut required: Requirements = required.collect();
        loop {
            let mut said = Problems::default();
            let mut round = Round {
                catalog: self,
                market,
                sources,
                problems: &mut said,
                required: &required,
                added: Vec::new(),
                packages: Packages::default(),
                path: Vec::new(),
            };
            for component in components {
                // No module stands around that could be its own part.
                let _whole = round.visit(component);
            }
            let (added, packages) = (round.added, round.packages);
            if added.is_empty() {
                problems.append(said);
                return packages;
            }
            for (name, requirement) in added {
                required.entry(name).or_default().push(requirement);
            }
        }
    }
}

/// The newest version that all requirements take: the one place where it is decided.
pub(super) fn version(versions: Vec<Version>, wanted: &Wanted<'_>) -> Result<Version, Error> {
    let mut fitting = versions.clone();
    if wanted.requirements.is_empty() {
        fitting.retain(|version| version.pre.is_empty());
    }
    for required in wanted.requirements {
        let range = requirement::read(required)?;
        fitting.retain(|version| range.matches(version));
        if fitting.is_empty() {
            return Err(no_version(versions, wanted, Some(required)));
        }
    }
    let newest = fitting.into_iter().max();
    newest.ok_or_else(|| no_version(versions, wanted, None))
}

/// `last` is the requirement that nothing fits that fitted the others.
fn no_version(
    mut versions: Vec<Version>,
    wanted: &Wanted<'_>,
    last: Option<&Requirement>,
) -> Error {
    versions.sort();
    let listed: Vec<_> = versions.iter().map(ToString::to_string).collect();
    let last = last.map(|last| &last.versions);
    let at = last.map_or(wanted.at, |written| written.span);
    let others = wanted.requirements.iter().map(|other| other.versions.span);
    Error::NoVersion {
        name: wanted.name.clone(),
        requirement: last.map_or_else(|| "*".to_owned(), |written| written.text.clone()),
        versions: listed.join(", "),
        at,
        others: others.take_while(|other| *other != at).collect(),
    }
}

/// One walk over all components, with the requirements that are known before it.
struct Round<'r> {
    catalog: &'r Catalog,
    market: Market<'r>,
    sources: &'r mut SourceMap,
    problems: &'r mut Problems,
    required: &'r Requirements,
    /// The requirements that were not known.
    added: Vec<(ModuleName, Requirement)>,
    packages: Packages,
    /// The modules that the next component stands in, from the outside.
    path: Vec<ModuleName>,
}

impl Round<'_> {
    /// Takes in the module of a component; fails where it can't be a part of those around it.
    fn visit(&mut self, component: &Component) -> Result<(), Reported> {
        let name = &component.module;
        self.may_be_a_part(component)?;
        if self.packages.read.contains_key(name) || self.packages.unread.contains_key(name) {
            return Ok(());
        }
        match self.load(component).and_then(|package| self.parts(package)) {
            Ok(package) => drop(self.packages.read.insert(name.clone(), package)),
            Err(reported) => drop(self.packages.unread.insert(name.clone(), reported)),
        }
        Ok(())
    }

    fn may_be_a_part(&mut self, component: &Component) -> Result<(), Reported> {
        let (name, at) = (&component.module, component.module_span);
        if let Some(from) = self.path.iter().position(|outer| outer == name) {
            let around = self.path.iter().skip(from).chain([name]);
            let around: Vec<_> = around.map(ToString::to_string).collect();
            let path = around.join(" → ");
            return Err(self.problems.report(Error::OwnPart { path, at }));
        }
        if self.path.len() == DEEPEST {
            let most = DEEPEST;
            return Err(self.problems.report(Error::TooDeep { most, at }));
        }
        Ok(())
    }

    fn load(&mut self, component: &Component) -> Result<Arc<Package>, Reported> {
        let requirements = self.required.get(&component.module);
        let wanted = Wanted {
            name: &component.module,
            at: component.module_span,
            requirements: requirements.map_or(&[], Vec::as_slice),
            target: self.market.target,
        };
        let Market { world, folders, .. } = self.market;
        let (sources, problems) = (&mut *self.sources, &mut *self.problems);
        self.catalog
            .load(world, folders, &wanted, sources, problems)
    }

    /// Takes in what a composite requires and what it is made of.
    fn parts(&mut self, package: Arc<Package>) -> Result<Arc<Package>, Reported> {
        let Some(composite) = &package.composite else {
            return Ok(package);
        };
        for (name, requirement) in &composite.requirements {
            let known = self.required.get(name).into_iter().flatten();
            let at = requirement.versions.span;
            if !known.into_iter().any(|known| known.versions.span == at) {
                self.added.push((name.clone(), requirement.clone()));
            }
        }
        self.path.push(package.interface.name.clone());
        let mut result = Ok(());
        for component in composite.components.values() {
            result = result.and(self.visit(component));
        }
        self.path.pop();
        result.map(|()| package)
    }
}
