//! A document as text: one line for each thing that it holds, with what was read of it.

use super::outline::expression;
use platc::document::composite::Composite;
use platc::document::implementation::{
    Access, Implementation, Instances, Lifecycle, Repeat, Resource, ResourceKey,
};
use platc::document::module::{Change, Migration, Module};
use platc::document::platform::{Platform, Target};
use platc::document::service::{Component, Requirement, Service};
use platc::document::{Document, Parameter};
use platc::maps::IndexMap;
use platc::names::ModuleName;
use platc::syntax::tree::{Attribute, Body, Expression, Item, Word};
use std::fmt::{Display, Write};

/// The lines of a document.
pub(crate) fn outline(document: &Document) -> String {
    let mut lines = Lines(String::new());
    match document {
        Document::Service(of) => service(&mut lines, of),
        Document::Platform(of) => platform(&mut lines, of),
        Document::Module(of) => module(&mut lines, of),
        Document::Implementation(of) => implementation(&mut lines, of),
        Document::Composite(of) => composite(&mut lines, of),
    }
    lines.0
}

struct Lines(String);

impl Lines {
    fn line(&mut self, indent: usize, line: impl Display) {
        writeln!(self.0, "{:indent$}{line}", "").unwrap();
    }

    fn value(&mut self, indent: usize, name: &str, value: Option<&Expression>) {
        if let Some(value) = value {
            self.line(indent, format!("{name} = {}", expression(value)));
        }
    }

    fn attributes<'a, K: Display + 'a>(
        &mut self,
        indent: usize,
        word: &str,
        attributes: impl IntoIterator<Item = (&'a K, &'a Attribute)>,
    ) {
        for (name, attribute) in attributes {
            let value = expression(&attribute.value);
            self.line(indent, format!("{word}{name} = {value}"));
        }
    }
}

fn composite(lines: &mut Lines, of: &Composite) {
    lines.line(0, "composite");
    requirements(lines, &of.requirements);
    lines.attributes(2, "local ", &of.locals);
    for component in of.components.values() {
        self::component(lines, 2, component);
    }
    for (name, output) in &of.outputs {
        let (value, said) = (expression(&output.value), output.approximated.as_ref());
        lines.line(2, format!("output {name} = {value}{}", sentence(said)));
    }
    for (name, passed) in &of.grants {
        lines.line(2, format!("grant {name} = {}", expression(&passed.grants)));
    }
}

fn requirements(lines: &mut Lines, of: &IndexMap<ModuleName, Requirement>) {
    for (module, requirement) in of {
        lines.line(2, format!("needs {module} {}", requirement.versions.text));
    }
}

fn service(lines: &mut Lines, of: &Service) {
    lines.line(0, format!("service {}", of.name));
    lines.value(2, "owner", of.owner.as_ref());
    lines.value(2, "description", of.description.as_ref());
    requirements(lines, &of.requirements);
    for (name, of) in &of.parameters {
        parameter(lines, name, of);
    }
    lines.attributes(2, "local ", &of.locals);
    for component in of.components.values() {
        self::component(lines, 2, component);
    }
    for (name, output) in &of.outputs {
        let (value, said) = (expression(&output.value), output.description.as_ref());
        lines.line(2, format!("output {name} = {value}{}", sentence(said)));
    }
    for (name, environment) in &of.environments {
        lines.line(2, format!("environment {name}"));
        lines.attributes(4, "local ", &environment.locals);
        for component in environment.components.values() {
            self::component(lines, 4, component);
        }
    }
}

fn parameter(lines: &mut Lines, name: impl Display, of: &Parameter) {
    let sensitive = if of.sensitive { " sensitive" } else { "" };
    let said = sentence(of.description.as_ref());
    lines.line(2, format!("parameter {name}: {}{sensitive}{said}", of.ty));
    lines.value(4, "default", of.default.as_ref());
}

