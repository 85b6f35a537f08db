//! Whether a build would find nothing to do, found out without compiling.
//!
//! A wrong yes would be a bug, a wrong no costs a moment. So everything is compared by its
//! content, and nothing is believed that is older than this program.

use crate::cli::checksum::checksum;
use crate::cli::difference::manifest_path;
use crate::cli::disk::{Disk, Present};
use crate::cli::inputs::are_the_same;
use crate::cli::manifest::{Manifest, VERSION, format};
use crate::cli::paths::below;
use platc::compile::Request;
use platc::lock::Lock;
use platc::world::World;
use std::collections::BTreeMap;

/// The root modules of a spec, if all that are asked for stand there as a build would leave them.
pub(crate) fn fresh(
    spec: &str,
    outputs: &BTreeMap<String, Manifest>,
    request: &Request,
    disk: &Disk,
) -> Option<usize> {
    let (_, first) = outputs.first_key_value()?;
    let asked: Vec<_> = request
        .environments
        .iter()
        .map(ToString::to_string)
        .collect();
    let wanted = if asked.is_empty() {
        first.environments.clone()
    } else {
        asked.clone()
    };
    if asked.is_empty() && outputs.len() != wanted.len() {
        return None;
    }
    let lock = disk.read(&Lock::path(spec)).ok()?;
    for environment in &wanted {
        let of_it = |(_, manifest): &(&String, &Manifest)| manifest.environment == *environment;
        let (folder, manifest) = outputs.iter().find(of_it)?;
        let is_fresh = manifest.environments == first.environments
            && is_as_asked(manifest, request)
            && disk.is_newer_than_program(&manifest_path(folder))
            && manifest.is_locked_by(&lock)
            && are_the_same(&manifest.inputs, spec, disk)
            && files_are_untouched(folder, manifest);
        if !is_fresh {
            return None;
        }
    }
    Some(wanted.len())
}

fn is_as_asked(manifest: &Manifest, request: &Request) -> bool {
    manifest.platc == VERSION
        && manifest.target == request.target.to_string()
        && manifest.format == format(request)
        && manifest.pending.is_empty()
}

fn files_are_untouched(folder: &str, manifest: &Manifest) -> bool {
    manifest.files.iter().all(|(name, expected)| {
        let present = Disk::present(&below(folder, name));
        matches!(present, Ok(Present::File(content)) if checksum(&content) == *expected)
    })
}
