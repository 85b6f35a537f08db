//! The resources that hold data, compared with those of the last build.
//!
//! In Terraform a resource is what its address says, and another name replaces it; in Bicep it is what
//! its name says. Where one goes its data is lost, so that this is an error unless the spec allows it.

use super::Format;
use super::loss_error::{Loss, Renaming};
use crate::check::Checked;
use crate::document::service::Service;
use crate::lock::{Held, Resources};
use crate::maps::IndexMap;
use crate::plan::stack::{Resource, Stack};
use crate::source::{SourceMap, Span};
use crate::term::Term;
use crate::term::address::{Address, Owner};
use crate::term::expression::Expression;

/// What becomes of a resource that holds data.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    Kept,
    Gone,
    /// Another of this name takes its place.
    Replaced(String),
}

/// The resources of a root module that hold data.
pub(super) fn stateful(stack: &Stack) -> Resources {
    let made = managed(stack).filter(|made| made.lifecycle.stateful);
    made.map(|made| (key(&made.address), held(made, stack)))
        .collect()
}

fn managed(stack: &Stack) -> impl Iterator<Item = &Resource> {
    let made = stack.resources.values();
    made.filter(|made| made.address.is_managed())
}

/// What data a build would lose that the last one knew of, and that the spec does not give up.
pub(super) fn losses(
    before: &Resources,
    (stack, format): (&Stack, Format),
    checked: &Checked<'_>,
    sources: &SourceMap,
) -> Vec<Loss> {
    // What no longer says that it holds data is there all the same.
    let now = managed(stack).map(|made| (key(&made.address), held(made, stack)));
    let now: Resources = now.collect();
    let given_up = &checked.service.allow_destroy;
    let mut losses = Vec::new();
    let mut gone: IndexMap<&str, Vec<(&String, &Held)>> = IndexMap::default();
    for (address, held) in before {
        let fate = fate(address, held, &now, (stack, format));
        let given_up = given_up.iter().find(|given_up| given_up.text == *address);
        match fate {
            Fate::Kept => {}
            _ if let Some(given_up) = given_up => losses.push(Loss::GivenUp {
                address: address.clone(),
                at: given_up.span,
                lock: held.at,
            }),
            Fate::Gone => {
                let of_component = gone.entry(&held.component).or_default();
                of_component.push((address, held));
            }
            Fate::Replaced(to) => losses.push(Loss::Replaced {
                address: address.clone(),
                from: held.name.clone().unwrap_or_default(),
                to,
                at: place(&held.component, checked),
                lock: held.at,
            }),
        }
    }
    losses.extend(gone.into_iter().map(|(component, gone)| {
        let heir = heir(component, &gone, before, &now, checked);
        Loss::Destroyed {
            addresses: gone.iter().map(|(address, _)| (*address).clone()).collect(),
            renaming: heir.and_then(|heir| renaming(component, heir, checked.service, sources)),
            at: place(heir.unwrap_or(component), checked),
            lock: gone.first().and_then(|(_, held)| held.at),
        }
    }));
    losses
}

/// The type without its version, and the symbol.
fn key(address: &Address) -> String {
    format!("{}.{}", kind(address), address.symbol())
}

/// The type of a key; ARM reads types without regard to case.
fn kind_of(key: &str) -> String {
    let kind = key.rsplit_once('.').map(|(kind, _)| kind);
    kind.unwrap_or_default().to_lowercase()
}

fn kind(address: &Address) -> &str {
    address.kind.split('@').next().unwrap_or_default()
}

fn held(resource: &Resource, stack: &Stack) -> Held {
    let component = match &resource.address.owner {
        Owner::Platform => "platform",
        Owner::Component(owner) | Owner::Reach { owner, .. } | Owner::Grant { owner, .. } => {
            owner.0.as_str()
        }
    };
    Held {
        component: component.to_owned(),
        name: name(resource, stack),
        at: None,
    }
}

/// What the cloud calls a resource, as far as that is known; in ARM, behind the names of its parents.
fn name(resource: &Resource, stack: &Stack) -> Option<String> {
    let (_, own) = resource.names(stack).next()?;
    let own = known_part(own)?;
    let parent = resource.arm.as_ref().and_then(|arm| arm.parent.as_ref());
    match parent.and_then(|parent| stack.resources.get(parent)) {
        Some(parent) => Some(format!("{}/{own}", name(parent, stack)?)),
        None => Some(own),
    }
}

