//! The types of Terraform's providers.

use super::import::terraform::group_of;
use super::{Schema, TERRAFORM};

/// A type: `aws_sqs_queue`, `data.aws_vpc`, `ephemeral.random_password`, `provider.aws`.
pub fn find(name: &str) -> Option<Schema> {
    let bare = name.split_once('.').map_or(name, |(_, bare)| bare);
    TERRAFORM.find(group_of(bare), name.to_owned())
}

/// The names of all types whose provider has this local name, in no certain order.
pub fn names(provider: &str) -> Vec<String> {
    let groups = TERRAFORM.keys().filter(|key| is_of(key, provider));
    let groups = groups.filter_map(|key| TERRAFORM.group(key));
    let names = groups.flat_map(|group| group.names().map(str::to_owned).collect::<Vec<_>>());
    names.collect()
}

/// Whether a type, or its group, is of the provider with this local name.
pub(super) fn is_of(kind: &str, provider: &str) -> bool {
    let rest = kind.strip_prefix(provider);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}
