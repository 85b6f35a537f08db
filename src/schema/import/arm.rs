//! Azure's resource types in the form of Bicep's `types.json` → groups.
//!
//! The types of one name space stand in one group: `microsoft.app` holds
//! `microsoft.app/containerapps@2026-01-01`, every name in lower case. A name without a version is an
//! enum of all versions that exist.

use super::Groups;
use crate::schema::draft::{Draft, DraftMember};
use crate::schema::group::kind;
use crate::schema::model::{Flags, Limits, Openness, TypeId};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A type of a file, as it is written there.
#[derive(Deserialize)]
#[serde(tag = "$type", rename_all_fields = "camelCase")]
pub(in crate::schema) enum Written {
    AnyType,
    BooleanType,
    IntegerType {
        min_value: Option<i64>,
        max_value: Option<i64>,
    },
    StringType {
        min_length: Option<i64>,
        max_length: Option<i64>,
        pattern: Option<String>,
        #[serde(default)]
        sensitive: bool,
    },
    StringLiteralType {
        value: String,
    },
    UnionType {
        elements: Vec<Reference>,
    },
    ArrayType {
        item_type: Reference,
        min_length: Option<i64>,
        max_length: Option<i64>,
    },
    ObjectType {
        properties: BTreeMap<String, Property>,
        additional_properties: Option<Reference>,
    },
    DiscriminatedObjectType {
        discriminator: String,
        base_properties: BTreeMap<String, Property>,
        elements: BTreeMap<String, Reference>,
    },
    ResourceType {
        name: String,
        body: Reference,
    },
    #[serde(other)]
    Other,
}

/// A property of an object.
#[derive(Deserialize)]
pub(in crate::schema) struct Property {
    #[serde(rename = "type")]
    ty: Reference,
    #[serde(default)]
    flags: u32,
}

/// `{ "$ref": "#/12" }`
#[derive(Clone, Deserialize)]
pub(in crate::schema) struct Reference {
    #[serde(rename = "$ref")]
    path: String,
}

impl Reference {
    fn index(&self) -> Option<usize> {
        self.path.strip_prefix("#/")?.parse().ok()
    }
}

/// The drafts of name spaces.
#[derive(Default)]
pub(in crate::schema) struct Drafts(BTreeMap<String, Draft>);

impl Drafts {
    /// Adds the resource types of a file.
    pub(in crate::schema) fn file(&mut self, types: &[Written]) {
        let resources = types.iter().filter_map(|ty| match ty {
            Written::ResourceType { name, body } => Some((name.to_lowercase(), body)),
            _ => None,
        });
        let resources: Vec<_> = resources.collect();
        let Some((first, _)) = resources.first() else {
            return;
        };
        let draft = self.0.entry(name_space(first).to_owned()).or_default();
        let mut file = File {
            types,
            states: types.iter().map(|_| State::Unseen).collect(),
            draft,
        };
        for (name, body) in resources {
            let id = file.reference(body);
            file.draft.name(&name, id);
        }
    }

    /// Adds the versions of each type that exist.
    pub(in crate::schema) fn versions(&mut self, versions: BTreeMap<String, Vec<String>>) {
        for (name, versions) in versions {
            let name = name.to_lowercase();
            let draft = self.0.entry(name_space(&name).to_owned()).or_default();
            let id = draft.one_of(&versions, Openness::Closed);
            draft.name(&name, id);
        }
    }

    /// The groups.
    pub(in crate::schema) fn finish(self) -> Groups {
        let drafts = self.0.into_iter();
        drafts.map(|(key, draft)| (key, draft.finish())).collect()
    }
}

/// `microsoft.app` of `microsoft.app/containerapps@2026-01-01`.
pub(in crate::schema) fn name_space(name: &str) -> &str {
    name.split_once('/').map_or(name, |(space, _)| space)
}

/// How far a type of a file has come.
#[derive(Clone, Copy)]
enum State {
    Unseen,
    /// It is being added; a type inside it may have asked for its place already.
    Begun(Option<TypeId>),
    Added(TypeId),
}

/// A file whose types are added to a draft.
struct File<'f> {
    types: &'f [Written],
    states: Vec<State>,
    draft: &'f mut Draft,
}

