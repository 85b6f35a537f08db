//! One resource as the body of its block.

use super::spelling::bare_address;
use super::translator::Translator;
use crate::names::ComponentName;
use crate::plan::stack::{Lifecycle, Resource, Stack};
use crate::term::address::Owner;
use serde_json::{Map, Value as Json};

/// The key whose value is a comment.
pub(super) const COMMENT: &str = "//";

/// Members of a resource that are no attributes: a comment, a lifecycle, what it depends on.
const EXTRA: usize = 3;

/// Where a resource comes from, its attributes, and what Terraform itself reads.
pub(super) fn resource(
    resource: &Resource,
    stack: &Stack,
    translator: &mut Translator,
) -> Map<String, Json> {
    let mut body = Map::with_capacity(resource.attributes.len() + EXTRA);
    body.insert(
        COMMENT.into(),
        origin(&resource.address.owner, stack).into(),
    );
    translator.add_to(&mut body, &resource.attributes);
    let lifecycle = lifecycle(&resource.lifecycle);
    if !lifecycle.is_empty() {
        body.insert("lifecycle".into(), lifecycle.into());
    }
    if !resource.depends_on.is_empty() {
        let before = resource.depends_on.iter();
        let before: Vec<_> = before.map(|address| bare_address(address)).collect();
        body.insert("depends_on".into(), before.into());
    }
    body
}

fn lifecycle(lifecycle: &Lifecycle) -> Map<String, Json> {
    let mut body = Map::new();
    if lifecycle.prevent_destroy {
        body.insert("prevent_destroy".into(), true.into());
    }
    if lifecycle.create_before_destroy {
        body.insert("create_before_destroy".into(), true.into());
    }
    if !lifecycle.ignore_changes.is_empty() {
        let names = lifecycle.ignore_changes.iter();
        let names: Vec<_> = names.map(AsRef::as_ref).collect();
        body.insert("ignore_changes".into(), names.into());
    }
    body
}

/// In the words of the spec, so that a reviewer finds what a resource is there for.
fn origin(owner: &Owner, stack: &Stack) -> String {
    match owner {
        Owner::Platform => "platform".to_owned(),
        Owner::Component(name) => with_module(name, stack),
        Owner::Reach { consumer, owner } => {
            format!("{consumer} reaches {}", with_module(owner, stack))
        }
        Owner::Grant {
            consumer,
            owner,
            grant,
        } => format!("{consumer} may {grant} {}", with_module(owner, stack)),
    }
}

/// `events: queue`
fn with_module(name: &ComponentName, stack: &Stack) -> String {
    match stack.components.get(name) {
        Some(component) => format!("{name}: {}", component.module),
        None => name.to_string(),
    }
}
