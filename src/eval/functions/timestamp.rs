//! Points in time as RFC 3339 writes them: `2026-01-31T12:00:00Z`.
//!
//! Days are counted from 1970-01-01 in the calendar that has always had its present leap years.

use std::fmt;

const SECONDS_OF_DAY: i64 = 86_400;
/// 400 years, after which the calendar repeats itself.
const DAYS_OF_ERA: i64 = 146_097;
/// From 0000-03-01, where eras begin, to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;

/// A point in time, and where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Timestamp {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    pub(super) nanoseconds: i128,
    /// How far the clock on the wall was ahead of UTC, in minutes.
    pub(super) offset: i64,
}

/// What a calendar and a clock on the wall show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) year: i64,
    /// From 1.
    pub(super) month: i64,
    pub(super) day: i64,
    /// From 0 for Sunday.
    pub(super) weekday: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
}

impl Timestamp {
    /// Reads a timestamp; `None` if it is none, or on no day of the calendar.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let year = digits(&mut rest, 4)?;
        let month = behind(&mut rest, "-")?;
        let day = behind(&mut rest, "-")?;
        let hour = behind(&mut rest, "T")?;
        let minute = behind(&mut rest, ":")?;
        let second = behind(&mut rest, ":")?;
        let fraction = fraction(&mut rest)?;
        let offset = offset(rest)?;
        let days = days(year, month, day)?;
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let on_the_wall = days * SECONDS_OF_DAY + hour * 3600 + minute * 60 + second;
        let seconds = i128::from(on_the_wall - offset * 60);
        let nanoseconds = seconds * 1_000_000_000 + i128::from(fraction);
        Some(Self {
            nanoseconds,
            offset,
        })
    }

    /// What calendar and clock showed where it was written.
    pub(super) fn reading(self) -> Reading {
        let seconds = self.nanoseconds.div_euclid(1_000_000_000);
        let seconds = i64::try_from(seconds).unwrap_or(i64::MAX) + self.offset * 60;
        let days = seconds.div_euclid(SECONDS_OF_DAY);
        let second_of_day = seconds.rem_euclid(SECONDS_OF_DAY);
        let (year, month, day) = date(days);
        Reading {
            year,
            month,
            day,
            weekday: (days + 4).rem_euclid(7),
            hour: second_of_day / 3600,
            minute: second_of_day / 60 % 60,
            second: second_of_day % 60,
        }
    }

    /// The offset as `+01:00` with this text between hours and minutes.
    pub(super) fn offset_with(self, separator: &str) -> String {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.abs();
        format!("{sign}{:02}{separator}{:02}", minutes / 60, minutes % 60)
    }

    /// The offset as RFC 3339 writes it.
    pub(super) fn zone(self) -> String {
        match self.offset {
            0 => "Z".to_owned(),
            _ => self.offset_with(":"),
        }
    }
}

impl fmt::Display for Timestamp {
    /// Without parts of a second, as Terraform writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let now = self.reading();
        write!(f, "{:04}-{:02}-{:02}", now.year, now.month, now.day)?;
        write!(f, "T{:02}:{:02}:{:02}", now.hour, now.minute, now.second)?;
        f.write_str(&self.zone())
    }
}

/// A separator and two digits.
fn behind(rest: &mut &str, separator: &str) -> Option<i64> {
    *rest = rest.strip_prefix(separator)?;
    digits(rest, 2)
}

fn digits(rest: &mut &str, length: usize) -> Option<i64> {
    let (digits, behind) = rest.split_at_checked(length)?;
    *rest = behind;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// The nanoseconds of `.5`, or 0 where there is no point; digits past the ninth are dropped.
fn fraction(rest: &mut &str) -> Option<i64> {
    let Some(behind) = rest.strip_prefix('.') else {
        return Some(0);
    };
    let length = behind.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, behind) = behind.split_at_checked(length).filter(|_| length > 0)?;
    *rest = behind;
    let nanoseconds: String = digits.chars().chain("000000000".chars()).take(9).collect();
    nanoseconds.parse().ok()
}

/// The minutes of `Z`, `+01:00`.
fn offset(mut rest: &str) -> Option<i64> {
    if rest == "Z" {
        return Some(0);
    }
    let sign = if rest.starts_with('-') { -1 } else { 1 };
    let hours = behind(&mut rest, if sign < 0 { "-" } else { "+" })?;
    let minutes = behind(&mut rest, ":")?;
    let fits = rest.is_empty() && hours < 24 && minutes < 60;
    fits.then_some(sign * (hours * 60 + minutes))
}

/// The days from 1970-01-01 to a date, if there is such a date.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let from_march = (month + 9) % 12;
    let year_from_march = if from_march > 9 { year - 1 } else { year };
    let era = year_from_march.div_euclid(400);
    let year_of_era = year_from_march.rem_euclid(400);
    let leap_days = year_of_era / 4 - year_of_era / 100;
    let day_of_era = year_of_era * 365 + leap_days + (153 * from_march + 2) / 5 + day - 1;
    let days = era * DAYS_OF_ERA + day_of_era - DAYS_TO_EPOCH;
    (date(days) == (year, month, day)).then_some(days)
}

/// Year, month and day that many days after 1970-01-01.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + DAYS_TO_EPOCH;
    let era = days.div_euclid(DAYS_OF_ERA);
    let day_of_era = days.rem_euclid(DAYS_OF_ERA);
    let leap_days = day_of_era / 1460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era;
    (if month < 3 { year + 1 } else { year }, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_its_number_belong_together() {
        for (year, month, day, number) in [
            (1970, 1, 1, 0),
            (1969, 12, 31, -1),
            (2000, 2, 29, 11_016),
            (2000, 3, 1, 11_017),
            (0, 1, 1, -719_528),
            (9999, 12, 31, 2_932_896),
        ] {
            assert_eq!(days(year, month, day), Some(number));
            assert_eq!(date(number), (year, month, day));
        }
    }

    #[test]
    fn what_is_on_no_calendar_is_no_date() {
        for (year, month, day) in [(2023, 2, 29), (1900, 2, 29), (2023, 0, 1), (2023, 13, 1)] {
            assert_eq!(days(year, month, day), None, "{year}-{month}-{day}");
        }
        for (year, month, day) in [(2023, 4, 31), (2023, 1, 0)] {
            assert_eq!(days(year, month, day), None, "{year}-{month}-{day}");
        }
    }
}
