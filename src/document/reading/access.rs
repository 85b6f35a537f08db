//! `grant "publish" { … }` and `reach { … }` of an implementation.

use super::Reader;
use super::contents::Contents;
use super::resource::MODES;
use crate::document::implementation::Access;
use crate::source::Span;

impl Reader<'_> {
    pub(super) fn reach(&mut self, contents: &mut Contents) -> Option<Access> {
        let block = contents.block("reach")?;
        let name_span = block.kind.span;
        let contents = self.unnamed(block);
        Some(self.access(contents, name_span))
    }

    pub(super) fn access(&mut self, mut contents: Contents, name_span: Span) -> Access {
        let approximated = contents.text("approximated", self);
        let access = Access {
            name_span,
            env: contents.expression("env"),
            secrets: contents.expression("secrets"),
            scale: contents.expression("scale"),
            locals: self.locals(&mut contents),
            resources: self.resources(&mut contents, &MODES),
            approximated: approximated.map(|word| word.text),
        };
        contents.end(self);
        access
    }
}
