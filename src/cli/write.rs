//! Differences → the disk.
//!
//! First every file of a spec is written beside its place, and then each is stored for good: a disk
//! that is full is found here, and nothing has changed. Storing them after the last is written
//! lets the system do it in one go, or nearly. Then manifests say what is about to come, each file is put in
//! its place in one step, and the manifest comes last. So a build that is killed leaves whole
//! files, old or new, and the next build knows both as platc's own.

use crate::cli::difference::{Difference, manifest_path};
use crate::cli::disk::{Disk, Staged};
use crate::cli::error::Error;
use crate::cli::manifest::Manifest;
use crate::cli::place::unwritable;
use platc::world::parent;
use std::io;

/// A root module whose files stand beside their places.
struct Ready<'d> {
    difference: &'d Difference,
    before: Option<Staged>,
    files: Vec<Staged>,
    after: Option<Staged>,
}

/// Makes the disk as it should be, for all root modules of a spec or for none.
pub(crate) fn write(differences: &[Difference], disk: &Disk) -> Result<(), Error> {
    let needed = differences
        .iter()
        .filter(|difference| !difference.is_none());
    let mut ready = Vec::new();
    for difference in needed {
        let staged = stage(difference);
        ready.push(staged.map_err(|error| unwritable(&difference.folder, error, disk))?);
    }
    for root in &ready {
        let folder = &root.difference.folder;
        root.store()
            .map_err(|error| unwritable(folder, error, disk))?;
    }
    for root in ready {
        let folder = &root.difference.folder;
        put(root).map_err(|error| unwritable(folder, error, disk))?;
    }
    Ok(())
}

impl Ready<'_> {
    fn store(&self) -> io::Result<()> {
        let manifests = self.before.iter().chain(&self.after);
        manifests.chain(&self.files).try_for_each(Staged::store)
    }
}

fn stage(difference: &Difference) -> io::Result<Ready<'_>> {
    for folder in difference.folders() {
        Disk::remove_leftovers(&folder)?;
    }
    let mut files = Vec::new();
    for change in &difference.changes {
        if let Some(text) = &change.after {
            files.push(Disk::stage(&difference.path(&change.name), text)?);
        }
    }
    let new = difference.new.as_ref();
    let coming = new.map(|new| new.replacing(difference.old.as_ref()));
    let coming = coming.filter(|_| !difference.changes.is_empty());
    let place = manifest_path(&difference.folder);
    let stage_manifest = |manifest: &Manifest| Disk::stage(&place, &manifest.text());
    Ok(Ready {
        difference,
        before: coming.as_ref().map(stage_manifest).transpose()?,
        files,
        after: new.map(stage_manifest).transpose()?,
    })
}

fn put(root: Ready<'_>) -> io::Result<()> {
    let difference = root.difference;
    root.before.map(Staged::put).transpose()?;
    for file in root.files {
        file.put()?;
    }
    for change in &difference.changes {
        if change.after.is_none() {
            let path = difference.path(&change.name);
            Disk::remove(&path)?;
            Disk::remove_empty_folders(parent(&path), &difference.folder);
        }
    }
    if let Some(manifest) = root.after {
        return finish(difference, manifest);
    }
    Disk::remove(&manifest_path(&difference.folder))?;
    Disk::remove_empty_folders(&difference.folder, "");
    Ok(())
}

/// The names of the files are stored for good before the manifest that vouches for them. Its own
/// name may wait: until then the manifest of before stands there, which knows them too.
fn finish(difference: &Difference, manifest: Staged) -> io::Result<()> {
    for folder in difference.folders() {
        Disk::sync_folder(&folder)?;
    }
    manifest.put()
}
