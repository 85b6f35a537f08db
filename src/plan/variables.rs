//! What a consumer gets from its grants: environment variables, secrets, rules to scale by.
//!
//! What the component itself says in `env` and `secrets` wins, so that no variable is there twice.

use super::error::Error;
use super::name_error::NameError;
use super::place::{Place, Within};
use super::planner::{Channel, Node, Planner};
use crate::check::Component;
use crate::document::implementation::Access;
use crate::eval::convert;
use crate::maps::HashSet;
use crate::names::ComponentName;
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::Expression;
use crate::term::address::Owner;
use crate::term::{Kind, Object, Term};
use std::sync::Arc;

/// What is gathered for a consumer.
struct Gathered {
    channel: Channel,
    /// The variables that the consumer sets itself.
    own: HashSet<Arc<str>>,
    all: Object,
}

impl Planner<'_> {
    /// What a component gets from its grants, by one channel.
    pub(super) fn access(
        &mut self,
        consumer: &ComponentName,
        channel: Channel,
        at: Span,
    ) -> Result<Term, Reported> {
        let mut gathered = Gathered {
            channel,
            own: self.own_variables(consumer)?,
            all: Object::default(),
        };
        let mut result = Ok(());
        for (owner, listed) in self.accesses(consumer)?.iter() {
            result = result.and(self.gather(owner, *listed, &mut gathered));
        }
        result?;
        let all = Kind::Object(gathered.all.into()).at(at);
        if channel == Channel::Secrets {
            let env = self.value(Node::Access(consumer.clone(), Channel::Env), at)?;
            self.variables_differ(&env, &all)?;
        }
        Ok(all)
    }

    fn own_variables(&mut self, consumer: &ComponentName) -> Result<HashSet<Arc<str>>, Reported> {
        let mut own = HashSet::default();
        for input in ["env", "secrets"] {
            let value = self.named_input(consumer, input)?;
            let entries = value.as_ref().and_then(Term::as_object);
            own.extend(entries.into_iter().flat_map(|all| all.keys().cloned()));
        }
        Ok(own)
    }

    /// A variable is plain or a secret, not both.
    pub(super) fn variables_differ(&mut self, env: &Term, secrets: &Term) -> Result<(), Reported> {
        let (Some(env), Some(secrets)) = (env.as_object(), secrets.as_object()) else {
            return Ok(());
        };
        let mut result = Ok(());
        for (name, plain) in env {
            if let Some(secret) = secrets.get(name) {
                let (one, other) = (secret.span, plain.span);
                result = Err(self.variable_twice(name, one.max(other), one.min(other)));
            }
        }
        result
    }

    fn variable_twice(&mut self, name: &str, at: Span, first: Span) -> Reported {
        let name = name.to_owned();
        self.report(NameError::VariableTwice { name, at, first })
    }

    fn gather(
        &mut self,
        owner: &Owner,
        listed: Span,
        gathered: &mut Gathered,
    ) -> Result<(), Reported> {
        let access = self.access_of(owner);
        let written = access.and_then(|access| written(access, gathered.channel));
        let Some(written) = written else {
            return Ok(());
        };
        let within = Within::of(owner.clone());
        let granting = within.component();
        let term = self.evaluate(written, Place::Module(&within))?;
        let (Some(granting), Some(entries)) = (granting, self.entries(&term, written)?) else {
            return Ok(());
        };
        if gathered.channel == Channel::Scale {
            gathered.add_rule(owner, granting, &term);
            return Ok(());
        }
        for (key, value) in entries.iter().filter(|(_, value)| !value.is_null()) {
            let name = variable(self.known_as(granting, within.consumer()), key);
            let value = self.variable_value(value, gathered.channel)?.moved(listed);
            if !gathered.own.contains(&*name) {
                self.may_be_shown(&name, &value)?;
                self.add_variable(&name, value, &mut gathered.all)?;
            }
        }
        Ok(())
    }

    /// The name of a component as a consumer knows it: without that of a composite that both are
    /// parts of, since whoever wrote the composite does not know what it is called.
    fn known_as<'n>(
        &self,
        granting: &'n ComponentName,
        consumer: Option<&ComponentName>,
    ) -> &'n str {
        let name = granting.0.as_str();
        let found = consumer.and_then(|consumer| self.component(consumer));
        let (Some(granting), Some(consumer)) = (self.component(granting), found) else {
            return name;
        };
        let service = self.setup.service;
        let is_around = |of: &&Component<'_>| {
            service
                .around(granting)
                .any(|around| around.name == of.name)
        };
        let shared = service.around(consumer).find(is_around);
        let inner = shared.and_then(|of| name.strip_prefix(of.name.0.as_str()));
        inner.map_or(name, |inner| inner.trim_start_matches('-'))
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
            Some(known) => Err(self.variable_twice(name, value.span, known.span)),
            None => {
                all.insert(name.into(), value);
                Ok(())
            }
        }
    }
}

impl Gathered {
    /// Rules have the name of the component that they watch, and of the grant where it gives several.
    fn add_rule(&mut self, owner: &Owner, granting: &ComponentName, rule: &Term) {
        let name = granting.0.as_str();
        let name = match owner {
            Owner::Grant { grant, .. } if self.all.contains_key(name) => format!("{name}-{grant}"),
            _ => name.to_owned(),
        };
        self.all.insert(name.into(), rule.clone());
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
fn variable(component: &str, key: &str) -> String {
    format!("{}_{key}", component.replace('-', "_").to_uppercase())
}
