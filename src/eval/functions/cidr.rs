//! Functions of ranges of addresses, IPv4 and IPv6.

use super::arguments::{count, expected, list, text, whole};
use super::{Definition, Fault, Gives, Parameter, Takes, Wrong};
use crate::source::Span;
use crate::term::{Kind, Term};
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The most bits by which `cidrsubnets` makes a range smaller, as in Terraform.
const MOST_NEW_BITS: usize = 32;

const RANGE: Parameter = Parameter {
    name: "range",
    takes: Takes::Text,
};
const HOST: Parameter = number("host");
const NEW_BITS: Parameter = number("new bits");
const SUBNET: Parameter = number("subnet");

pub(super) const TABLE: &[Definition] = &[
    Definition::terraform("cidrhost", &[RANGE, HOST], Gives::Text, cidrhost),
    Definition::terraform("cidrnetmask", &[RANGE], Gives::Text, cidrnetmask),
    Definition::terraform(
        "cidrsubnet",
        &[RANGE, NEW_BITS, SUBNET],
        Gives::Text,
        cidrsubnet,
    ),
    Definition {
        rest: Some(NEW_BITS),
        ..Definition::terraform("cidrsubnets", &[RANGE], Gives::Texts, cidrsubnets)
    },
];

const fn number(name: &'static str) -> Parameter {
    Parameter {
        name,
        takes: Takes::Number,
    }
}

/// Hosts below 0 are counted from the end.
fn cidrhost(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let range = range(arguments)?;
    let host = whole(arguments, 1)?;
    let distance = host.unsigned_abs();
    let size = range.family.size(range.prefix);
    let offset = match size {
        Some(size) if host < 0 => size.checked_sub(distance),
        None if host < 0 => Some(distance.wrapping_neg()),
        size => Some(distance).filter(|distance| size.is_none_or(|size| *distance < size)),
    };
    let offset = offset.ok_or_else(|| Wrong::NoPlace.of(1))?;
    let address = range.family.address(range.first | offset);
    Ok(Kind::text(address).at(span))
}

fn cidrnetmask(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let range = range(arguments)?;
    if range.family == Family::V6 {
        return Err(expected("a range of IPv4 addresses", "one of IPv6 addresses").of(0));
    }
    let mask = range.family.address(range.family.mask(range.prefix));
    Ok(Kind::text(mask).at(span))
}

fn cidrsubnet(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let range = range(arguments)?;
    let prefix = range.longer_prefix(arguments, 1)?;
    let subnet = u128::try_from(whole(arguments, 2)?).map_err(|_| Wrong::NoPlace.of(2))?;
    let new_bits = prefix - range.prefix;
    if 1_u128
        .checked_shl(new_bits)
        .is_some_and(|most| subnet >= most)
    {
        return Err(Wrong::NoPlace.of(2));
    }
    let shifted = subnet.checked_shl(range.family.bits() - prefix);
    let first = range.first | shifted.unwrap_or(0);
    Ok(Range {
        first,
        prefix,
        ..range
    }
    .term(span))
}

/// One range after the other, each at the next place where one of its size may begin.
fn cidrsubnets(arguments: &[Term], span: Span) -> Result<Term, Fault> {
    let range = range(arguments)?;
    let mut free = Some(range.first);
    let mut subnets = Vec::new();
    for at in 1..arguments.len() {
        let new_bits = count(arguments, at)?;
        if !(1..=MOST_NEW_BITS).contains(&new_bits) {
            let (least, most) = (1, MOST_NEW_BITS);
            return Err(Wrong::Outside { least, most }.of(at));
        }
        let prefix = range.longer_prefix(arguments, at)?;
        let subnet = free.and_then(|free| range.next_subnet(free, prefix));
        let subnet = subnet.ok_or_else(|| Wrong::NoPlace.of(at))?;
        free = subnet.last().checked_add(1);
        subnets.push(subnet.term(span));
    }
    Ok(list(subnets).at(span))
}

fn range(arguments: &[Term]) -> Result<Range, Fault> {
    let range = Range::parse(&text(arguments, 0));
    range.ok_or_else(|| expected("a range of addresses such as `10.0.0.0/16`", "other text").of(0))
}

/// A range of addresses, whose numbers begin with the same bits.
#[derive(Clone, Copy)]
struct Range {
    family: Family,
    first: u128,
    /// How many bits are the same.
    prefix: u32,
}

impl Range {
    /// Bits of the address behind the prefix are dropped.
    fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/')?;
        let prefix = decimal(prefix)?;
        let (family, address) = if address.contains(':') {
            (Family::V6, address.parse::<Ipv6Addr>().ok()?.to_bits())
        } else {
            (Family::V4, v4(address)?.into())
        };
        let first = address & family.mask(prefix);
        (prefix <= family.bits()).then_some(Self {
            family,
            first,
            prefix,
        })
    }

    /// The prefix with the new bits of an argument.
    fn longer_prefix(&self, arguments: &[Term], at: usize) -> Result<u32, Fault> {
        let room = self.family.bits() - self.prefix;
        let bits = u32::try_from(whole(arguments, at)?).ok();
        let bits = bits.filter(|bits| *bits <= room);
        let most = usize::try_from(room).unwrap_or(usize::MAX);
        let bits = bits.ok_or_else(|| Wrong::Outside { least: 0, most }.of(at))?;
        Ok(self.prefix + bits)
    }

    /// The first range in it that begins at or behind an address.
    fn next_subnet(&self, from: u128, prefix: u32) -> Option<Self> {
        let rest = self.family.all() & !self.family.mask(prefix);
        let first = from.checked_add(rest)? & !rest;
        let subnet = Self {
            first,
            prefix,
            ..*self
        };
        (subnet.last() <= self.last()).then_some(subnet)
    }

    fn last(&self) -> u128 {
        self.first | (self.family.all() & !self.family.mask(self.prefix))
    }

    fn term(&self, span: Span) -> Term {
        Kind::text(self.to_string()).at(span)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.family.address(self.first), self.prefix)
    }
}

/// How long addresses are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    V4,
    V6,
}

impl Family {
    fn bits(self) -> u32 {
        match self {
            Self::V4 => 32,
            Self::V6 => 128,
        }
    }

    fn all(self) -> u128 {
        match self {
            Self::V4 => u32::MAX.into(),
            Self::V6 => u128::MAX,
        }
    }

    /// How many addresses have the same prefix; `None` for all of IPv6, which are too many.
    fn size(self, prefix: u32) -> Option<u128> {
        1_u128.checked_shl(self.bits().saturating_sub(prefix))
    }

    /// The number with this many of the first bits set.
    fn mask(self, prefix: u32) -> u128 {
        let rest = self.size(prefix).map_or(u128::MAX, |size| size - 1);
        self.all() & !rest
    }

    fn address(self, number: u128) -> String {
        match self {
            Self::V4 => {
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                Ipv4Addr::from_bits(number).to_string()
            }
            Self::V6 => Ipv6Addr::from_bits(number).to_string(),
        }
    }
}

/// An IPv4 address; a part may begin with zeros and is decimal still, as in Terraform.
fn v4(text: &str) -> Option<u32> {
    let parts: Option<Vec<u8>> = text.split('.').map(decimal).collect();
    let parts: [u8; 4] = parts?.try_into().ok()?;
    Some(u32::from_be_bytes(parts))
}

/// Digits and nothing else.
fn decimal<T: std::str::FromStr>(text: &str) -> Option<T> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}
