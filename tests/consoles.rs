//! Pages whose problem a command causes are true, too: their commands are typed in an empty folder,
//! and print what the page shows. `…` stands for the rest of a line, and alone for any lines. A registry
//! is at `$REGISTRY`.

use crate::pages::{CONSOLE, codes_of, consoles};
use crate::support::registry::Registry;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

#[test]
fn the_first_commands_cause_the_problem_and_the_others_none() {
    for (code, page) in consoles() {
        let folder = TempDir::new().unwrap();
        let registry = Registry::start();
        let examples: Vec<_> = page.split(CONSOLE).skip(1).collect();
        assert!(examples.len() > 1, "{}: it is mended nowhere", code.code);
        for (number, example) in examples.iter().enumerate() {
            let shown = example.split("```").next().unwrap();
            let typed = play(shown, folder.path(), &registry.host);
            assert_matches(shown, &transcript(&typed));
            let printed: String = typed.into_iter().map(|(_, printed)| printed).collect();
            let expected: &[&str] = if number == 0 { &[code.code] } else { &[] };
            assert!(codes_of(&printed).iter().eq(expected), "{printed}");
        }
    }
}

/// Types the commands of an example; gives them back with what each printed.
fn play<'a>(example: &'a str, folder: &Path, registry: &str) -> Vec<(&'a str, String)> {
    let commands = example.lines().filter_map(|line| line.strip_prefix("$ "));
    commands
        .map(|command| (command, run(command, folder, registry)))
        .collect()
}

fn transcript(typed: &[(&str, String)]) -> String {
    let entry = |(command, printed): &(&str, String)| format!("$ {command}\n{printed}");
    typed.iter().map(entry).collect()
}

fn run(command: &str, folder: &Path, registry: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_platc"));
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{path}", program.parent().unwrap().display());
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{{ {command}\n}} 2>&1")]);
    shell
        .env("PLATC_CACHE", "cache")
        .env("DOCKER_CONFIG", "docker");
    shell
        .env("REGISTRY", registry)
        .env("GIT_CONFIG_GLOBAL", "/dev/null");
    let output = shell.current_dir(folder).env("PATH", path).output();
    String::from_utf8(output.unwrap().stdout).unwrap()
}

fn assert_matches(shown: &str, printed: &str) {
    let lines: Vec<_> = printed.lines().map(str::trim_end).collect();
    let pattern: Vec<_> = shown.lines().map(str::trim_end).collect();
    assert!(
        matches(&pattern, &lines),
        "shown:\n{shown}\nprinted:\n{printed}"
    );
}

fn matches(pattern: &[&str], lines: &[&str]) -> bool {
    let Some((first, rest)) = pattern.split_first() else {
        return lines.is_empty();
    };
    if *first == "…" {
        return (0..=lines.len()).any(|skipped| matches(rest, &lines[skipped..]));
    }
    let Some((line, others)) = lines.split_first() else {
        return false;
    };
    let fits = match first.strip_suffix('…') {
        Some(beginning) => line.starts_with(beginning),
        None => first == line,
    };
    fits && matches(rest, others)
}

#[test]
fn an_ellipsis_stands_for_lines_or_the_rest_of_one() {
    assert!(matches(&["a", "…", "d"], &["a", "b", "c", "d"]));
    assert!(matches(&["a", "…"], &["a"]));
    assert!(matches(&["a…"], &["abc"]));
    assert!(!matches(&["a"], &["a", "b"]));
    assert!(!matches(&["a", "…", "x"], &["a", "b"]));
}
