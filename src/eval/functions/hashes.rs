//! Hashes, and identifiers made of them.

use super::given::{of_text, text};
use super::{Definition, Fault, Gives, Parameter, Takes, Wrong};
use crate::source::Span;
use crate::term::Term;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

const TEXT: Parameter = Parameter::new("text", Takes::Text);

/// The name space of the GUIDs that Bicep's `guid` makes.
const GUID: [u8; 16] = [
    0x11, 0xfb, 0x06, 0xfb, 0x71, 0x2d, 0x4d, 0xdd, 0x98, 0xc7, 0xe7, 0x1b, 0xbd, 0x58, 0x88, 0x30,
];

pub(super) const TABLE: &[Definition] = &[
    Definition::terraform("base64sha256", &[TEXT], Gives::Text, |given, span| {
        Ok(of_text(
            BASE64_STANDARD.encode(Sha256::digest(text(given, 0))),
            span,
        ))
    }),
    Definition::terraform("base64sha512", &[TEXT], Gives::Text, |given, span| {
        Ok(of_text(
            BASE64_STANDARD.encode(Sha512::digest(text(given, 0))),
            span,
        ))
    }),
    Definition::everywhere("guid", &[TEXT], Gives::Text, |given, span| {
        let parts: Vec<_> = (0..given.len()).map(|at| text(given, at)).collect();
        Ok(of_text(uuid(GUID, &parts.join("-")), span))
    })
    .and(TEXT),
    Definition::terraform("md5", &[TEXT], Gives::Text, |given, span| {
        Ok(of_text(hex(&Md5::digest(text(given, 0))), span))
    }),
    Definition::terraform("sha1", &[TEXT], Gives::Text, |given, span| {
        Ok(of_text(hex(&Sha1::digest(text(given, 0))), span))
    }),
    Definition::terraform("sha256", &[TEXT], Gives::Text, |given, span| {
        Ok(of_text(hex(&Sha256::digest(text(given, 0))), span))
    }),
    Definition::terraform("sha512", &[TEXT], Gives::Text, |given, span| {
        Ok(of_text(hex(&Sha512::digest(text(given, 0))), span))
    }),
    Definition::terraform(
        "uuidv5",
        &[Parameter::new("namespace", Takes::Text), TEXT],
        Gives::Text,
        uuidv5,
    ),
];

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn uuidv5(given: &[Term], span: Span) -> Result<Term, Fault> {
    let space = name_space(text(given, 0));
    let space = space.ok_or_else(|| Wrong::NameSpace.of(0))?;
    Ok(of_text(uuid(space, text(given, 1)), span))
}

/// The bytes of a UUID in any of its spellings; a word stands for one of RFC 9562.
fn name_space(text: &str) -> Option<[u8; 16]> {
    let text = match text {
        "dns" => "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "url" => "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
        "oid" => "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
        "x500" => "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
        other => unwrapped(other),
    };
    let digits = if text.len() == 36 {
        without_hyphens(text)?
    } else {
        text.to_owned()
    };
    let plain = digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = plain.then(|| u128::from_str_radix(&digits, 16).ok())?;
    number.map(u128::to_be_bytes)
}

fn unwrapped(text: &str) -> &str {
    let bare = text.strip_prefix("urn:uuid:").unwrap_or(text);
    let inner = bare
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    inner.unwrap_or(bare)
}

/// The digits of a UUID whose hyphens stand where they belong.
fn without_hyphens(text: &str) -> Option<String> {
    let groups: Vec<_> = text.split('-').collect();
    let lengths: Vec<_> = groups.iter().map(|group| group.len()).collect();
    (lengths == [8, 4, 4, 4, 12]).then(|| groups.concat())
}

/// The UUID of version 5 of a text in a name space.
fn uuid(space: [u8; 16], text: &str) -> String {
    let hash = Sha1::new()
        .chain_update(space)
        .chain_update(text)
        .finalize();
    let bytes = hash.iter().take(16);
    let number = bytes.fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
    let version = number & !(0xf << 76) | 5 << 76;
    let digits = format!("{:032x}", version & !(0b11 << 62) | 0b10 << 62);
    let mut groups = Vec::new();
    let mut rest = digits.as_str();
    for length in [8, 4, 4, 4, 12] {
        let (group, after) = rest.split_at(length);
        groups.push(group);
        rest = after;
    }
    groups.join("-")
}
