//! Modules from elsewhere: fetched by one command, built without any connection, and never taken from another
//! source than the one that has the name.

use super::Desk;
use super::locking::{LOCK, module};

/// A project beside a repository of git with a mailbox 1.0.0, tagged v1. Fetched modules are kept in `cache`.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write(
        "shop/service.plat",
        "service \"shop\" {\n  mailbox \"orders\" {}\n}\n",
    );
    platform(&desk, &[&source(&desk, "v1")]);
    git(&desk, "init --quiet --initial-branch main .");
    tag(&desk, "1.0.0", "orders", "v1");
    desk
}

fn source(desk: &Desk, tag: &str) -> String {
    let repository = desk.path("repository");
    format!("git::file://{}//modules?ref={tag}", repository.display())
}

pub(super) fn platform(desk: &Desk, sources: &[&str]) {
    let text = format!(
        "platform \"acme\" {{\n  modules = {sources:?}\n  target \"aws\" {{ region = \"eu-west-1\" }}\n  \
         environment \"dev\" {{}}\n}}\n"
    );
    desk.write("platform.plat", &text);
}

fn git(desk: &Desk, arguments: &str) {
    std::fs::create_dir_all(desk.path("repository")).unwrap();
    let who = "-c user.name=platform -c user.email=platform@example.com";
    desk.shell(&format!("cd repository && git {who} {arguments}"))
        .succeeded();
}

/// Publishes a version of the mailbox in the repository.
fn tag(desk: &Desk, version: &str, description: &str, tag: &str) {
    module(desk, "repository/modules", version, description);
    git(desk, "add .");
    git(desk, "commit --quiet --message mailbox");
    git(desk, &format!("tag --force {tag} >/dev/null"));
}

/// Where a file of the mailbox 1.0.0 is kept.
fn kept(desk: &Desk, folder: &str, file: &str) -> String {
    let files = desk.files(folder);
    let found = files
        .iter()
        .find(|(path, _)| path.ends_with(&format!("mailbox/1.0.0/{file}")));
    format!("{folder}/{}", found.unwrap().0)
}

#[test]
fn what_was_fetched_is_built_without_the_repository() {
    let desk = desk();
    desk.run("build shop").failed(1, "P0351");
    let fetched = desk.run("module fetch").succeeded();
    assert_eq!(
        fetched.results,
        format!("fetched  mailbox 1.0.0  {}\n", source(&desk, "v1"))
    );
    assert_eq!(
        desk.run("module fetch shop").succeeded().results,
        "nothing new\n"
    );
    std::fs::rename(desk.path("repository"), desk.path("elsewhere")).unwrap();
    desk.run("build shop").succeeded();
    assert!(
        desk.read(LOCK).contains(&source(&desk, "v1")),
        "{}",
        desk.read(LOCK)
    );
    desk.run("build shop --locked").succeeded();
    desk.run("build shop --check").succeeded();
    desk.run("module fetch").failed(4, "P0871");
}

#[test]
fn a_manifest_is_the_same_wherever_the_cache_is() {
    let desk = desk();
    desk.run("module fetch").succeeded();
    desk.run("build shop").succeeded();
    let manifest = desk.read(super::MANIFEST);
    assert!(
        !manifest.contains(&format!("{}/", desk.path("cache").display())),
        "{manifest}"
    );
    std::fs::rename(desk.path("cache"), desk.path("another")).unwrap();
    let other = "PLATC_CACHE=another platc";
    let built = desk.shell(&format!("{other} build shop")).succeeded();
    assert_eq!(built.results, "nothing changed in 1 root module\n");
    tag(&desk, "1.1.0", "more orders", "v1");
    desk.shell(&format!("{other} module fetch")).succeeded();
    desk.shell(&format!("{other} build shop --check"))
        .succeeded();
    assert_eq!(desk.read(super::MANIFEST), manifest);
    desk.append(&kept(&desk, "another", "aws.plat"), "\n# more");
    desk.shell(&format!("{other} build shop"))
        .failed(1, "P0316");
}

#[test]
fn a_version_that_was_changed_after_it_was_fetched_is_refused_and_mended() {
    let desk = desk();
    desk.run("module fetch").succeeded();
    desk.run("build shop").succeeded();
    let aws = kept(&desk, "cache", "aws.plat");
    let text = desk.read(&aws);
    desk.append(&aws, "# more\n");
    desk.run("build shop").failed(1, "P0316");
    let mended = desk.run("module fetch").succeeded();
    assert!(
        mended.results.starts_with("mended   mailbox 1.0.0  "),
        "{}",
        mended.results
    );
    assert_eq!(desk.read(&aws), text);
    desk.run("build shop --check").succeeded();
}

