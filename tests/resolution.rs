//! Versions of modules are chosen as one would by hand, and a conflict is told as one would.

use crate::support::resolution::{Shelf, module, resolution};
use platc::catalog::resolve::{Demand, Preferred, Shelves, Versions, resolve};
use platc::document::service::Requirement;
use platc::names::ModuleName;
use platc::problems::{Format, Problems, Reported, render};
use platc::source::{SourceMap, Span};
use platc::suggest::Hint;
use platc::syntax::tree::Word;
use semver::{Version, VersionReq};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn cases() {
    insta::glob!("cases/resolution/*.plat", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let (reading, versions) = resolution(&text);
        let name = path.file_name().unwrap().to_str().unwrap();
        assert_eq!(
            reading.codes().is_empty(),
            name.starts_with("good_"),
            "{name}"
        );
        let problems = render(&reading.problems, &reading.sources, Format::Plain);
        let versions = versions.into_iter().flatten();
        let versions = versions.filter_map(|(module, version)| Some((module, version.ok()?)));
        let versions: String = versions
            .map(|(module, version)| format!("{module} {version}\n"))
            .collect();
        insta::assert_snapshot!(format!(
            "{text}\n──── problems ────\n{problems}\n──── versions ────\n{versions}"
        ));
    });
}

/// How many sets of modules are tried by hand.
const SETS: u64 = 3000;

#[test]
fn there_is_a_conflict_where_no_choice_would_do() {
    let mut conflicts = 0;
    for seed in 0..SETS {
        let made = Made::of(seed);
        let choices = made.choices();
        let (problems, versions) = made.resolved(&made.wanted, Shelf::clone);
        let chosen = versions.and_then(|versions| {
            let all = versions.into_iter();
            all.map(|(module, version)| version.map(|of| (module.to_string(), of)))
                .collect()
        });
        if let Ok(chosen) = chosen {
            assert!(choices.contains(&chosen), "{seed}: {chosen:?}");
            let reached = made.reached(&chosen);
            assert!(reached.iter().eq(chosen.keys()), "{seed}: {chosen:?}");
        } else {
            conflicts += 1;
            assert!(choices.is_empty(), "{seed}: {problems:?} {choices:?}");
        }
    }
    assert!(
        conflicts > SETS / 10 && conflicts < SETS - SETS / 10,
        "{conflicts}"
    );
}

#[test]
fn the_order_of_everything_changes_nothing() {
    for seed in 0..SETS {
        let made = Made::of(seed);
        let backwards: Vec<_> = made.wanted.iter().cloned().rev().collect();
        let (problems, versions) = made.resolved(&made.wanted, Shelf::clone);
        let (others, turned) = made.resolved(&backwards, |shelf| Backwards(shelf.clone()));
        assert_eq!(problems, others);
        assert_eq!(versions, turned);
    }
}

#[test]
fn what_a_help_says_helps() {
    let mut helped = 0;
    for seed in 0..SETS {
        let made = Made::of(seed);
        let (problems, _) = made.resolved(&made.wanted, Shelf::clone);
        if problems.len() > 1 {
            continue;
        }
        for change in problems.iter().flat_map(|problem| problem.split('`')) {
            let Some((module, requirement)) = change.split_once(" = ") else {
                continue;
            };
            let mut wanted = made.wanted.clone();
            wanted.retain(|(other, _)| other != module);
            wanted.push((module.to_owned(), requirement.trim_matches('"').to_owned()));
            let (problems, _) = made.resolved(&wanted, Shelf::clone);
            assert_eq!(problems, [""; 0], "{seed}: {change}");
            helped += 1;
        }
    }
    assert!(helped > SETS / 10, "{helped}");
}

/// A module and a requirement.
type Wish = (String, String);

/// A version of each of some modules.
type Choice = BTreeMap<String, Version>;

/// A few modules that want each other, the same at each run.
struct Made {
    state: u64,
    modules: BTreeMap<String, BTreeMap<Version, Vec<Wish>>>,
    wanted: Vec<Wish>,
}

impl Made {
    fn of(seed: u64) -> Self {
        let state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1;
        let (modules, wanted) = (BTreeMap::new(), Vec::new());
        let mut made = Self {
            state,
            modules,
            wanted,
        };
        for module in ["a", "b", "c", "d"] {
            for version in ["1.0.0", "1.1.0", "2.0.0-rc.1", "2.0.0"] {
                if made.below(4) > 0 {
                    let wishes = made.wishes();
                    let versions = made.modules.entry(module.to_owned()).or_default();
                    versions.insert(Version::parse(version).unwrap(), wishes);
                }
            }
        }
        made.wanted = made.wishes();
        made
    }

