//! The inputs of a component, through the rules of each step.

use super::error::Error;
use super::layout::{removed, renamed};
use crate::catalog::steps::Way;
use crate::document::module::{Change, Module};
use crate::document::service::Component;
use crate::maps::IndexMap;
use crate::names::InputName;
use crate::problems::{Edit, Problems};
use crate::source::{SourceMap, Span};
use crate::syntax::tree::{Attribute, Expression, ExpressionKind};

/// The changes of a component's inputs.
pub(super) fn migrated(
    component: &Component,
    way: &Way,
    sources: &SourceMap,
    problems: &mut Problems,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (name, written) in &component.inputs {
        let input = Input {
            written,
            name: name.clone(),
            values: values(&written.value),
        };
        edits.extend(input.migrated(way, sources, problems));
    }
    edits
}

/// An input on its way.
struct Input<'w> {
    written: &'w Attribute,
    name: InputName,
    /// Each value that it may have, as the spec writes it and as it is by now.
    values: Vec<(&'w Expression, &'w Expression)>,
}

impl<'w> Input<'w> {
    fn migrated(mut self, way: &'w Way, sources: &SourceMap, problems: &mut Problems) -> Vec<Edit> {
        for (rules, module) in way.rules() {
            match rules.inputs.get(&self.name) {
                None => {}
                Some(Change::Remove { message, .. }) => {
                    problems.report(Error::Removed {
                        input: self.written.name.text.clone(),
                        module: module.name.clone(),
                        version: module.version.clone(),
                        message: message.text.clone(),
                        at: self.written.name.span.to(self.written.value.span),
                        rule: message.span,
                    });
                    let text = sources.text(self.written.name.span.file);
                    return vec![removed(self.written, text)];
                }
                Some(Change::Set { renamed, values }) => {
                    self.name = renamed.to.clone();
                    if !values.is_empty() {
                        self.map(values, (module, renamed.name_span), sources, problems);
                    }
                }
            }
        }
        self.edits(sources)
    }

    fn map(
        &mut self,
        mapped: &'w IndexMap<String, Expression>,
        (module, rule): (&Module, Span),
        sources: &SourceMap,
        problems: &mut Problems,
    ) {
        for (written, value) in &mut self.values {
            let known = literal(value).map(|key| mapped.get(key));
            match known {
                Some(Some(to)) => *value = to,
                None if matches!(value.kind, ExpressionKind::Null) => {}
                _ => {
                    let known: Vec<_> = mapped.keys().map(|key| format!("`{key}`")).collect();
                    problems.report(Error::Unmapped {
                        value: sources.written(value.span).to_owned(),
                        module: module.name.clone(),
                        version: module.version.clone(),
                        known: known.join(", "),
                        at: written.span,
                        rule,
                    });
                }
            }
        }
    }

    fn edits(self, sources: &SourceMap) -> Vec<Edit> {
        let name = &self.written.name;
        let to = self.name.0.as_str();
        let text = sources.text(name.span.file);
        let renamed = (to != name.text).then(|| renamed(name, to, text));
        let mapped = self.values.into_iter();
        let mapped = mapped.filter(|(written, value)| written.span != value.span);
        let mapped =
            mapped.map(|(written, value)| Edit::replace(written.span, sources.written(value.span)));
        renamed.into_iter().chain(mapped).collect()
    }
}

/// The values that an expression may have, as far as that is plain to see: those of all branches of a choice.
fn values(expression: &Expression) -> Vec<(&Expression, &Expression)> {
    match &expression.kind {
        ExpressionKind::Group(inner) => values(inner),
        ExpressionKind::Conditional(choice) => {
            let (mut yes, no) = (values(&choice.yes), values(&choice.no));
            yes.extend(no);
            yes
        }
        _ => vec![(expression, expression)],
    }
}

/// What a rule calls a value that is written out.
fn literal(value: &Expression) -> Option<&str> {
    match &value.kind {
        ExpressionKind::Bool(true) => Some("true"),
        ExpressionKind::Bool(false) => Some("false"),
        ExpressionKind::Number(text) => Some(text),
        _ => value.as_text(),
    }
}
