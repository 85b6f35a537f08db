//! A group in the making: types are added from the inside out, and equal ones are one.

use super::bytes::{put, put_text, zigzag};
use super::group::kind;
use super::model::{Flags, Limits, Openness, Text, TypeId};
use crate::maps::IndexMap;
use std::collections::BTreeMap;

/// A group in the making.
#[derive(Debug, Default)]
pub(super) struct Draft {
    texts: IndexMap<String, ()>,
    types: Vec<Vec<u8>>,
    known: IndexMap<Vec<u8>, TypeId>,
    entries: BTreeMap<String, TypeId>,
}

/// A member of an object in the making.
pub(super) type DraftMember = (String, TypeId, Flags);

impl Draft {
    /// The number of a text.
    pub(super) fn text(&mut self, text: &str) -> Text {
        if let Some(known) = self.texts.get_index_of(text) {
            return Text(number(known));
        }
        let (index, _) = self.texts.insert_full(text.to_owned(), ());
        Text(number(index))
    }

    /// Gives a type a name.
    pub(super) fn name(&mut self, name: &str, id: TypeId) {
        self.text(name);
        self.entries.insert(name.to_owned(), id);
    }

    /// The place of a type that is referred to before it is whole.
    pub(super) fn reserve(&mut self) -> TypeId {
        self.types.push(Vec::new());
        TypeId(number(self.types.len() - 1))
    }

    /// Adds a type, in the place that was reserved for it.
    pub(super) fn add(&mut self, bytes: Vec<u8>, reserved: Option<TypeId>) -> TypeId {
        if let Some(id) = reserved {
            if let Some(place) = self.types.get_mut(id.0 as usize) {
                *place = bytes;
            }
            return id;
        }
        if let Some(known) = self.known.get(&bytes) {
            return *known;
        }
        let id = self.reserve();
        self.known.insert(bytes.clone(), id);
        self.add(bytes, Some(id))
    }

    /// A type without parts.
    pub(super) fn plain(&mut self, kind: u64) -> TypeId {
        self.add(vec_of([kind]), None)
    }

    /// A number, a list or a set within limits.
    pub(super) fn limited(kind: u64, item: Option<TypeId>, limits: Limits) -> Vec<u8> {
        let mut bytes = vec_of([kind]);
        bytes.extend(
            item.into_iter()
                .flat_map(|item| vec_of([u64::from(item.0)])),
        );
        put_limits(&mut bytes, limits);
        bytes
    }

    /// Values by keys.
    pub(super) fn map(item: TypeId) -> Vec<u8> {
        vec_of([kind::MAP, u64::from(item.0)])
    }

    /// A text.
    pub(super) fn words(&mut self, length: Limits, pattern: Option<&str>) -> TypeId {
        let mut bytes = Self::limited(kind::TEXT, None, length);
        let pattern = pattern.map_or(0, |pattern| u64::from(self.text(pattern).0) + 1);
        put(&mut bytes, pattern);
        self.add(bytes, None)
    }

    /// One of some texts.
    pub(super) fn one_of(&mut self, values: &[String], open: Openness) -> TypeId {
        let kind = match open {
            Openness::Closed => kind::CLOSED,
            Openness::Open => kind::OPEN,
        };
        let mut bytes = vec_of([kind, values.len() as u64]);
        for value in values {
            let text = self.text(value);
            put(&mut bytes, u64::from(text.0));
        }
        self.add(bytes, None)
    }

    /// An object.
    pub(super) fn object(&mut self, members: Vec<DraftMember>, others: Option<TypeId>) -> Vec<u8> {
        let mut bytes = vec_of([kind::OBJECT]);
        self.put_members(&mut bytes, members);
        put(&mut bytes, others.map_or(0, |id| u64::from(id.0) + 1));
        bytes
    }

    /// An object whose members depend on what one of them says.
    pub(super) fn choice(
        &mut self,
        key: &str,
        members: Vec<DraftMember>,
        variants: Vec<(String, TypeId)>,
    ) -> Vec<u8> {
        let mut bytes = vec_of([kind::CHOICE, u64::from(self.text(key).0)]);
        self.put_members(&mut bytes, members);
        put(&mut bytes, variants.len() as u64);
        for (value, id) in variants {
            let text = self.text(&value);
            bytes.extend(vec_of([u64::from(text.0), u64::from(id.0)]));
        }
        bytes
    }

    /// One of some types.
    pub(super) fn union(ids: &[TypeId]) -> Vec<u8> {
        let mut bytes = vec_of([kind::UNION, ids.len() as u64]);
        for id in ids {
            put(&mut bytes, u64::from(id.0));
        }
        bytes
    }

    fn put_members(&mut self, bytes: &mut Vec<u8>, mut members: Vec<DraftMember>) {
        members.sort_by(|(first, ..), (second, ..)| first.cmp(second));
        put(bytes, members.len() as u64);
        for (name, id, flags) in members {
            let text = self.text(&name);
            bytes.extend(vec_of([text.0, id.0, flags.0].map(u64::from)));
        }
    }

    /// The bytes of the group.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let entries: Vec<_> = std::mem::take(&mut self.entries).into_iter().collect();
        let entries: Vec<_> = entries
            .into_iter()
            .map(|(name, id)| (self.text(&name), id))
            .collect();
        let mut bytes = vec_of([self.texts.len() as u64]);
        self.texts
            .keys()
            .for_each(|text| put_text(&mut bytes, text));
        put(&mut bytes, entries.len() as u64);
        for (text, id) in entries {
            bytes.extend(vec_of([text.0, id.0].map(u64::from)));
        }
        put(&mut bytes, self.types.len() as u64);
        self.types
            .iter()
            .for_each(|ty| put(&mut bytes, ty.len() as u64));
        self.types.iter().for_each(|ty| bytes.extend(ty));
        bytes
    }
}

fn vec_of<const N: usize>(numbers: [u64; N]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for number in numbers {
        put(&mut bytes, number);
    }
    bytes
}

fn put_limits(bytes: &mut Vec<u8>, limits: Limits) {
    for limit in [limits.least, limits.most] {
        put(bytes, limit.map_or(0, |limit| zigzag(limit) + 1));
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
