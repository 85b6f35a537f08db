//! Bicep, as files and as Bicep's own compiler, linter and formatter judge it.

use crate::support::checkout::{checkout, queue};
use crate::support::files::{listed, written};
use platc::emit::{File, bicep};
use std::path::PathBuf;
use std::process::Command;

#[test]
fn a_queue_is_one_file() {
    let files = accepted("queue", bicep(&queue().0));
    insta::assert_snapshot!(listed(&files));
}

#[test]
fn a_service_has_a_section_for_each_component() {
    let files = accepted("checkout", bicep(&checkout().0));
    insta::assert_snapshot!(listed(&files));
}

/// The files, after Bicep has found nothing wrong with them, where there is a Bicep.
pub(crate) fn accepted(name: &str, files: Vec<File>) -> Vec<File> {
    let Some(check) = oracle("bicep-check") else {
        eprintln!("skipped: no bicep-check beside the project");
        return files;
    };
    let folder = written(name, &files);
    let run = Command::new(check).arg(folder.path()).output().unwrap();
    let found = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{found}\n{}", listed(&files));
    files
}

/// The template that Bicep makes of `main.bicep`, where there is a Bicep.
pub(crate) fn compiled(files: &[File]) -> Option<serde_json::Value> {
    let compiler = oracle("bicep")?;
    let folder = written("compiled", files);
    let main = folder.path().join("main.bicep");
    let mut command = Command::new(compiler);
    command.arg("build").arg("--stdout").arg(main);
    let run = command
        .env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")
        .output()
        .unwrap();
    Some(serde_json::from_slice(&run.stdout).unwrap())
}

/// A judge in the folder that `PLATC_SHARED` names, or beside the project.
fn oracle(name: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("PLATC_SHARED").map_or("../shared".into(), PathBuf::from);
    Some(shared.join("oracle").join(name)).filter(|path| path.exists())
}
