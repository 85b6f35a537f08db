//! What was made and is made no longer, and what builds leave that did not come to their end.

use super::{Desk, MANIFEST, SPEC, VERSIONS};
use std::fs;

/// The folder of a root module of another environment.
const FORMER: &str = "shop/generated/aws/former";

/// A platform with these environments.
fn platform(environments: &[&str]) -> String {
    let blocks = environments.iter();
    let blocks: String = blocks
        .map(|name| format!("  environment \"{name}\" {{}}\n"))
        .collect();
    format!(
        "platform \"acme\" {{\n  target \"aws\" {{\n    region = \"eu-west-1\"\n  }}\n{blocks}}}\n"
    )
}

/// A desk whose platform has lost an environment since the last build.
fn desk_with_former_environment() -> Desk {
    let desk = Desk::new();
    desk.write("platform.plat", &platform(&["dev", "former"]));
    desk.run("build shop").succeeded();
    desk.write("platform.plat", &platform(&["dev"]));
    desk
}

#[test]
fn files_that_are_no_longer_made_are_removed() {
    let desk = desk_with_former_environment();
    let said = desk.run("build shop").succeeded();
    assert!(
        said.results.contains(&format!("removed  {FORMER}")),
        "{}",
        said.results
    );
    assert!(!desk.has(FORMER));
    assert!(desk.has(VERSIONS));
}

#[test]
fn a_build_of_one_environment_leaves_the_others() {
    let desk = desk_with_former_environment();
    desk.run("build shop --env dev").succeeded();
    assert!(desk.has(FORMER));
}

#[test]
fn a_build_for_one_target_leaves_the_other() {
    let desk = Desk::built();
    desk.run("build shop --target azure").succeeded();
    desk.run("build shop").succeeded();
    assert!(desk.has("shop/generated/azure/dev/.platc.json"));
}

#[test]
fn what_was_changed_by_hand_is_not_removed() {
    let desk = desk_with_former_environment();
    let file = format!("{FORMER}/versions.tf.json");
    desk.append(&file, "# mine\n");
    let said = desk.run("build shop").failed(1, "P0815");
    assert!(said.complaints.contains("no longer"), "{}", said.complaints);
    assert!(desk.read(&file).ends_with("# mine\n"));
    desk.run("build shop --force").succeeded();
    assert!(!desk.has(FORMER));
}

#[test]
fn a_foreign_file_keeps_the_folder_of_what_is_removed() {
    let desk = desk_with_former_environment();
    desk.write(&format!("{FORMER}/notes.md"), "mine\n");
    desk.run("build shop").succeeded();
    let left: Vec<_> = desk
        .files(FORMER)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(left, ["notes.md"]);
}

#[test]
fn a_wrong_spec_changes_nothing_of_its_own_and_hinders_no_other() {
    let desk = Desk::built();
    let before = desk.files("shop/generated");
    desk.write(
        "shop/service.plat",
        "service \"shop\" {\n  owner = \"a\n}\n",
    );
    desk.write("other/service.plat", &SPEC.replace("shop", "other"));
    desk.run("build").failed(1, "P0105");
    assert_eq!(desk.files("shop/generated"), before);
    assert!(desk.has("other/generated/aws/dev/versions.tf.json"));
}

/// The system refuses files of more than 0 blocks, as a full disk refuses them.
#[test]
fn a_file_that_can_not_be_written_leaves_the_old_ones() {
    let desk = Desk::built();
    desk.append("shop/service.plat", "# longer\n");
    let before = desk.files("shop");
    desk.shell("trap '' XFSZ; ulimit -f 0; exec platc build shop")
        .failed(4, "P0818");
    assert_eq!(desk.files("shop"), before);
    desk.run("build shop").succeeded();
}

/// The system kills whoever writes more than 0 blocks.
#[test]
fn a_killed_build_leaves_the_old_files_and_the_next_one_cleans_up() {
    let desk = Desk::built();
    desk.append("shop/service.plat", "# longer\n");
    let before = desk.files("shop");
    let said = desk.shell("ulimit -c 0; ulimit -f 0; exec platc build shop");
    assert_eq!(said.status, -1, "{}", said.complaints);
    let is_whole = |(name, _): &(String, String)| !name.contains(".platc-");
    let after: Vec<_> = desk.files("shop").into_iter().filter(is_whole).collect();
    assert_eq!(after, before);
    desk.run("build shop").succeeded();
    assert!(desk.files("shop").iter().all(is_whole));
}

/// The first manifest of a build names what is about to come.
#[test]
fn a_build_killed_between_two_files_is_taken_up() {
    let desk = Desk::built();
    let finished = desk.read(VERSIONS);
    let coming = desk.read(MANIFEST).replace("\"files\":", "\"pending\":");
    let coming = coming.replace("\"pending\":", "\"files\": {},\n  \"pending\":");
    desk.write(MANIFEST, &coming);
    desk.append(
        "shop/service.plat",
        "# another spec by now, and so another file\n",
    );
    desk.run("build shop").succeeded();
    assert_ne!(desk.read(MANIFEST), coming);
    assert!(!desk.read(MANIFEST).contains("pending"));
    assert!(!finished.is_empty());
}

#[test]
fn a_lost_manifest_is_made_again_where_the_files_are_the_same() {
    let desk = Desk::built();
    let before = desk.files("shop");
    fs::remove_file(desk.path(MANIFEST)).unwrap();
    desk.run("build shop").succeeded();
    assert_eq!(desk.files("shop"), before);
}
