//! What differs between two versions of a module, and what a version must say of it.

use super::Desk;
use serde_json::Value;
use std::path::Path;

/// The new version, on both targets.
const NEW: &str = "modules/ledger/2.0.0";

/// A folder with the versions of a module, and a platform that sees them.
fn desk() -> Desk {
    let desk = Desk::new();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/versions");
    desk.shell(&format!("cp -r '{}/.' .", cases.display()))
        .succeeded();
    desk
}

/// The same, with other words in files of the new version.
fn changed(changes: &[(&str, &str, &str)]) -> Desk {
    let desk = desk();
    for (file, from, to) in changes {
        let path = format!("{NEW}/{file}.plat");
        let text = desk.read(&path);
        assert!(text.contains(from), "{path} has no {from}");
        desk.write(&path, &text.replace(from, to));
    }
    desk
}

/// What was printed, and what was complained about.
fn diff(desk: &Desk, versions: &str) -> String {
    let said = desk.run(&format!("module diff {versions} --message-format short"));
    format!(
        "status {}\n{}\n{}",
        said.status, said.results, said.complaints
    )
}

#[test]
fn a_version_that_brings_more_than_its_number_says_is_refused() {
    insta::assert_snapshot!(diff(&desk(), "ledger@1.0.0 ledger@1.0.1"));
}

#[test]
fn a_minor_version_adds_to_what_there_is() {
    insta::assert_snapshot!(diff(&desk(), "ledger@1.0.0 ledger@1.1.0"));
}

#[test]
fn a_major_version_says_what_becomes_of_what_there_is() {
    insta::assert_snapshot!(diff(&desk(), "ledger"));
}

#[test]
fn data_is_not_lost_in_silence() {
    let block =
        "  moved {\n    from = aws_sqs_queue.incoming\n    to   = aws_sqs_queue.entries\n  }\n";
    let desk = changed(&[
        ("aws", block, ""),
        (
            "aws",
            "engine                      = \"postgres\"",
            "engine = \"mysql\"",
        ),
        (
            "aws",
            "allocated_storage           = 20\n",
            "allocated_storage = 20\n    multi_az = true\n",
        ),
        (
            "azure",
            "unique(component.id, 50",
            "unique(\"${component.id}-2\", 50",
        ),
        (
            "azure",
            "name       = \"incoming\"",
            "name       = \"entries\"",
        ),
    ]);
    insta::assert_snapshot!(diff(&desk, "ledger"));
}

#[test]
fn other_words_are_a_patch() {
    let desk = changed(&[]);
    desk.shell(&format!("cp -r {NEW} modules/ledger/2.0.1"))
        .succeeded();
    let module = "modules/ledger/2.0.1/module.plat";
    let text = desk.read(module).replace("2.0.0", "2.0.1").replace(
        "seconds(input.retention) >= 60 && days(input.retention) <= 14",
        "days(input.retention) <= 14 && (seconds(input.retention) >= 60)",
    );
    desk.write(
        module,
        &text.replace("How much the database can do", "How large the database is"),
    );
    insta::assert_snapshot!(diff(&desk, "ledger"));
}

/// It was said of the step from one version to the next, and a later step says it anew.
#[test]
fn what_is_lost_is_said_for_one_step() {
    let lost =
        "  lost {\n    from   = aws_db_instance.main\n    reason = \"Nobody uses it yet.\"\n  }\n";
    let resource = "  resource \"aws_db_instance\"";
    let desk = changed(&[
        ("aws", resource, &format!("{lost}{resource}")),
        (
            "aws",
            "= component.id\n    engine ",
            "= \"${component.id}-2\"\n    engine ",
        ),
    ]);
    let said = desk.run("module diff ledger").succeeded().results;
    let line = "  aws: `aws_db_instance.main`: `identifier` changes, which replaces it and destroys what it holds; known: Nobody uses it yet.\n";
    assert!(said.contains(line), "{said}");
    desk.shell(&format!("cp -r {NEW} modules/ledger/3.0.0 && sed -i s/2.0.0/3.0.0/ modules/ledger/3.0.0/module.plat && sed -i s/-2/-3/ modules/ledger/3.0.0/aws.plat")).succeeded();
    desk.run("module diff ledger").failed(1, "P0862");
}

