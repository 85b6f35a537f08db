//! What is typed, what is printed, and with which status it ends.

use super::{Desk, SPEC, VERSIONS};
use std::fs;
use std::path::Path;

#[test]
fn a_spec_that_is_not_there_is_a_wrong_use() {
    let desk = Desk::new();
    desk.run("build nowhere").failed(2, "P0811");
    fs::create_dir(desk.path("empty")).unwrap();
    desk.run("check empty").failed(2, "P0812");
    assert_eq!(desk.run("build --target mars").status, 2);
    assert_eq!(desk.run("build --env Dev").status, 2);
    assert_eq!(desk.run("").status, 2);
}

#[test]
fn a_spec_that_can_not_be_read_is_a_failure_outside() {
    let desk = Desk::new();
    std::os::unix::fs::symlink("nowhere", desk.path("shop.plat")).unwrap();
    desk.run("check shop.plat").failed(4, "P0813");
}

#[test]
fn what_may_never_end_is_not_read() {
    let desk = Desk::new();
    assert_eq!(desk.shell("mkfifo shop/pipe.plat").status, 0);
    desk.run("check shop/pipe.plat").failed(4, "P0813");
    desk.run("check /dev/zero").failed(4, "P0813");
    desk.run("check shop").succeeded();
}

#[test]
fn a_spec_that_is_much_too_large_is_not_read_to_its_end() {
    let desk = Desk::new();
    assert_eq!(desk.shell("truncate -s 4G large.plat").status, 0);
    desk.run("check large.plat").failed(1, "P0101");
    desk.write("long.plat", &"größe ".repeat(12 << 20));
    desk.run("check long.plat").failed(1, "P0101");
}

#[test]
fn a_spec_in_another_encoding_is_shown_with_the_place() {
    let desk = Desk::new();
    let latin = b"service \"shop\" {\n  owner = \"caf\xe9\"\n}\n";
    fs::write(desk.path("shop/service.plat"), latin).unwrap();
    let said = desk
        .run("check shop --message-format short")
        .failed(1, "P0814");
    assert!(
        said.complaints.starts_with("shop/service.plat:2:15: error"),
        "{}",
        said.complaints
    );
}

#[test]
fn specs_are_found_by_how_they_begin_and_not_where_git_ignores_them() {
    let desk = Desk::new();
    desk.write(
        "a/store.plat",
        &format!("# first\n{}", SPEC.replace("shop", "store")),
    );
    desk.write(
        "a/platform.plat",
        "platform \"acme\" { environment \"dev\" {} }\n",
    );
    desk.write("ignored/service.plat", "service {{{\n");
    desk.write(".hidden/service.plat", "service {{{\n");
    desk.write(".gitignore", "ignored\n");
    let said = desk.run("check shop a/store.plat").succeeded();
    assert_eq!(said.results, "no problem in 2 specs on aws\n");
    fs::remove_file(desk.path("a/platform.plat")).unwrap();
    assert_eq!(
        desk.run("check").succeeded().results,
        "no problem in 2 specs on aws\n"
    );
}

#[test]
fn paths_are_relative_to_where_the_user_stands() {
    let desk = Desk::new();
    desk.write(
        "shop/service.plat",
        "service \"shop\" {\n  owner \"a\"\n}\n",
    );
    fs::create_dir(desk.path("beside")).unwrap();
    let said = desk.shell("cd beside && platc check ../shop --message-format short");
    assert!(
        said.complaints.starts_with("../shop/service.plat:2:"),
        "{}",
        said.complaints
    );
    let said = desk.shell("cd shop && platc check --message-format short");
    assert!(
        said.complaints.starts_with("service.plat:2:"),
        "{}",
        said.complaints
    );
}

#[test]
fn json_problems_are_objects_and_pipes_have_no_colour() {
    let desk = Desk::new();
    desk.write(
        "shop/service.plat",
        "service \"shop\" {\n  owner \"a\"\n}\n",
    );
    let json = desk
        .run("check shop --message-format json")
        .failed(1, "P0113");
    let problem: serde_json::Value = serde_json::from_str(&json.complaints).unwrap();
    assert_eq!(problem["labels"][0]["path"], "shop/service.plat");
    let human = desk.run("check shop").failed(1, "P0113");
    assert!(!human.complaints.contains('\u{1b}'));
}

#[test]
fn quiet_tells_only_problems_and_verbose_every_file() {
    let desk = Desk::new();
    assert_eq!(desk.run("build shop --quiet").succeeded().results, "");
    desk.append("shop/service.plat", "# longer\n");
    fs::remove_file(desk.path(VERSIONS)).unwrap();
    let said = desk.run("build shop --verbose").succeeded();
    assert!(
        said.results.contains(&format!("  created {VERSIONS}\n")),
        "{}",
        said.results
    );
}

#[test]
fn a_page_is_printed_for_a_code_and_nothing_for_another() {
    let desk = Desk::new();
    let said = desk.run("explain p0113").succeeded();
    assert_eq!(
        said.results,
        fs::read_to_string("docs/errors/P0113.md").unwrap()
    );
    desk.run("explain P01 --message-format short")
        .failed(2, "P0822");
}

#[test]
fn new_makes_files_that_build_and_overwrites_none() {
    let desk = Desk::new();
    desk.run("new service cart").succeeded();
    desk.run("build cart").succeeded();
    desk.write("modules/cart/0.1.0/aws.plat", "mine\n");
    desk.run("new module cart").failed(2, "P0821");
    assert_eq!(desk.read("modules/cart/0.1.0/aws.plat"), "mine\n");
    assert!(!desk.has("modules/cart/0.1.0/module.plat"));
    assert_eq!(desk.run("new service Cart").status, 2);
}

#[test]
fn new_files_are_read_without_problems_and_without_marks_of_their_templates() {
    let desk = Desk::new();
    for kind in ["service", "module", "platform"] {
        desk.run(&format!("new {kind} cart")).succeeded();
    }
    for (name, text) in desk.files("") {
        assert!(!text.contains("{{"), "{name}: {text}");
        if Path::new(&name)
            .extension()
            .is_some_and(|ending| ending == "plat")
        {
            let codes = crate::support::read(&name, &text).codes();
            assert_eq!(codes, [""; 0], "{name}");
        }
    }
}

#[test]
fn every_command_shows_an_example() {
    let desk = Desk::new();
    for command in [
        "",
        "build",
        "check",
        "new",
        "module",
        "module list",
        "module show",
        "module docs",
        "explain",
        "completions",
    ] {
        let said = desk.run(&format!("{command} --help")).succeeded();
        assert!(said.results.contains("Example: platc"), "{}", said.results);
    }
}

#[test]
fn completions_know_the_commands() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = desk
            .run(&format!("completions {shell}"))
            .succeeded()
            .results;
        assert!(script.contains("explain"), "{script}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::new();
    let said = desk.shell("platc explain P0113 | head -n 1").succeeded();
    assert_eq!(said.results.lines().count(), 1);
}
