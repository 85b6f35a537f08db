//! Terms of every shape, the same ones in every run, and texts that are hard to write down.

use super::stacks::{
    address, binary, call, conditional, index, list, null, number, object, of_component, path,
    reference_by, template, text, truth, unary, variable,
};
use platc::term::Term;
use platc::term::expression::Step;
use platc::term::operator::{BinaryOperator, UnaryOperator};

/// Texts that a template, a quote or JSON could take for something else.
pub(crate) const TEXTS: [&str; 34] = [
    "",
    "plain",
    "${var.yes}",
    "$${var.yes}",
    "$$${",
    "%{ if true }",
    "%%{ endif }",
    "$",
    "$$",
    "%",
    "100%",
    "costs $5",
    "ends in $",
    "{begins with a brace",
    "${",
    "}",
    "\"quoted\"",
    "back\\slash",
    "\\",
    "\\n is no break",
    "\\${var.yes}",
    "two\nlines\n",
    "\r\n",
    "\ttab",
    "\u{8}\u{c}\u{1b}\u{7f}",
    "\u{85}\u{2028}\u{feff}middle",
    "🦀 grüße 漢字",
    "arn:aws:iam::*:user/${aws:username}",
    "~ strip ~}",
    "'single'",
    "<<EOT\nEOT",
    "// # /* no comment */",
    "\u{feff}begins with a mark",
    "nul\0",
];

/// Numbers beyond what a machine word or a float holds, and plain ones.
pub(crate) const NUMBERS: [&str; 9] = [
    "0",
    "1",
    "-1",
    "0.1",
    "-2.50",
    "9223372036854775808",
    "123456789012345678901234567890",
    "-0.000000000000000000000000001",
    "1e30",
];

pub(crate) const BINARY: [BinaryOperator; 13] = [
    BinaryOperator::Or,
    BinaryOperator::And,
    BinaryOperator::Equal,
    BinaryOperator::NotEqual,
    BinaryOperator::LessOrEqual,
    BinaryOperator::GreaterOrEqual,
    BinaryOperator::Less,
    BinaryOperator::Greater,
    BinaryOperator::Add,
    BinaryOperator::Subtract,
    BinaryOperator::Multiply,
    BinaryOperator::Divide,
    BinaryOperator::Remainder,
];

pub(crate) const UNARY: [UnaryOperator; 2] = [UnaryOperator::Not, UnaryOperator::Negate];

/// An endless row of terms that are not known.
pub(crate) struct Terms {
    state: u64,
}

impl Terms {
    pub(crate) fn new() -> Self {
        let state = 0x9E37_79B9_7F4A_7C15;
        Self { state }
    }

    /// A number below `limit`, from Marsaglia's xorshift.
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 16).unwrap() % limit
    }

    fn text(&mut self) -> Term {
        text(TEXTS[self.below(TEXTS.len())])
    }

    /// Any term; what has parts has parts of less depth.
    fn term(&mut self, depth: usize) -> Term {
        match self.below(6) {
            0..3 => self.deferred(depth),
            3 if depth > 0 => list([self.term(depth - 1), self.term(depth - 1)]),
            4 if depth > 0 => {
                let key = TEXTS[self.below(TEXTS.len())];
                object([(key, self.term(depth - 1)), ("for", self.term(depth - 1))])
            }
            _ => self.known(),
        }
    }

    fn known(&mut self) -> Term {
        match self.below(4) {
            0 => truth(self.below(2) == 0),
            1 => null(),
            2 => number(NUMBERS[self.below(NUMBERS.len())]),
            _ => self.text(),
        }
    }

    fn deferred(&mut self, depth: usize) -> Term {
        let Some(depth) = depth.checked_sub(1) else {
            return self.leaf();
        };
        match self.below(8) {
            0 => self.leaf(),
            1 => self.template(depth),
            2 => call("merge", [self.term(depth), self.deferred(depth)]),
            3 => unary(UNARY[self.below(2)], self.deferred(depth)),
            4 => self.binary(depth),
            5 => conditional(self.deferred(depth), self.term(depth), self.term(depth)),
            6 => index(self.collection(depth), self.term(depth)),
            _ => path(self.deferred(depth), self.steps()),
        }
    }

    fn binary(&mut self, depth: usize) -> Term {
        let operator = BINARY[self.below(BINARY.len())];
        binary(operator, self.term(depth), self.term(depth))
    }

    /// Nothing steps into a number or a text.
    fn collection(&mut self, depth: usize) -> Term {
        match self.below(2) {
            0 => list([self.term(depth)]),
            _ => self.deferred(depth),
        }
    }

    fn template(&mut self, depth: usize) -> Term {
        let parts = (0..=self.below(4)).map(|_| match self.below(3) {
            0 => self.text(),
            1 => self.deferred(depth),
            _ => number(NUMBERS[self.below(NUMBERS.len())]),
        });
        let parts: Vec<_> = parts.collect();
        template(parts)
    }

    fn leaf(&mut self) -> Term {
        if self.below(2) == 0 {
            return variable("yes");
        }
        let queue = address(of_component("events"), "aws_sqs_queue", "dead-letter");
        reference_by(&queue, self.steps())
    }

    fn steps(&mut self) -> Vec<Step> {
        let steps = (0..=self.below(2)).map(|_| match self.below(3) {
            0 => Step::Index(self.below(3)),
            1 => Step::Field("url".into()),
            _ => Step::Field(TEXTS[self.below(TEXTS.len())].into()),
        });
        steps.collect()
    }
}

impl Iterator for Terms {
    type Item = Term;

    fn next(&mut self) -> Option<Term> {
        let depth = self.below(5);
        Some(self.deferred(depth))
    }
}
