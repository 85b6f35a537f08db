//! The words inside messages that are chosen from a few.

use derive_more::Display;
use platc::finding::Tool;
use platc::suggest::closest;
use std::io::{self, ErrorKind};

/// What platc would do with a file that was changed by hand.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Expectation {
    /// Write it.
    Made,
    /// Remove it, because the input no longer gives it.
    Gone,
}

impl Expectation {
    /// What to do.
    pub(crate) fn advice(self) -> &'static str {
        match self {
            Self::Made => "move the change into the spec or its modules; `--force` overwrites it",
            Self::Gone => {
                "the spec no longer gives this file; keep it elsewhere, or remove it with `--force`"
            }
        }
    }
}

/// Which module was probably meant.
#[derive(Clone, Debug, Display)]
pub(crate) enum Modules {
    /// One of a name that is nearly the same.
    #[display("write `{_0}`")]
    Closest(String),
    /// Any of these.
    #[display("the modules are: {_0}")]
    All(String),
}

impl Modules {
    /// The hint for a name that none of the known modules has.
    pub(crate) fn of<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Self {
        let mut known: Vec<_> = known.collect();
        known.dedup();
        match closest(name, known.iter().copied()) {
            Some(name) => Self::Closest(name.to_owned()),
            None => Self::All(known.join(", ")),
        }
    }
}

/// Why something can't be written.
#[derive(Clone, Debug, Display)]
pub(crate) enum Fault {
    /// No room is left.
    #[display("the disk is full")]
    Full,
    /// The system refused.
    #[display("the system does not allow it")]
    Denied,
    /// A folder is needed where a file stands.
    #[display("a file stands where a folder is needed")]
    FileInTheWay,
    /// A file is needed where a folder stands.
    #[display("a folder stands in its place")]
    FolderInTheWay,
    /// Anything else, in the system's words.
    #[display("{_0}")]
    Other(String),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::Denied,
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => Self::FileInTheWay,
            ErrorKind::IsADirectory => Self::FolderInTheWay,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// A tool that must be there.
#[derive(Clone, Copy, Debug, Display)]
pub(crate) struct Installed(Tool);

impl Installed {
    /// How to get it.
    pub(crate) fn advice(self) -> &'static str {
        match self.0 {
            Tool::Terraform => {
                "install Terraform 1.11 or newer, from https://developer.hashicorp.com/terraform/install"
            }
            Tool::Bicep => {
                "install Bicep, from https://aka.ms/bicep-install; `az bicep install` puts it into \
                 `~/.azure/bin`, which is then to be on PATH"
            }
        }
    }

    /// What to do where it comes to no verdict.
    pub(crate) fn remedy(self) -> &'static str {
        match self.0 {
            Tool::Terraform => {
                "`terraform init` gets providers from their registry, or from the mirror that your \
                 configuration of Terraform names"
            }
            Tool::Bicep => "see to it that `bicep --version` works",
        }
    }
}

impl From<Tool> for Installed {
    fn from(tool: Tool) -> Self {
        Self(tool)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_told_in_the_reader_s_words() {
        for (kind, words) in [
            (ErrorKind::StorageFull, "the disk is full"),
            (ErrorKind::QuotaExceeded, "the disk is full"),
            (ErrorKind::PermissionDenied, "the system does not allow it"),
            (
                ErrorKind::ReadOnlyFilesystem,
                "the system does not allow it",
            ),
            (ErrorKind::IsADirectory, "a folder stands in its place"),
            (
                ErrorKind::NotADirectory,
                "a file stands where a folder is needed",
            ),
        ] {
            assert_eq!(Fault::from(io::Error::from(kind)).to_string(), words);
        }
    }
}

/// Why something can't be compared with a version of a module.
#[derive(Clone, Debug, Display)]
pub(crate) enum NoVersion {
    /// It has no form of a version.
    #[display("{_0}")]
    Form(String),
    /// It is of another module.
    #[display("the other one is of the module `{_0}`")]
    OtherModule(String),
    /// It is the older one.
    #[display("it is older than {_0}")]
    Older(semver::Version),
    /// It is alone.
    #[display("the module has no older version")]
    Alone,
}
