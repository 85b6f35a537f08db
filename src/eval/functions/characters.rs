//! Encodings of characters, for `textencodebase64` and `textdecodebase64`.
//!
//! These are the encodings that targets ask for: PowerShell reads UTF-16LE, old programs Latin-1.

use super::Wrong;

/// A way to write characters as bytes.
pub(super) enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Pairs of bytes, in the order that a mark says, or else the greater one first.
    Utf16,
    /// Pairs of bytes, the lesser one first.
    Utf16Le,
    /// Pairs of bytes, the greater one first.
    Utf16Be,
    /// One byte for each of the first 256 characters.
    Latin1,
}

/// The encoding that is registered under a name.
pub(super) fn find(name: &str) -> Result<Encoding, Wrong> {
    match name.to_ascii_lowercase().as_str() {
        "utf-8" => Ok(Encoding::Utf8),
        "utf-16" => Ok(Encoding::Utf16),
        "utf-16le" => Ok(Encoding::Utf16Le),
        "utf-16be" => Ok(Encoding::Utf16Be),
        "iso-8859-1" | "iso_8859-1" | "iso-ir-100" | "latin1" | "l1" => Ok(Encoding::Latin1),
        _ => Err(Wrong::Encoding),
    }
}

impl Encoding {
    /// The bytes of a text, unless the encoding lacks one of its characters.
    pub(super) fn encode(&self, text: &str) -> Result<Vec<u8>, Wrong> {
        let pairs = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect();
        Ok(match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16 => [vec![0xfe, 0xff], pairs(u16::to_be_bytes)].concat(),
            Self::Utf16Le => pairs(u16::to_le_bytes),
            Self::Utf16Be => pairs(u16::to_be_bytes),
            Self::Latin1 => {
                let byte =
                    |letter: char| u8::try_from(letter).map_err(|_| Wrong::NoCharacter(letter));
                text.chars().map(byte).collect::<Result<_, _>>()?
            }
        })
    }

    /// The text of the bytes; `None` if they are not in this encoding.
    pub(super) fn decode(&self, bytes: Vec<u8>) -> Option<String> {
        match self {
            Self::Utf8 => String::from_utf8(bytes).ok(),
            Self::Utf16 => utf16(&bytes),
            Self::Utf16Le => pairs(&bytes, u16::from_le_bytes),
            Self::Utf16Be => pairs(&bytes, u16::from_be_bytes),
            Self::Latin1 => Some(bytes.into_iter().map(char::from).collect()),
        }
    }
}

fn utf16(bytes: &[u8]) -> Option<String> {
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return pairs(rest, u16::from_le_bytes);
    }
    let rest = bytes.strip_prefix(&[0xfe, 0xff]);
    pairs(rest.unwrap_or(bytes), u16::from_be_bytes)
}

fn pairs(bytes: &[u8], order: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks();
    let units: Vec<_> = pairs.iter().copied().map(order).collect();
    rest.is_empty().then(|| String::from_utf16(&units).ok())?
}
