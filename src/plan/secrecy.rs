//! What may not be seen, and who may read it: plain variables hold nothing sensitive, and secrets
//! are read by those who have a grant.

use super::name_error::NameError;
use super::planner::{Node, Planner};
use crate::names::{ComponentName, GrantName};
use crate::problems::Reported;
use crate::source::Span;
use crate::term::address::Owner;
use crate::term::{GrantReference, Kind, Term};
use std::sync::Arc;

impl Planner<'_> {
    /// What stands in `env` of a component is seen by everybody.
    pub(super) fn env_may_be_shown(&mut self, name: &ComponentName) -> Result<(), Reported> {
        let env = self.named_input(name, "env")?;
        let entries = env.iter().filter_map(Term::as_object).flatten();
        let mut result = Ok(());
        for (name, value) in entries {
            result = result.and(self.may_be_shown(name, value));
        }
        result
    }

    /// The value of the input of that name, if the component's module has one.
    pub(super) fn named_input(
        &mut self,
        name: &ComponentName,
        input: &str,
    ) -> Result<Option<Term>, Reported> {
        let Some(component) = self.component(name) else {
            return Ok(None);
        };
        let mut inputs = component.interface().inputs.keys();
        let Some(input) = inputs.find(|known| known.0.as_str() == input) else {
            return Ok(None);
        };
        let node = Node::Input(name.clone(), input.clone());
        self.value(node, component.name_span).map(Some)
    }

    /// A secret that stands in `secrets` needs a grant of the component that keeps it.
    pub(super) fn secrets_may_be_read(&mut self, name: &ComponentName) -> Result<(), Reported> {
        let Some(secrets) = self.named_input(name, "secrets")? else {
            return Ok(());
        };
        let grants = self.grants_of(name)?;
        let mut result = match self.named_input(name, "env")? {
            Some(env) => self.variables_differ(&env, &secrets),
            None => Ok(()),
        };
        for secret in secrets
            .as_object()
            .into_iter()
            .flat_map(|object| object.values())
        {
            result = result.and(self.may_read(secret, &grants));
        }
        result
    }

    fn may_read(
        &mut self,
        secret: &Term,
        grants: &[(Arc<GrantReference>, Span)],
    ) -> Result<(), Reported> {
        let Some(keeper) = keeper(secret) else {
            return Ok(());
        };
        let readers = self.readers(&keeper);
        let mut held = grants.iter().map(|(grant, _)| grant);
        if held.any(|held| held.component == keeper && readers.contains(&held.grant)) {
            return Ok(());
        }
        Err(self.report(NameError::SecretWithoutGrant {
            grant: match (self.component(&keeper), readers.first()) {
                (Some(found), Some(grant)) => {
                    format!("{}.{}.{grant}", found.interface().name, found.own_name)
                }
                _ => keeper.to_string(),
            },
            component: keeper,
            at: secret.span,
        }))
    }

    /// The grants of a component that let its secrets be read: those that hand some on, or all
    /// where none does.
    fn readers(&self, keeper: &ComponentName) -> Vec<GrantName> {
        let found = self.component(keeper);
        let grants = found.map(|found| &found.implementation().grants);
        let all = || grants.into_iter().flatten();
        let handing = all().filter(|(_, access)| access.secrets.is_some());
        let handing: Vec<_> = handing.map(|(name, _)| name.clone()).collect();
        if handing.is_empty() {
            return all().map(|(name, _)| name.clone()).collect();
        }
        handing
    }
}

/// The component that keeps a secret: the one whose resource its reference leads to.
fn keeper(secret: &Term) -> Option<ComponentName> {
    let Kind::Secret(secret) = &secret.kind else {
        return None;
    };
    let references = secret.reference.references();
    let mut owners = references.iter().map(|reference| &reference.address.owner);
    owners.find_map(Owner::component).cloned()
}
