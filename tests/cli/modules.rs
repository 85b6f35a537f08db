//! What modules there are, what is told about one, its README, and the modules that `new` makes.

use super::Desk;
use crate::support::case;
use serde_json::Value;

/// A platform with modules of its own.
const PLATFORM: &str =
    "platform \"acme\" {\n  modules = [\"./modules\"]\n  environment \"dev\" {}\n}\n";
const README: &str = "modules/bell/0.1.0/README.md";

/// A module of which all is deprecated.
const DEPRECATED: &str = r#"module "bell" {
  version     = "0.1.0"
  description = "Rings."
  deprecated  = "Use the gong"
  input "loud" {
    type        = bool
    default     = true
    description = "Whether it is heard."
    deprecated  = "Use the gong"
  }
  output "url" {
    type        = string
    description = "Where it rings."
    deprecated  = "Use the gong"
  }
  grant "ring" {
    description = "Ring it."
    deprecated  = "Use the gong"
  }
}
"#;

/// A folder with the module that `new` makes, and a platform that sees it.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("platform.plat", PLATFORM);
    desk.run("new module bell").succeeded();
    desk
}

fn shown(module: &str) -> Value {
    let desk = Desk::new();
    let said = desk
        .run(&format!("module show {module} --json"))
        .succeeded();
    serde_json::from_str(&said.results).unwrap()
}

#[test]
fn own_modules_are_listed_before_the_standard_ones() {
    let desk = desk();
    let list = desk.run("module list").succeeded().results;
    let first = "bell          0.1.0  modules/bell/0.1.0  aws full, azure full                  A durable queue for messages.\n";
    assert!(list.starts_with(first), "{list}");
    assert!(list.contains("\nqueue         2.0.0  standard  "), "{list}");
    let list = desk
        .shell("cd shop && platc module list --json")
        .succeeded();
    let list: Value = serde_json::from_str(&list.results).unwrap();
    assert_eq!(list[0]["from"], "../modules/bell/0.1.0");
}

#[test]
fn an_own_module_hides_the_standard_one_and_its_newest_version_is_listed() {
    let desk = Desk::new();
    desk.write("platform.plat", PLATFORM);
    for version in ["2.0.0", "10.0.0", "11.0.0-beta"] {
        let text = format!(
            "module \"queue\" {{\n  version = \"{version}\"\n  description = \"Mine.\"\n}}\n"
        );
        desk.write(&format!("modules/queue/{version}/module.plat"), &text);
    }
    let list = desk.run("module list").succeeded().results;
    let queues: Vec<_> = list
        .lines()
        .filter(|line| line.starts_with("queue"))
        .collect();
    let mine =
        "queue         10.0.0  modules/queue/10.0.0  aws absent, azure absent              Mine.";
    assert_eq!(queues, [mine]);
    let show = |module| desk.run(&format!("module show {module}"));
    let newest = show("queue").succeeded().results;
    assert!(
        newest.starts_with("queue 10.0.0 (modules/queue/10.0.0)\nMine.\n"),
        "{newest}"
    );
    assert!(
        show("queue@2.0.0")
            .succeeded()
            .results
            .starts_with("queue 2.0.0 ")
    );
    show("queue@1.0.0").failed(2, "P0824");
    assert_eq!(show("queue@1").status, 2);
}

#[test]
fn a_broken_module_is_a_problem_and_the_others_are_listed() {
    let desk = desk();
    desk.append("modules/bell/0.1.0/azure.plat", "target {\n");
    let said = desk.run("module list --message-format short");
    assert_eq!(said.status, 1);
    assert!(
        said.complaints
            .starts_with("modules/bell/0.1.0/azure.plat:"),
        "{}",
        said.complaints
    );
    assert!(said.results.starts_with("bucket "), "{}", said.results);
    assert_eq!(desk.run("module show bell").results, "");
    assert_eq!(desk.run("module docs bell").status, 1);
}

