//! The body of a resource, and what of it is secret.
//!
//! What is secret stands in `sensitive_body`, which Terraform keeps nowhere. So it can't see that a
//! secret changed; a version beside it says so.

use crate::maps::IndexMap;
use crate::plan::arm::version_name;
use crate::plan::stack::Parameter;
use crate::source::Span;
use crate::term::address::Mode;
use crate::term::expression::Expression;
use crate::term::types::Type;
use crate::term::{Kind, Object, Term};
use std::sync::Arc;

/// A body in two halves.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// What everybody may see.
    pub(super) plain: Object,
    /// What nobody may see.
    pub(super) secret: Object,
    /// The versions of what nobody may see, by path.
    pub(super) versions: Object,
}

impl Body {
    /// Adds a member of the body, to the half that it belongs to.
    pub(super) fn add(
        &mut self,
        name: &Arc<str>,
        term: &Term,
        parameters: &IndexMap<Arc<str>, Parameter>,
    ) {
        let halves = self.halves(name, term, parameters);
        self.plain
            .extend(halves.0.map(|plain| (name.clone(), plain)));
        self.secret
            .extend(halves.1.map(|secret| (name.clone(), secret)));
    }

    /// What of a term is plain and what is secret. A list is either, as a whole.
    fn halves(
        &mut self,
        path: &str,
        term: &Term,
        parameters: &IndexMap<Arc<str>, Parameter>,
    ) -> (Option<Term>, Option<Term>) {
        if !is_secret(term, parameters) {
            return (Some(term.clone()), None);
        }
        let Some(object) = term.as_object() else {
            let version = version_of(term, parameters);
            self.versions
                .extend(version.map(|version| (path.into(), version)));
            return (None, Some(term.clone()));
        };
        let (mut plain, mut secret) = (Object::default(), Object::default());
        for (key, value) in object {
            let halves = self.halves(&format!("{path}.{key}"), value, parameters);
            plain.extend(halves.0.map(|value| (key.clone(), value)));
            secret.extend(halves.1.map(|value| (key.clone(), value)));
        }
        let of = |half: Object| Kind::Object(Arc::new(half)).at(term.span);
        ((!plain.is_empty()).then(|| of(plain)), Some(of(secret)))
    }
}

fn version(parameter: &str, span: Span) -> Term {
    let name = version_name(parameter);
    Kind::Deferred(
        Expression::Parameter {
            name,
            ty: Type::Text,
            nullable: false,
        }
        .into(),
    )
    .at(span)
}

fn is_secret(term: &Term, parameters: &IndexMap<Arc<str>, Parameter>) -> bool {
    term.any(&mut |part| part.sensitive) || !secrets(term, parameters).is_empty()
}

/// The secret parameters that a term reads.
fn secrets(term: &Term, parameters: &IndexMap<Arc<str>, Parameter>) -> Vec<Arc<str>> {
    let is_secret = |name: &Arc<str>| parameters.get(name).is_some_and(|of| of.sensitive);
    let read = term.parameters().into_iter();
    read.filter(is_secret).collect()
}

/// What tells Terraform that a secret changed. One that is made for it never does.
fn version_of(term: &Term, parameters: &IndexMap<Arc<str>, Parameter>) -> Option<Term> {
    let read = secrets(term, parameters).into_iter().next();
    let given = read.map(|name| version(&name, term.span));
    let mut references = term.references().into_iter();
    let made = references.any(|reference| reference.address.mode == Mode::Ephemeral);
    given.or_else(|| made.then(|| Kind::text("1").at(term.span)))
}
