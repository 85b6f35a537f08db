//! Where modules are fetched from: what a platform writes → what is asked, and of whom.
//!
//! Nothing is fetched here. `platc module fetch` puts what comes into a folder that is named for the
//! source, and everything else reads that.

use derive_more::Display;
use sha2::{Digest, Sha256};

/// The folder beside a platform that holds what was fetched for it, if it is kept there.
pub const VENDOR: &str = "vendor";

/// The file that a fetched source has in place of the versions of a module that it does not have.
pub const NONE: &str = "none";

/// More of a source is not part of the name of its folder.
const MOST_LETTERS: usize = 60;

/// How many bytes of a source's checksum are part of the name of its folder.
const HASH_BYTES: usize = 8;

/// Those whose addresses users write as if they were folders.
const HOSTS: [&str; 3] = ["github.com/", "gitlab.com/", "bitbucket.org/"];

/// Where modules are fetched from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remote {
    /// `git::URL//FOLDER?ref=TAG`
    Git(Repository),
    /// `oci://HOST/PATH`
    Registry(Registry),
}

/// A folder of a repository, as it is at a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// What `git clone` takes.
    pub url: String,
    /// The folder of modules in it; empty where it is the whole repository.
    pub folder: String,
    /// The tag, or a branch or a whole commit.
    pub reference: String,
}

/// A path in a registry below which each module has a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registry {
    /// The host, with its port if one is written.
    pub host: String,
    /// The path, without a slash at its ends.
    pub path: String,
}

/// What is wrong with a source; displayed as what to write.
#[derive(Clone, Debug, Display, PartialEq, Eq)]
pub enum Misspelt {
    /// It is an address without what says how to fetch from it.
    #[display("write `{_0}`")]
    Bare(String),
    /// No tag is named.
    #[display("write `{_0}?ref=TAG`: what is fetched must stay the same")]
    NoReference(String),
    /// It can't be an address of a repository.
    #[display(
        "write `git::URL//FOLDER?ref=TAG`, where URL begins with `https://`, `ssh://` or `file://`, or is \
         `git@HOST:PATH`"
    )]
    NoRepository,
    /// It can't be an address in a registry.
    #[display("write `oci://HOST/PATH`, the path in lowercase letters")]
    NoRegistry,
    /// Whoever reads it could log in.
    #[display("git's credential helpers and `docker login` keep it, and find it by the address")]
    Secret,
}

impl Remote {
    /// Reads what a platform writes for a source of modules; none where that is a folder.
    pub fn read(written: &str) -> Result<Option<Self>, Misspelt> {
        if has_secret(written) {
            return Err(Misspelt::Secret);
        }
        if let Some(address) = written.strip_prefix("git::") {
            return repository(address).map(Self::Git).map(Some);
        }
        if let Some(address) = written.strip_prefix("oci://") {
            let registry = registry(address).ok_or(Misspelt::NoRegistry);
            return registry.map(Self::Registry).map(Some);
        }
        if looks_remote(written) {
            return Err(bare(written));
        }
        Ok(None)
    }

    /// The name of the folder that holds what is fetched from a source: readable, and of no other.
    pub fn slug(written: &str) -> String {
        let letter = |letter: char| match letter {
            '.' => letter,
            _ if letter.is_ascii_alphanumeric() => letter,
            _ => ' ',
        };
        let words: String = written.chars().take(MOST_LETTERS).map(letter).collect();
        let words: Vec<_> = words.split_whitespace().collect();
        let hash = Sha256::digest(written);
        let hash = hash.iter().take(HASH_BYTES);
        let hash: String = hash.map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{hash}", words.join("-"))
    }
}

impl Registry {
    /// The repository of a module.
    pub fn repository(&self, module: &str) -> String {
        format!("{}/{module}", self.path)
    }
}

/// Whether a host, with or without a port, is this machine.
pub fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    let address = name.parse::<std::net::IpAddr>();
    name == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

