//! The manifest beside the files of a root module: what they were made of, and what they were.
//!
//! It holds no time and no absolute path, so that the same input gives the same manifest on every
//! machine. A build writes it twice: before it touches the first file, with what it is about to
//! write, and when all is done. So whenever a build is killed, the next one knows its files.

use crate::cli::checksum::checksum;
use crate::cli::paths::from_to;
use platc::compile::{Format, ModuleUse, Outcome, Request, Root};
use platc::emit::File;
use platc::lock::Lock;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the manifest in the folder of its root module.
pub(crate) const NAME: &str = ".platc.json";

/// The version of the compiler that writes manifests.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a root module was made of, and what was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    /// The version of the compiler.
    pub(crate) platc: String,
    /// The spec, seen from the folder of the root module.
    pub(crate) spec: String,
    /// The service.
    pub(crate) service: String,
    /// The environment.
    pub(crate) environment: String,
    /// All environments that the platform has.
    pub(crate) environments: Vec<String>,
    /// The target.
    pub(crate) target: String,
    /// The form of the output.
    pub(crate) format: String,
    /// The modules, by name.
    pub(crate) modules: BTreeMap<String, Module>,
    /// The checksum of what the lock file says of it.
    #[serde(default)]
    pub(crate) lock: String,
    /// The checksum of each file that was read and of each list of names, seen from the folder
    /// of the spec. Empty if the next build has to compile, whatever it finds.
    pub(crate) inputs: BTreeMap<String, Option<String>>,
    /// The checksum of each file written.
    pub(crate) files: BTreeMap<String, String>,
    /// What a build that did not come to its end was about to write.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) pending: BTreeMap<String, String>,
}

/// A module that the root module is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Module {
    /// Its version.
    pub(crate) version: String,
    /// The checksum of its content.
    pub(crate) checksum: String,
}

impl Manifest {
    /// The manifest of a root module in its folder; `inputs` is what its compile was made of.
    pub(crate) fn of(
        root: &Root,
        outcome: &Outcome,
        request: &Request,
        inputs: &BTreeMap<String, Option<String>>,
        (folder, spec): (&str, &str),
    ) -> Self {
        let environments = outcome.environments.iter();
        let (target, environment) = (root.target.to_string(), root.environment.to_string());
        let part = Lock::part(&outcome.lock.new.text(), &target, &environment);
        Self {
            platc: VERSION.to_owned(),
            spec: from_to(folder, spec),
            service: root.service.to_string(),
            environment,
            environments: environments.map(ToString::to_string).collect(),
            target,
            format: format(request).to_owned(),
            modules: root.modules.iter().map(module).collect(),
            lock: checksum(part.as_bytes()),
            inputs: inputs.clone(),
            files: root.files.iter().map(entry).collect(),
            pending: BTreeMap::new(),
        }
    }

    /// Whether the text of a lock file still says the same of the root module.
    pub(crate) fn is_locked_by(&self, text: &str) -> bool {
        let part = Lock::part(text, &self.target, &self.environment);
        self.lock == checksum(part.as_bytes())
    }

    /// Whether another says the same of what was made, whatever it was made of: what nothing of a root module hangs on
    /// may change.
    pub(crate) fn makes_the_same(&self, other: &Self) -> bool {
        let inputs = self.inputs.clone();
        *self
            == Self {
                inputs,
                ..other.clone()
            }
    }

    /// Reads the text of a manifest; `None` where it can't be understood.
    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok()
    }

    /// The text of the manifest.
    #[expect(clippy::expect_used, reason = "texts and maps always become JSON")]
    pub(crate) fn text(&self) -> String {
        serde_json::to_string_pretty(self).expect("a manifest of JSON") + "\n"
    }

    /// Whether platc has written this content under this name, or was about to.
    pub(crate) fn knows(&self, name: &str, content: &[u8]) -> bool {
        let checksum = checksum(content);
        let recorded = [self.files.get(name), self.pending.get(name)];
        recorded.contains(&Some(&checksum))
    }

    /// The names of all files that platc has written here, or was about to.
    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        self.files.keys().chain(self.pending.keys())
    }

    /// What stands on disk while a build replaces the files of `old` by those of this one.
    pub(crate) fn replacing(&self, old: Option<&Self>) -> Self {
        let mut coming = old.unwrap_or(self).clone();
        if old.is_none() {
            coming.files.clear();
        }
        coming.pending.extend(self.files.clone());
        coming
    }
}

/// The form of the output, named even where the target's own is meant.
pub(crate) fn format(request: &Request) -> &'static str {
    match request.format {
        Some(Format::Bicep) => "bicep",
        None if request.target.0.as_str() == "azure" => "bicep",
        _ => "terraform",
    }
}

fn module(used: &ModuleUse) -> (String, Module) {
    let (version, checksum) = (used.version.clone(), used.checksum.clone());
    (used.name.clone(), Module { version, checksum })
}

fn entry(file: &File) -> (String, String) {
    (file.name.clone(), checksum(file.text.as_bytes()))
}
