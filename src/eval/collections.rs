//! Lists and objects as they are written.

use super::{Error, Evaluator, convert};
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::{Entry, Expression, ExpressionKind};
use crate::term::expression::{Expression as Remaining, Function};
use crate::term::{Kind, Object, Term};
use std::sync::Arc;

/// The key of an entry.
enum Key {
    Text(Arc<str>),
    /// An attribute of a resource.
    Reference(Term),
}

impl Evaluator<'_> {
    pub(super) fn list(&mut self, items: &[Expression], span: Span) -> Result<Term, Reported> {
        let evaluated = self.all(items)?;
        self.sized(Kind::List(evaluated.into()), span)
    }

    /// Every expression, before the first problem ends it.
    pub(super) fn all(&mut self, items: &[Expression]) -> Result<Vec<Term>, Reported> {
        all_or_first(items.iter().map(|item| self.expression(item)))
    }

    /// An object; one with keys that only deployment knows is left to it, as a call.
    pub(super) fn object(&mut self, entries: &[Entry], span: Span) -> Result<Term, Reported> {
        let mut object = Object::with_capacity_and_hasher(entries.len(), <_>::default());
        let (mut keys, mut values) = (Vec::new(), Vec::new());
        let mut result = Ok(());
        for entry in entries {
            let key = self.key(&entry.key);
            let value = self.expression(&entry.value);
            let added = match (key, value) {
                (Ok(Key::Text(key)), Ok(value)) => {
                    self.insert(&mut object, key, value, entry.key.span)
                }
                (Ok(Key::Reference(key)), Ok(value)) => {
                    keys.push(key);
                    values.push(value);
                    Ok(())
                }
                (Err(reported), _) | (_, Err(reported)) => Err(reported),
            };
            result = result.and(added);
        }
        result?;
        if keys.is_empty() {
            return self.sized(Kind::Object(object.into()), span);
        }
        for (key, value) in object {
            keys.push(Kind::Text(key).at(value.span));
            values.push(value);
        }
        let sensitive = values.iter().any(Term::holds_sensitive);
        let lists = [keys, values].map(|items| Kind::List(items.into()).at(span));
        let call = Remaining::Call(Function("zipmap"), lists.into());
        let term = self.sized(Kind::Deferred(call.into()), span)?;
        Ok(term.marked(sensitive))
    }

    pub(super) fn insert(
        &mut self,
        object: &mut Object,
        key: Arc<str>,
        value: Term,
        span: Span,
    ) -> Result<(), Reported> {
        if object.contains_key(&key) {
            return Err(self.report(Error::KeyTwice {
                key: key.to_string(),
                at: span,
            }));
        }
        object.insert(key, value);
        Ok(())
    }

    /// The key of an entry: a bare name is itself.
    fn key(&mut self, key: &Expression) -> Result<Key, Reported> {
        if let (ExpressionKind::Name(_) | ExpressionKind::Template(_), Some(text)) =
            (&key.kind, key.as_key())
        {
            return Ok(Key::Text(text.into()));
        }
        let term = self.expression(key)?;
        let expression = term.as_deferred().map(AsRef::as_ref);
        let is_reference = matches!(expression, Some(Remaining::Reference(_)));
        if is_reference && !term.sensitive && self.scope.takes_references_as_keys() {
            return Ok(Key::Reference(term));
        }
        self.key_text(&term, key.span).map(Key::Text)
    }

    /// A value as the key of an object, which must be known.
    pub(super) fn key_text(&mut self, term: &Term, span: Span) -> Result<Arc<str>, Reported> {
        if term.is_deferred() {
            return Err(self.report(Error::UnknownKey { at: span }));
        }
        if term.sensitive {
            return Err(self.report(Error::SensitiveKey { at: span }));
        }
        let text = convert::to_text(term);
        let text = text.as_ref().and_then(Term::as_text);
        text.cloned().ok_or_else(|| {
            self.report(Error::NotText {
                found: convert::words(&term.kind),
                at: span,
            })
        })
    }
}

/// All values, or what was reported first; nothing is left out.
pub(super) fn all_or_first<T>(
    results: impl ExactSizeIterator<Item = Result<T, Reported>>,
) -> Result<Vec<T>, Reported> {
    let mut all = Vec::with_capacity(results.len());
    let mut first = Ok(());
    for result in results {
        match result {
            Ok(value) => all.push(value),
            Err(reported) => first = first.and(Err(reported)),
        }
    }
    first.map(|()| all)
}
