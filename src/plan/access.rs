//! Who may do what: grants, and the ways between components.
//!
//! A grant is given once to a consumer, however often it is listed; a reach exists once for each
//! pair of consumer and owner.

use super::name_error::NameError;
use super::place::{Place, Within};
use super::planner::{Node, Planner};
use super::view::found;
use crate::document::implementation::Access;
use crate::eval::coerce::Wanted;
use crate::eval::{Attention, Found, Step, Subject};
use crate::names::{ComponentName, GrantName, Name, names_of};
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::{self, Expression, ExpressionKind};
use crate::term::address::Owner;
use crate::term::types::Type;
use crate::term::{GrantReference, Kind, Object, Term};
use std::sync::Arc;

/// Everything that is made for a consumer, with the place where it is listed.
pub(super) type Accesses = Arc<[(Owner, Span)]>;

impl<'d> Planner<'d> {
    /// The reach or grant that an owner of resources is.
    pub(super) fn access_of(&self, owner: &Owner) -> Option<&'d Access> {
        match owner {
            Owner::Platform | Owner::Component(_) => None,
            Owner::Reach { owner, .. } => self.component(owner)?.implementation().reach.as_ref(),
            Owner::Grant { owner, grant, .. } => {
                self.component(owner)?.implementation().grants.get(grant)
            }
        }
    }

    /// The grants that a component has, each once, with the place where it is listed.
    pub(super) fn grants_of(
        &mut self,
        consumer: &ComponentName,
    ) -> Result<Vec<(Arc<GrantReference>, Span)>, Reported> {
        let component = self.component(consumer);
        let Some(component) = component.filter(|of| of.package.composite.is_none()) else {
            return Ok(Vec::new());
        };
        let inputs = component.interface().inputs.iter();
        let mut grants: Vec<(Arc<GrantReference>, Span)> = Vec::new();
        let mut result = Ok(());
        for (input, _) in inputs.filter(|(_, input)| input.ty.is_access()) {
            let node = Node::Input(consumer.clone(), input.clone());
            let listed = self.value(node, component.name_span)?;
            for item in listed.as_items().unwrap_or_default() {
                result = result.and(self.take(consumer, item, item.span, &mut grants));
            }
        }
        grants.retain(|(grant, _)| !self.is_composite(&grant.component));
        result.map(|()| grants)
    }

    /// Adds a grant that is listed at a place, and behind one of a composite those that it stands for:
    /// what is there already is not looked at again, so that grants may lead back to each other.
    fn take(
        &mut self,
        consumer: &ComponentName,
        listed: &Term,
        at: Span,
        grants: &mut Vec<(Arc<GrantReference>, Span)>,
    ) -> Result<(), Reported> {
        let Kind::Grant(grant) = &listed.kind else {
            return Ok(());
        };
        if grants.iter().any(|(known, _)| known == grant) {
            return Ok(());
        }
        grants.push((grant.clone(), at));
        self.may_be_given(consumer, grant, at)?;
        if !self.is_composite(&grant.component) {
            return Ok(());
        }
        let passed = self.value(Node::Grants(grant.clone()), at)?;
        let mut passed = passed.as_items().unwrap_or_default().iter();
        passed.try_for_each(|listed| self.take(consumer, listed, at, grants))
    }

    /// The grants of its components that one of a composite stands for.
    pub(super) fn grants_of_composite(
        &mut self,
        grant: &GrantReference,
        at: Span,
    ) -> Result<Term, Reported> {
        let component = self.component(&grant.component);
        let composite = component.and_then(|component| component.package.composite.as_ref());
        let Some(passed) = composite.and_then(|composite| composite.grants.get(&grant.grant))
        else {
            return Ok(Kind::List(Arc::default()).at(at));
        };
        let term = self.evaluate(&passed.grants, Place::Composite(&grant.component))?;
        let wanted = Wanted {
            subject: Subject::Attribute("grants"),
            declared: None,
        };
        let coerced = wanted.coerce(&term, &Type::List(Type::Grant.into()));
        coerced.map_err(|error| self.problems.report(*error))
    }

    fn may_be_given(
        &mut self,
        consumer: &ComponentName,
        grant: &GrantReference,
        at: Span,
    ) -> Result<(), Reported> {
        if grant.component == *consumer {
            return Err(self.report(NameError::GrantToItself {
                component: consumer.clone(),
                at,
            }));
        }
        let owner = self.component(&grant.component);
        let implemented = owner.map(|owner| &owner.implementation().grants);
        if implemented.is_some_and(|grants| grants.contains_key(&grant.grant)) {
            return self.grants(grant, at);
        }
        Err(self.report(NameError::GrantAbsent {
            component: grant.component.clone(),
            grant: grant.grant.clone(),
            target: self.setup.target.clone(),
            at,
        }))
    }

    /// Everything that is made for a consumer: for each owner the reach, then its grants.
    pub(super) fn accesses(&mut self, consumer: &ComponentName) -> Result<Accesses, Reported> {
        if let Some(known) = self.accesses.get(consumer) {
            return known.clone();
        }
        let accesses = self.listed_accesses(consumer);
        self.accesses.insert(consumer.clone(), accesses.clone());
        accesses
    }

    fn listed_accesses(&mut self, consumer: &ComponentName) -> Result<Accesses, Reported> {
        let grants = self.grants_of(consumer)?;
        let mut accesses: Vec<(Owner, Span)> = Vec::new();
        for (grant, at) in &grants {
            let reach = Owner::Reach {
                consumer: consumer.clone(),
                owner: grant.component.clone(),
            };
            if accesses.iter().any(|(known, _)| *known == reach) {
                continue;
            }
            accesses.push((reach, *at));
            let same_owner = grants
                .iter()
                .filter(|(other, _)| other.component == grant.component);
            accesses.extend(same_owner.map(|(grant, at)| (given(consumer, grant), *at)));
        }
        let mut result = Ok(());
        for (grant, at) in &grants {
            result = result.and(self.can_be_given(consumer, grant, *at));
        }
        result.map(|()| accesses.into())
    }

    /// Whether the identity of a consumer has all that a grant, with its reach, reads of it.
    fn can_be_given(
        &mut self,
        consumer: &ComponentName,
        grant: &GrantReference,
        at: Span,
    ) -> Result<(), Reported> {
        let reach = Owner::Reach {
            consumer: consumer.clone(),
            owner: grant.component.clone(),
        };
        let accesses = [given(consumer, grant), reach];
        let accesses = accesses.iter().filter_map(|owner| self.access_of(owner));
        let component = self.component(consumer);
        let identity = component.and_then(|found| found.implementation().identity.as_ref());
        let known = identity_names(self.setup.target.0.as_str());
        let lacks = |(name, _): &(&str, Span)| {
            let has = identity.is_some_and(|identity| identity.attributes.contains_key(*name));
            !matches!(*name, "component" | "name") && known.contains(name) && !has
        };
        let Some((attribute, needed)) = accesses.flat_map(needed).find(lacks) else {
            return Ok(());
        };
        Err(self.report(NameError::ConsumerLacks {
            consumer: consumer.clone(),
            attribute: attribute.to_owned(),
            at,
            needed,
        }))
    }

    /// `consumer.component`, `consumer.name`, `consumer.role_name`
    pub(super) fn consumer_name(
        &mut self,
        within: &Within,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        let Some(consumer) = within.consumer() else {
            return Ok(None);
        };
        let (name, at) = self.member("consumer", span, steps)?;
        if name == "component" || name == "name" && !self.names_itself(consumer) {
            return Ok(found(self.physical_name(consumer).at(at), 1));
        }
        let known = identity_names(self.setup.target.0.as_str());
        if !known.contains(&name) {
            return Err(self.unknown_member("consumer", name, at, known));
        }
        let node = Node::Identity(consumer.clone(), name.to_owned());
        Ok(found(self.value(node, at)?, 1))
    }

    /// Whether the consumer's identity has a name of its own, as on Azure.
    fn names_itself(&self, consumer: &ComponentName) -> bool {
        let identity = self
            .component(consumer)
            .map(|c| c.implementation().identity.as_ref());
        identity
            .flatten()
            .is_some_and(|identity| identity.attributes.contains_key("name"))
    }

    /// `grant["read"].consumers`
    pub(super) fn grant_name(
        &mut self,
        component: &ComponentName,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        let (Some(Step::Key(key, at)), Some(Step::Name(member))) = (steps.first(), steps.get(1))
        else {
            return Err(self.report(NameError::GrantAlone { at: span }));
        };
        let written = key.as_text().cloned().unwrap_or_default();
        let grants = self.component(component).map(|c| &c.interface().grants);
        let grant = Name::new(&written).ok().map(GrantName);
        let grant = grant.filter(|name| grants.is_some_and(|grants| grants.contains_key(name)));
        let Some(grant) = grant.filter(|_| member.text == "consumers") else {
            let known = names_of(grants);
            return Err(self.unknown_member("grant", &written, *at, &known));
        };
        let reference = GrantReference {
            component: component.clone(),
            grant,
        };
        Ok(found(self.consumers(&reference, span)?, 2))
    }

    /// The identities of everybody who has a grant.
    fn consumers(&mut self, grant: &GrantReference, at: Span) -> Result<Term, Reported> {
        if self.attention == Attention::Names {
            return Ok(Kind::List(Arc::default()).at(at));
        }
        let mut identities = Vec::new();
        for consumer in self.setup.service.components.keys() {
            if !self.is_present(consumer, at)? {
                continue;
            }
            let has = self.grants_of(consumer)?;
            if has.iter().any(|(known, _)| **known == *grant) {
                identities.push(self.whole_identity(consumer, at)?);
            }
        }
        Ok(Kind::List(identities.into()).at(at))
    }

    fn whole_identity(&mut self, consumer: &ComponentName, at: Span) -> Result<Term, Reported> {
        let mut identity = Object::default();
        identity.insert(Arc::from("name"), self.physical_name(consumer).at(at));
        let found = self
            .component(consumer)
            .map(|c| c.implementation().identity.as_ref());
        for name in found
            .flatten()
            .into_iter()
            .flat_map(|identity| identity.attributes.keys())
        {
            let value = self.value(Node::Identity(consumer.clone(), name.clone()), at)?;
            identity.insert(name.as_str().into(), value);
        }
        Ok(Kind::Object(identity.into()).at(at))
    }
}

