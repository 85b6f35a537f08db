//! A spec follows its modules to new major versions: by their rules, whole or not at all, and nothing else in it changes.

use super::Desk;

const PLATFORM: &str = "platform \"acme\" {\n  modules = [\"./modules\"]\n  target \"aws\" { region = \"eu-west-1\" }\n  \
                        environment \"dev\" {}\n  environment \"prod\" {}\n}\n";
const SPEC: &str = "shop/service.plat";
const LOCK: &str = "shop/plat.lock";

/// What the first version takes and gives.
const FIRST: [&str; 5] = [
    "input \"max_receives\" {\n    type = int\n    default = 5\n    description = \"Deliveries.\"\n  }",
    "input \"size\" {\n    type = enum(\"small\", \"large\")\n    default = \"small\"\n    description = \"How large.\"\n  }",
    "input \"legacy\" {\n    type = bool\n    default = false\n    description = \"As before.\"\n  }",
    "output \"url\" {\n    type = string\n    description = \"Where.\"\n  }",
    "grant \"send\" { description = \"Send.\" }",
];

/// What the second does, and its rules.
const SECOND: [&str; 5] = [
    "input \"attempts\" {\n    type = int\n    default = 5\n    description = \"Deliveries.\"\n  }",
    "input \"size\" {\n    type = enum(\"s\", \"l\")\n    default = \"s\"\n    description = \"How large.\"\n  }",
    "output \"endpoint\" {\n    type = string\n    description = \"Where.\"\n  }",
    "grant \"publish\" { description = \"Send.\" }",
    "migrate {
    from = \"^1\"
    rename \"max_receives\" { to = \"attempts\" }
    map \"size\" { values = { small = \"s\", large = \"l\" } }
    remove \"legacy\" { message = \"Nothing is as before\" }
    output \"url\" { to = \"endpoint\" }
    grant \"send\" { to = \"publish\" }
  }",
];

/// The third has no rule for `attempts`, which is as it was.
const THIRD: [&str; 5] = [
    SECOND[0],
    "input \"gigabytes\" {\n    type = int\n    default = 1\n    description = \"How large.\"\n  }",
    SECOND[2],
    SECOND[3],
    "migrate {\n    from = \"^2\"\n    map \"size\" {\n      to = \"gigabytes\"\n      values = { s = 1, l = 100 }\n    }\n  }",
];

/// A spec that is built with version 1.0.0 of the mailbox.
fn desk(spec: &str) -> Desk {
    let desk = Desk::new();
    desk.write("platform.plat", PLATFORM);
    let access = "input \"access\" {\n    type = list(grant)\n    default = []\n    description = \"What it may do.\"\n  }";
    let worker = "resource \"terraform_data\" \"main\" { input = access.env }\n  identity { role_name = component.id }";
    publish(&desk, "worker", "1.0.0", &[access], worker);
    mailbox(&desk, "1.0.0", &FIRST, "url");
    desk.write(SPEC, spec);
    desk.run("build --quiet").succeeded();
    desk
}

fn publish(desk: &Desk, name: &str, version: &str, contract: &[&str], resources: &str) {
    let folder = format!("modules/{name}/{version}");
    let contract = contract.join("\n  ");
    let interface = format!(
        "module \"{name}\" {{\n  version = \"{version}\"\n  description = \"{name}\"\n  {contract}\n}}\n"
    );
    desk.write(&format!("{folder}/module.plat"), &interface);
    let implementation = format!("target \"aws\" {{\n  {resources}\n}}\n");
    desk.write(&format!("{folder}/aws.plat"), &implementation);
}

fn mailbox(desk: &Desk, version: &str, contract: &[&str], output: &str) {
    let grant = if output == "url" { "send" } else { "publish" };
    let resources = format!(
        "resource \"terraform_data\" \"main\" {{ input = component.id }}\n  output \"{output}\" {{ value = component.id }}\n  \
         grant \"{grant}\" {{ env = {{ URL = output.{output} }} }}"
    );
    publish(desk, "mailbox", version, contract, &resources);
}

