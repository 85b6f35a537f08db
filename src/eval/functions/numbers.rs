//! Functions of numbers.
//!
//! All are exact but `log` and `pow` with a fraction as exponent: these compute with floats as
//! Terraform does, with the same result on every machine.

use super::given::{items, number, of_number};
use super::{Definition, Fault, Gives, Parameter, Takes, Wrong};
use crate::number::Number;
use crate::source::Span;
use crate::term::{Kind, Term};
use num_bigint::BigInt;

/// Digits that `parseint` reads at most: as many as the longest number has in base 2.
const LONGEST: usize = 2700;

const NUMBER: Parameter = Parameter::new("number", Takes::Number);

pub(super) const TABLE: &[Definition] = &[
    Definition::terraform("abs", &[NUMBER], Gives::Number, |arguments, span| {
        Ok(of_number(number(arguments, 0).absolute(), span))
    }),
    Definition::terraform("ceil", &[NUMBER], Gives::Number, |arguments, span| {
        Ok(of_number(number(arguments, 0).ceil(), span))
    }),
    Definition::terraform("floor", &[NUMBER], Gives::Number, |arguments, span| {
        Ok(of_number(number(arguments, 0).floor(), span))
    }),
    Definition::terraform(
        "log",
        &[NUMBER, Parameter::new("base", Takes::Number)],
        Gives::Number,
        log,
    ),
    Definition::everywhere("max", &[NUMBER], Gives::Number, |arguments, span| {
        let numbers = arguments.iter().filter_map(Term::as_number);
        extreme(numbers.max(), span)
    })
    .and(NUMBER),
    Definition::everywhere("min", &[NUMBER], Gives::Number, |arguments, span| {
        let numbers = arguments.iter().filter_map(Term::as_number);
        extreme(numbers.min(), span)
    })
    .and(NUMBER),
    Definition::terraform(
        "parseint",
        &[
            Parameter::new("text", Takes::Known),
            Parameter::new("base", Takes::Number),
        ],
        Gives::Number,
        parseint,
    ),
    Definition::terraform(
        "pow",
        &[NUMBER, Parameter::new("exponent", Takes::Number)],
        Gives::Number,
        pow,
    ),
    Definition::terraform("signum", &[NUMBER], Gives::Number, signum),
    Definition::terraform(
        "sum",
        &[Parameter::new("numbers", Takes::Numbers)],
        Gives::Number,
        sum,
    ),
];

fn extreme(number: Option<&Number>, span: Span) -> Result<Term, Fault> {
    let number = number.ok_or_else(|| Wrong::NoNumber.whole())?;
    Ok(of_number(number.clone(), span))
}

fn log(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let logarithm = |at| libm::log(number(arguments, at).to_f64());
    finite(logarithm(0) / logarithm(1), span)
}

fn finite(float: f64, span: Span) -> Result<Term, Fault> {
    let number = Number::from_f64(float).ok_or_else(|| Wrong::NotFinite.whole())?;
    Ok(of_number(number, span))
}

fn pow(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let (base, exponent) = (number(arguments, 0), number(arguments, 1));
    if !exponent.is_integer() {
        return finite(fractional_power(base.to_f64(), exponent.to_f64()), span);
    }
    if base.is_zero() && exponent.is_negative() {
        return Err(Wrong::NotFinite.whole());
    }
    let power = exponent.to_i64().and_then(|exponent| base.power(exponent));
    let power = power.ok_or_else(|| Wrong::Unbounded.whole())?;
    Ok(of_number(power, span))
}

/// The power with a fraction as exponent: a whole power by squaring, times what is left.
///
/// Terraform's last digit depends on its processor; ours does not.
fn fractional_power(base: f64, exponent: f64) -> f64 {
    let magnitude = exponent.abs();
    let whole = (magnitude - 0.5).ceil();
    let power = if base == 0.0 {
        0.0
    } else if whole == 0.0 && magnitude >= 0.5 {
        base.sqrt()
    } else {
        let rest = libm::exp((magnitude - whole) * libm::log(base));
        times_power(rest, base, whole)
    };
    if exponent < 0.0 { power.recip() } else { power }
}

fn times_power(mut product: f64, mut base: f64, mut exponent: f64) -> f64 {
    while exponent >= 1.0 && product.is_finite() {
        if exponent % 2.0 != 0.0 {
            product *= base;
        }
        base *= base;
        exponent = (exponent / 2.0).floor();
    }
    product
}

fn parseint(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let Some(Kind::Text(text)) = arguments.first().map(|argument| &argument.kind) else {
        return Err(Wrong::NotText.of(0));
    };
    let base = number(arguments, 1).to_i64();
    let base = base.filter(|base| (2..=62).contains(base));
    let base = base.ok_or_else(|| Wrong::Base.of(1))?;
    let number = whole(text, base).ok_or_else(|| Wrong::Digits(base).of(0))?;
    Ok(of_number(number, span))
}

/// The whole number that the text is in a base; `None` if it is none, or too long.
fn whole(text: &str, base: i64) -> Option<Number> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || digits.len() > LONGEST {
        return None;
    }
    let mut value = BigInt::ZERO;
    for digit in digits.bytes() {
        value = value * base + digit_in(digit, base)?;
    }
    let number = Number::from(value);
    Some(if text.starts_with('-') {
        number.negated()
    } else {
        number
    })
}

/// What a digit stands for. Beyond base 36, capitals come after the small letters.
fn digit_in(digit: u8, base: i64) -> Option<i64> {
    let value = match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'z' => digit - b'a' + 10,
        b'A'..=b'Z' if base <= 36 => digit - b'A' + 10,
        b'A'..=b'Z' => digit - b'A' + 36,
        _ => return None,
    };
    Some(i64::from(value)).filter(|value| *value < base)
}

fn signum(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let number = number(arguments, 0);
    if !number.is_integer() {
        return Err(Wrong::NotWhole.of(0));
    }
    Ok(of_number(
        Number::from(number.cmp(&Number::ZERO) as i64),
        span,
    ))
}

fn sum(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let numbers = items(arguments, 0).iter().filter_map(Term::as_number);
    let mut sum: Option<Number> = None;
    for number in numbers {
        let next = sum.map_or_else(|| number.clone(), |sum| sum.plus(number));
        if !next.is_bounded() {
            return Err(Wrong::Unbounded.whole());
        }
        sum = Some(next);
    }
    let sum = sum.ok_or_else(|| Wrong::NoNumber.of(0))?;
    Ok(of_number(sum, span))
}
