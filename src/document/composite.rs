//! A composite implementation: components of other modules that fulfil a module on every target.

use super::implementation::{Access, Implementation, Output};
use super::service::{Component, Requirement};
use crate::maps::IndexMap;
use crate::names::{ComponentName, GrantName, LocalName, ModuleName, OutputName, TargetName};
use crate::source::Span;
use crate::syntax::tree::{Attribute, Expression, ExpressionKind, Step};

/// `compose { … }` of a module.
#[derive(Clone, Debug)]
pub struct Composite {
    /// The word `compose`.
    pub span: Span,
    /// Which versions of modules it wants.
    pub requirements: IndexMap<ModuleName, Requirement>,
    /// Values with a name.
    pub locals: IndexMap<LocalName, Attribute>,
    /// What it is made of.
    pub components: IndexMap<ComponentName, Component>,
    /// What it gives.
    pub outputs: IndexMap<OutputName, Output>,
    /// What each of its grants stands for.
    pub grants: IndexMap<GrantName, Passed>,
}

/// `grant "report" { grants = [postgres.data.readonly] }`
#[derive(Clone, Debug)]
pub struct Passed {
    /// Where its name stands.
    pub name_span: Span,
    /// Grants of its components.
    pub grants: Expression,
}

/// The input that a value hands on as it is: `size` of `input.size`.
pub fn handed_on(value: &Expression) -> Option<&str> {
    let ExpressionKind::Path(path) = &value.kind else {
        return None;
    };
    match (&path.root.kind, path.steps.as_slice()) {
        (ExpressionKind::Name(root), [Step::Name(name)]) if root == "input" => Some(&name.text),
        _ => None,
    }
}

impl Composite {
    /// What it is on a target by itself: values, and grants that others make good; no resource.
    pub fn implementation(&self, target: &TargetName) -> Implementation {
        let grants = self.grants.iter();
        let grants = grants.map(|(name, grant)| (name.clone(), Access::of(grant.name_span)));
        Implementation {
            locals: self.locals.clone(),
            outputs: self.outputs.clone(),
            grants: grants.collect(),
            ..Implementation::of(target.clone(), self.span)
        }
    }
}
