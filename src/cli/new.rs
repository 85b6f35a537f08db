//! `new`: the files of a service, a module or a platform that a newcomer can build at once.

use crate::cli::arguments::Kind;
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::module::docs::made_from;
use crate::cli::paths::below;
use crate::cli::place::unwritable;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::status::Status;
use handlebars::Handlebars;
use platc::catalog::edition::{Origin, read_edition, shelved};
use platc::compile::Session;
use platc::names::Name;
use platc::problems::Problems;
use platc::source::SourceMap;
use platc::world::{MemoryWorld, World};
use serde_json::{Value, json};

/// The folder of a project's own modules.
const MODULES: &str = "modules";

/// A file that is made, and its text.
struct Made {
    path: String,
    text: String,
}

/// Makes files, none of which may be there.
pub(crate) fn new(kind: Kind, name: &Name, disk: &Disk, screen: Screen) -> Status {
    let mut report = Report::default();
    let files = match kind {
        Kind::Service => service(name),
        Kind::Platform => platform(name, disk),
        Kind::Module => module(name, disk, &mut report, screen),
    };
    if report.status == Status::Fine {
        match make(&files, disk) {
            Ok(results) => report.results = results + &advice(kind, name, disk),
            Err(error) => report.complain(vec![error], &SourceMap::default(), screen),
        }
    }
    report.show(screen)
}

fn service(name: &Name) -> Vec<Made> {
    vec![Made {
        path: format!("{name}/service.plat"),
        text: fill(
            include_str!("templates/service.plat"),
            &json!({ "name": name.as_str() }),
        ),
    }]
}

/// A platform that names a folder of modules which is not there would be refused.
fn platform(name: &Name, disk: &Disk) -> Vec<Made> {
    let has_modules = Disk::is_folder(&below(disk.here(), MODULES));
    let facts = json!({ "name": name.as_str(), "has_modules": has_modules });
    vec![Made {
        path: "platform.plat".to_owned(),
        text: fill(include_str!("templates/platform.plat"), &facts),
    }]
}

/// The README is made from the other files, so that it is current until they change.
fn module(name: &Name, disk: &Disk, report: &mut Report, screen: Screen) -> Vec<Made> {
    let folder = format!("{MODULES}/{name}/0.1.0");
    let file = |file: &str, template: &str| Made {
        path: format!("{folder}/{file}"),
        text: fill(template, &json!({ "name": name.as_str() })),
    };
    let mut files = vec![
        file("module.plat", include_str!("templates/module.plat")),
        file("aws.plat", include_str!("templates/aws.plat")),
        file("azure.plat", include_str!("templates/azure.plat")),
    ];
    let mut world = MemoryWorld::default();
    for file in &files {
        world = world.with(&below(disk.here(), &file.path), &file.text);
    }
    let (mut sources, mut problems) = (SourceMap::default(), Problems::default());
    let origin = Origin::World(below(disk.here(), &folder));
    if let Ok(edition) = read_edition(&world, &origin, &[], &mut sources, &mut problems) {
        files.push(Made {
            path: format!("{folder}/README.md"),
            text: made_from(edition, folder, &sources),
        });
    }
    report.find(&problems, &sources, disk, screen);
    files
}

fn make(files: &[Made], disk: &Disk) -> Result<String, Error> {
    let place = |made: &Made| below(disk.here(), &made.path);
    if let Some(there) = files.iter().find(|made| Disk::exists(&place(made))) {
        let path = there.path.clone();
        return Err(Error::AlreadyThere { path });
    }
    let mut staged = Vec::new();
    for made in files {
        let path = place(made);
        let file = Disk::stage(&path, made.text.as_bytes());
        staged.push(file.map_err(|error| unwritable(&path, error, disk))?);
    }
    let here = disk.here();
    for file in staged {
        file.store()
            .map_err(|error| unwritable(here, error, disk))?;
        file.put().map_err(|error| unwritable(here, error, disk))?;
    }
    let lines = files
        .iter()
        .map(|made| format!("made {}\n", disk.shown(&place(made))));
    Ok(lines.collect())
}

/// What the author of a module should know: who sees it, what it hides, and how it is tried.
fn advice(kind: Kind, name: &Name, disk: &Disk) -> String {
    if kind != Kind::Module {
        return String::new();
    }
    let (mut sources, mut problems) = (SourceMap::default(), Problems::default());
    let session = Session::new(disk);
    let platform = session.platform(disk.here(), &mut sources, &mut problems);
    let own = below(disk.here(), MODULES);
    let is_seen =
        platform.is_ok_and(|platform| platform.modules.iter().any(|folder| folder.path == own));
    let mut advice = String::new();
    if !is_seen {
        advice +=
            "specs see it once their platform.plat names this folder: modules = [\"./modules\"]\n";
    }
    if shelved(disk, &[])
        .iter()
        .any(|standard| standard.name.0 == *name)
    {
        advice += "it hides the standard module of that name from them\n";
    }
    advice + "platc module check modules tries it\n"
}

#[expect(
    clippy::expect_used,
    reason = "the templates are part of the program, and a test fills each"
)]
fn fill(template: &str, facts: &Value) -> String {
    let mut engine = Handlebars::new();
    engine.register_escape_fn(handlebars::no_escape);
    let filled = engine.render_template(template, facts);
    filled.expect("a template of these facts")
}
