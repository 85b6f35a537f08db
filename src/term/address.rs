//! Which resource is meant: structure, never a string, because every target spells it its own way.

use crate::names::{ComponentName, GrantName, Name};
use std::fmt;
use std::sync::Arc;

/// Bytes that most symbols need.
const LIKELY_LENGTH: usize = 48;

/// The identity of a resource within a root module.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    /// Who it belongs to.
    pub owner: Owner,
    /// Whether it is made or only read.
    pub mode: Mode,
    /// Its type as the module writes it: `aws_sqs_queue`, `Microsoft.Storage/storageAccounts@2026-04-01`.
    pub kind: Arc<str>,
    /// Its name in the module.
    pub name: Name,
    /// Which one, where the module makes several with one block.
    pub key: Option<Key>,
}

/// Whether a resource is made or only read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// Made, changed and destroyed by the deployment.
    Managed,
    /// Read by the deployment.
    Data,
    /// Made for one run of Terraform and never stored.
    Ephemeral,
}

/// Who a resource belongs to; decides its symbol and the file that it is written to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Owner {
    /// The platform: what every component may read.
    Platform,
    /// A component.
    Component(ComponentName),
    /// The way from one component to another.
    Reach {
        /// Who uses.
        consumer: ComponentName,
        /// Who is used.
        owner: ComponentName,
    },
    /// A grant of one component, given to another.
    Grant {
        /// Who uses.
        consumer: ComponentName,
        /// Who is used.
        owner: ComponentName,
        /// What for.
        grant: GrantName,
    },
}

/// Which one of several.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// Of `count`.
    Index(usize),
    /// Of `for_each`.
    Text(Arc<str>),
}

impl Owner {
    /// The component in whose file or section the resource stands: the one that uses.
    pub fn component(&self) -> Option<&ComponentName> {
        match self {
            Self::Platform => None,
            Self::Component(name) => Some(name),
            Self::Reach { consumer, .. } | Self::Grant { consumer, .. } => Some(consumer),
        }
    }

    /// The words that the symbols of its resources begin with.
    fn words(&self) -> [&str; 4] {
        match self {
            Self::Platform => ["platform", "", "", ""],
            Self::Component(name) => [name.0.as_str(), "", "", ""],
            Self::Reach { consumer, owner } => [consumer.0.as_str(), "to", owner.0.as_str(), ""],
            Self::Grant {
                consumer,
                owner,
                grant,
            } => [
                consumer.0.as_str(),
                "to",
                owner.0.as_str(),
                grant.0.as_str(),
            ],
        }
    }
}

impl Address {
    /// Whether the deployment makes it.
    pub fn is_managed(&self) -> bool {
        self.mode == Mode::Managed
    }

    /// The symbol of the resource in Terraform: `orders`, `orders_replica`, `api_to_events_publish`.
    ///
    /// `main` drops out, so that the one resource that a component is made of has its name.
    pub fn symbol(&self) -> String {
        let name = match self.name.as_str() {
            "main" => "",
            name => name,
        };
        let key = self.key.as_ref().map(Key::symbol);
        let mut symbol = String::with_capacity(LIKELY_LENGTH);
        let mut add = |word: &str| {
            if !symbol.is_empty() && !word.is_empty() {
                symbol.push('_');
            }
            symbol.push_str(word);
        };
        self.owner.words().into_iter().for_each(&mut add);
        add(name);
        add(&key.unwrap_or_default());
        if symbol.bytes().any(|byte| byte == b'-') {
            symbol = symbol.replace('-', "_");
        }
        symbol
    }
}

impl fmt::Display for Address {
    /// The type and the symbol: `aws_sqs_queue.events`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&[&*self.kind, ".", &self.symbol()].concat())
    }
}

impl Key {
    /// As part of a symbol: lowercase letters, digits and `_`.
    fn symbol(&self) -> String {
        match self {
            Self::Index(index) => index.to_string(),
            Self::Text(text) => text.chars().map(fitted).collect(),
        }
    }
}

fn fitted(letter: char) -> char {
    match letter.to_ascii_lowercase() {
        letter @ ('a'..='z' | '0'..='9' | '_') => letter,
        _ => '_',
    }
}
