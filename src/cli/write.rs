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
use platc::compile::LockFile;
use platc::world::parent;
use std::collections::BTreeSet;
use std::io;

/// The root modules of a spec, whose files stand beside their places, the spec itself where it is rewritten, and its
/// lock file, which comes last: it must not forget a resource that is still there, nor say that the spec is written
/// for versions that it is not.
#[derive(Debug)]
pub(crate) struct Ready {
    roots: Vec<ReadyRoot>,
    spec: Option<Staged>,
    lock: Option<Staged>,
    /// The folder of the spec.
    home: String,
}

/// A root module whose files stand beside their places. Their texts are no longer held: many wait
/// at a time.
#[derive(Debug)]
struct ReadyRoot {
    folder: String,
    /// All folders that hold files of it, old or new.
    folders: BTreeSet<String>,
    /// The paths of the files that it no longer has.
    obsolete: Vec<String>,
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

/// Writes the files of all root modules of a spec, its lock file and its path's new text, if there is one, beside
/// their places.
pub(crate) fn stage(
    differences: &[Difference],
    lock: &LockFile,
    spec: Option<(&str, &str)>,
    disk: &Disk,
) -> Result<Ready, Error> {
    let mut roots = Vec::new();
    for difference in differences
        .iter()
        .filter(|difference| !difference.is_none())
    {
        let staged = stage_root(difference);
        roots.push(staged.map_err(|error| unwritable(&difference.folder, error, disk))?);
    }
    let text = (!lock.is_current()).then(|| lock.new.text());
    let staged = text.map(|text| Disk::stage(&lock.path, text.as_bytes()));
    let staged = staged.transpose();
    Ok(Ready {
        roots,
        spec: spec
            .map(|(path, text)| stage_spec(path, text, disk))
            .transpose()?,
        lock: staged.map_err(|error| unwritable(&lock.path, error, disk))?,
        home: parent(&lock.path).to_owned(),
    })
}

/// Where a link leads to a spec, it goes on doing so.
fn stage_spec(path: &str, text: &str, disk: &Disk) -> Result<Staged, Error> {
    let staged = Disk::real(path).and_then(|real| Disk::stage(&real, text.as_bytes()));
    staged.map_err(|error| unwritable(path, error, disk))
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
        let roots = self.roots.iter().map(|root| &root.folder);
        roots.chain([&self.home]).cloned()
    }

    /// Stores the files, and puts them in their places.
    fn put_files(mut self, stored: Stored, disk: &Disk) -> Result<Self, Error> {
        if stored == Stored::NotYet {
            self.each(disk, ReadyRoot::store)?;
            let mut files = self.spec.iter().chain(&self.lock);
            let stored = files.try_for_each(Staged::store);
            stored.map_err(|error| unwritable(&self.home, error, disk))?;
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
        self.each(disk, ReadyRoot::finish)?;
        let mut files = self.spec.take().into_iter().chain(self.lock.take());
        let put = files.try_for_each(Staged::put);
        put.map_err(|error| unwritable(&self.home, error, disk))
    }

    fn each(
        &mut self,
        disk: &Disk,
        step: impl Fn(&mut ReadyRoot) -> io::Result<()>,
    ) -> Result<(), Error> {
        for root in &mut self.roots {
            step(root).map_err(|error| unwritable(&root.folder, error, disk))?;
        }
        Ok(())
    }
}

fn stage_root(difference: &Difference) -> io::Result<ReadyRoot> {
    let folders = difference.folders();
    for folder in &folders {
        Disk::remove_leftovers(folder)?;
    }
    let mut files = Vec::new();
    let mut obsolete = Vec::new();
    for change in &difference.changes {
        let path = difference.path(&change.name);
        match &change.after {
            Some(text) => files.push(Disk::stage(&path, text.as_bytes())?),
            None => obsolete.push(path),
        }
    }
    let new = difference.new.as_ref();
    let coming = new.map(|new| new.replacing(difference.old.as_ref()));
    let coming = coming.filter(|_| !difference.changes.is_empty());
    let place = manifest_path(&difference.folder);
    let stage_manifest = |manifest: &Manifest| Disk::stage(&place, manifest.text().as_bytes());
    let before = coming.as_ref().map(stage_manifest).transpose()?;
    let after = new.map(stage_manifest).transpose()?;
    Ok(ReadyRoot {
        folder: difference.folder.clone(),
        folders,
        obsolete,
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
        for path in &self.obsolete {
            Disk::remove(path)?;
            Disk::remove_empty_folders(parent(path), &self.folder);
        }
        Ok(())
    }

    fn store_names(&mut self) -> io::Result<()> {
        let mut folders = self.folders.iter().filter(|_| self.after.is_some());
        folders.try_for_each(|folder| Disk::sync_folder(folder))
    }

    fn finish(&mut self) -> io::Result<()> {
        if let Some(manifest) = self.after.take() {
            return manifest.put();
        }
        Disk::remove(&manifest_path(&self.folder))?;
        Disk::remove_empty_folders(&self.folder, "");
        Ok(())
    }
}
