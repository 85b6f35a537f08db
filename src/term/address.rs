//! Which resource is meant: structure, never a string, because every target spells it its own way.

use crate::names::{ComponentName, GrantName, Name};
use std::fmt;
use std::sync::Arc;

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
    fn words(&self) -> Vec<&str> {
        match self {
            Self::Platform => vec!["platform"],
            Self::Component(name) => vec![name.0.as_str()],
            Self::Reach { consumer, owner } => vec![consumer.0.as_str(), "to", owner.0.as_str()],
            Self::Grant {
                consumer,
                owner,
                grant,
            } => vec![
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
        let mut words = self.owner.words();
        if self.name.as_str() != "main" {
            words.push(self.name.as_str());
        }
        let key = self.key.as_ref().map(Key::symbol);
        words.extend(key.as_deref());
        words.join("_").replace('-', "_")
    }
}

impl fmt::Display for Address {
    /// The type and the symbol: `aws_sqs_queue.events`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.kind, self.symbol())
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
