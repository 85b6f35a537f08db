//! The stack against what its output can say.
//!
//! INVARIANT: a stack that passes can be emitted in its dialect without loss, so emitters need not
//! fail.

mod access;
mod access_error;
mod azure;
mod bicep;
mod edits;
mod error;
mod fit;
mod generated;
mod given;
mod names;
mod references;
mod scalar;
mod schema_error;
mod schemas;
mod segments;
mod shape;
pub(crate) mod statements;

use crate::check::Checked;
use crate::eval::class::{Class, class};
use crate::eval::functions::{self, is_portable};
use crate::plan::stack::{Attribute, Resource, Stack, Value};
use crate::problems::{Problems, Reported};
use crate::source::Span;
use crate::term::expression::Expression;
use crate::term::operator::BinaryOperator;
use crate::term::{Kind, Term};
use error::{Error, Unsayable};

/// All texts of a root module may have this many bytes together.
const MOST_BYTES: usize = 32 << 20;

/// What names a resource, or is said of it, for everybody to see.
const SHOWN: [&str; 6] = [
    "name",
    "name_prefix",
    "bucket",
    "identifier",
    "family",
    "tags",
];

/// The language of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Terraform JSON.
    Terraform,
    /// Bicep.
    Bicep,
}

/// Reports everything that the dialect can't say, and everything that a provider does not take.
pub fn verify(
    stack: &Stack,
    service: &Checked<'_>,
    dialect: Dialect,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let mut verifier = Verifier {
        dialect,
        problems,
        result: Ok(()),
        room: MOST_BYTES,
    };
    for resource in stack.resources.values() {
        verifier.resource(resource);
    }
    for default in stack
        .parameters
        .values()
        .filter_map(|parameter| parameter.default.as_ref())
    {
        verifier.term(default);
    }
    if let Some(tags) = &stack.tags {
        verifier.shown("tags", tags);
        verifier.term(tags);
    }
    for output in stack.outputs.values() {
        verifier.term(&output.value);
    }
    for provider in stack.providers.values() {
        verifier.attributes(&provider.configuration);
    }
    if let Some(backend) = &stack.backend {
        verifier.backend(&backend.attributes);
    }
    let mut said = verifier.result;
    said = said.and(generated::verify(stack, problems));
    if dialect == Dialect::Bicep {
        said = said.and(bicep::verify(stack, problems));
    }
    let differ = names::verify(stack, service, problems);
    let differ = differ.and(names::parameters(stack, problems));
    let fits = schemas::verify(stack, service, problems);
    said.and(differ)
        .and(fits)
        .and(access::verify(stack, service, problems))
}

struct Verifier<'p> {
    dialect: Dialect,
    problems: &'p mut Problems,
    result: Result<(), Reported>,
    /// How many bytes of text may still come.
    room: usize,
}

impl Verifier<'_> {
    fn report(&mut self, error: Error) {
        self.result = Err(self.problems.report(error));
    }

    fn resource(&mut self, resource: &Resource) {
        self.attributes(&resource.attributes);
        let shown = resource
            .attributes
            .iter()
            .filter(|attribute| SHOWN.contains(&&*attribute.name));
        for attribute in shown {
            if let Value::Term(term) = &attribute.value {
                self.shown(&attribute.name, term);
            }
        }
    }

    fn shown(&mut self, name: &str, term: &Term) {
        if term.holds_sensitive() {
            let (name, at) = (name.to_owned(), term.span);
            self.report(Error::Shown { name, at });
        }
    }

    fn attributes(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            match &attribute.value {
                Value::Term(term) => self.term(term),
                Value::Block(body) => self.attributes(body),
                Value::Blocks(bodies) => bodies.iter().for_each(|body| self.attributes(body)),
            }
        }
    }

    /// Terraform reads its backend before it knows any value.
    fn backend(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            match &attribute.value {
                Value::Term(term) if term.is_known() => self.term(term),
                Value::Term(term) => self.report(Error::UnknownBackend { at: term.span }),
                Value::Block(body) => self.backend(body),
                Value::Blocks(bodies) => bodies.iter().for_each(|body| self.backend(body)),
            }
        }
    }

    /// Takes room for a text; that there is none left is said once.
    fn text(&mut self, text: &str, at: Span) {
        let before = self.room;
        self.room = before.saturating_sub(text.len());
        if before > 0 && self.room == 0 {
            self.report(Error::TooLarge { at });
        }
    }

    fn term(&mut self, term: &Term) {
        match &term.kind {
            Kind::Null | Kind::Bool(_) => {}
            Kind::Text(text) => self.text(text, term.span),
            Kind::Number(number) if number.decimal().is_some() => {}
            Kind::Number(_) => self.report(Error::EndlessDecimal { at: term.span }),
            Kind::Duration(_) => self.unsayable(Unsayable::Duration, term.span),
            Kind::Size(_) => self.unsayable(Unsayable::Size, term.span),
            Kind::Grant(_) => self.unsayable(Unsayable::Grant, term.span),
            Kind::Secret(_) => self.unsayable(Unsayable::Secret, term.span),
            Kind::List(items) | Kind::Set(items) => items.iter().for_each(|item| self.term(item)),
            Kind::Object(object) => object.values().for_each(|value| self.term(value)),
            Kind::Deferred(expression) => {
                self.expression(expression, term.span);
                expression.operands().for_each(|term| self.term(term));
            }
        }
    }

    fn unsayable(&mut self, what: Unsayable, at: Span) {
        self.report(Error::Unsayable { what, at });
    }

    fn expression(&mut self, expression: &Expression, at: Span) {
        if self.dialect == Dialect::Terraform {
            return;
        }
        match expression {
            Expression::Call(function, arguments) => {
                let definition = functions::find(function.0);
                let portable = definition.is_none_or(|known| is_portable(known, arguments));
                if !portable || matches!(function.0, "try" | "can") {
                    self.not_in_bicep(&function.to_string(), expression, at);
                }
            }
            Expression::Binary(BinaryOperator::Divide, ..) => {
                self.not_in_bicep("/", expression, at);
            }
            Expression::Binary(BinaryOperator::Equal | BinaryOperator::NotEqual, ..) => {}
            Expression::Binary(operator, left, right) => {
                self.converts_nothing(operator.symbol(), &[left, right], at);
            }
            Expression::Unary(operator, operand) => {
                self.converts_nothing(operator.symbol(), &[operand], at);
            }
            Expression::Conditional { condition, .. } => {
                self.converts_nothing("?", &[condition], at);
            }
            _ => {}
        }
    }

    /// The operand that is not known is where the mistake is.
    fn not_in_bicep(&mut self, operation: &str, expression: &Expression, at: Span) {
        let unknown = expression.operands().find(|operand| !operand.is_known());
        self.report(Error::NotInBicep {
            what: format!("`{operation}`"),
            at: unknown.map_or(at, |operand| operand.span),
        });
    }

    /// Bicep makes neither numbers nor truths of texts, and knows whole numbers only.
    fn converts_nothing(&mut self, operator: &str, operands: &[&Term], at: Span) {
        let is_converted = |term: &&Term| match &term.kind {
            Kind::Number(number) => !number.is_integer(),
            _ => class(term) == Some(Class::Text),
        };
        if operands.iter().any(is_converted) {
            let what = format!("`{operator}`");
            self.report(Error::NotInBicep { what, at });
        }
    }
}
