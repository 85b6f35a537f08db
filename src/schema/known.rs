//! The schemas that a compile knows: a platform's own, and the program's of all other providers.

use super::group::Group;
use super::import::Import;
use super::import::terraform::group_of;
use super::model::Flags;
use super::{Schema, arm, terraform};
use crate::maps::HashMap;
use crate::term::address::{Address, Mode};
use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

/// A kind of resource: made or read, and its type.
type Kind = (Mode, Arc<str>);

thread_local! {
    /// What was looked up in the program's schemas, which never change.
    static KNOWN: RefCell<HashMap<Kind, Option<Schema>>> = RefCell::default();
}

/// What is known of types.
#[derive(Clone, Default)]
pub struct Schemas {
    /// The groups of a platform's own types of Terraform; none for most.
    own: Option<Arc<HashMap<String, Arc<Group>>>>,
}

impl Schemas {
    /// The program's, and what was imported of Terraform's providers.
    pub fn with(import: &Import) -> Self {
        let groups = import.terraform().into_iter();
        let groups = groups.map(|(key, bytes)| (key, Group::read(bytes)));
        Self {
            own: Some(Arc::new(groups.collect())),
        }
    }

    /// The schema of the resource at an address.
    pub fn of(&self, address: &Address) -> Option<Schema> {
        if self.own.is_some() && !address.kind.contains('/') {
            return self.terraform(&pack_name(address));
        }
        let key = (address.mode, address.kind.clone());
        KNOWN.with_borrow_mut(|known| known.entry(key).or_insert_with(|| look_up(address)).clone())
    }

    /// A type of Terraform's: `aws_sqs_queue`, `data.aws_vpc`, `provider.aws`.
    pub fn terraform(&self, name: &str) -> Option<Schema> {
        let provider = bare(name).split('_').next().unwrap_or_default();
        if self.is_own(provider) {
            return self.own(name);
        }
        terraform::find(name)
    }

    /// Whether a resource of this type can have tags.
    pub fn has_tags(&self, kind: &str) -> bool {
        self.terraform(kind).is_some_and(|schema| {
            let tags = schema.node().member("tags");
            tags.is_some_and(|tags| !tags.flags.has(Flags::READ_ONLY))
        })
    }

    /// The names of all types whose provider has this local name, in no certain order.
    pub fn names(&self, provider: &str) -> Vec<String> {
        if !self.is_own(provider) {
            return terraform::names(provider);
        }
        let own = self.own.iter().flat_map(|groups| groups.values());
        let own = own.flat_map(|group| group.names());
        let own = own.filter(|name| terraform::is_of(bare(name), provider));
        own.map(str::to_owned).collect()
    }

    /// Whether the platform has types of the provider with this local name: no others are known then.
    fn is_own(&self, provider: &str) -> bool {
        let mut own = self.own.iter().flat_map(|groups| groups.keys());
        own.any(|group| terraform::is_of(group, provider))
    }

    fn own(&self, name: &str) -> Option<Schema> {
        let group = self.own.as_ref()?.get(group_of(bare(name)))?;
        Some(Schema {
            group: group.clone(),
            id: group.find(name)?,
            name: name.into(),
        })
    }
}

impl fmt::Debug for Schemas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = self.own.iter().flat_map(|groups| groups.keys());
        f.debug_list().entries(own).finish()
    }
}

fn look_up(address: &Address) -> Option<Schema> {
    if address.kind.contains('/') {
        return arm::nearest(&address.kind);
    }
    terraform::find(&pack_name(address))
}

/// `aws_vpc` of `data.aws_vpc`
fn bare(name: &str) -> &str {
    name.split_once('.').map_or(name, |(_, bare)| bare)
}

/// The name of a type in a pack: `data.aws_vpc`.
pub fn pack_name(address: &Address) -> String {
    let kind = &address.kind;
    match address.mode {
        Mode::Managed => kind.to_string(),
        Mode::Data => format!("data.{kind}"),
        Mode::Ephemeral => format!("ephemeral.{kind}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queues_have_tags_and_their_policies_have_none() {
        let schemas = Schemas::default();
        assert!(schemas.has_tags("aws_sqs_queue"));
        assert!(!schemas.has_tags("aws_sqs_queue_policy"));
        assert!(!schemas.has_tags("random_pet"));
    }
}