    fn below(&mut self, end: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state % end
    }

    fn wishes(&mut self) -> Vec<Wish> {
        let mut wishes = Vec::new();
        for module in ["a", "b", "c", "d"] {
            let requirement = match self.below(14) {
                0 => "^1",
                1 => "^1.1",
                2 => "=1.0.0",
                3 => "<2",
                4 => "*",
                5 => ">=2.0.0-rc.1",
                6 => "^2",
                _ => continue,
            };
            wishes.push((module.to_owned(), requirement.to_owned()));
        }
        wishes
    }

    /// Every choice of versions that fits, by trying all.
    fn choices(&self) -> Vec<Choice> {
        let mut choices = vec![Choice::new()];
        for (module, versions) in &self.modules {
            for choice in choices.clone() {
                for version in versions.keys() {
                    let mut choice = choice.clone();
                    choice.insert(module.clone(), version.clone());
                    choices.push(choice);
                }
            }
        }
        choices.retain(|choice| {
            let fits = |(module, requirement): &Wish| {
                let requirement = VersionReq::parse(requirement).unwrap();
                choice
                    .get(module)
                    .is_some_and(|version| requirement.matches(version))
            };
            let wishes = choice
                .iter()
                .flat_map(|(module, version)| &self.modules[module][version]);
            wishes.chain(&self.wanted).all(fits)
        });
        choices
    }

    /// The modules that the spec leads to with some versions.
    fn reached(&self, choice: &Choice) -> BTreeSet<String> {
        let (mut reached, mut wishes) = (BTreeSet::new(), self.wanted.clone());
        while let Some((module, _)) = wishes.pop() {
            if reached.insert(module.clone()) {
                wishes.extend(self.modules[&module][&choice[&module]].clone());
            }
        }
        reached
    }

    /// What is said, with each label, and the versions.
    fn resolved<S: Shelves>(
        &self,
        wanted: &[Wish],
        turned: impl Fn(&Shelf) -> S,
    ) -> (Vec<String>, Result<Versions, Reported>) {
        let (mut sources, mut problems) = (SourceMap::default(), Problems::default());
        let span = Span::new(sources.add("made", ""), 0, 0);
        let mut demands = |wishes: &[Wish]| {
            let demand = |(name, requirement): &Wish| {
                let text = requirement.clone();
                let requirement = Requirement {
                    name_span: span,
                    versions: Word { text, span },
                };
                Demand::new(module(name), span, Some(&requirement), &mut problems).unwrap()
            };
            wishes.iter().map(demand).collect::<Vec<_>>()
        };
        let mut modules = Shelf::default();
        for (name, versions) in &self.modules {
            let versions = versions.iter();
            let versions = versions.map(|(version, wishes)| (version.clone(), demands(wishes)));
            modules.0.insert(module(name), versions.collect());
        }
        let wanted = demands(wanted);
        let versions = resolve(
            wanted,
            Preferred::NONE,
            &mut turned(&modules),
            &mut problems,
        );
        let said = problems.sorted(&sources).into_iter().map(|problem| {
            let labels = problem.labels().into_iter().flatten();
            let labels: Vec<_> = labels
                .filter_map(|label| label.label().map(str::to_owned))
                .collect();
            let help = problem.help().map(|help| help.to_string());
            format!(
                "{problem}\n{}\n{}",
                labels.join("\n"),
                help.unwrap_or_default()
            )
        });
        (said.collect(), versions)
    }
}

/// The same modules, each list of them from its end.
struct Backwards(Shelf);

impl Shelves for Backwards {
    fn versions(
        &mut self,
        of: &ModuleName,
        problems: &mut Problems,
    ) -> Result<Vec<Version>, Reported> {
        let versions = self.0.versions(of, problems)?;
        Ok(versions.into_iter().rev().collect())
    }

    fn demands(
        &mut self,
        of: &ModuleName,
        version: &Version,
        problems: &mut Problems,
    ) -> Result<Vec<Demand>, Reported> {
        let demands = self.0.demands(of, version, problems)?;
        Ok(demands.into_iter().rev().collect())
    }

    fn hint(&self, of: &ModuleName) -> Hint {
        self.0.hint(of)
    }
}
