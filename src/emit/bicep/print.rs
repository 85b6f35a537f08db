//! Tree → text, exactly as Bicep's own formatter leaves it.
//!
//! Objects and arrays that are values stand over several lines, everything else on one. The
//! formatter breaks calls and conditionals that would end beyond its width, so `fit` has taken
//! those apart before.

use super::flat::{flat, key, quoted};
use super::tree::{
    Expression, Module, Nullable, Output, Parameter, Presence, Property, Resource, Secrecy,
    Statement, Type, Used,
};

/// Hosts that the linter wants to see nowhere, because they differ between Azure's clouds.
const HOSTS: [&str; 15] = [
    "api.loganalytics.io",
    "azuredatalakeanalytics.net",
    "azuredatalakestore.net",
    "batch.core.windows.net",
    "core.windows.net",
    "database.windows.net",
    "datalake.azure.net",
    "gallery.azure.com",
    "graph.windows.net",
    "login.microsoftonline.com",
    "management.azure.com",
    "management.core.windows.net",
    "region.asazure.windows.net",
    "trafficmanager.net",
    "vault.azure.net",
];

/// What the linter is told on the line before such a host.
const HOST_IS_MEANT: &str = "#disable-next-line no-hardcoded-env-urls";

/// What the linter is told on the line before a parameter that nobody reads.
const UNUSED_IS_MEANT: &str = "#disable-next-line no-unused-params";

/// The text of a file.
pub(super) fn print(statements: &[Statement]) -> String {
    let mut lines = Lines::default();
    let mut last = None;
    for statement in statements {
        if last.is_some_and(|last| !is_group(last, statement)) {
            lines.0.push('\n');
        }
        lines.statement(statement);
        last = Some(statement);
    }
    lines.0
}

/// Whether two statements stand together without an empty line.
fn is_group(first: &Statement, second: &Statement) -> bool {
    matches!(
        (first, second),
        (Statement::Variable(..), Statement::Variable(..))
            | (Statement::Argument(..), Statement::Argument(..))
    )
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Comment(text) => self.line(0, &format!("// {text}")),
            Statement::Using(file) => self.line(0, &format!("using {}", quoted(file))),
            Statement::Metadata(name, value) => {
                self.value(0, &format!("metadata {name} = "), value);
            }
            Statement::Parameter(parameter) => self.parameter(parameter),
            Statement::Argument(name, value) => self.value(0, &format!("param {name} = "), value),
            Statement::Variable(name, value) => self.value(0, &format!("var {name} = "), value),
            Statement::Resource(resource) => self.resource(resource),
            Statement::Module(Module { name, file, body }) => {
                self.object(0, &format!("module {name} {} = ", quoted(file)), body);
            }
            Statement::Output(output) => self.output(output),
        }
    }

    fn parameter(&mut self, parameter: &Parameter) {
        self.decorators(parameter.description.as_deref(), parameter.secrecy);
        if !parameter.allowed.is_empty() {
            self.line(0, "@allowed([");
            for text in &parameter.allowed {
                self.line(1, &quoted(text));
            }
            self.line(0, "])");
        }
        if parameter.used == Used::No {
            self.line(0, UNUSED_IS_MEANT);
        }
        let optional = match parameter.nullable {
            Nullable::No => "",
            Nullable::Yes => "?",
        };
        let head = format!("param {} {}{optional}", parameter.name, word(parameter.ty));
        match &parameter.default {
            Some(default) => self.value(0, &format!("{head} = "), default),
            None => self.line(0, &head),
        }
    }

    fn output(&mut self, output: &Output) {
        self.decorators(output.description.as_deref(), output.secrecy);
        let head = format!("output {} {} = ", output.name, word(output.ty));
        self.value(0, &head, &output.value);
    }

    fn decorators(&mut self, description: Option<&str>, secrecy: Secrecy) {
        if let Some(description) = description {
            self.line(0, &format!("@description({})", quoted(description)));
        }
        if secrecy == Secrecy::Secure {
            self.line(0, "@secure()");
        }
    }

    fn resource(&mut self, resource: &Resource) {
        let existing = match resource.presence {
            Presence::Made | Presence::MadeIfMissing => "",
            Presence::Existing => " existing",
        };
        if resource.presence == Presence::MadeIfMissing {
            self.line(0, "@onlyIfNotExists()");
        }
        let kind = quoted(&resource.kind);
        let head = format!("resource {} {kind}{existing} = ", resource.name);
        self.object(0, &head, &resource.body);
    }

    fn value(&mut self, depth: usize, head: &str, value: &Expression) {
        match value {
            Expression::Object(properties) => self.object(depth, head, properties),
            Expression::Array(items) if !items.is_empty() => {
                self.line(depth, &format!("{head}["));
                for item in items {
                    self.value(depth + 1, "", item);
                }
                self.line(depth, "]");
            }
            _ => self.line(depth, &format!("{head}{}", flat(value))),
        }
    }

    fn object(&mut self, depth: usize, head: &str, properties: &[Property]) {
        if properties.is_empty() {
            return self.line(depth, &format!("{head}{{}}"));
        }
        self.line(depth, &format!("{head}{{"));
        for property in properties {
            let head = format!("{}: ", key(&property.key));
            self.value(depth + 1, &head, &property.value);
        }
        self.line(depth, "}");
    }

    fn line(&mut self, depth: usize, text: &str) {
        let lower = text.to_ascii_lowercase();
        let is_comment = text.starts_with("//");
        if !is_comment && HOSTS.iter().any(|host| lower.contains(host)) {
            self.indented(depth, HOST_IS_MEANT);
        }
        self.indented(depth, text);
    }

    fn indented(&mut self, depth: usize, text: &str) {
        self.0.push_str(&"  ".repeat(depth));
        self.0.push_str(text);
        self.0.push('\n');
    }
}

fn word(ty: Type) -> &'static str {
    match ty {
        Type::Array => "array",
        Type::Bool => "bool",
        Type::Int => "int",
        Type::Object => "object",
        Type::Text => "string",
    }
}
