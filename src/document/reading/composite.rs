//! `compose { … }` of a module.

use super::Reader;
use super::contents::Contents;
use super::labels::Named;
use super::namespace::NameSpace;
use crate::document::composite::{Composite, Passed};
use crate::document::hint::Kind;
use crate::maps::IndexMap;
use crate::names::GrantName;
use crate::syntax::tree::Block;

impl Reader<'_> {
    pub(in crate::document) fn composite(&mut self, block: Block) -> Composite {
        let span = block.kind.span;
        let (mut contents, mut given) = (self.unnamed(block), NameSpace::default());
        self.mend_kinds(&mut contents, &["locals", "requires"]);
        let composite = Composite {
            span,
            requirements: self.requirements("requires", &mut contents),
            locals: self.locals(&mut contents),
            components: self.components(&mut contents),
            outputs: self.implementation_outputs(&mut contents, &mut given),
            grants: self.composite_grants(&mut contents, &mut given),
        };
        contents.end(self);
        composite
    }

    fn composite_grants(
        &mut self,
        contents: &mut Contents,
        names: &mut NameSpace,
    ) -> IndexMap<GrantName, Passed> {
        let blocks = contents.blocks("grant");
        self.each_named(blocks, Kind::Grant, names, GrantName, Self::passed)
    }

    fn passed(&mut self, named: Named) -> Passed {
        let mut contents = named.contents;
        let passed = Passed {
            name_span: named.name_span,
            grants: contents.required_expression("grants"),
        };
        contents.end(self);
        passed
    }
}
