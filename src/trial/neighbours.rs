//! The modules that a made-up service uses beside the one that is tried: one whose grants and secrets
//! it may take, and one that takes its grants.

use crate::document::implementation::Implementation;

/// The folder of all that is made up, and of the modules among it; no path of a world begins so.
pub(super) const FOLDER: &str = "platc:made-up";
pub(super) const MODULES: &str = "platc:made-up/modules";

/// The module whose grants and secrets are taken.
pub(super) const GIVER: &str = "made-up-giver";

/// The module that takes grants, which runs code.
pub(super) const TAKER: &str = "made-up-runner";

/// The files of these modules, with their paths.
pub(super) fn neighbours(on: &Implementation) -> Vec<(String, String)> {
    let modules = [
        (GIVER, GIVER_INTERFACE, giver(on)),
        (TAKER, TAKER_INTERFACE, taker(on).to_owned()),
    ];
    let files = modules.into_iter().flat_map(|(name, interface, target)| {
        let folder = format!("{MODULES}/{name}/1.0.0");
        let path = format!("{folder}/{}.plat", on.target);
        [
            (format!("{folder}/module.plat"), interface.to_owned()),
            (path, target),
        ]
    });
    files.collect()
}

const GIVER_INTERFACE: &str = r#"module "made-up-giver" {
  version     = "1.0.0"
  description = "Gives what others need."
  output "secret" {
    type        = secret
    description = "A secret."
  }
  grant "use" { description = "Use it." }
}
"#;

const TAKER_INTERFACE: &str = r#"module "made-up-runner" {
  version     = "1.0.0"
  description = "Takes what others give."
  input "access" {
    type        = list(grant)
    default     = []
    description = "What it may use."
  }
}
"#;

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

/// Something with the identity that code has on the target.
fn taker(on: &Implementation) -> &'static str {
    match on.target.0.as_str() {
        "azure" => AZURE_TAKER,
        _ => AWS_TAKER,
    }
}

const AWS_TAKER: &str = r#"target "aws" {
  resource "aws_iam_role" "main" {
    name = component.id
    assume_role_policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
    })
  }
  resource "aws_security_group" "main" { name_prefix = "${component.id}-" }
  identity {
    role_name         = aws_iam_role.main.name
    secrets_role_name = aws_iam_role.main.name
    security_group_id = aws_security_group.main.id
  }
}
"#;

const AZURE_TAKER: &str = r#"target "azure" {
  resource "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30" "main" {
    name = component.id
  }
  identity {
    id           = resource.main.id
    name         = resource.main.name
    principal_id = resource.main.properties.principalId
    client_id    = resource.main.properties.clientId
  }
}
"#;
