//! Exact numbers.
//!
//! A number is a fraction of whole numbers, so that `0.1 + 0.2` is `0.3`. What is written somewhere
//! needs a finite decimal, and [`Number::decimal`] says whether there is one.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive};
use std::cmp::Ordering;
use std::fmt;

/// Digits that a number may have before or after its point; what would have more is refused.
const MOST_DIGITS: usize = 400;

/// Bits of the longest numerator or denominator that [`Number::parse`] can give.
const MOST_BITS: u64 = 2700;

/// An exact number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(Form);

/// INVARIANT: what an `i64` can hold is `Small`, so that equal numbers have equal forms.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Form {
    Small(i64),
    Other(Box<BigRational>),
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(Form::Small(number))
    }
}

impl From<BigRational> for Number {
    fn from(ratio: BigRational) -> Self {
        match ratio.is_integer().then(|| ratio.numer().to_i64()) {
            Some(Some(small)) => Self(Form::Small(small)),
            _ => Self(Form::Other(Box::new(ratio))),
        }
    }
}

impl From<BigInt> for Number {
    fn from(whole: BigInt) -> Self {
        BigRational::from_integer(whole).into()
    }
}

impl Number {
    /// 0.
    pub const ZERO: Self = Self(Form::Small(0));

    /// Reads a decimal: `12`, `1.50`, `2e-3`, and `+1` or `.5`, which only a text can say. `None`
    /// if it is none, or too long.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(small) = text.parse::<i64>()
            && text.len() <= MOST_DIGITS
        {
            return Some(small.into());
        }
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match digits.find(['e', 'E']) {
            Some(at) => (digits.get(..at)?, digits.get(at + 1..)?.parse().ok()?),
            None => (digits, 0_i32),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let plain = !all.is_empty() && all.bytes().all(|digit| digit.is_ascii_digit());
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
        Some(if shift < 0 {
            BigRational::new(value, power).into()
        } else {
            (value * power).into()
        })
    }

    /// The number with the shortest decimal that is nearest to `float`; `None` if that is not
    /// finite.
    pub fn from_f64(float: f64) -> Option<Self> {
        float.is_finite().then(|| Self::parse(&float.to_string()))?
    }

    /// The nearest floating-point number; infinite if it is too far away.
    pub fn to_f64(&self) -> f64 {
        self.ratio().to_f64().unwrap_or(f64::INFINITY)
    }

    /// The fraction that it is.
    pub fn ratio(&self) -> BigRational {
        match &self.0 {
            Form::Small(small) => BigRational::from_integer((*small).into()),
            Form::Other(ratio) => BigRational::clone(ratio),
        }
    }

