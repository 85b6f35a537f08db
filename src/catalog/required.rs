//! What composites require, without a choice of versions: for those who have to fetch all that may be chosen.

use super::COMPOSITE;
use super::source::{Folder, sources_of};
use crate::document::read_composite;
use crate::names::ModuleName;
use crate::problems::Problems;
use crate::source::SourceMap;
use crate::syntax::parse;
use crate::world::World;
use std::collections::BTreeSet;

/// The modules that some version of a module is made of, by the first source that has it. A version that can't be read
/// requires nothing.
pub fn required_by(
    world: &dyn World,
    folders: &[Folder],
    module: &ModuleName,
) -> BTreeSet<ModuleName> {
    let mut required = BTreeSet::new();
    for source in sources_of(world, folders) {
        let versions = source.versions(module).unwrap_or_default();
        for version in &versions {
            let path = format!("{}/{COMPOSITE}", source.folder_of(module, version));
            let Ok(text) = source.world.read(&path) else {
                continue;
            };
            let (mut sources, mut problems) = (SourceMap::default(), Problems::default());
            let file = sources.add(&path, text);
            let tree = parse(file, sources.text(file), &mut problems);
            let composite = read_composite(tree, &mut problems).map(|read| read.document);
            let names = composite.map(|composite| composite.requirements.into_keys());
            required.extend(names.into_iter().flatten());
        }
        if !versions.is_empty() {
            break;
        }
    }
    required
}
