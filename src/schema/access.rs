//! What access documents may say.

use super::import::access::{AZURE_ROLES, MANAGED_POLICIES, ROLE_NAME};
use super::model::Type;
use super::{ACCESS, Schema};

/// The kinds of resource that an action of AWS can be limited to, `sqs` and `SendMessage`; `None` for
/// an action that does not exist. Case does not count, as AWS ignores it.
pub fn action(service: &str, action: &str) -> Option<Vec<String>> {
    let service = &service.to_lowercase();
    if !is_service(service) {
        return None;
    }
    let found = ACCESS.find(service, action.to_owned()).or_else(|| {
        let names = actions(service).into_iter();
        let same = names.filter(|name| name.eq_ignore_ascii_case(action));
        same.max().and_then(|name| ACCESS.find(service, name))
    });
    found.as_ref().map(texts)
}

/// The names of all actions of a service of AWS; empty for a service that does not exist.
pub fn actions(service: &str) -> Vec<String> {
    let service = service.to_lowercase();
    let group = ACCESS.group(&service).filter(|_| is_service(&service));
    let names = group.iter().flat_map(|group| group.names());
    names.map(str::to_owned).collect()
}

/// The prefixes of all services of AWS.
pub fn services() -> impl Iterator<Item = &'static str> {
    ACCESS.keys().filter(|key| is_service(key))
}

fn is_service(key: &str) -> bool {
    key != MANAGED_POLICIES && key != AZURE_ROLES
}

/// The names of AWS's managed policies.
pub fn managed_policies() -> Vec<String> {
    let group = ACCESS.group(MANAGED_POLICIES);
    let names = group.iter().flat_map(|group| group.names());
    names.map(str::to_owned).collect()
}

/// A built-in role of Azure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// How people call it.
    pub name: String,
    /// What it allows, with `*` for any part.
    pub actions: Vec<String>,
}

/// The built-in role of an id.
pub fn azure_role(id: &str) -> Option<Role> {
    let id = id.to_lowercase();
    let actions = ACCESS.find(AZURE_ROLES, id.clone())?;
    let name = ACCESS.find(AZURE_ROLES, format!("{id}{ROLE_NAME}"))?;
    Some(Role {
        name: texts(&name).concat(),
        actions: texts(&actions),
    })
}

fn texts(schema: &Schema) -> Vec<String> {
    let node = schema.node();
    match node.ty() {
        Type::Enum { values, .. } => {
            let texts = values.iter().map(|value| node.text(*value).to_owned());
            texts.collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_can_be_limited_to_what_it_works_on() {
        assert_eq!(action("sqs", "sendmessage").unwrap(), ["queue"]);
        assert_eq!(action("SQS", "SendMessage").unwrap(), ["queue"]);
        assert_eq!(action("sqs", "ListQueues").unwrap(), [""; 0]);
        assert_eq!(action("sqs", "SendMesage"), None);
        assert_eq!(action("managed policies", "AdministratorAccess"), None);
    }

    #[test]
    fn policies_and_roles_are_known() {
        assert!(managed_policies().contains(&"AdministratorAccess".to_owned()));
        let sender = azure_role("69A216FC-b8fb-44d8-bc22-1f3c2cd27a39").unwrap();
        assert_eq!(sender.name, "Azure Service Bus Data Sender");
        assert!(!sender.actions.is_empty());
        assert_eq!(azure_role("0"), None);
    }
}
