//! What Terraform and Bicep find in the output → the places of spec and module that it was made of.
//!
//! The files are platc's own, so the way to a line is read from its indentation, and a resource is
//! found by the symbol that its emitter gave it. What belongs to no resource is told without a place.

pub mod bicep;
mod error;
mod outline;
mod subject;
pub mod terraform;

use crate::check::Checked;
use crate::emit::File;
use crate::plan::stack::Stack;
use crate::problems::Problems;
use derive_more::Display;
use error::Error;
use outline::Half;
use subject::Subject;

/// A tool that judges output.
#[derive(Clone, Copy, Debug, Display, PartialEq, Eq)]
pub enum Tool {
    /// `terraform validate`.
    #[display("terraform")]
    Terraform,
    /// `bicep build`.
    #[display("bicep")]
    Bicep,
}

/// Whether a tool takes what it found something in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gravity {
    /// It does not.
    Error,
    /// It does, and doubts it.
    Warning,
}

/// What a tool found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Who.
    pub tool: Tool,
    /// How grave it is.
    pub gravity: Gravity,
    /// What, in the tool's words.
    pub message: String,
    /// Where; none if it is about all files.
    pub spot: Option<Spot>,
}

/// A place in a file of the output.
#[derive(Clone, Debug, Display, PartialEq, Eq)]
#[display("line {line} of `{file}`")]
pub struct Spot {
    /// The name of the file below the folder of its root module.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

/// Reports what was found in the files of a root module where its reader can mend it.
pub(crate) fn place(
    findings: &[Finding],
    files: &[File],
    stack: &Stack,
    service: &Checked<'_>,
    problems: &mut Problems,
) {
    for finding in findings {
        let subject = match finding.tool {
            Tool::Terraform => terraform::subject(finding, files, stack),
            Tool::Bicep => bicep::subject(finding, files, stack),
        };
        report(finding, subject.as_ref(), service, problems);
    }
}

/// A value that the spec gave is shown in the spec, as `verify` does.
fn report(
    finding: &Finding,
    subject: Option<&Subject<'_>>,
    service: &Checked<'_>,
    problems: &mut Problems,
) {
    let owner = subject.and_then(|subject| subject.resource?.address.owner.component());
    let component = owner.and_then(|name| service.components.get(name));
    let place = subject.and_then(|subject| subject.place(component));
    let mark = problems.mark();
    problems.report(Error::of(finding, place.map(|(at, _)| at)));
    if let (Some(component), Some((_, Half::Value))) = (component, place) {
        service.blame(component, mark, problems);
    }
}

/// A text of several lines on one, and without what a tool frames it with.
pub fn on_one_line(text: &str) -> String {
    let lines = text.lines().map(|line| {
        line.trim_matches(|letter: char| letter.is_whitespace() || "│╷╵".contains(letter))
    });
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}
