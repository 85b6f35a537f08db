//! How the text of `format` is read: text, and verbs such as `%-5.2f` and `%[2]s`.

use super::Wrong;

/// Characters that a width or precision asks for at most.
const MOST_WIDTH: usize = 100_000;

/// A part of a format.
pub(super) enum Piece<'f> {
    /// Itself.
    Text(&'f str),
    /// Where an argument stands.
    Verb(Verb<'f>),
}

/// Where an argument stands, and how it is written.
#[derive(Clone, Copy)]
pub(super) struct Verb<'f> {
    flags: &'f str,
    /// Characters at least.
    pub(super) width: Option<usize>,
    /// Places, digits or characters at most, as the verb says.
    pub(super) precision: Option<usize>,
    /// Which argument, counted from 0; the next one where that is not said.
    pub(super) argument: Option<usize>,
    /// Which verb.
    pub(super) letter: char,
}

impl Verb<'_> {
    /// Whether this of `0`, `#`, `-`, `+` and the space stands before the width.
    pub(super) fn has(&self, flag: char) -> bool {
        self.flags.contains(flag)
    }

    /// Whether it is this letter with nothing but the number of an argument.
    pub(super) fn is_plain(&self, letter: char) -> bool {
        let is_bare = self.flags.is_empty() && self.width.is_none() && self.precision.is_none();
        is_bare && self.letter == letter
    }
}

/// The parts of a format, in order.
pub(super) fn read(format: &str) -> Result<Vec<Piece<'_>>, Wrong> {
    let mut pieces = Vec::new();
    let mut rest = format;
    while let Some((text, after)) = rest.split_once('%') {
        pieces.push(Piece::Text(text));
        if let Some(after) = after.strip_prefix('%') {
            pieces.push(Piece::Text("%"));
            rest = after;
            continue;
        }
        let (verb, after) = verb(after).ok_or_else(|| Wrong::Verb(shown(after)))?;
        if verb.width.max(verb.precision) > Some(MOST_WIDTH) {
            return Err(Wrong::Unbounded);
        }
        pieces.push(Piece::Verb(verb));
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    Ok(pieces)
}

/// As much behind a `%` as a reader needs to find it.
fn shown(after: &str) -> String {
    let end = after.find(|letter: char| letter.is_alphabetic());
    let shown = end.map_or(usize::MAX, |end| end + 1);
    after.chars().take(shown.min(12)).collect()
}

/// The verb behind a `%`, and what stands behind it.
fn verb(text: &str) -> Option<(Verb<'_>, &str)> {
    let (flags, rest) = split(text, |letter| "0#-+ ".contains(letter));
    let (width, rest) = split(rest, |letter| letter.is_ascii_digit());
    let (precision, rest) = match rest.strip_prefix('.') {
        Some(rest) => {
            let (digits, rest) = split(rest, |letter| letter.is_ascii_digit());
            (Some(format!("0{digits}").parse().ok()?), rest)
        }
        None => (None, rest),
    };
    let (argument, rest) = argument(rest)?;
    let letter = rest.chars().next().filter(char::is_ascii_alphabetic)?;
    let verb = Verb {
        flags,
        width: (!width.is_empty()).then(|| width.parse().ok()).flatten(),
        precision,
        argument,
        letter,
    };
    Some((verb, rest.get(1..)?))
}

/// The number in `[2]`, if it stands there; `None` if it is no number from 1.
fn argument(text: &str) -> Option<(Option<usize>, &str)> {
    let Some(inner) = text.strip_prefix('[') else {
        return Some((None, text));
    };
    let (digits, rest) = inner.split_once(']')?;
    let plain = !digits.starts_with(['0', '+']);
    let number: usize = plain.then(|| digits.parse().ok())??;
    Some((Some(number - 1), rest))
}

fn split(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|letter| !belongs(letter));
    text.split_at(end.unwrap_or(text.len()))
}
