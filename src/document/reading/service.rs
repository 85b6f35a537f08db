//! `service "checkout" { … }`

use super::Reader;
use super::contents::Contents;
use super::labels::Named;
use super::namespace::NameSpace;
use crate::document::Parameter;
use crate::document::error::Error;
use crate::document::hint::Kind;
use crate::document::service::{Component, Environment, Output, Requirement, Service};
use crate::maps::IndexMap;
use crate::names::{
    ComponentName, EnvironmentName, LocalName, ModuleName, OutputName, ParameterName, ServiceName,
};
use crate::problems::Reported;
use crate::syntax::tree::{Attribute, Block};
use std::collections::BTreeMap;

impl Reader<'_> {
    pub(in crate::document) fn service(&mut self, block: Block) -> Result<Service, Reported> {
        let Named {
            name,
            name_span,
            mut contents,
        } = self.named(block, Kind::Service)?;
        self.mend_kinds(&mut contents, &["locals", "modules"]);
        let owner = contents.expression("owner");
        let description = contents.expression("description");
        let components = self.components(&mut contents);
        let service = Service {
            name: ServiceName(name),
            name_span,
            owner,
            description,
            allow_destroy: contents.texts("allow_destroy", self),
            requirements: self.requirements("modules", &mut contents),
            parameters: self.parameters(&mut contents, Self::parameter),
            locals: self.locals(&mut contents),
            outputs: self.service_outputs(&mut contents),
            environments: self.service_environments(&mut contents, &components),
            components,
        };
        contents.end(self);
        Ok(service)
    }

    /// The versions of modules that the block of this kind wants.
    pub(super) fn requirements(
        &mut self,
        kind: &'static str,
        contents: &mut Contents,
    ) -> IndexMap<ModuleName, Requirement> {
        let block = contents.block(kind);
        let attributes = block.map(|block| self.attributes_of(block));
        let (attributes, mut names) = (attributes.unwrap_or_default(), NameSpace::default());
        let by_name = self.by_name(attributes, Kind::Module, &mut names, ModuleName);
        let requirement = |(name, attribute): (_, Attribute)| {
            let name_span = attribute.name.span;
            let versions = self.plain_text(&attribute)?;
            Some((
                name,
                Requirement {
                    name_span,
                    versions,
                },
            ))
        };
        by_name.into_iter().filter_map(requirement).collect()
    }

    pub(super) fn parameters(
        &mut self,
        contents: &mut Contents,
        read: fn(&mut Self, Named) -> Parameter,
    ) -> IndexMap<ParameterName, Parameter> {
        let (blocks, mut names) = (contents.blocks("parameter"), NameSpace::default());
        self.each_named(blocks, Kind::Parameter, &mut names, ParameterName, read)
    }

    pub(super) fn parameter(&mut self, named: Named) -> Parameter {
        let mut contents = named.contents;
        let parameter = Parameter {
            name_span: named.name_span,
            ty: contents.required_type(Kind::Parameter, self),
            default: contents.written("default").map(|of| of.value),
            description: contents.text("description", self).map(|word| word.text),
            sensitive: contents.flag("sensitive", self),
            generated: None,
        };
        contents.end(self);
        parameter
    }

    /// All blocks `locals`, as one.
    pub(super) fn locals(&mut self, contents: &mut Contents) -> IndexMap<LocalName, Attribute> {
        let (mut locals, mut names) = (IndexMap::default(), NameSpace::default());
        for block in contents.blocks("locals") {
            let attributes = self.attributes_of(block);
            locals.extend(self.by_name(attributes, Kind::Local, &mut names, LocalName));
        }
        locals
    }

    fn service_outputs(&mut self, contents: &mut Contents) -> IndexMap<OutputName, Output> {
        let (blocks, mut names) = (contents.blocks("output"), NameSpace::default());
        self.each_named(
            blocks,
            Kind::Output,
            &mut names,
            OutputName,
            Self::service_output,
        )
    }

    fn service_output(&mut self, named: Named) -> Output {
        let mut contents = named.contents;
        let output = Output {
            name_span: named.name_span,
            value: contents.required_expression("value"),
            description: contents.text("description", self).map(|word| word.text),
        };
        contents.end(self);
        output
    }

    fn service_environments(
        &mut self,
        contents: &mut Contents,
        outside: &IndexMap<ComponentName, Component>,
    ) -> IndexMap<EnvironmentName, Environment> {
        let outside = outside.values().map(|of| (of.name.0.symbol(), of));
        let (outside, mut names) = (outside.collect(), NameSpace::default());
        let blocks = contents.blocks("environment");
        self.each_named(
            blocks,
            Kind::Environment,
            &mut names,
            EnvironmentName,
            |reader, named| reader.service_environment(named, &outside),
        )
    }

    fn service_environment(
        &mut self,
        named: Named,
        outside: &BTreeMap<String, &Component>,
    ) -> Environment {
        let mut contents = named.contents;
        self.mend_kinds(&mut contents, &["locals", "modules"]);
        let environment = Environment {
            name_span: named.name_span,
            locals: self.locals(&mut contents),
            components: self.components(&mut contents),
        };
        contents.end(self);
        for inside in environment.components.values() {
            if let Some(first) = outside.get(&inside.name.0.symbol()) {
                self.compare(inside, first);
            }
        }
        environment
    }

    /// Reports a component of an environment that can't be the one outside, which has its symbol.
    fn compare(&mut self, inside: &Component, first: &Component) {
        if first.name != inside.name {
            self.report(Error::SameSymbol {
                name: inside.name.to_string(),
                first_name: first.name.to_string(),
                again: inside.name_span,
                first: first.name_span,
            });
        } else if first.module != inside.module {
            self.report(Error::OtherModule {
                component: inside.name.to_string(),
                module: inside.module.to_string(),
                first_module: first.module.to_string(),
                at: inside.module_span,
                first: first.module_span,
            });
        }
    }
}
