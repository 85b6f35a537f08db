//! What the real tools find, and where it is shown. Mostly something stands for the tools, since platc
//! itself finds what they would.

use super::{Desk, Said};
use crate::support::shared;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

const SPEC: &str = r#"service "shop" {
  owner = "team-shop"

  queue "orders" {
    timeout      = "45s"
    attempts = 3

    override "aws_sqs_queue.dead_letters" {
      delay_seconds = 7
    }
  }
}
"#;

/// The same for Azure, with what is made in a file of its own.
const ON_AZURE: &str = r#"service "shop" {
  owner = "team-shop"

  queue "orders" { attempts = 3 }
  postgres "items" {}
  container "api" {
    image  = "ghcr.io/acme/api"
    tag    = "1"
    access = [postgres.items.admin]
  }
}
"#;

/// Which half of a line is meant.
#[derive(Clone, Copy)]
enum Half {
    Name,
    Value,
}

impl Desk {
    fn built_with(spec: &str, arguments: &str) -> Self {
        let desk = Self::new();
        desk.write("shop/service.plat", spec);
        let built = desk.run(&format!("build shop --env dev {arguments}"));
        assert_eq!(built.status, 0, "{}", built.complaints);
        desk
    }

    /// Something that stands for a tool, and does this.
    fn stand_in(&self, tool: &str, script: &str) {
        self.write(&format!("bin/{tool}"), &format!("#!/bin/sh\n{script}\n"));
        let made = self.shell(&format!("chmod +x bin/{tool}"));
        assert_eq!(made.status, 0);
    }

    fn verify(&self, arguments: &str) -> Said {
        self.shell(&format!("PATH=$PWD/bin:$PATH platc verify {arguments}"))
    }

    /// Line and column of what begins so in a file, for the `number`th time.
    fn spot(&self, path: &str, beginning: &str, half: Half) -> (usize, usize) {
        let text = self.read(path);
        let mut lines = text.lines().enumerate();
        let found = lines.find(|(_, line)| line.trim_start().starts_with(beginning));
        let (number, line) = found.unwrap_or_else(|| panic!("no {beginning} in {text}"));
        let indent = line.len() - line.trim_start().len();
        let column = match half {
            Half::Name => indent + 1,
            Half::Value => indent + beginning.len() + 2,
        };
        (number + 1, column)
    }

    /// Has Terraform complain about lines of a file that begin so.
    fn complain(&self, file: &str, lines: &[(&str, Half)]) -> Said {
        let diagnostics = lines.iter().map(|(beginning, half)| {
            let path = format!("shop/generated/{file}");
            diagnostic(&path, self.spot(&path, beginning, *half))
        });
        let diagnostics: Vec<_> = diagnostics.collect();
        let verdict = json!({ "diagnostics": diagnostics });
        self.write("bin/verdict.json", &verdict.to_string());
        self.stand_in("terraform", "cat \"${0%/*}/verdict.json\"");
        self.verify("shop")
    }
}

fn diagnostic(path: &str, (line, column): (usize, usize)) -> Value {
    let file = path.rsplit('/').next();
    let start = json!({ "line": line, "column": column });
    json!({
        "severity": "error",
        "summary": "Wrong",
        "detail": format!("Line {line}\nis not as it should be."),
        "range": { "filename": file, "start": start }
    })
}

#[test]
fn a_finding_of_terraform_is_shown_where_it_was_made() {
    let desk = Desk::built_with(SPEC, "");
    let lines = [
        ("\"visibility_timeout_seconds\":", Half::Value),
        ("\"receive_wait_time_seconds\":", Half::Name),
        ("\"delay_seconds\":", Half::Name),
        ("\"maxReceiveCount\":", Half::Value),
        ("\"sid\":", Half::Value),
        ("\"alarm_actions\":", Half::Value),
        ("\"orders\": {", Half::Name),
    ];
    let said = desk.complain("aws/dev/orders.tf.json", &lines);
    assert_eq!(said.status, 1);
    insta::assert_snapshot!(said.complaints);
}

