//! No false alarm: a resource of every type that the schemas know, written minimally and written
//! fully, is accepted. The rest of what they say is for `schemas.rs`.

use crate::support::case;
use crate::support::shared::shared;
use crate::support::written::{self, Arm, Form};
use platc::compile::Outcome;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// Names a folder that gets what the modules become, for the real tools.
const WRITTEN: &str = "PLATC_WRITTEN";

/// The module in which the resources stand, and who uses it.
const SURROUNDINGS: &str = include_str!("support/mistaken.txt");

/// So many resources stand in one module.
const TOGETHER: usize = 16;

/// One type of so many is written where all would take too long.
const SAMPLE: usize = 60;

/// For the real tools.
const SMALL_SAMPLE: usize = 43;

fn json(path: &Path) -> Json {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A resource, as it stands in a module.
struct Written {
    name: String,
    form: Form,
    text: String,
}

fn aws(step: usize) -> Option<Vec<Written>> {
    let schemas = json(&shared("schemas/terraform/aws.json")?);
    let values = json(&shared("schemas/aws-values.json")?);
    let provider = schemas["provider_schemas"]
        .as_object()
        .unwrap()
        .values()
        .next()
        .unwrap();
    let types = provider["resource_schemas"].as_object().unwrap();
    let mut resources = Vec::new();
    for (name, schema) in types.iter().step_by(step) {
        for form in [Form::Minimal, Form::Full] {
            let body = written::terraform(&schema["block"], &values[name], form);
            resources.push(resource(name, form, &body));
        }
    }
    Some(resources)
}

/// Which types of Azure are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    /// Those that can be deployed.
    Deployable,
    /// Those that can be deployed into a resource group, of files without secrets, which Bicep's linter
    /// wants to come from parameters.
    InAGroup,
}

/// The scope of a type that is in a resource group.
const GROUP: u64 = 8;

fn azure(step: usize, which: Which) -> Option<Vec<Written>> {
    let folder = shared("schemas/arm")?;
    let index = json(&folder.join("index.json"));
    let files = index.as_object().unwrap().values();
    let files: BTreeSet<_> = files.map(|file| file.as_str().unwrap()).collect();
    let mut resources = Vec::new();
    for file in files.into_iter().step_by(step) {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        if which == Which::InAGroup && text.contains("\"sensitive\"") {
            continue;
        }
        azure_types(&serde_json::from_str(&text).unwrap(), which, &mut resources);
    }
    Some(resources)
}

fn azure_types(types: &Json, which: Which, resources: &mut Vec<Written>) {
    for ty in types.as_array().unwrap() {
        let scopes = ty["writableScopes"].as_u64().unwrap_or(0);
        let is_written = match which {
            Which::Deployable => scopes != 0,
            Which::InAGroup => scopes & GROUP != 0,
        };
        if !is_written {
            continue;
        }
        let name = ty["name"].as_str().unwrap();
        let parents = name.matches('/').count() - 1;
        for form in [Form::Minimal, Form::Full] {
            match Arm::new(types, form).resource(&ty["body"], parents) {
                Some(body) => resources.push(resource(name, form, &body)),
                None => eprintln!("skipped: no text is known for {name}, {form:?}"),
            }
        }
    }
}

fn resource(name: &str, form: Form, body: &str) -> Written {
    let label = format!("{name} {form:?}").to_lowercase();
    let label = label.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
    Written {
        name: format!("{name} {form:?}"),
        form,
        text: format!("resource \"{name}\" \"{label}\" {{\n{body}}}\n"),
    }
}

fn compile(cloud: &str, resources: &[Written]) -> Outcome {
    let texts = resources.iter().map(|resource| resource.text.as_str());
    let texts: String = texts.collect();
    case::compile(&format!(
        "#: target {cloud}\n{SURROUNDINGS}#### modules/bell/1.0.0/{cloud}.plat\ntarget \"{cloud}\" {{\n{texts}}}\n"
    ))
}

impl Written {
    /// The version of its type, of those in Azure.
    fn version(&self) -> Option<String> {
        let (_, version) = self.name.split_once('@')?;
        Some(version.to_owned())
    }
}

/// What is wrong with resources, which are taken together, and one by one where something is.
fn alarms(cloud: &str, mut resources: Vec<Written>) -> String {
    // Two resources of one type and name can't be deployed together, of whichever version.
    resources.sort_by_key(|resource| (resource.form == Form::Full, resource.version()));
    let alike =
        |one: &Written, next: &Written| one.form == next.form && one.version() == next.version();
    let modules = resources
        .chunk_by(alike)
        .flat_map(|resources| resources.chunks(TOGETHER));
    let mut alarms = String::new();
    for (number, together) in modules.enumerate() {
        let (outcome, before) = (compile(cloud, together), alarms.len());
        if outcome.problems.has_errors() {
            for one in together {
                alarm(cloud, one, &mut alarms);
            }
        }
        let made = outcome.roots.iter().map(|root| root.files.len());
        assert!(
            alarms.len() > before || made.sum::<usize>() > 0,
            "nothing was made"
        );
        keep(cloud, number, &outcome);
    }
    alarms
}

fn alarm(cloud: &str, resource: &Written, alarms: &mut String) {
    let outcome = compile(cloud, std::slice::from_ref(resource));
    for problem in outcome.problems.sorted(&outcome.sources) {
        if problem.is_error() {
            let line = problem.primary().map(|at| outcome.sources.line(at));
            let line: String = line.unwrap_or_default().trim().chars().take(120).collect();
            let code = problem.code_text();
            writeln!(alarms, "{}: {code} {problem}: {line}", resource.name).unwrap();
        }
    }
}

fn keep(cloud: &str, number: usize, outcome: &Outcome) {
    let Some(folder) = std::env::var_os(WRITTEN) else {
        return;
    };
    for root in &outcome.roots {
        let place = Path::new(&folder).join(cloud).join(number.to_string());
        std::fs::create_dir_all(&place).unwrap();
        for file in &root.files {
            std::fs::write(place.join(&file.name), &file.text).unwrap();
        }
    }
}

fn accepted(cloud: &str, resources: Option<Vec<Written>>) {
    let Some(resources) = resources else { return };
    let count = resources.len();
    let alarms = alarms(cloud, resources);
    assert!(
        alarms.is_empty(),
        "{} alarms for {count} resources:\n{alarms}",
        alarms.lines().count()
    );
    eprintln!("{count} resources on {cloud} were accepted");
}

#[test]
fn a_sample_of_the_types_is_accepted() {
    accepted("aws", aws(SAMPLE));
    accepted("azure", azure(SAMPLE, Which::Deployable));
}

#[test]
#[ignore = "takes some seconds; `.ci/run` asks for it"]
fn every_type_of_aws_is_accepted() {
    accepted("aws", aws(1));
}

#[test]
#[ignore = "takes some seconds; `.ci/run` asks for it"]
fn every_type_of_azure_is_accepted() {
    accepted("azure", azure(1, Which::Deployable));
}

#[test]
#[ignore = "writes what the real tools take; `.ci/run` asks for it"]
fn what_is_accepted_is_written_for_the_tools() {
    accepted("aws", aws(SMALL_SAMPLE));
    accepted("azure", azure(SMALL_SAMPLE, Which::InAGroup));
}
