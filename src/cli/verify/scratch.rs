//! A folder that nobody keeps, for tools that leave files behind.

#![expect(
    clippy::disallowed_methods,
    reason = "what is written here is gone before the command ends, and no build reads it"
)]

use std::fs;
use std::io;
use std::path::Path;
use tempfile::TempDir;

/// A folder with files of these names and contents. It vanishes with the value.
pub(super) fn scratch<'f>(
    files: impl IntoIterator<Item = (&'f str, &'f [u8])>,
) -> io::Result<TempDir> {
    let folder = TempDir::with_prefix("platc-")?;
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        fs::write(path, content)?;
    }
    Ok(folder)
}