/// One name of two attributes begins with the other.
#[test]
fn a_finding_about_a_structure_is_shown_at_its_attribute() {
    let desk = Desk::new();
    desk.write("platform.plat", "platform \"acme\" {\n  modules = [\"./modules\"]\n  schemas = [\"./bell.json\"]\n  target \"aws\" { region = \"eu-west-1\" }\n  environment \"dev\" {}\n}\n");
    let text = json!({ "type": "string", "optional": true });
    let attributes = json!({ "policy": text, "policy_document": text });
    let bell = json!({ "bell_thing": { "block": { "attributes": attributes } } });
    let provider = json!({ "registry.terraform.io/acme/bell": { "resource_schemas": bell } });
    desk.write(
        "bell.json",
        &json!({ "provider_schemas": provider }).to_string(),
    );
    desk.write(
        "modules/bell/1.0.0/module.plat",
        "module \"bell\" {\n  version = \"1.0.0\"\n  description = \"A bell.\"\n}\n",
    );
    desk.write("modules/bell/1.0.0/aws.plat", "target \"aws\" {\n  provider \"bell\" {\n    version = \">= 1.0\"\n    source = \"acme/bell\"\n  }\n  resource \"terraform_data\" \"one\" {}\n  resource \"bell_thing\" \"main\" {\n    policy = jsonencode({ Rings = terraform_data.one.id })\n    policy_document = jsonencode({ Tone = terraform_data.one.id })\n  }\n}\n");
    desk.write(
        "shop/service.plat",
        "service \"shop\" {\n  bell \"door\" {}\n}\n",
    );
    desk.run("build shop").succeeded();
    let lines = [("\"Rings\":", Half::Value), ("\"Tone\":", Half::Value)];
    let said = desk.complain("aws/dev/door.tf.json", &lines);
    assert_eq!(said.status, 1);
    insta::assert_snapshot!(said.complaints);
}

#[test]
fn a_finding_about_azapi_is_shown_where_it_was_made() {
    let desk = Desk::built_with(ON_AZURE, "--target azure --format terraform");
    let lines = [
        ("\"maxDeliveryCount\":", Half::Value),
        ("\"lockDuration\":", Half::Name),
        ("\"parent_id\":", Half::Value),
    ];
    let said = desk.complain("azure/dev/orders.tf.json", &lines);
    assert_eq!(said.status, 1);
    insta::assert_snapshot!(said.complaints);
}

#[test]
fn a_finding_of_bicep_is_shown_where_it_was_made() {
    let spec = ON_AZURE.replace(
        "  postgres",
        "  parameter \"orders_main\" { type = string }
  output \"api_url\" { value = container.api.url }
  output \"orders_main_told\" { value = parameter.orders_main }
  postgres",
    );
    let desk = Desk::built_with(&spec, "--target azure");
    let folder = "shop/generated/azure/dev";
    let inner = desk.files(&format!("{folder}/modules"));
    let inner = format!("modules/{}", inner[0].0);
    let lines = [
        ("main.bicep", "maxDeliveryCount:", Half::Value, "Error"),
        ("main.bicep", "lockDuration:", Half::Name, "Warning"),
        ("main.bicep", "location: ", Half::Name, "Warning"),
        ("main.bicep", "param location", Half::Name, "Warning"),
        ("main.bicep", "param ordersMain", Half::Name, "Warning"),
        ("main.bicep", "output apiUrl", Half::Name, "Warning"),
        (
            "main.bicep",
            "output ordersMainTold",
            Half::Value,
            "Warning",
        ),
        (inner.as_str(), "resource ", Half::Name, "Error"),
    ];
    let line = |(file, beginning, half, severity): &(&str, &str, Half, &str)| {
        let (line, column) = desk.spot(&format!("{folder}/{file}"), beginning, *half);
        format!(
            "echo \"$PWD/{file}({line},{column}) : {severity} BCP036: Wrong. [https://x]\" >&2\n"
        )
    };
    let script: String = lines.iter().map(line).collect();
    desk.stand_in("bicep", &script);
    let said = desk.verify("shop");
    assert_eq!(said.status, 1);
    insta::assert_snapshot!(said.complaints);
}

#[test]
fn what_a_tool_leaves_behind_is_not_left_in_the_folder() {
    let desk = Desk::built_with(SPEC, "");
    let before = desk.files("shop");
    desk.write("shop/generated/aws/dev/.terraform.lock.hcl", "locked\n");
    desk.stand_in(
        "terraform",
        "cat .terraform.lock.hcl >>\"${0%/*}/seen\"; pwd >>\"${0%/*}/where\"; mkdir -p \"$TF_DATA_DIR\"
        touch \"$TF_DATA_DIR/x\" left; echo '{\"diagnostics\": []}'",
    );
    let said = desk.verify("shop").succeeded();
    assert_eq!(
        said.results,
        "terraform finds nothing in shop/generated/aws/dev\n"
    );
    assert_eq!(desk.read("bin/seen"), "locked\nlocked\n");
    let place = desk.read("bin/where");
    let place = place.lines().next().unwrap();
    assert!(!PathBuf::from(place).exists(), "{place} is still there");
    desk.shell("rm shop/generated/aws/dev/.terraform.lock.hcl");
    assert_eq!(desk.files("shop"), before);
}

