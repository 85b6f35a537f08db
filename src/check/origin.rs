//! An expression of a module → the value in the spec that it is made of.

use super::{Checked, Component};
use crate::names::{InputName, LocalName, Name};
use crate::problems::{Mark, Problems};
use crate::source::Span;
use crate::syntax::tree::{Expression, ExpressionKind, Step};
use std::collections::BTreeSet;

impl Checked<'_> {
    /// Shows everything that was found since in the module of a component where its reader gave the value:
    /// in the composites around the component, and in the spec at last.
    pub fn blame(&self, component: &Component<'_>, since: Mark, problems: &mut Problems) {
        problems.blame(since, |at| component.origin_at(at));
        self.blame_outwards(component, since, problems);
    }

    /// The same for what was found in values that are given to the component.
    pub fn blame_outwards(&self, component: &Component<'_>, since: Mark, problems: &mut Problems) {
        for composite in self.around(component) {
            problems.blame(since, |at| composite.origin_at(at));
        }
    }
}

impl Component<'_> {
    /// Where the spec gives the one input that the smallest expression at a place in the module reads, or
    /// the call, path or chain that it is an operand of; `None` if that reads several, or none that the
    /// spec gives.
    ///
    /// A list or an object is what the module wrote, whatever it is made of.
    fn origin_at(&self, at: Span) -> Option<Span> {
        self.origin(at, |see| {
            self.implementation().visit(see);
            if let Some(composite) = &self.package.composite {
                composite.visit(see);
            }
        })
    }

    /// The same for a place in this expression of the module.
    pub fn origin_in(&self, whole: &Expression, at: Span) -> Option<Span> {
        self.origin(at, |see| whole.visit(see))
    }

    fn origin<'e>(
        &'e self,
        at: Span,
        visit: impl FnOnce(&mut dyn FnMut(&'e Expression)),
    ) -> Option<Span> {
        let mut around = Vec::new();
        visit(&mut |part| {
            if part.span.contains(at) {
                around.push(part);
            }
        });
        let mut outwards = around.iter().rev();
        let smallest = outwards.next().filter(|part| !is_written(part))?;
        let outer = outwards.take_while(|part| takes_operands(part));
        let mut read = std::iter::once(smallest).chain(outer);
        match read.find_map(|part| self.inputs(part, &around))?.as_slice() {
            [only] => self.given(&InputName(Name::new(only).ok()?)),
            _ => None,
        }
    }

    /// The inputs that an expression reads, if there are any.
    fn inputs<'e>(
        &'e self,
        part: &'e Expression,
        around: &[&'e Expression],
    ) -> Option<Vec<&'e str>> {
        let mut read = BTreeSet::new();
        self.read(part, around, &mut read);
        read.retain(|(root, _)| *root == "input");
        (!read.is_empty()).then(|| read.into_iter().map(|(_, name)| name).collect())
    }

    /// Sees every expression of the module, and of the overrides in the spec.
    fn visit<'e>(&'e self, see: &mut dyn FnMut(&'e Expression)) {
        self.implementation().visit(see);
        for written in &self.overrides {
            written.body.visit(see);
        }
    }

    /// Where the key of an object's entry stands, whose value stands at a place.
    pub fn key_at(&self, value: Span) -> Option<Span> {
        let mut found = None;
        self.visit(&mut |expression| {
            if let ExpressionKind::Object(entries) = &expression.kind {
                let entry = entries.iter().find(|entry| entry.value.span == value);
                found = found.or(entry.map(|entry| entry.key.span));
            }
        });
        found
    }

    /// Where a step of a path stands: the one with so many steps behind it, of the path at a place.
    pub fn step_at(&self, at: Span, behind: usize) -> Option<Span> {
        let mut found = None;
        self.visit(&mut |expression| {
            if let ExpressionKind::Path(path) = &expression.kind
                && expression.span == at
            {
                found = path.steps.iter().rev().nth(behind);
            }
        });
        match found? {
            Step::Name(name) => Some(name.span),
            Step::Index(index) => Some(index.span),
            Step::Names(span) | Step::Each(span) => Some(*span),
        }
    }

    /// Adds the inputs and locals that an expression reads, itself, through locals, or as what a `for`
    /// around it goes over.
    fn read<'e>(
        &'e self,
        expression: &'e Expression,
        around: &[&'e Expression],
        read: &mut BTreeSet<(&'e str, &'e str)>,
    ) {
        let mut parts = Vec::new();
        expression.visit(&mut |part| parts.push(part));
        for part in parts {
            if let ExpressionKind::Name(name) = &part.kind
                && let Some(collection) = collection(name, around)
                && read.insert(("for", name))
            {
                self.read(collection, around, read);
            }
            if let Some((root, name)) = member(part)
                && read.insert((root, name))
                && root == "local"
                && let Ok(name) = Name::new(name)
                && let Some(local) = self.implementation().locals.get(&LocalName(name))
            {
                self.read(&local.value, &[], read);
            }
        }
    }

    fn given(&self, input: &InputName) -> Option<Span> {
        self.inputs.get(input).map(|input| input.value.span)
    }
}

/// Whether it is a list or an object.
fn is_written(expression: &Expression) -> bool {
    matches!(
        expression.kind,
        ExpressionKind::Object(_) | ExpressionKind::List(_)
    )
}

/// Whether what is wrong with an operand may be the fault of another.
fn takes_operands(expression: &Expression) -> bool {
    matches!(
        expression.kind,
        ExpressionKind::Call(_) | ExpressionKind::Path(_) | ExpressionKind::Chain(_)
    )
}

/// What the innermost `for` with a variable of that name goes over.
fn collection<'e>(name: &str, around: &[&'e Expression]) -> Option<&'e Expression> {
    around.iter().rev().find_map(|outer| match &outer.kind {
        ExpressionKind::For(repeated) if repeated.binding.value.text == name => {
            Some(&repeated.binding.collection)
        }
        _ => None,
    })
}

/// `input` and `size` of `input.size.…`.
fn member(expression: &Expression) -> Option<(&str, &str)> {
    let ExpressionKind::Path(path) = &expression.kind else {
        return None;
    };
    match (&path.root.kind, path.steps.first()?) {
        (ExpressionKind::Name(root), Step::Name(name)) => Some((root, &name.text)),
        _ => None,
    }
}
