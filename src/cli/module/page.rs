//! Facts → the page on the screen, the README, the table of all modules and JSON.

use super::facts::Facts;
use handlebars::Handlebars;
use platc::names::TARGETS;
use serde::Serialize;

/// What every README begins with that platc may overwrite.
pub(super) const MARK: &str = "<!-- Made by `platc module docs`";

/// In which form a command prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// For people.
    Text,
    /// For other programs.
    Json,
}

impl From<bool> for Form {
    fn from(json: bool) -> Self {
        if json { Self::Json } else { Self::Text }
    }
}

/// What `show` prints.
pub(super) fn text(facts: &Facts) -> String {
    let mut engine = Handlebars::new();
    engine.register_escape_fn(handlebars::no_escape);
    filled(&engine, include_str!("../templates/show.txt"), facts)
}

/// What each target makes of each of a list of modules.
pub(super) fn overview(modules: &impl Serialize) -> String {
    let facts = serde_json::json!({ "targets": TARGETS, "modules": modules });
    filled(
        &of_markdown(),
        include_str!("../templates/modules.md"),
        &facts,
    )
}

/// The README. What stands between two braces in its template is a cell of a table or plain text, between three
/// it is Markdown.
pub(super) fn readme(facts: &Facts) -> String {
    filled(
        &of_markdown(),
        include_str!("../templates/README.md"),
        facts,
    )
}

/// Fills what stands between two braces in as a cell of a table.
fn of_markdown() -> Handlebars<'static> {
    let mut engine = Handlebars::new();
    engine.register_escape_fn(|text| text.replace('|', "\\|").replace('\n', " "));
    engine
}

/// The same as an object, for other programs.
#[expect(
    clippy::expect_used,
    reason = "texts and lists of texts, which JSON can hold"
)]
pub(super) fn json(of: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(of);
    text.expect("facts are JSON") + "\n"
}

#[expect(
    clippy::expect_used,
    reason = "the templates are part of the program, and tests fill all"
)]
fn filled(engine: &Handlebars<'_>, template: &str, facts: &impl Serialize) -> String {
    let page = engine.render_template(template, facts);
    page.expect("a template of facts")
}