impl File<'_> {
    fn reference(&mut self, reference: &Reference) -> TypeId {
        match reference.index() {
            Some(index) => self.at(index),
            None => self.draft.plain(kind::ANY),
        }
    }

    fn at(&mut self, index: usize) -> TypeId {
        match self.states.get(index).copied() {
            None => self.draft.plain(kind::ANY),
            Some(State::Added(id) | State::Begun(Some(id))) => id,
            Some(State::Begun(None)) => {
                let id = self.draft.reserve();
                self.set(index, State::Begun(Some(id)));
                id
            }
            Some(State::Unseen) => {
                self.set(index, State::Begun(None));
                let id = self.add(index);
                self.set(index, State::Added(id));
                id
            }
        }
    }

    fn set(&mut self, index: usize, state: State) {
        if let Some(place) = self.states.get_mut(index) {
            *place = state;
        }
    }

    fn add(&mut self, index: usize) -> TypeId {
        let Some(ty) = self.types.get(index) else {
            return self.draft.plain(kind::ANY);
        };
        let bytes = match ty {
            Written::AnyType | Written::ResourceType { .. } | Written::Other => {
                return self.draft.plain(kind::ANY);
            }
            Written::BooleanType => return self.draft.plain(kind::BOOL),
            Written::IntegerType {
                min_value,
                max_value,
            } => Draft::limited(kind::INT, None, limits(*min_value, *max_value)),
            Written::StringType {
                min_length,
                max_length,
                pattern,
                ..
            } => {
                let length = limits(*min_length, *max_length);
                return self.draft.words(length, pattern.as_deref());
            }
            Written::StringLiteralType { value } => {
                return self
                    .draft
                    .one_of(std::slice::from_ref(value), Openness::Closed);
            }
            Written::UnionType { elements } => return self.union(elements),
            Written::ArrayType {
                item_type,
                min_length,
                max_length,
            } => {
                let item = self.reference(item_type);
                Draft::limited(kind::LIST, Some(item), limits(*min_length, *max_length))
            }
            Written::ObjectType {
                properties,
                additional_properties,
            } => {
                let members = self.members(properties);
                let others = additional_properties.as_ref().map(|of| self.reference(of));
                match others {
                    Some(item) if members.is_empty() => Draft::map(item),
                    _ => self.draft.object(members, others),
                }
            }
            Written::DiscriminatedObjectType {
                discriminator,
                base_properties,
                elements,
            } => {
                let members = self.members(base_properties);
                let variants = elements
                    .iter()
                    .map(|(value, of)| (value.clone(), self.reference(of)));
                let variants = variants.collect();
                self.draft.choice(discriminator, members, variants)
            }
        };
        let reserved = match self.states.get(index) {
            Some(State::Begun(reserved)) => *reserved,
            _ => None,
        };
        self.draft.add(bytes, reserved)
    }

    fn members(&mut self, properties: &BTreeMap<String, Property>) -> Vec<DraftMember> {
        let members = properties.iter().map(|(name, property)| {
            let mut flags = Flags(property.flags & KNOWN_FLAGS);
            if self.is_sensitive(&property.ty) {
                flags = flags.and(Flags::SENSITIVE);
            }
            (name.clone(), self.reference(&property.ty), flags)
        });
        let mut members: Vec<_> = members.collect();
        if !members.is_empty() && !properties.contains_key(DROPPED) {
            let text = self.draft.words(Limits::default(), None);
            members.push((DROPPED.to_owned(), text, Flags::default()));
        }
        members
    }

    fn is_sensitive(&self, reference: &Reference) -> bool {
        let ty = reference.index().and_then(|index| self.types.get(index));
        matches!(
            ty,
            Some(Written::StringType {
                sensitive: true,
                ..
            })
        )
    }

    /// Texts of which one is plain are texts of which some are known.
    fn union(&mut self, elements: &[Reference]) -> TypeId {
        let mut values = Vec::new();
        let mut open = Openness::Closed;
        for element in elements {
            match element.index().and_then(|index| self.types.get(index)) {
                Some(Written::StringLiteralType { value }) => values.push(value.clone()),
                Some(Written::StringType { .. }) => open = Openness::Open,
                _ => {
                    let ids: Vec<_> = elements
                        .iter()
                        .map(|element| self.reference(element))
                        .collect();
                    return self.draft.add(Draft::union(&ids), None);
                }
            }
        }
        self.draft.one_of(&values, open)
    }
}

/// A property that any object may have: files without descriptions have lost the properties of that
/// name, too.
const DROPPED: &str = "description";

/// Required, read-only, write-only, constant: Bicep's numbers are ours.
const KNOWN_FLAGS: u32 = 0b1111;

fn limits(least: Option<i64>, most: Option<i64>) -> Limits {
    Limits { least, most }
}
