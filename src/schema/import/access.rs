//! What access documents may say → groups: actions of AWS by service, AWS's managed policies, Azure's
//! built-in roles.

use super::Groups;
use crate::schema::draft::Draft;
use crate::schema::group::kind;
use crate::schema::model::Openness;
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The group of AWS's managed policies; no service has such a name.
pub(in crate::schema) const MANAGED_POLICIES: &str = "managed policies";

/// The group of Azure's built-in roles.
pub(in crate::schema) const AZURE_ROLES: &str = "azure roles";

/// What the name of a role's own name ends in.
pub(in crate::schema) const ROLE_NAME: &str = ".name";

/// An action.
#[derive(Deserialize)]
pub(in crate::schema) struct Action {
    /// The kinds of resource that it can be limited to.
    #[serde(default)]
    resources: Vec<String>,
}

/// A role.
#[derive(Deserialize)]
pub(in crate::schema) struct Role {
    name: String,
    #[serde(default)]
    actions: Vec<String>,
    #[serde(default)]
    data_actions: Vec<String>,
}

/// The actions of each service.
pub(in crate::schema) type Actions = BTreeMap<String, BTreeMap<String, Action>>;

/// Adds a group for each service: its actions, each with the kinds of resource that it can be limited
/// to.
pub(in crate::schema) fn actions(services: Actions, groups: &mut Groups) {
    for (service, actions) in services {
        let mut draft = Draft::default();
        for (name, action) in actions {
            let id = draft.one_of(&action.resources, Openness::Closed);
            draft.name(&name, id);
        }
        groups.insert(service, draft.finish());
    }
}

/// Adds the group of managed policies.
pub(in crate::schema) fn managed_policies(policies: &BTreeMap<String, Json>, groups: &mut Groups) {
    let mut draft = Draft::default();
    let any = draft.plain(kind::ANY);
    for name in policies.keys() {
        draft.name(name, any);
    }
    groups.insert(MANAGED_POLICIES.to_owned(), draft.finish());
}

/// Adds the group of roles: the actions of each by its id, and its name.
pub(in crate::schema) fn azure_roles(roles: BTreeMap<String, Role>, groups: &mut Groups) {
    let mut draft = Draft::default();
    for (id, role) in roles {
        let actions = [role.actions, role.data_actions].concat();
        let actions = draft.one_of(&actions, Openness::Closed);
        draft.name(&id, actions);
        let name = draft.one_of(&[role.name], Openness::Closed);
        draft.name(&format!("{id}{ROLE_NAME}"), name);
    }
    groups.insert(AZURE_ROLES.to_owned(), draft.finish());
}