#[test]
fn a_module_in_the_wrong_folder_is_a_problem() {
    let desk = desk();
    std::fs::rename(desk.path("modules/bell"), desk.path("modules/gong")).unwrap();
    desk.run("module docs modules").failed(1, "P0305");
    desk.run("module show gong").failed(1, "P0305");
}

#[test]
fn a_module_is_shown_with_what_each_target_makes_of_it() {
    insta::assert_snapshot!(Desk::new().run("module show queue").succeeded().results);
    let queue = shown("queue");
    assert_eq!(queue["inputs"][1]["default"], "\"30s\"");
    assert_eq!(
        queue["inputs"][1]["rules"][0],
        "timeout is between 1s and 12h, on Azure 5m"
    );
    assert_eq!(queue["targets"][1]["support"], "approximated");
}

#[test]
fn what_an_implementation_leaves_out_is_shown() {
    let desk = desk();
    let azure = "target \"azure\" {\n  input \"retention\" { unsupported = \"No.\" }\n  grant \"publish\" { approximated = \"Nearly.\" }\n}\n";
    desk.write("modules/bell/0.1.0/azure.plat", azure);
    let shown = desk.run("module show bell").succeeded().results;
    let limits = "  azure: approximated\n    input `retention`: No.\n    output `id`: it is not there.\n    grant `publish`: Nearly.\n";
    assert!(shown.contains(limits), "{shown}");
    std::fs::remove_file(desk.path("modules/bell/0.1.0/azure.plat")).unwrap();
    let shown = desk.run("module show bell").succeeded().results;
    assert!(shown.contains("  aws: full\n  azure: absent\n"), "{shown}");
}

#[test]
fn what_is_deprecated_is_told_wherever_the_module_is() {
    let desk = desk();
    desk.write("modules/bell/0.1.0/module.plat", DEPRECATED);
    desk.write("modules/bell/0.1.0/aws.plat", "target \"aws\" {}\n");
    std::fs::remove_file(desk.path("modules/bell/0.1.0/azure.plat")).unwrap();
    let times = |text: &str| text.matches("Use the gong").count();
    let told = |command: &str| times(&desk.run(command).succeeded().results);
    assert_eq!(told("module show bell"), 4);
    assert_eq!(told("module show bell --json"), 4);
    for form in ["", " --json", " --markdown"] {
        assert_eq!(told(&format!("module list{form}")), 1, "{form}");
    }
    desk.run("module docs").succeeded();
    assert_eq!(times(&desk.read(README)), 4);
}

#[test]
fn every_standard_module_keeps_its_contract_on_every_target() {
    let list = Desk::new().run("module list --json").succeeded().results;
    let list: Value = serde_json::from_str(&list).unwrap();
    for module in list.as_array().unwrap() {
        let name = &module["name"];
        for target in module["targets"].as_array().unwrap() {
            let on = format!("{name} on {}", target["name"]);
            assert_ne!(target["support"], "absent", "{on}");
            for limit in target["limits"].as_array().unwrap() {
                assert_ne!(limit["degree"], "missing", "{on}: {}", limit["of"]);
                let why = limit["why"].as_str().unwrap();
                assert!(why.ends_with('.'), "{on}: no sentence: {why}");
            }
        }
    }
}

#[test]
fn the_table_of_the_standard_modules_is_current() {
    let made = Desk::new().run("module list --markdown").succeeded();
    let found = std::fs::read_to_string("docs/modules.md").unwrap();
    let how = "docs/modules.md is not what `platc module list --markdown` prints";
    assert_eq!(found, made.results, "{how}");
}

#[test]
fn the_example_of_every_standard_module_compiles() {
    let list = Desk::new().run("module list --json").succeeded().results;
    let list: Value = serde_json::from_str(&list).unwrap();
    for module in list.as_array().unwrap() {
        let facts = shown(module["name"].as_str().unwrap());
        let example = facts["example"].as_str().unwrap();
        let spec = format!("service \"shop\" {{\n  owner = \"team\"\n{example}}}\n");
        assert_eq!(case::codes(&spec), [""; 0], "{spec}");
    }
}

