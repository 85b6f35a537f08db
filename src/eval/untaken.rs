//! Branches that are not taken: the names in them must stand for something and their type must fit
//! the other branch, but nothing of them is computed.

use super::class::{Class, class};
use super::hint::Discord;
use super::{Attention, Error, Evaluator, convert};
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::Expression as Written;
use crate::term::{Kind, Object, Term};

impl Evaluator<'_> {
    /// What a conditional whose condition is known gives: the branch that is taken, with the type
    /// that it has together with the other.
    pub(super) fn choose(
        &mut self,
        taken: &Written,
        untaken: &Written,
        span: Span,
    ) -> Result<Term, Reported> {
        let term = self.expression(taken);
        let other = self.look_at(untaken);
        let term = term?;
        let Some(other) = other else {
            return Ok(term.moved(span));
        };
        let together = together(&term, &other);
        let together = together.map_err(|discord| self.differ(discord, taken.span, untaken.span));
        Ok(together?.moved(span))
    }

    /// Both sides of a choice that is made at deployment, with the type that they have together.
    pub(super) fn of_one_type(&mut self, yes: &Term, no: &Term) -> Result<(Term, Term), Reported> {
        let both = together(yes, no).and_then(|first| Ok((first, together(no, yes)?)));
        both.map_err(|discord| self.differ(discord, yes.span, no.span))
    }

    fn differ(&mut self, discord: Discord, at: Span, other: Span) -> Reported {
        self.report(Error::BranchTypes { discord, at, other })
    }

    /// What is not computed, as far as it can be said without the values of names.
    pub(super) fn look_at(&mut self, written: &Written) -> Option<Term> {
        let outer = std::mem::replace(self.scope.attention(), Attention::Names);
        let term = self.expression(written);
        *self.scope.attention() = outer;
        term.ok()
    }
}

/// The first term, converted to the type that both have.
///
/// Among texts, numbers and truths become texts. Objects have the same keys; an empty list or object
/// goes with every other, and so does null.
fn together(term: &Term, other: &Term) -> Result<Term, Discord> {
    let discord = Discord::Kinds(convert::words(&term.kind), convert::words(&other.kind));
    match (class(term), class(other)) {
        (Some(Class::Bool | Class::Number), Some(Class::Text)) => {
            convert::in_text(term).ok_or(discord)
        }
        (Some(Class::Text), Some(Class::Bool | Class::Number)) => Ok(term.clone()),
        (Some(Class::Object), Some(Class::Object)) => objects(term, other),
        (Some(Class::Sequence), Some(Class::Sequence)) => sequences(term, other),
        (Some(own), Some(others)) if own != others => Err(discord),
        _ => Ok(term.clone()),
    }
}

fn objects(term: &Term, other: &Term) -> Result<Term, Discord> {
    let (Kind::Object(own), Kind::Object(others)) = (&term.kind, &other.kind) else {
        return Ok(term.clone());
    };
    if own.is_empty() || others.is_empty() {
        return Ok(term.clone());
    }
    if own.len() != others.len() {
        return Err(Discord::Keys);
    }
    let converted = own.iter().map(|(key, value)| {
        let other = others.get(key).ok_or(Discord::Keys)?;
        let value = together(value, other).map_err(Discord::inside)?;
        Ok((key.clone(), value))
    });
    let converted: Object = converted.collect::<Result<_, _>>()?;
    Ok(Kind::Object(converted.into())
        .at(term.span)
        .marked(term.sensitive))
}

/// The elements of two lists must have a type in common; the first of each tell it.
fn sequences(term: &Term, other: &Term) -> Result<Term, Discord> {
    let first = |term: &Term| term.as_items().and_then(<[Term]>::first).cloned();
    if let (Some(own), Some(others)) = (first(term), first(other)) {
        together(&own, &others).map_err(Discord::inside)?;
    }
    Ok(term.clone())
}

impl Discord {
    fn inside(self) -> Self {
        match self {
            Self::Kinds(own, others) => Self::Parts(own, others),
            deeper => deeper,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::samples::{deferred_text, list, null, number, text, truth};

    #[test]
    fn numbers_and_truths_become_texts_beside_a_text() {
        for term in [number(1), truth(true)] {
            assert!(
                together(&term, &deferred_text())
                    .unwrap()
                    .as_text()
                    .is_some()
            );
        }
        assert!(
            together(&number(1), &number(2))
                .unwrap()
                .as_number()
                .is_some()
        );
    }

    #[test]
    fn what_has_no_type_in_common_is_refused() {
        for (term, other) in [
            (number(1), truth(true)),
            (text("a"), list([])),
            (list([number(1)]), list([list([])])),
        ] {
            assert!(together(&term, &other).is_err(), "{term:?} {other:?}");
        }
    }

    #[test]
    fn null_and_what_is_empty_go_with_every_other() {
        for (term, other) in [
            (null(), list([])),
            (list([number(1)]), null()),
            (list([]), list([truth(true)])),
        ] {
            assert!(together(&term, &other).is_ok(), "{term:?} {other:?}");
        }
    }
}
