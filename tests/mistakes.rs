//! The mistakes that users of Terraform and Bicep make most, each in a file of its own: platc finds
//! it at its token and finds nothing else, and what `terraform plan` or `bicep build` says of the same
//! mistake stands beside it. `.ci/mistakes` asks the tools; [`TABLE`] is made of the files.

use crate::support::case;
use platc::compile::Outcome;
use platc::problems::Diagnose;
use std::collections::BTreeMap;
use std::fmt::Write;

/// All mistakes side by side.
const TABLE: &str = "docs/mistakes.md";

/// The module in which the mistakes are made, and who uses it.
const SURROUNDINGS: &str = include_str!("support/mistaken.txt");

/// One mistake on one cloud.
struct Mistake {
    /// What is done wrong.
    title: String,
    /// The implementation of the module.
    implementation: String,
    /// What the cloud's tool says first of the same mistake.
    said: String,
}

/// What platc says of it.
#[derive(Debug)]
struct Found {
    /// The code and the message of every problem.
    said: Vec<String>,
    /// Line, first and last column of what is marked first.
    place: Option<(usize, usize, usize)>,
}

impl Mistake {
    /// A file: a comment that names the mistake, the implementation, the same mistake in the language
    /// of the cloud's tool, and what the tool says of it.
    fn read(path: &str) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let mut sections = text.split("#### ");
        let implementation = sections.next().unwrap().to_owned();
        let title = implementation.lines().next().unwrap();
        let title = title.trim_start_matches("# ").trim_end_matches('.');
        let said = sections.find_map(|section| section.strip_prefix("said\n"));
        Self {
            title: title.to_owned(),
            said: said.unwrap_or_default().trim().to_owned(),
            implementation,
        }
    }

    fn compile(&self, cloud: &str) -> Outcome {
        let implementation = &self.implementation;
        case::compile(&format!(
            "#: target {cloud}\n{SURROUNDINGS}#### modules/bell/1.0.0/{cloud}.plat\n{implementation}"
        ))
    }

    /// Where the carets below a line point: line, first and last column.
    fn marked(&self) -> Option<(usize, usize, usize)> {
        let mut lines = self.implementation.lines().enumerate();
        lines.find_map(|(number, line)| {
            let first = line.find('^')?;
            Some((number, first + 1, line.rfind('^').unwrap() + 1))
        })
    }
}

fn found(outcome: &Outcome) -> Found {
    let problems = outcome.problems.sorted(&outcome.sources);
    let primary = problems.first().and_then(|problem| problem.primary());
    Found {
        said: problems.iter().map(|problem| said(*problem)).collect(),
        place: primary.map(|span| {
            let (start, end) = (outcome.sources.start(span), outcome.sources.end(span));
            (start.line, start.column, end.column - 1)
        }),
    }
}

fn said(problem: &dyn Diagnose) -> String {
    let code = problem.code_text();
    format!("[{code}](errors/{code}.md): {problem}")
}

/// The mistakes by number and name, with what is known of each cloud.
fn mistakes() -> BTreeMap<String, [Option<Mistake>; 2]> {
    let mut mistakes: BTreeMap<String, [Option<Mistake>; 2]> = BTreeMap::new();
    for (at, cloud) in CLOUDS.iter().enumerate() {
        for entry in std::fs::read_dir(format!("tests/cases/mistakes/{cloud}")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            mistakes.entry(name).or_default()[at] = Some(Mistake::read(path.to_str().unwrap()));
        }
    }
    mistakes
}

const CLOUDS: [&str; 2] = ["aws", "azure"];

#[test]
fn each_mistake_is_found_at_its_token_and_nothing_else() {
    let mut wrong = String::new();
    for (name, clouds) in mistakes() {
        for (cloud, mistake) in CLOUDS.iter().zip(&clouds) {
            let Some(mistake) = mistake else { continue };
            let (found, marked) = (found(&mistake.compile(cloud)), mistake.marked());
            if found.said.len() != 1 || found.place != marked {
                writeln!(wrong, "{cloud}/{name}, marked {marked:?}: {found:?}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_table_of_mistakes_is_current() {
    let mut table = include_str!("support/mistakes.txt").to_owned();
    for (name, clouds) in mistakes() {
        let number = name.split('-').next().unwrap();
        let title = &clouds.iter().flatten().next().unwrap().title;
        let tools = clouds
            .each_ref()
            .map(|of| of.as_ref().map_or("—", |of| &of.said));
        let [plan, build] = tools.map(cell);
        let platc = platc_says(&clouds);
        writeln!(table, "| {number} | {title} | {plan} | {build} | {platc} |").unwrap();
    }
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(TABLE, &table).unwrap();
    }
    let how = "docs/mistakes.md is not what the cases say; run with INSTA_UPDATE=always";
    assert_eq!(std::fs::read_to_string(TABLE).unwrap(), table, "{how}");
}

/// What is said, so that it stays in its cell.
fn cell(said: &str) -> String {
    said.replace('|', "\\|")
}

/// What platc says on AWS, and then on Azure.
fn platc_says(clouds: &[Option<Mistake>; 2]) -> String {
    let clouds = CLOUDS.iter().zip(clouds);
    let said = clouds.filter_map(|(cloud, mistake)| {
        let found = found(&mistake.as_ref()?.compile(cloud));
        Some(cell(&found.said.join("<br>")))
    });
    said.collect::<Vec<_>>().join("<br>")
}