#[test]
fn a_readme_is_written_only_where_it_is_not_current() {
    let desk = desk();
    let current = "every README is current\n";
    assert_eq!(desk.run("module docs --check").succeeded().results, current);
    let first = desk.read(README);
    desk.write(
        "modules/bell/0.1.0/docs.md",
        "## Ringing\n\nTwice | thrice.\n",
    );
    let said = desk.run("module docs bell --check");
    assert_eq!(
        (said.status, said.results),
        (3, format!("differs   {README}\n"))
    );
    assert_eq!(desk.read(README), first);
    let said = desk.run("module docs modules/bell").succeeded();
    assert_eq!(said.results, format!("wrote     {README}\n"));
    let ending = "\n\n## Ringing\n\nTwice | thrice.\n";
    assert!(desk.read(README).ends_with(ending), "{}", desk.read(README));
    std::fs::remove_file(desk.path(README)).unwrap();
    let said = desk.shell("cd modules && platc module docs --check");
    assert_eq!(
        (said.status, &*said.results),
        (3, "missing   bell/0.1.0/README.md\n")
    );
}

#[test]
fn what_somebody_wrote_is_not_overwritten() {
    let desk = desk();
    desk.write(README, "# Mine\n");
    desk.run("module docs").failed(1, "P0826");
    desk.run("module docs --check").failed(1, "P0826");
    assert_eq!(desk.read(README), "# Mine\n");
    desk.run("module docs queue").failed(2, "P0827");
    desk.run("module docs bel").failed(2, "P0823");
    desk.run("module docs shop").failed(2, "P0825");
}

#[test]
fn a_cell_of_a_readme_stays_one_cell() {
    let desk = desk();
    let text = desk.read("modules/bell/0.1.0/module.plat");
    let text = text.replace("What the cloud calls", "What this | that cloud calls");
    desk.write("modules/bell/0.1.0/module.plat", &text);
    desk.run("module docs bell").succeeded();
    let row = "| `id` | `string` | What this \\| that cloud calls the queue. |\n";
    assert!(desk.read(README).contains(row), "{}", desk.read(README));
}

#[test]
fn the_readme_of_a_new_module_is_made_of_its_interface() {
    insta::assert_snapshot!(desk().read(README));
}

#[test]
fn the_readmes_of_the_standard_modules_are_current() {
    let folder = env!("CARGO_MANIFEST_DIR");
    let check = format!("cd '{folder}' && platc module docs modules --check");
    Desk::new().shell(&check).succeeded();
}

/// On Azure the consumer is a module of the test, which has nothing but an identity.
#[test]
fn a_new_module_builds_on_every_target() {
    let desk = desk();
    let client = "module \"client\" {\n  version = \"1.0.0\"\n  description = \"A client.\"\n  input \"access\" {\n    type = list(grant)\n    description = \"What it may do.\"\n  }\n}\n";
    let azure = "target \"azure\" {\n  resource \"Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30\" \"main\" { name = component.name }\n  identity {\n    id = resource.main.id\n    name = resource.main.name\n    principal_id = resource.main.properties.principalId\n    client_id = resource.main.properties.clientId\n  }\n}\n";
    desk.write("modules/client/1.0.0/module.plat", client);
    desk.write("modules/client/1.0.0/azure.plat", azure);
    let consumers = [
        (
            "aws",
            "container \"api\" {\n  image = \"api\"\n  tag = \"1\"\n",
        ),
        ("azure", "client \"api\" {\n"),
        ("azure --format terraform", "client \"api\" {\n"),
    ];
    for (target, consumer) in consumers {
        let spec = format!(
            "service \"shop\" {{\n  owner = \"team\"\n  bell \"door\" {{}}\n  {consumer}  access = [bell.door.publish]\n}}\n}}\n"
        );
        desk.write("shop/service.plat", &spec);
        desk.run(&format!("build shop --target {target}"))
            .succeeded();
    }
    assert!(
        desk.read("shop/generated/aws/dev/api.tf.json")
            .contains("DOOR_URL")
    );
}

