//! Times that YAML recognizes, in the one form in which Terraform hands them on.

use regex::{Captures, Regex};
use std::sync::LazyLock;

static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let date = r"^(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})";
    let clock = r"(?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2}):(?<second>[0-9]{1,2})([.,][0-9]+)?";
    let zone = r"(?<zone>Z|[+-][0-9]{2}:[0-9]{2})";
    let time = format!("{date}([Tt ]{clock}{zone}?)?$");
    Regex::new(&time).ok()
});

/// The time that a text is, to the second, as RFC 3339 writes it.
pub(super) fn timestamp(text: &str) -> Option<String> {
    let time = TIME.as_ref()?.captures(text)?;
    let has_zone = time.name("zone").is_some();
    let is_spaced = text.contains(' ');
    let is_date = time.name("hour").is_none();
    if !is_date && is_spaced == has_zone {
        return None;
    }
    let [year, month, day] = ["year", "month", "day"].map(|name| part(&time, name));
    let [hour, minute, second] = ["hour", "minute", "second"].map(|name| part(&time, name));
    let is_day = (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
    if !is_day || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let zone = time.name("zone").map_or("Z", |zone| zone.as_str());
    let zone = if zone == "+00:00" || zone == "-00:00" {
        "Z"
    } else {
        zone
    };
    Some(format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"
    ))
}

fn part(time: &Captures<'_>, name: &str) -> u32 {
    let part = time.name(name).and_then(|part| part.as_str().parse().ok());
    part.unwrap_or(0)
}

fn days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
