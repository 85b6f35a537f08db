//! What an override sets: whole attributes, and blocks in place of all of their kind.

use super::error::Error;
use super::place::Place;
use super::planner::Planner;
use super::stack::{Attribute, Resource, Value};
use crate::check::Override;
use crate::maps::IndexMap;
use crate::names::ComponentName;
use crate::problems::Reported;
use crate::syntax::tree::{Attribute as Setting, Block, Item, Word};

/// What decides how often a resource is there, where it belongs and when it is made.
const SHAPE: [&str; 10] = [
    "count",
    "depends_on",
    "for_each",
    "identities",
    "implicit",
    "lifecycle",
    "parent",
    "provider",
    "scope",
    "when",
];

impl<'d> Planner<'d> {
    /// Sets every attribute; blocks of one kind stand together, as in a resource.
    pub(super) fn set_all(
        &mut self,
        component: &ComponentName,
        written: &'d Override<'d>,
        resource: &mut Resource,
    ) -> Result<(), Reported> {
        let place = Place::Override(component, written.outer.as_ref());
        let mut result = Ok(());
        let mut blocks: IndexMap<&str, Vec<&'d Block>> = IndexMap::default();
        for item in &written.body.items {
            match item {
                Item::Attribute(setting) => {
                    result = result.and(self.set(place, setting, resource));
                }
                Item::Block(block) => blocks.entry(&block.kind.text).or_default().push(block),
            }
        }
        for blocks in blocks.values() {
            result = result.and(self.set_blocks(place, blocks, resource));
        }
        result
    }

    /// Replaces an attribute whole; null takes it away.
    fn set(
        &mut self,
        place: Place<'_>,
        setting: &'d Setting,
        resource: &mut Resource,
    ) -> Result<(), Reported> {
        self.is_no_shape(&setting.name)?;
        let term = self.evaluate(&setting.value, place)?;
        let value = (!term.is_null()).then_some(Value::Term(term));
        replace(resource, &setting.name, value);
        Ok(())
    }

    /// Replaces all blocks of a kind.
    fn set_blocks(
        &mut self,
        place: Place<'_>,
        blocks: &[&'d Block],
        resource: &mut Resource,
    ) -> Result<(), Reported> {
        let bodies = blocks.iter().map(|block| self.body(place, block));
        let mut bodies = bodies.collect::<Result<Vec<_>, _>>()?;
        let value = match (blocks.len(), bodies.pop()) {
            (1, Some(only)) => Value::Block(only),
            (_, last) => {
                bodies.extend(last);
                Value::Blocks(bodies)
            }
        };
        if let Some(block) = blocks.first() {
            replace(resource, &block.kind, Some(value));
        }
        Ok(())
    }

    /// What a block of an override holds. It is there once: no `when`, no `for_each`.
    fn body(&mut self, place: Place<'_>, block: &'d Block) -> Result<Vec<Attribute>, Reported> {
        self.is_no_shape(&block.kind)?;
        let mut attributes = Vec::new();
        for item in &block.body.items {
            let (name, value) = match item {
                Item::Attribute(setting) => {
                    self.is_no_shape(&setting.name)?;
                    let term = self.evaluate(&setting.value, place)?;
                    (
                        &setting.name,
                        (!term.is_null()).then_some(Value::Term(term)),
                    )
                }
                Item::Block(inner) => (&inner.kind, Some(Value::Block(self.body(place, inner)?))),
            };
            attributes.extend(value.map(|value| attribute(name, value)));
        }
        Ok(attributes)
    }

    fn is_no_shape(&mut self, name: &Word) -> Result<(), Reported> {
        if !SHAPE.contains(&name.text.as_str()) {
            return Ok(());
        }
        let (name, at) = (name.text.clone(), name.span);
        Err(self.report(Error::OverriddenShape { name, at }))
    }
}

fn attribute(name: &Word, value: Value) -> Attribute {
    Attribute {
        name: name.text.as_str().into(),
        span: name.span,
        value,
    }
}

/// Puts a value in the place of the attribute of that name, or takes it away.
fn replace(resource: &mut Resource, name: &Word, value: Option<Value>) {
    if let Some(arm) = &mut resource.arm {
        arm.has_location &= name.text != "location";
        arm.has_tags &= name.text != "tags";
    }
    let attributes = &mut resource.attributes;
    let known = attributes
        .iter()
        .position(|known| *known.name == *name.text);
    match (known, value.map(|value| attribute(name, value))) {
        (Some(at), new) => attributes.splice(at..=at, new).for_each(drop),
        (None, new) => attributes.extend(new),
    }
}
