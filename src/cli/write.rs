//! Differences → the disk.
//!
//! First every file of a spec is written beside its place, and then all are stored for good: a disk
//! that is full is found here, and nothing has changed. Then manifests say what is about to come,
//! each file is put in its place in one step, and the manifest comes last, once the names of the
//! files are stored. So a build that is killed leaves whole files, old or new, and the next build
//! knows both as platc's own.
//!
//! Many specs are stored together. A disk that stores ten files one by one waits for each, and for
//! ten thousand that takes longer than all else; told once to store whatever it was given, it waits
//! once. For a single spec it would wait for the files of other programs, too.

use crate::cli::difference::{Difference, manifest_path};
use crate::cli::disk::{Disk, Staged};
use crate::cli::error::Error;
use crate::cli::manifest::Manifest;
use crate::cli::place::unwritable;
use crate::cli::side_by_side::side_by_side;
use platc::world::parent;
use std::io;

/// The root modules of a spec, whose files stand beside their places.
#[derive(Debug)]
pub(crate) struct Ready(Vec<ReadyRoot>);

/// A root module whose files stand beside their places.
#[derive(Debug)]
struct ReadyRoot {
    difference: Difference,
    before: Option<Staged>,
    files: Vec<Staged>,
    after: Option<Staged>,
}

/// Whether all that was written was stored already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stored {
    Together,
    NotYet,
}

/// Writes the files of all root modules of a spec beside their places.
pub(crate) fn stage(differences: Vec<Difference>, disk: &Disk) -> Result<Ready, Error> {
    let mut ready = Vec::new();
    for difference in differences {
        if !difference.is_none() {
            let folder = difference.folder.clone();
            let staged = stage_root(difference);
            ready.push(staged.map_err(|error| unwritable(&folder, error, disk))?);
        }
    }
    Ok(Ready(ready))
}

/// Makes the disk as it should be, for all root modules of each spec or for none.
pub(crate) fn put(specs: Vec<Ready>, disk: &Disk) -> Vec<Result<(), Error>> {
    let folders: Vec<_> = match specs.as_slice() {
        [] | [_] => Vec::new(),
        many => many.iter().flat_map(Ready::folders).collect(),
    };
    let files = Stored::by(&folders);
    let put = side_by_side(specs, |spec| spec.put_files(files, disk));
    let names = Stored::by(&folders);
    side_by_side(put, |spec| spec?.finish(names, disk))
}

impl Stored {
    /// Where that can't be done or fails, each spec stores its own and finds what is wrong.
    fn by(folders: &[String]) -> Self {
        match Disk::store_everything(folders) {
            Ok(()) if !folders.is_empty() => Self::Together,
            _ => Self::NotYet,
        }
    }
}

impl Ready {
    fn folders(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|root| root.difference.folder.clone())
    }

    /// Stores the files, and puts them in their places.
    fn put_files(mut self, stored: Stored, disk: &Disk) -> Result<Self, Error> {
        if stored == Stored::NotYet {
            self.each(disk, ReadyRoot::store)?;
        }
        self.each(disk, ReadyRoot::put_files)?;
        Ok(self)
    }

    /// The names of the files are stored before the manifest that vouches for them. Its own name
    /// may wait: until then the manifest of before stands there, which knows them too.
    fn finish(mut self, stored: Stored, disk: &Disk) -> Result<(), Error> {
        if stored == Stored::NotYet {
            self.each(disk, ReadyRoot::store_names)?;
        }
        self.each(disk, ReadyRoot::finish)
    }

    fn each(
        &mut self,
        disk: &Disk,
        step: impl Fn(&mut ReadyRoot) -> io::Result<()>,
    ) -> Result<(), Error> {
        for root in &mut self.0 {
            let folder = root.difference.folder.clone();
            step(root).map_err(|error| unwritable(&folder, error, disk))?;
        }
        Ok(())
    }
}

fn stage_root(difference: Difference) -> io::Result<ReadyRoot> {
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
    let before = coming.as_ref().map(stage_manifest).transpose()?;
    let after = new.map(stage_manifest).transpose()?;
    Ok(ReadyRoot {
        difference,
        before,
        files,
        after,
    })
}

impl ReadyRoot {
    fn store(&mut self) -> io::Result<()> {
        let manifests = self.before.iter().chain(&self.after);
        manifests.chain(&self.files).try_for_each(Staged::store)
    }

    fn put_files(&mut self) -> io::Result<()> {
        self.before.take().map(Staged::put).transpose()?;
        for file in self.files.drain(..) {
            file.put()?;
        }
        let difference = &self.difference;
        for change in &difference.changes {
            if change.after.is_none() {
                let path = difference.path(&change.name);
                Disk::remove(&path)?;
                Disk::remove_empty_folders(parent(&path), &difference.folder);
            }
        }
        Ok(())
    }

    fn store_names(&mut self) -> io::Result<()> {
        let folders = self.difference.folders();
        let mut folders = folders.iter().filter(|_| self.after.is_some());
        folders.try_for_each(|folder| Disk::sync_folder(folder))
    }

    fn finish(&mut self) -> io::Result<()> {
        if let Some(manifest) = self.after.take() {
            return manifest.put();
        }
        let folder = &self.difference.folder;
        Disk::remove(&manifest_path(folder))?;
        Disk::remove_empty_folders(folder, "");
        Ok(())
    }
}
