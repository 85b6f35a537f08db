//! Numbers and texts as bytes: seven bits of a number a byte, lowest first; a text behind its length.

/// Adds a number.
pub(super) fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(low_bits(number) | 0x80);
        number >>= 7;
    }
    bytes.push(low_bits(number));
}

fn low_bits(number: u64) -> u8 {
    (number & 0x7f) as u8
}

/// A number as one without a sign: small ones stay small.
pub(super) fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

/// The number with its sign.
pub(super) fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// Adds a text.
pub(super) fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put(bytes, text.len() as u64);
    bytes.extend(text.as_bytes());
}

/// Reads what was put. What is read beyond the end is nothing: 0, or an empty text.
#[derive(Clone, Debug)]
pub(super) struct Reader<'b> {
    bytes: &'b [u8],
    /// How far it has come.
    pub(super) at: usize,
}

impl<'b> Reader<'b> {
    /// A reader at the beginning.
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn byte(&mut self) -> u8 {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        byte
    }

    /// A number.
    pub(super) fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    /// A number that is an index or a length.
    pub(super) fn index(&mut self) -> u32 {
        u32::try_from(self.number()).unwrap_or(u32::MAX)
    }

    /// As many bytes.
    pub(super) fn take(&mut self, length: u32) -> &'b [u8] {
        let end = self.at.saturating_add(length as usize);
        let taken = self.bytes.get(self.at..end).unwrap_or_default();
        self.at = end;
        taken
    }

    /// A text.
    pub(super) fn text(&mut self) -> &'b str {
        let length = self.index();
        std::str::from_utf8(self.take(length)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_read() {
        let mut bytes = Vec::new();
        for number in [0, 127, 128, 300, u64::MAX] {
            put(&mut bytes, number);
        }
        put_text(&mut bytes, "größe");
        let mut reader = Reader::new(&bytes);
        for number in [0, 127, 128, 300, u64::MAX] {
            assert_eq!(reader.number(), number);
        }
        assert_eq!(reader.text(), "größe");
        assert_eq!((reader.number(), reader.text()), (0, ""));
    }
}