#[test]
fn interfaces_are_compared_in_all_that_they_say() {
    let desk = changed(&[
        ("module", "\"30s\"", "null"),
        (
            "module",
            "days(input.retention) <= 14",
            "days(input.retention) <= 7",
        ),
        (
            "module",
            "  output \"address\" {\n    type        = string",
            "  output \"address\" {\n    type        = any",
        ),
        ("module", "grant \"publish\"", "grant \"send\""),
        ("aws", "grant \"publish\"", "grant \"send\""),
        ("azure", "grant \"publish\"", "grant \"send\""),
        (
            "azure",
            "  parameter \"password\"",
            "  input \"timeout\" { unsupported = \"It takes what it takes.\" }\n  parameter \"password\"",
        ),
        ("azure", ", lockDuration = iso8601(input.timeout)", ""),
        (
            "aws",
            "  output \"address\"",
            "  setting \"zone\" {\n    type        = string\n    description = \"Where it is.\"\n  }\n  output \"address\"",
        ),
        (
            "aws",
            "copy_tags_to_snapshot ",
            "availability_zone = setting.zone\n    copy_tags_to_snapshot ",
        ),
        ("aws", "< 7.0", "< 8.0"),
        (
            "aws",
            "seconds(input.timeout)",
            "input.timeout == null ? null : seconds(input.timeout)",
        ),
    ]);
    insta::assert_snapshot!(diff(&desk, "ledger"));
}

#[test]
fn grants_are_compared_by_what_they_allow() {
    let desk = changed(&[
        (
            "aws",
            "\"sqs:GetQueueAttributes\", \"sqs:SendMessage\"",
            "\"sqs:SendMessage\", \"sqs:PurgeQueue\"",
        ),
        ("aws", "URL =", "ADDRESS ="),
        (
            "azure",
            "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39\") # Azure Service Bus Data Sender",
            "090c5cfd-751d-490a-894a-3ce6f1109419\")",
        ),
    ]);
    let said = diff(&desk, "ledger");
    for line in [
        "major\n",
        "  aws: grant `publish`: no longer allowed: sqs:GetQueueAttributes\n",
        "  aws: grant `publish`: also allowed: sqs:PurgeQueue\n",
        "  aws: variable `URL` of grant `publish`: removed\n",
        "  azure: grant `publish`: no longer allowed: role 69a216fc-b8fb-44d8-bc22-1f3c2cd27a39\n",
        "  azure: grant `publish`: also allowed: role 090c5cfd-751d-490a-894a-3ce6f1109419\n",
    ] {
        assert!(said.contains(line), "{line}{said}");
    }
}

#[test]
fn versions_are_named_or_lie_in_folders() {
    let desk = desk();
    for (versions, first) in [
        ("ledger", "ledger 1.1.0 to 2.0.0: "),
        ("ledger@1.0.0", "ledger 1.0.0 to 2.0.0: "),
        ("ledger ledger@1.1.0", "ledger 1.0.1 to 1.1.0: "),
        ("modules/ledger/1.0.0", "ledger 1.0.0 to 2.0.0: "),
        (
            "modules/ledger/1.0.0 ledger@1.1.0",
            "ledger 1.0.0 to 1.1.0: ",
        ),
        ("ledger modules/ledger/1.1.0", "ledger 1.0.1 to 1.1.0: "),
        (
            "secret@1.0.0 secret",
            "secret 1.0.0 and 1.0.0 do not differ\n",
        ),
    ] {
        let said = desk.run(&format!("module diff {versions}")).succeeded();
        assert!(
            said.results.starts_with(first),
            "{versions}: {}",
            said.results
        );
    }
    desk.run("module diff ledger@2.0.0 ledger@1.0.0")
        .failed(2, "P0863");
    desk.run("module diff secret").failed(2, "P0863");
    desk.run("module diff secret@1 secret").failed(2, "P0863");
    desk.run("module diff ledger@4.0.0").failed(2, "P0824");
    desk.run("module diff modules").failed(1, "P0304");
}

#[test]
fn differences_are_given_to_other_programs() {
    let said = desk().run("module diff ledger --json").succeeded();
    let page: Value = serde_json::from_str(&said.results).unwrap();
    assert_eq!(page["level"], "data loss");
    let first = &page["differences"][0];
    assert_eq!(first["subject"], "`resource.refused`");
    assert_eq!(first["path"], "modules/ledger/1.1.0/azure.plat");
    assert_eq!(first["line"], 34);
}

/// Every type that the standard modules make is known, so that no change of theirs is only guessed at.
#[test]
fn the_table_of_replacement_has_the_types_of_the_standard_modules() {
    let table = std::fs::read_to_string("schemas/replacement.json").unwrap();
    let table: Value = serde_json::from_str(&table).unwrap();
    let modules = std::fs::read_dir("modules").unwrap();
    let versions = modules.flat_map(|module| std::fs::read_dir(module.unwrap().path()).unwrap());
    for version in versions {
        let file = version.unwrap().path().join("aws.plat");
        // A composite makes what its parts make.
        let text = std::fs::read_to_string(file).unwrap_or_default();
        for made in text.split("resource \"aws_").skip(1) {
            let kind = format!("aws_{}", made.split('"').next().unwrap());
            assert!(table.get(&kind).is_some(), "{kind}");
        }
    }
}
