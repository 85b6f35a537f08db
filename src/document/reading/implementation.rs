//! `target "aws" { … }` of a module.

use super::Reader;
use super::contents::Contents;
use super::labels::Named;
use super::namespace::NameSpace;
use super::resource::MODES;
use crate::document::Parameter;
use crate::document::error::Error;
use crate::document::hint::Kind;
use crate::document::implementation::{
    Access, Identity, Implementation, Output, Provider, Setting, Unsupported,
};
use crate::maps::IndexMap;
use crate::names::{GrantName, InputName, Name, OutputName, SettingName, TargetName};
use crate::problems::Reported;
use crate::syntax::tree::{Block, Word};
use crate::term::types::Type;

impl Reader<'_> {
    pub(in crate::document) fn implementation(
        &mut self,
        block: Block,
    ) -> Result<Implementation, Reported> {
        let Named {
            name,
            name_span,
            mut contents,
        } = self.named(block, Kind::Implementation)?;
        let parameter = match name.as_str() {
            "azure" => Self::arm_parameter,
            _ => Self::parameter,
        };
        let mut given = NameSpace::default();
        let implementation = Implementation {
            target: TargetName(name),
            target_span: name_span,
            providers: self.providers(&mut contents),
            settings: self.settings(&mut contents),
            parameters: self.parameters(&mut contents, parameter),
            unsupported: self.unsupported(&mut contents),
            locals: self.locals(&mut contents),
            resources: self.resources(&mut contents, &MODES),
            moved: self.moved(&mut contents),
            removed: self.removed(&mut contents),
            lost: self.lost(&mut contents),
            identity: self.identity(&mut contents),
            outputs: self.implementation_outputs(&mut contents, &mut given),
            reach: self.reach(&mut contents),
            grants: self.implementation_grants(&mut contents, &mut given),
        };
        contents.end(self);
        self.look_at_history(&implementation);
        Ok(implementation)
    }

    fn providers(&mut self, contents: &mut Contents) -> IndexMap<String, Provider> {
        let (blocks, mut names) = (contents.blocks("provider"), NameSpace::default());
        self.each_named(
            blocks,
            Kind::Provider,
            &mut names,
            |name| name.to_string(),
            Self::provider,
        )
    }

    fn provider(&mut self, named: Named) -> Provider {
        let mut contents = named.contents;
        let nothing = Word {
            text: String::new(),
            span: contents.header,
        };
        let provider = Provider {
            name_span: named.name_span,
            version: contents.required_text("version", self).unwrap_or(nothing),
            source: contents.text("source", self),
        };
        contents.end(self);
        provider
    }

    fn settings(&mut self, contents: &mut Contents) -> IndexMap<SettingName, Setting> {
        let (blocks, mut names) = (contents.blocks("setting"), NameSpace::default());
        self.each_named(
            blocks,
            Kind::Setting,
            &mut names,
            SettingName,
            Self::setting,
        )
    }

    fn setting(&mut self, named: Named) -> Setting {
        let mut contents = named.contents;
        let setting = Setting {
            name_span: named.name_span,
            ty: contents.required_type(Kind::Setting, self),
            default: contents.written("default").map(|of| of.value),
            example: contents.attribute("example").map(|of| of.value),
            description: contents.required_sentence("description", self),
        };
        contents.end(self);
        setting
    }

    /// A parameter that may be given by nobody.
    fn arm_parameter(&mut self, mut named: Named) -> Parameter {
        let generated = named.contents.attribute("generated");
        let mut parameter = self.parameter(named);
        let Some(attribute) = generated else {
            return parameter;
        };
        if parameter.ty != Type::Text || !parameter.sensitive || parameter.default.is_some() {
            let (at, name) = (attribute.name.span, parameter.name_span);
            self.report(Error::Generated { at, name });
        }
        parameter.generated = Some(attribute.value);
        parameter
    }

    fn unsupported(&mut self, contents: &mut Contents) -> IndexMap<InputName, Unsupported> {
        let (blocks, mut names) = (contents.blocks("input"), NameSpace::default());
        self.each_named(
            blocks,
            Kind::Input,
            &mut names,
            InputName,
            |reader, named| {
                let mut contents = named.contents;
                let reason = contents.required_sentence("unsupported", reader);
                contents.end(reader);
                let name_span = named.name_span;
                Unsupported { name_span, reason }
            },
        )
    }

    fn identity(&mut self, contents: &mut Contents) -> Option<Identity> {
        let block = contents.block("identity")?;
        let span = block.kind.span;
        let (attributes, mut names) = (self.attributes_of(block), NameSpace::default());
        let key = |name: Name| name.to_string();
        let attributes = self.by_name(attributes, Kind::Output, &mut names, key);
        Some(Identity { attributes, span })
    }

    pub(super) fn implementation_outputs(
        &mut self,
        contents: &mut Contents,
        names: &mut NameSpace,
    ) -> IndexMap<OutputName, Output> {
        let blocks = contents.blocks("output");
        self.each_named(
            blocks,
            Kind::Output,
            names,
            OutputName,
            Self::implementation_output,
        )
    }

    fn implementation_output(&mut self, named: Named) -> Output {
        let mut contents = named.contents;
        let approximated = contents.text("approximated", self);
        let output = Output {
            name_span: named.name_span,
            value: contents.required_expression("value"),
            approximated: approximated.map(|word| word.text),
        };
        contents.end(self);
        output
    }

    fn implementation_grants(
        &mut self,
        contents: &mut Contents,
        names: &mut NameSpace,
    ) -> IndexMap<GrantName, Access> {
        let blocks = contents.blocks("grant");
        self.each_named(blocks, Kind::Grant, names, GrantName, |reader, named| {
            reader.access(named.contents, named.name_span)
        })
    }
}
