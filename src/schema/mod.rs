//! What providers and clouds publish: resource types, actions, policies, roles.
//!
//! The packs in `schemas/` are part of the program. A group of types is unpacked when one of them is
//! asked for first, and a type is decoded when it is looked at first.

mod bytes;
mod draft;
pub mod group;
pub mod import;
mod known;
pub mod model;
pub mod pack;

pub mod access;
pub mod arm;
pub mod terraform;
pub mod unique;

pub use known::{Schemas, pack_name};

use crate::maps::HashMap;
use group::{Group, Node};
use model::TypeId;
use pack::Pack;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// A type with a name, in its group.
#[derive(Clone, Debug)]
pub struct Schema {
    group: Arc<Group>,
    id: TypeId,
    name: Arc<str>,
}

impl Schema {
    /// The type.
    pub fn node(&self) -> Node<'_> {
        self.group.node(self.id)
    }

    /// The name, as the pack has it.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A pack of the program, and the groups of it that were met.
struct Embedded {
    pack: Option<Pack>,
    groups: Mutex<HashMap<String, Option<Arc<Group>>>>,
}

static TERRAFORM: LazyLock<Embedded> =
    LazyLock::new(|| Embedded::open(include_bytes!("../../schemas/terraform.pack")));
static ARM: LazyLock<Embedded> =
    LazyLock::new(|| Embedded::open(include_bytes!("../../schemas/arm.pack")));
static ACCESS: LazyLock<Embedded> =
    LazyLock::new(|| Embedded::open(include_bytes!("../../schemas/access.pack")));

impl Embedded {
    fn open(bytes: &'static [u8]) -> Self {
        Self {
            pack: Pack::open(bytes),
            groups: Mutex::default(),
        }
    }

    fn group(&self, key: &str) -> Option<Arc<Group>> {
        let mut groups = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = groups.get(key) {
            return known.clone();
        }
        let bytes = self.pack.as_ref().and_then(|pack| pack.group(key));
        let group = bytes.map(Group::read);
        groups.insert(key.to_owned(), group.clone());
        group
    }

    fn find(&self, key: &str, name: String) -> Option<Schema> {
        let group = self.group(key)?;
        let id = group.find(&name)?;
        let name = name.into();
        Some(Schema { group, id, name })
    }

    fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.pack.iter().flat_map(Pack::keys)
    }
}