#[test]
fn a_tool_that_comes_to_no_verdict_is_a_failure_outside() {
    let desk = Desk::built_with(SPEC, "");
    desk.stand_in("terraform", "echo 'Error: no such host' >&2; exit 1");
    desk.verify("shop").failed(4, "P0835");
    desk.stand_in("terraform", "echo nothing");
    desk.verify("shop").failed(4, "P0835");
}

/// A provider that can't be had keeps nobody from hearing what else is wrong.
#[test]
fn what_is_wrong_on_a_line_is_told_where_init_fails() {
    let desk = Desk::built_with(SPEC, "");
    let verdict = json!({ "diagnostics": [
        { "severity": "error", "summary": "Missing required provider" },
        diagnostic("versions.tf.json", (4, 5)),
    ] });
    desk.write("bin/verdict.json", &verdict.to_string());
    desk.stand_in(
        "terraform",
        "[ $1 = validate ] && cat \"${0%/*}/verdict.json\"; exit 1",
    );
    let said = desk.verify("shop").failed(1, "P0836");
    assert!(!said.complaints.contains("Missing"), "{}", said.complaints);
}

#[test]
fn nothing_is_asked_about_what_is_not_current() {
    let desk = Desk::built_with(SPEC, "");
    desk.stand_in("terraform", "touch \"${0%/*}/asked\"");
    desk.write("shop/service.plat", &SPEC.replace("45s", "46s"));
    desk.verify("shop").failed(3, "P0833");
    desk.write("shop/service.plat", &SPEC.replace("45s", "45"));
    assert_eq!(desk.verify("shop").status, 1);
    desk.write("shop/generated/aws/dev/.platc.json", "{}");
    desk.verify("shop").failed(1, "P0820");
    desk.verify("nowhere").failed(2, "P0831");
    assert!(!desk.has("bin/asked"));
}

#[test]
fn bicep_itself_finds_what_platc_does_not() {
    let Some(bicep) = shared::shared("oracle/bicep") else {
        return;
    };
    let desk = Desk::built_with(ON_AZURE, "--target azure");
    let bicep = bicep.canonicalize().unwrap();
    let script = format!(
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 {} \"$@\"",
        bicep.display()
    );
    desk.stand_in("bicep", &script);
    let said = desk.verify("shop").succeeded();
    assert_eq!(
        said.results,
        "bicep finds nothing in shop/generated/azure/dev\n"
    );
    let other = "override \"Microsoft.ServiceBus/namespaces/queues.main\" { properties = { description = \"x\" } }";
    let overridden = ON_AZURE.replace("attempts = 3", other);
    desk.write("shop/service.plat", &overridden);
    desk.run("build shop --env dev --target azure").succeeded();
    let said = desk
        .verify("shop --message-format short")
        .failed(0, "P0837");
    let place = "shop/service.plat:4:92: warning[P0837]: bicep warns: BCP037";
    assert!(said.complaints.starts_with(place), "{}", said.complaints);
}

#[test]
fn terraform_itself_finds_nothing() {
    let desk = Desk::built_with(SPEC, "");
    let Some((_provider, environment)) = provider(&desk) else {
        eprintln!(
            "skipped: there is no terraform, or no provider that oracle/terraform-check has built"
        );
        return;
    };
    let said = desk.shell(&format!("{environment} platc verify shop"));
    let said = said.succeeded();
    assert_eq!(
        said.results,
        "terraform finds nothing in shop/generated/aws/dev\n"
    );
}

/// A provider that runs, and ends with the test.
struct Provider(Child);

impl Drop for Provider {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// The oracle's stand-in for the provider of AWS, and what tells Terraform of it.
fn provider(desk: &Desk) -> Option<(Provider, String)> {
    let schema = shared::shared("schemas/terraform/aws.json")?;
    Command::new("terraform").arg("version").output().ok()?;
    let made = std::env::var_os("PLATC_ORACLE_TARGET").map_or_else(
        || Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache/platc-oracle")),
        |folder| Some(folder.into()),
    )?;
    let socket = desk.path("aws.sock");
    let mut provider = Command::new(made.join("release/terraform-provider-oracle"));
    provider.arg("serve");
    provider.arg(format!("{}={}", socket.display(), schema.display()));
    let mut provider = Provider(provider.stdout(Stdio::piped()).spawn().ok()?);
    let mut line = String::new();
    let printed = provider.0.stdout.take()?;
    BufReader::new(printed).read_line(&mut line).unwrap();
    desk.write("terraformrc", "");
    let environment = "TF_CLI_CONFIG_FILE=$PWD/terraformrc CHECKPOINT_DISABLE=1";
    Some((
        provider,
        format!("{environment} TF_REATTACH_PROVIDERS='{}'", line.trim()),
    ))
}
