//! Whether a rule asks more than another.
//!
//! Only what is plain to see is known: the same condition, one of several that all must hold, one
//! of several of which any may, and another number as a bound. Everything else counts as more.

use super::interface::Texts;
use crate::syntax::tree::{Expression, ExpressionKind, Link};
use crate::term::operator::BinaryOperator;

impl Texts<'_> {
    /// Whether whatever keeps one rule keeps the other.
    pub(super) fn implies(self, one: &Expression, other: &Expression) -> bool {
        let (one, other) = (bare(one), bare(other));
        if self.written(one) == self.written(other) {
            return true;
        }
        let (given, wanted) = ([one, other])
            .map(|of| operands(of, BinaryOperator::And))
            .into();
        if given.len() + wanted.len() > 2 {
            let mut wanted = wanted.iter();
            return wanted.all(|other| given.iter().any(|one| self.implies(one, other)));
        }
        let (given, wanted) = ([one, other])
            .map(|of| operands(of, BinaryOperator::Or))
            .into();
        if given.len() + wanted.len() > 2 {
            let mut given = given.iter();
            return given.all(|one| wanted.iter().any(|other| self.implies(one, other)));
        }
        let (Some(one), Some(other)) = (bound(one), bound(other)) else {
            return false;
        };
        let is_same = one.1 == other.1 && self.written(one.0) == self.written(other.0);
        is_same
            && match one.1 {
                BinaryOperator::Less | BinaryOperator::LessOrEqual => one.2 <= other.2,
                BinaryOperator::Greater | BinaryOperator::GreaterOrEqual => one.2 >= other.2,
                _ => false,
            }
    }
}

fn bare(of: &Expression) -> &Expression {
    match &of.kind {
        ExpressionKind::Group(inner) => bare(inner),
        _ => of,
    }
}

/// What such an operator stands between, or the whole.
fn operands(of: &Expression, operator: BinaryOperator) -> Vec<&Expression> {
    match &of.kind {
        ExpressionKind::Chain(chain) if chain.rest.iter().all(|link| link.operator == operator) => {
            let rest = chain.rest.iter().map(|link| &link.operand);
            std::iter::once(&chain.first).chain(rest).collect()
        }
        _ => vec![of],
    }
}

/// What is compared with a number, how, and with which.
fn bound(of: &Expression) -> Option<(&Expression, BinaryOperator, f64)> {
    let ExpressionKind::Chain(chain) = &of.kind else {
        return None;
    };
    let [
        Link {
            operator, operand, ..
        },
    ] = chain.rest.as_slice()
    else {
        return None;
    };
    match &operand.kind {
        ExpressionKind::Number(number) => Some((&chain.first, *operator, number.parse().ok()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::Problems;
    use crate::source::SourceMap;
    use crate::syntax::parse;
    use crate::syntax::tree::Item;

    fn implies(one: &str, other: &str) -> bool {
        let mut sources = SourceMap::default();
        let file = sources.add("rules", format!("one = {one}\nother = {other}\n"));
        let tree = parse(file, sources.text(file), &mut Problems::default());
        let rules = tree.body.items.iter().map(|item| match item {
            Item::Attribute(rule) => &rule.value,
            Item::Block(_) => panic!("no rule"),
        });
        let rules: Vec<_> = rules.collect();
        Texts(&sources).implies(rules[0], rules[1])
    }

    #[test]
    fn a_rule_implies_one_that_asks_less() {
        let rows = [
            ("a <= 7", "a <= 14"),
            ("a > 2", "a > 1"),
            ("a >= 1 && a <= 7", "a <= 7"),
            ("a >= 1 && a <= 7", "a <= 14 && (a >= 1)"),
            ("a == \"b\"", "a == \"b\" || a == \"c\""),
            ("a == null || a <= 7", "a == null || a <= 14"),
        ];
        for (one, other) in rows {
            assert!(implies(one, other) && implies(one, one), "{one} {other}");
            assert!(!implies(other, one), "{other} {one}");
        }
    }

    #[test]
    fn what_is_not_plain_to_see_implies_nothing() {
        for (one, other) in [
            ("a <= 7", "b <= 7"),
            ("a < 7", "a <= 7"),
            ("a <= 7", "7 >= a"),
        ] {
            assert!(!implies(one, other), "{one} {other}");
        }
    }
}
