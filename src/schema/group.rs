//! A group of types, as bytes: decoded type by type, as they are asked for.
//!
//! Its bytes are the length of each text, then all texts as one, then the types with a name (the text,
//! then the type), then the length of each type, then the types. Texts and types are told by their number; types refer to each other,
//! in circles too.

use super::bytes::{Reader, unzigzag};
use super::model::{Flags, Limits, Member, Openness, Text, Type, TypeId};
use crate::maps::HashMap;
use regex::Regex;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

/// A group that was read as far as it has been asked.
pub struct Group {
    bytes: Vec<u8>,
    /// All texts, and where each stands in it.
    text: String,
    texts: Vec<Range<usize>>,
    /// Sorted by text.
    entries: Vec<(Text, TypeId)>,
    types: Vec<(Range<usize>, OnceLock<Decoded>)>,
    /// Patterns that were tried; none for those that can't be.
    patterns: Mutex<HashMap<Text, Option<Regex>>>,
}

/// A type that was looked at.
#[derive(Default)]
struct Decoded {
    ty: Type,
    /// Its members by name.
    by_name: HashMap<Box<str>, usize>,
}

/// A type, in its group.
#[derive(Clone, Copy)]
pub struct Node<'g> {
    group: &'g Group,
    decoded: &'g Decoded,
}

/// What a type that does not exist is.
static NOTHING: LazyLock<Decoded> = LazyLock::new(Decoded::default);

impl Group {
    /// Reads the head of a group.
    pub fn read(bytes: Vec<u8>) -> Arc<Self> {
        let mut reader = Reader::new(&bytes);
        let texts = reader.ranges();
        let text = reader.text().to_owned();
        let count = reader.index();
        let entries = (0..count).map(|_| (Text(reader.index()), TypeId(reader.index())));
        let entries: Vec<_> = entries.collect();
        let types = reader.ranges();
        let start = reader.at;
        let types = types.into_iter().map(|place| {
            let place = start + place.start..start + place.end;
            (place, OnceLock::new())
        });
        let types = types.collect();
        Arc::new(Self {
            bytes,
            text,
            texts,
            entries,
            types,
            patterns: Mutex::default(),
        })
    }

    /// The type of a name.
    pub fn find(&self, name: &str) -> Option<TypeId> {
        let found = self
            .entries
            .binary_search_by_key(&name, |(text, _)| self.text(*text));
        self.entries.get(found.ok()?).map(|(_, id)| *id)
    }

    /// The names of all types that have one, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(text, _)| self.text(*text))
    }

    /// A type.
    pub fn node(&self, id: TypeId) -> Node<'_> {
        let decoded = match self.types.get(id.0 as usize) {
            Some((place, decoded)) => decoded.get_or_init(|| self.decoded(place.clone())),
            None => &NOTHING,
        };
        Node {
            group: self,
            decoded,
        }
    }

    fn decoded(&self, place: Range<usize>) -> Decoded {
        let ty = decoded_type(self.bytes.get(place).unwrap_or_default());
        let members = ty.members().iter().enumerate();
        let by_name = members.map(|(at, member)| (self.text(member.name).into(), at));
        let by_name = by_name.collect();
        Decoded { ty, by_name }
    }

    fn text(&self, text: Text) -> &str {
        let range = self.texts.get(text.0 as usize).cloned().unwrap_or_default();
        self.text.get(range).unwrap_or_default()
    }
}

impl fmt::Debug for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

