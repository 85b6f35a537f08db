//! A resource of a module → the resource of the stack that it describes.

use super::error::Error;
use super::name_error::NameError;
use super::named::{Named, addresses, fill};
use super::place::{Each, Place, Within};
use super::planner::Planner;
use super::resources::address;
use super::stack::{Attribute, Lifecycle, Resource, Value};
use crate::document::implementation::{Resource as Written, ResourceKey};
use crate::problems::Reported;
use crate::syntax::tree::{Attribute as Setting, Block, Expression, Item};
use crate::term::address::{Key, Owner};
use crate::term::{Kind, Term};
use std::sync::Arc;

/// So many resources may be in one root module; those who deploy give up long before.
const MOST_RESOURCES: usize = 20_000;

impl<'d> Planner<'d> {
    /// Everything that an owner makes: each resource as often as it is there.
    pub(super) fn made_by(&mut self, owner: &Owner) -> Result<Vec<Resource>, Reported> {
        let resources = match owner {
            Owner::Component(name) => self.component(name).map(|c| &c.implementation().resources),
            _ => self.access_of(owner).map(|access| &access.resources),
        };
        let mut made = Vec::new();
        let mut result = Ok(());
        for (key, resource) in resources.into_iter().flatten() {
            result = result.and(self.make(owner, key, resource, &mut made));
        }
        result.map(|()| made)
    }

    fn make(
        &mut self,
        owner: &Owner,
        key: &ResourceKey,
        resource: &'d Written,
        made: &mut Vec<Resource>,
    ) -> Result<(), Reported> {
        let shape = self.shape_of(owner, key, resource, resource.name_span)?;
        let instances = instances(&shape);
        self.may_make(instances.len(), resource)?;
        let mut result = Ok(());
        for (key, each) in instances {
            let mut within = Within::of(owner.clone());
            within.each = each.map(Box::new);
            match self.instance(resource, &within, key) {
                Ok(resource) => made.push(resource),
                Err(reported) => result = Err(reported),
            }
        }
        result
    }

    /// Stops where a root module grows beyond what anybody could deploy; that is said once.
    fn may_make(&mut self, more: usize, resource: &Written) -> Result<(), Reported> {
        let before = self.made;
        self.made = before.saturating_add(more);
        match self.problems.broken() {
            _ if self.made <= MOST_RESOURCES => Ok(()),
            Some(reported) if before > MOST_RESOURCES => Err(reported),
            _ => Err(self.report(Error::TooManyResources {
                at: resource.name_span,
            })),
        }
    }

    /// One resource. What is wrong with any part of it is reported before it is given up.
    pub(super) fn instance(
        &mut self,
        resource: &'d Written,
        within: &Within,
        key: Option<Key>,
    ) -> Result<Resource, Reported> {
        let attributes = self.attributes(&resource.items, within);
        let depends_on = self.dependencies(&resource.depends_on, within);
        let mut named = Named::new();
        let arm = self.arm(resource, within, &mut named);
        let address = address(&within.owner, resource, key);
        let mut attributes = attributes?;
        self.add_tags(&address, &mut attributes)?;
        let mut arm = arm?;
        if let Some(arm) = &mut arm {
            fill(arm, &resource.kind.text, &attributes);
        }
        let depends_on = depends_on?;
        named.extend(depends_on.iter().cloned());
        let stateful = resource.lifecycle.stateful;
        Ok(Resource {
            address: Arc::new(address),
            attributes,
            depends_on: addresses(&depends_on),
            lifecycle: Lifecycle {
                stateful,
                prevent_destroy: stateful && self.setup.protect(),
                create_before_destroy: resource.lifecycle.create_before_destroy,
                ignore_changes: resource
                    .lifecycle
                    .ignore_changes
                    .iter()
                    .map(|name| name.as_str().into())
                    .collect(),
            },
            provider: resource
                .provider
                .as_ref()
                .map(|name| name.text.as_str().into()),
            arm,
            named,
            span: resource.span,
            header: resource.kind.span.to(resource.name_span),
        })
    }

    /// Attributes and blocks in order; what is null is left out, blocks of one kind stand together.
    pub(super) fn attributes(
        &mut self,
        items: impl IntoIterator<Item = &'d Item>,
        within: &Within,
    ) -> Result<Vec<Attribute>, Reported> {
        let items = items.into_iter();
        let (least, most) = items.size_hint();
        let mut attributes = Vec::with_capacity(most.unwrap_or(least));
        let mut result = Ok(());
        for item in items {
            let added = match item {
                Item::Attribute(setting) => self.attribute(setting, within, &mut attributes),
                Item::Block(block) => self.block(block, within, &mut attributes),
            };
            result = result.and(added);
        }
        result.map(|()| attributes)
    }

    fn attribute(
        &mut self,
        setting: &'d Setting,
        within: &Within,
        attributes: &mut Vec<Attribute>,
    ) -> Result<(), Reported> {
        let term = self.evaluate(&setting.value, Place::Module(within))?;
        if term.is_null() {
            return self.consumer_has(setting, within);
        }
        let is_made = term.as_text().is_some() && setting.value.as_text().is_none();
        if is_made && setting.value.calls(&["fit", "unique"]) {
            self.fitted.insert(setting.name.span);
        }
        attributes.push(Attribute {
            name: setting.name.text.as_str().into(),
            span: setting.name.span,
            value: Value::Term(term),
        });
        Ok(())
    }

