//! The same input gives the same bytes, and what is as it should be is left alone: but only then.

use super::{Desk, MANIFEST, SPEC, VERSIONS};
use std::fs;
use std::os::unix::fs::MetadataExt;

const NOTHING: &str = "nothing changed in 2 root modules\n";

/// Which file stands there, so that one that was written again is another.
fn identity(desk: &Desk, name: &str) -> u64 {
    fs::metadata(desk.path(name)).unwrap().ino()
}

#[test]
fn a_second_build_touches_nothing_and_says_so_in_one_line() {
    let desk = Desk::built();
    let before = [VERSIONS, MANIFEST].map(|name| identity(&desk, name));
    assert_eq!(desk.run("build shop").succeeded().results, NOTHING);
    assert_eq!(
        [VERSIONS, MANIFEST].map(|name| identity(&desk, name)),
        before
    );
}

#[test]
fn the_first_build_has_a_line_for_each_root_module() {
    let said = Desk::new().run("build shop").succeeded();
    let lines: Vec<_> = said.results.lines().collect();
    let (dev, prod) = (lines[0], lines[1]);
    assert!(
        dev.starts_with("shop  dev  aws  shop/generated/aws/dev  "),
        "{dev}"
    );
    assert!(
        prod.starts_with("shop  prod  aws  shop/generated/aws/prod  "),
        "{prod}"
    );
    assert_eq!(lines.len(), 2);
}

#[test]
fn two_folders_and_two_places_to_stand_give_the_same_bytes() {
    let (here, there) = (Desk::built(), Desk::new());
    there.shell("cd shop && platc build").succeeded();
    assert_eq!(here.files("shop"), there.files("shop"));
}

#[test]
fn no_output_knows_where_it_was_made() {
    let desk = Desk::built();
    let folder = desk.path("").display().to_string();
    let folder = folder.trim_matches('/');
    for (name, text) in desk.files("shop") {
        assert!(!text.contains(folder), "{name}: {text}");
    }
}

#[test]
fn a_changed_spec_is_built_again() {
    let desk = Desk::built();
    let before = desk.read(MANIFEST);
    desk.append("shop/service.plat", "# longer\n");
    desk.run("build shop").succeeded();
    assert_ne!(desk.read(MANIFEST), before);
}

#[test]
fn a_platform_that_appears_on_the_way_up_is_seen() {
    let desk = Desk::built();
    let platform = "platform \"acme\" {\n  environment \"dev\" {}\n  environment \"prod\" {}\n}\n";
    desk.write("platform.plat", platform);
    let said = desk.run("build shop").succeeded();
    assert_ne!(said.results, NOTHING);
    fs::remove_file(desk.path("platform.plat")).unwrap();
    assert_ne!(desk.run("build shop").succeeded().results, NOTHING);
}

#[test]
fn a_lost_file_is_made_again() {
    let desk = Desk::built();
    let before = desk.files("shop");
    for name in [VERSIONS, "shop/generated/aws/prod/versions.tf.json"] {
        fs::remove_file(desk.path(name)).unwrap();
        desk.run("build shop").succeeded();
        assert_eq!(desk.files("shop"), before);
    }
    fs::remove_dir_all(desk.path("shop/generated/aws/prod")).unwrap();
    desk.run("build shop").succeeded();
    assert_eq!(desk.files("shop"), before);
}

#[test]
fn a_change_of_the_same_size_and_time_is_seen() {
    let desk = Desk::built();
    let path = desk.path(VERSIONS);
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    let text = desk.read(VERSIONS);
    desk.write(VERSIONS, &text.replacen('{', "[", 1));
    fs::File::options()
        .append(true)
        .open(&path)
        .unwrap()
        .set_modified(time)
        .unwrap();
    desk.run("build shop").failed(1, "P0815");
}

#[test]
fn a_manifest_older_than_the_program_vouches_for_nothing() {
    let desk = Desk::built();
    let manifest = fs::File::options()
        .append(true)
        .open(desk.path(MANIFEST))
        .unwrap();
    manifest.set_modified(std::time::UNIX_EPOCH).unwrap();
    assert_eq!(desk.run("build shop").succeeded().results, NOTHING);
    let modified = fs::metadata(desk.path(MANIFEST)).unwrap().modified();
    assert_ne!(
        modified.unwrap(),
        std::time::UNIX_EPOCH,
        "it was compiled, and found the same"
    );
}

#[test]
fn another_version_vouches_for_nothing() {
    let desk = Desk::built();
    let before = desk.read(MANIFEST);
    let version = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
    desk.write(MANIFEST, &before.replace(&version, "\"0.0.1\""));
    assert_ne!(desk.run("build shop").succeeded().results, NOTHING);
    assert_eq!(desk.read(MANIFEST), before);
}

#[test]
fn many_specs_are_shown_in_the_order_of_their_paths() {
    let desk = Desk::new();
    fs::remove_dir_all(desk.path("shop")).unwrap();
    let names: Vec<_> = (100..400).map(|number| format!("s{number}")).collect();
    for name in &names {
        desk.write(&format!("{name}/service.plat"), &SPEC.replace("shop", name));
    }
    let said = desk.run("build --env dev").succeeded();
    let shown = said
        .results
        .lines()
        .map(|line| line.split(' ').next().unwrap());
    assert!(
        shown.eq(names.iter().map(String::as_str)),
        "{}",
        said.results
    );
    let again = desk.run("build --env dev").succeeded();
    assert_eq!(again.results, "nothing changed in 300 root modules\n");
}

#[test]
fn check_writes_nothing_and_names_what_differs() {
    let desk = Desk::new();
    let said = desk.run("build shop --check");
    assert_eq!((said.status, said.complaints.as_str()), (3, ""));
    assert!(
        said.results.contains(&format!("missing   {VERSIONS}\n")),
        "{}",
        said.results
    );
    assert!(!desk.has("shop/generated"));
    desk.run("build shop").succeeded();
    desk.run("build shop --check").succeeded();
    desk.append(VERSIONS, "# mine\n");
    let said = desk.run("build shop --check --verbose");
    assert_eq!(said.status, 3);
    assert!(
        said.results.contains(&format!("differs   {VERSIONS}\n")),
        "{}",
        said.results
    );
    assert!(said.results.contains("+# mine"), "{}", said.results);
}
