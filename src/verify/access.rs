//! Access documents against the actions, policies and roles that clouds know.

use super::access_error::AccessError;
use super::statements::{Statement, statements};
use crate::check::Checked;
use crate::plan::stack::{Resource, Stack, Value};
use crate::problems::{Problems, Reported};
use crate::schema::access;
use crate::source::Span;
use crate::suggest::{Hint, Words};
use crate::term::expression::{Expression, Function};
use crate::term::{Kind, Term};

/// So many actions of a service are listed whole.
const MOST_LISTED: usize = 20;

/// So many are named of more.
const MOST_NAMED: usize = 3;

/// How services of AWS are told where none is close.
const SERVICES: Words = Words {
    some: "services are",
    none: "write a service and an action: `sqs:SendMessage`",
};

/// Attributes that name policies.
const POLICIES: [&str; 3] = ["policy_arn", "policy_arns", "managed_policy_arns"];

/// Reports every right that does not exist, and warns of those that are wide.
pub(super) fn verify(
    stack: &Stack,
    service: &Checked<'_>,
    problems: &mut Problems,
) -> Result<(), Reported> {
    let mut result = Ok(());
    for resource in stack
        .resources
        .values()
        .filter(|resource| may_give_access(resource))
    {
        let mark = problems.mark();
        for statement in statements(resource) {
            result = result.and(self::statement(&statement, problems));
        }
        result = result.and(policies(resource, problems));
        result = result.and(role(resource, problems));
        let owner = resource.address.owner.component();
        if let Some(component) = owner.and_then(|name| service.components.get(name)) {
            service.blame(component, mark, problems);
        }
    }
    result
}

/// Whether a resource is one of the kinds that hold access documents or name policies or roles.
fn may_give_access(resource: &Resource) -> bool {
    let kind = &*resource.address.kind;
    let has_policy = || {
        let mut names = resource.attributes.iter().map(|attribute| &*attribute.name);
        names.any(|name| name.ends_with("policy") || POLICIES.contains(&name))
    };
    match kind.split_once('/') {
        Some((_, kind)) => kind.starts_with("roleAssignments@"),
        None => kind == "aws_iam_policy_document" || has_policy(),
    }
}

fn statement(statement: &Statement, problems: &mut Problems) -> Result<(), Reported> {
    let mut result = Ok(());
    for (action, at) in &statement.actions {
        if action.contains(['*', '?']) {
            result = result.and(wildcard(action, *at, problems));
            continue;
        }
        let (service, name) = action.split_once(':').unwrap_or((action, ""));
        let Some(kinds) = access::action(service, name) else {
            result = Err(problems.report(unknown(action, *at)));
            continue;
        };
        if let Some(at) = statement.any_resource
            && !kinds.is_empty()
        {
            let (action, kinds) = (action.clone(), kinds.join(", "));
            problems.report(AccessError::AnyResource { action, kinds, at });
        }
    }
    result
}

fn unknown(action: &str, at: Span) -> AccessError {
    let (service, name) = action.split_once(':').unwrap_or((action, ""));
    let actions = access::actions(service);
    let hint = if actions.is_empty() {
        let services: Vec<_> = access::services().collect();
        match Hint::of(service, &services, SERVICES) {
            Hint::Closest(service) => Hint::Closest(format!("{service}:{name}")),
            Hint::Others(_) => Hint::Others(SERVICES.none.to_owned()),
        }
    } else {
        let actions: Vec<_> = actions
            .iter()
            .map(|known| format!("{service}:{known}"))
            .collect();
        let known: Vec<_> = actions.iter().map(String::as_str).collect();
        match Hint::of(action, &known, SERVICES) {
            closest @ Hint::Closest(_) => closest,
            Hint::Others(_) => Hint::Others(others(service, name)),
        }
    };
    let action = action.to_owned();
    AccessError::UnknownAction { action, at, hint }
}

/// The actions of a service, or those that are least unlike a name where they are many.
fn others(service: &str, name: &str) -> String {
    let mut known = access::actions(service);
    if known.len() <= MOST_LISTED {
        return format!("the actions of `{service}` are: {}", known.join(", "));
    }
    let (count, name) = (known.len(), name.to_lowercase());
    known.sort_by_cached_key(|known| strsim::osa_distance(&name, &known.to_lowercase()));
    known.truncate(MOST_NAMED);
    let named = known.join(", ");
    format!("of the {count} actions of `{service}`, the closest are: {named}")
}

/// A pattern that stands for no action is a mistake, one that stands for some is wide.
fn wildcard(action: &str, at: Span, problems: &mut Problems) -> Result<(), Reported> {
    let (service, pattern) = action.split_once(':').unwrap_or((action, "*"));
    let actions = access::actions(service);
    let count = actions.iter().filter(|known| fits(pattern, known)).count();
    if count == 0 && service != "*" {
        return Err(problems.report(unknown(action, at)));
    }
    let action = action.to_owned();
    problems.report(AccessError::WildcardAction { action, at, count });
    Ok(())
}

