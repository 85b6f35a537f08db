//! Specs for Azure, from their text to what Bicep's compiler makes of them.

use crate::bicep::{accepted, compiled};
use crate::support::case;
use crate::support::files::listed;
use platc::emit::File;
use platc::eval::functions::{Deferral, all};
use serde_json::Value;

/// A platform, and a module that keeps any value in a template spec and tells of a workspace.
const SURROUNDINGS: &str = r#"#### platform.plat
platform "acme" {
  modules = ["./modules"]
  target "azure" { location = "westeurope" }
  environment "dev" {}
}
#### modules/thing/1.0.0/module.plat
module "thing" {
  version     = "1.0.0"
  description = "A thing."
  input "value" {
    type        = any
    default     = {}
    description = "A value."
  }
  output "days" {
    type        = int
    description = "A whole number."
  }
  output "closed" {
    type        = bool
    description = "A truth."
  }
  output "number" {
    type        = string
    description = "A text."
  }
}
#### modules/thing/1.0.0/azure.plat
target "azure" {
  resource "Microsoft.Resources/templateSpecs@2022-02-01" "main" {
    name       = component.id
    properties = { metadata = input.value }
  }
  resource "Microsoft.OperationalInsights/workspaces@2025-07-01" "logs" {
    name       = component.id
    properties = { retentionInDays = 30, features = { disableLocalAuth = true } }
  }
  output "days" { value = resource.logs.properties.retentionInDays }
  output "closed" { value = resource.logs.properties.features.disableLocalAuth }
  output "number" { value = resource.logs.properties.customerId }
}
"#;

/// How a spec writes a text, and the text.
const TEXTS: [(&str, &str); 10] = [
    (r#""$${path.module}""#, "${path.module}"),
    (
        r#""%%{ if true }yes%%{ endif }""#,
        "%{ if true }yes%{ endif }",
    ),
    (r#""say \"hi\" \\ there""#, "say \"hi\" \\ there"),
    (r#""C:\\temp\\$${x}\\""#, "C:\\temp\\${x}\\"),
    (r#""one\ntwo\r\n\tthree""#, "one\ntwo\r\n\tthree"),
    (r#""🚀 größe""#, "🚀 größe"),
    (r#""it's '''quoted'''""#, "it's '''quoted'''"),
    (r#""[resourceGroup().id]""#, "[resourceGroup().id]"),
    (r#""$$${x} $$ %% $5 100%""#, "$${x} $$ %% $5 100%"),
    (r#""{0} {{1}}""#, "{0} {{1}}"),
];

#[test]
fn the_texts_of_a_spec_arrive_unchanged() {
    let pairs = TEXTS.iter().enumerate();
    let pairs = pairs.map(|(at, (written, _))| format!("      key{at} = {written}\n"));
    let pairs: String = pairs.collect();
    let files = built(&format!(
        "service \"shop\" {{\n  thing \"one\" {{\n    value = {{\n{pairs}    }}\n  }}\n}}\n"
    ));
    let Some(template) = compiled(&accepted("texts_of_a_spec", files)) else {
        return;
    };
    let resources = template["resources"].as_array().unwrap();
    let kept = resources
        .iter()
        .find_map(|resource| resource["properties"].get("metadata"));
    for (at, (written, expected)) in TEXTS.iter().enumerate() {
        let arrived = &kept.unwrap()[format!("key{at}")];
        // A second bracket before a text in brackets tells ARM that it is no expression.
        let escape = if expected.starts_with('[') { "[" } else { "" };
        let expected = format!("{escape}{expected}");
        assert_eq!(*arrived, Value::from(expected), "{written}");
    }
}

#[test]
fn an_output_has_the_type_that_the_module_declares() {
    let outputs = ["days", "closed", "number"];
    let outputs =
        outputs.map(|name| format!("  output \"{name}\" {{ value = thing.one.{name} }}\n"));
    let spec = format!(
        "service \"shop\" {{\n  thing \"one\" {{}}\n{}}}\n",
        outputs.concat()
    );
    let files = accepted("types_of_outputs", built(&spec));
    let main = &files
        .iter()
        .find(|file| file.name == "main.bicep")
        .unwrap()
        .text;
    for line in [
        "output days int = oneLogs.properties.retentionInDays\n",
        "output closed bool = oneLogs.properties.features.disableLocalAuth\n",
        "output number string = oneLogs.properties.customerId\n",
    ] {
        assert!(main.contains(line), "{line}{main}");
    }
}

/// `.ci/run` builds these as Bicep and through azapi, and has both evaluated.
#[test]
fn every_function_that_both_formats_compute_at_deployment_is_compared() {
    let folder = "tests/cases/deferred";
    let files = ["service.plat", "modules/echo/1.0.0/azure.plat"];
    let text = files.map(|file| std::fs::read_to_string(format!("{folder}/{file}")).unwrap());
    let text = text.concat();
    let everywhere = all().filter(|of| of.deferral == Deferral::Everywhere);
    let missing: Vec<_> = everywhere
        .map(|of| of.name)
        .filter(|name| !calls(&text, name))
        .collect();
    assert_eq!(missing, [""; 0], "not in {folder}");
}

/// `.ci/run` builds it as Bicep and through azapi, and has both evaluated.
#[test]
fn what_stands_in_another_resource_group_has_a_file_of_its_own() {
    let folder = "tests/cases/elsewhere";
    let read = |path: &str| std::fs::read_to_string(format!("{folder}/{path}")).unwrap();
    let around = [
        "platform.plat",
        "modules/guest/1.0.0/module.plat",
        "modules/guest/1.0.0/azure.plat",
    ];
    let around = around.map(|path| format!("#### {path}\n{}", read(path)));
    let spec = format!(
        "#: target azure\n{}{}",
        read("service.plat"),
        around.concat()
    );
    let outcome = case::compile(&spec);
    assert_eq!(case::codes_of(&outcome), [""; 0]);
    let [root] = <[_; 1]>::try_from(outcome.roots).unwrap_or_else(|_| panic!("one root"));
    insta::assert_snapshot!(listed(&accepted("elsewhere", root.files)));
}

/// Whether a text calls a function, and not one whose name ends in the same way.
fn calls(text: &str, function: &str) -> bool {
    let call = format!("{function}(");
    let mut found = text.match_indices(&call);
    found.any(|(at, _)| !text[..at].ends_with(|letter: char| letter.is_alphanumeric()))
}

/// What a spec becomes in Bicep.
fn built(spec: &str) -> Vec<File> {
    let outcome = case::compile(&format!("#: target azure\n{spec}{SURROUNDINGS}"));
    assert_eq!(case::codes_of(&outcome), [""; 0], "{spec}");
    let [root] = <[_; 1]>::try_from(outcome.roots).unwrap_or_else(|_| panic!("one root"));
    root.files
}
