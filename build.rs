//! Lists files of the project that become part of the program.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a build script reads the project's own files, and ends the build where it can't"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    embed("docs/errors", "pages.rs");
    embed("modules", "modules.rs");
}

/// Writes the names and texts of a folder's files as a constant that `include!` reads.
fn embed(folder: &str, table_name: &str) {
    println!("cargo::rerun-if-changed={folder}");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut files = Vec::new();
    collect(&root.join(folder), &mut files);
    files.sort();
    let mut table = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&root).expect("it is below the root");
        let name = name.to_str().expect("a name in UTF-8").replace('\\', "/");
        let path = file.to_str().expect("a path in UTF-8");
        writeln!(table, "    ({name:?}, include_str!({path:?})),").expect("a text grows");
    }
    table += "]\n";
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    std::fs::write(out.join(table_name), table).expect("the build's folder is writable");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path
            .extension()
            .is_some_and(|ending| ending == "plat" || ending == "md")
        {
            files.push(path);
        }
    }
}
