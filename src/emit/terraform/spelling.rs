//! How Terraform spells resources, functions, and what only the target knows.

use super::expression::quoted;
use super::translator::Translator;
use super::tree::{call, path};
use crate::source::Span;
use crate::term::address::{Address, Mode};
use crate::term::expression::{Environmental, Expression, Function};
use crate::term::{Kind, Term};
use hcl::expr::Expression as Hcl;
use std::borrow::Cow;
use std::sync::Arc;

/// The name space in which Azure's `guid` makes its ids, of version 5.
const GUID_SPACE: &str = "11fb06fb-712d-4ddd-98c7-e71bbd588830";

/// Where a subscription keeps its role definitions.
const ROLE_DEFINITIONS: &str = "/providers/Microsoft.Authorization/roleDefinitions/";

/// A resource's address: `data.aws_iam_policy_document.api_trust`.
pub(super) fn bare_address(address: &Address) -> String {
    let mode = match address.mode {
        Mode::Managed => "",
        Mode::Data => "data.",
        Mode::Ephemeral => "ephemeral.",
    };
    [mode, &address.kind, ".", &address.symbol()].concat()
}

/// Where a value that only the target knows is read.
pub(super) fn environmental(environmental: Environmental) -> &'static [&'static str] {
    match environmental {
        Environmental::AccountId => &["data", "aws_caller_identity", "current", "account_id"],
        Environmental::Partition => &["data", "aws_partition", "current", "partition"],
        Environmental::Region => &["data", "aws_region", "current", "region"],
        Environmental::TenantId => &["data", "azapi_client_config", "current", "tenant_id"],
        Environmental::SubscriptionId => &["var", "subscription_id"],
        Environmental::ResourceGroupId => &["local", "resource_group_id"],
        Environmental::Location => &["local", "location"],
    }
}

impl Translator {
    /// What only the target knows.
    pub(super) fn environmental(&mut self, environmental: Environmental) -> Hcl {
        self.environment.insert(environmental);
        path(self::environmental(environmental))
    }

    /// A call; functions have Terraform's names, except for those that Terraform does not have.
    pub(super) fn call(&mut self, name: &str, arguments: &[Term]) -> Hcl {
        match (name, arguments) {
            ("jsonencode", [value]) => self.json(value),
            ("guid", parts) => self.guid(parts),
            ("role_definition", [guid]) => self.quoted_template(&role_definition(guid)),
            ("try" | "can", _) => call(name, arguments.iter().map(|of| self.bound(of)).collect()),
            _ => call(name, self.expressions(arguments)),
        }
    }

    fn guid(&mut self, parts: &[Term]) -> Hcl {
        let dashed: Vec<_> = parts
            .iter()
            .flat_map(|part| [text("-", part.span), part.clone()])
            .skip(1)
            .collect();
        let name = self.quoted_template(&dashed);
        call("uuidv5", vec![quoted(GUID_SPACE), name])
    }
}

/// The parts of an expression that is text with values in it.
pub(super) fn text_parts(expression: &Expression) -> Option<Cow<'_, [Term]>> {
    match expression {
        Expression::Template(parts) => Some(Cow::Borrowed(parts)),
        Expression::Call(Function("role_definition"), arguments) => match arguments.as_slice() {
            [guid] => Some(Cow::Owned(role_definition(guid))),
            _ => None,
        },
        _ => None,
    }
}

fn role_definition(guid: &Term) -> Vec<Term> {
    let subscription = Expression::Environmental(Environmental::SubscriptionId);
    vec![
        text("/subscriptions/", guid.span),
        Kind::Deferred(Arc::new(subscription)).at(guid.span),
        text(ROLE_DEFINITIONS, guid.span),
        guid.clone(),
    ]
}

fn text(text: &str, span: Span) -> Term {
    Kind::text(text).at(span)
}
