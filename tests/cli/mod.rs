//! The program as users start it: what it writes, what it leaves alone, and how it ends.

mod commands;
mod composites;
mod leftovers;
mod locking;
mod migrating;
mod modules;
mod outputs;
mod registries;
mod schemas;
mod skipping;
mod sources;
mod verify;
mod versions;

use crate::support::registry::{IDENTITY, LOGIN, PASSWORD, TOKEN};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A spec that the standard modules and the default platform build.
const SPEC: &str = "service \"shop\" {\n  owner = \"team-shop\"\n}\n";

/// Where a file of the spec in `shop` stands that every root module has.
const VERSIONS: &str = "shop/generated/aws/dev/versions.tf.json";
const MANIFEST: &str = "shop/generated/aws/dev/.platc.json";

/// A folder to work in.
struct Desk(TempDir);

/// How a command ended, and what it said.
struct Said {
    status: i32,
    results: String,
    complaints: String,
}

impl Desk {
    /// With the spec in `shop`.
    fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        desk.write("shop/service.plat", SPEC);
        desk
    }

    /// With the spec in `shop`, built.
    fn built() -> Self {
        let desk = Self::new();
        desk.run("build shop").succeeded();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn append(&self, name: &str, text: &str) {
        self.write(name, &(self.read(name) + text));
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn has(&self, name: &str) -> bool {
        self.path(name).symlink_metadata().is_ok()
    }

    /// Every file below a folder with what stands in it, by path.
    fn files(&self, folder: &str) -> Vec<(String, String)> {
        let mut files = Vec::new();
        collect(&self.path(folder), &mut files);
        let named = files.into_iter().map(|path| {
            let name = path.strip_prefix(self.path(folder)).unwrap();
            (
                name.display().to_string(),
                fs::read_to_string(&path).unwrap(),
            )
        });
        let mut named: Vec<_> = named.collect();
        named.sort();
        named
    }

    fn run(&self, arguments: &str) -> Said {
        self.shell(&format!("platc {arguments}"))
    }

    /// Runs a command of the shell that knows `platc`.
    fn shell(&self, command: &str) -> Said {
        let program = Path::new(env!("CARGO_BIN_EXE_platc")).parent().unwrap();
        let path = std::env::var("PATH").unwrap();
        let path = format!("{}:{path}", program.display());
        let mut shell = Command::new("sh");
        shell.args(["-c", command]).env("PATH", path);
        shell
            .env("PLATC_CACHE", "cache")
            .env("DOCKER_CONFIG", "docker");
        shell.env("GIT_CONFIG_GLOBAL", "/dev/null");
        let said: Said = shell.current_dir(self.0.path()).output().unwrap().into();
        for secret in [LOGIN, PASSWORD, IDENTITY, TOKEN] {
            let is_told = said.results.contains(secret) || said.complaints.contains(secret);
            assert!(!is_told, "{}{}", said.results, said.complaints);
        }
        said
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            results: String::from_utf8(output.stdout).unwrap(),
            complaints: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Said {
    #[track_caller]
    fn succeeded(self) -> Self {
        assert_eq!(self.complaints, "");
        assert_eq!(self.status, 0, "{}", self.results);
        self
    }

    /// It ended so, and named this code and no other.
    #[track_caller]
    fn failed(self, status: i32, code: &str) -> Self {
        assert_eq!(self.status, status, "{}{}", self.results, self.complaints);
        let codes = crate::pages::codes_of(&self.complaints);
        assert!(codes.iter().eq([code]), "{}", self.complaints);
        self
    }
}
