//! How `format` writes numbers: `%d` and its kin, `%e`, `%f` and `%g`.
//!
//! Terraform keeps 512 binary digits of a fraction and rounds these; so do we, so that halves go
//! the same way.

use super::Wrong;
use super::verbs::Verb;
use crate::number::Number;
use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use std::cmp::Ordering;

/// Binary digits that Terraform keeps.
const PRECISION: i32 = 512;

/// `%b`, `%d`, `%o`, `%x` and `%X`.
pub(super) fn integer(verb: &Verb<'_>, number: &BigInt) -> String {
    let (radix, prefix) = match verb.letter {
        'b' => (2, "0b"),
        'o' => (8, "0"),
        'x' | 'X' => (16, "0x"),
        _ => (10, ""),
    };
    let digits = number.magnitude().to_str_radix(radix);
    let zeros = match verb.precision {
        Some(0) if number.is_zero() => return String::new(),
        Some(least) => least.saturating_sub(digits.len()),
        None => 0,
    };
    let prefix = if verb.has('#') { prefix } else { "" };
    let body = format!("{prefix}{}{digits}", "0".repeat(zeros));
    let body = cased(verb, body);
    let sign = sign(verb, number.sign() == Sign::Minus);
    match verb.width {
        Some(_) if verb.has('-') || verb.precision.is_some() || !verb.has('0') => {
            spaced(verb, &format!("{sign}{body}"))
        }
        width => {
            let missing = width.unwrap_or(0).saturating_sub(sign.len() + body.len());
            let (prefix, digits) = body.split_at(prefix.len());
            format!("{sign}{prefix}{}{digits}", "0".repeat(missing))
        }
    }
}

/// `%e`, `%f` and `%g`, and these in capitals.
pub(super) fn float(verb: &Verb<'_>, number: &Number) -> Result<String, Wrong> {
    let kept = kept(&number.ratio().abs());
    let places = verb.precision.unwrap_or(6);
    let body = match (verb.letter, verb.precision) {
        ('f', _) => fixed(&kept, places),
        ('e' | 'E', _) => Digits::rounded(&kept, places + 1).scientific(places),
        (_, None) => Digits::shortest(number)?.general(6),
        (_, Some(most)) => {
            let digits = Digits::rounded(&kept, most.max(1));
            let most = digits.most(most.max(1));
            digits.general(most)
        }
    };
    let body = cased(verb, body);
    let sign = sign(verb, number.is_negative());
    let missing = verb
        .width
        .unwrap_or(0)
        .saturating_sub(sign.len() + body.len());
    if verb.has('0') {
        return Ok(format!("{sign}{}{body}", "0".repeat(missing)));
    }
    Ok(spaced(verb, &format!("{sign}{body}")))
}

/// `%v`: as many digits as there are, with an exponent where there are many.
pub(super) fn shortest(number: &Number) -> Result<String, Wrong> {
    let body = Digits::shortest(number)?.general(6);
    let sign = if number.is_negative() { "-" } else { "" };
    Ok(format!("{sign}{body}"))
}

fn cased(verb: &Verb<'_>, text: String) -> String {
    if verb.letter.is_ascii_uppercase() {
        text.to_ascii_uppercase()
    } else {
        text
    }
}

