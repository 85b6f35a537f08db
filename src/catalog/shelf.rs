//! What a resolution asks: which versions there are, and what each wants.

use super::error::Error;
use super::resolve::{Demand, Shelves};
use super::source::{Source, hint, sources_of};
use super::{COMPOSITE, Catalog, Market};
use crate::document::read_composite;
use crate::maps::HashMap;
use crate::names::ModuleName;
use crate::problems::{Problems, Reported};
use crate::source::SourceMap;
use crate::suggest::Hint;
use crate::syntax::parse;
use semver::Version;

/// The first source that has a module, and the versions that it has there.
pub(super) type Found<'m> = (Source<'m>, Vec<Version>);

/// The modules that can be had.
pub(super) struct Shelf<'s, 'm> {
    catalog: &'s Catalog,
    market: Market<'m>,
    places: Vec<Source<'m>>,
    sources: &'s mut SourceMap,
    /// The modules that were asked for.
    pub(super) found: HashMap<ModuleName, Found<'m>>,
}

impl<'s, 'm> Shelf<'s, 'm> {
    pub(super) fn new(
        catalog: &'s Catalog,
        market: Market<'m>,
        sources: &'s mut SourceMap,
    ) -> Self {
        Self {
            catalog,
            market,
            places: sources_of(market.world, market.folders),
            sources,
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
        wanted.collect()
    }
}

impl Shelves for Shelf<'_, '_> {
    fn versions(
        &mut self,
        module: &ModuleName,
        problems: &mut Problems,
    ) -> Result<Vec<Version>, Reported> {
        for source in &self.places {
            let versions = source.versions(module.0.as_str()).map_err(|why| {
                problems.report(Error::UnreadableModule {
                    name: module.to_string(),
                    path: source.shown(&format!("{}/{module}", source.folder)),
                    why,
                    at: None,
                })
            })?;
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

    fn hint(&self, module: &ModuleName) -> Hint {
        hint(&self.places, module)
    }
}
