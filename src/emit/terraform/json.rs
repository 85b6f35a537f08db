//! JSON as it stands in a file: members in the order in which they were added.
//!
//! INVARIANT: nobody adds two members of one name to an object; what is looked up nowhere needs no
//! index.

use serde::{Serialize, Serializer};
use serde_json::Number;
use std::sync::Arc;

/// The members of an object.
pub(super) type Object = Vec<(Arc<str>, Json)>;

/// A value.
#[derive(Debug)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Json>),
    Object(Object),
}

impl Json {
    /// A text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// Adds a group unless it is empty.
pub(super) fn add_filled(object: &mut Object, name: &str, group: Object) {
    if !group.is_empty() {
        object.push((name.into(), Json::Object(group)));
    }
}

/// The text of a file: two spaces of indentation, and a final newline.
#[expect(clippy::expect_used, reason = "values of JSON have keys of text")]
pub(super) fn printed(root: Object) -> String {
    let printed = serde_json::to_string_pretty(&Json::Object(root));
    printed.expect("a tree that can be written") + "\n"
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                let members = members.iter().map(|(name, value)| (&**name, value));
                serializer.collect_map(members)
            }
        }
    }
}