/// Whether a name is one that a pattern with `*` and `?` stands for, whatever its case.
fn fits(pattern: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    // Whether what is read of the pattern stands for the first letters of the name, for each number of them.
    let mut ends = vec![true];
    ends.resize(name.chars().count() + 1, false);
    for letter in pattern.to_lowercase().chars() {
        if letter == '*' {
            let first = ends.iter().position(|end| *end).unwrap_or(ends.len());
            ends.iter_mut().skip(first).for_each(|end| *end = true);
        } else {
            let is_next = |(end, known)| end && (letter == '?' || letter == known);
            let next = ends.iter().copied().zip(name.chars()).map(is_next);
            ends = std::iter::once(false).chain(next).collect();
        }
    }
    ends.last() == Some(&true)
}

/// AWS's own policies: `arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy`.
fn policies(resource: &Resource, problems: &mut Problems) -> Result<(), Reported> {
    let attributes = resource.attributes.iter();
    let arns = attributes.filter(|attribute| POLICIES.contains(&&*attribute.name));
    let terms = arns.filter_map(|attribute| match &attribute.value {
        Value::Term(term) => Some(term.as_items().unwrap_or(std::slice::from_ref(term))),
        _ => None,
    });
    let mut result = Ok(());
    for term in terms.flatten() {
        if let Some(name) = managed_policy(term) {
            result = result.and(policy(&name, term.span, problems));
        }
    }
    result
}

fn policy(name: &str, at: Span, problems: &mut Problems) -> Result<(), Reported> {
    let known = access::managed_policies();
    if known.iter().any(|known| known == name) {
        return Ok(());
    }
    let known: Vec<_> = known.iter().map(String::as_str).collect();
    let hint = match Hint::of(name, &known, SERVICES) {
        closest @ Hint::Closest(_) => closest,
        Hint::Others(_) => Hint::Others(format!("there are {}", known.len())),
    };
    let name = name.to_owned();
    Err(problems.report(AccessError::UnknownPolicy { name, at, hint }))
}

/// The name, with its path, at the end of the ARN of one of AWS's own policies; the partition may not
/// be known.
fn managed_policy(term: &Term) -> Option<String> {
    let end = match &term.kind {
        Kind::Text(text) => text.to_string(),
        Kind::Deferred(expression) => match &**expression {
            Expression::Template(parts) => parts.last()?.as_text()?.to_string(),
            _ => return None,
        },
        _ => return None,
    };
    let (_, path) = end.split_once(":iam::aws:policy/")?;
    Some(path.to_owned())
}

/// A role assignment of Azure's.
fn role(resource: &Resource, problems: &mut Problems) -> Result<(), Reported> {
    let mut result = Ok(());
    for id in resource.attributes.iter().filter_map(role_definition) {
        let Some(name) = id.as_text() else { continue };
        match access::azure_role(name) {
            None => {
                let (id, at) = (name.to_string(), id.span);
                result = Err(problems.report(AccessError::UnknownRole { id, at }));
            }
            Some(role) => strange_role(resource, &role, id.span, problems),
        }
    }
    result
}

/// The GUID that `properties.roleDefinitionId` names.
fn role_definition(attribute: &crate::plan::stack::Attribute) -> Option<&Term> {
    let Value::Term(term) = &attribute.value else {
        return None;
    };
    let id = term.as_object()?.get("roleDefinitionId")?;
    match id.as_deferred().map(AsRef::as_ref)? {
        Expression::Call(Function("role_definition"), arguments) => arguments.first(),
        _ => None,
    }
}

fn strange_role(resource: &Resource, role: &access::Role, at: Span, problems: &mut Problems) {
    let scope = resource.arm.as_ref().and_then(|arm| arm.scope.as_ref());
    let Some(kind) = scope.map(|scope| scope.kind.to_string()) else {
        return;
    };
    let space = kind.split('/').next().unwrap_or_default();
    let concerns = |action: &String| fits(action.split('/').next().unwrap_or_default(), space);
    if role.actions.iter().any(concerns) {
        return;
    }
    let role = role.name.clone();
    problems.report(AccessError::StrangeRole { role, kind, at });
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_pattern_stands_for_names() {
        for (pattern, name, expected) in [
            ("*", "SendMessage", true),
            ("Send*", "sendmessage", true),
            ("*Message", "SendMessage", true),
            ("S*M*e", "SendMessage", true),
            ("Get*", "SendMessage", false),
            ("*Queue", "QueueMessage", false),
            ("SendMessage", "SendMessageBatch", false),
            ("Send?essage", "SendMessage", true),
            ("Send?", "Send", false),
            ("*e?s*", "SendMessage", true),
            ("?Message", "SendMessage", false),
        ] {
            assert_eq!(fits(pattern, name), expected, "{pattern} {name}");
        }
    }
}
