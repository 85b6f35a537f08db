//! What other tools found, and every word that is said about it.

use super::{Finding, Gravity, Tool};
use crate::problems::Diagnose;
use crate::source::Span;
use derive_more::Display;
use miette::Diagnostic;
use thiserror::Error;

/// A finding of another tool.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum Error {
    #[error("{tool} refuses this: {message}")]
    #[diagnostic(code("P0836"), help("{about}"))]
    Refused {
        tool: Tool,
        message: String,
        about: About,
        #[label(primary, "{tool} means what is made of this")]
        at: Option<Span>,
    },

    #[error("{tool} warns: {message}")]
    #[diagnostic(code("P0837"), severity(Warning), help("{about}"))]
    Doubted {
        tool: Tool,
        message: String,
        about: About,
        #[label(primary, "{tool} means what is made of this")]
        at: Option<Span>,
    },
}

/// What a finding is about.
#[derive(Clone, Debug, Display)]
pub(super) enum About {
    /// A line of a file.
    #[display("mend it there; it became {_0}")]
    Made(String),
    /// A line of a file that no resource stands in.
    #[display("it is about {_0}, which no single line of the spec became")]
    Line(String),
    /// All files.
    #[display("it is about the root module as a whole")]
    Everything,
}

impl Diagnose for Error {}

impl Error {
    /// The problem that a finding is.
    pub(super) fn of(finding: &Finding, at: Option<Span>) -> Self {
        let (tool, message) = (finding.tool, finding.message.clone());
        let spot = finding.spot.as_ref().map(ToString::to_string);
        let about = match (spot, at) {
            (None, _) => About::Everything,
            (Some(spot), None) => About::Line(spot),
            (Some(spot), Some(_)) => About::Made(spot),
        };
        match finding.gravity {
            Gravity::Error => Self::Refused {
                tool,
                message,
                about,
                at,
            },
            Gravity::Warning => Self::Doubted {
                tool,
                message,
                about,
                at,
            },
        }
    }
}