impl<'g> Node<'g> {
    /// What a value may be.
    pub fn ty(self) -> &'g Type {
        &self.decoded.ty
    }

    /// Another type of the group.
    #[must_use]
    pub fn to(self, id: TypeId) -> Self {
        self.group.node(id)
    }

    /// A text of the group.
    pub fn text(self, text: Text) -> &'g str {
        self.group.text(text)
    }

    /// Whether a text matches a pattern of the group; `None` where the pattern is of a kind that can't
    /// be tried.
    pub fn matches(self, pattern: Text, extent: Extent, text: &str) -> Option<bool> {
        let patterns = self.group.patterns.lock();
        let mut patterns = patterns.unwrap_or_else(PoisonError::into_inner);
        let regex = patterns.entry(pattern).or_insert_with(|| {
            let pattern = self.text(pattern);
            match extent {
                Extent::Whole => Regex::new(&format!("^(?:{pattern})$")).ok(),
                Extent::Part => Regex::new(pattern).ok(),
            }
        });
        regex.as_ref().map(|regex| regex.is_match(text))
    }

    /// The member of a name, if it is an object.
    pub fn member(self, name: &str) -> Option<&'g Member> {
        let at = self.decoded.by_name.get(name)?;
        self.ty().members().get(*at)
    }
}

/// How much of a text a pattern is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it, as in AWS's API models.
    Whole,
    /// Some of it, as in Azure's types.
    Part,
}

pub(super) mod kind {
    //! The number that begins each kind of type.
    pub(in crate::schema) const ANY: u64 = 0;
    pub(in crate::schema) const BOOL: u64 = 1;
    pub(in crate::schema) const NUMBER: u64 = 2;
    pub(in crate::schema) const INT: u64 = 3;
    pub(in crate::schema) const TEXT: u64 = 4;
    pub(in crate::schema) const CLOSED: u64 = 5;
    pub(in crate::schema) const OPEN: u64 = 6;
    pub(in crate::schema) const LIST: u64 = 7;
    pub(in crate::schema) const SET: u64 = 8;
    pub(in crate::schema) const MAP: u64 = 9;
    pub(in crate::schema) const OBJECT: u64 = 10;
    pub(in crate::schema) const CHOICE: u64 = 11;
    pub(in crate::schema) const UNION: u64 = 12;
}

fn decoded_type(bytes: &[u8]) -> Type {
    let mut reader = Reader::new(bytes);
    match reader.number() {
        kind::BOOL => Type::Bool,
        kind::NUMBER => Type::Number,
        kind::INT => Type::Int(reader.limits()),
        kind::TEXT => Type::Text {
            length: reader.limits(),
            pattern: reader.optional().map(Text),
        },
        kind::CLOSED => reader.texts(Openness::Closed),
        kind::OPEN => reader.texts(Openness::Open),
        kind::LIST => Type::List(reader.id(), reader.limits()),
        kind::SET => Type::Set(reader.id(), reader.limits()),
        kind::MAP => Type::Map(reader.id()),
        kind::OBJECT => Type::Object {
            members: reader.members(),
            others: reader.optional().map(TypeId),
        },
        kind::CHOICE => Type::Choice {
            key: Text(reader.index()),
            members: reader.members(),
            variants: reader.many(|reader| (Text(reader.index()), reader.id())),
        },
        kind::UNION => Type::Union(reader.many(Reader::id)),
        _ => Type::Any,
    }
}

impl Reader<'_> {
    fn id(&mut self) -> TypeId {
        TypeId(self.index())
    }

    /// A number one too high, or 0 for none.
    fn optional(&mut self) -> Option<u32> {
        self.index().checked_sub(1)
    }

    /// Where each of some things stands that follow each other, by their lengths.
    fn ranges(&mut self) -> Vec<Range<usize>> {
        let mut end = 0;
        self.many(|reader| {
            let start = end;
            end += reader.index() as usize;
            start..end
        })
    }

    fn limits(&mut self) -> Limits {
        let mut limit = || self.number().checked_sub(1).map(unzigzag);
        Limits {
            least: limit(),
            most: limit(),
        }
    }

    fn many<T>(&mut self, mut read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.index();
        (0..count).map(|_| read(self)).collect()
    }

    fn texts(&mut self, open: Openness) -> Type {
        let values = self.many(|reader| Text(reader.index()));
        Type::Enum { values, open }
    }

    fn members(&mut self) -> Vec<Member> {
        self.many(|reader| Member {
            name: Text(reader.index()),
            ty: reader.id(),
            flags: Flags(reader.index()),
        })
    }
}
