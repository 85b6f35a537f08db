//! The resources that a resource names as a whole: in `depends_on`, `parent`, `scope`, `identities`.

use super::body::instances;
use super::error::Error;
use super::place::{Place, Within};
use super::planner::Planner;
use super::resources::address;
use super::stack::{Arm, Attribute};
use crate::document::implementation::Resource as Written;
use crate::names::ComponentName;
use crate::problems::Reported;
use crate::schema::arm;
use crate::source::Span;
use crate::syntax::tree::{Expression, ExpressionKind};
use crate::term::address::{Address, Mode, Owner};
use crate::term::expression::Expression as Remaining;
use crate::term::{Kind, Term};
use std::sync::Arc;

/// Resources, and where each is named.
pub(super) type Named = Vec<(Arc<Address>, Span)>;

/// The same without the places.
pub(super) fn addresses(named: &Named) -> Vec<Arc<Address>> {
    named.iter().map(|(address, _)| address.clone()).collect()
}

impl<'d> Planner<'d> {
    /// The resources that `depends_on` names. Absent ones are no dependency; `access` stands for
    /// everything that this component's grants made.
    pub(super) fn dependencies(
        &mut self,
        written: &'d [Expression],
        within: &Within,
    ) -> Result<Named, Reported> {
        let mut named = Named::new();
        let mut result = Ok(());
        for expression in written {
            let found = match (&expression.kind, &within.owner) {
                (ExpressionKind::Name(name), Owner::Component(component)) if name == "access" => {
                    self.made_for(component, expression.span)
                }
                _ => self.named(expression, within),
            };
            match found {
                Ok(found) => named.extend(found),
                Err(reported) => result = Err(reported),
            }
        }
        result.map(|()| named)
    }

    /// Everything that a component's grants make.
    fn made_for(&mut self, consumer: &ComponentName, at: Span) -> Result<Named, Reported> {
        let mut named = Named::new();
        for (owner, _) in self.accesses(consumer)?.iter() {
            let resources = self.access_of(owner).map(|access| &access.resources);
            for (key, resource) in resources.into_iter().flatten() {
                if resource.mode != Mode::Managed {
                    continue;
                }
                let shape = self.shape_of(owner, key, resource, resource.name_span)?;
                let keys = instances(&shape).into_iter().map(|(key, _)| key);
                named.extend(keys.map(|key| (Arc::new(address(owner, resource, key)), at)));
            }
        }
        Ok(named)
    }

    /// The resources that an expression names.
    fn named(&mut self, expression: &'d Expression, within: &Within) -> Result<Named, Reported> {
        let term = self.evaluate(expression, Place::Module(within))?;
        let mut named = Named::new();
        if collect(&term, &mut named) {
            return Ok(named);
        }
        Err(self.report(Error::NotAResource {
            at: expression.span,
        }))
    }

    /// What only ARM resources have; adds the resources that it names.
    pub(super) fn arm(
        &mut self,
        resource: &'d Written,
        within: &Within,
        named: &mut Named,
    ) -> Result<Option<Arm>, Reported> {
        if !resource.kind.text.contains('/') {
            return Ok(None);
        }
        let parent = self.one(resource.parent.as_ref(), within);
        let scope = self.one(resource.scope.as_ref(), within);
        let identities = resource.identities.as_ref();
        let identities = identities.map(|identities| self.named(identities, within));
        let (parent, scope) = (parent?, scope?);
        let identities = identities.transpose()?.unwrap_or_default();
        let arm = Arm {
            parent: parent.as_ref().map(|(address, _)| address.clone()),
            scope: scope.as_ref().map(|(address, _)| address.clone()),
            identities: addresses(&identities),
            implicit: resource.implicit,
            has_location: false,
            has_tags: false,
            only_if_missing: false,
        };
        named.extend(parent.into_iter().chain(scope).chain(identities));
        Ok(Some(arm))
    }

    fn one(
        &mut self,
        expression: Option<&'d Expression>,
        within: &Within,
    ) -> Result<Option<(Arc<Address>, Span)>, Reported> {
        let Some(expression) = expression else {
            return Ok(None);
        };
        let mut found = self.named(expression, within)?;
        match (found.pop(), found.is_empty()) {
            (Some(only), true) => Ok(Some(only)),
            _ => Err(self.report(Error::NotAResource {
                at: expression.span,
            })),
        }
    }
}

/// Location and tags, where the type has them and the module sets none.
pub(super) fn fill(arm: &mut Arm, kind: &str, attributes: &[Attribute]) {
    let sets = |name: &str| attributes.iter().any(|attribute| &*attribute.name == name);
    if let Some(facts) = arm::facts(kind) {
        arm.has_location = facts.location && !sets("location");
        arm.has_tags = facts.tags && !sets("tags");
    }
}

/// Adds the resources that a term stands for; `false` if it stands for something else.
fn collect(term: &Term, named: &mut Named) -> bool {
    match &term.kind {
        Kind::Null => true,
        Kind::List(items) => items.iter().all(|item| collect(item, named)),
        Kind::Object(entries) => entries.values().all(|value| collect(value, named)),
        Kind::Deferred(expression) => match &**expression {
            Remaining::Reference(reference) if reference.path.is_empty() => {
                named.push((reference.address.clone(), term.span));
                true
            }
            _ => false,
        },
        _ => false,
    }
}
