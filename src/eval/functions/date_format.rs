//! Dates in the formats of `formatdate`: letters stand for parts of a date, what stands between
//! single quotes stands for itself, and a quote is written twice.

use super::Wrong;
use super::timestamp::{Reading, Timestamp};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// The timestamp in a format.
pub(super) fn formatted(format: &str, timestamp: Timestamp) -> Result<String, Wrong> {
    let mut written = String::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        let (part, behind) = match rest.strip_prefix('\'') {
            Some(quoted) => unquoted(quoted)?,
            None if first.is_ascii_alphabetic() => {
                let (letters, behind) = split(rest, |letter| letter != first);
                (verb(letters, timestamp)?, behind)
            }
            None => {
                let (literal, behind) = split(rest, |letter| {
                    letter == '\'' || letter.is_ascii_alphabetic()
                });
                (literal.to_owned(), behind)
            }
        };
        written.push_str(&part);
        rest = behind;
    }
    Ok(written)
}

/// The text up to the first character that ends it, and the rest.
fn split(text: &str, ends: impl FnMut(char) -> bool) -> (&str, &str) {
    text.split_at_checked(text.find(ends).unwrap_or(text.len()))
        .unwrap_or((text, ""))
}

/// The text behind an opening quote up to the closing one, and the rest; two quotes are one.
fn unquoted(text: &str) -> Result<(String, &str), Wrong> {
    if let Some(behind) = text.strip_prefix('\'') {
        return Ok(("'".to_owned(), behind));
    }
    let mut unquoted = String::new();
    let mut rest = text;
    while let Some((part, behind)) = rest.split_once('\'') {
        unquoted.push_str(part);
        let Some(doubled) = behind.strip_prefix('\'') else {
            return Ok((unquoted, behind));
        };
        unquoted.push('\'');
        rest = doubled;
    }
    Err(Wrong::OpenQuote)
}

/// The part of the date that some letters stand for.
fn verb(letters: &str, timestamp: Timestamp) -> Result<String, Wrong> {
    let now = timestamp.reading();
    let part = match letters {
        "YY" => padded(now.year % 100),
        "YYYY" => format!("{:04}", now.year),
        "M" => now.month.to_string(),
        "MM" => padded(now.month),
        "MMM" => short(name(&MONTHS, now.month - 1)),
        "MMMM" => name(&MONTHS, now.month - 1).to_owned(),
        "D" => now.day.to_string(),
        "DD" => padded(now.day),
        "EEE" => short(name(&DAYS, now.weekday)),
        "EEEE" => name(&DAYS, now.weekday).to_owned(),
        "h" => now.hour.to_string(),
        "hh" => padded(now.hour),
        "H" => of_twelve(now).to_string(),
        "HH" => padded(of_twelve(now)),
        "AA" => half(now).to_owned(),
        "aa" => half(now).to_lowercase(),
        "m" => now.minute.to_string(),
        "mm" => padded(now.minute),
        "s" => now.second.to_string(),
        "ss" => padded(now.second),
        "Z" => timestamp.zone(),
        "ZZZ" if timestamp.offset == 0 => "UTC".to_owned(),
        "ZZZ" | "ZZZZ" => timestamp.offset_with(""),
        "ZZZZZ" => timestamp.offset_with(":"),
        other => return Err(Wrong::DateFormat(other.to_owned())),
    };
    Ok(part)
}

fn padded(number: i64) -> String {
    format!("{number:02}")
}

fn name<const N: usize>(names: &[&'static str; N], at: i64) -> &'static str {
    let at = usize::try_from(at).ok();
    at.and_then(|at| names.get(at)).copied().unwrap_or_default()
}

fn short(name: &str) -> String {
    name.chars().take(3).collect()
}

/// The hour on a clock face.
fn of_twelve(now: Reading) -> i64 {
    match now.hour % 12 {
        0 => 12,
        hour => hour,
    }
}

fn half(now: Reading) -> &'static str {
    if now.hour < 12 { "AM" } else { "PM" }
}
