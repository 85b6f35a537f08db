//! What a compile gives for one environment, ready to be written.

use super::Format;
use crate::catalog::Package;
use crate::emit::{self, File};
use crate::lower;
use crate::maps::IndexMap;
use crate::names::{EnvironmentName, ModuleName, ServiceName, TargetName};
use crate::plan::stack::Stack;
use crate::source::Span;
use std::sync::Arc;

pub(super) fn files(stack: &Stack, format: Format) -> Vec<File> {
    match format {
        Format::Bicep => emit::bicep(stack),
        Format::Terraform if stack.target.0.as_str() == "azure" => {
            emit::terraform(&lower::azapi(stack))
        }
        Format::Terraform => emit::terraform(stack),
    }
}

/// The addresses of what is made, sorted.
pub(super) fn resources(stack: &Stack) -> Vec<String> {
    let made = stack
        .resources
        .keys()
        .filter(|address| address.is_managed());
    let mut addresses: Vec<_> = made.map(std::string::ToString::to_string).collect();
    addresses.sort();
    addresses
}

pub(super) fn modules(
    stack: &Stack,
    packages: &IndexMap<ModuleName, Arc<Package>>,
) -> Vec<ModuleUse> {
    let used = stack.components.values().map(|component| &component.module);
    let mut modules: Vec<_> = used
        .filter_map(|name| packages.get(name))
        .map(|package| ModuleUse {
            name: package.interface.name.to_string(),
            version: package.interface.version.to_string(),
            checksum: package.checksum.clone(),
        })
        .collect();
    modules.sort();
    modules.dedup();
    modules
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
    /// Where the modules describe what it holds: each resource's type and name.
    pub made: Vec<Span>,
    /// The overrides in force: `api: aws_ecs_service.main`.
    pub overrides: Vec<String>,
    /// The modules that it is made of.
    pub modules: Vec<ModuleUse>,
}

/// A module that a root module is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ModuleUse {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The SHA-256 of its content, in hexadecimal.
    pub checksum: String,
}
