//! Starting other programs. They ask nobody anything.

#![expect(
    clippy::disallowed_methods,
    reason = "this file is the only one that starts programs"
)]

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// A program that is about to start.
pub(crate) struct Program(Command);

/// What a program printed.
pub(crate) struct Said {
    /// Whether it ended well.
    pub(crate) went_well: bool,
    /// What it said on standard output.
    pub(crate) results: String,
    /// What it said on standard error.
    pub(crate) complaints: String,
}

impl Program {
    /// A program on PATH, with arguments.
    pub(crate) fn new(name: &str, arguments: &[&str]) -> Self {
        let mut command = Command::new(name);
        command.args(arguments);
        Self(command)
    }

    /// The same, started in a folder.
    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.0.current_dir(folder);
        self
    }

    /// The same, with a variable of its environment.
    pub(crate) fn with(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.0.env(name, value);
        self
    }

    /// The same, without a variable that it would inherit.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.0.env_remove(name);
        self
    }

    /// Runs it until it ends; this stands on its standard input.
    pub(crate) fn run(mut self, input: &str) -> io::Result<Said> {
        self.0.stdin(Stdio::piped());
        self.0.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.0.spawn()?;
        if let Some(mut pipe) = child.stdin.take() {
            // Who does not read it has closed it.
            let _closed = pipe.write_all(input.as_bytes());
        }
        let output = child.wait_with_output()?;
        Ok(Said {
            went_well: output.status.success(),
            results: String::from_utf8_lossy(&output.stdout).into_owned(),
            complaints: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }
}