/// What is refused in a spec is refused before anything is written.
#[test]
fn a_module_can_not_be_named_by_a_word_of_the_language() {
    let desk = Desk::new();
    let said = desk.run("new module output").failed(1, "P0218");
    assert!(
        said.complaints
            .contains("[modules/output/0.1.0/module.plat:"),
        "{}",
        said.complaints
    );
    assert!(!desk.has("modules"));
}

/// A platform that was just made holds for a service that was just made, before there is a module and after.
#[test]
fn new_files_build_together() {
    for is_module_first in [true, false] {
        let desk = Desk::new();
        let mut kinds = ["module bell", "platform acme"];
        if !is_module_first {
            kinds.reverse();
        }
        for kind in kinds {
            desk.run(&format!("new {kind}")).succeeded();
        }
        desk.run("new service cart").succeeded();
        desk.run("build cart").succeeded();
        if !is_module_first {
            let platform = desk.read("platform.plat").replace("# modules", "modules");
            desk.write("platform.plat", &platform);
        }
        let spec = desk.read("cart/service.plat").replace(
            "  queue \"events\" {}\n",
            "  queue \"events\" {}\n  bell \"door\" {}\n  postgres \"orders\" {}\n",
        );
        let access = ".publish, bell.door.publish, postgres.orders.readwrite]";
        desk.write("cart/service.plat", &spec.replace(".publish]", access));
        desk.run("build cart").succeeded();
        let api = desk.read("cart/generated/aws/dev/api.tf.json");
        assert!(
            api.contains("DOOR_URL") && api.contains("ORDERS_HOST"),
            "{api}"
        );
    }
}

#[test]
fn who_makes_a_module_that_no_platform_names_is_told() {
    let desk = Desk::new();
    let advice = "specs see it once their platform.plat names this folder: ";
    let said = desk.run("new module bell").succeeded().results;
    assert!(said.contains(advice), "{said}");
    desk.run("new platform acme").succeeded();
    let said = desk.run("new module gong").succeeded().results;
    assert!(!said.contains(advice), "{said}");
}

#[test]
fn a_platform_that_can_not_be_read_is_named_as_the_user_knows_it() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("platform.plat")).unwrap();
    let said = desk.shell("cd shop && platc check --message-format short");
    let said = said.failed(1, "P0802").complaints;
    assert!(
        said.contains("the platform `../platform.plat` is a folder"),
        "{said}"
    );
    desk.run("module list").failed(1, "P0802");
}

#[test]
fn a_new_module_is_right_in_every_combination() {
    let said = desk().run("module check bell queue").succeeded();
    assert_eq!(said.complaints, "");
    insta::assert_snapshot!(said.results);
}

/// Nothing of it is made by default, and nobody has the grant.
#[test]
fn what_no_consumer_has_met_is_tried() {
    let desk = desk();
    let module = "modules/bell/0.1.0/module.plat";
    let text = desk.read(module).replace(
        "  output \"id\"",
        "  input \"loud\" {\n    type = bool\n    default = false\n    description = \"Whether it rings.\"\n  }\n\n  output \"id\"",
    );
    desk.write(module, &text);
    let target = "modules/bell/0.1.0/aws.plat";
    let text = desk.read(target).replace(
        "  output \"id\"",
        "  resource \"aws_sns_topic\" \"ring\" {\n    when = input.loud\n    nam = component.id\n  }\n\n  output \"id\"",
    );
    desk.write(target, &text.replace("sqs:SendMessage", "sqs:SendMesage"));
    let said = desk.run("module check --message-format short");
    let places = "modules/bell/0.1.0/aws.plat:13:5: error[P0461]: `aws_sns_topic` has no `nam`\nmodules/bell/0.1.0/aws.plat:24:22: error[P0480]: AWS has no action `sqs:SendMesage`\n";
    assert_eq!((said.complaints.as_str(), said.status), (places, 1));
}
