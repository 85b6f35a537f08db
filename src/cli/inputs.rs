//! What a compile was made of, and whether it is still the same.

use crate::cli::checksum::checksum;
use crate::cli::disk::Disk;
use crate::cli::paths::{from_to, is_within};
use crate::cli::place::{PLATFORM, project};
use platc::catalog::remote::NONE;
use platc::compile::Outcome;
use platc::world::{Question, World, join, parent};
use std::collections::BTreeMap;

/// What the paths of texts begin with that are part of the program.
pub(crate) const EMBEDDED: &str = "platc:";

/// What the paths of fetched modules begin with, wherever a machine keeps them.
const CACHE: &str = "cache:";

/// How deep below the cache the folders of modules are: `SOURCE/NAME`.
const MODULE_DEPTH: usize = 2;

/// The checksum of every answer that a compile depends on, seen from the folder of the spec.
///
/// It is empty where that can't be said, so that the next build compiles again: where there was
/// something to tell, and where something was missed far away, on a path that other machines do
/// not have. What was fetched has the same path on all of them. Platforms that were missed on the way up are left out: [`are_the_same`] walks there
/// itself.
pub(crate) fn inputs(
    outcome: &Outcome,
    spec: &str,
    disk: &Disk,
) -> BTreeMap<String, Option<String>> {
    let home = parent(spec);
    let near = project(home).unwrap_or(home);
    let mut inputs = BTreeMap::new();
    for question in questions(outcome) {
        let answer = answer(&question, disk);
        if answer.is_none() && is_platform(path(&question)) {
            continue;
        }
        let key = key(&question, home, disk);
        let is_fetched = key.starts_with(CACHE);
        if answer.is_none() && !is_fetched && !is_within(path(&question), near) {
            return BTreeMap::new();
        }
        inputs.insert(key, answer);
    }
    let is_told = outcome.problems.sorted(&outcome.sources).is_empty();
    if is_told { inputs } else { BTreeMap::new() }
}

/// Whether a compile of the spec would see what another has seen.
pub(crate) fn are_the_same(
    inputs: &BTreeMap<String, Option<String>>,
    spec: &str,
    disk: &Disk,
) -> bool {
    let home = parent(spec);
    let is_same = |(key, answer): (&String, &Option<String>)| {
        let question = question(key, home, disk);
        question.is_some_and(|question| self::answer(&question, disk) == *answer)
    };
    let platform = project(home).map(|folder| from_to(home, folder));
    let known = inputs.keys().find(|key| is_platform(key));
    let known = known.map(|key| match parent(key) {
        "" => ".",
        folder => folder,
    });
    !inputs.is_empty() && platform.as_deref() == known && inputs.iter().all(is_same)
}

/// Everything that was asked, and every text that another compile had asked for already. The lock
/// file is left out: a build writes it, and a root module depends on a part of it only.
fn questions(outcome: &Outcome) -> impl Iterator<Item = Question> {
    let texts = outcome.sources.paths();
    let texts = texts.filter(|path| !path.starts_with(EMBEDDED));
    let texts = texts.map(|path| Question::Read(path.to_owned()));
    let all = outcome.asked.iter().cloned().chain(texts);
    all.filter(|question| path(question) != outcome.lock.path)
}

/// The checksum of an answer. Of a source in the cache, and of a module there, it matters only whether
/// there is any: what else was fetched differs between machines, and the lock file says what is taken.
fn answer(question: &Question, disk: &Disk) -> Option<String> {
    let answer = disk.answer(question)?;
    if let Question::List(folder) = question
        && let Some(way) = fetched(folder, disk)
        && way.split('/').count() <= MODULE_DEPTH
    {
        let is_none = answer == checksum(NONE.as_bytes());
        return Some(if is_none { NONE } else { "some" }.to_owned());
    }
    Some(answer)
}

/// The way from the cache to a path in it.
fn fetched(path: &str, disk: &Disk) -> Option<String> {
    let way = path.strip_prefix(&disk.cache()?)?.strip_prefix('/')?;
    Some(way.to_owned())
}

fn is_platform(path: &str) -> bool {
    path.rsplit('/').next() == Some(PLATFORM)
}

fn path(question: &Question) -> &str {
    match question {
        Question::Read(path) | Question::List(path) => path,
    }
}

/// A list ends in `/`.
fn key(question: &Question, home: &str, disk: &Disk) -> String {
    let path = path(question);
    let key = match fetched(path, disk) {
        Some(way) => format!("{CACHE}{way}"),
        None => from_to(home, path),
    };
    match question {
        Question::Read(_) => key,
        Question::List(_) => key + "/",
    }
}

fn question(key: &str, home: &str, disk: &Disk) -> Option<Question> {
    let path = match key.strip_prefix(CACHE) {
        Some(below) => join(&disk.cache()?, below)?,
        None => join(home, key)?,
    };
    Some(match key.strip_suffix('/') {
        Some(_) => Question::List(path),
        None => Question::Read(path),
    })
}
