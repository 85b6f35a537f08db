//! The schemas of resources in stacks, each looked up once by every thread.

use super::{Schema, arm, terraform};
use crate::maps::HashMap;
use crate::term::address::{Address, Mode};
use std::cell::RefCell;
use std::sync::Arc;

/// A kind of resource: made or read, and its type.
type Kind = (Mode, Arc<str>);

thread_local! {
    /// What was looked up. It is part of the program, so it never changes.
    static KNOWN: RefCell<HashMap<Kind, Option<Schema>>> = RefCell::default();
}

/// The schema of the resource at an address.
pub fn schema_of(address: &Address) -> Option<Schema> {
    let key = (address.mode, address.kind.clone());
    KNOWN.with_borrow_mut(|known| known.entry(key).or_insert_with(|| look_up(address)).clone())
}

fn look_up(address: &Address) -> Option<Schema> {
    if address.kind.contains('/') {
        return arm::nearest(&address.kind);
    }
    terraform::find(&pack_name(address))
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
