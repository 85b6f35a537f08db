//! A service's components → one package of each module, its composites' modules included.

use super::error::Error;
use super::resolve::{Demand, Preferred, Versions, resolve};
use super::shelf::{Found, Shelf};
use super::steps::is_compatible;
use super::{Catalog, Market, Package, Wanted, requirement};
use crate::document::service::{Component, Requirement, Service};
use crate::maps::{HashMap, IndexMap};
use crate::names::ModuleName;
use crate::problems::{Problems, Reported};
use crate::source::SourceMap;
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
        let components: Vec<_> = service.all_components().collect();
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
        let mut packages = Packages::default();
        let (used, named) = wanted(required, components, &mut packages, problems);
        let preferred = Preferred {
            locked: market.kept,
            near: market.near,
            moving: market.moving,
        };
        let mut stock = Shelf::new(self, market, &[&used, &named], sources);
        let versions = versions(used, named, preferred, &mut stock, problems);
        let found = stock.found;
        let versions = match versions {
            Ok(versions) => versions,
            Err(reported) => {
                let modules = components.iter().map(|component| &component.module);
                let unread = modules.map(|module| (module.clone(), reported));
                packages.unread.extend(unread);
                return packages;
            }
        };
        let mut walk = Walk {
            catalog: self,
            market,
            required,
            versions,
            found,
            sources,
            problems,
            packages,
            path: Vec::new(),
        };
        for component in components {
            walk.stays_in_its_major_version(component);
        }
        for component in components {
            // No module stands around that could be its own part.
            let _whole = walk.visit(component);
        }
        walk.packages
    }
}

/// What the components of a document want, and what it demands of modules that it does not use itself: of each
/// module once.
fn wanted(
    required: &IndexMap<ModuleName, Requirement>,
    components: &[&Component],
    packages: &mut Packages,
    problems: &mut Problems,
) -> (Vec<Demand>, Vec<Demand>) {
    let mut used: IndexMap<_, _> = IndexMap::default();
    for component in components {
        used.entry(&component.module)
            .or_insert(component.module_span);
    }
    let mut demands = |module: &ModuleName, at| {
        let demand = Demand::new(module.clone(), at, required.get(module), problems);
        let unread = demand.as_ref().err().copied();
        packages
            .unread
            .extend(unread.map(|reported| (module.clone(), reported)));
        demand.ok()
    };
    let named = required
        .iter()
        .filter(|(module, _)| !used.contains_key(*module));
    let named = named.filter_map(|(module, of)| demands(module, of.name_span));
    let named = named.collect();
    let used = used.iter().filter_map(|(module, at)| demands(module, *at));
    (used.collect(), named)
}

/// A version of each module that is reached. What is demanded of one that no component names holds where something
/// else reaches it.
fn versions(
    mut wanted: Vec<Demand>,
    mut named: Vec<Demand>,
    preferred: Preferred<'_>,
    stock: &mut Shelf<'_, '_>,
    problems: &mut Problems,
) -> Result<Versions, Reported> {
    loop {
        let versions = resolve(wanted.clone(), preferred, stock, problems)?;
        let is_reached = |of: &Demand| versions.contains_key(&of.module);
        let (reached, others) = named.into_iter().partition(is_reached);
        named = others;
        if Vec::is_empty(&reached) {
            stock.must_have(&named, problems)?;
            return Ok(versions);
        }
        wanted.extend(reached);
    }
}

/// One walk over all components, from the outside to what they are made of.
struct Walk<'w, 'm> {
    catalog: &'w Catalog,
    market: Market<'m>,
    required: &'w IndexMap<ModuleName, Requirement>,
    versions: Versions,
    found: HashMap<ModuleName, Found<'m>>,
    sources: &'w mut SourceMap,
    problems: &'w mut Problems,
    packages: Packages,
    /// The modules that the next component stands in, from the outside.
    path: Vec<ModuleName>,
}

impl Walk<'_, '_> {
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

    /// Reports where other modules take one that a spec uses to another major version than the one that
    /// the spec was written for, and nobody asked for that.
    fn stays_in_its_major_version(&mut self, component: &Component) {
        let (name, at) = (&component.module, component.module_span);
        let (Some(near), Some(Ok(taken)), Some((source, _))) = (
            self.market.near.get(name),
            self.versions.get(name),
            self.found.get(name),
        ) else {
            return;
        };
        let locked = self.market.locked.get(name);
        let is_elsewhere = locked.is_some_and(|locked| locked.source != source.name);
        if is_elsewhere || self.required.contains_key(name) || is_compatible(near, taken) {
            return;
        }
        let reported = self.problems.report(Error::OtherMajor {
            name: name.clone(),
            locked: near.to_string(),
            taken: taken.to_string(),
            at,
        });
        self.packages.unread.insert(name.clone(), reported);
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

    /// The package of the version that was resolved.
    #[expect(
        clippy::expect_used,
        reason = "what a document uses was wanted of the resolution, and so was what a whole composite requires"
    )]
    fn load(&mut self, component: &Component) -> Result<Arc<Package>, Reported> {
        let (name, at) = (&component.module, component.module_span);
        let version = self.versions.get(name).expect("a version of what is used");
        let version = version.as_ref().map_err(|reported| *reported)?;
        let (source, versions) = self.found.get(name).expect("a source of a version");
        let wanted = Wanted {
            name,
            at,
            version,
            target: self.market.target,
            locked: self.market.locked.get(name),
            is_kept: self.market.kept.contains_key(name),
        };
        let required = self.required.get(name);
        let required = required.and_then(|required| requirement::read(required).ok());
        let is_bound = wanted.is_bound(*source, versions, required.as_ref());
        is_bound.map_err(|error| self.problems.report(error))?;
        self.catalog
            .load(*source, wanted, self.sources, self.problems)
    }

    /// Takes in what a composite is made of.
    fn parts(&mut self, package: Arc<Package>) -> Result<Arc<Package>, Reported> {
        let Some(composite) = &package.composite else {
            return Ok(package);
        };
        for required in composite.requirements.values() {
            requirement::read(required).map_err(|error| self.problems.report(error))?;
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
