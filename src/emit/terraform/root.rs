//! The files of a root module that belong to no component.

use super::known::verbatim;
use super::spelling::bare_address;
use super::translator::Translator;
use super::types::type_expression;
use crate::plan::stack::{Attribute, Output, Parameter, Provider, Stack, Value};
use crate::term::Term;
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;

/// The versions of Terraform that read everything that is emitted.
const TERRAFORM: &str = ">= 1.11.0, < 2.0.0";

/// `versions.tf.json`: Terraform itself, its providers, its state.
pub(super) fn versions(stack: &Stack, translator: &mut Translator) -> Map<String, Json> {
    let mut content = Map::new();
    content.insert("terraform".into(), terraform(stack).into());
    let configured = stack.providers.iter();
    let configured = configured.filter(|(_, provider)| !provider.configuration.is_empty());
    let blocks: Map<_, _> = configured
        .map(|(name, provider)| {
            translator.begin(format!("provider_{name}"));
            let body = translator.body(&provider.configuration);
            (name.to_string(), Json::Object(body))
        })
        .collect();
    insert_locals(&mut content, translator);
    insert_filled(&mut content, "provider", blocks);
    content
}

fn terraform(stack: &Stack) -> Map<String, Json> {
    let mut block = Map::new();
    block.insert("required_version".into(), TERRAFORM.into());
    let providers = stack.providers.iter();
    let required = providers.map(|(name, provider)| (name.to_string(), requirement(provider)));
    insert_filled(&mut block, "required_providers", required.collect());
    if let Some(backend) = &stack.backend {
        let body = verbatim_body(&backend.attributes);
        block.insert("backend".into(), json!({ backend.kind.as_ref(): body }));
    }
    block
}

fn requirement(provider: &Provider) -> Json {
    json!({
        "source": provider.source.as_ref(),
        "version": provider.requirement.as_ref(),
    })
}

/// The body of a block in which Terraform reads no templates.
fn verbatim_body(attributes: &[Attribute]) -> Map<String, Json> {
    let members = attributes.iter();
    members
        .map(|attribute| {
            let value = match &attribute.value {
                Value::Term(term) => verbatim(term),
                Value::Block(body) => verbatim_body(body).into(),
                Value::Blocks(bodies) => bodies.iter().map(|body| verbatim_body(body)).collect(),
            };
            (attribute.name.to_string(), value)
        })
        .collect()
}

/// `variables.tf.json`: what is given at deployment.
pub(super) fn variables(stack: &Stack) -> Map<String, Json> {
    let variables = stack.parameters.iter();
    let variables = variables.map(|(name, of)| (name.to_string(), variable(of)));
    let mut content = Map::new();
    insert_filled(&mut content, "variable", variables.collect());
    content
}

fn variable(parameter: &Parameter) -> Json {
    let mut body = Map::new();
    body.insert("type".into(), type_expression(&parameter.ty).into());
    insert_description(&mut body, parameter.description.as_ref());
    if let Some(default) = &parameter.default {
        body.insert("default".into(), verbatim(default));
    }
    if parameter.ephemeral {
        body.insert("ephemeral".into(), true.into());
    }
    if parameter.sensitive {
        body.insert("sensitive".into(), true.into());
    }
    let has_null = parameter.default.as_ref().is_some_and(Term::is_null);
    if !has_null {
        body.insert("nullable".into(), false.into());
    }
    body.into()
}

/// `outputs.tf.json`: what the root module gives.
pub(super) fn outputs(stack: &Stack, translator: &mut Translator) -> Map<String, Json> {
    translator.begin("output".to_owned());
    let outputs = stack.outputs.iter();
    let outputs = outputs.map(|(name, of)| (name.to_string(), output(name, of, translator)));
    let outputs: Map<_, _> = outputs.collect();
    let mut content = Map::new();
    insert_locals(&mut content, translator);
    insert_filled(&mut content, "output", outputs);
    content
}

fn output(name: &Arc<str>, output: &Output, translator: &mut Translator) -> Json {
    let mut body = Map::new();
    insert_description(&mut body, output.description.as_ref());
    body.insert("value".into(), translator.named(name, &output.value));
    if output.value.holds_sensitive() {
        body.insert("sensitive".into(), true.into());
    }
    body.into()
}

/// `moved.tf.json`: resources whose address changed.
pub(super) fn moved(stack: &Stack) -> Map<String, Json> {
    let mut content = Map::new();
    if !stack.moved.is_empty() {
        let moves = stack.moved.iter();
        let moves =
            moves.map(|(from, to)| json!({ "from": bare_address(from), "to": bare_address(to) }));
        content.insert("moved".into(), moves.collect());
    }
    content
}

fn insert_description(body: &mut Map<String, Json>, description: Option<&Arc<str>>) {
    if let Some(description) = description {
        body.insert("description".into(), description.as_ref().into());
    }
}

fn insert_locals(content: &mut Map<String, Json>, translator: &mut Translator) {
    insert_filled(content, "locals", std::mem::take(&mut translator.locals));
}

fn insert_filled(content: &mut Map<String, Json>, name: &str, group: Map<String, Json>) {
    if !group.is_empty() {
        content.insert(name.to_owned(), group.into());
    }
}
