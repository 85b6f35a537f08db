//! What was probably meant by a word that begins no reference where it stands.

use super::hint::{Meant, Roots};
use super::name_error::NameError;
use super::place::Place;
use super::planner::Planner;
use crate::eval::Step;
use crate::problems::{Diagnose, Reported};
use crate::source::Span;
use crate::suggest::closest;
use crate::syntax::tree::{Chain, Expression, ExpressionKind};
use crate::term::operator::BinaryOperator;

/// What references of a spec begin with, beside modules.
const ROOTS: [&str; 5] = ["parameter", "local", "service", "environment", "target"];

/// What references begin with in other documents.
const ELSEWHERE: [&str; 12] = [
    "access",
    "component",
    "consumer",
    "count",
    "data",
    "each",
    "grant",
    "input",
    "output",
    "platform",
    "resource",
    "setting",
];

/// A word that names nothing, with what stands around it.
#[derive(Clone, Copy)]
pub(super) struct Unknown<'u> {
    pub(super) name: &'u str,
    pub(super) span: Span,
    /// What stands behind it.
    pub(super) steps: &'u [Step<'u>],
    /// The expression that it is a part of.
    pub(super) whole: &'u Expression,
    pub(super) place: Place<'u>,
}

impl Planner<'_> {
    /// Reports a word that names nothing; a text without quotes is one problem, however many words it has.
    pub(super) fn unknown_name(&mut self, unknown: Unknown<'_>) -> Reported {
        let unquoted = unknown.unquoted();
        let first = unquoted.map(|chain| first_word(&chain.first));
        let is_first =
            |problem: &dyn Diagnose| problem.code_text() == "P0520" && problem.primary() == first;
        if let (true, Some(reported)) = (self.problems.any(is_first), self.problems.broken())
            && first != Some(unknown.span)
        {
            return reported;
        }
        let text = unquoted.filter(|_| first == Some(unknown.span));
        let hint = match text.and_then(written) {
            Some(text) => Meant::Text(text),
            None => self.meant(unknown),
        };
        self.report(NameError::UnknownName {
            name: unknown.name.to_owned(),
            at: unknown.span,
            hint,
        })
    }

    fn meant(&self, unknown: Unknown<'_>) -> Meant {
        let Unknown { name, place, .. } = unknown;
        let is_spec = matches!(place, Place::Spec);
        let likely = || self.likely(unknown).filter(|_| is_spec);
        if let Some(likely) = unknown.truth().or_else(likely) {
            return Meant::Likely(likely);
        }
        let is_alone = unknown.steps.is_empty();
        let is_capital = !name.contains(|letter: char| letter.is_ascii_lowercase());
        let in_text = unknown.stands_in(|part| matches!(part.kind, ExpressionKind::Template(_)));
        match names(unknown.steps).as_deref() {
            Some([component, _]) if is_spec && !ELSEWHERE.contains(&name) => Meant::NoComponent {
                module: name.to_owned(),
                component: (*component).to_owned(),
            },
            _ if is_alone && is_spec && (is_capital || in_text) => {
                Meant::Parameter(name.to_ascii_lowercase())
            }
            _ if is_alone && !in_text && !matches!(place, Place::Module(_)) => {
                Meant::Text(name.to_owned())
            }
            _ => Meant::OneOf(Roots::at(place)),
        }
    }

    /// What is probably meant in the spec.
    fn likely(&self, unknown: Unknown<'_>) -> Option<String> {
        let Unknown { name, steps, .. } = unknown;
        let names = names(steps).unwrap_or_default();
        if name == "var" {
            return Some(format!("parameter.{}", names.first().unwrap_or(&"…")));
        }
        let service = self.setup.service;
        let same = |known: &str| known.eq_ignore_ascii_case(name);
        let mut parameters = service.service.parameters.keys();
        if let Some(parameter) = parameters.find(|known| same(known.0.as_str())) {
            return Some(format!("parameter.{parameter}"));
        }
        let mut locals = service.locals.keys();
        if let Some(local) = locals.find(|known| same(known.0.as_str())) {
            return Some(format!("local.{local}"));
        }
        let (path, first) = match names.first() {
            Some(first) if !ELSEWHERE.contains(&name) => (names.join("."), *first),
            _ => (name.to_owned(), name),
        };
        let components = || service.components_in(None);
        let modules = components().map(|of| of.interface().name.0.as_str());
        let of = |name: &str| components().find(|of| of.name.0.as_str() == name);
        if let Some(component) = of(name) {
            return Some(format!("{}.{name}", component.interface().name));
        }
        if let Some(component) = of(first) {
            return Some(format!("{}.{path}", component.interface().name));
        }
        if steps.is_empty() || ROOTS.contains(&name) {
            return None;
        }
        let close = closest(name, modules.chain(ROOTS));
        close.or_else(|| shortened(name)).map(str::to_owned)
    }
}

impl<'u> Unknown<'u> {
    /// `yes`, `off`: a truth as others write it.
    fn truth(&self) -> Option<String> {
        let lowercase = self.name.to_ascii_lowercase();
        let truth = match &*lowercase {
            "yes" | "on" | "true" => "true",
            "no" | "off" | "false" => "false",
            _ => return None,
        };
        self.steps.is_empty().then(|| truth.to_owned())
    }

    /// The words that it stands in, if they look like a path: `ghcr.io/acme/shop`.
    fn unquoted(&self) -> Option<&'u Chain> {
        let mut found = None;
        self.whole.visit(&mut |part| {
            if let ExpressionKind::Chain(chain) = &part.kind
                && part.span.contains(self.span)
                && written(chain).is_some()
            {
                found = Some(&**chain);
            }
        });
        found
    }

    /// Whether it stands in something of this kind.
    fn stands_in(&self, is: impl Fn(&Expression) -> bool) -> bool {
        let mut found = false;
        self.whole
            .visit(&mut |part| found |= part.span.contains(self.span) && is(part));
        found
    }
}

/// `env.name`, `params.tag`: the root that begins so.
fn shortened(name: &str) -> Option<&'static str> {
    let stem = name.strip_suffix('s').unwrap_or(name);
    let mut roots = ROOTS.into_iter();
    roots.find(|root| stem.len() > 2 && root.starts_with(stem))
}

/// The steps, where all are names.
fn names<'s>(steps: &[Step<'s>]) -> Option<Vec<&'s str>> {
    let name = |step: &Step<'s>| match step {
        Step::Name(word) => Some(&*word.text),
        Step::Key(..) | Step::Each(_) => None,
    };
    steps.iter().map(name).collect()
}

/// Where the first word of a reference stands.
fn first_word(reference: &Expression) -> Span {
    match &reference.kind {
        ExpressionKind::Path(path) => path.root.span,
        _ => reference.span,
    }
}

/// Words between slashes as a text; none where it is something else.
fn written(chain: &Chain) -> Option<String> {
    let mut text = chain.first.as_reference()?;
    for link in &chain.rest {
        if link.operator != BinaryOperator::Divide {
            return None;
        }
        text += "/";
        text += &match &link.operand.kind {
            ExpressionKind::Number(digits) => digits.clone(),
            _ => link.operand.as_reference()?,
        };
    }
    Some(text)
}
