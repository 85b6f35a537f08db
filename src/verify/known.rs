//! The schemas that one stack needs, each looked up once.

use crate::maps::HashMap;
use crate::schema::{Schema, arm, terraform};
use crate::term::address::{Address, Mode};
use std::sync::Arc;

/// The schemas that were asked for.
#[derive(Default)]
pub(super) struct Known(HashMap<(Mode, Arc<str>), Option<Schema>>);

impl Known {
    /// The schema of the resource at an address.
    pub(super) fn of(&mut self, address: &Address) -> Option<&Schema> {
        let key = (address.mode, address.kind.clone());
        let schema = self.0.entry(key);
        schema.or_insert_with(|| look_up(address)).as_ref()
    }
}

/// The schema of the resource at an address, looked up anew.
pub(super) fn look_up(address: &Address) -> Option<Schema> {
    if address.kind.contains('/') {
        return arm::nearest(&address.kind);
    }
    terraform::find(&pack_name(address))
}

/// The name of a type in a pack: `data.aws_vpc`.
pub(super) fn pack_name(address: &Address) -> String {
    let kind = &address.kind;
    match address.mode {
        Mode::Managed => kind.to_string(),
        Mode::Data => format!("data.{kind}"),
        Mode::Ephemeral => format!("ephemeral.{kind}"),
    }
}
