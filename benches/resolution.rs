//! Fifty modules of twenty versions, each of which wants three others, and every fifth of them in one minor version:
//! so the newest versions seldom fit together, and often none do.

use crate::{median, middle, row};
use platc::catalog::resolve::{Demand, Preferred, Shelves, resolve};
use platc::document::service::Requirement;
use platc::names::{ModuleName, Name};
use platc::problems::{Problems, Reported};
use platc::source::{SourceFile, Span};
use platc::suggest::{Hint, Words};
use platc::syntax::tree::Word;
use semver::Version;
use std::collections::{BTreeSet, HashMap};
use std::hint::black_box;

const MODULES: u64 = 50;
const VERSIONS: u64 = 20;

/// How many of them a spec uses.
const USED: u64 = 8;

/// How many sets of modules are made.
const SETS: u64 = 200;

pub(crate) fn resolution() {
    let (mut solved, mut explained) = (Vec::new(), Vec::new());
    for seed in 0..SETS {
        let mut made = Made::of(seed);
        let wanted: Vec<_> = (0..USED).map(|module| made.demand(module)).collect();
        let mut shelf = made.shelf();
        let mut is_solved = false;
        let time = median(5, || {
            let (wanted, mut problems) = (wanted.clone(), Problems::default());
            let versions = resolve(wanted, Preferred::NONE, &mut shelf, &mut problems);
            is_solved = black_box(versions).is_ok();
        });
        if is_solved {
            solved.push(time);
        } else {
            explained.push(time);
        }
    }
    for (kind, times) in [("resolve", solved), ("explain", explained)] {
        let name = format!("in memory: {kind} 50 modules, {} times", times.len());
        let slowest = times.iter().max().copied().unwrap();
        row(&name, middle(times.into_iter()), None);
        row("in memory: the slowest of these", slowest, None);
    }
}

/// Numbers that are the same at each run.
struct Made {
    state: u64,
    span: Span,
}

impl Made {
    fn of(seed: u64) -> Self {
        let span = Span::new(SourceFile::new("made", "").id(), 0, 0);
        let state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1;
        Self { state, span }
    }

    fn below(&mut self, end: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state % end
    }

    fn demand(&mut self, module: u64) -> Demand {
        let minor = self.below(VERSIONS / 2);
        let text = match self.below(5) {
            0 => "^1".to_owned(),
            1 => "^2".to_owned(),
            2 => format!(">=1.{minor}"),
            3 => format!("<2.{minor}"),
            _ => format!("~1.{minor}"),
        };
        let span = self.span;
        let requirement = Requirement {
            name_span: span,
            versions: Word { text, span },
        };
        let problems = &mut Problems::default();
        Demand::new(name(module), span, Some(&requirement), problems).unwrap()
    }

    fn shelf(&mut self) -> Shelf {
        let mut demands = HashMap::new();
        for module in 0..MODULES {
            let mut others = self.others(module);
            for number in 0..VERSIONS {
                if self.below(10) == 0 {
                    others = self.others(module);
                }
                let wanted = others.iter().map(|other| self.demand(*other));
                demands.insert((name(module), version(number)), wanted.collect());
            }
        }
        Shelf(demands)
    }

    /// Three modules that one is made of.
    fn others(&mut self, module: u64) -> Vec<u64> {
        let others = (0..3).map(|_| self.below(MODULES));
        let others: BTreeSet<_> = others.filter(|other| *other != module).collect();
        others.into_iter().collect()
    }
}

fn name(module: u64) -> ModuleName {
    ModuleName(Name::new(&format!("m{module}")).unwrap())
}

fn version(number: u64) -> Version {
    Version::new(1 + number / (VERSIONS / 2), number % (VERSIONS / 2), 0)
}

struct Shelf(HashMap<(ModuleName, Version), Vec<Demand>>);

impl Shelves for Shelf {
    fn versions(&mut self, _: &ModuleName, _: &mut Problems) -> Result<Vec<Version>, Reported> {
        Ok((0..VERSIONS).map(version).collect())
    }

    fn demands(
        &mut self,
        module: &ModuleName,
        version: &Version,
        _: &mut Problems,
    ) -> Result<Vec<Demand>, Reported> {
        Ok(self.0[&(module.clone(), version.clone())].clone())
    }

    fn hint(&self, _: &ModuleName) -> Hint {
        Hint::of("", &[], Words { some: "", none: "" })
    }
}
