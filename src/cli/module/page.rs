//! Facts → the page on the screen, the README and JSON.

use super::facts::Facts;
use handlebars::Handlebars;
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

/// The README. What stands between two braces in its template is a cell of a table or plain text, between three
/// it is Markdown.
pub(super) fn readme(facts: &Facts) -> String {
    let mut engine = Handlebars::new();
    engine.register_escape_fn(|text| text.replace('|', "\\|").replace('\n', " "));
    filled(&engine, include_str!("../templates/README.md"), facts)
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
    reason = "the templates are part of the program, and tests fill both"
)]
fn filled(engine: &Handlebars<'_>, template: &str, facts: &Facts) -> String {
    let page = engine.render_template(template, facts);
    page.expect("a template of facts")
}
