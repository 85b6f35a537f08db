//! The modules that a made-up service uses beside the one that is tried: one whose grants and secrets
//! it may take, and those that take its grants.

use super::deciding::Names;
use crate::document::implementation::Implementation;

/// The folder of all that is made up, and of the modules among it; no path of a world begins so.
pub(super) const FOLDER: &str = "platc:made-up";
pub(super) const MODULES: &str = "platc:made-up/modules";

/// The module whose grants and secrets are taken.
pub(super) const GIVER: &str = "giver";

/// Who takes grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taker {
    /// Something that runs code, and has the identity that its target's code has.
    Code,
    /// Something else, such as a queue that takes what a topic sends.
    Thing,
}

/// What the identity of code has on every target, by the targets' names.
const AWS_CODE: [&str; 2] = ["role_name", "secrets_role_name"];
const AZURE_CODE: [&str; 3] = ["id", "principal_id", "client_id"];

impl Taker {
    pub(super) const ALL: [Self; 2] = [Self::Code, Self::Thing];

    /// Who can take a grant: what it reads of its consumer says it.
    pub(super) fn of(on: &Implementation, grant: &str) -> Self {
        let grants = on
            .grants
            .iter()
            .filter(|(name, _)| name.0.as_str() == grant);
        let grants = grants.map(|(_, access)| access);
        let read = Names::read_by(on.reach.iter().chain(grants));
        let has = |name: &&str| read.has(&format!("consumer.{name}"));
        if others(on).iter().any(has) && !code(on).iter().any(has) {
            Self::Thing
        } else {
            Self::Code
        }
    }

    /// The module that it is made of.
    pub(super) fn module(self) -> &'static str {
        match self {
            Self::Code => "runner",
            Self::Thing => "thing",
        }
    }
}

fn code(on: &Implementation) -> &'static [&'static str] {
    match on.target.0.as_str() {
        "azure" => &AZURE_CODE,
        _ => &AWS_CODE,
    }
}

/// What an identity may have besides.
fn others(on: &Implementation) -> &'static [&'static str] {
    match on.target.0.as_str() {
        "azure" => &["queue_id"],
        _ => &["security_group_id", "queue_arn"],
    }
}

/// The files of these modules, with their paths.
pub(super) fn neighbours(on: &Implementation) -> Vec<(String, String)> {
    let [runner, thing] = Taker::ALL.map(Taker::module);
    let modules = [
        (GIVER, GIVER_INTERFACE.to_owned(), giver(on)),
        (
            runner,
            taker_interface(runner),
            taker(on, code_identity(on)),
        ),
        (thing, taker_interface(thing), taker(on, "  identity {\n")),
    ];
    let files = modules.into_iter().flat_map(|(name, interface, target)| {
        let folder = format!("{MODULES}/{name}/1.0.0");
        let path = format!("{folder}/{}.plat", on.target);
        [(format!("{folder}/module.plat"), interface), (path, target)]
    });
    files.collect()
}

const GIVER_INTERFACE: &str = r#"module "giver" {
  version     = "1.0.0"
  description = "Gives what others need."
  output "secret" {
    type        = secret
    description = "A secret."
  }
  grant "use" { description = "Use it." }
}
"#;

fn taker_interface(name: &str) -> String {
    format!(
        r#"module "{name}" {{
  version     = "1.0.0"
  description = "Takes what others give."
  input "access" {{
    type        = list(grant)
    default     = []
    description = "What it may use."
  }}
}}
"#
    )
}

/// What can be given to whatever the module is.
fn giver(on: &Implementation) -> String {
    let has = |name| {
        let identity = on.identity.as_ref();
        identity.is_some_and(|identity| identity.attributes.contains_key(name))
    };
    let (secret, scale) = match on.target.0.as_str() {
        "azure" => ("https://example.vault.azure.net/secrets/example", SCALE),
        _ => (
            "arn:aws:secretsmanager:eu-west-1:123456789012:secret:example-AbCdEf",
            "",
        ),
    };
    let right = match on.target.0.as_str() {
        "azure" if has("principal_id") => ROLE,
        "aws" if has("role_name") => POLICY,
        _ => "",
    };
    format!(
        r#"target "{}" {{
  output "secret" {{ value = secret("{secret}") }}
  grant "use" {{
    env     = {{ URL = "https://example.com" }}
    secrets = {{ KEY = secret("{secret}") }}
{scale}{right}  }}
}}
"#,
        on.target
    )
}

const SCALE: &str = r#"    scale   = { type = "cron", metadata = { timezone = "UTC" } }
"#;

const POLICY: &str = r#"    data "aws_iam_policy_document" "main" {
      statement {
        actions   = ["sqs:SendMessage"]
        resources = ["arn:aws:sqs:eu-west-1:123456789012:example"]
      }
    }
    resource "aws_iam_role_policy" "main" {
      name   = consumer.name
      role   = consumer.role_name
      policy = data.aws_iam_policy_document.main.json
    }
"#;

const ROLE: &str = r#"    resource "Microsoft.Authorization/roleAssignments@2022-04-01" "main" {
      name = guid(consumer.id, "example")
      properties = {
        principalId      = consumer.principal_id
        principalType    = "ServicePrincipal"
        roleDefinitionId = role_definition("69a216fc-b8fb-44d8-bc22-1f3c2cd27a39")
      }
    }
"#;

/// Something with an identity, which also has whatever else the module reads of consumers.
fn taker(on: &Implementation, own: &str) -> String {
    let read = Names::read(on);
    let others = others(on).iter();
    let others: Vec<_> = others
        .filter(|name| read.has(&format!("consumer.{name}")))
        .collect();
    let attribute = |name: &&&str| format!("    {name} = parameter.{name}\n");
    let identity: String = others.iter().map(attribute).collect();
    let parameter = |name: &&&str| {
        format!(
            "  parameter \"{name}\" {{\n    type = string\n    description = \"Of the consumer.\"\n  }}\n"
        )
    };
    let parameters: String = others.iter().map(parameter).collect();
    format!(
        "target \"{}\" {{\n{own}{identity}  }}\n{parameters}}}\n",
        on.target
    )
}

fn code_identity(on: &Implementation) -> &'static str {
    match on.target.0.as_str() {
        "azure" => AZURE_IDENTITY,
        _ => AWS_IDENTITY,
    }
}

const AWS_IDENTITY: &str = r#"  resource "aws_iam_role" "main" {
    name = component.id
    assume_role_policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
    })
  }
  identity {
    role_name         = aws_iam_role.main.name
    secrets_role_name = aws_iam_role.main.name
"#;

const AZURE_IDENTITY: &str = r#"  resource "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30" "main" {
    name = component.id
  }
  identity {
    id           = resource.main.id
    name         = resource.main.name
    principal_id = resource.main.properties.principalId
    client_id    = resource.main.properties.clientId
"#;
