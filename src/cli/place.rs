//! Where the root modules of a spec are written, how far away that may be, and whose it is.

use crate::cli::difference::{Care, manifest_path};
use crate::cli::disk::{Disk, Present};
use crate::cli::error::Error;
use crate::cli::hint::Fault;
use crate::cli::manifest::Manifest;
use crate::cli::paths::{below, from_to, is_within};
use platc::world::{World, join, parent};
use std::io;

/// The name of a platform's file: its folder is a project.
pub(crate) const PLATFORM: &str = "platform.plat";

/// A spec and where its output goes.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The path of the spec.
    pub(crate) spec: String,
    /// The folder that outputs are relative to.
    pub(crate) base: String,
}

impl Place {
    /// Beside the spec, unless it was said to be elsewhere.
    pub(crate) fn of(spec: &str, out: Option<&str>) -> Self {
        Self {
            spec: spec.to_owned(),
            base: out.unwrap_or(parent(spec)).to_owned(),
        }
    }

    /// The path of the folder of a root module.
    ///
    /// It lies below the base; a platform may lead out of that with `..`, but not out of its
    /// project. No link may lead it further.
    pub(crate) fn folder(&self, folder: &str, disk: &Disk) -> Result<String, Error> {
        if folder.starts_with('/') {
            return Err(Error::OutputOutside {
                path: folder.to_owned(),
                limit: disk.shown(&self.base),
            });
        }
        let folder = join(&self.base, folder).unwrap_or_default();
        let limit = if is_within(&folder, &self.base) {
            self.base.clone()
        } else {
            project(&self.base).unwrap_or(&self.base).to_owned()
        };
        if is_within(&folder, &limit) && stays_within(&folder, &limit, disk)? {
            return Ok(folder);
        }
        Err(Error::OutputOutside {
            path: disk.shown(&folder),
            limit: disk.shown(&limit),
        })
    }

    /// The way from the base to a path.
    pub(crate) fn relative(&self, path: &str) -> String {
        from_to(&self.base, path)
    }

    /// The manifest of the last build in a folder, which belongs to one spec unless that has gone.
    pub(crate) fn manifest(
        &self,
        folder: &str,
        disk: &Disk,
        care: Care,
    ) -> Result<Option<Manifest>, Error> {
        let path = manifest_path(folder);
        let manifest = match present(&path, disk)? {
            Present::Nothing => return Ok(None),
            Present::File(text) => Manifest::read(&text),
            Present::Folder | Present::Other => None,
        };
        let Some(manifest) = manifest else {
            let path = disk.shown(&path);
            return match care {
                Care::Keep => Err(Error::BrokenManifest { path }),
                Care::Overwrite => Ok(None),
            };
        };
        let owner = join(folder, &manifest.spec);
        match owner.filter(|owner| *owner != self.spec && Disk::exists(owner)) {
            None => Ok(Some(manifest)),
            Some(owner) => Err(Error::FolderTaken {
                folder: disk.shown(folder),
                owner: disk.shown(&owner),
            }),
        }
    }
}

/// Whether a path below a folder stays there once all links are followed.
pub(crate) fn stays_within(path: &str, folder: &str, disk: &Disk) -> Result<bool, Error> {
    if !Disk::meets_link(path, folder) {
        return Ok(true);
    }
    let real = |path: &str| Disk::real(path).map_err(|error| unwritable(path, error, disk));
    Ok(is_within(&real(path)?, &real(folder)?))
}

/// The folder of the nearest platform upwards, if there is one.
pub(crate) fn project(folder: &str) -> Option<&str> {
    let mut folder = folder;
    while !Disk::exists(&below(folder, PLATFORM)) {
        if folder.is_empty() {
            return None;
        }
        folder = parent(folder);
    }
    Some(folder)
}

/// What stands at a path.
pub(crate) fn present(path: &str, disk: &Disk) -> Result<Present, Error> {
    Disk::present(path).map_err(|_| Error::Unreadable {
        path: disk.shown(path),
    })
}

/// What is said when something can't be written.
pub(crate) fn unwritable(path: &str, error: io::Error, disk: &Disk) -> Error {
    Error::Unwritable {
        path: disk.shown(path),
        fault: Fault::from(error),
    }
}
