//! What lies beside the project: schemas and real tools. Elsewhere, tests say what they skip.

use std::path::PathBuf;

/// A file or folder in the folder that `PLATC_SHARED` names, or in `shared` beside the project.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("PLATC_SHARED").map_or("../shared".into(), PathBuf::from);
    let found = Some(shared.join(path)).filter(|path| path.exists());
    if found.is_none() {
        eprintln!("skipped: there is no {path}");
    }
    found
}
