//! How long things take and how much memory they need: a table of medians.
//!
//! `cargo bench` prints it, and nothing is tested by it. The service is `service.plat`
//! beside this file, for both environments of the platform of the example `checkout`; a thousand are
//! copies of it.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench is no part of the library, and may end where anything fails"
)]

use platc::compile::{Request, Session};
use platc::names::{Name, TargetName};
use platc::problems::Problems;
use platc::source::SourceMap;
use platc::syntax::parse;
use platc::world::MemoryWorld;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const SPEC: &str = include_str!("service.plat");
const PLATFORM: &str = include_str!("../examples/checkout/platform.plat");

/// How many copies of the service are many.
const MANY: usize = 1000;

fn main() {
    println!("{:<44} {:>10} {:>9}", "", "median", "peak");
    in_memory();
    let folder = tempfile::tempdir().unwrap();
    processes(folder.path());
}

fn in_memory() {
    let world = MemoryWorld::default()
        .with("service.plat", SPEC)
        .with("platform.plat", PLATFORM);
    let request = Request {
        target: TargetName(Name::new("aws").unwrap()),
        format: None,
        environments: Vec::new(),
    };
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
    forget_outputs(folder);
    let time = median(1, || run(&build, folder));
    row("process: build 1,000 services", time, peak);
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
    let mut taken = Vec::new();
    for _ in 0..times {
        let start = Instant::now();
        work();
        taken.push(start.elapsed());
    }
    taken.sort();
    taken.get(times / 2).copied().unwrap()
}

fn row(name: &str, time: Duration, peak: Option<u64>) {
    let time = format!("{:.2} ms", time.as_secs_f64() * 1000.0);
    let peak = peak.map_or(String::new(), |peak| format!("{} MB", peak / 1024));
    println!("{name:<44} {time:>10} {peak:>9}");
}