#[test]
fn what_is_vendored_is_part_of_the_project() {
    let desk = desk();
    desk.run("module fetch --vendor").succeeded();
    assert!(!desk.has("cache"));
    desk.run("build shop").succeeded();
    let aws = kept(&desk, "vendor", "aws.plat");
    desk.append(&aws, "# more\n");
    desk.run("build shop").failed(1, "P0316");
    desk.run("module fetch").succeeded();
    desk.run("build shop --check").succeeded();
    assert!(!desk.has("cache"));
}

#[test]
fn a_name_comes_from_the_first_source_that_has_it_even_if_another_has_a_higher_version() {
    let desk = desk();
    tag(&desk, "2.0.0", "many orders", "v2");
    git(&desk, "rm --quiet -r modules/mailbox/1.0.0");
    git(&desk, "commit --quiet --message only-2");
    git(&desk, "tag --force v2 >/dev/null");
    let (first, second) = (source(&desk, "v1"), source(&desk, "v2"));
    platform(&desk, &[&first, &second]);
    desk.run("module fetch").succeeded();
    desk.run("build shop").succeeded();
    assert!(desk.read(LOCK).contains("version = \"1.0.0\""));
    platform(&desk, &[&second, &first]);
    desk.run("build shop").failed(1, "P0314");
    module(&desk, "modules", "3.0.0", "own orders");
    platform(&desk, &["./modules", &first]);
    desk.run("build shop").failed(1, "P0314");
}

#[test]
fn no_source_behind_one_that_was_not_fetched_is_looked_at() {
    let desk = desk();
    module(&desk, "modules", "3.0.0", "own orders");
    platform(&desk, &[&source(&desk, "v1"), "./modules"]);
    desk.run("build shop").failed(1, "P0351");
    platform(&desk, &["oci://registry.example.com/acme", "./modules"]);
    desk.run("build shop").failed(1, "P0352");
}

#[test]
fn a_tag_that_was_moved_changes_no_version() {
    let desk = desk();
    desk.run("module fetch").succeeded();
    tag(&desk, "1.0.0", "other orders", "v1");
    desk.run("module fetch").failed(1, "P0874");
    desk.run("build shop").succeeded();
    let lock = desk.read(LOCK);
    desk.run("module fetch").failed(1, "P0873");
    desk.run("build shop --check").succeeded();
    desk.shell("rm -r cache").succeeded();
    desk.run("module fetch").failed(1, "P0873");
    desk.run("build shop").failed(1, "P0351");
    assert_eq!(desk.read(LOCK), lock);
}

#[test]
fn a_locked_version_that_a_colleague_fetched_is_fetched_too() {
    let desk = desk();
    desk.run("module fetch").succeeded();
    desk.shell("cp -r cache old").succeeded();
    tag(&desk, "1.1.0", "more orders", "v1");
    desk.run("module fetch").succeeded();
    desk.run("build shop").succeeded();
    desk.shell("rm -r cache && mv old cache").succeeded();
    desk.run("build shop").failed(1, "P0353");
    desk.run("module fetch").succeeded();
    desk.run("build shop --check").succeeded();
}

#[test]
fn another_version_can_be_taken_for_one_that_is_gone() {
    let desk = desk();
    desk.run("module fetch").succeeded();
    desk.run("build shop").succeeded();
    git(&desk, "rm --quiet -r modules/mailbox/1.0.0");
    tag(&desk, "1.1.0", "more orders", "v1");
    desk.shell("rm -r cache").succeeded();
    desk.run("module fetch").failed(1, "P0875");
    desk.run("build shop").failed(1, "P0353");
    desk.run("update mailbox").succeeded();
    desk.run("build shop").succeeded();
    assert_eq!(
        desk.run("module fetch").succeeded().results,
        "nothing new\n"
    );
}

#[test]
fn a_commit_is_as_good_as_a_tag() {
    let desk = desk();
    let commit = desk
        .shell("cd repository && git rev-parse HEAD")
        .succeeded()
        .results;
    tag(&desk, "1.1.0", "more orders", "v1");
    platform(&desk, &[&source(&desk, commit.trim())]);
    let fetched = desk.run("module fetch").succeeded();
    assert!(
        fetched
            .results
            .starts_with("fetched  mailbox 1.0.0  git::file://")
    );
    assert_eq!(fetched.results.lines().count(), 1);
}

#[test]
fn links_in_a_repository_lead_nowhere() {
    let desk = desk();
    desk.write("secret.plat", "top secret");
    let link = "ln -s ../../../../secret.plat modules/mailbox/1.0.0/note.md";
    desk.shell(&format!("cd repository && {link}")).succeeded();
    tag(&desk, "1.0.0", "orders", "v1");
    desk.run("module fetch").succeeded();
    assert!(
        !desk
            .read(&kept(&desk, "cache", "note.md"))
            .contains("top secret")
    );
}