fn component(lines: &mut Lines, indent: usize, of: &Component) {
    let renamed = of
        .renamed_from
        .iter()
        .map(|(old, _)| format!(", once {old}"));
    let renamed: String = renamed.collect();
    lines.line(indent, format!("{} {}{renamed}", of.module, of.name));
    lines.value(indent + 2, "when", of.when.as_ref());
    lines.attributes(indent + 2, "", &of.inputs);
    for of in &of.overrides {
        let items = items(&of.body);
        lines.line(
            indent + 2,
            format!("override {}: {items}", of.resource.text),
        );
    }
}

fn platform(lines: &mut Lines, of: &Platform) {
    lines.line(0, format!("platform {}", of.name));
    for (name, words) in [
        ("modules", &of.modules),
        ("schemas", &of.schemas),
        ("deny", &of.deny),
        ("forbid_override", &of.forbid_override),
    ] {
        if !words.is_empty() {
            lines.line(2, format!("{name}: {}", texts(words)));
        }
    }
    lines.value(2, "output", of.output.as_ref());
    lines.value(2, "name", of.pattern.as_ref());
    lines.value(2, "tags", of.tags.as_ref());
    for (name, target) in &of.targets {
        self::target(lines, 2, name, target);
    }
    for (name, environment) in &of.environments {
        let protect = if environment.protect {
            ", protected"
        } else {
            ""
        };
        lines.line(2, format!("environment {name}{protect}"));
        for (name, target) in &environment.targets {
            self::target(lines, 4, name, target);
        }
    }
}

fn target(lines: &mut Lines, indent: usize, name: impl Display, of: &Target) {
    lines.line(indent, format!("target {name}"));
    lines.attributes(indent + 2, "", &of.facts);
    lines.attributes(indent + 2, "setting ", &of.settings);
    if let Some(backend) = &of.backend {
        let items = items(&backend.body);
        lines.line(
            indent + 2,
            format!("backend {}: {items}", backend.kind.text),
        );
    }
    if let Some(provider) = &of.provider {
        lines.line(indent + 2, format!("provider: {}", items(provider)));
    }
    for (key, resource) in &of.data {
        self::resource(lines, indent + 2, key, resource);
    }
}

fn module(lines: &mut Lines, of: &Module) {
    let said = sentence(Some(&of.description));
    lines.line(0, format!("module {} {}{said}", of.name, of.version));
    for (name, input) in &of.inputs {
        let said = sentence(Some(&input.description));
        lines.line(2, format!("input {name}: {}{said}", input.ty));
        lines.value(4, "default", input.default.as_ref());
        for of in &input.validations {
            let (condition, message) = (expression(&of.condition), expression(&of.message));
            lines.line(4, format!("validate {condition}, or {message}"));
        }
    }
    for (name, of) in &of.outputs {
        let said = sentence(Some(&of.description));
        lines.line(2, format!("output {name}: {}{said}", of.ty));
    }
    for (name, of) in &of.grants {
        lines.line(
            2,
            format!("grant {name}{}", sentence(Some(&of.description))),
        );
    }
    if let Some(of) = &of.migration {
        migration(lines, of);
    }
}

fn migration(lines: &mut Lines, of: &Migration) {
    lines.line(2, format!("migrate from {}", of.from.versions.text));
    for (name, change) in &of.inputs {
        match change {
            Change::Remove { message, .. } => {
                lines.line(4, format!("input {name} is gone: {}", message.text));
            }
            Change::Set { renamed, values } => {
                lines.line(4, format!("input {name} is {}", renamed.to));
                for (before, now) in values {
                    lines.line(6, format!("{before} is {}", expression(now)));
                }
            }
        }
    }
    for (name, of) in &of.outputs {
        lines.line(4, format!("output {name} is {}", of.to));
    }
    for (name, of) in &of.grants {
        lines.line(4, format!("grant {name} is {}", of.to));
    }
}

