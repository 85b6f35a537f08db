//! `migrate { … }` of a module.

use super::Reader;
use super::contents::Contents;
use super::labels::Named;
use super::namespace::NameSpace;
use crate::document::hint::{Instead, Kind, Wanted};
use crate::document::migration_error::{Contracted, MigrationError};
use crate::document::module::{Change, Migration, Module, Renamed};
use crate::document::service::Requirement;
use crate::maps::IndexMap;
use crate::names::{GrantName, InputName, Name, OutputName, names_of};
use crate::source::Span;
use crate::suggest::closest;
use crate::syntax::tree::{Attribute, Expression, ExpressionKind};
use crate::term::types::Type;
use std::hash::Hash;

impl Reader<'_> {
    pub(super) fn migration(&mut self, contents: &mut Contents) -> Option<Migration> {
        let block = contents.block("migrate")?;
        let mut contents = self.unnamed(block);
        let name_span = contents.kind.span;
        let versions = contents.required_text("from", self);
        let mut given = NameSpace::default();
        let inputs = self.changes(&mut contents);
        let outputs = self.renamed(
            &mut contents,
            "output",
            Kind::Output,
            &mut given,
            OutputName,
        );
        let grants = self.renamed(&mut contents, "grant", Kind::Grant, &mut given, GrantName);
        contents.end(self);
        let versions = versions?;
        Some(Migration {
            from: Requirement {
                name_span,
                versions,
            },
            inputs,
            outputs,
            grants,
        })
    }

    fn changes(&mut self, contents: &mut Contents) -> IndexMap<InputName, Change> {
        type Read<'p> = fn(&mut Reader<'p>, Named) -> Option<Change>;
        let kinds: [(&'static str, Read<'_>); 3] = [
            ("rename", Self::renamed_input),
            ("map", Self::mapped_input),
            ("remove", Self::removed_input),
        ];
        let (mut changes, mut names) = (IndexMap::default(), NameSpace::default());
        for (kind, read) in kinds {
            let blocks = contents.blocks(kind);
            let read = self.each_named(blocks, Kind::Input, &mut names, InputName, read);
            let whole = read.into_iter().filter_map(|(name, of)| Some((name, of?)));
            changes.extend(whole);
        }
        changes
    }

    fn renamed_input(&mut self, named: Named) -> Option<Change> {
        let values = IndexMap::default();
        let renamed = self.renamed_to(named, Kind::Input, InputName)?;
        Some(Change::Set { renamed, values })
    }

    /// An input keeps its name where no other is written.
    fn mapped_input(&mut self, named: Named) -> Option<Change> {
        let mut contents = named.contents;
        let to = contents.text("to", self);
        let to_span = to.as_ref().map_or(named.name_span, |to| to.span);
        let to = to.map(|to| self.name(&to, Kind::Input));
        let values = contents.required("values");
        let values = values.map(|of| self.entries(of)).unwrap_or_default();
        let values = values.into_iter().filter_map(|of| self.mapped(of));
        let values = values.collect();
        contents.end(self);
        let renamed = Renamed {
            name_span: named.name_span,
            to: InputName(to.transpose().ok()?.unwrap_or(named.name)),
            to_span,
        };
        Some(Change::Set { renamed, values })
    }

    fn mapped(&mut self, of: Attribute) -> Option<(String, Expression)> {
        let mut is_plain = true;
        of.value.visit(&mut |part| {
            is_plain &= !matches!(
                part.kind,
                ExpressionKind::Name(_) | ExpressionKind::Call(_) | ExpressionKind::For(_)
            );
        });
        if !is_plain {
            self.refuse_value(&of, Wanted::Plain);
        }
        is_plain.then_some((of.name.text, of.value))
    }

    fn removed_input(&mut self, named: Named) -> Option<Change> {
        let mut contents = named.contents;
        let message = contents.required_text("message", self);
        contents.end(self);
        Some(Change::Remove {
            name_span: named.name_span,
            message: message?,
        })
    }

    fn renamed<N: Hash + Eq>(
        &mut self,
        contents: &mut Contents,
        word: &'static str,
        kind: Kind,
        names: &mut NameSpace,
        key: fn(Name) -> N,
    ) -> IndexMap<N, Renamed<N>> {
        let blocks = contents.blocks(word);
        let all = self.each_named(blocks, kind, names, key, |reader, named| {
            reader.renamed_to(named, kind, key)
        });
        let whole = all.into_iter().filter_map(|(name, of)| Some((name, of?)));
        whole.collect()
    }

    /// `{ to = "attempts" }`
    fn renamed_to<N>(
        &mut self,
        named: Named,
        kind: Kind,
        key: fn(Name) -> N,
    ) -> Option<Renamed<N>> {
        let mut contents = named.contents;
        let to = contents.required_text("to", self);
        contents.end(self);
        let to = to?;
        Some(Renamed {
            name_span: named.name_span,
            to: key(self.name(&to, kind).ok()?),
            to_span: to.span,
        })
    }

    /// What rules lead to is there, and what they lead away from is not.
    pub(super) fn check_migration(&mut self, module: &Module) {
        let Some(migration) = &module.migration else {
            return;
        };
        let inputs = Names::of(Contracted::Input, &module.inputs, |of| of.name_span);
        for (name, change) in &migration.inputs {
            match change {
                Change::Remove { name_span, .. } => self.is_gone(&inputs, name, *name_span),
                Change::Set { renamed, values } => {
                    self.leads(&inputs, name, renamed);
                    self.are_members(module, &renamed.to, values);
                }
            }
        }
        let outputs = Names::of(Contracted::Output, &module.outputs, |of| of.name_span);
        for (name, renamed) in &migration.outputs {
            self.leads(&outputs, name, renamed);
        }
        let grants = Names::of(Contracted::Grant, &module.grants, |of| of.name_span);
        for (name, renamed) in &migration.grants {
            self.leads(&grants, name, renamed);
        }
    }

    fn leads<N: AsRef<str> + Eq>(&mut self, known: &Names<'_>, name: &N, renamed: &Renamed<N>) {
        if renamed.to != *name {
            self.is_gone(known, name, renamed.name_span);
        }
        let to = renamed.to.as_ref();
        if !known.declared.contains_key(to) {
            let close = closest(to, known.declared.keys().copied());
            self.report(MigrationError::ToNothing {
                of: known.of,
                name: to.to_owned(),
                instead: close.map_or(Instead::Advice("name one that it has"), |close| {
                    Instead::Name(close.to_owned())
                }),
                at: renamed.to_span,
            });
        }
    }

    fn is_gone(&mut self, known: &Names<'_>, name: &impl AsRef<str>, at: Span) {
        if let Some(declared) = known.declared.get(name.as_ref()) {
            self.report(MigrationError::FromPresent {
                of: known.of,
                name: name.as_ref().to_owned(),
                at,
                declared: *declared,
            });
        }
    }

    fn are_members(
        &mut self,
        module: &Module,
        input: &InputName,
        values: &IndexMap<String, Expression>,
    ) {
        let declared = module.inputs.get(input);
        let Some((Type::Enum(members), declared)) = declared.map(|of| (&of.ty, of.name_span))
        else {
            return;
        };
        for value in values.values() {
            let Some(text) = value.as_text() else {
                continue;
            };
            if !members.iter().any(|member| **member == *text) {
                let members: Vec<_> = members.iter().map(|of| format!("`{of}`")).collect();
                self.report(MigrationError::ToNoMember {
                    input: input.to_string(),
                    written: text.to_owned(),
                    members: members.join(", "),
                    at: value.span,
                    declared,
                });
            }
        }
    }
}

/// What a contract has of one kind, and where it is declared.
struct Names<'m> {
    of: Contracted,
    declared: IndexMap<&'m str, Span>,
}

impl<'m> Names<'m> {
    fn of<N: AsRef<str>, T>(of: Contracted, map: &'m IndexMap<N, T>, span: fn(&T) -> Span) -> Self {
        let names = names_of([map]).into_iter();
        let declared = names.zip(map.values().map(span)).collect();
        Self { of, declared }
    }
}
