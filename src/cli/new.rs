//! `new`: the files of a service, a module or a platform that a newcomer can build at once.

use crate::cli::arguments::Kind;
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::paths::below;
use crate::cli::place::unwritable;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::status::Status;
use handlebars::Handlebars;
use platc::names::Name;
use serde_json::json;

/// A file that is made, and the template of its text.
struct Template {
    path: String,
    text: &'static str,
}

/// Makes files, none of which may be there.
pub(crate) fn new(kind: Kind, name: &Name, screen: Screen) -> Status {
    let report = match make(&templates(kind, name.as_str()), name.as_str()) {
        Ok(results) => Report {
            results,
            ..Report::default()
        },
        Err(error) => Report::of(vec![error], screen),
    };
    report.show(screen)
}

fn templates(kind: Kind, name: &str) -> Vec<Template> {
    let template = |path: String, text| Template { path, text };
    match kind {
        Kind::Service => vec![template(
            format!("{name}/service.plat"),
            include_str!("templates/service.plat"),
        )],
        Kind::Platform => vec![template(
            "platform.plat".to_owned(),
            include_str!("templates/platform.plat"),
        )],
        Kind::Module => {
            let folder = format!("modules/{name}/0.1.0");
            vec![
                template(
                    format!("{folder}/module.plat"),
                    include_str!("templates/module.plat"),
                ),
                template(
                    format!("{folder}/aws.plat"),
                    include_str!("templates/aws.plat"),
                ),
                template(
                    format!("{folder}/azure.plat"),
                    include_str!("templates/azure.plat"),
                ),
                template(
                    format!("{folder}/README.md"),
                    include_str!("templates/README.md"),
                ),
            ]
        }
    }
}

fn make(templates: &[Template], name: &str) -> Result<String, Error> {
    let path = ".".to_owned();
    let disk = Disk::from_current_folder().map_err(|_| Error::Unreadable { path })?;
    let place = |template: &Template| below(disk.here(), &template.path);
    if let Some(there) = templates
        .iter()
        .find(|template| Disk::exists(&place(template)))
    {
        let path = there.path.clone();
        return Err(Error::AlreadyThere { path });
    }
    let mut staged = Vec::new();
    for template in templates {
        let path = place(template);
        let file = Disk::stage(&path, &fill(template, name));
        staged.push(file.map_err(|error| unwritable(&path, error, &disk))?);
    }
    for file in staged {
        file.store()
            .map_err(|error| unwritable(disk.here(), error, &disk))?;
        file.put()
            .map_err(|error| unwritable(disk.here(), error, &disk))?;
    }
    let lines = templates
        .iter()
        .map(|template| format!("made {}\n", disk.shown(&place(template))));
    Ok(lines.collect())
}

#[expect(
    clippy::expect_used,
    reason = "the templates are part of the program, and a test fills each"
)]
fn fill(template: &Template, name: &str) -> String {
    let mut engine = Handlebars::new();
    engine.register_escape_fn(handlebars::no_escape);
    let filled = engine.render_template(template.text, &json!({ "name": name }));
    filled.expect("a template with nothing but a name")
}
