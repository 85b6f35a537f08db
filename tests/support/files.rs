//! Files that were emitted: as one text to look at, and on disk for tools that judge them.

use platc::emit::File;
use tempfile::TempDir;

/// All files, one after the other.
pub(crate) fn listed(files: &[File]) -> String {
    files
        .iter()
        .map(|file| format!("──── {} ────\n{}", file.name, file.text))
        .collect()
}

/// A folder with the files in it, which is removed with the value.
pub(crate) fn written(prefix: &str, files: &[File]) -> TempDir {
    let folder = TempDir::with_prefix(prefix).unwrap();
    for file in files {
        let path = folder.path().join(&file.name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.text).unwrap();
    }
    folder
}
