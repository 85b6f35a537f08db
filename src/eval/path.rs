//! Paths: from a value to what is in it.

use super::class::{Class, class};
use super::collections::all_or_first;
use super::hint::KEYS;
use super::{Error, Evaluator, Step, convert};
use crate::names::names_of;
use crate::problems::Reported;
use crate::source::Span;
use crate::suggest::Hint;
use crate::syntax::tree::{Expression as Root, ExpressionKind, Path, Step as Written};
use crate::term::expression::{Expression, Reference, Step as Into, inside};
use crate::term::types::Type;
use crate::term::{Kind, Secret, Term};

impl Evaluator<'_> {
    pub(super) fn path(&mut self, path: &Path, span: Span) -> Result<Term, Reported> {
        let steps = all_or_first(path.steps.iter().map(|step| self.computed(step)))?;
        let (root, taken) = self.root(&path.root, &steps)?;
        let rest = steps.get(taken..).unwrap_or_default();
        Ok(self.steps_into(root, rest)?.moved(span))
    }

    fn computed<'t>(&mut self, step: &'t Written) -> Result<Step<'t>, Reported> {
        match step {
            Written::Name(name) => Ok(Step::Name(name)),
            Written::Index(index) => Ok(Step::Key(self.expression(index)?, index.span)),
            Written::Names(span) | Written::Each(span) => Ok(Step::Each(*span)),
        }
    }

    /// What the path begins with, and how many steps that took.
    fn root(&mut self, root: &Root, steps: &[Step<'_>]) -> Result<(Term, usize), Reported> {
        let ExpressionKind::Name(name) = &root.kind else {
            return Ok((self.expression(root)?, 0));
        };
        if let Some(term) = self.variable(name) {
            return Ok((term, 0));
        }
        let found = self.scope.lookup(name, root.span, steps)?;
        Ok((found.term, found.steps))
    }

    fn steps_into(&mut self, mut term: Term, steps: &[Step<'_>]) -> Result<Term, Reported> {
        for (at, step) in steps.iter().enumerate() {
            term = match step {
                Step::Name(name) => self.field(&term, &name.text, name.span)?,
                Step::Key(key, span) => self.element(&term, key, *span)?,
                Step::Each(span) => {
                    let rest = steps.get(at + 1..).unwrap_or_default();
                    return self.splat(&term, rest, *span);
                }
            }
        }
        Ok(term)
    }

    /// The rest of the steps, taken of every element.
    fn splat(&mut self, term: &Term, rest: &[Step<'_>], span: Span) -> Result<Term, Reported> {
        let elements = match &term.kind {
            Kind::Null => Vec::new(),
            Kind::List(items) | Kind::Set(items) => items.to_vec(),
            Kind::Deferred(_) => return Err(self.report(Error::UnknownLength { at: span })),
            _ => vec![term.clone()],
        };
        let taken: Vec<_> = elements
            .into_iter()
            .map(|element| self.steps_into(element, rest))
            .collect();
        let items: Result<Vec<_>, _> = taken.into_iter().collect();
        Ok(Kind::List(items?.into()).at(span).marked(term.sensitive))
    }

    fn field(&mut self, term: &Term, name: &str, span: Span) -> Result<Term, Reported> {
        match &term.kind {
            Kind::Object(object) => match object.get(name) {
                Some(value) => Ok(value.clone().marked(term.sensitive)),
                None => Err(self.report(Error::NoSuchKey {
                    name: name.to_owned(),
                    hint: Hint::of(name, &names_of([&**object]), KEYS),
                    at: span,
                })),
            },
            Kind::Deferred(_) if matches!(class(term), None | Some(Class::Object)) => {
                Ok(deeper(term, Into::Field(name.into()), span))
            }
            Kind::Secret(secret) if self.scope.opens_secrets() => {
                self.secret_field(secret, name, span)
            }
            Kind::Secret(_) => Err(self.report(Error::ClosedSecret { at: span })),
            Kind::Null => Err(self.report(Error::InsideNull {
                name: name.to_owned(),
                at: span,
                origin: term.span,
            })),
            kind => Err(self.report(Error::NoKeys {
                name: name.to_owned(),
                found: convert::words(kind),
                at: span,
            })),
        }
    }

    fn secret_field(&mut self, secret: &Secret, name: &str, span: Span) -> Result<Term, Reported> {
        match name {
            "reference" => Ok(secret.reference.clone()),
            "key" => Ok(secret.key.clone().unwrap_or(Kind::Null.at(span))),
            _ => Err(self.report(Error::NoSuchKey {
                name: name.to_owned(),
                hint: Hint::of(name, &["reference", "key"], KEYS),
                at: span,
            })),
        }
    }

    pub(super) fn element(
        &mut self,
        term: &Term,
        key: &Term,
        span: Span,
    ) -> Result<Term, Reported> {
        if key.is_deferred() && convert::to_text(key).is_none() {
            return Err(self.report(Error::WrongIndex { at: span }));
        }
        if key.is_deferred() {
            let index = Expression::Index {
                collection: term.clone(),
                key: key.clone(),
            };
            let sensitive = term.holds_sensitive() || key.sensitive;
            return Ok(Kind::Deferred(index.into()).at(span).marked(sensitive));
        }
        match &term.kind {
            Kind::List(items) => self
                .item(items, key, span)
                .map(|item| item.marked(term.sensitive || key.sensitive)),
            Kind::Deferred(_) => match step(key) {
                Some(step) if may_take(term, &step) => Ok(deeper(term, step, span)),
                _ => Err(self.report(Error::WrongIndex { at: span })),
            },
            Kind::Set(_) => Err(self.report(Error::SetIndex { at: span })),
            _ => match convert::to_text(key).as_ref().and_then(Term::as_text) {
                Some(name) => self.field(term, name, span),
                None => Err(self.report(Error::WrongIndex { at: span })),
            },
        }
    }

    fn item(&mut self, items: &[Term], key: &Term, span: Span) -> Result<Term, Reported> {
        let number = convert::to_number(key);
        let Some(index) = number.as_ref().and_then(Term::as_number) else {
            return Err(self.report(Error::WrongIndex { at: span }));
        };
        let item = index.to_usize().and_then(|index| items.get(index));
        item.cloned().ok_or_else(|| {
            self.report(Error::OutOfRange {
                length: items.len(),
                at: span,
            })
        })
    }
}

/// A known index as a step.
fn step(key: &Term) -> Option<Into> {
    match &key.kind {
        Kind::Number(number) => number.to_usize().map(Into::Index),
        Kind::Text(text) => Some(Into::Field(text.clone())),
        _ => None,
    }
}

/// Whether what is known only at deployment may have something there.
fn may_take(term: &Term, step: &Into) -> bool {
    match (class(term), step) {
        (None | Some(Class::Object), _) | (Some(Class::Sequence), Into::Index(_)) => true,
        (Some(Class::Sequence), Into::Field(name)) => name.parse::<usize>().is_ok(),
        _ => false,
    }
}

/// One step into what is known only at deployment.
pub fn deeper(term: &Term, step: Into, span: Span) -> Term {
    let Kind::Deferred(expression) = &term.kind else {
        return term.clone();
    };
    let expression = match &**expression {
        Expression::Reference(reference) => {
            let ty = inside(&reference.ty, &step).cloned().unwrap_or(Type::Any);
            let mut path = reference.path.clone();
            path.push(step);
            let address = reference.address.clone();
            Expression::Reference(Reference { address, path, ty })
        }
        Expression::Path(root, steps) => {
            let mut steps = steps.clone();
            steps.push(step);
            Expression::Path(root.clone(), steps)
        }
        _ => Expression::Path(term.clone(), vec![step]),
    };
    Kind::Deferred(expression.into())
        .at(span)
        .marked(term.sensitive)
}