fn repository(address: &str) -> Result<Repository, Misspelt> {
    let (place, query) = match address.split_once('?') {
        Some((place, query)) => (place, Some(query)),
        None => (address, None),
    };
    let (scheme, rest) = match place.split_once("://") {
        Some((scheme @ ("https" | "ssh" | "file"), rest)) => (format!("{scheme}://"), rest),
        None if place.split_once(':').is_some_and(is_user_and_host) => (String::new(), place),
        _ => return Err(Misspelt::NoRepository),
    };
    let (path, folder) = rest.split_once("//").unwrap_or((rest, ""));
    let folder = folder.trim_matches('/');
    let is_plain = |text: &str| !text.is_empty() && text.chars().all(is_plain);
    let leads_away = |folder: &str| folder.split('/').any(|name| matches!(name, ".." | ".git"));
    if !is_plain(place) || path.is_empty() || path.starts_with('-') || leads_away(folder) {
        return Err(Misspelt::NoRepository);
    }
    let Some(reference) = query.and_then(|query| query.strip_prefix("ref=")) else {
        return Err(Misspelt::NoReference(format!("git::{place}")));
    };
    if !is_plain(reference) || reference.starts_with('-') || reference.contains('&') {
        return Err(Misspelt::NoRepository);
    }
    Ok(Repository {
        url: format!("{scheme}{path}"),
        folder: folder.to_owned(),
        reference: reference.to_owned(),
    })
}

/// What stands before the colon of `git@host:path`, and behind it.
fn is_user_and_host((before, path): (&str, &str)) -> bool {
    let user = before.split_once('@').map(|(user, _)| user);
    user.is_some_and(|user| !user.is_empty() && !user.starts_with('-')) && !path.starts_with(':')
}

fn is_plain(letter: char) -> bool {
    !letter.is_whitespace() && !letter.is_control()
}

fn registry(address: &str) -> Option<Registry> {
    let (host, path) = address.split_once('/')?;
    let of_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let of_path =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
    let is_name = |name: &str| {
        let name = name.as_bytes();
        let ends = [name.first(), name.last()];
        name.iter().all(|byte| of_path(*byte))
            && ends
                .iter()
                .all(|end| end.is_some_and(u8::is_ascii_alphanumeric))
    };
    let is_address = host.bytes().next().is_some_and(|byte| byte != b'-')
        && host.bytes().all(of_host)
        && path.split('/').all(is_name);
    is_address.then(|| Registry {
        host: host.to_owned(),
        path: path.to_owned(),
    })
}

/// Whether a name and a password, or a token, stand before the host.
fn has_secret(written: &str) -> bool {
    let Some((before, rest)) = written.split_once("://") else {
        return false;
    };
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    authority
        .rsplit_once('@')
        .is_some_and(|(user, _)| !before.ends_with("ssh") || user.contains(':'))
}

fn looks_remote(written: &str) -> bool {
    let is_of_user = written.split_once(':').is_some_and(is_user_and_host);
    written.contains("::")
        || written.contains("://")
        || is_of_user
        || HOSTS.iter().any(|host| written.starts_with(host))
}

