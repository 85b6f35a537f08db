//! Texts, numbers and truths against a type.

use super::fit::{Fit, Rules, as_text, node_words};
use super::given::Given;
use super::schema_error::SchemaError;
use crate::eval::convert;
use crate::number::Number;
use crate::schema::group::{Extent, Node};
use crate::schema::model::{Limits, Openness, Text, Type};
use crate::suggest::{Hint, Words};
use crate::term::{Kind, Term};

/// How the values of an enum are told.
const VALUES: Words = Words {
    some: "its values are",
    none: "it has none",
};

impl Fit<'_> {
    /// Holds a value without parts against a type without parts.
    pub(super) fn scalar(&mut self, name: &str, term: &Term, node: Node<'_>) {
        let fits = match node.ty() {
            Type::Bool => self.is_bool(term),
            Type::Number => self.is_number(term),
            Type::Int(limits) => return self.int(name, term, *limits),
            Type::Text { length, pattern } => {
                return self.text(name, term, node, (*length, *pattern));
            }
            Type::Enum { values, open } => {
                return self.one_of(name, term, node, (values, *open));
            }
            _ => true,
        };
        if !fits {
            self.wrong(name, Given::Term(term), node_words(node));
        }
    }

    fn is_bool(&self, term: &Term) -> bool {
        match self.rules {
            Rules::Terraform => convert::to_bool(term).is_some(),
            Rules::Arm => matches!(term.kind, Kind::Bool(_)),
        }
    }

    fn is_number(&self, term: &Term) -> bool {
        match self.rules {
            Rules::Terraform => convert::to_number(term).is_some(),
            Rules::Arm => matches!(term.kind, Kind::Number(_)),
        }
    }

    /// ARM calls every number whole, those with decimals too.
    fn int(&mut self, name: &str, term: &Term, limits: Limits) {
        let number = convert::to_number(term).filter(|_| self.is_number(term));
        let Some(number) = number.as_ref().and_then(Term::as_number) else {
            return self.wrong(name, Given::Term(term), "a number");
        };
        let too_small = limits
            .least
            .is_some_and(|least| *number < Number::from(least));
        let too_large = limits.most.is_some_and(|most| *number > Number::from(most));
        if too_small || too_large {
            self.out_of_bounds(name, term, format!("a number{}", range(limits)));
        }
    }

    fn text(
        &mut self,
        name: &str,
        term: &Term,
        node: Node<'_>,
        (length, pattern): (Limits, Option<Text>),
    ) {
        let Some(text) = as_text(term, self.rules) else {
            return self.wrong(name, Given::Term(term), "text");
        };
        if length == Limits::default() && pattern.is_none() {
            return;
        }
        let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        let too_short = length.least.is_some_and(|least| count < least);
        let too_long = length.most.is_some_and(|most| count > most);
        if too_short || too_long {
            let rule = format!("text{} characters long, not {count}", range(length));
            return self.out_of_bounds(name, term, rule);
        }
        let Some(pattern) = pattern else {
            return;
        };
        let extent = match self.rules {
            Rules::Terraform => Extent::Whole,
            Rules::Arm => Extent::Part,
        };
        if node.matches(pattern, extent, &text) == Some(false) {
            let rule = format!("text that matches `{}`", node.text(pattern));
            self.out_of_bounds(name, term, rule);
        }
    }

    fn one_of(
        &mut self,
        name: &str,
        term: &Term,
        node: Node<'_>,
        (values, open): (&[Text], Openness),
    ) {
        let Some(text) = as_text(term, self.rules) else {
            return self.wrong(name, Given::Term(term), "text");
        };
        let is_one = |value: &Text| node.text(*value) == &*text;
        if open == Openness::Open || values.iter().any(is_one) {
            return;
        }
        let known: Vec<_> = values.iter().map(|value| node.text(*value)).collect();
        self.report(SchemaError::NotAMember {
            name: name.to_owned(),
            value: format!("\"{text}\""),
            at: term.span,
            hint: Hint::of(&text, &known, VALUES),
        });
    }

    /// What AWS's API says of a text may be narrower than what its provider takes; ARM's types are what
    /// its API takes.
    fn out_of_bounds(&mut self, name: &str, term: &Term, rule: String) {
        let (name, at) = (name.to_owned(), term.span);
        match self.rules {
            Rules::Terraform => {
                self.problems
                    .report(SchemaError::UnlikelyText { name, rule, at });
            }
            Rules::Arm => self.report(SchemaError::OutOfBounds { name, rule, at }),
        }
    }
}

fn range(limits: Limits) -> String {
    match (limits.least, limits.most) {
        (Some(least), Some(most)) => format!(" from {least} to {most}"),
        (Some(least), None) => format!(" of {least} or more"),
        (None, Some(most)) => format!(" of at most {most}"),
        (None, None) => String::new(),
    }
}