/// What is known of a consumer on a target, the contract between owners and consumers: the name of its
/// component, and what its identity can have.
fn identity_names(target: &str) -> &'static [&'static str] {
    match target {
        "aws" => &[
            "component",
            "name",
            "role_name",
            "secrets_role_name",
            "security_group_id",
        ],
        _ => &["component", "name", "id", "principal_id", "client_id"],
    }
}

/// What an access reads of its consumer, and where; not what it compares with null, as it can do without.
fn needed(access: &Access) -> Vec<(&str, Span)> {
    let (mut read, mut optional) = (Vec::new(), Vec::new());
    access.visit(&mut |part| {
        read.extend(of_consumer(part).map(|name| (name, part.span)));
        if let ExpressionKind::Chain(chain) = &part.kind {
            let operands =
                || std::iter::once(&chain.first).chain(chain.rest.iter().map(|link| &link.operand));
            if operands().any(|operand| matches!(operand.kind, ExpressionKind::Null)) {
                optional.extend(operands().filter_map(of_consumer));
            }
        }
    });
    read.retain(|(name, _)| !optional.contains(name));
    read
}

/// `role_name` of `consumer.role_name`
fn of_consumer(part: &Expression) -> Option<&str> {
    let ExpressionKind::Path(path) = &part.kind else {
        return None;
    };
    let is_consumer = matches!(&path.root.kind, ExpressionKind::Name(root) if root == "consumer");
    match path.steps.first() {
        Some(tree::Step::Name(name)) if is_consumer => Some(&name.text),
        _ => None,
    }
}

fn given(consumer: &ComponentName, grant: &GrantReference) -> Owner {
    Owner::Grant {
        consumer: consumer.clone(),
        owner: grant.component.clone(),
        grant: grant.grant.clone(),
    }
}