    /// Its decimal without an exponent and without trailing zeros; `None` if that has no end, as
    /// a third has none.
    pub fn decimal(&self) -> Option<String> {
        let ratio = match &self.0 {
            Form::Small(small) => return Some(small.to_string()),
            Form::Other(ratio) => ratio,
        };
        let places = places(ratio)?;
        let scale = num_traits::pow(BigInt::from(10), places);
        let scaled = ratio.as_ref() * BigRational::from_integer(scale);
        let digits = scaled.to_integer().abs().to_string();
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        let fraction = fraction.trim_end_matches('0');
        let sign = if ratio.is_negative() { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        Some(format!("{sign}{whole}{point}{fraction}"))
    }

    /// Whether it is no longer than what can be written. Whoever computes in steps asks, so that
    /// a short text can't make a number that fills the memory.
    pub fn is_bounded(&self) -> bool {
        match &self.0 {
            Form::Small(_) => true,
            Form::Other(ratio) => ratio.numer().bits().max(ratio.denom().bits()) <= MOST_BITS,
        }
    }

    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Small(_) => true,
            Form::Other(ratio) => ratio.is_integer(),
        }
    }

    /// Whether it is less than 0.
    pub fn is_negative(&self) -> bool {
        *self < Self::ZERO
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        *self == Self::ZERO
    }

    /// The whole number that it is, if it is one and small enough.
    pub fn to_i64(&self) -> Option<i64> {
        match self.0 {
            Form::Small(small) => Some(small),
            Form::Other(_) => None,
        }
    }

    /// The whole number from 0 that it is, if it is one and small enough.
    pub fn to_usize(&self) -> Option<usize> {
        self.to_i64()?.try_into().ok()
    }

    /// The whole number that it is, if it is one.
    pub fn to_integer(&self) -> Option<BigInt> {
        self.is_integer().then(|| self.ratio().to_integer())
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        self.with(other, i64::checked_add, |left, right| left + right)
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.with(other, i64::checked_sub, |left, right| left - right)
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        self.with(other, i64::checked_mul, |left, right| left * right)
    }

    /// The quotient; `None` where `other` is 0.
    pub fn divided_by(&self, other: &Self) -> Option<Self> {
        let exact = |left: i64, right| (left.checked_rem(right)? == 0).then(|| left / right);
        (!other.is_zero()).then(|| self.with(other, exact, |left, right| left / right))
    }

    /// What is left of a division that rounds towards 0; `None` where `other` is 0.
    pub fn remainder(&self, other: &Self) -> Option<Self> {
        let rest = |left, right| left % right;
        (!other.is_zero()).then(|| self.with(other, i64::checked_rem, rest))
    }

    /// The power with a whole exponent; `None` where that divides by 0 or would be longer than
    /// what can be written.
    pub fn power(&self, exponent: i64) -> Option<Self> {
        let ratio = self.ratio();
        let bits = ratio.numer().bits().max(ratio.denom().bits());
        let least = bits
            .saturating_sub(1)
            .checked_mul(exponent.unsigned_abs())?;
        let divides_by_zero = exponent < 0 && self.is_zero();
        if divides_by_zero || least > MOST_BITS {
            return None;
        }
        let power = Self::from(num_traits::Pow::pow(ratio, BigInt::from(exponent)));
        power.is_bounded().then_some(power)
    }

    /// The same with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self::ZERO.minus(self)
    }

    /// The same without its sign.
    #[must_use]
    pub fn absolute(&self) -> Self {
        if self.is_negative() {
            self.negated()
        } else {
            self.clone()
        }
    }

    /// The greatest whole number that is not greater.
    #[must_use]
    pub fn floor(&self) -> Self {
        match &self.0 {
            Form::Small(_) => self.clone(),
            Form::Other(ratio) => ratio.floor().into(),
        }
    }

    /// The least whole number that is not less.
    #[must_use]
    pub fn ceil(&self) -> Self {
        match &self.0 {
            Form::Small(_) => self.clone(),
            Form::Other(ratio) => ratio.ceil().into(),
        }
    }

    /// Computes with small numbers where that has a small result, with fractions otherwise.
    fn with(
        &self,
        other: &Self,
        small: impl Fn(i64, i64) -> Option<i64>,
        large: impl Fn(BigRational, BigRational) -> BigRational,
    ) -> Self {
        if let (Form::Small(left), Form::Small(right)) = (&self.0, &other.0)
            && let Some(result) = small(*left, *right)
        {
            return result.into();
        }
        large(self.ratio(), other.ratio()).into()
    }
}

/// Digits behind the point that a fraction needs at most; `None` if its decimal has no end.
fn places(ratio: &BigRational) -> Option<usize> {
    let mut denominator = ratio.denom().clone();
    let mut places = 0;
    for factor in [10_u32, 2, 5] {
        while (&denominator % factor) == BigInt::ZERO && !denominator.is_one() {
            denominator /= factor;
            places += 1;
        }
    }
    denominator.is_one().then_some(places)
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Small(left), Form::Small(right)) => left.cmp(right),
            _ => self.ratio().cmp(&other.ratio()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Number {
    /// The decimal, or the fraction where that has no end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.decimal() {
            Some(decimal) => f.write_str(&decimal),
            None => write!(f, "{}", self.ratio()),
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
        for text in ["", "-", "1x", ".", "1e999999999", "1e401", "--1"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn equal_numbers_are_equal_however_they_came_about() {
        let large = Number::parse("9223372036854775808").unwrap();
        let small = large.minus(&Number::from(1));
        assert_eq!(small, Number::from(i64::MAX));
        assert_eq!(small.plus(&Number::from(1)), large);
        assert!(small < large);
        let half = Number::parse("0.5").unwrap();
        assert_eq!(half.plus(&half), Number::from(1));
        assert_eq!(
            Number::from(i64::MIN).divided_by(&Number::from(-1)),
            Some(large)
        );
    }

    #[test]
    fn a_power_is_exact_or_refused_quickly() {
        let power = |base: i64, exponent| Number::from(base).power(exponent);
        assert_eq!(
            power(3, 50).unwrap().to_string(),
            "717897987691852588770249"
        );
        assert_eq!(power(2, -1), Number::parse("0.5"));
        assert_eq!(power(-1, i64::MIN), Some(Number::from(1)));
        assert_eq!(power(0, -1), None);
        assert_eq!(power(9, 99_999_999), None);
        assert_eq!(power(9, i64::MAX), None);
    }
}
