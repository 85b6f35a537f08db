//! The files of a root module that belong to no component.

use super::expression::steps;
use super::json::{Json, Object, add_filled};
use super::known::verbatim;
use super::spelling::bare_address;
use super::translator::Translator;
use super::tree::{path, print, stepped};
use super::types::type_expression;
use crate::plan::stack::{Attribute, Output, Parameter, Provider, Stack, Value};
use crate::term::Term;
use crate::term::address::Address;
use crate::term::expression::Step;
use crate::term::types::{Presence, Type};
use std::sync::Arc;

/// The versions of Terraform that read everything that is emitted.
const TERRAFORM: &str = ">= 1.11.0, < 2.0.0";

/// `versions.tf.json`: Terraform itself, its providers, its state.
pub(super) fn versions(stack: &Stack, translator: &mut Translator) -> Object {
    let mut content = Object::new();
    content.push(("terraform".into(), Json::Object(terraform(stack))));
    let configured = stack.providers.iter();
    let configured = configured.filter(|(_, provider)| !provider.configuration.is_empty());
    let blocks: Object = configured
        .map(|(name, provider)| {
            translator.begin(format!("provider_{name}"));
            let body = translator.body(&provider.configuration);
            (name.clone(), Json::Object(body))
        })
        .collect();
    add_locals(&mut content, translator);
    add_filled(&mut content, "provider", blocks);
    content
}

fn terraform(stack: &Stack) -> Object {
    let mut block = Object::new();
    block.push(("required_version".into(), Json::text(TERRAFORM)));
    let providers = stack.providers.iter();
    let required = providers.map(|(name, provider)| (name.clone(), requirement(provider)));
    add_filled(&mut block, "required_providers", required.collect());
    if let Some(backend) = &stack.backend {
        let body = verbatim_body(&backend.attributes);
        block.push((
            "backend".into(),
            Json::Object(vec![(backend.kind.clone(), Json::Object(body))]),
        ));
    }
    block
}

/// Terraform refuses a requirement that is empty: a module may leave the version to others.
fn requirement(provider: &Provider) -> Json {
    let mut body = vec![("source".into(), Json::text(&*provider.source))];
    if !provider.requirement.is_empty() {
        body.push(("version".into(), Json::text(&*provider.requirement)));
    }
    Json::Object(body)
}

/// The body of a block in which Terraform reads no templates.
fn verbatim_body(attributes: &[Attribute]) -> Object {
    let members = attributes.iter();
    members
        .map(|attribute| {
            let value = match &attribute.value {
                Value::Term(term) => verbatim(term),
                Value::Block(body) => Json::Object(verbatim_body(body)),
                Value::Blocks(bodies) => {
                    let bodies = bodies.iter().map(|body| Json::Object(verbatim_body(body)));
                    Json::List(bodies.collect())
                }
            };
            (attribute.name.clone(), value)
        })
        .collect()
}

/// `variables.tf.json`: what is given at deployment.
pub(super) fn variables(stack: &Stack) -> Object {
    let variables = stack.parameters.iter();
    let variables = variables.map(|(name, of)| (name.clone(), variable(name, of)));
    let mut content = Object::new();
    add_filled(&mut content, "variable", variables.collect());
    content
}

fn variable(name: &str, parameter: &Parameter) -> Json {
    let mut body = Object::new();
    body.push(("type".into(), Json::Text(type_expression(&parameter.ty))));
    add_description(&mut body, parameter.description.as_ref());
    if let Some(default) = &parameter.default {
        body.push(("default".into(), verbatim(default)));
    }
    if parameter.ephemeral {
        body.push(("ephemeral".into(), Json::Bool(true)));
    }
    if parameter.sensitive {
        body.push(("sensitive".into(), Json::Bool(true)));
    }
    let has_null = parameter.default.as_ref().is_some_and(Term::is_null);
    if !has_null {
        body.push(("nullable".into(), Json::Bool(false)));
        body.extend(validation(name, &parameter.ty));
    }
    Json::Object(body)
}

/// Terraform takes null for a field that must be given, and no expression expects that.
fn validation(name: &str, ty: &Type) -> Option<(Arc<str>, Json)> {
    let mut required = Vec::new();
    add_required(ty, &mut Vec::new(), &mut required);
    let conditions = required.iter().map(|way| {
        let field = stepped(path(&["var", name]), steps(way));
        [&print(&field), " != null"].concat()
    });
    let condition = conditions.collect::<Vec<_>>().join(" && ");
    let message = format!("A field of {name} that must be given is null.");
    let body = vec![
        ("condition".into(), Json::Text(format!("${{{condition}}}"))),
        ("error_message".into(), Json::Text(message)),
    ];
    (!required.is_empty()).then(|| ("validation".into(), Json::Object(body)))
}

/// Adds the ways to the fields that must be given, where nothing around them may be null.
fn add_required(ty: &Type, way: &mut Vec<Step>, required: &mut Vec<Vec<Step>>) {
    let Type::Object(fields) = ty else {
        return;
    };
    for (name, field) in fields.iter().filter(|(_, field)| !field.may_be_null()) {
        way.push(Step::Field(name.clone()));
        if field.presence == Presence::Required {
            required.push(way.clone());
        }
        add_required(&field.ty, way, required);
        way.pop();
    }
}

/// `outputs.tf.json`: what the root module gives.
pub(super) fn outputs(stack: &Stack, translator: &mut Translator) -> Object {
    translator.begin("output".to_owned());
    let outputs = stack.outputs.iter();
    let outputs = outputs.map(|(name, of)| (name.clone(), output(name, of, translator)));
    let outputs: Object = outputs.collect();
    let mut content = Object::new();
    add_locals(&mut content, translator);
    add_filled(&mut content, "output", outputs);
    content
}

fn output(name: &Arc<str>, output: &Output, translator: &mut Translator) -> Json {
    let mut body = Object::new();
    add_description(&mut body, output.description.as_ref());
    body.push(("value".into(), translator.named(name, &output.value)));
    if output.value.holds_sensitive() {
        body.push(("sensitive".into(), Json::Bool(true)));
    }
    Json::Object(body)
}

/// `moved.tf.json`: resources whose address changed, and those that are forgotten and left alone.
pub(super) fn moved(stack: &Stack) -> Object {
    let mut content = Object::new();
    if !stack.moved.is_empty() {
        let moves = stack.moved.iter();
        let moves = moves.map(|(from, to)| moved_block(from, to));
        content.push(("moved".into(), Json::List(moves.collect())));
    }
    if !stack.removed.is_empty() {
        let removed = stack.removed.iter().map(|from| removed_block(from));
        content.push(("removed".into(), Json::List(removed.collect())));
    }
    content
}

fn moved_block(from: &Address, to: &Address) -> Json {
    Json::Object(vec![
        ("from".into(), Json::Text(bare_address(from))),
        ("to".into(), Json::Text(bare_address(to))),
    ])
}

fn removed_block(from: &Address) -> Json {
    let destroy = vec![("destroy".into(), Json::Bool(false))];
    Json::Object(vec![
        ("from".into(), Json::Text(bare_address(from))),
        ("lifecycle".into(), Json::Object(destroy)),
    ])
}

fn add_description(body: &mut Object, description: Option<&Arc<str>>) {
    if let Some(description) = description {
        body.push(("description".into(), Json::text(&**description)));
    }
}

fn add_locals(content: &mut Object, translator: &mut Translator) {
    add_filled(content, "locals", std::mem::take(&mut translator.locals));
}
