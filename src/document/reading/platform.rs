//! `platform "acme" { … }`

use super::Reader;
use super::contents::Contents;
use super::labels::Named;
use super::namespace::NameSpace;
use crate::document::error::Error;
use crate::document::hint::{Instead, Kind, Planned};
use crate::document::platform::{Backend, Environment, Platform, Target};
use crate::maps::IndexMap;
use crate::names::{EnvironmentName, PlatformName, SettingName, TARGETS, TargetName};
use crate::problems::Reported;
use crate::problems::codes::REGISTER;
use crate::source::Span;
use crate::suggest::closest;
use crate::syntax::tree::{Attribute, Block, Body, Word};
use crate::term::address::Mode;

/// What a platform may say of a target.
const FACTS: [&str; 7] = [
    "region",
    "account_id",
    "partition",
    "location",
    "resource_group",
    "subscription_id",
    "tenant_id",
];

impl Reader<'_> {
    pub(in crate::document) fn platform(&mut self, block: Block) -> Result<Platform, Reported> {
        let Named {
            name,
            name_span,
            mut contents,
        } = self.named(block, Kind::Platform)?;
        if let Some(attribute) = contents.take_attribute("policies") {
            let (planned, at) = (Planned::Policies, attribute.name.span);
            self.report(Error::NotYet { planned, at });
        }
        let platform = Platform {
            name: PlatformName(name),
            name_span,
            modules: contents.texts("modules", self),
            schemas: contents.texts("schemas", self),
            output: contents.expression("output"),
            pattern: contents.expression("name"),
            tags: contents.expression("tags"),
            targets: self.targets(&mut contents),
            environments: self.platform_environments(&mut contents),
            deny: self.codes(&mut contents),
            forbid_override: contents.texts("forbid_override", self),
        };
        contents.end(self);
        Ok(platform)
    }

    /// The codes of `deny`, each of which exists.
    fn codes(&mut self, contents: &mut Contents) -> Vec<Word> {
        let codes = contents.texts("deny", self);
        for written in &codes {
            let known: Vec<_> = REGISTER.iter().map(|code| code.code).collect();
            if !known.contains(&written.text.as_str()) {
                self.report(Error::UnknownCode {
                    written: written.text.clone(),
                    at: written.span,
                });
            }
        }
        codes
    }

    fn platform_environments(
        &mut self,
        contents: &mut Contents,
    ) -> IndexMap<EnvironmentName, Environment> {
        let (blocks, mut names) = (contents.blocks("environment"), NameSpace::default());
        self.each_named(
            blocks,
            Kind::Environment,
            &mut names,
            EnvironmentName,
            Self::platform_environment,
        )
    }

    fn platform_environment(&mut self, named: Named) -> Environment {
        let mut contents = named.contents;
        let environment = Environment {
            name_span: named.name_span,
            protect: contents.flag("protect", self),
            targets: self.targets(&mut contents),
        };
        contents.end(self);
        environment
    }

    fn targets(&mut self, contents: &mut Contents) -> IndexMap<TargetName, Target> {
        let (blocks, mut names) = (contents.blocks("target"), NameSpace::default());
        let targets = self.each_named(blocks, Kind::Target, &mut names, TargetName, Self::target);
        for (name, target) in &targets {
            self.is_a_target(name, target.name_span);
        }
        targets
    }

    fn is_a_target(&mut self, name: &TargetName, at: Span) {
        let written = name.0.as_str();
        if TARGETS.contains(&written) {
            return;
        }
        let instead = match closest(written, TARGETS) {
            Some(name) => Instead::Name(name.to_owned()),
            None => Instead::OneOf(TARGETS.to_vec()),
        };
        let target = written.to_owned();
        self.report(Error::UnknownTarget {
            target,
            instead,
            at,
        });
    }

    fn target(&mut self, named: Named) -> Target {
        let mut contents = named.contents;
        let facts = FACTS.iter().filter_map(|name| contents.attribute(name));
        let target = Target {
            name_span: named.name_span,
            facts: facts.map(|of| (of.name.text.clone(), of)).collect(),
            settings: self.given_settings(&mut contents),
            backend: self.backend(&mut contents),
            provider: self.provider_body(&mut contents),
            data: self.resources(&mut contents, &[Mode::Data]),
        };
        contents.end(self);
        target
    }

    fn given_settings(&mut self, contents: &mut Contents) -> IndexMap<SettingName, Attribute> {
        let attribute = contents.attribute("settings");
        let entries = attribute.map_or_else(Vec::new, |of| self.entries(of));
        let mut names = NameSpace::default();
        self.by_name(entries, Kind::Setting, &mut names, SettingName)
    }

    fn backend(&mut self, contents: &mut Contents) -> Option<Backend> {
        let block = contents.block("backend")?;
        let kind = self.label(&block, Kind::Backend).ok()?;
        let body = block.body;
        Some(Backend { kind, body })
    }

    fn provider_body(&mut self, contents: &mut Contents) -> Option<Body> {
        let block = contents.block("provider")?;
        self.expect_labels(&block, 0);
        Some(block.body)
    }
}
