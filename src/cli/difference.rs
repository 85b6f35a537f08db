//! A root module and the disk → what differs.
//!
//! Nothing is written here. What would lose somebody's work is a conflict unless it may be lost.

use crate::cli::disk::{Disk, Present};
use crate::cli::error::Error;
use crate::cli::manifest::{self, Manifest};
use crate::cli::paths::{below, is_within};
use crate::cli::place::{Place, present, stays_within, unwritable};
use platc::compile::Root;
use platc::world::{World, parent};
use std::collections::BTreeSet;
use std::io::ErrorKind;

/// Whether the work of others may be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Care {
    /// It is kept, and its being there is a problem.
    Keep,
    /// It is overwritten.
    Overwrite,
}

/// What differs between a root module and the disk.
#[derive(Debug)]
pub(crate) struct Difference {
    /// The folder of the root module.
    pub(crate) folder: String,
    /// Whether anything stands there.
    is_there: bool,
    /// The manifest of the last build.
    pub(crate) old: Option<Manifest>,
    /// The manifest as it should be; none where the root module is no longer made.
    pub(crate) new: Option<Manifest>,
    /// The changes, by name.
    pub(crate) changes: Vec<Change>,
    /// What stands in the way of them.
    pub(crate) conflicts: Vec<Conflict>,
}

/// A file that is not as it should be.
#[derive(Debug)]
pub(crate) struct Change {
    /// Its name below the folder of the root module.
    pub(crate) name: String,
    /// What stands there now.
    pub(crate) before: Present,
    /// What should stand there.
    pub(crate) after: Option<String>,
}

/// Work of somebody that a change would lose.
#[derive(Debug)]
pub(crate) struct Conflict {
    /// Whose work.
    pub(crate) owner: Owner,
    /// The change that would lose it.
    pub(crate) change: Change,
}

/// Whose a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// Platc wrote it as it is.
    Platc,
    /// Platc wrote it, and somebody changed it.
    Editor,
    /// Platc did not write it.
    Stranger,
}

impl Difference {
    /// Compares a root module with what stands in its folder.
    pub(crate) fn of(
        root: &Root,
        new: Manifest,
        place: &Place,
        disk: &Disk,
        care: Care,
    ) -> Result<Self, Error> {
        let folder = place.folder(&root.folder, disk)?;
        let is_there = Disk::exists(&folder);
        let old = is_there.then(|| place.manifest(&folder, disk, care));
        let mut difference = Self {
            old: old.transpose()?.flatten(),
            folder,
            is_there,
            new: Some(new),
            changes: Vec::new(),
            conflicts: Vec::new(),
        };
        for file in &root.files {
            difference.compare(&file.name, Some(&file.text), disk, care)?;
        }
        difference.compare_former(disk, care)?;
        Ok(difference)
    }

    /// The difference that a root module is no longer made.
    pub(crate) fn obsolete(
        folder: String,
        old: Manifest,
        disk: &Disk,
        care: Care,
    ) -> Result<Self, Error> {
        let mut difference = Self {
            folder,
            is_there: true,
            old: Some(old),
            new: None,
            changes: Vec::new(),
            conflicts: Vec::new(),
        };
        difference.compare_former(disk, care)?;
        Ok(difference)
    }

    /// Whether the disk is as it should be.
    pub(crate) fn is_none(&self) -> bool {
        self.changes.is_empty() && self.conflicts.is_empty() && self.old == self.new
    }

    /// Whether what was made is what should be made.
    pub(crate) fn is_current(&self) -> bool {
        let is_same = match (&self.old, &self.new) {
            (Some(old), Some(new)) => old.makes_the_same(new),
            (old, new) => old == new,
        };
        self.changes.is_empty() && self.conflicts.is_empty() && is_same
    }

    /// Whether nothing stood where the files of the root module go.
    pub(crate) fn is_all_new(&self, root: &Root) -> bool {
        let is_new = |change: &Change| change.before == Present::Nothing;
        self.changes.len() == root.files.len() && self.changes.iter().all(is_new)
    }

    /// The path of a file of the root module.
    pub(crate) fn path(&self, name: &str) -> String {
        below(&self.folder, name)
    }

    /// The folders that hold the files of the root module, as it was and as it should be.
    pub(crate) fn folders(&self) -> BTreeSet<String> {
        let manifests = self.old.iter().chain(&self.new);
        let names = manifests.flat_map(Manifest::names);
        let below = names
            .map(|name| parent(name))
            .filter(|name| !name.is_empty());
        let below = below.map(|name| self.path(name));
        below.chain([self.folder.clone()]).collect()
    }

    /// Compares what the last build made and this one does not.
    fn compare_former(&mut self, disk: &Disk, care: Care) -> Result<(), Error> {
        let was = self.old.iter().flat_map(Manifest::names);
        let is: BTreeSet<_> = self.new.iter().flat_map(Manifest::names).collect();
        let former: BTreeSet<_> = was.filter(|name| !is.contains(name)).cloned().collect();
        for name in former {
            self.compare(&name, None, disk, care)?;
        }
        Ok(())
    }

    fn compare(
        &mut self,
        name: &str,
        after: Option<&str>,
        disk: &Disk,
        care: Care,
    ) -> Result<(), Error> {
        let path = self.path(name);
        self.stays_below(&path, disk)?;
        let before = if self.is_there {
            present(&path, disk)?
        } else {
            Present::Nothing
        };
        if before.is(after) {
            return Ok(());
        }
        if before == Present::Folder {
            let error = ErrorKind::IsADirectory.into();
            return Err(unwritable(&path, error, disk));
        }
        let owner = self.owner(name, &before);
        let change = Change {
            name: name.to_owned(),
            before,
            after: after.map(str::to_owned),
        };
        if owner == Owner::Platc || care == Care::Overwrite {
            self.changes.push(change);
        } else {
            self.conflicts.push(Conflict { owner, change });
        }
        Ok(())
    }

    fn owner(&self, name: &str, present: &Present) -> Owner {
        let old = self.old.as_ref();
        match present {
            Present::Nothing => Owner::Platc,
            Present::File(content) if old.is_some_and(|old| old.knows(name, content)) => {
                Owner::Platc
            }
            _ if old.is_some_and(|old| old.names().any(|known| known == name)) => Owner::Editor,
            _ => Owner::Stranger,
        }
    }

    /// A link in the folder may not lead a file out of it.
    fn stays_below(&self, path: &str, disk: &Disk) -> Result<(), Error> {
        let folder = parent(path);
        if folder == self.folder {
            return Ok(());
        }
        let is_below =
            is_within(folder, &self.folder) && folder.split('/').all(|name| name != "..");
        if is_below && stays_within(folder, &self.folder, disk)? {
            return Ok(());
        }
        Err(Error::OutputOutside {
            path: disk.shown(path),
            limit: disk.shown(&self.folder),
        })
    }
}

impl Present {
    /// Whether it is a file of this text, or is no file where none should be.
    fn is(&self, text: Option<&str>) -> bool {
        match (self, text) {
            (Self::Nothing | Self::Folder, None) => true,
            (Self::File(content), Some(text)) => content == text.as_bytes(),
            _ => false,
        }
    }

    /// The text of a file, as far as it is one.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::File(content) => String::from_utf8_lossy(content).into_owned(),
            _ => String::new(),
        }
    }
}

/// The path of the manifest of a root module.
pub(crate) fn manifest_path(folder: &str) -> String {
    below(folder, manifest::NAME)
}
