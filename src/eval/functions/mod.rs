//! The functions of the language.
//!
//! A function is a [`Definition`] in a table: its name, what it takes, how it is computed, and
//! whether a call of it may be left to deployment. Those that Terraform has too have its names and
//! its results. None reads a clock, a file or chance.
//!
//! [`call`] converts the arguments, computes the call if everything that it reads is known, and
//! leaves it to deployment otherwise.

mod arguments;
mod characters;
mod cidr;
mod conversion;
mod csv;
mod date_format;
mod decimal;
mod dialect;
mod elements;
mod encoding;
mod fault;
pub mod fit;
mod format;
mod given;
mod gives;
mod hashes;
mod json;
mod lists;
mod maps;
mod numbers;
mod own;
mod patterns;
mod portable;
mod sets;
mod takes;
mod texts;
mod time;
mod timestamp;
#[cfg(test)]
mod unknowns;
mod verbs;
mod yaml;

pub use fault::{Fault, Wrong};
pub use gives::Gives;
pub use portable::is_portable;
pub use takes::Takes;

use crate::maps::HashMap;
use crate::source::Span;
use crate::term::expression::{Expression, Function};
use crate::term::{Kind, Term};
use std::sync::LazyLock;

/// A function.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// Its name.
    pub name: &'static str,
    /// What its arguments are, in order.
    pub parameters: &'static [Parameter],
    /// What further arguments are, where it takes any number of them.
    pub rest: Option<Parameter>,
    /// How many of `parameters` must be given.
    pub required: usize,
    /// What a call gives.
    pub gives: Gives,
    /// Whether a call may be left to deployment.
    pub deferral: Deferral,
    /// Computes a call from arguments that are converted, and known as far as `Takes` says.
    ///
    /// [`Wrong::Unknown`] says that the result depends on a leaf that is not known.
    pub compute: Compute,
}

/// How a function is computed: from its arguments, and the place of the call.
pub type Compute = fn(&[Term], Span) -> Result<Term, Fault>;

impl Definition {
    /// A function of just these parameters that Terraform can compute at deployment.
    const fn terraform(
        name: &'static str,
        parameters: &'static [Parameter],
        gives: Gives,
        compute: Compute,
    ) -> Self {
        Self::new(name, parameters, gives, Deferral::Terraform, compute)
    }

    /// The same that Bicep can compute too.
    const fn everywhere(
        name: &'static str,
        parameters: &'static [Parameter],
        gives: Gives,
        compute: Compute,
    ) -> Self {
        Self::new(name, parameters, gives, Deferral::Everywhere, compute)
    }

    /// A function of just these parameters that must be computed before deployment.
    const fn early(
        name: &'static str,
        parameters: &'static [Parameter],
        gives: Gives,
        compute: Compute,
    ) -> Self {
        Self::new(name, parameters, gives, Deferral::Never, compute)
    }

    /// A function that takes exactly these arguments.
    const fn new(
        name: &'static str,
        parameters: &'static [Parameter],
        gives: Gives,
        deferral: Deferral,
        compute: fn(&[Term], Span) -> Result<Term, Fault>,
    ) -> Self {
        Self {
            name,
            parameters,
            rest: None,
            required: parameters.len(),
            gives,
            deferral,
            compute,
        }
    }

    /// The same with any number of further arguments.
    const fn and(self, rest: Parameter) -> Self {
        Self {
            rest: Some(rest),
            ..self
        }
    }
}

/// One argument of a function.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name, for messages.
    pub name: &'static str,
    /// What is given.
    pub takes: Takes,
}

impl Parameter {
    const fn new(name: &'static str, takes: Takes) -> Self {
        Self { name, takes }
    }
}

/// Whether a call may be left to deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deferral {
    /// It may not: no target knows the function, or its result must be known.
    Never,
    /// Terraform can compute it, Bicep can't.
    Terraform,
    /// Both can compute it, with the same result; [`is_portable`] knows the arguments for which
    /// Bicep can't.
    Everywhere,
}