/// What was probably meant by an address.
fn bare(written: &str) -> Misspelt {
    let (scheme, rest) = written.split_once("://").unwrap_or(("", written));
    if matches!(scheme, "docker" | "oras" | "registry") {
        return Misspelt::Bare(format!("oci://{rest}"));
    }
    let is_of_host = HOSTS.iter().any(|host| written.starts_with(host));
    let scheme = if is_of_host { "https://" } else { "" };
    let whole = format!("git::{scheme}{written}");
    match repository(&whole.replacen("git::", "", 1)) {
        Ok(_) => Misspelt::Bare(whole),
        Err(Misspelt::NoReference(_)) => Misspelt::Bare(format!("{whole}?ref=TAG")),
        Err(other) => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_read_as_they_are_written() {
        for (written, url, folder, reference) in [
            (
                "git::https://h.org/p.git//modules?ref=v3",
                "https://h.org/p.git",
                "modules",
                "v3",
            ),
            (
                "git::https://h.org/p.git?ref=v3.0",
                "https://h.org/p.git",
                "",
                "v3.0",
            ),
            (
                "git::file:///srv/p.git//a/b/?ref=v1",
                "file:///srv/p.git",
                "a/b",
                "v1",
            ),
            (
                "git::ssh://git@h.org:22/p.git//m?ref=v1",
                "ssh://git@h.org:22/p.git",
                "m",
                "v1",
            ),
            (
                "git::git@h.org:acme/p.git//m?ref=v1",
                "git@h.org:acme/p.git",
                "m",
                "v1",
            ),
        ] {
            let repository = Repository {
                url: url.to_owned(),
                folder: folder.to_owned(),
                reference: reference.to_owned(),
            };
            assert_eq!(Remote::read(written), Ok(Some(Remote::Git(repository))));
        }
        for (written, host, path) in [
            (
                "oci://registry.example.com/platform",
                "registry.example.com",
                "platform",
            ),
            (
                "oci://localhost:5000/acme/v2.x",
                "localhost:5000",
                "acme/v2.x",
            ),
        ] {
            let (host, path) = (host.to_owned(), path.to_owned());
            let registry = Registry { host, path };
            assert_eq!(Remote::read(written), Ok(Some(Remote::Registry(registry))));
        }
        for folder in ["./modules", "../a:b", "modules@v1"] {
            assert_eq!(Remote::read(folder), Ok(None), "{folder}");
        }
    }

    #[test]
    fn what_is_no_source_is_told_how_it_is_written() {
        for (written, right) in [
            (
                "https://h.org/p.git",
                "write `git::https://h.org/p.git?ref=TAG`",
            ),
            (
                "https://h.org/p.git//m?ref=v1",
                "write `git::https://h.org/p.git//m?ref=v1`",
            ),
            ("git@h.org:p.git", "write `git::git@h.org:p.git?ref=TAG`"),
            (
                "github.com/acme/p",
                "write `git::https://github.com/acme/p?ref=TAG`",
            ),
            (
                "git::https://h.org/p.git",
                "write `git::https://h.org/p.git?ref=TAG`",
            ),
            ("docker://h.org/p", "write `oci://h.org/p`"),
            ("git::ext::sh -c x?ref=v1", "write `git::URL//FOLDER"),
            ("git::http://h.org/p?ref=v1", "write `git::URL//FOLDER"),
            ("git::--upload-pack=x:y?ref=v1", "write `git::URL//FOLDER"),
            ("git::-x@h:y?ref=v1", "write `git::URL//FOLDER"),
            ("git::https://h.org/p?ref=--x", "write `git::URL//FOLDER"),
            (
                "git::https://h.org/p//../x?ref=v1",
                "write `git::URL//FOLDER",
            ),
            (
                "git::https://h.org/p?ref=v1&sshkey=x",
                "write `git::URL//FOLDER",
            ),
            ("s3::https://h.org/p", "write `git::URL//FOLDER"),
            ("oci://h.org", "write `oci://HOST/PATH`"),
            ("oci://h.org/../p", "write `oci://HOST/PATH`"),
            ("oci://h.org/P", "write `oci://HOST/PATH`"),
        ] {
            let told = Remote::read(written).unwrap_err().to_string();
            assert!(told.starts_with(right), "{written}: {told}");
        }
        for written in [
            "git::https://token@h.org/p?ref=v1",
            "https://user:secret@h.org/p",
            "git::ssh://git:secret@h.org/p?ref=v1",
            "oci://user:secret@h.org/p",
        ] {
            assert_eq!(Remote::read(written), Err(Misspelt::Secret), "{written}");
        }
    }

    #[test]
    fn a_folder_is_named_for_its_source_and_no_other() {
        let slug = Remote::slug("oci://h.org:5000/acme");
        assert_eq!(slug, "oci-h.org-5000-acme-ed15d9efd07aa372");
        assert_ne!(Remote::slug("oci://h.org/5000/acme"), slug);
    }

    #[test]
    fn only_this_machine_is_loopback() {
        for host in [
            "localhost",
            "localhost:5000",
            "127.0.0.1:80",
            "127.1.2.3",
            "[::1]:80",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "localhost.example.com",
            "10.0.0.1:80",
            "127.0.0.1.example.com",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
