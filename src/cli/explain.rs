//! `explain`: the page of a code.

use crate::cli::error::Error;
use crate::cli::report::Report;
use crate::cli::screen::Screen;
use crate::cli::status::Status;

/// The pages, by the path of their file.
const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// Prints what a code means.
pub(crate) fn explain(code: &str, screen: Screen) -> Status {
    let wanted = code.to_ascii_uppercase();
    let path = format!("docs/errors/{wanted}.md");
    let found = PAGES.iter().find(|(page, _)| *page == path);
    let Some((_, page)) = found else {
        let code = code.to_owned();
        return Report::of(vec![Error::UnknownCode { code }], screen).show(screen);
    };
    Screen::product(page);
    Status::Fine
}
