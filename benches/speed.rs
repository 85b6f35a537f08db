//! How long things take and how much memory they need: a table of medians.
//!
//! `cargo bench` prints it, and nothing is tested by it. The service is `service.plat`
//! beside this file, for both environments of the platform of the example `checkout`; a thousand are
//! copies of it.

#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench is no part of the library, and may end where anything fails"
)]

mod resolution;

use platc::compile::{Request, Session};
use platc::names::{Name, TargetName};
use platc::problems::Problems;
use platc::schema::group::Group;
use platc::schema::pack::Pack;
use platc::source::SourceMap;
use platc::syntax::parse;
use platc::world::MemoryWorld;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const SPEC: &str = include_str!("service.plat");
const PLATFORM: &str = include_str!("../examples/checkout/platform.plat");

/// How many copies of the service are many.
const MANY: usize = 1000;

/// Types that the standard modules use, with their groups.
const TERRAFORM_TYPES: [(&str, &str); 20] = [
    ("aws_appautoscaling", "aws_appautoscaling_policy"),
    ("aws_appautoscaling", "aws_appautoscaling_target"),
    ("aws_cloudwatch", "aws_cloudwatch_log_group"),
    ("aws_cloudwatch", "aws_cloudwatch_metric_alarm"),
    ("aws_db", "aws_db_instance"),
    ("aws_db", "aws_db_parameter_group"),
    ("aws_dynamodb", "aws_dynamodb_table"),
    ("aws_ecs", "aws_ecs_service"),
    ("aws_ecs", "aws_ecs_task_definition"),
    ("aws_elasticache", "aws_elasticache_serverless_cache"),
    ("aws_iam", "aws_iam_role"),
    ("aws_iam", "aws_iam_role_policy"),
    ("aws_iam", "data.aws_iam_policy_document"),
    ("aws_lb", "aws_lb_listener_rule"),
    ("aws_lb", "aws_lb_target_group"),
    ("aws_s3", "aws_s3_bucket"),
    ("aws_secretsmanager", "aws_secretsmanager_secret"),
    ("aws_security", "aws_security_group"),
    ("aws_sqs", "aws_sqs_queue"),
    ("aws_vpc", "aws_vpc_security_group_ingress_rule"),
];
const ARM_TYPES: [(&str, &str); 10] = [
    ("microsoft.app", "microsoft.app/containerapps@2026-01-01"),
    ("microsoft.app", "microsoft.app/jobs@2026-01-01"),
    (
        "microsoft.authorization",
        "microsoft.authorization/roleassignments@2022-04-01",
    ),
    ("microsoft.keyvault", "microsoft.keyvault/vaults@2026-02-01"),
    (
        "microsoft.managedidentity",
        "microsoft.managedidentity/userassignedidentities@2024-11-30",
    ),
    (
        "microsoft.network",
        "microsoft.network/virtualnetworks@2025-07-01",
    ),
    (
        "microsoft.network",
        "microsoft.network/natgateways@2025-07-01",
    ),
    (
        "microsoft.servicebus",
        "microsoft.servicebus/namespaces@2026-01-01",
    ),
    (
        "microsoft.servicebus",
        "microsoft.servicebus/namespaces/queues@2026-01-01",
    ),
    (
        "microsoft.storage",
        "microsoft.storage/storageaccounts@2026-04-01",
    ),
];

fn main() {
    println!("{:<44} {:>10} {:>9}", "", "median", "peak");
    in_memory();
    resolution::resolution();
    schemas();
    let folder = tempfile::tempdir().unwrap();
    import(folder.path());
    processes(folder.path());
    size("size: the program", env!("CARGO_BIN_EXE_platc"));
    for pack in ["access", "arm", "terraform"] {
        let path = format!("{}/schemas/{pack}.pack", env!("CARGO_MANIFEST_DIR"));
        size(&format!("size: {pack}.pack"), &path);
    }
}

/// All that providers publish, made into packs; where those files are.
fn import(folder: &Path) {
    let shared = std::env::var("PLATC_SHARED");
    let shared =
        shared.unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").into());
    let schemas = format!("{shared}/schemas");
    if !Path::new(&schemas).is_dir() {
        return;
    }
    let platc = env!("CARGO_BIN_EXE_platc");
    let command = [platc, "schema", "import", &schemas, "--output", "packs"];
    let time = median(3, || run(&command, folder));
    row("process: import all schemas", time, peak(&command, folder));
}

fn size(name: &str, path: &str) {
    let bytes = fs::metadata(path).unwrap().len();
    println!("{name:<44} {:>7} kB", bytes / 1024);
}

