//! What came of the services of a trial.

use super::Trial;
use super::deciding::resources;
use super::error::Error;
use super::neighbours::FOLDER;
use crate::compile::Outcome;
use crate::document::implementation::Resource;
use crate::maps::{HashMap, HashSet};
use crate::problems::Problems;
use crate::source::{SourceMap, Span};
use std::collections::BTreeSet;

/// The codes of rules that a made-up value may break: an input's, and a grant's.
const RULES: [&str; 2] = ["P0437", "P0455"];

/// A path and a range of bytes: the same for whoever read the file.
type Place = (String, usize, usize);

/// Everything that was found, and what it was found in.
#[derive(Debug, Default)]
pub struct Tried {
    /// What a consumer would meet, each once.
    pub problems: Problems,
    /// The texts that the problems point into.
    pub sources: SourceMap,
    /// How many compiles kept the module's rules, so that they told something.
    pub kept: usize,
    /// How many root modules there were.
    roots: usize,
    /// How many root modules have what stands at this place.
    made: HashMap<Place, usize>,
    /// What was said of made-up texts, which have other places in each service.
    said: HashSet<(String, String)>,
}

/// Whether a file is of a trial.
pub(super) fn is_made_up(path: &str) -> bool {
    let rest = path.strip_prefix(FOLDER);
    rest.is_some_and(|rest| rest.starts_with('/'))
}

impl Tried {
    /// Takes in what a service became.
    pub fn add(&mut self, mut outcome: Outcome, trial: &Trial<'_>) {
        if outcome
            .problems
            .any(|problem| RULES.contains(&problem.code_text().as_str()))
        {
            return;
        }
        self.kept += 1;
        let sources = &outcome.sources;
        for root in &outcome.roots {
            self.roots += 1;
            for span in root.made.iter().collect::<BTreeSet<_>>() {
                *self.made.entry(place(*span, sources)).or_default() += 1;
            }
        }
        let said = &mut self.said;
        outcome.problems.retain(|problem| match problem.primary() {
            Some(at) if is_made_up(sources.path(at.file)) => {
                // A value that nobody means may well be doubted.
                problem.is_error() && said.insert((problem.code_text(), problem.to_string()))
            }
            _ => true,
        });
        let everything = Problems::default().mark();
        let output = |at| output(at, sources, trial);
        outcome.problems.blame(everything, output);
        self.problems.append(outcome.problems);
        self.sources.extend(outcome.sources);
    }

    /// Adds what no service tried. `sources` holds the texts of the module.
    pub fn end(&mut self, trial: &Trial<'_>, sources: &SourceMap) {
        self.promises(trial);
        if self.kept == 0 {
            self.problems.report(Error::NothingFits {
                module: trial.subject.edition.interface.name.clone(),
                target: trial.subject.implementation.target.clone(),
                at: trial.subject.edition.interface.name_span,
            });
            return;
        }
        // Where there were errors, services are missing that would have tried more; and what a composite
        // is made of is tried on its own.
        if self.problems.has_errors() || trial.subject.edition.composite.is_some() {
            return;
        }
        for resource in resources(trial.subject.implementation) {
            self.untried(resource, sources);
        }
    }

    /// What the contract says must be given.
    fn promises(&mut self, trial: &Trial<'_>) {
        let (module, on) = (
            &trial.subject.edition.interface,
            trial.subject.implementation,
        );
        let outputs = module.outputs.iter();
        let outputs = outputs.filter(|(name, _)| !on.outputs.contains_key(*name));
        let outputs = outputs.map(|(name, output)| (format!("output `{name}`"), output.name_span));
        let grants = module.grants.iter();
        let grants = grants.filter(|(name, _)| !on.grants.contains_key(*name));
        let grants = grants.map(|(name, grant)| (format!("grant `{name}`"), grant.name_span));
        for (what, at) in outputs.chain(grants) {
            self.problems.report(Error::Broken {
                what,
                module: module.name.clone(),
                target: on.target.clone(),
                at,
            });
        }
    }

    fn untried(&mut self, resource: &Resource, sources: &SourceMap) {
        let header = resource.kind.span.to(resource.name_span);
        let made = self
            .made
            .get(&place(header, sources))
            .copied()
            .unwrap_or_default();
        match &resource.when {
            _ if made == 0 => {
                self.problems.report(Error::NeverMade { at: header });
            }
            Some(when) if made == self.roots => {
                self.problems.report(Error::AlwaysMade { at: when.span });
            }
            _ => {}
        }
    }
}

fn place(span: Span, sources: &SourceMap) -> Place {
    (sources.path(span.file).to_owned(), span.start(), span.end())
}

/// The module's own words for what a made-up spec reads of it.
fn output(at: Span, sources: &SourceMap, trial: &Trial<'_>) -> Option<Span> {
    let path = sources.written(at);
    let example = format!("{}.example.", trial.subject.edition.interface.name);
    let name = path
        .strip_prefix(&example)
        .filter(|_| is_made_up(sources.path(at.file)))?;
    let mut outputs = trial.subject.implementation.outputs.iter();
    let (_, output) = outputs.find(|(known, _)| known.0.as_str() == name)?;
    Some(output.value.span)
}
