//! A module → what people are told about it, in words.

use super::example::{COMPONENT, example};
use super::moves::Moves;
use super::support::{Support, implementation, support};
use crate::cli::disk::Disk;
use platc::catalog::edition::{Edition, Origin, Shelved};
use platc::document::Parameter;
use platc::document::composite::Composite;
use platc::document::implementation::{Access, Implementation, Setting};
use platc::document::module::{Input, Module};
use platc::names::{Name, ParameterName, SettingName};
use platc::source::SourceMap;
use platc::syntax::tree::{Expression, ExpressionKind, Word};
use platc::world::World;
use serde::Serialize;

/// All that is told about a version of a module.
#[derive(Debug, Serialize)]
pub(super) struct Facts {
    name: String,
    version: String,
    from: String,
    description: String,
    /// What its author wants to be used in its place.
    deprecated: Option<String>,
    example: String,
    inputs: Vec<Value>,
    outputs: Vec<Value>,
    grants: Vec<Grant>,
    /// The components of a composite.
    parts: Vec<Part>,
    migration: Option<Moves>,
    targets: Vec<Target>,
    docs: Option<String>,
}

/// An input, an output, a setting or a parameter.
#[derive(Debug, Serialize)]
struct Value {
    name: String,
    #[serde(rename = "type")]
    ty: String,
    /// As written.
    default: Option<String>,
    description: String,
    deprecated: Option<String>,
    /// What its value must keep.
    rules: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Grant {
    name: String,
    description: String,
    deprecated: Option<String>,
}

/// A component of a composite.
#[derive(Debug, Serialize)]
struct Part {
    name: String,
    module: String,
    /// Which versions of the module will do.
    versions: String,
}

/// What holds on one target.
#[derive(Debug, Serialize)]
struct Target {
    #[serde(flatten)]
    support: Support,
    /// What a component with a grant finds in its environment.
    variables: Vec<Variables>,
    settings: Vec<Value>,
    parameters: Vec<Value>,
}

#[derive(Debug, Serialize)]
struct Variables {
    grant: String,
    names: Vec<String>,
}

/// Where a version comes from, as it is told.
pub(super) fn source(shelved: &Shelved, disk: &Disk) -> String {
    let fetched = shelved.fetched.clone();
    fetched.unwrap_or_else(|| origin(&shelved.origin, disk))
}

/// Where the files of a module are, as it is told.
pub(super) fn origin(origin: &Origin, disk: &Disk) -> String {
    match origin {
        Origin::Program(_) => "standard".to_owned(),
        Origin::World(folder) => disk.shown(folder),
    }
}

impl Facts {
    /// The facts of a module that comes from somewhere.
    pub(super) fn of(edition: Edition, from: String, sources: &SourceMap) -> Self {
        let words = Words { sources };
        let module = &edition.interface;
        let inputs = module.inputs.iter();
        let outputs = module.outputs.iter();
        let grants = module.grants.iter();
        let targets = support(&edition).into_iter();
        Self {
            name: module.name.to_string(),
            version: module.version.to_string(),
            from,
            description: module.description.clone(),
            deprecated: advice(module.deprecated.as_ref()),
            example: example(&edition, sources),
            inputs: inputs.map(|(name, of)| words.input(&name.0, of)).collect(),
            outputs: outputs
                .map(|(name, of)| Value {
                    deprecated: advice(of.deprecated.as_ref()),
                    ..words.value(&name.0, &of.ty, None, &of.description)
                })
                .collect(),
            grants: grants
                .map(|(name, of)| Grant {
                    name: name.to_string(),
                    description: of.description.clone(),
                    deprecated: advice(of.deprecated.as_ref()),
                })
                .collect(),
            parts: edition.composite.as_ref().map(parts).unwrap_or_default(),
            migration: module
                .migration
                .as_ref()
                .map(|migration| Moves::of(migration, sources)),
            targets: targets
                .map(|support| words.target(support, &edition))
                .collect(),
            docs: edition.prose.map(|prose| prose.trim().to_owned()),
        }
    }
}

fn parts(composite: &Composite) -> Vec<Part> {
    let components = composite.components.values().map(|component| Part {
        name: component.name.to_string(),
        module: component.module.to_string(),
        versions: match composite.requirements.get(&component.module) {
            Some(requirement) => requirement.versions.text.clone(),
            None => String::new(),
        },
    });
    components.collect()
}

/// The texts that expressions are shown from.
#[derive(Clone, Copy)]
struct Words<'s> {
    sources: &'s SourceMap,
}

