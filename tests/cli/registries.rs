//! Modules from registries: published once, fetched with what Docker's tools know, and held against digests.

use super::locking::{LOCK, module};
use super::sources::platform;
use super::{Desk, Said};
use crate::support::registry::{IDENTITY, LOGIN, PASSWORD, Registry};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A project that uses a mailbox and a standard module, beside the mailbox 1.0.0 in `modules`.
fn desk(source: &str) -> Desk {
    let desk = Desk::new();
    desk.write(
        "shop/service.plat",
        "service \"shop\" {\n  mailbox \"orders\" {}\n  secret \"key\" { description = \"A key.\" }\n}\n",
    );
    platform(&desk, &[source]);
    module(&desk, "modules", "1.0.0", "orders");
    desk
}

fn publish(desk: &Desk, source: &str) -> Said {
    desk.run(&format!("module publish {source} modules"))
}

/// Writes Docker's settings.
fn docker(desk: &Desk, settings: &str) {
    desk.write("docker/config.json", settings);
}

fn log_in(desk: &Desk, host: &str) {
    docker(
        desk,
        &format!("{{\"auths\": {{\"{host}\": {{\"auth\": \"{LOGIN}\"}}}}}}"),
    );
}

/// What must hold of any registry; `tamper` changes what is stored there.
fn lives_with(desk: &Desk, source: &str, tamper: impl FnOnce()) {
    let dry = desk.run(&format!("module publish {source} modules --dry-run"));
    assert!(dry.succeeded().results.starts_with("would publish "));
    desk.run("build shop").failed(1, "P0352");
    let published = format!("published     {source}/mailbox:1.0.0\n");
    assert_eq!(publish(desk, source).succeeded().results, published);
    let again = format!("there already {source}/mailbox:1.0.0\n");
    assert_eq!(publish(desk, source).succeeded().results, again);
    module(desk, "modules", "1.0.0", "other orders");
    publish(desk, source).failed(1, "P0881");
    let fetched = desk.run("module fetch").succeeded();
    assert_eq!(
        fetched.results,
        format!("fetched  mailbox 1.0.0  {source}\n")
    );
    desk.run("build shop").succeeded();
    let lock = desk.read(LOCK);
    assert!(lock.contains(&format!("source = \"{source}\"")), "{lock}");
    assert!(lock.contains("source = \"standard\""), "{lock}");
    desk.shell("rm -r modules").succeeded();
    module(desk, "modules", "1.1.0", "more orders");
    publish(desk, source).succeeded();
    let fetched = desk.run("module fetch").succeeded();
    assert_eq!(
        fetched.results,
        format!("fetched  mailbox 1.1.0  {source}\n")
    );
    desk.run("build shop --locked").succeeded();
    assert!(
        desk.run("update")
            .succeeded()
            .results
            .contains("1.0.0 -> 1.1.0")
    );
    tamper();
    assert_eq!(
        desk.run("module fetch").succeeded().results,
        "nothing new\n"
    );
    desk.shell("mv cache kept").succeeded();
    desk.run("module fetch").failed(1, "P0880");
    desk.run("build shop").failed(1, "P0352");
    desk.shell("rm -rf cache && mv kept cache").succeeded();
    desk.run("build shop").succeeded();
}

#[test]
fn what_is_published_is_fetched_and_built_and_nothing_else() {
    let registry = Registry::start();
    let source = format!("oci://{}/acme/platform", registry.host);
    let desk = desk(&source);
    lives_with(&desk, &source, || {
        let mut store = registry.store.lock().unwrap();
        let blobs = store
            .iter_mut()
            .filter(|(path, _)| path.contains("/blobs/"));
        blobs.for_each(|(_, blob)| blob.push(b' '));
    });
}

#[test]
fn only_what_is_new_is_fetched() {
    let registry = Registry::start();
    let source = format!("oci://{}/acme", registry.host);
    let desk = desk(&source);
    publish(&desk, &source).succeeded();
    desk.run("module fetch").succeeded();
    registry.asked.lock().unwrap().clear();
    desk.run("module fetch").succeeded();
    let asked = registry.asked.lock().unwrap().clone();
    let lists = [
        "GET /v2/acme/mailbox/tags/list",
        "GET /v2/acme/secret/tags/list",
    ];
    assert_eq!(asked, lists);
}

