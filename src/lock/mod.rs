//! The lock file beside a spec: which versions of modules its builds take, and which of its resources
//! hold what nobody may lose.
//!
//! It is TOML. Each module has a table and each resource a line, all sorted, so that two branches
//! which change different things merge without a conflict.

mod error;
mod read;

use semver::Version;
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub use read::read;

use crate::source::Span;

/// The form of the file that this program reads and writes.
const FORMAT: u64 = 1;

/// What stands at the top of each lock file.
const HEADER: &str =
    "# Written by platc: which versions a build takes, and which resources hold data. Commit it.\n";

/// What a lock file says.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    /// The modules that the spec is made of, by name.
    pub modules: BTreeMap<String, Locked>,
    /// The resources that hold data, by target and environment.
    pub stateful: BTreeMap<(String, String), Resources>,
}

/// The resources of a root module that hold data, by type and symbol: `aws_db_instance.orders`.
pub type Resources = BTreeMap<String, Held>;

/// A version of a module, as it was when it was locked.
#[derive(Clone, Debug)]
pub struct Locked {
    /// The version.
    pub version: Version,
    /// Where it came from: what the platform writes in `modules`, or `standard`.
    pub source: String,
    /// The SHA-256 of its content, in hexadecimal.
    pub checksum: String,
    /// Where the lock file says it; nowhere as long as no file does.
    pub at: Option<Span>,
}

/// A resource that holds data.
#[derive(Clone, Debug)]
pub struct Held {
    /// The component that it was made for.
    pub component: String,
    /// What the cloud calls it, if that is known before deployment.
    pub name: Option<String>,
    /// Where the lock file says it; nowhere as long as no file does.
    pub at: Option<Span>,
}

impl Lock {
    /// The path of the lock file of a spec: `plat.lock` for `service.plat`, and `NAME.plat.lock` for a
    /// `NAME.plat` that may stand beside it.
    pub fn path(spec: &str) -> String {
        match spec.strip_suffix("service.plat") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => {
                format!("{folder}plat.lock")
            }
            _ => format!("{spec}.lock"),
        }
    }

    /// What the text of a lock file says of one root module: its versions, and what holds data there.
    pub fn part(text: &str, target: &str, environment: &str) -> String {
        let own = format!("[stateful.{target}.{environment}]");
        let tables = text.split("\n\n");
        let of_it = |table: &&str| !table.starts_with("[stateful.") || table.starts_with(&own);
        tables
            .filter(of_it)
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n\n")
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut text = format!("{HEADER}format = {FORMAT}\n");
        for (name, locked) in &self.modules {
            let Locked {
                version,
                source,
                checksum,
                ..
            } = locked;
            add(&mut text, &format!("\n[modules.{name}]"));
            add(&mut text, &format!("version = \"{version}\""));
            add(&mut text, &format!("source = {}", quoted(source)));
            add(&mut text, &format!("checksum = \"{checksum}\""));
        }
        let stateful = self.stateful.iter();
        for ((target, environment), resources) in stateful.filter(|(_, of)| !of.is_empty()) {
            add(&mut text, &format!("\n[stateful.{target}.{environment}]"));
            for (address, held) in resources {
                let component = quoted(&held.component);
                let name = held.name.as_deref().map(quoted);
                let name = name.map_or_else(String::new, |name| format!(", name = {name}"));
                let address = quoted(address);
                add(
                    &mut text,
                    &format!("{address} = {{ component = {component}{name} }}"),
                );
            }
        }
        text
    }
}

fn add(text: &mut String, line: &str) {
    let written = writeln!(text, "{line}");
    debug_assert!(written.is_ok(), "a text grows");
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                let written = write!(quoted, "\\u{:04X}", u32::from(letter));
                debug_assert!(written.is_ok(), "a text grows");
            }
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::Problems;
    use crate::source::SourceFile;

    fn lock() -> Lock {
        let locked = Locked {
            version: Version::new(1, 2, 0),
            source: "./a \"b\"\\\n".to_owned(),
            checksum: "ab".to_owned(),
            at: None,
        };
        let held = |name: Option<&str>| Held {
            component: "orders".to_owned(),
            name: name.map(str::to_owned),
            at: None,
        };
        let resources = Resources::from([
            (
                "aws_db_instance.orders".to_owned(),
                held(Some("shop \"x\"")),
            ),
            ("aws_sqs_queue.orders".to_owned(), held(None)),
        ]);
        Lock {
            modules: BTreeMap::from([("post-gres_2".to_owned(), locked)]),
            stateful: BTreeMap::from([(("aws".to_owned(), "prod".to_owned()), resources)]),
        }
    }

    #[test]
    fn what_was_written_is_read_again() {
        let text = lock().text();
        let file = SourceFile::new("plat.lock", text.as_str());
        let read = read(file.id(), &text, &mut Problems::default()).unwrap();
        assert_eq!(read.text(), text);
        let queue = "aws_sqs_queue.orders";
        let held = &read.stateful[&("aws".to_owned(), "prod".to_owned())][queue];
        let at = held.at.unwrap();
        assert_eq!(text.find(&format!("\"{queue}\"")), Some(at.start()));
    }

    #[test]
    fn each_spec_has_a_lock_file_of_its_own() {
        assert_eq!(Lock::path("service.plat"), "plat.lock");
        assert_eq!(Lock::path("a/service.plat"), "a/plat.lock");
        assert_eq!(Lock::path("a/plat.plat"), "a/plat.plat.lock");
        assert_eq!(Lock::path("a/my-service.plat"), "a/my-service.plat.lock");
    }
}
