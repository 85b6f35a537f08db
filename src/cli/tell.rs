//! What people read about a build that went well.

use crate::cli::arguments::Amount;
use crate::cli::difference::{Change, Difference, manifest_path};
use crate::cli::disk::{Disk, Present};
use crate::cli::edited::unified;
use crate::cli::job::{Done, Purpose};
use crate::cli::resources::Tally;
use crate::cli::screen::Screen;
use platc::compile::{LockFile, Migration, Outcome, Root};
use platc::contract::changes as changes_of;
use platc::lock::Locked;
use platc::names::TargetName;
use platc::plan::stack::Stack;
use platc::problems::Edit;
use platc::world::World;
use semver::Version;
use std::collections::BTreeSet;

/// A line for each root module that changed, and the overrides in force there.
pub(crate) fn build(
    outcome: &Outcome,
    differences: &[Difference],
    disk: &Disk,
    screen: Screen,
) -> String {
    let is_told =
        |difference: &&Difference| !difference.is_none() || screen.amount == Amount::Verbose;
    let line = |(number, difference): (usize, &Difference)| {
        let headline = match outcome.roots.get(number) {
            Some(root) => made(root, difference, disk),
            None => format!("removed  {}\n", disk.shown(&difference.folder)),
        };
        headline + &files(difference, disk, screen)
    };
    let numbered = differences.iter().enumerate();
    let told = numbered.filter(|(_, difference)| is_told(difference));
    told.map(line).collect()
}

fn made(root: &Root, difference: &Difference, disk: &Disk) -> String {
    let folder = disk.shown(&difference.folder);
    let total = root.resources.len();
    let tally = if difference.is_all_new(root) {
        Tally::created(total)
    } else {
        let mut files = root.files.iter();
        let moved = files.find(|file| file.name == "moved.tf.json");
        let moved = moved.map_or("", |file| file.text.as_str());
        Tally::of(total, &difference.changes, moved)
    };
    let Root {
        service,
        environment,
        target,
        ..
    } = root;
    let overrides = root.overrides.iter();
    let overrides: String = overrides
        .map(|forced| format!("  override {forced}\n"))
        .collect();
    format!("{service}  {environment}  {target}  {folder}  {tally}\n{overrides}")
}

fn files(difference: &Difference, disk: &Disk, screen: Screen) -> String {
    if screen.amount != Amount::Verbose {
        return String::new();
    }
    let line = |change: &Change| {
        let what = match (&change.before, &change.after) {
            (Present::Nothing, _) => "created",
            (_, Some(_)) => "changed",
            (_, None) => "removed",
        };
        let path = disk.shown(&difference.path(&change.name));
        format!("  {what} {path}\n")
    };
    difference.changes.iter().map(line).collect()
}

/// A line for each file that is not as it should be.
pub(crate) fn comparison(differences: &[Difference], disk: &Disk, screen: Screen) -> String {
    let differing = differences
        .iter()
        .filter(|difference| !difference.is_current());
    let lines = differing.map(|difference| {
        let conflicts = difference.conflicts.iter();
        let conflicts = conflicts.map(|conflict| &conflict.change);
        let changes = difference.changes.iter().chain(conflicts);
        let lines: String = changes
            .map(|change| compared(difference, change, disk, screen))
            .collect();
        lines + &manifest(difference, disk)
    });
    lines.collect()
}

fn compared(difference: &Difference, change: &Change, disk: &Disk, screen: Screen) -> String {
    let path = disk.shown(&difference.path(&change.name));
    let what = match (&change.before, &change.after) {
        (Present::Nothing, _) => "missing ",
        (_, Some(_)) => "differs ",
        (_, None) => "obsolete",
    };
    let details = match screen.amount {
        Amount::Verbose => unified(&path, change),
        _ => String::new(),
    };
    format!("{what}  {path}\n{details}")
}

fn manifest(difference: &Difference, disk: &Disk) -> String {
    if difference.old == difference.new {
        return String::new();
    }
    let path = disk.shown(&manifest_path(&difference.folder));
    format!("differs   {path}\n")
}