/// Bytes of the longest text that a call gives.
const MOST_BYTES: usize = 10_000_000;

/// All functions, by file.
const TABLES: &[&[Definition]] = &[
    cidr::TABLE,
    conversion::TABLE,
    elements::TABLE,
    encoding::TABLE,
    format::TABLE,
    hashes::TABLE,
    lists::TABLE,
    maps::TABLE,
    numbers::TABLE,
    own::TABLE,
    patterns::TABLE,
    sets::TABLE,
    texts::TABLE,
    time::TABLE,
];

static BY_NAME: LazyLock<HashMap<&str, &Definition>> = LazyLock::new(|| {
    all()
        .map(|definition| (definition.name, definition))
        .collect()
});

/// The function of that name.
pub fn find(name: &str) -> Option<&'static Definition> {
    BY_NAME.get(name).copied()
}

/// Every function.
pub fn all() -> impl Iterator<Item = &'static Definition> {
    TABLES.iter().copied().flatten()
}

/// The result of a call: a value, or the call itself where it needs what only deployment knows.
///
/// A fault says which argument is wrong and why.
pub fn call(definition: &Definition, arguments: &[Term], span: Span) -> Result<Term, Fault> {
    check_count(definition, arguments.len())?;
    let mut converted = Vec::with_capacity(arguments.len());
    let mut known = true;
    let mut sensitive = false;
    for (at, argument) in arguments.iter().enumerate() {
        let takes = parameter(definition, at).takes;
        let argument = takes.convert(argument).map_err(|wrong| wrong.of(at))?;
        known &= takes.is_known(&argument);
        sensitive |= takes.shows(&argument);
        converted.push(argument);
    }
    let computed = if known {
        (definition.compute)(&converted, span).and_then(bounded)
    } else {
        Err(Wrong::Unknown.of(unknown(definition, &converted)))
    };
    let result = match computed {
        Err(fault) if can_wait(definition, &fault) => deferred(definition, converted, span),
        other => other?,
    };
    Ok(result.moved(span).marked(sensitive))
}

/// Whether nothing is wrong but that it is too early to compute the call.
fn can_wait(definition: &Definition, fault: &Fault) -> bool {
    fault.wrong == Wrong::Unknown && definition.deferral != Deferral::Never
}

/// Refuses what would grow from call to call.
fn bounded(result: Term) -> Result<Term, Fault> {
    let number = result.as_number();
    if number.is_some_and(|number| !number.is_bounded()) {
        return Err(Wrong::Unbounded.whole());
    }
    let length = result.as_text().map_or(0, |text| text.len());
    check_length(length).map_err(Wrong::whole)?;
    Ok(result)
}

/// Refuses a text that is too long. Functions whose result can be much longer than what they
/// are given ask before they write it.
fn check_length(bytes: usize) -> Result<(), Wrong> {
    if bytes > MOST_BYTES {
        return Err(Wrong::Unbounded);
    }
    Ok(())
}

fn deferred(definition: &Definition, arguments: Vec<Term>, span: Span) -> Term {
    let call = Expression::Call(Function(definition.name), arguments);
    Kind::Deferred(call.into()).at(span)
}

/// The first argument that is not known as far as it must be.
fn unknown(definition: &Definition, arguments: &[Term]) -> usize {
    let mut numbered = arguments.iter().enumerate();
    let unknown =
        numbered.find(|(at, argument)| !parameter(definition, *at).takes.is_known(argument));
    unknown.map_or(0, |(at, _)| at)
}

fn parameter(definition: &Definition, at: usize) -> Parameter {
    let named = definition.parameters.get(at).copied();
    named.or(definition.rest).unwrap_or(Parameter {
        name: "",
        takes: Takes::Any,
    })
}

fn check_count(definition: &Definition, given: usize) -> Result<(), Fault> {
    let most = definition.parameters.len();
    let fits = given >= definition.required && (given <= most || definition.rest.is_some());
    if fits {
        return Ok(());
    }
    Err(Fault::count(definition, given))
}
