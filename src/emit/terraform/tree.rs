//! Expression trees of hcl-rs: how they are put together and printed.
//!
//! hcl-rs prints a tree as it is, without the parentheses that its shape needs; [`grouped`] puts
//! them in while the tree is built.

use hcl::Identifier;
use hcl::expr::{Expression, FuncCall, Operation, Traversal, TraversalOperator, Variable};
use hcl::format::{Format, Formatter};

/// How firmly an expression holds together, loosest first; in between stand the binary operators.
const CONDITIONAL: u8 = 0;
const UNARY: u8 = u8::MAX - 1;
const WHOLE: u8 = u8::MAX;

/// What the place of an operand asks of it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operand {
    /// The operand of a unary operator, or what is stepped into.
    Whole,
    /// The condition of a conditional.
    Condition,
    /// Left of a binary operator, which takes its operands from left to right.
    Left(hcl::BinaryOperator),
    /// Right of a binary operator.
    Right(hcl::BinaryOperator),
}

/// The expression, in parentheses if it would fall apart as this operand.
pub(super) fn grouped(expression: Expression, operand: Operand) -> Expression {
    let needed = match operand {
        Operand::Whole => WHOLE,
        Operand::Condition => CONDITIONAL + 1,
        Operand::Left(operator) => operator.precedence(),
        Operand::Right(operator) => operator.precedence() + 1,
    };
    if firmness(&expression) < needed {
        Expression::Parenthesis(Box::new(expression))
    } else {
        expression
    }
}

fn firmness(expression: &Expression) -> u8 {
    match expression {
        Expression::Conditional(_) => CONDITIONAL,
        Expression::Operation(operation) => match operation.as_ref() {
            Operation::Binary(binary) => binary.operator.precedence(),
            Operation::Unary(_) => UNARY,
        },
        _ => WHOLE,
    }
}

/// `first.second.third`
pub(super) fn path(words: &[&str]) -> Expression {
    verbatim(&words.join("."))
}

/// An expression and the way into it.
pub(super) fn stepped(expression: Expression, steps: Vec<TraversalOperator>) -> Expression {
    if steps.is_empty() {
        return expression;
    }
    Expression::from(Traversal::new(expression, steps))
}

/// `.name`
pub(super) fn attribute(name: &str) -> TraversalOperator {
    TraversalOperator::GetAttr(Identifier::unchecked(name))
}

/// `name(…)`
pub(super) fn call(name: &str, arguments: Vec<Expression>) -> Expression {
    let mut call = FuncCall::new(Identifier::unchecked(name));
    call.args = arguments;
    Expression::from(call)
}

/// Words with dots between them or a number, written as it stands; numbers too, because hcl-rs keeps 64 bits of them.
pub(super) fn verbatim(text: &str) -> Expression {
    Expression::from(Variable::unchecked(text))
}

/// Whether HCL reads the text as one word wherever a name may stand.
pub(super) fn is_word(text: &str) -> bool {
    let begins = |letter: char| letter.is_ascii_alphabetic() || letter == '_';
    let continues = |letter: char| begins(letter) || letter.is_ascii_digit() || letter == '-';
    text.starts_with(begins) && text.chars().all(continues)
}

/// The text of an expression, on one line.
#[expect(clippy::expect_used, reason = "writing into memory does not fail")]
pub(super) fn print(expression: &Expression) -> String {
    if let Expression::Variable(verbatim) = expression {
        return verbatim.as_str().to_owned();
    }
    let mut formatter = Formatter::builder().compact(true).build_vec();
    let printed = expression.format_string(&mut formatter);
    printed.expect("a formatter that writes into memory")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_an_identifier_of_hcl() {
        for first in '\0'..='\u{7f}' {
            for second in '\0'..='\u{7f}' {
                let text = format!("{first}{second}");
                assert_eq!(is_word(&text), Identifier::new(&*text).is_ok(), "{text:?}");
            }
        }
        assert!(!is_word(""));
        assert!(!is_word("größe"));
    }
}
