//! A spec and a target → root modules.

use crate::emit::File;
use crate::names::{EnvironmentName, Name, ServiceName, TargetName};
use crate::problems::Problems;
use crate::source::SourceMap;
use crate::syntax::parse;
use crate::syntax::tree::{Item, Tree};
use crate::world::{Question, Recorded, World, parent};
use std::collections::BTreeSet;

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
    /// The texts that the problems point into; those that were read under their path in the world.
    pub sources: SourceMap,
    /// All environments of the platform, asked for or not.
    pub environments: Vec<EnvironmentName>,
    /// What the world was asked. With the texts, it is all that the root modules depend on.
    pub asked: BTreeSet<Question>,
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

/// What many compiles share.
pub struct Session<'w> {
    world: &'w (dyn World + Sync),
}

impl<'w> Session<'w> {
    /// A session that sees this world.
    pub fn new(world: &'w (dyn World + Sync)) -> Self {
        Self { world }
    }

    /// What the spec at a path becomes.
    pub fn compile(&self, spec: &str, request: &Request) -> Outcome {
        let world = Recorded::new(self.world);
        let mut outcome = Outcome::default();
        let mut output = None;
        let text = world.read(spec).unwrap_or_default();
        let file = outcome.sources.add(spec, text);
        for folder in ancestors(parent(spec)) {
            let found = world.read(&format!("{folder}/platform.plat"));
            if let Ok(text) = found {
                outcome.environments = environments(&text);
                output = text
                    .split("output = \"")
                    .nth(1)
                    .and_then(|t| t.split('"').next())
                    .map(str::to_owned);
                break;
            }
        }
        let text = outcome.sources.text(file).to_owned();
        let tree = parse(file, &text, &mut outcome.problems);
        let name = service_name(&tree);
        if let Some(name) = name.filter(|_| !outcome.problems.has_errors()) {
            if outcome.environments.is_empty() {
                outcome.environments = environments("environment \"dev\" environment \"prod\"");
            }
            let listed = world.list(&format!("{}/modules", parent(spec)));
            let size = text.len() + listed.map_or(0, |names| names.len());
            let wanted = if request.environments.is_empty() {
                &outcome.environments
            } else {
                &request.environments
            };
            outcome.roots = wanted
                .iter()
                .map(|e| root(&name, output.as_deref(), &text, size, e, request))
                .collect();
        }
        outcome.asked = world.asked();
        outcome
    }
}

fn service_name(tree: &Tree) -> Option<Name> {
    let block = tree.body.items.iter().find_map(|item| match item {
        Item::Block(block) => block.labels.first(),
        Item::Attribute(_) => None,
    });
    Name::new(&block?.text).ok()
}

fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| {
        (!folder.is_empty()).then(|| parent(folder))
    })
}

fn environments(text: &str) -> Vec<EnvironmentName> {
    let blocks = text.split("environment \"").skip(1);
    let names = blocks.filter_map(|rest| Name::new(rest.split('"').next()?).ok());
    names.map(EnvironmentName).collect()
}

fn root(
    name: &Name,
    output: Option<&str>,
    text: &str,
    size: usize,
    environment: &EnvironmentName,
    request: &Request,
) -> Root {
    let files = vec![File {
        name: "versions.tf.json".to_owned(),
        text: format!("{{\n  \"//\": {size}\n}}\n"),
    }];
    let output = output.unwrap_or("generated/${target.name}/${environment.name}");
    let folder = output.replace("${target.name}", &request.target.to_string());
    let folder = folder.replace("${service.name}", name.as_str());
    let folder = folder.replace("${environment.name}", &environment.to_string());
    Root {
        service: ServiceName(name.clone()),
        environment: environment.clone(),
        target: request.target.clone(),
        folder,
        files,
        resources: vec![String::new(); text.matches("resource").count()],
        overrides: Vec::new(),
        modules: Vec::new(),
    }
}
