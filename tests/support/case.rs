//! A case of several files in one: `#### path` begins a file, what stands before the first is
//! `service.plat`, which is missing if nothing stands there. Lines `#: target azure`,
//! `#: format terraform` and `#: environment prod` say what is asked for; without them it is `dev`
//! on `aws`.

use super::apply;
use platc::compile::{Format, Outcome, Request, Session, Update};
use platc::names::{EnvironmentName, Name, TargetName};
use platc::problems::{self, Edit, render};
use platc::world::MemoryWorld;
use std::fmt::Write;

/// The spec of a case.
const SPEC: &str = "service.plat";

/// What a case becomes.
pub(crate) fn compile(text: &str) -> Outcome {
    let mut world = MemoryWorld::default();
    for (path, text) in files(text) {
        world = world.with(path, text);
    }
    Session::new(&world).compile(SPEC, &request(text))
}

/// Path and text of every file.
pub(crate) fn files(text: &str) -> Vec<(&str, &str)> {
    let mut sections = text.split("#### ");
    let spec = sections.next().filter(|spec| !spec.is_empty());
    let spec = spec.map(|spec| (SPEC, spec));
    let others = sections.map(|section| section.split_once('\n').unwrap_or((section, "")));
    spec.into_iter().chain(others).collect()
}

fn request(text: &str) -> Request {
    let option = |name: &str| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("#: ")?.strip_prefix(name));
        line.map(str::trim)
    };
    let name = |text: &str| Name::new(text).unwrap();
    let environment = option("environment").unwrap_or("dev");
    let all = environment == "all";
    Request {
        target: TargetName(name(option("target").unwrap_or("aws"))),
        format: option("format").map(|format| match format {
            "bicep" => Format::Bicep,
            _ => Format::Terraform,
        }),
        environments: if all {
            Vec::new()
        } else {
            vec![EnvironmentName(name(environment))]
        },
        update: Update::Nothing,
    }
}

/// The text of a case, what is said about it, and what it becomes.
pub(crate) fn report(text: &str) -> String {
    report_of(text, &compile(text))
}

/// The same of a case that was compiled already.
pub(crate) fn report_of(text: &str, outcome: &Outcome) -> String {
    let problems = render(&outcome.problems, &outcome.sources, problems::Format::Plain);
    let mut report = format!("{text}\n──── problems ────\n{problems}");
    for root in &outcome.roots {
        for file in &root.files {
            let (folder, name) = (&root.folder, &file.name);
            writeln!(report, "\n──── {folder}/{name} ────\n{}", file.text).unwrap();
        }
    }
    report
}

/// The files of what a case becomes, but for those that say only which tools and versions are meant.
pub(crate) fn resources(outcome: &Outcome) -> String {
    let files = outcome.roots.iter().flat_map(|root| &root.files);
    let files = files.filter(|file| file.name != "versions.tf.json");
    let files = files.map(|file| format!("──── {} ────\n{}\n", file.name, file.text));
    files.collect()
}

/// The codes of all problems of a case, in order.
pub(crate) fn codes(text: &str) -> Vec<String> {
    codes_of(&compile(text))
}

/// The same of a case that was compiled already.
pub(crate) fn codes_of(outcome: &Outcome) -> Vec<String> {
    let sorted = outcome.problems.sorted(&outcome.sources);
    sorted.iter().map(|problem| problem.code_text()).collect()
}

/// The case with the edits of all problems applied, if there are any.
pub(crate) fn mended(text: &str) -> Option<String> {
    let outcome = compile(text);
    let problems = outcome.problems.sorted(&outcome.sources);
    let edits: Vec<_> = problems
        .iter()
        .flat_map(|problem| problem.edits())
        .collect();
    let mended = files(text).into_iter().map(|(path, text)| {
        let here = |edit: &&Edit| outcome.sources.path(edit.span.file) == path;
        let here = edits.iter().filter(here).cloned().collect();
        let header = if path == SPEC {
            String::new()
        } else {
            format!("#### {path}\n")
        };
        header + &apply(here, text)
    });
    (!edits.is_empty()).then(|| mended.collect())
}
