//! `schema show`: one type, as people look it up.

use super::page;
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::module::page::Form;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::status::Status;
use platc::compile::Session;
use platc::problems::Problems;
use platc::schema::{Schemas, arm};
use platc::source::SourceMap;
use platc::suggest::{Hint, Words};

/// What is said where no type of the kind has a close name.
const TYPES: Words = Words {
    some: "types begin like",
    none: "write a type such as `aws_sqs_queue`, `data.aws_vpc` or `Microsoft.App/containerApps`; \
           `schemas` in a platform names files with those of other providers",
};

/// Prints a type that the program or the platform of this folder knows.
pub(super) fn show(kind: &str, form: Form, disk: &Disk, screen: Screen) -> Status {
    let (mut sources, mut problems) = (SourceMap::default(), Problems::default());
    let session = Session::new(disk);
    let Ok(platform) = session.platform(disk.here(), &mut sources, &mut problems) else {
        let mut report = Report::default();
        report.find(&problems, &sources, disk, screen);
        return report.show(screen);
    };
    let found = if kind.contains('/') {
        arm::nearest(kind)
    } else {
        platform.schemas.terraform(kind)
    };
    let Some(schema) = found else {
        return Report::of(vec![unknown(kind, &platform.schemas)], screen).show(screen);
    };
    let node = schema.node();
    let name = arm::written_name(node).unwrap_or_else(|| schema.name().to_owned());
    screen.result(&match form {
        Form::Text => page::text(&name, node),
        Form::Json => page::json(&name, node),
    });
    Status::Fine
}

fn unknown(kind: &str, schemas: &Schemas) -> Error {
    let provider = kind.split(['_', '.']).find(|word| !is_mode(word));
    let names = if kind.contains('/') {
        arm::names(kind)
    } else {
        schemas.names(provider.unwrap_or_default())
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
