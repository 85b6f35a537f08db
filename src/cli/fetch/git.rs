//! A repository as it is at a tag → the modules in its folder, by the `git` that is installed.

use super::kept::{Kept, Versions};
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::program::Program;
use platc::catalog::remote::Repository;
use platc::finding::on_one_line;
use platc::world::join;
use std::path::Path;
use tempfile::TempDir;

/// Where nothing has come for so many seconds nothing will.
const PATIENCE: &str = "http.lowSpeedTime=60";

/// What holds in the copy: bytes stay as they are, and no link leads out of it.
const SETTINGS: [&str; 4] = [
    "core.autocrlf=false",
    "core.symlinks=false",
    "http.lowSpeedLimit=1",
    PATIENCE,
];

/// What a hook of git that calls platc has set for its own repository.
const OF_HOOKS: [&str; 3] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"];

/// All modules of a repository; `written` is the source as the platform writes it.
pub(super) fn fetch(written: &str, from: &Repository, disk: &Disk) -> Result<Versions, Error> {
    let failed = |message: &str| Error::GitFailed {
        from: written.to_owned(),
        message: on_one_line(&without_secrets(message)),
    };
    let scratch = TempDir::with_prefix("platc-").map_err(|error| failed(&error.to_string()))?;
    copy(from, scratch.path()).map_err(|message| failed(&message))?;
    let copy = scratch.path().to_str().and_then(|copy| disk.path(copy));
    let copy = copy.ok_or_else(|| failed("the folder for temporary files is not UTF-8"))?;
    let folder = join(&copy, &from.folder).unwrap_or(copy);
    let kept = Kept::source(folder);
    let versions = kept.versions(disk)?;
    if versions.is_empty() {
        return Err(Error::NothingFetched {
            from: written.to_owned(),
        });
    }
    Ok(versions)
}

/// Copies the files of one commit into a folder.
fn copy(from: &Repository, folder: &Path) -> Result<(), String> {
    git(&["init", "--quiet", "--template="], folder)?;
    let one = ["fetch", "--quiet", "--depth=1", "--no-tags", "--"];
    git(&[&one[..], &[&from.url, &from.reference]].concat(), folder)?;
    git(&["checkout", "--quiet", "FETCH_HEAD"], folder)
}

/// Runs git in a folder, or gives back what it says up to where it gives up.
fn git(arguments: &[&str], folder: &Path) -> Result<(), String> {
    let settings = SETTINGS.iter().flat_map(|setting| ["-c", setting]);
    let all: Vec<_> = settings.chain(arguments.iter().copied()).collect();
    let mut git = Program::new("git", &all).within(folder);
    for name in OF_HOOKS {
        git = git.without(name);
    }
    let git = git.with("GIT_TERMINAL_PROMPT", "0").with("LC_ALL", "C");
    let said = git.run("");
    let said = said.map_err(|_| "`git` is not installed, or not on PATH".to_owned())?;
    if said.went_well {
        return Ok(());
    }
    let mut is_over = false;
    let lines = said.complaints.lines().take_while(|line| {
        let was_over = is_over;
        is_over |= line.starts_with("fatal: ");
        !was_over
    });
    Err(lines.collect::<Vec<_>>().join("\n"))
}

/// A text without what stands before the hosts of addresses: git's settings can put a token there.
fn without_secrets(text: &str) -> String {
    let mut parts = text.split("://");
    let mut clean = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(['/', ' ', '\'', '\n']).unwrap_or(part.len());
        let (authority, rest) = part.split_at(end);
        let host = authority.rsplit('@').next().unwrap_or_default();
        clean.extend(["://", host, rest]);
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn a_message_keeps_hosts_and_no_tokens() {
        let message = "fatal: unable to access 'https://me:tok@en@h.org:8/p.git/': no ssh://x@y";
        let clean = "fatal: unable to access 'https://h.org:8/p.git/': no ssh://y";
        assert_eq!(without_secrets(message), clean);
    }
}
