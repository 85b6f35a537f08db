//! What people wrote is not lost, and output stays where it belongs.

use super::{Desk, MANIFEST, SPEC, VERSIONS};
use std::fs;
use std::os::unix::fs::symlink;

#[test]
fn a_file_changed_by_hand_is_kept_and_shown() {
    let desk = Desk::built();
    desk.append(VERSIONS, "# mine\n");
    let said = desk.run("build shop").failed(1, "P0815");
    assert!(said.complaints.contains("+# mine"), "{}", said.complaints);
    assert!(desk.read(VERSIONS).ends_with("# mine\n"));
}

#[test]
fn one_conflict_keeps_every_root_module_of_the_spec() {
    let desk = Desk::built();
    desk.append("shop/generated/aws/prod/versions.tf.json", "# mine\n");
    desk.append("shop/service.plat", "# longer\n");
    let before = desk.files("shop/generated");
    desk.run("build shop").failed(1, "P0815");
    assert_eq!(desk.files("shop/generated"), before);
}

#[test]
fn force_overwrites_a_change() {
    let desk = Desk::built();
    let before = desk.files("shop");
    desk.append(VERSIONS, "# mine\n");
    desk.run("build shop --force").succeeded();
    assert_eq!(desk.files("shop"), before);
}

#[test]
fn a_foreign_file_in_the_way_is_kept() {
    let desk = Desk::new();
    desk.write(VERSIONS, "{}\n");
    desk.run("build shop").failed(1, "P0816");
    assert_eq!(desk.read(VERSIONS), "{}\n");
    assert!(!desk.has(MANIFEST));
    desk.run("build shop --force").succeeded();
    assert_ne!(desk.read(VERSIONS), "{}\n");
}

#[test]
fn a_foreign_file_beside_the_output_is_not_touched() {
    let desk = Desk::built();
    desk.write("shop/generated/aws/dev/notes.md", "mine\n");
    desk.append("shop/service.plat", "# longer\n");
    desk.run("build shop --force").succeeded();
    assert_eq!(desk.read("shop/generated/aws/dev/notes.md"), "mine\n");
}

#[test]
fn a_link_in_the_place_of_a_file_is_foreign() {
    let desk = Desk::built();
    desk.write("elsewhere", "mine\n");
    fs::remove_file(desk.path(VERSIONS)).unwrap();
    symlink(desk.path("elsewhere"), desk.path(VERSIONS)).unwrap();
    desk.run("build shop").failed(1, "P0815");
    desk.run("build shop --force").succeeded();
    assert_eq!(desk.read("elsewhere"), "mine\n");
    assert!(!desk.path(VERSIONS).is_symlink());
}

#[test]
fn a_link_out_of_the_folder_of_the_spec_is_refused() {
    let desk = Desk::new();
    fs::create_dir(desk.path("elsewhere")).unwrap();
    symlink(desk.path("elsewhere"), desk.path("shop/generated")).unwrap();
    desk.run("build shop").failed(1, "P0817");
    desk.run("build shop --force").failed(1, "P0817");
    assert!(desk.files("elsewhere").is_empty());
}

#[test]
fn a_link_within_the_folder_of_the_spec_is_followed() {
    let desk = Desk::new();
    fs::create_dir(desk.path("shop/real")).unwrap();
    symlink("real", desk.path("shop/generated")).unwrap();
    desk.run("build shop").succeeded();
    assert!(desk.has("shop/real/aws/dev/versions.tf.json"));
}

#[test]
fn a_file_in_the_place_of_a_folder_ends_with_4_and_changes_nothing() {
    let desk = Desk::new();
    desk.write("shop/generated/aws", "mine\n");
    let said = desk.run("build shop").failed(4, "P0818");
    assert!(said.complaints.contains("where a folder is needed"));
    let files: Vec<_> = desk
        .files("shop")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(files, ["generated/aws", "service.plat"]);
}

#[test]
fn a_folder_in_the_place_of_a_file_ends_with_4_even_by_force() {
    let desk = Desk::built();
    fs::remove_file(desk.path(VERSIONS)).unwrap();
    desk.write(&format!("{VERSIONS}/notes.md"), "mine\n");
    desk.append("shop/service.plat", "# longer\n");
    let before = desk.files("shop");
    desk.run("build shop --force").failed(4, "P0818");
    assert_eq!(desk.files("shop"), before);
}

#[test]
fn a_broken_manifest_is_not_guessed_at() {
    let desk = Desk::built();
    desk.write(MANIFEST, "<<<<<<< HEAD\n");
    desk.run("build shop").failed(1, "P0820");
    desk.run("build shop --force").succeeded();
    desk.run("build shop").succeeded();
}

#[test]
fn two_specs_do_not_share_a_folder() {
    let desk = Desk::new();
    desk.write("shop/second.plat", &SPEC.replace("shop", "second"));
    let said = desk
        .run("build shop --message-format short")
        .failed(1, "P0819");
    assert!(
        said.complaints.contains("shop/second.plat"),
        "{}",
        said.complaints
    );
}

#[test]
fn a_renamed_spec_keeps_its_folder() {
    let desk = Desk::built();
    fs::rename(desk.path("shop/service.plat"), desk.path("shop/store.plat")).unwrap();
    desk.run("build shop").succeeded();
    assert!(desk.read(MANIFEST).contains("store.plat"));
}

#[test]
fn out_replaces_the_folder_of_the_spec() {
    let desk = Desk::new();
    desk.run("build shop --out made").succeeded();
    assert!(desk.has("made/generated/aws/dev/versions.tf.json"));
    assert!(!desk.has("shop/generated"));
    let again = desk.run("build shop --out made").succeeded();
    assert_eq!(again.results, "nothing changed in 2 root modules\n");
}

#[test]
fn files_may_be_read_by_whom_the_system_lets() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.shell("umask 022 && platc build shop").succeeded();
    let mode = fs::metadata(desk.path(VERSIONS))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o644);
}

fn platform(output: &str) -> String {
    format!(
        "platform \"acme\" {{\n  output = \"{output}\"\n\n  target \"aws\" {{\n    region = \"eu-west-1\"\n  }}\n\n  environment \"dev\" {{}}\n}}\n"
    )
}

#[test]
fn an_output_is_relative_to_its_spec() {
    let desk = Desk::new();
    let absolute = desk.path("made").display().to_string();
    desk.write("shop/platform.plat", &platform(&absolute));
    desk.run("build shop").failed(1, "P0817");
    assert!(!desk.has("made") && !desk.has("shop/tmp"));
}

#[test]
fn a_platform_may_lead_out_of_the_folder_of_the_spec_but_not_out_of_its_own() {
    let desk = Desk::new();
    let place = "made/${service.name}/${environment.name}";
    desk.write("platform.plat", &platform(&format!("../{place}")));
    desk.run("build shop").succeeded();
    assert!(desk.has("made/shop/dev/versions.tf.json"));
    fs::rename(desk.path("platform.plat"), desk.path("shop/platform.plat")).unwrap();
    desk.run("build shop").failed(1, "P0817");
    desk.run("build shop --force").failed(1, "P0817");
}