    /// A grant that hands on an attribute of its consumer can't be given to one that has none.
    fn consumer_has(&mut self, setting: &Setting, within: &Within) -> Result<(), Reported> {
        let written = setting.value.as_reference();
        let attribute = written
            .as_deref()
            .and_then(|path| path.strip_prefix("consumer."));
        let (Some(attribute), Some(consumer)) = (attribute, within.consumer()) else {
            return Ok(());
        };
        let accesses = self.accesses(consumer)?;
        let listed = accesses.iter().find(|(owner, _)| *owner == within.owner);
        Err(self.report(NameError::ConsumerLacks {
            consumer: consumer.clone(),
            attribute: attribute.to_owned(),
            at: listed.map_or(setting.value.span, |(_, at)| *at),
            needed: setting.value.span,
        }))
    }

    fn block(
        &mut self,
        block: &'d Block,
        within: &Within,
        attributes: &mut Vec<Attribute>,
    ) -> Result<(), Reported> {
        let (repeats, bodies) = self.bodies(block, within)?;
        let name = block.kind.text.as_str();
        let known = attributes
            .iter_mut()
            .find(|attribute| &*attribute.name == name);
        match known {
            Some(attribute) => attribute.value.join(bodies),
            None if bodies.is_empty() => {}
            None => attributes.push(Attribute {
                name: name.into(),
                span: block.kind.span,
                value: Value::of(bodies, repeats),
            }),
        }
        Ok(())
    }

    /// The block as often as `when` and `for_each` say, and whether it has a `for_each`.
    fn bodies(
        &mut self,
        block: &'d Block,
        within: &Within,
    ) -> Result<(Repeats, Vec<Vec<Attribute>>), Reported> {
        let meta = |name| meta(block, name);
        if let Some(when) = meta("when") {
            let term = self.evaluate(when, Place::Module(within))?;
            if self.decided(&term, "when")?.as_bool() == Some(false) {
                return Ok((Repeats::No, Vec::new()));
            }
        }
        let Some(each) = meta("for_each") else {
            let body = self.body_without_meta(block, within)?;
            return Ok((Repeats::No, vec![body]));
        };
        let term = self.evaluate(each, Place::Module(within))?;
        let entries = self.each(&term)?;
        let mut bodies = Vec::new();
        for (_, each) in instances(&entries) {
            let mut within = within.clone();
            within.each = each.map(Box::new);
            bodies.push(self.body_without_meta(block, &within)?);
        }
        Ok((Repeats::Yes, bodies))
    }

    fn body_without_meta(
        &mut self,
        block: &'d Block,
        within: &Within,
    ) -> Result<Vec<Attribute>, Reported> {
        let own = block.body.items.iter().filter(|item| !is_meta(item));
        self.attributes(own, within)
    }
}

/// Whether a block was written with `for_each`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeats {
    No,
    Yes,
}

impl Value {
    fn of(mut bodies: Vec<Vec<Attribute>>, repeats: Repeats) -> Self {
        match (bodies.pop(), repeats) {
            (Some(body), Repeats::No) if bodies.is_empty() => Self::Block(body),
            (last, _) => {
                bodies.extend(last);
                Self::Blocks(bodies)
            }
        }
    }

    /// The same block once more.
    fn join(&mut self, bodies: Vec<Vec<Attribute>>) {
        match self {
            Self::Block(first) if !bodies.is_empty() => {
                let mut all = vec![std::mem::take(first)];
                all.extend(bodies);
                *self = Self::Blocks(all);
            }
            Self::Blocks(all) => all.extend(bodies),
            Self::Term(_) | Self::Block(_) => {}
        }
    }
}

/// Whether it says how often a nested block is there.
fn is_meta(item: &Item) -> bool {
    matches!(item, Item::Attribute(attribute) if matches!(attribute.name.text.as_str(), "when" | "for_each"))
}

/// The value of a meta-argument of a nested block.
fn meta<'b>(block: &'b Block, name: &str) -> Option<&'b Expression> {
    block.body.items.iter().find_map(|item| match item {
        Item::Attribute(attribute) if attribute.name.text == name => Some(&attribute.value),
        _ => None,
    })
}

/// The instances of a shape: the key of each, and what `each` and `count` stand for in it.
pub(super) fn instances(shape: &Term) -> Vec<(Option<Key>, Option<Each>)> {
    match &shape.kind {
        Kind::Null => Vec::new(),
        Kind::Number(number) => {
            let count = number.to_usize().unwrap_or(0);
            let index = |index: usize| {
                let number = i64::try_from(index).unwrap_or(i64::MAX);
                let term = Kind::integer(number).at(shape.span);
                (Some(Key::Index(index)), Some(Each::Index(term)))
            };
            (0..count).map(index).collect()
        }
        Kind::Object(entries) => {
            let entry = |(key, value): (&Arc<str>, &Term)| {
                let name = Kind::Text(key.clone()).at(shape.span);
                let each = Each::Entry(name, value.clone());
                (Some(Key::Text(key.clone())), Some(each))
            };
            entries.iter().map(entry).collect()
        }
        _ => vec![(None, None)],
    }
}