#[test]
fn only_what_a_rule_speaks_of_is_changed() {
    let desk = desk(include_str!("migrating/before.txt"));
    mailbox(&desk, "2.0.0", &SECOND, "endpoint");
    let (spec, lock) = (desk.read(SPEC), desk.read(LOCK));
    let tried = desk.run("update --major --dry-run");
    insta::assert_snapshot!(tried.results);
    assert_eq!((desk.read(SPEC), desk.read(LOCK)), (spec, lock));
    let moved = desk.run("update --major");
    insta::assert_snapshot!(moved.results + &moved.complaints);
    assert_eq!(desk.read(SPEC), include_str!("migrating/after.txt"));
    assert!(desk.read(LOCK).contains("\nversion = \"2.0.0\"\n"));
    desk.run("build --quiet --locked").succeeded();
    let again = desk.run("update --major").succeeded();
    assert!(
        again.results.ends_with("nothing to update in 1 spec\n"),
        "{}",
        again.results
    );
}

#[test]
fn a_newer_major_version_is_told_and_taken_only_when_asked_for() {
    let desk = desk("service \"shop\" {\n  mailbox \"orders\" {}\n}\n");
    mailbox(&desk, "1.1.0", &FIRST, "url");
    mailbox(&desk, "2.0.0", &SECOND, "endpoint");
    let told = "mailbox 2.0.0 is there; --major moves to it\n";
    let updated = desk.run("update").succeeded().results;
    let locked = "locked  shop/plat.lock  mailbox  1.0.0 -> 1.1.0\n";
    assert!(
        updated.starts_with(locked) && updated.ends_with(told),
        "{updated}"
    );
    let again = desk.run("update").succeeded().results;
    let end = format!("{told}nothing to update in 1 spec\n");
    assert!(again.ends_with(&end), "{again}");
    desk.run("update worker --major").failed(1, "P0851");
    assert!(desk.read(LOCK).contains("\nversion = \"1.1.0\"\n"));
    let moved = desk.run("update mailbox --major").succeeded().results;
    assert!(
        moved.starts_with("locked  shop/plat.lock  mailbox  1.1.0 -> 2.0.0\n"),
        "{moved}"
    );
}

#[test]
fn two_major_versions_are_two_steps_at_once() {
    let size = |size: &str| format!("service \"shop\" {{\n  mailbox \"orders\" {{ {size} }}\n}}\n");
    let desk = desk(&size("size = \"large\""));
    mailbox(&desk, "2.0.0", &SECOND, "endpoint");
    mailbox(&desk, "2.1.0", &SECOND[..4], "endpoint");
    mailbox(&desk, "3.0.0", &THIRD, "endpoint");
    desk.run("update --major").succeeded();
    assert_eq!(desk.read(SPEC), size("gigabytes = 100"));
    assert!(desk.read(LOCK).contains("\nversion = \"3.0.0\"\n"));
}

#[test]
fn a_spec_is_moved_whole_or_not_at_all() {
    let spec = "service \"shop\" {\n  parameter \"size\" { type = string }\n  mailbox \"a\" { max_receives = 1 }\n  \
                mailbox \"b\" { size = parameter.size }\n}\n";
    let desk = desk(spec);
    let lock = desk.read(LOCK);
    mailbox(&desk, "2.0.0", &SECOND, "endpoint");
    let refused = desk.run("update --major").failed(1, "P0345");
    assert_eq!(refused.results, "");
    assert_eq!((desk.read(SPEC), desk.read(LOCK)), (spec.to_owned(), lock));
}

