//! Functions of points in time. None asks a clock.

use super::arguments::{expected, text};
use super::date_format::formatted;
use super::timestamp::Timestamp;
use super::{Definition, Fault, Gives, Parameter, Takes, Wrong};
use crate::source::Span;
use crate::term::{Kind, Term};
use std::cmp::Ordering;

/// The units of time spans, in nanoseconds; the micro sign comes in two characters.
const UNITS: [(&str, i128); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("\u{b5}s", 1_000),
    ("\u{3bc}s", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

const TIMESTAMP: Parameter = parameter("timestamp");
const SPAN: Parameter = parameter("duration");
const FORMAT: Parameter = parameter("format");

pub(super) const TABLE: &[Definition] = &[
    Definition::terraform("formatdate", &[FORMAT, TIMESTAMP], Gives::Text, formatdate),
    Definition::terraform("timeadd", &[TIMESTAMP, SPAN], Gives::Text, timeadd),
    Definition::terraform("timecmp", &[TIMESTAMP, TIMESTAMP], Gives::Number, timecmp),
];

const fn parameter(name: &'static str) -> Parameter {
    Parameter {
        name,
        takes: Takes::Text,
    }
}

fn formatdate(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let timestamp = timestamp(arguments, 1)?;
    let text = formatted(&text(arguments, 0), timestamp).map_err(|wrong| wrong.of(0))?;
    Ok(Kind::text(text).at(span))
}

fn timeadd(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let mut timestamp = timestamp(arguments, 0)?;
    let added = nanoseconds(&text(arguments, 1));
    let wrong = || expected("a time span such as `1h30m`", "other text").of(1);
    timestamp.nanoseconds += added.ok_or_else(wrong)?;
    if !(0..=9999).contains(&timestamp.reading().year) {
        return Err(Wrong::Year.whole());
    }
    Ok(Kind::text(timestamp.to_string()).at(span))
}

/// -1, 0 or 1: whether the first is before, at or after the second.
fn timecmp(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let [first, second] = [timestamp(arguments, 0)?, timestamp(arguments, 1)?];
    let order = match first.nanoseconds.cmp(&second.nanoseconds) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    };
    Ok(Kind::integer(order).at(span))
}

fn timestamp(arguments: &[Term], at: usize) -> Result<Timestamp, Fault> {
    let timestamp = Timestamp::parse(&text(arguments, at));
    let wanted = "a timestamp such as `2026-01-31T12:00:00Z`";
    timestamp.ok_or_else(|| expected(wanted, "other text").of(at))
}

/// The nanoseconds of `1h30m`, `-1.5s`; `None` if it is no time span, or more than 64 bits hold.
fn nanoseconds(text: &str) -> Option<i128> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1 } else { 1 };
    if unsigned == "0" {
        return Some(0);
    }
    let (mut sum, mut rest) = (0, unsigned);
    while !rest.is_empty() || unsigned.is_empty() {
        let (amount, behind) = amount(rest)?;
        sum += amount;
        rest = behind;
        i64::try_from(sum - 1).ok()?;
    }
    let sum = sign * sum;
    i64::try_from(sum).is_ok().then_some(sum)
}

/// The nanoseconds of a number with its unit, and what stands behind it.
fn amount(text: &str) -> Option<(i128, &str)> {
    let (whole, rest) = leading_digits(text)?;
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(behind) => leading_digits(behind)?,
        None => ("", rest),
    };
    let end = rest.find(|letter: char| letter == '.' || letter.is_ascii_digit());
    let (unit, rest) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
    let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let whole = whole_number(whole)?.checked_mul(*factor)?;
    let fraction: String = fraction.chars().take(18).collect();
    let scale = 10_i128.pow(u32::try_from(fraction.len()).ok()?);
    let part = whole_number(&fraction)?.checked_mul(*factor)? / scale;
    Some((whole.checked_add(part)?, rest))
}

fn leading_digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit());
    text.split_at_checked(end.unwrap_or(text.len()))
}

/// The number of these digits, 0 if there are none, and `None` if it is too large for a time span.
fn whole_number(digits: &str) -> Option<i128> {
    if digits.is_empty() {
        return Some(0);
    }
    digits.parse::<u64>().ok().map(i128::from)
}