#[test]
fn what_a_module_is_made_of_is_fetched_too() {
    let registry = Registry::start();
    let source = format!("oci://{}/acme", registry.host);
    let desk = desk(&source);
    desk.write(
        "modules/letters/1.0.0/module.plat",
        "module \"letters\" {\n  version     = \"1.0.0\"\n  description = \"Letters.\"\n}\n",
    );
    desk.write(
        "modules/letters/1.0.0/compose.plat",
        "compose {\n  requires { mailbox = \"^1\" }\n  mailbox \"box\" {}\n}\n",
    );
    publish(&desk, &source).succeeded();
    let spec = "service \"shop\" {\n  letters \"sales\" {}\n}\n";
    desk.write("shop/service.plat", spec);
    let fetched = desk.run("module fetch").succeeded();
    assert_eq!(
        fetched.results,
        format!("fetched  letters 1.0.0  {source}\nfetched  mailbox 1.0.0  {source}\n")
    );
    desk.run("build shop").succeeded();
    assert!(desk.read(LOCK).contains("\"aws_sqs_queue.sales_box\""));
}

/// A version is held against the one before it, wherever that is: nothing of a set is published if one of it is wrong.
#[test]
fn a_version_that_says_too_little_is_not_published() {
    let registry = Registry::start();
    let source = format!("oci://{}/acme", registry.host);
    let desk = desk(&source);
    let implementation = desk.read("modules/mailbox/1.0.0/aws.plat");
    module(&desk, "modules", "1.0.1", "orders");
    let renamed = implementation.replace("\"main\"", "\"box\"");
    desk.write("modules/mailbox/1.0.1/aws.plat", &renamed);
    let losses = ["P0861", "P0862"].map(str::to_owned);
    let refused = publish(&desk, &source);
    assert_eq!(refused.status, 1);
    assert_eq!(crate::pages::codes_of(&refused.complaints), losses.into());
    assert!(registry.store.lock().unwrap().is_empty());

    desk.shell("mv modules/mailbox/1.0.1 new").succeeded();
    publish(&desk, &source).succeeded();
    desk.shell("rm -r modules/mailbox/1.0.0 && mv new modules/mailbox/1.0.1")
        .succeeded();
    assert_eq!(publish(&desk, &source).status, 1);
    desk.write("modules/mailbox/1.0.1/aws.plat", &implementation);
    let published = publish(&desk, &source).succeeded().results;
    assert_eq!(published, format!("published     {source}/mailbox:1.0.1\n"));
}

#[test]
fn a_registry_is_not_asked_for_what_a_source_before_it_has() {
    let registry = Registry::start();
    let source = format!("oci://{}/acme", registry.host);
    let desk = desk(&source);
    platform(&desk, &["./modules", &source]);
    desk.run("module fetch").succeeded();
    let asked = registry.asked.lock().unwrap().clone();
    assert_eq!(asked, ["GET /v2/acme/secret/tags/list"]);
    desk.run("build shop").succeeded();
}

#[test]
fn a_misspelt_name_that_a_registry_was_asked_for_is_not_suggested() {
    let registry = Registry::start();
    let source = format!("oci://{}/acme", registry.host);
    let desk = desk(&source);
    publish(&desk, &source).succeeded();
    desk.run("module fetch").succeeded();
    desk.write(
        "shop/service.plat",
        "service \"shop\" {\n  mailbx \"orders\" {}\n}\n",
    );
    desk.run("module fetch").succeeded();
    let said = desk.run("build shop").failed(1, "P0301");
    assert!(
        said.complaints.contains("help: write `mailbox`"),
        "{}",
        said.complaints
    );
}

#[test]
fn a_name_that_a_registry_has_later_is_no_other_module() {
    let registry = Registry::start();
    let source = format!("oci://{}/acme", registry.host);
    let desk = desk(&source);
    platform(&desk, &[&source, "./modules"]);
    desk.run("module fetch").succeeded();
    desk.run("build shop").succeeded();
    publish(&desk, &source).succeeded();
    desk.run("module fetch").succeeded();
    desk.run("build shop").failed(1, "P0314");
}

#[test]
fn a_login_is_shown_to_the_registry_and_to_nobody_else() {
    let registry = Registry::start();
    for path in ["private", "tokens"] {
        let source = format!("oci://{}/{path}", registry.host);
        let desk = desk(&source);
        publish(&desk, &source).failed(4, "P0878");
        docker(
            &desk,
            &format!(
                "{{\"auths\": {{\"{}\": {{\"auth\": \"d3Jvbmc=\"}}}}}}",
                registry.host
            ),
        );
        publish(&desk, &source).failed(4, "P0878");
        log_in(&desk, &registry.host);
        publish(&desk, &source).succeeded();
        desk.run("module fetch --verbose").succeeded();
        desk.run("build shop").succeeded();
    }
}

#[test]
fn a_token_of_identity_is_exchanged() {
    let registry = Registry::start();
    let source = format!("oci://{}/tokens", registry.host);
    let desk = desk(&source);
    let entry = format!("{{\"auth\": \"\", \"identitytoken\": \"{IDENTITY}\"}}");
    docker(
        &desk,
        &format!("{{\"auths\": {{\"{}\": {entry}}}}}", registry.host),
    );
    publish(&desk, &source).succeeded();
    desk.run("module fetch").succeeded();
}