fn sign(verb: &Verb<'_>, is_negative: bool) -> &'static str {
    match () {
        () if is_negative => "-",
        () if verb.has('+') => "+",
        () if verb.has(' ') => " ",
        () => "",
    }
}

fn spaced(verb: &Verb<'_>, text: &str) -> String {
    let width = verb.width.unwrap_or(0);
    if verb.has('-') {
        format!("{text:<width$}")
    } else {
        format!("{text:>width$}")
    }
}

/// A number from 0 with as many digits behind the point.
fn fixed(number: &BigRational, places: usize) -> String {
    let scale = BigRational::from_integer(num_traits::pow(BigInt::from(10), places));
    let digits = nearest(&(number * scale)).to_string();
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    let point = if places == 0 { "" } else { "." };
    format!("{whole}{point}{fraction}")
}

/// The digits of a number from 0, without zeros at either end, and the power of ten of the first.
struct Digits {
    digits: String,
    exponent: i32,
}

impl Digits {
    /// All digits; there must be an end to them.
    fn shortest(number: &Number) -> Result<Self, Wrong> {
        let decimal = number.absolute().decimal();
        let decimal = decimal.ok_or_else(|| Wrong::Endless(number.to_string()))?;
        let (whole, fraction) = decimal.split_once('.').unwrap_or((&decimal, ""));
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0');
        let zeros = all.len() - significant.len();
        Ok(Self::new(
            significant,
            count(whole.len()) - 1 - count(zeros),
        ))
    }

    /// As many digits as asked for, at least one.
    fn rounded(number: &BigRational, significant: usize) -> Self {
        if number.is_zero() {
            return Self::new("", 0);
        }
        let places = count(significant) - 1 - magnitude(number);
        let digits = nearest(&(number * power(10, places))).to_string();
        Self::new(&digits, count(digits.len()) - 1 - places)
    }

    fn new(digits: &str, exponent: i32) -> Self {
        let digits = digits.trim_end_matches('0').to_owned();
        let exponent = if digits.is_empty() { 0 } else { exponent };
        Self { digits, exponent }
    }

    /// The exponent from which `%g` with a precision writes one.
    fn most(&self, precision: usize) -> i32 {
        let digits = self.digits.len();
        if precision > digits && count(digits) > self.exponent {
            return count(digits);
        }
        count(precision)
    }

    /// Without an exponent, unless it is below -4 or from `most`.
    fn general(&self, most: i32) -> String {
        if self.digits.is_empty() {
            return "0".to_owned();
        }
        if (-4..most).contains(&self.exponent) {
            self.plain()
        } else {
            self.scientific(self.digits.len() - 1)
        }
    }

    fn plain(&self) -> String {
        let Ok(before) = usize::try_from(self.exponent + 1) else {
            let zeros = usize::try_from(-1 - self.exponent).unwrap_or(0);
            return format!("0.{}{}", "0".repeat(zeros), self.digits);
        };
        match self.digits.split_at_checked(before) {
            Some(("", fraction)) => format!("0.{fraction}"),
            Some((whole, fraction)) if !fraction.is_empty() => format!("{whole}.{fraction}"),
            _ => format!("{:0<before$}", self.digits),
        }
    }

    fn scientific(&self, places: usize) -> String {
        let digits = format!("{:0<width$}", self.digits, width = places + 1);
        let (first, fraction) = digits.split_at(1);
        let point = if places == 0 { "" } else { "." };
        let sign = if self.exponent < 0 { '-' } else { '+' };
        format!("{first}{point}{fraction}e{sign}{:02}", self.exponent.abs())
    }
}

/// Lengths are bounded by what can be written, far below the limit of an `i32`.
fn count(length: usize) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}

/// The power of ten of the first digit of a number above 0.
fn magnitude(number: &BigRational) -> i32 {
    let digits = |whole: &BigInt| count(whole.to_string().len());
    let guess = digits(number.numer()) - digits(number.denom());
    if *number < power(10, guess) {
        guess - 1
    } else {
        guess
    }
}

/// The number from 0 as Terraform keeps it.
fn kept(number: &BigRational) -> BigRational {
    if number.is_zero() {
        return number.clone();
    }
    let bits = |whole: &BigInt| i32::try_from(whole.bits()).unwrap_or(i32::MAX);
    let guess = PRECISION - bits(number.numer()) + bits(number.denom());
    let fits = number * power(2, guess) < power(2, PRECISION);
    let shift = if fits { guess } else { guess - 1 };
    BigRational::from_integer(nearest(&(number * power(2, shift)))) / power(2, shift)
}

fn power(base: i32, exponent: i32) -> BigRational {
    BigRational::from_integer(base.into()).pow(exponent)
}

/// The nearest whole number; of two that are equally near, the even one.
fn nearest(number: &BigRational) -> BigInt {
    let floor = number.floor().to_integer();
    let above = number - BigRational::from_integer(floor.clone());
    let half = BigRational::new(1.into(), 2.into());
    match above.cmp(&half) {
        Ordering::Less => floor,
        Ordering::Equal if (&floor % 2_i32).is_zero() => floor,
        _ => floor + 1,
    }
}
