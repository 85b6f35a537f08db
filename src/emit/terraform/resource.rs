//! One resource as the body of its block.

use super::json::{Json, Object, add_filled};
use super::spelling::bare_address;
use super::translator::Translator;
use crate::maps::HashSet;
use crate::names::ComponentName;
use crate::plan::stack::{Lifecycle, Resource, Stack};
use crate::term::address::Owner;

/// The key whose value is a comment.
pub(super) const COMMENT: &str = "//";

/// Members of a resource that are no attributes: a comment, a lifecycle, what it depends on.
const EXTRA: usize = 3;

/// Where a resource comes from, its attributes, and what Terraform itself reads.
pub(super) fn resource(resource: &Resource, stack: &Stack, translator: &mut Translator) -> Object {
    let mut body = Object::with_capacity(resource.attributes.len() + EXTRA);
    let origin = origin(&resource.address.owner, stack);
    body.push((COMMENT.into(), Json::Text(origin)));
    if let Some(provider) = &resource.provider {
        body.push(("provider".into(), Json::text(&**provider)));
    }
    translator.add_to(&mut body, &resource.attributes);
    add_filled(&mut body, "lifecycle", lifecycle(&resource.lifecycle));
    let before = depends_on(resource);
    if !before.is_empty() {
        body.push(("depends_on".into(), Json::List(before)));
    }
    body
}

/// What must be there before, and is not ordered by a reference already.
fn depends_on(resource: &Resource) -> Vec<Json> {
    if resource.depends_on.is_empty() {
        return Vec::new();
    }
    let referred = resource.referred();
    let mut listed = HashSet::default();
    let before = resource.depends_on.iter();
    before
        .filter(|address| !referred.contains(address) && listed.insert(*address))
        .map(|address| Json::Text(bare_address(address)))
        .collect()
}

fn lifecycle(lifecycle: &Lifecycle) -> Object {
    let mut body = Object::new();
    if lifecycle.prevent_destroy {
        body.push(("prevent_destroy".into(), Json::Bool(true)));
    }
    if lifecycle.create_before_destroy {
        body.push(("create_before_destroy".into(), Json::Bool(true)));
    }
    if !lifecycle.ignore_changes.is_empty() {
        let names = lifecycle.ignore_changes.iter();
        let names = names.map(|name| Json::text(&**name));
        body.push(("ignore_changes".into(), Json::List(names.collect())));
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
        Some(component) => [name.as_ref(), ": ", component.module.as_ref()].concat(),
        None => name.to_string(),
    }
}
