//! What a resolution asks: which versions there are, and what each wants.

use super::error::Error;
use super::resolve::{Demand, Shelves};
use super::source::{Source, hint, sources_of};
use super::{COMPOSITE, Catalog, Market};
use crate::document::read_composite;
use crate::maps::HashMap;
use crate::names::ModuleName;
use crate::problems::{Problems, Reported};
use crate::source::{SourceMap, Span};
use crate::suggest::Hint;
use crate::syntax::parse;
use crate::world::Unreadable;
use semver::Version;

/// The first source that has a module, and the versions that it has there.
pub(super) type Found<'m> = (Source<'m>, Vec<Version>);

/// The modules that can be had.
pub(super) struct Shelf<'s, 'm> {
    catalog: &'s Catalog,
    market: Market<'m>,
    places: Vec<Source<'m>>,
    sources: &'s mut SourceMap,
    /// Where modules are named.
    named: HashMap<ModuleName, Span>,
    /// The modules that were asked for.
    pub(super) found: HashMap<ModuleName, Found<'m>>,
}

impl<'s, 'm> Shelf<'s, 'm> {
    pub(super) fn new(
        catalog: &'s Catalog,
        market: Market<'m>,
        wanted: &[&[Demand]],
        sources: &'s mut SourceMap,
    ) -> Self {
        let named = wanted
            .iter()
            .copied()
            .flatten()
            .map(|of| (of.module.clone(), of.named));
        Self {
            catalog,
            market,
            places: sources_of(market.world, market.folders),
            sources,
            named: named.collect(),
            found: HashMap::default(),
        }
    }

    /// What a version that is composed wants. What is wrong with it is no matter here: whoever takes
    /// the version hears of it.
    fn composed(&mut self, module: &ModuleName, version: &Version) -> Option<Vec<Demand>> {
        let (source, _) = self.found.get(module)?;
        let folder = source.folder_of(module, version);
        let content = self.catalog.content(*source, &folder).ok()?;
        let file = content.file(COMPOSITE)?;
        let locked = self.market.locked.get(module);
        if locked.is_some_and(|of| of.version == *version && of.checksum != content.checksum) {
            return None;
        }
        self.sources.include(file.clone());
        let mut unsaid = Problems::default();
        let tree = parse(file.id(), file.text(), &mut unsaid);
        let composite = read_composite(tree, &mut unsaid).ok()?.document;
        let wanted = composite.requirements.iter().map(|(name, requirement)| {
            let named = requirement.name_span;
            Demand::new(name.clone(), named, Some(requirement), &mut unsaid).ok()
        });
        let wanted: Option<Vec<_>> = wanted.collect();
        for of in wanted.iter().flatten() {
            self.named.entry(of.module.clone()).or_insert(of.named);
        }
        wanted
    }

    /// Reports the modules that no source has.
    pub(super) fn must_have(
        &mut self,
        demands: &[Demand],
        problems: &mut Problems,
    ) -> Result<(), Reported> {
        let mut result = Ok(());
        for demand in demands {
            if self.versions(&demand.module, problems)?.is_empty() {
                result = Err(problems.report(Error::UnknownModule {
                    name: demand.module.clone(),
                    at: demand.named,
                    hint: hint(&self.places, &demand.module),
                    chain: Vec::new(),
                    changes: Vec::new(),
                }));
            }
        }
        result
    }

    /// The versions that a source has; an error where that is not known.
    fn versions_in(&self, source: Source<'_>, module: &ModuleName) -> Result<Vec<Version>, Error> {
        let at = self.named.get(module).copied();
        match (source.versions(module), at) {
            (Ok(versions), _) => Ok(versions),
            (Err(Unreadable::Absent), Some(at)) => {
                source.is_known_to_lack(module, at).map(|()| Vec::new())
            }
            (Err(Unreadable::Absent), None) => Ok(Vec::new()),
            (Err(why), at) => Err(Error::UnreadableModule {
                name: module.to_string(),
                path: source.shown(&format!("{}/{module}", source.folder)),
                why,
                at,
            }),
        }
    }
}

impl Shelves for Shelf<'_, '_> {
    fn versions(
        &mut self,
        module: &ModuleName,
        problems: &mut Problems,
    ) -> Result<Vec<Version>, Reported> {
        for source in &self.places {
            let versions = self.versions_in(*source, module);
            let versions = versions.map_err(|error| problems.report(error))?;
            if !versions.is_empty() {
                self.found
                    .insert(module.clone(), (*source, versions.clone()));
                return Ok(versions);
            }
        }
        Ok(Vec::new())
    }

    fn demands(
        &mut self,
        module: &ModuleName,
        version: &Version,
        _: &mut Problems,
    ) -> Result<Vec<Demand>, Reported> {
        Ok(self.composed(module, version).unwrap_or_default())
    }

    fn may_have_others(&self, module: &ModuleName) -> bool {
        let found = self.found.get(module);
        found.is_some_and(|(source, _)| source.remote.is_some())
    }

    fn hint(&self, module: &ModuleName) -> Hint {
        hint(&self.places, module)
    }
}
