//! Where an expression stands, which decides what its names mean.

use crate::names::ComponentName;
use crate::term::Term;
use crate::term::address::Owner;

/// Where an expression stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'p> {
    /// In the spec.
    Spec,
    /// In the platform; in a name or tags, for a component.
    Platform(Option<&'p ComponentName>),
    /// In a default that is a constant: of a parameter, of a setting.
    Constant,
    /// In the default of an input.
    Default,
    /// In a validation of a component's inputs.
    Interface(&'p ComponentName),
    /// In the implementation of a component's module.
    Module(&'p Within),
    /// In the composite that a component is.
    Composite(&'p ComponentName),
    /// In an `override` of a component, in the spec or in a composite.
    Override(&'p ComponentName, Option<&'p ComponentName>),
}

/// Where in an implementation.
#[derive(Clone, Debug)]
pub(super) struct Within {
    /// The component itself, or one of its grants as it is given to a consumer.
    pub(super) owner: Owner,
    /// What `each` and `count` stand for.
    pub(super) each: Option<Box<Each>>,
}

/// The instance of a resource or block that is described.
#[derive(Clone, Debug)]
pub(super) enum Each {
    /// `each.key`, `each.value`
    Entry(Term, Term),
    /// `count.index`
    Index(Term),
}

impl<'p> Place<'p> {
    /// Where the values stand that are given to a component: in the composite that it is a part of, or in
    /// the spec.
    pub(super) fn around(outer: Option<&'p ComponentName>) -> Self {
        outer.map_or(Self::Spec, Self::Composite)
    }
}

impl Within {
    pub(super) fn of(owner: Owner) -> Self {
        Self { owner, each: None }
    }

    /// The component whose module describes it.
    pub(super) fn component(&self) -> Option<&ComponentName> {
        match &self.owner {
            Owner::Platform => None,
            Owner::Component(name) => Some(name),
            Owner::Reach { owner, .. } | Owner::Grant { owner, .. } => Some(owner),
        }
    }

    /// The component that a grant is given to.
    pub(super) fn consumer(&self) -> Option<&ComponentName> {
        match &self.owner {
            Owner::Reach { consumer, .. } | Owner::Grant { consumer, .. } => Some(consumer),
            Owner::Platform | Owner::Component(_) => None,
        }
    }
}
