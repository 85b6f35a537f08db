//! Exact numbers.
//!
//! A number is a fraction of whole numbers, so that `0.1 + 0.2` is `0.3`. What is written somewhere
//! needs a finite decimal, and [`Number::decimal`] says whether there is one.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::fmt;

/// Digits that a number may have before or after its point; what would have more is refused.
const MOST_DIGITS: usize = 400;

/// An exact number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(BigRational);

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(BigRational::from_integer(number.into()))
    }
}

impl Number {
    /// Reads a decimal as HCL writes it: `12`, `1.50`, `2e-3`. `None` if it is none, or too long.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (mantissa, exponent) = match digits.find(['e', 'E']) {
            Some(at) => (digits.get(..at)?, digits.get(at + 1..)?.parse().ok()?),
            None => (digits, 0_i32),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let plain = !whole.is_empty() && all.bytes().all(|digit| digit.is_ascii_digit());
        if !plain || all.len() > MOST_DIGITS {
            return None;
        }
        let shift = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        let magnitude = usize::try_from(shift.unsigned_abs()).ok()?;
        if magnitude > MOST_DIGITS {
            return None;
        }
        let power = num_traits::pow(BigInt::from(10), magnitude);
        let value = BigInt::parse_bytes(all.as_bytes(), 10)? * sign;
        Some(Self(if shift < 0 {
            BigRational::new(value, power)
        } else {
            BigRational::from_integer(value * power)
        }))
    }

    /// Its decimal without an exponent and without trailing zeros; `None` if that has no end, as
    /// a third has none.
    pub fn decimal(&self) -> Option<String> {
        let mut denominator = self.0.denom().clone();
        let mut places = 0_usize;
        for factor in [BigInt::from(10), BigInt::from(2), BigInt::from(5)] {
            while (&denominator % &factor).is_zero() && !denominator.is_one() {
                denominator /= &factor;
                places += 1;
            }
        }
        if !denominator.is_one() {
            return None;
        }
        let scaled = &self.0 * BigRational::from_integer(num_traits::pow(10.into(), places));
        let digits = scaled.to_integer().abs().to_string();
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        let fraction = fraction.trim_end_matches('0');
        let sign = if self.0.is_negative() { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        Some(format!("{sign}{whole}{point}{fraction}"))
    }

    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        self.0.is_integer()
    }

    /// Whether it is less than 0.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// The whole number that it is, if it is one and small enough.
    pub fn to_i64(&self) -> Option<i64> {
        self.is_integer().then(|| self.0.to_integer().to_i64())?
    }

    /// The whole number from 0 that it is, if it is one and small enough.
    pub fn to_usize(&self) -> Option<usize> {
        self.to_i64()?.try_into().ok()
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        Self(&self.0 - &other.0)
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// The quotient; `None` where `other` is 0.
    pub fn divided_by(&self, other: &Self) -> Option<Self> {
        (!other.is_zero()).then(|| Self(&self.0 / &other.0))
    }

    /// What is left of a division that rounds towards 0; `None` where `other` is 0.
    pub fn remainder(&self, other: &Self) -> Option<Self> {
        (!other.is_zero()).then(|| Self(&self.0 % &other.0))
    }

    /// The same with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self(-&self.0)
    }

    /// The greatest whole number that is not greater.
    #[must_use]
    pub fn floor(&self) -> Self {
        Self(self.0.floor())
    }

    /// The least whole number that is not less.
    #[must_use]
    pub fn ceil(&self) -> Self {
        Self(self.0.ceil())
    }
}

impl fmt::Display for Number {
    /// The decimal, or the fraction where that has no end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.decimal() {
            Some(decimal) => f.write_str(&decimal),
            None => write!(f, "{}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_written_without_exponent_and_trailing_zeros() {
        for (written, expected) in [
            ("1.10", "1.1"),
            ("12345678901234567890", "12345678901234567890"),
            ("2e3", "2000"),
            ("25e-4", "0.0025"),
            ("-0.5", "-0.5"),
            ("0", "0"),
            ("100", "100"),
        ] {
            let number = Number::parse(written).unwrap();
            assert_eq!(number.decimal().as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn a_third_has_no_decimal() {
        let third = Number::from(1).divided_by(&Number::from(3)).unwrap();
        assert_eq!(third.decimal(), None);
        assert_eq!(third.times(&Number::from(3)), Number::from(1));
    }

    #[test]
    fn what_is_no_number_or_too_long_is_refused() {
        for text in ["", "-", "1x", ".5", "1e999999999", "1e401", "--1"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }
}
