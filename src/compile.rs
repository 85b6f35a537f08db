//! A spec and a target → root modules.

use crate::emit::File;
use crate::names::{EnvironmentName, ServiceName, TargetName};
use crate::problems::Problems;
use crate::source::SourceMap;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The target.
    pub target: TargetName,
    /// The form of the output; the target's own if none is given.
    pub format: Option<Format>,
    /// The environments; all that the platform declares if none is given.
    pub environments: Vec<EnvironmentName>,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Terraform JSON.
    Terraform,
    /// Bicep.
    Bicep,
}

/// What one spec became. The good half is there beside the problems.
#[derive(Debug, Default)]
pub struct Outcome {
    /// One for each environment, in the platform's order; none where an error was found.
    pub roots: Vec<Root>,
    /// Everything that was found wrong.
    pub problems: Problems,
    /// The texts that the problems point into.
    pub sources: SourceMap,
}

/// A root module, ready to be written.
#[derive(Clone, Debug)]
pub struct Root {
    /// The service.
    pub service: ServiceName,
    /// The environment.
    pub environment: EnvironmentName,
    /// The target.
    pub target: TargetName,
    /// Where it is written, relative to the folder of the spec: the platform's `output`.
    pub folder: String,
    /// What is written.
    pub files: Vec<File>,
    /// The addresses of its resources as its format writes them, sorted.
    pub resources: Vec<String>,
    /// The overrides in force: `api: aws_ecs_service.main`.
    pub overrides: Vec<String>,
    /// The modules that it is made of.
    pub modules: Vec<ModuleUse>,
}

/// A module that a root module is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleUse {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The SHA-256 of its content, in hexadecimal.
    pub checksum: String,
}
