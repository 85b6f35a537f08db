//! Modules that are made of others: what is told and tried of them, and what a build notes.

use super::Desk;
use serde_json::Value;

const PLATFORM: &str = "platform \"acme\" {\n  modules = [\"./modules\"]\n  target \"aws\" { region = \"eu-west-1\" }\n  environment \"dev\" {}\n}\n";

const INTERFACE: &str = "module \"peal\" {\n  version     = \"0.1.0\"\n  description = \"Two bells.\"\n  input \"timeout\" {\n    type        = duration\n    default     = \"30m\"\n    description = \"Of both.\"\n  }\n  output \"id\" {\n    type        = string\n    description = \"Of the first.\"\n  }\n  grant \"ring\" { description = \"Ring both.\" }\n}\n";

const COMPOSE: &str = "compose {\n  requires { bell = \"^0.1\" }\n  bell \"high\" { retention = input.timeout }\n  bell \"low\" {}\n  output \"id\" { value = bell.high.id }\n  grant \"ring\" { grants = [bell.high.publish, bell.low.publish] }\n}\n";

/// A desk with a new module, and one that is made of it.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("platform.plat", PLATFORM);
    desk.run("new module bell").succeeded();
    desk.write("modules/peal/0.1.0/module.plat", INTERFACE);
    desk.write("modules/peal/0.1.0/compose.plat", COMPOSE);
    desk
}

fn shown(desk: &Desk, module: &str) -> Value {
    let said = desk.run(&format!("module show {module} --json"));
    serde_json::from_str(&said.succeeded().results).unwrap()
}

#[test]
fn a_composite_is_shown_by_what_it_is_made_of() {
    let worker = shown(&Desk::new(), "event-worker");
    assert_eq!(worker["parts"][1]["name"], "events");
    assert_eq!(worker["parts"][1]["module"], "queue");
    let azure = &worker["targets"][1];
    assert_eq!(azure["limits"][0]["of"], "input `alarm_after`");
    assert_eq!(azure["variables"][0]["names"][0], "EXAMPLE_EVENTS_URL");
    assert_eq!(azure["settings"][0]["name"], "container_environment");
}

#[test]
fn a_composite_is_where_all_of_its_modules_are() {
    let desk = desk();
    let said = desk.run("module check peal").succeeded();
    assert_eq!(
        (said.complaints.as_str(), said.results.lines().count()),
        ("", 2)
    );
    std::fs::remove_file(desk.path("modules/bell/0.1.0/azure.plat")).unwrap();
    let peal = shown(&desk, "peal");
    assert_eq!(peal["targets"][0]["support"], "full");
    assert_eq!(peal["targets"][1]["support"], "absent");
    let said = desk.run("module check peal").succeeded();
    assert_eq!(
        (said.complaints.as_str(), said.results.lines().count()),
        ("", 1)
    );
    std::fs::remove_file(desk.path("modules/bell/0.1.0/aws.plat")).unwrap();
    desk.run("module check peal").failed(1, "P0303");
}

#[test]
fn a_mistake_in_a_composite_is_found_before_anybody_uses_it() {
    let desk = desk();
    let broken = COMPOSE.replace("value = bell.high.id", "value = [bell.high.id]");
    desk.write("modules/peal/0.1.0/compose.plat", &broken);
    desk.run("module check peal").failed(1, "P0401");
    let broken = COMPOSE.replace("bell.low.publish", "bell.deep.publish");
    desk.write("modules/peal/0.1.0/compose.plat", &broken);
    desk.run("module check peal").failed(1, "P0521");
}

#[test]
fn a_manifest_names_the_modules_in_a_composite() {
    let desk = desk();
    desk.write(
        "church/service.plat",
        "service \"shop\" {\n  peal \"church\" {}\n}\n",
    );
    desk.run("build church --target aws").succeeded();
    let manifest: Value =
        serde_json::from_str(&desk.read("church/generated/aws/dev/.platc.json")).unwrap();
    let modules: Vec<_> = manifest["modules"].as_object().unwrap().keys().collect();
    assert_eq!(modules, ["bell", "peal"]);
    assert!(
        desk.path("church/generated/aws/dev/church-high.tf.json")
            .exists()
    );
}