/// A line for the lock file, if it is not as it should be.
pub(crate) fn compared_lock(lock: &LockFile, disk: &Disk) -> String {
    let path = disk.shown(&lock.path);
    match &lock.old {
        _ if lock.is_current() => String::new(),
        None => format!("missing   {path}\n"),
        Some(_) => format!("differs   {path}\n"),
    }
}

/// A line for each module that is locked otherwise than before.
pub(crate) fn lock(lock: &LockFile, disk: &Disk) -> String {
    let Some(old) = &lock.old else {
        return String::new();
    };
    let path = disk.shown(&lock.path);
    let names: BTreeSet<_> = old.modules.keys().chain(lock.new.modules.keys()).collect();
    let changes = names.into_iter().filter_map(|name| {
        let change = change(old.modules.get(name), lock.new.modules.get(name))?;
        Some(format!("locked  {path}  {name}  {change}\n"))
    });
    changes.collect()
}

/// What becomes of the resources of root modules by other versions of their modules.
pub(crate) fn changes(before: &[Stack], after: &[Stack]) -> String {
    let mut told = String::new();
    for new in after {
        let mut old = before.iter();
        let Some(old) = old.find(|old| old.environment == new.environment) else {
            continue;
        };
        let fates: String = changes_of(old, new)
            .iter()
            .map(|fate| format!("  {fate}\n"))
            .collect();
        if !fates.is_empty() {
            let Stack {
                service,
                environment,
                target,
                ..
            } = new;
            told += &[
                &format!("{service}  {environment}  {target}\n"),
                fates.as_str(),
            ]
            .concat();
        }
    }
    told
}

/// A line for a module that has a newer major version.
pub(crate) fn newer((module, version): &(String, Version)) -> String {
    format!("{module} {version} is there; --major moves to it\n")
}

/// A line for the spec that follows newer major versions, and one for each change in it.
pub(crate) fn migrated(migration: &Migration, path: &str) -> String {
    let sources = &migration.sources;
    let line = |edit: &Edit| {
        let before = sources.written(edit.span).trim();
        let line = sources.start(edit.span).line;
        match edit.text.as_str() {
            "" => format!("  {path}:{line}  {before} is removed\n"),
            after => format!("  {path}:{line}  {before} -> {}\n", after.trim_end()),
        }
    };
    let changes: String = migration.edits.iter().map(line).collect();
    format!("rewrote {path}\n{changes}")
}

fn change(old: Option<&Locked>, new: Option<&Locked>) -> Option<String> {
    Some(match (old, new) {
        (Some(old), Some(new)) if old.source != new.source => {
            format!(
                "{} from {}, before from {}",
                new.version, new.source, old.source
            )
        }
        (Some(old), Some(new)) if old.version != new.version => {
            format!("{} -> {}", old.version, new.version)
        }
        (Some(old), Some(new)) if old.checksum == new.checksum => return None,
        (Some(_), Some(new)) => format!("{} with other content", new.version),
        (None, Some(new)) => format!("{} for the first time", new.version),
        (Some(old), None) => format!("{} no longer", old.version),
        (None, None) => return None,
    })
}

/// The last line.
pub(crate) fn summary(total: &Done, purpose: Purpose, target: &TargetName) -> String {
    let unchanged = count(total.unchanged, "root module");
    match purpose {
        Purpose::Lock | Purpose::TryLock => {
            let newer: String = total.newer.iter().map(String::as_str).collect();
            match total.relocked {
                0 => format!(
                    "{newer}nothing to update in {}\n",
                    count(total.specs, "spec")
                ),
                _ => newer,
            }
        }
        Purpose::Try => format!("no problem in {} on {target}\n", count(total.specs, "spec")),
        _ if total.changed == 0 => format!("nothing changed in {unchanged}\n"),
        _ if total.unchanged > 0 => format!("{unchanged} unchanged\n"),
        _ => String::new(),
    }
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
