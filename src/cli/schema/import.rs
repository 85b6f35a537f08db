//! Files that others publish → packs.

use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::paths::below;
use crate::cli::place::unwritable;
use platc::schema::import::Import;
use platc::world::{Unreadable, World, join};

/// Writes the packs of what the sources hold, and tells their sizes.
pub(super) fn import(sources: &[String], output: &str, disk: &Disk) -> Result<String, Error> {
    let mut import = Import::default();
    for source in sources {
        let path = disk.path(source);
        let path = path.ok_or_else(|| Error::Unreadable {
            path: source.clone(),
        })?;
        add(&path, &mut import, disk)?;
    }
    let packs = import.packs();
    if packs.is_empty() {
        let sources = sources.join("`, `");
        return Err(Error::NothingToImport { sources });
    }
    let folder = disk.path(output).unwrap_or_default();
    let mut results = Vec::new();
    for (name, bytes) in packs {
        let path = below(&folder, name);
        let staged = Disk::stage(&path, &bytes).and_then(|staged| {
            staged.store()?;
            staged.put()
        });
        staged.map_err(|error| unwritable(&path, error, disk))?;
        let size = bytes.len() / 1024;
        results.push(format!("{}  {size} kB\n", disk.shown(&path)));
    }
    Ok(results.concat())
}

/// Adds a file, or every `.json` below a folder.
fn add(path: &str, import: &mut Import, disk: &Disk) -> Result<(), Error> {
    let unreadable = || Error::Unreadable {
        path: disk.shown(path),
    };
    let text = match disk.read(path) {
        Ok(text) => text,
        Err(Unreadable::OtherKind) => {
            for name in disk.list(path).map_err(|_| unreadable())? {
                let inner = join(path, &name).ok_or_else(unreadable)?;
                if Disk::is_folder(&inner) || is_json(&name) {
                    add(&inner, import, disk)?;
                }
            }
            return Ok(());
        }
        Err(_) => return Err(unreadable()),
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    import.file(name, &text).map_err(|wrong| Error::NotASchema {
        path: disk.shown(path),
        wrong: wrong.to_string(),
    })
}

fn is_json(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| ending == "json")
}