impl Words<'_> {
    fn input(self, name: &Name, input: &Input) -> Value {
        let rules = input.validations.iter();
        let rules = rules.map(|rule| match rule.message.as_text() {
            Some(text) => text.to_owned(),
            None => self.written(&rule.message),
        });
        Value {
            deprecated: advice(input.deprecated.as_ref()),
            rules: rules.collect(),
            ..self.value(name, &input.ty, input.default.as_ref(), &input.description)
        }
    }

    fn value(
        self,
        name: &Name,
        ty: &impl ToString,
        default: Option<&Expression>,
        description: &str,
    ) -> Value {
        Value {
            name: name.to_string(),
            ty: ty.to_string(),
            default: default.map(|default| self.written(default)),
            description: description.to_owned(),
            deprecated: None,
            rules: Vec::new(),
        }
    }

    fn target(self, support: Support, edition: &Edition) -> Target {
        let found = implementation(edition, support.target);
        let variables = found.map(|found| variables(&edition.interface, found));
        Target {
            support,
            variables: variables.unwrap_or_default(),
            settings: found.map(|found| self.settings(found)).unwrap_or_default(),
            parameters: found
                .map(|found| self.parameters(found))
                .unwrap_or_default(),
        }
    }

    fn settings(self, of: &Implementation) -> Vec<Value> {
        let settings = of.settings.iter();
        let value = |(name, of): (&SettingName, &Setting)| {
            self.value(&name.0, &of.ty, of.default.as_ref(), &of.description)
        };
        settings.map(value).collect()
    }

    fn parameters(self, of: &Implementation) -> Vec<Value> {
        let parameters = of.parameters.iter();
        let value = |(name, of): (&ParameterName, &Parameter)| {
            let description = of.description.as_deref().unwrap_or_default();
            self.value(&name.0, &of.ty, of.default.as_ref(), description)
        };
        parameters.map(value).collect()
    }

    /// An expression as it stands in its file.
    fn written(self, expression: &Expression) -> String {
        self.sources.written(expression.span).to_owned()
    }
}

/// What the author of a deprecated thing says.
pub(super) fn advice(deprecated: Option<&Word>) -> Option<String> {
    deprecated.map(|word| word.text.clone())
}

/// What a component sees that has a grant, for the component of the example.
fn variables(module: &Module, of: &Implementation) -> Vec<Variables> {
    let shared: Vec<_> = of.reach.iter().flat_map(keys).collect();
    let granted = module.grants.keys().filter_map(|name| {
        let own = keys(of.grants.get(name)?);
        let names: Vec<_> = shared.iter().cloned().chain(own).collect();
        let grant = name.to_string();
        (!names.is_empty()).then_some(Variables { grant, names })
    });
    granted.collect()
}

fn keys(access: &Access) -> Vec<String> {
    let maps = access.env.iter().chain(&access.secrets);
    let prefix = COMPONENT.to_uppercase();
    maps.flat_map(entries)
        .map(|key| format!("{prefix}_{key}"))
        .collect()
}

/// The keys of an object that is written out.
fn entries(expression: &Expression) -> impl Iterator<Item = &str> {
    let entries = match &expression.kind {
        ExpressionKind::Object(entries) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().filter_map(|entry| entry.key.as_key())
}
