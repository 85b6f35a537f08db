//! Who may do what: grants, the ways between components, and what consumers get from them.
//!
//! A grant is given once to a consumer, however often it is listed; a reach exists once for each
//! pair of consumer and owner.

use super::error::Error;
use super::name_error::NameError;
use super::place::{Place, Within};
use super::planner::{Channel, Node, Planner};
use super::view::found;
use crate::document::implementation::Access;
use crate::eval::{Attention, Found, Step, convert};
use crate::names::{ComponentName, GrantName, Name, names_of};
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::Expression;
use crate::term::address::Owner;
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
    ) -> Result<Vec<(GrantReference, Span)>, Reported> {
        let Some(component) = self.component(consumer) else {
            return Ok(Vec::new());
        };
        let inputs = component.interface().inputs.iter();
        let mut grants: Vec<(GrantReference, Span)> = Vec::new();
        let mut result = Ok(());
        for (input, _) in inputs.filter(|(_, input)| input.ty.is_access()) {
            let node = Node::Input(consumer.clone(), input.clone());
            let listed = self.value(node, component.name_span)?;
            for item in listed.as_items().unwrap_or_default() {
                if let Kind::Grant(grant) = &item.kind
                    && !grants.iter().any(|(known, _)| known == grant)
                {
                    result = result.and(self.may_be_given(consumer, grant, item.span));
                    grants.push((grant.clone(), item.span));
                }
            }
        }
        result.map(|()| grants)
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
        Ok(accesses.into())
    }

    /// What a component gets from its grants, by one channel.
    pub(super) fn access(
        &mut self,
        consumer: &ComponentName,
        channel: Channel,
        at: Span,
    ) -> Result<Term, Reported> {
        let mut all = Object::default();
        let mut result = Ok(());
        for (owner, listed) in self.accesses(consumer)?.iter() {
            result = result.and(self.gather(owner, channel, *listed, &mut all));
        }
        result?;
        Ok(Kind::Object(all.into()).at(at))
    }

    fn gather(
        &mut self,
        owner: &Owner,
        channel: Channel,
        listed: Span,
        all: &mut Object,
    ) -> Result<(), Reported> {
        let access = self.access_of(owner);
        let written = access.and_then(|access| written(access, channel));
        let Some(written) = written else {
            return Ok(());
        };
        let within = Within::of(owner.clone());
        let granting = within.component().cloned();
        let term = self.evaluate(written, &Place::Module(within))?;
        let (Some(granting), Some(entries)) = (granting, self.entries(&term, written)?) else {
            return Ok(());
        };
        if channel == Channel::Scale {
            let name = granting.0.as_str();
            let name = match owner {
                Owner::Grant { grant, .. } if all.contains_key(name) => format!("{name}-{grant}"),
                _ => name.to_owned(),
            };
            all.insert(name.into(), term);
            return Ok(());
        }
        for (key, value) in entries.iter().filter(|(_, value)| !value.is_null()) {
            let name = variable(&granting, key);
            let value = self.variable_value(value, channel)?.moved(listed);
            self.may_be_shown(&name, &value)?;
            self.add_variable(&name, value, all)?;
        }
        Ok(())
    }

    fn entries<'t>(
        &mut self,
        term: &'t Term,
        written: &Expression,
    ) -> Result<Option<&'t Object>, Reported> {
        match &term.kind {
            Kind::Object(object) => Ok(Some(object)),
            Kind::Null => Ok(None),
            kind => Err(self.report(Error::NotAnObject {
                found: convert::words(kind),
                at: written.span,
            })),
        }
    }

    /// A plain environment variable is seen by everybody who sees the task.
    pub(super) fn may_be_shown(&mut self, name: &str, value: &Term) -> Result<(), Reported> {
        if value.holds_sensitive() {
            let (name, at) = (name.to_owned(), value.span);
            return Err(self.report(Error::SensitiveVariable { name, at }));
        }
        Ok(())
    }

    fn variable_value(&mut self, value: &Term, channel: Channel) -> Result<Term, Reported> {
        let is_secret = matches!(value.kind, Kind::Secret(_));
        let term = match channel {
            Channel::Secrets => is_secret.then(|| value.clone()),
            _ => convert::in_text(value),
        };
        term.ok_or_else(|| {
            self.report(Error::WrongVariable {
                found: convert::words(&value.kind),
                channel: channel.to_string(),
                at: value.span,
            })
        })
    }

    /// The same value from two grants is one; different values can't both be there.
    fn add_variable(&mut self, name: &str, value: Term, all: &mut Object) -> Result<(), Reported> {
        match all.get(name) {
            Some(known) if *known == value => Ok(()),
            Some(known) => Err(self.report(NameError::VariableTwice {
                name: name.to_owned(),
                at: value.span,
                first: known.span,
            })),
            None => {
                all.insert(name.into(), value);
                Ok(())
            }
        }
    }

    /// `consumer.name`, `consumer.role_name`
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
        if name == "name" && !self.names_itself(consumer) {
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
            if has.iter().any(|(known, _)| known == grant) {
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

/// The attributes that an identity can have on a target: the contract between owners and consumers.
fn identity_names(target: &str) -> &'static [&'static str] {
    match target {
        "aws" => &[
            "name",
            "role_name",
            "secrets_role_name",
            "security_group_id",
            "queue_arn",
        ],
        _ => &["name", "id", "principal_id", "client_id", "queue_id"],
    }
}

fn given(consumer: &ComponentName, grant: &GrantReference) -> Owner {
    Owner::Grant {
        consumer: consumer.clone(),
        owner: grant.component.clone(),
        grant: grant.grant.clone(),
    }
}

fn written(access: &Access, channel: Channel) -> Option<&Expression> {
    match channel {
        Channel::Env => access.env.as_ref(),
        Channel::Secrets => access.secrets.as_ref(),
        Channel::Scale => access.scale.as_ref(),
    }
}

/// `EVENTS_URL` for the key `URL` of the component `events`.
fn variable(component: &ComponentName, key: &str) -> String {
    format!("{}_{key}", component.0.symbol().to_uppercase())
}
