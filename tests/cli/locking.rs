//! What was built last year still builds: versions and their contents stay as they were locked, and nothing that
//! holds data goes unnoticed.

use super::Desk;

const PLATFORM: &str = "platform \"acme\" {\n  modules = [\"./modules\"]\n  target \"aws\" { region = \"eu-west-1\" }\n  \
                        target \"azure\" { location = \"westeurope\" }\n  environment \"dev\" {}\n  environment \"prod\" {}\n}\n";
pub(super) const LOCK: &str = "shop/plat.lock";

/// A spec with a mailbox of version 1.0.0.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("platform.plat", PLATFORM);
    desk.write(
        "shop/service.plat",
        "service \"shop\" {\n  mailbox \"orders\" {}\n}\n",
    );
    publish(&desk, "1.0.0", "orders");
    desk
}

fn publish(desk: &Desk, version: &str, description: &str) {
    module(desk, "modules", version, description);
}

/// Writes a version of the mailbox into a folder of modules.
pub(super) fn module(desk: &Desk, modules: &str, version: &str, description: &str) {
    let folder = format!("{modules}/mailbox/{version}");
    let interface = format!(
        "module \"mailbox\" {{\n  version     = \"{version}\"\n  description = \"{description}\"\n}}\n"
    );
    desk.write(&format!("{folder}/module.plat"), &interface);
    let resource = "resource \"aws_sqs_queue\" \"main\" {\n    name = component.id\n    lifecycle { stateful = true }\n  }";
    desk.write(
        &format!("{folder}/aws.plat"),
        &format!("target \"aws\" {{\n  {resource}\n}}\n"),
    );
    let resource = "resource \"Microsoft.ServiceBus/namespaces@2026-01-01\" \"main\" {\n    name = unique(component.id, 50, \"a-z0-9-\")\n    \
                    sku = { name = \"Standard\" }\n    lifecycle { stateful = true }\n  }";
    desk.write(
        &format!("{folder}/azure.plat"),
        &format!("target \"azure\" {{\n  {resource}\n}}\n"),
    );
}

#[test]
fn a_newer_version_is_taken_only_when_asked_for() {
    let desk = desk();
    desk.run("build shop").succeeded();
    let locked = desk.read(LOCK);
    publish(&desk, "1.1.0", "orders");
    desk.run("build shop --locked").succeeded();
    assert_eq!(desk.read(LOCK), locked);
    let line = "locked  shop/plat.lock  mailbox  1.0.0 -> 1.1.0\n";
    let tried = desk.run("update --dry-run").succeeded();
    assert!(tried.results.starts_with(line), "{}", tried.results);
    assert_eq!(desk.read(LOCK), locked);
    let updated = desk.run("update mailbox").succeeded();
    assert!(updated.results.starts_with(line), "{}", updated.results);
    assert!(desk.read(LOCK).contains("version = \"1.1.0\""));
    assert_eq!(desk.run("build shop --check").status, 3);
    desk.run("build shop --locked").succeeded();
    desk.run("build shop --check").succeeded();
}

#[test]
fn a_version_whose_content_changed_is_refused_until_it_is_trusted() {
    let desk = desk();
    desk.run("build shop").succeeded();
    let locked = desk.read(LOCK);
    desk.append("modules/mailbox/1.0.0/azure.plat", "this is no language");
    desk.run("build shop").failed(1, "P0316");
    assert_eq!(desk.read(LOCK), locked);
    publish(&desk, "1.0.0", "other orders");
    desk.run("build shop").failed(1, "P0316");
    desk.run("update").failed(1, "P0316");
    desk.run("update mailbox").succeeded();
    assert_ne!(desk.read(LOCK), locked);
    desk.run("build shop").succeeded();
}

#[test]
fn line_ends_and_a_mark_of_byte_order_change_no_version() {
    let desk = desk();
    desk.run("build shop").succeeded();
    for name in ["module", "aws"] {
        let path = format!("modules/mailbox/1.0.0/{name}.plat");
        let text = desk.read(&path).replace('\n', "\r\n");
        desk.write(&path, &format!("\u{feff}{text}"));
    }
    desk.run("build shop --locked").succeeded();
}

#[test]
fn each_root_module_has_its_own_part_of_the_lock_file() {
    let desk = desk();
    desk.run("build shop --env dev").succeeded();
    desk.run("build shop --env prod").succeeded();
    let aws = desk.files("shop/generated/aws");
    desk.run("build shop --target azure").succeeded();
    desk.run("build shop --check").succeeded();
    assert_eq!(desk.files("shop/generated/aws"), aws);
    let lock = desk.read(LOCK);
    for root in ["aws.dev", "aws.prod", "azure.dev", "azure.prod"] {
        assert!(lock.contains(&format!("\n[stateful.{root}]\n")), "{lock}");
    }
}

#[test]
fn a_lost_lock_file_is_missed() {
    let desk = desk();
    desk.run("build shop").succeeded();
    let lock = desk.read(LOCK);
    std::fs::remove_file(desk.path(LOCK)).unwrap();
    let differs = desk.run("build shop --check");
    assert_eq!(differs.status, 3);
    assert_eq!(differs.results, "missing   shop/plat.lock\n");
    desk.run("build shop").failed(0, "P0853");
    assert_eq!(desk.read(LOCK), lock);
}

#[test]
fn data_is_given_up_once() {
    let desk = desk();
    desk.run("build shop").succeeded();
    let lock = desk.read(LOCK);
    desk.write("shop/service.plat", "service \"shop\" {}\n");
    for command in ["check shop", "build shop", "update"] {
        desk.run(command).failed(1, "P0317");
    }
    assert_eq!(desk.read(LOCK), lock);
    let given_up = "service \"shop\" {\n  allow_destroy = [\"aws_sqs_queue.orders\"]\n}\n";
    desk.write("shop/service.plat", given_up);
    desk.run("build shop").failed(0, "P0329");
    assert!(!desk.read(LOCK).contains("stateful"));
    desk.run("build shop").failed(0, "P0319");
}

#[test]
fn what_no_output_hangs_on_makes_none_stale() {
    let desk = desk();
    desk.run("build shop").succeeded();
    publish(&desk, "1.1.0", "orders");
    desk.append("platform.plat", "# said again\n");
    desk.run("build shop --check --locked").succeeded();
}
