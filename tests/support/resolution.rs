//! A spec and modules as several files in one, resolved: `service.plat`, and `requires { … }` in
//! `compose { … }` of `modules/NAME/VERSION/compose.plat`. `#: lock NAME VERSION` locks a version, `#: near NAME VERSION` prefers
//! those that are compatible with one, and `#: move NAME VERSION` moves it on first.

use super::{Reading, case};
use platc::catalog::resolve::{Demand, Preferred, Shelves, Versions, resolve};
use platc::document::read_service;
use platc::document::service::Requirement;
use platc::names::{ModuleName, Name};
use platc::problems::{Problems, Reported};
use platc::source::SourceMap;
use platc::suggest::{Hint, Words};
use platc::syntax::parse;
use platc::syntax::tree::{Body, Item, Word};
use semver::Version;
use std::collections::BTreeMap;

/// What is read of a case.
pub(crate) fn resolution(text: &str) -> (Reading, Result<Versions, Reported>) {
    let (mut sources, mut problems) = (SourceMap::default(), Problems::default());
    let (mut shelf, mut tree) = (Shelf::default(), None);
    for (path, text) in case::files(text) {
        let file = sources.add(path, text);
        let read = parse(file, text, &mut problems);
        if let ["modules", name, version, _] = path.split('/').collect::<Vec<_>>()[..] {
            let version = Version::parse(version).unwrap();
            let demands = demands(&read.body, &mut problems);
            shelf
                .0
                .entry(module(name))
                .or_default()
                .insert(version, demands);
        } else {
            tree = Some(read);
        }
    }
    let tree = tree.unwrap();
    let versions = resolve(
        wanted(&tree, &mut problems),
        Preferred {
            locked: &versions_of(text, "#: lock "),
            near: &versions_of(text, "#: near "),
            moving: &versions_of(text, "#: move ")
                .into_keys()
                .collect::<Vec<_>>(),
        },
        &mut shelf,
        &mut problems,
    );
    let reading = Reading {
        sources,
        tree,
        problems,
    };
    (reading, versions)
}

/// Modules that were read before.
#[derive(Clone, Default)]
pub(crate) struct Shelf(pub(crate) BTreeMap<ModuleName, BTreeMap<Version, Vec<Demand>>>);

impl Shelves for Shelf {
    fn versions(&mut self, of: &ModuleName, _: &mut Problems) -> Result<Vec<Version>, Reported> {
        let versions = self.0.get(of).into_iter().flat_map(BTreeMap::keys);
        Ok(versions.cloned().collect())
    }

    fn demands(
        &mut self,
        of: &ModuleName,
        version: &Version,
        _: &mut Problems,
    ) -> Result<Vec<Demand>, Reported> {
        Ok(self.0[of][version].clone())
    }

    fn hint(&self, of: &ModuleName) -> Hint {
        let known: Vec<_> = self.0.keys().map(|name| name.0.as_str()).collect();
        let (some, none) = ("the modules are", "there are none");
        Hint::of(of.0.as_str(), &known, Words { some, none })
    }
}

pub(crate) fn module(name: &str) -> ModuleName {
    ModuleName(Name::new(name).unwrap())
}

fn wanted(tree: &platc::syntax::tree::Tree, problems: &mut Problems) -> Vec<Demand> {
    let service = read_service(tree.clone(), problems).unwrap().document;
    let used = service.components.values();
    let used: BTreeMap<_, _> = used.map(|of| (of.module.clone(), of.module_span)).collect();
    let demand = |(module, at): (ModuleName, _)| {
        let requirement = service.requirements.get(&module);
        Demand::new(module, at, requirement, problems).unwrap()
    };
    used.into_iter().map(demand).collect()
}

fn demands(body: &Body, problems: &mut Problems) -> Vec<Demand> {
    let requires = block(body, "compose").and_then(|compose| block(compose, "requires"));
    let items = requires.into_iter().flat_map(|requires| &requires.items);
    let demand = |item: &Item| {
        let Item::Attribute(attribute) = item else {
            panic!("a requirement is an attribute")
        };
        let text = attribute.value.as_text().unwrap().to_owned();
        let requirement = Requirement {
            name_span: attribute.name.span,
            versions: Word {
                text,
                span: attribute.value.span,
            },
        };
        let (name, at) = (module(&attribute.name.text), attribute.name.span);
        Demand::new(name, at, Some(&requirement), problems).unwrap()
    };
    items.map(demand).collect()
}

fn block<'b>(body: &'b Body, kind: &str) -> Option<&'b Body> {
    body.items.iter().find_map(|item| match item {
        Item::Block(block) if block.kind.text == kind => Some(&block.body),
        _ => None,
    })
}

fn versions_of(text: &str, start: &str) -> BTreeMap<ModuleName, Version> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(start));
    let versions = lines.map(|line| {
        let (name, version) = line.split_once(' ').unwrap();
        (module(name), Version::parse(version).unwrap())
    });
    versions.collect()
}
