//! What stands around the resources of `main.bicep`: parameters, variables, outputs.

use super::names::Names;
use super::scope::Scope;
use super::tree::{Expression, Nullable, Output, Parameter, Piece, Secrecy, Statement, Type, Used};
use super::types;
use crate::plan::arm::LongText;
use crate::plan::stack::{self, Stack};
use crate::term::Term;
use crate::term::types::Type as Declared;
use std::collections::BTreeSet;

/// The statements before the resources; what nobody reads is left out, unless people give it.
pub(super) fn head(
    stack: &Stack,
    scope: &Scope,
    texts: &[(String, LongText)],
    read: &BTreeSet<&str>,
) -> Vec<Statement> {
    let mut statements = vec![header(stack)];
    if let Some(description) = &stack.description {
        let text = Expression::text(&**description);
        statements.push(Statement::Metadata("description", text));
    }
    statements.extend(parameters(stack, scope, read));
    if read.contains(&*scope.location) {
        statements.push(location(stack, scope));
    }
    let texts = texts.iter().filter(|(name, _)| read.contains(&**name));
    statements.extend(texts.map(|(name, text)| long(name, text)));
    statements.extend(variables(stack, scope, read));
    statements
}

/// Who made the file, and what to change instead of it.
fn header(stack: &Stack) -> Statement {
    let Stack {
        service,
        environment,
        spec,
        ..
    } = stack;
    Statement::Comment(format!(
        "{service}, {environment}: made by platc from {spec}. Change the spec, not this file."
    ))
}

fn parameters(stack: &Stack, scope: &Scope, read: &BTreeSet<&str>) -> Vec<Statement> {
    let named = stack.parameters.iter();
    let named = named.filter_map(|(name, of)| Some((scope.parameters.get(name)?, of)));
    named
        .map(|(name, of)| {
            let used = if read.contains(&**name) {
                Used::Yes
            } else {
                Used::No
            };
            Statement::Parameter(parameter(name, of, used))
        })
        .collect()
}

fn parameter(name: &str, of: &stack::Parameter, used: Used) -> Parameter {
    let default = of.default.as_ref().filter(|default| !default.is_null());
    let ty = match (&of.ty, default) {
        (Declared::Any, Some(default)) => types::of_term(default),
        (ty, _) => types::of(ty),
    };
    Parameter {
        name: name.to_owned(),
        ty,
        nullable: if is_nullable(of) {
            Nullable::Yes
        } else {
            Nullable::No
        },
        description: of.description.as_deref().map(str::to_owned),
        secrecy: secrecy(of.sensitive, ty),
        allowed: allowed(&of.ty),
        default: match of.generated {
            Some(_) => Some(random()),
            None => default.map(|default| Scope::default().expression(default)),
        },
        used,
    }
}

/// A text that is another for each deployment: 244 random bits.
fn random() -> Expression {
    let part = || Piece::Value(Expression::Call("newGuid", Vec::new()));
    Expression::Text(vec![part(), part()])
}

/// Whether nothing need be given, and nothing is the default.
fn is_nullable(parameter: &stack::Parameter) -> bool {
    parameter.default.as_ref().is_some_and(Term::is_null)
}

/// Bicep keeps texts and objects secret, nothing else.
fn secrecy(sensitive: bool, ty: Type) -> Secrecy {
    if sensitive && matches!(ty, Type::Text | Type::Object) {
        Secrecy::Secure
    } else {
        Secrecy::Plain
    }
}

fn allowed(ty: &Declared) -> Vec<String> {
    match ty {
        Declared::Enum(members) => members.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

fn location(stack: &Stack, scope: &Scope) -> Statement {
    let known = stack
        .location
        .as_ref()
        .filter(|location| location.is_known());
    let group = || Expression::Call("resourceGroup", Vec::new()).member("location");
    let default = known.map_or_else(group, |known| Scope::default().expression(known));
    plain(&scope.location, "Region of the resources.", default)
}

fn long(name: &str, text: &LongText) -> Statement {
    plain(name, &text.description, Expression::text(&*text.text))
}

fn plain(name: &str, description: &str, default: Expression) -> Statement {
    Statement::Parameter(Parameter {
        name: name.to_owned(),
        ty: Type::Text,
        nullable: Nullable::No,
        description: Some(description.to_owned()),
        secrecy: Secrecy::Plain,
        allowed: Vec::new(),
        default: Some(default),
        used: Used::Yes,
    })
}

fn variables(stack: &Stack, scope: &Scope, read: &BTreeSet<&str>) -> Vec<Statement> {
    let roles = role_definitions(scope);
    let tags = stack.tags.as_ref();
    let tags = tags.map(|tags| Statement::Variable(scope.tags.clone(), scope.expression(tags)));
    let all = std::iter::once(roles).chain(tags);
    all.filter(|statement| match statement {
        Statement::Variable(name, _) => read.contains(&**name),
        _ => true,
    })
    .collect()
}

/// The type of role definitions, which every assignment of a role names.
pub(super) fn role_definitions(scope: &Scope) -> Statement {
    let kind = Expression::text("Microsoft.Authorization/roleDefinitions");
    Statement::Variable(scope.role_definitions.clone(), kind)
}

/// What the file gives.
pub(super) fn outputs(stack: &Stack, scope: &Scope) -> Vec<Statement> {
    named_outputs(stack)
        .map(|(name, output)| {
            let ty = types::of_term(&output.value);
            Statement::Output(Output {
                name,
                ty,
                description: output.description.as_deref().map(str::to_owned),
                secrecy: secrecy(output.value.holds_sensitive(), ty),
                value: given(scope, &output.value),
            })
        })
        .collect()
}

/// The outputs, by their names in the file.
pub(super) fn named_outputs(stack: &Stack) -> impl Iterator<Item = (String, &stack::Output)> {
    let mut names = Names::default();
    let outputs = stack.outputs.iter();
    outputs.map(move |(name, output)| (names.take_output(name), output))
}

/// What an output gives. No type holds a number that is not whole, so that is given as text.
fn given(scope: &Scope, value: &Term) -> Expression {
    match value.as_number() {
        Some(number) if number.to_i64().is_none() => Expression::text(number.to_string()),
        _ => scope.expression(value),
    }
}

/// A file that gives what has no default, from the environment; none if everything has one.
pub(super) fn arguments(stack: &Stack, scope: &Scope) -> Option<Vec<Statement>> {
    let asked = stack
        .parameters
        .iter()
        .filter(|(_, of)| of.default.is_none() && of.generated.is_none());
    let mut arguments = asked.filter_map(|(name, of)| {
        let symbol = scope.parameters.get(name)?;
        Some(Statement::Argument(
            symbol.clone(),
            from_environment(name, of),
        ))
    });
    let first = arguments.next()?;
    let using = Statement::Using("./main.bicep".to_owned());
    Some([using, first].into_iter().chain(arguments).collect())
}

fn from_environment(name: &str, parameter: &stack::Parameter) -> Expression {
    let variable = Expression::text(name.replace('-', "_").to_ascii_uppercase());
    let text = Expression::Call("readEnvironmentVariable", vec![variable]);
    match types::of(&parameter.ty) {
        Type::Text => text,
        Type::Bool => Expression::Call("bool", vec![text]),
        Type::Int => Expression::Call("int", vec![text]),
        Type::Array | Type::Object => Expression::Call("json", vec![text]),
    }
}
