//! `module check`: whatever a consumer of a module could meet, found before there is one.

use super::Shelf;
use crate::cli::disk::Disk;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::side_by_side::side_by_side;
use crate::cli::status::Status;
use platc::catalog::edition::Origin;
use platc::compile::Session;
use platc::document::module::Module;
use platc::problems::Reported;
use platc::source::SourceMap;
use platc::trial::{Subject, Surroundings, Trial, Tried};

/// How many services are compiled before it is looked at what became of them.
const AT_ONCE: usize = 128;

/// Tries every implementation of modules, and tells how.
pub(super) fn check(mut shelf: Shelf<'_>, written: &[String], screen: Screen) -> Status {
    let (origins, errors) = shelf.meant(written);
    let mut report = Report::default();
    for origin in &origins {
        report.results += &shelf.tried(origin);
    }
    report.complain(errors, &SourceMap::default(), screen);
    shelf.end(report, screen)
}

impl Shelf<'_> {
    /// A line for each implementation of a module that could be tried.
    pub(crate) fn tried(&mut self, origin: &Origin) -> String {
        let Ok(edition) = self.read(origin) else {
            return String::new();
        };
        let Ok(surroundings) = self.surroundings(origin) else {
            return String::new();
        };
        let mut lines = String::new();
        for implementation in &edition.implementations {
            let subject = Subject {
                origin,
                edition: &edition,
                implementation,
                surroundings: &surroundings,
            };
            let trial = Trial::new(subject, &self.sources);
            let tried = run(&trial, self);
            if tried.kept > 0 {
                lines += &line(&edition.interface, &trial, &tried);
            }
            self.problems.append(tried.problems);
            self.sources.extend(tried.sources);
        }
        lines
    }

    /// What the platform of a module has for it, as far as that was fetched.
    pub(crate) fn surroundings(&mut self, origin: &Origin) -> Result<Surroundings, Reported> {
        let platform = self.platform(origin)?;
        let surroundings = platform.map(|platform| Surroundings {
            schemas: platform.schema_files.clone(),
            modules: platform
                .modules
                .iter()
                .map(|folder| folder.path.clone())
                .filter(|path| Disk::is_folder(path))
                .collect(),
        });
        Ok(surroundings.unwrap_or_default())
    }
}

fn line(module: &Module, trial: &Trial<'_>, tried: &Tried) -> String {
    let what = if trial.is_complete {
        "every combination"
    } else {
        "every pair of values"
    };
    let services = match tried.kept / trial.requests().len() {
        1 => "1 service".to_owned(),
        count => format!("{count} services"),
    };
    let (name, version) = (&module.name, &module.version);
    let target = &trial.subject.implementation.target;
    let verdict = if tried.problems.has_errors() {
        "failed"
    } else {
        "ok"
    };
    format!("{verdict:6}  {name} {version} on {target}: {what}, in {services}\n")
}

/// Compiles every service of a trial.
fn run(trial: &Trial<'_>, shelf: &Shelf<'_>) -> Tried {
    let stage = trial.stage(shelf.disk);
    let session = Session::new(&stage);
    let mut tried = Tried::default();
    for request in trial.requests() {
        for some in trial.specs.chunks(AT_ONCE) {
            let specs = some.iter().collect();
            for outcome in side_by_side(specs, |spec: &String| session.compile(spec, &request)) {
                tried.add(outcome, trial);
            }
        }
    }
    tried.end(trial, &shelf.sources);
    tried
}