fn implementation(lines: &mut Lines, of: &Implementation) {
    lines.line(0, format!("target {}", of.target));
    for (name, of) in &of.providers {
        let source = of
            .source
            .iter()
            .map(|source| format!(" from {}", source.text));
        let source: String = source.collect();
        lines.line(2, format!("provider {name} {}{source}", of.version.text));
    }
    for (name, of) in &of.settings {
        let said = sentence(Some(&of.description));
        lines.line(2, format!("setting {name}: {}{said}", of.ty));
        lines.value(4, "default", of.default.as_ref());
    }
    for (name, of) in &of.parameters {
        parameter(lines, name, of);
    }
    for (name, of) in &of.unsupported {
        lines.line(2, format!("input {name} unsupported: {}", of.reason));
    }
    lines.attributes(2, "local ", &of.locals);
    for (key, of) in &of.resources {
        resource(lines, 2, key, of);
    }
    let one = |of: &Instances| format!("{of} {:?}", of.index);
    for of in &of.moved {
        lines.line(2, format!("moved {} to {}", one(&of.from), one(&of.to)));
    }
    for of in &of.removed {
        lines.line(2, format!("removed {}", one(of)));
    }
    for of in &of.lost {
        lines.line(2, format!("lost {}: {}", one(&of.from), of.reason));
    }
    if let Some(of) = &of.identity {
        lines.line(2, "identity");
        lines.attributes(4, "", &of.attributes);
    }
    for (name, of) in &of.outputs {
        let value = expression(&of.value);
        lines.line(
            2,
            format!(
                "output {name} = {value}{}",
                roughly(of.approximated.as_ref())
            ),
        );
    }
    if let Some(of) = &of.reach {
        access(lines, "reach".to_owned(), of);
    }
    for (name, of) in &of.grants {
        access(lines, format!("grant {name}"), of);
    }
}

fn access(lines: &mut Lines, heading: String, of: &Access) {
    lines.line(2, heading + &roughly(of.approximated.as_ref()));
    lines.value(4, "env", of.env.as_ref());
    lines.value(4, "secrets", of.secrets.as_ref());
    lines.value(4, "scale", of.scale.as_ref());
    lines.attributes(4, "local ", &of.locals);
    for (key, of) in &of.resources {
        resource(lines, 4, key, of);
    }
}

fn resource(lines: &mut Lines, indent: usize, key: &ResourceKey, of: &Resource) {
    let (mode, kind) = (key.mode, &of.kind.text);
    lines.line(
        indent,
        format!("{mode:?} {kind} {}{}", of.name, lifecycle(&of.lifecycle)),
    );
    let indent = indent + 2;
    lines.value(indent, "when", of.when.as_ref());
    match &of.repeat {
        Some(Repeat::Count(count)) => lines.value(indent, "count", Some(count)),
        Some(Repeat::ForEach(each)) => lines.value(indent, "for_each", Some(each)),
        None => {}
    }
    for before in &of.depends_on {
        lines.line(indent, format!("after {}", expression(before)));
    }
    lines.value(indent, "parent", of.parent.as_ref());
    lines.value(indent, "scope", of.scope.as_ref());
    lines.value(indent, "identities", of.identities.as_ref());
    if of.implicit {
        lines.line(indent, "implicit");
    }
    if !of.items.is_empty() {
        lines.line(indent, names(&of.items));
    }
}

fn lifecycle(of: &Lifecycle) -> String {
    let mut words = String::new();
    if of.stateful {
        words += ", stateful";
    }
    if of.create_before_destroy {
        words += ", created before destroyed";
    }
    if !of.ignore_changes.is_empty() {
        words += ", ignoring ";
        words += &of.ignore_changes.join(" ");
    }
    words
}

fn sentence(said: Option<&String>) -> String {
    said.map_or_else(String::new, |said| format!(" # {said}"))
}

fn roughly(why: Option<&String>) -> String {
    why.map_or_else(String::new, |why| format!(" roughly: {why}"))
}

fn texts(words: &[Word]) -> String {
    let texts: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
    texts.join(", ")
}

fn items(body: &Body) -> String {
    names(&body.items)
}

fn names(items: &[Item]) -> String {
    let name = |item: &Item| match item {
        Item::Attribute(of) => of.name.text.clone(),
        Item::Block(of) => format!("{} {{}}", of.kind.text),
    };
    let names: Vec<_> = items.iter().map(name).collect();
    names.join(", ")
}