#[test]
fn a_helper_of_docker_is_asked() {
    let registry = Registry::start();
    let source = format!("oci://{}/tokens", registry.host);
    let desk = desk(&source);
    let with_helper = |script: &str| {
        desk.write(
            "bin/docker-credential-test",
            &format!("#!/bin/sh\n{script}\n"),
        );
        desk.shell("chmod +x bin/docker-credential-test")
            .succeeded();
        desk.shell(&format!(
            "PATH=$PWD/bin:$PATH platc module publish {source} modules"
        ))
    };
    docker(&desk, "{\"credsStore\": \"test\"}");
    let said = with_helper(&format!("echo '{PASSWORD}' >&2; echo '{PASSWORD}'; exit 1"))
        .failed(4, "P0882");
    assert!(!said.complaints.contains(PASSWORD), "{}", said.complaints);
    with_helper("echo 'credentials not found in native keychain'; exit 1").failed(4, "P0878");
    let given = format!("{{\"Username\": \"robot\", \"Secret\": \"{PASSWORD}\"}}");
    let asks = format!(
        "test \"$1 $(cat)\" = 'get {}' && echo '{given}'",
        registry.host
    );
    with_helper(&asks).succeeded();
}

#[test]
fn a_page_of_somebody_in_between_does_not_say_that_a_module_is_absent() {
    let registry = Registry::start();
    let desk = desk(&format!("oci://{}/broken", registry.host));
    desk.run("module fetch").failed(4, "P0879");
    desk.run("build shop").failed(1, "P0352");
}

#[test]
fn a_name_that_leads_elsewhere_is_no_file_of_a_module() {
    let registry = Registry::start();
    let source = format!("oci://{}/acme", registry.host);
    let desk = desk(&source);
    publish(&desk, &source).succeeded();
    for name in [
        "../aws.plat",
        "/etc/aws.plat",
        ".plat",
        "aws.sh",
        "a/b.plat",
    ] {
        let mut store = registry.store.lock().unwrap();
        let path = "/v2/acme/mailbox/manifests/1.0.0";
        let manifest = String::from_utf8(store[path].clone()).unwrap();
        let manifest = manifest.replacen("aws.plat", name, 1);
        store.insert(
            "/v2/acme/mailbox/manifests/1.0.1".to_owned(),
            manifest.into_bytes(),
        );
        drop(store);
        desk.run("module fetch").failed(1, "P0880");
    }
    assert!(!desk.has("cache"));
}

/// A registry as many run it: Debian's package `docker-registry`.
struct Real(Child);

impl Real {
    fn start(desk: &Desk, port: u16) -> Self {
        let folder = desk.path("registry").display().to_string();
        let mut settings = String::from("version: 0.1\nlog: { level: error }\n");
        writeln!(
            settings,
            "storage: {{ filesystem: {{ rootdirectory: {folder} }} }}"
        )
        .unwrap();
        writeln!(settings, "http: {{ addr: \"127.0.0.1:{port}\" }}").unwrap();
        writeln!(
            settings,
            "auth: {{ htpasswd: {{ realm: test, path: {folder}/htpasswd }} }}"
        )
        .unwrap();
        desk.write("registry/settings.yml", &settings);
        let robot = "robot:$2y$05$oBpk/HRP6ANbAJtr3G9X5.Eu0QH/GuCsJG2q/m6zdykon4MYpiqJa\n";
        desk.write("registry/htpasswd", robot);
        let mut command = Command::new("docker-registry");
        command.arg("serve").arg(desk.path("registry/settings.yml"));
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        for _ in 0..100 {
            std::thread::sleep(std::time::Duration::from_millis(50));
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
        }
        Self(child.unwrap())
    }
}

impl Drop for Real {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
#[ignore = "it needs docker-registry; .ci/run installs it"]
fn a_real_registry_keeps_modules() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let host = format!("localhost:{port}");
    let source = format!("oci://{host}/acme/platform");
    let desk = desk(&source);
    let registry = Real::start(&desk, port);
    publish(&desk, &source).failed(4, "P0878");
    log_in(&desk, &host);
    lives_with(&desk, &source, || spoil(&desk.path("registry/docker")));
    drop(registry);
    desk.run("module fetch").failed(4, "P0877");
    desk.run("build shop --check").succeeded();
}

/// Changes every stored text of a module.
fn spoil(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            spoil(&path);
        } else if path.ends_with("data") {
            let text = fs::read_to_string(&path).unwrap();
            if !text.starts_with('{') {
                fs::write(&path, text + " ").unwrap();
            }
        }
    }
}
