//! Names that a cloud allows.
//!
//! A name becomes what its characters and its length allow, and keeps what tells it from others:
//! where something was cut off, and wherever there is salt, a hash stands at its end. The hash is
//! the same on every machine and in every version.

use super::Wrong;
use sha2::{Digest, Sha256};

/// Characters of a hash.
const HASH: usize = 6;

/// Digits of a hash: none that is easily taken for another.
const DIGITS: &str = "0123456789abcdefghjkmnpqrstvwxyz";

/// The text with at most `max` characters, all from the set that `charset` writes as
/// `A-Za-z0-9_-`.
///
/// Other characters become `-` where that is in the set, and vanish otherwise; capitals become
/// small letters where the set has only these, and the other way round.
pub fn fitted(text: &str, max: usize, charset: &str, salts: &[&str]) -> Result<String, Wrong> {
    let charset = Charset::read(charset).ok_or(Wrong::Characters)?;
    let replaced = charset.replaced(text);
    let length = replaced.chars().count();
    let is_lost = replaced.is_empty() && !text.is_empty();
    if salts.is_empty() && length <= max && !is_lost {
        return Ok(replaced);
    }
    let hash = charset.hash(text, salts);
    let room = max.checked_sub(HASH).ok_or(Wrong::Room(HASH))?;
    Ok(charset.joined(&replaced, room, &hash))
}

/// Ranges of characters, first to last.
struct Charset(Vec<(char, char)>);

impl Charset {
    /// Reads `A-Za-z0-9_-`; a `-` at either end is itself. `None` if a range runs backwards or a
    /// hash could not be written.
    fn read(text: &str) -> Option<Self> {
        let mut ranges = Vec::new();
        let mut letters = text.chars();
        while let Some(first) = letters.next() {
            let mut ahead = letters.clone();
            let last = match (ahead.next(), ahead.next()) {
                (Some('-'), Some(last)) => {
                    letters = ahead;
                    last
                }
                _ => first,
            };
            ranges.push((first, last));
        }
        let charset = Self(ranges);
        let is_ordered = charset.0.iter().all(|(first, last)| first <= last);
        (is_ordered && charset.digits().nth(1).is_some()).then_some(charset)
    }

    fn has(&self, letter: char) -> bool {
        let mut ranges = self.0.iter();
        ranges.any(|(first, last)| (*first..=*last).contains(&letter))
    }

    /// The digits of a hash that are in the set.
    fn digits(&self) -> impl Iterator<Item = char> {
        DIGITS.chars().filter(|digit| self.has(*digit))
    }

    /// The text in characters of the set. A `-` stands for any number of others, but neither at an
    /// end nor beside another `-`.
    fn replaced(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        let mut is_gap = false;
        for letter in text.chars() {
            let Some(letter) = self.member(letter) else {
                is_gap = true;
                continue;
            };
            let is_between = !result.is_empty() && !result.ends_with('-') && letter != '-';
            if is_gap && is_between && self.has('-') {
                result.push('-');
            }
            is_gap = false;
            result.push(letter);
        }
        result
    }

    /// The character, or itself in the other case, if that is in the set.
    fn member(&self, letter: char) -> Option<char> {
        let forms = [
            letter,
            letter.to_ascii_lowercase(),
            letter.to_ascii_uppercase(),
        ];
        forms.into_iter().find(|form| self.has(*form))
    }

    /// As much of the text as there is room for, and the hash.
    fn joined(&self, text: &str, room: usize, hash: &str) -> String {
        let separator = if self.has('-') { "-" } else { "" };
        let room = room.saturating_sub(separator.len());
        let cut: String = text.chars().take(room).collect();
        let cut = cut.trim_end_matches('-');
        if cut.is_empty() {
            return hash.to_owned();
        }
        format!("{cut}{separator}{hash}")
    }

    /// A hash of the text and the salts, in digits of the set.
    fn hash(&self, text: &str, salts: &[&str]) -> String {
        let mut hasher = Sha256::new();
        for part in [text].iter().chain(salts) {
            // A length before each part keeps ("ab", "c") and ("a", "bc") apart.
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        let digits: Vec<_> = self.digits().collect();
        let mut rest = number(&hasher.finalize());
        let count = digits.len() as u128;
        let digit = |_| {
            let digit = usize::try_from(rest % count).ok();
            rest /= count;
            digit.and_then(|digit| digits.get(digit))
        };
        (0..HASH).filter_map(digit).collect()
    }
}

/// The first 16 bytes as a number.
fn number(bytes: &[u8]) -> u128 {
    let bytes = bytes.iter().take(16);
    bytes.fold(0, |number, byte| number << 8 | u128::from(*byte))
}
