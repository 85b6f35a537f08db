//! `module "queue" { … }`

use super::Reader;
use super::contents::Contents;
use super::labels::Named;
use super::namespace::NameSpace;
use crate::document::error::Error;
use crate::document::hint::{Instead, Kind};
use crate::document::module::{Grant, Input, Module, Output, Validation};
use crate::maps::IndexMap;
use crate::names::{GrantName, InputName, ModuleName, OutputName};
use crate::problems::Reported;
use crate::syntax::tree::{Block, Word};
use semver::Version;

impl Reader<'_> {
    pub(in crate::document) fn module(&mut self, block: Block) -> Result<Module, Reported> {
        let Named {
            name,
            name_span,
            mut contents,
        } = self.named(block, Kind::Module)?;
        let version = contents.required_text("version", self);
        let version_span = version.as_ref().map_or(name_span, |of| of.span);
        let version = version.and_then(|of| self.version(&of).ok());
        let mut given = NameSpace::default();
        let module = Module {
            name: ModuleName(name),
            name_span,
            version: version.unwrap_or(Version::new(0, 0, 0)),
            version_span,
            description: contents.required_sentence("description", self),
            deprecated: contents.text("deprecated", self),
            inputs: self.inputs(&mut contents),
            outputs: self.module_outputs(&mut contents, &mut given),
            grants: self.module_grants(&mut contents, &mut given),
            migration: self.migration(&mut contents),
        };
        contents.end(self);
        self.check_migration(&module);
        Ok(module)
    }

    fn version(&mut self, written: &Word) -> Result<Version, Reported> {
        Version::parse(&written.text).map_err(|_| {
            self.report(Error::InvalidVersion {
                written: written.text.clone(),
                fitted: fitted(&written.text),
                at: written.span,
            })
        })
    }

    fn inputs(&mut self, contents: &mut Contents) -> IndexMap<InputName, Input> {
        let (blocks, mut names) = (contents.blocks("input"), NameSpace::default());
        self.each_named(blocks, Kind::Input, &mut names, InputName, Self::input)
    }

    fn input(&mut self, named: Named) -> Input {
        let mut contents = named.contents;
        let validations = self.validations(&mut contents);
        let input = Input {
            name_span: named.name_span,
            ty: contents.required_type(Kind::Input, self),
            default: contents.written("default").map(|of| of.value),
            example: contents.attribute("example").map(|of| of.value),
            description: contents.required_sentence("description", self),
            deprecated: contents.text("deprecated", self),
            validations,
        };
        contents.end(self);
        input
    }

    fn validations(&mut self, contents: &mut Contents) -> Vec<Validation> {
        let blocks = contents.blocks("validate").into_iter();
        blocks.map(|block| self.validation(block)).collect()
    }

    fn validation(&mut self, block: Block) -> Validation {
        let mut contents = self.unnamed(block);
        let validation = Validation {
            condition: contents.required_expression("condition"),
            message: contents.required_expression("message"),
        };
        contents.end(self);
        validation
    }

    fn module_outputs(
        &mut self,
        contents: &mut Contents,
        names: &mut NameSpace,
    ) -> IndexMap<OutputName, Output> {
        let blocks = contents.blocks("output");
        self.each_named(blocks, Kind::Output, names, OutputName, Self::module_output)
    }

    fn module_output(&mut self, named: Named) -> Output {
        let mut contents = named.contents;
        let output = Output {
            name_span: named.name_span,
            ty: contents.required_type(Kind::Output, self),
            description: contents.required_sentence("description", self),
            deprecated: contents.text("deprecated", self),
        };
        contents.end(self);
        output
    }

    fn module_grants(
        &mut self,
        contents: &mut Contents,
        names: &mut NameSpace,
    ) -> IndexMap<GrantName, Grant> {
        let blocks = contents.blocks("grant");
        self.each_named(blocks, Kind::Grant, names, GrantName, Self::module_grant)
    }

    fn module_grant(&mut self, named: Named) -> Grant {
        let mut contents = named.contents;
        let validations = self.validations(&mut contents);
        let grant = Grant {
            name_span: named.name_span,
            description: contents.required_sentence("description", self),
            deprecated: contents.text("deprecated", self),
            validations,
        };
        contents.end(self);
        grant
    }
}

/// `v1.2` as `1.2.0`, and advice where nothing comes near.
fn fitted(written: &str) -> Instead {
    let bare = written.trim().trim_start_matches(['v', 'V']);
    let candidates = [bare.to_owned(), format!("{bare}.0"), format!("{bare}.0.0")];
    let mut versions = candidates.into_iter();
    match versions.find(|text| Version::parse(text).is_ok()) {
        Some(version) => Instead::Name(version),
        None => Instead::Advice("write three numbers, as in `1.0.0`"),
    }
}
