//! A pack: facts in groups, each compressed for itself, so that a build reads only the groups that it
//! meets.
//!
//! A pack is a head (a sign, and for each group its key, the length of its compressed bytes and of
//! its plain ones, sorted by key) and the compressed groups in the same order. Numbers are written as
//! `bytes` does it.

use super::bytes::{Reader, put, put_text};
use lz4_flex::block;
use std::collections::BTreeMap;
use std::ops::Range;

/// What every pack begins with; the digit changes with the form.
const SIGN: &str = "platc-pack-1";

/// A pack that was opened: its head was read.
#[derive(Debug)]
pub struct Pack {
    bytes: &'static [u8],
    /// Sorted by key.
    groups: Vec<(&'static str, Place)>,
}

/// Where a group is.
#[derive(Clone, Debug)]
struct Place {
    packed: Range<usize>,
    plain: usize,
}

impl Pack {
    /// Reads the head of a pack; `None` if it is none.
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        if reader.text() != SIGN {
            return None;
        }
        let count = reader.index();
        let mut lengths = Vec::new();
        for _ in 0..count {
            lengths.push((
                reader.text(),
                reader.index() as usize,
                reader.index() as usize,
            ));
        }
        let mut start = reader.at;
        let groups = lengths.into_iter().map(|(key, packed, plain)| {
            let packed = start..start + packed;
            start = packed.end;
            (key, Place { packed, plain })
        });
        let groups = groups.collect();
        Some(Self { bytes, groups })
    }

    /// The keys of all groups, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.groups.iter().map(|(key, _)| *key)
    }

    /// The plain bytes of a group.
    pub fn group(&self, key: &str) -> Option<Vec<u8>> {
        let found = self.groups.binary_search_by_key(&key, |(key, _)| key);
        let (_, place) = self.groups.get(found.ok()?)?;
        let packed = self.bytes.get(place.packed.clone())?;
        block::decompress(packed, place.plain).ok()
    }
}

/// The bytes of a pack of these groups.
pub fn pack(groups: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut head = Vec::new();
    let mut body = Vec::new();
    put_text(&mut head, SIGN);
    put(&mut head, groups.len() as u64);
    for (key, plain) in groups {
        let packed = block::compress(plain);
        put_text(&mut head, key);
        put(&mut head, packed.len() as u64);
        put(&mut head, plain.len() as u64);
        body.extend(packed);
    }
    head.extend(body);
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_found() {
        let groups = [("b", "bb".repeat(100)), ("a", String::new())];
        let groups = groups.map(|(key, text)| (key.to_owned(), text.into_bytes()));
        let packed = pack(&BTreeMap::from(groups)).leak();
        let opened = Pack::open(packed).unwrap();
        assert!(opened.keys().eq(["a", "b"]));
        assert_eq!(opened.group("b").unwrap(), "bb".repeat(100).into_bytes());
        assert_eq!(opened.group("a").unwrap(), b"");
        assert_eq!(opened.group("c"), None);
    }

    #[test]
    fn what_is_no_pack_is_not_opened() {
        assert!(Pack::open(b"{}").is_none());
        assert!(Pack::open(b"").is_none());
    }
}
