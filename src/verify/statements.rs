//! The statements of access documents, wherever they stand: in blocks, in structures that become JSON,
//! in JSON.

use super::given::{Given, Set, members};
use crate::plan::stack::{Attribute, Resource, Value};
use crate::source::Span;
use crate::term::expression::{Expression, Function};
use crate::term::{Kind, Term};
use serde_json::Value as Json;

/// A statement that allows something.
#[derive(Debug, Default)]
pub(crate) struct Statement {
    /// The actions that are known.
    pub(crate) actions: Vec<(String, Span)>,
    /// Where `*` stands for every resource.
    pub(super) any_resource: Option<Span>,
}

/// The statements of a resource that allow something to somebody.
pub(crate) fn statements(resource: &Resource) -> Vec<Statement> {
    let kind = &*resource.address.kind;
    if kind == "aws_iam_policy_document" {
        return blocks(&resource.attributes);
    }
    let attributes = resource.attributes.iter();
    let policies = attributes.filter(|attribute| attribute.name.ends_with("policy"));
    let documents = policies.filter_map(|attribute| match &attribute.value {
        Value::Term(term) if kind.starts_with("aws_") => Some(document(term)),
        _ => None,
    });
    documents.flatten().collect()
}

fn blocks(attributes: &[Attribute]) -> Vec<Statement> {
    let set = members(attributes);
    let written = set.iter().filter(|set| set.name == "statement");
    let bodies = written.filter_map(|set| set.given.elements()).flatten();
    bodies
        .filter_map(|body| statement(&body.members()?))
        .collect()
}

/// What a policy says that is written as a value.
fn document(term: &Term) -> Vec<Statement> {
    match &term.kind {
        Kind::Text(text) => json(text, term.span),
        Kind::Deferred(expression) => match &**expression {
            Expression::Call(Function("jsonencode"), arguments) => {
                arguments.iter().flat_map(structure).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn structure(term: &Term) -> Vec<Statement> {
    let object = term.as_object();
    let Some(written) = object.and_then(|object| object.get("Statement")) else {
        return Vec::new();
    };
    let one = std::slice::from_ref(written);
    let all = written.as_items().unwrap_or(one).iter();
    all.filter_map(|one| statement(&Given::Term(one).members()?))
        .collect()
}

/// A statement of members as both forms write them: `actions` and `Action`.
fn statement(members: &[Set<'_>]) -> Option<Statement> {
    let find = |names: [&str; 2]| members.iter().find(|set| names.contains(&set.name));
    let texts = |names| find(names).map(|set| texts(set.given)).unwrap_or_default();
    if texts(["effect", "Effect"])
        .iter()
        .any(|(effect, _)| effect == "Deny")
    {
        return None;
    }
    // A document that stands at a resource says to whom, and `*` is the resource itself.
    let is_of_resource = find(["principals", "Principal"]).is_some();
    let resources = texts(["resources", "Resource"]);
    let any = resources.into_iter().find(|(text, _)| text == "*");
    Some(Statement {
        actions: texts(["actions", "Action"]),
        any_resource: any.map(|(_, at)| at).filter(|_| !is_of_resource),
    })
}

/// The texts of a list, or the only one.
fn texts(given: Given<'_>) -> Vec<(String, Span)> {
    let Given::Term(term) = given else {
        return Vec::new();
    };
    let one = std::slice::from_ref(term);
    let all = term.as_items().unwrap_or(one).iter();
    let known = all.filter_map(|term| Some((term.as_text()?.to_string(), term.span)));
    known.collect()
}

/// What a text of JSON says; one that is none says nothing.
fn json(text: &str, at: Span) -> Vec<Statement> {
    let Ok(document) = serde_json::from_str::<Json>(text) else {
        return Vec::new();
    };
    let all = match document.get("Statement") {
        Some(Json::Array(all)) => all.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    };
    let allowing = all.iter().filter(|one| one["Effect"] != "Deny");
    allowing.map(|one| of_json(one, at)).collect()
}

fn of_json(statement: &Json, at: Span) -> Statement {
    let texts = |key: &str| -> Vec<(String, Span)> {
        let texts = match &statement[key] {
            Json::Array(all) => all.iter().filter_map(Json::as_str).collect(),
            one => one.as_str().into_iter().collect::<Vec<_>>(),
        };
        texts
            .into_iter()
            .map(|text| (text.to_owned(), at))
            .collect()
    };
    let is_of_resource = !statement["Principal"].is_null();
    let any = texts("Resource").into_iter().find(|(text, _)| text == "*");
    Statement {
        actions: texts("Action"),
        any_resource: any.map(|(_, at)| at).filter(|_| !is_of_resource),
    }
}