fn in_memory() {
    let world = MemoryWorld::default()
        .with("service.plat", SPEC)
        .with("platform.plat", PLATFORM);
    let request = Request::of(TargetName(Name::new("aws").unwrap()));
    let parsed = median(500, || {
        let mut sources = SourceMap::default();
        let file = sources.add("service.plat", SPEC);
        black_box(parse(file, SPEC, &mut Problems::default()));
    });
    let compile = |session: &Session<'_>| {
        let outcome = session.compile("service.plat", &request);
        assert!(!outcome.problems.has_errors());
        black_box(outcome);
    };
    let cold = median(100, || compile(&Session::new(&world)));
    let session = Session::new(&world);
    let warm = median(200, || compile(&session));
    row("in memory: parse one spec", parsed, None);
    row("in memory: compile, modules not read yet", cold, None);
    row("in memory: compile, modules read before", warm, None);
}

/// Thirty types of both clouds, from packs that nobody has opened yet.
fn schemas() {
    let terraform = include_bytes!("../schemas/terraform.pack");
    let arm = include_bytes!("../schemas/arm.pack");
    let load = |bytes: &'static [u8], keys: &[(&str, &str)]| {
        let pack = Pack::open(bytes).unwrap();
        let groups: HashSet<_> = keys.iter().map(|(key, _)| *key).collect();
        let groups = groups.into_iter();
        let groups: HashMap<_, _> = groups
            .map(|key| (key, Group::read(pack.group(key).unwrap())))
            .collect();
        for (key, name) in keys {
            let group = groups.get(key).unwrap();
            let node = group.node(group.find(name).unwrap());
            let members = node.ty().members().iter();
            members.for_each(|member| {
                black_box(node.to(member.ty).ty());
            });
        }
    };
    let time = median(200, || {
        load(terraform, &TERRAFORM_TYPES);
        load(arm, &ARM_TYPES);
    });
    row("schemas: open both packs, load 30 types", time, None);
}

fn processes(folder: &Path) {
    let write = |service: &Path| {
        fs::create_dir_all(service).unwrap();
        fs::write(service.join("service.plat"), SPEC).unwrap();
    };
    fs::write(folder.join("platform.plat"), PLATFORM).unwrap();
    write(&folder.join("one"));
    (0..MANY).for_each(|number| write(&folder.join(format!("many/s{number}"))));
    let platc = env!("CARGO_BIN_EXE_platc");
    let process = |name, times, command: &[&str]| {
        let time = median(times, || run(command, folder));
        row(name, time, peak(command, folder));
    };
    process("process: true", 100, &["true"]);
    process("process: check one service", 100, &[platc, "check", "one"]);
    process(
        "process: check 1,000 services",
        5,
        &[platc, "check", "many"],
    );
    let build = [platc, "build", "many"];
    let peak = peak(&build, folder);
    let first = |_| {
        forget_outputs(folder);
        timed(|| run(&build, folder))
    };
    row(
        "process: build 1,000 services",
        middle((0..5).map(first)),
        peak,
    );
    process("process: build 1,000 services again", 5, &build);
}

fn forget_outputs(folder: &Path) {
    for number in 0..MANY {
        fs::remove_dir_all(folder.join(format!("many/s{number}/generated"))).unwrap();
    }
}

fn run(command: &[&str], folder: &Path) {
    let (program, arguments) = command.split_first().unwrap();
    let mut command = Command::new(program);
    let command = command.args(arguments).current_dir(folder);
    let status = command.stdout(Stdio::null()).status().unwrap();
    assert!(status.success());
}

/// The most memory that a process had at a time, in kB, where GNU time is there to tell.
fn peak(command: &[&str], folder: &Path) -> Option<u64> {
    let mut time = Command::new("/usr/bin/time");
    let time = time.args(["-f", "%M"]).args(command).current_dir(folder);
    let told = time.output().ok()?;
    String::from_utf8(told.stderr).ok()?.trim().parse().ok()
}

fn median(times: usize, mut work: impl FnMut()) -> Duration {
    middle((0..times).map(|_| timed(&mut work)))
}

fn middle(taken: impl Iterator<Item = Duration>) -> Duration {
    let mut taken: Vec<_> = taken.collect();
    taken.sort();
    taken.get(taken.len() / 2).copied().unwrap()
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn row(name: &str, time: Duration, peak: Option<u64>) {
    let time = format!("{:.2} ms", time.as_secs_f64() * 1000.0);
    let peak = peak.map_or(String::new(), |peak| format!("{} MB", peak / 1024));
    println!("{name:<44} {time:>10} {peak:>9}");
}