/// A text with a mark for each part that only the deployment knows: `shop-files-${…}`.
fn known_part(term: &Term) -> Option<String> {
    if let Some(text) = term.as_text() {
        return Some(text.to_string());
    }
    let Expression::Template(parts) = &**term.as_deferred()? else {
        return None;
    };
    let part = |part: &Term| {
        part.as_text()
            .map_or("${…}".to_owned(), ToString::to_string)
    };
    Some(parts.iter().map(part).collect())
}

fn fate(address: &str, held: &Held, now: &Resources, (stack, format): (&Stack, Format)) -> Fate {
    let is_same = |(other, of): (&String, &Held)| {
        kind_of(other) == kind_of(address) && held.name.is_some() && of.name == held.name
    };
    if format == Format::Bicep && now.iter().any(is_same) {
        return Fate::Kept;
    }
    let address = moved_to(address, stack);
    if stack.removed.iter().any(|left| is_at(left, &address)) {
        return Fate::Kept;
    }
    let now = now
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(&address));
    match (now.map(|(_, now)| now), &held.name) {
        (None, _) => Fate::Gone,
        (Some(Held { name: Some(to), .. }), Some(from)) if to != from => Fate::Replaced(to.clone()),
        _ => Fate::Kept,
    }
}

/// Where a resource is now that was at an address: `moved` may lead on, step by step.
fn moved_to(address: &str, stack: &Stack) -> String {
    let mut address = address.to_owned();
    for _ in &stack.moved {
        let step = stack.moved.iter().find(|(from, _)| is_at(from, &address));
        let Some((_, to)) = step else { break };
        address = key(to);
    }
    address
}

/// Whether an address is the one of this key; what a module only remembers of ARM has no type.
fn is_at(address: &Address, key: &str) -> bool {
    let symbol = key.rsplit_once('.').map(|(_, symbol)| symbol);
    let is_of_kind = address.kind.is_empty() || kind(address).to_lowercase() == kind_of(key);
    symbol == Some(&address.symbol()) && is_of_kind
}

/// The only component that could be one that is gone under a new name: the last build did not know
/// it, and it makes the same.
fn heir<'n>(
    component: &str,
    gone: &[(&String, &Held)],
    before: &Resources,
    now: &'n Resources,
    checked: &Checked<'_>,
) -> Option<&'n str> {
    let is_there = |name: &str| checked.components.keys().any(|of| of.0.as_str() == name);
    if is_there(component) {
        return None;
    }
    let was = |name: &str| before.values().any(|held| held.component == name);
    let (first, _) = gone.first()?;
    let heirs = now
        .iter()
        .filter(|(address, held)| kind_of(address) == kind_of(first) && !was(&held.component));
    let mut heirs: Vec<_> = heirs.map(|(_, held)| held.component.as_str()).collect();
    heirs.dedup();
    match heirs.as_slice() {
        [heir] => Some(heir),
        _ => None,
    }
}

/// Where a component stands or is taken away, or the service that no longer has it.
fn place(component: &str, checked: &Checked<'_>) -> Span {
    let service = checked.service;
    let present = checked.components.iter();
    let mut present = present.filter(|(name, _)| name.0.as_str() == component);
    match present.next() {
        Some((_, component)) => component.when.map_or(component.name_span, |when| when.span),
        None => service.name_span,
    }
}

/// How the text says that a component had another name.
fn renaming(from: &str, to: &str, service: &Service, sources: &SourceMap) -> Option<Renaming> {
    let environments = service.environments.values();
    let everywhere = [&service.components].into_iter();
    let mut all = everywhere.chain(environments.map(|environment| &environment.components));
    let component =
        all.find_map(|components| components.values().find(|of| of.name.0.as_str() == to))?;
    let header = component.name_span.end() - component.span.start();
    let block = sources.written(component.span);
    let open = header + block.get(header..)?.find('{')? + 1;
    let body = block.get(open..)?.strip_suffix('}')?;
    let indent = " ".repeat(sources.start(component.span).column.saturating_sub(1));
    let line = format!("\n{indent}  renamed_from = \"{from}\"");
    let text = match body.trim() {
        _ if body.contains('\n') => format!("{line}{body}"),
        "" => format!("{line}\n{indent}"),
        inner => format!("{line}\n{indent}  {inner}\n{indent}"),
    };
    let (start, file) = (component.span.start() + open, component.span.file);
    Some(Renaming {
        to: to.to_owned(),
        from: from.to_owned(),
        body: Span::new(file, start, start + body.len()),
        text,
    })
}
