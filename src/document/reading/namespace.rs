//! Names that must differ from each other.

use super::Reader;
use crate::document::error::Error;
use crate::document::hint::Kind;
use crate::names::Name;
use crate::source::Span;
use std::collections::BTreeMap;

/// The names of one name space, by the symbols that they become.
#[derive(Default)]
pub(super) struct NameSpace {
    declared: BTreeMap<String, Declared>,
}

struct Declared {
    name: Name,
    kind: Kind,
    span: Span,
}

impl Reader<'_> {
    /// Whether the name is free, which it is no longer.
    pub(super) fn admits(
        &mut self,
        names: &mut NameSpace,
        name: &Name,
        kind: Kind,
        span: Span,
    ) -> bool {
        let symbol = name.symbol();
        let Some(first) = names.declared.get(&symbol) else {
            let name = name.clone();
            names.declared.insert(symbol, Declared { name, kind, span });
            return true;
        };
        let (again, first_span) = (span, first.span);
        self.report(if first.name == *name {
            Error::NameTaken {
                name: name.to_string(),
                kind,
                first_kind: first.kind,
                again,
                first: first_span,
            }
        } else {
            Error::SameSymbol {
                name: name.to_string(),
                first_name: first.name.to_string(),
                again,
                first: first_span,
            }
        });
        false
    }
}