#[test]
fn what_would_not_compile_is_not_written() {
    let spec = "service \"shop\" {\n  mailbox \"a\" { max_receives = 1 }\n}\n";
    let desk = desk(spec);
    let lock = desk.read(LOCK);
    let required = "input \"owner\" {\n    type = string\n    description = \"Whose.\"\n  }";
    let contract = [&[required], &SECOND[..]].concat();
    mailbox(&desk, "2.0.0", &contract, "endpoint");
    let refused = desk.run("update --major");
    let codes = crate::pages::codes_of(&refused.complaints);
    assert!(
        codes.iter().eq(["P0511", "P0852"]),
        "{}",
        refused.complaints
    );
    assert_eq!((refused.status, refused.results.as_str()), (1, ""));
    assert_eq!((desk.read(SPEC), desk.read(LOCK)), (spec.to_owned(), lock));
    let tried = desk.run("update --major --dry-run");
    assert!(
        tried
            .results
            .contains("\n+  mailbox \"a\" { attempts = 1 }\n"),
        "{}",
        tried.results
    );
}

#[test]
fn data_that_a_new_major_version_would_lose_stops_it_on_whatever_target() {
    let desk = desk("service \"shop\" {}\n");
    let box_of = |version: &str, name: &str| {
        let resource = |kind: &str, rest: &str| {
            format!(
                "resource \"{kind}\" \"{name}\" {{\n    name = {rest}\n    lifecycle {{ stateful = true }}\n  }}"
            )
        };
        let aws = resource("aws_sqs_queue", "component.id");
        publish(&desk, "box", version, &[], &aws.replace("other", "main"));
        let azure = format!(
            "unique(\"{name}-${{component.id}}\", 50, \"a-z0-9-\")\n    sku = {{ name = \"Standard\" }}"
        );
        let azure = resource("Microsoft.ServiceBus/namespaces@2026-01-01", &azure);
        let path = format!("modules/box/{version}/azure.plat");
        desk.write(&path, &format!("target \"azure\" {{\n  {azure}\n}}\n"));
    };
    box_of("1.0.0", "main");
    desk.write(SPEC, "service \"shop\" {\n  box \"orders\" {}\n}\n");
    let platform = PLATFORM.replacen(
        "  env",
        "  target \"azure\" { location = \"westeurope\" }\n  env",
        1,
    );
    desk.write("platform.plat", &platform);
    for target in ["aws", "azure"] {
        desk.run(&format!("build --quiet --target {target}"))
            .succeeded();
    }
    box_of("2.0.0", "other");
    let lock = desk.read(LOCK);
    for target in ["aws", "azure"] {
        let refused = desk.run(&format!("update --major --target {target}"));
        let codes = crate::pages::codes_of(&refused.complaints);
        assert!(
            codes.iter().eq(["P0317", "P0852"]),
            "{}",
            refused.complaints
        );
        assert_eq!(desk.read(LOCK), lock);
    }
}

#[test]
fn a_link_to_a_spec_stays_one() {
    let desk = desk("service \"shop\" {\n  mailbox \"a\" { max_receives = 1 }\n}\n");
    desk.shell("mv shop/service.plat shop/real.txt && ln -s real.txt shop/service.plat")
        .succeeded();
    mailbox(&desk, "2.0.0", &SECOND, "endpoint");
    desk.run("update --major").succeeded();
    assert!(desk.path(SPEC).is_symlink());
    assert!(desk.read("shop/real.txt").contains("attempts = 1"));
}

#[test]
fn each_spec_moves_for_itself() {
    let desk =
        desk("service \"shop\" {\n  mailbox \"a\" { size = 1 == 1 ? \"small\" : \"large\" }\n}\n");
    let stays = "service \"stays\" {\n  locals { size = \"small\" }\n  mailbox \"a\" { size = local.size }\n}\n";
    desk.write("stays/service.plat", stays);
    desk.run("build --quiet").succeeded();
    mailbox(&desk, "2.0.0", &SECOND, "endpoint");
    desk.run("update --major").failed(1, "P0345");
    assert_eq!(desk.read("stays/service.plat"), stays);
    let moved = "service \"shop\" {\n  mailbox \"a\" { size = 1 == 1 ? \"s\" : \"l\" }\n}\n";
    assert_eq!(desk.read(SPEC), moved);
}
