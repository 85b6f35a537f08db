//! `schema show`: one type, as people look it up.

use super::page;
use crate::cli::error::Error;
use crate::cli::module::page::Form;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::status::Status;
use platc::schema::{Schema, arm, terraform};
use platc::suggest::{Hint, Words};

/// What is said where no type of the kind has a close name.
const TYPES: Words = Words {
    some: "types begin like",
    none: "write a type such as `aws_sqs_queue`, `data.aws_vpc` or `Microsoft.App/containerApps`; \
           `platc schema import` reads those of other providers",
};

/// Prints a type.
pub(super) fn show(kind: &str, form: Form, screen: Screen) -> Status {
    let found = if kind.contains('/') {
        arm::nearest(kind)
    } else {
        terraform::find(kind)
    };
    let node = found.as_ref().and_then(Schema::node);
    let (Some(schema), Some(node)) = (&found, node) else {
        return Report::of(vec![unknown(kind)], screen).show(screen);
    };
    let name = arm::written_name(node).unwrap_or_else(|| schema.name().to_owned());
    screen.result(&match form {
        Form::Text => page::text(&name, node),
        Form::Json => page::json(&name, node),
    });
    Status::Fine
}

fn unknown(kind: &str) -> Error {
    let provider = kind.split(['_', '.']).find(|word| !is_mode(word));
    let names = if kind.contains('/') {
        arm::names(kind)
    } else {
        terraform::names(provider.unwrap_or_default())
    };
    let known: Vec<_> = names.iter().map(String::as_str).collect();
    let hint = match Hint::of(kind, &known, TYPES) {
        Hint::Others(_) => Hint::Others(TYPES.none.to_owned()),
        closest @ Hint::Closest(_) => closest,
    };
    let name = kind.to_owned();
    Error::UnknownType { name, hint }
}

fn is_mode(word: &str) -> bool {
    matches!(word, "data" | "ephemeral" | "provider")
}
