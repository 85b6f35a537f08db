//! Which members an object may have, where one of them decides about the others.

use super::fit::Fit;
use super::given::{Given, Set};
use super::schema_error::SchemaError;
use crate::schema::group::Node;
use crate::schema::model::{Flags, Member, Text, Type, TypeId};
use crate::source::Span;
use crate::suggest::{Hint, Words};

/// How the values of the member that decides are told.
const VALUES: Words = Words {
    some: "its values are",
    none: "it has none",
};

/// The members of an object.
pub(super) struct Shape<'n> {
    /// The object, or the one that was chosen.
    pub(super) node: Node<'n>,
    /// Where one was chosen: what the object has whatever is chosen.
    common: Option<Node<'n>>,
    /// Whether all members are known.
    pub(super) decided: Decided,
}

/// Whether it is known what was chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Decided {
    /// It is, or there is no choice.
    Yes,
    /// Only deployment knows, or it was said what is wrong with the choice.
    No,
}

impl<'n> Shape<'n> {
    /// A member, and whose it is.
    pub(super) fn find(&self, name: &str) -> Option<(&'n Member, Node<'n>)> {
        let of = |node: Node<'n>| node.member(name).map(|member| (member, node));
        of(self.node).or_else(|| self.common.and_then(of))
    }

    /// The type of members that have no name, if there can be some.
    pub(super) fn others(&self) -> Option<TypeId> {
        match self.node.ty() {
            Type::Object { others, .. } => *others,
            _ => None,
        }
    }

    /// The names of what must be given; what only the provider sets need not.
    pub(super) fn required(&self) -> Vec<&'n str> {
        self.names(|flags| flags.has(Flags::REQUIRED) && !flags.has(Flags::READ_ONLY))
    }

    /// The names of what can be given.
    pub(super) fn settable(&self) -> Vec<&'n str> {
        self.names(|flags| !flags.has(Flags::READ_ONLY))
    }

    fn names(&self, wanted: fn(Flags) -> bool) -> Vec<&'n str> {
        let of = |node: Node<'n>| {
            let members = node.ty().members().iter();
            let wanted = members.filter(move |member| wanted(member.flags));
            wanted.map(move |member| node.text(member.name))
        };
        let mut names: Vec<_> = of(self.node).collect();
        if let Some(common) = self.common {
            names.extend(of(common));
            names.sort_unstable();
            names.dedup();
        }
        names
    }
}

impl<'p> Fit<'p> {
    /// The shape of an object with members; says what is wrong with the one that decides.
    pub(super) fn shape<'n>(
        &mut self,
        given: &[Set<'p>],
        node: Node<'n>,
        needed_at: Option<Span>,
    ) -> Shape<'n> {
        let Type::Choice { key, variants, .. } = node.ty() else {
            return Shape {
                node,
                common: None,
                decided: Decided::Yes,
            };
        };
        let key = node.text(*key);
        let set = given.iter().find(|set| set.name == key);
        let chosen = match (set, needed_at) {
            (Some(set), _) => self.variant(set, node, variants),
            (None, Some(at)) if !variants.is_empty() => {
                self.missing(key, at);
                None
            }
            (None, _) => None,
        };
        Shape {
            node: chosen.unwrap_or(node),
            common: chosen.map(|_| node),
            decided: chosen.map_or(Decided::No, |_| Decided::Yes),
        }
    }

    fn variant<'n>(
        &mut self,
        set: &Set<'p>,
        node: Node<'n>,
        variants: &[(Text, TypeId)],
    ) -> Option<Node<'n>> {
        let term = match set.given {
            Given::Term(term) if term.is_null() || term.as_deferred().is_some() => return None,
            Given::Term(term) => term,
            _ => {
                self.wrong(set.name, set.given, "text");
                return None;
            }
        };
        let Some(text) = term.as_text() else {
            self.wrong(set.name, set.given, "text");
            return None;
        };
        let is_it = |value: Text| node.text(value).eq_ignore_ascii_case(text);
        let chosen = variants.iter().find(|(value, _)| is_it(*value));
        if chosen.is_none() {
            let known: Vec<_> = variants
                .iter()
                .map(|(value, _)| node.text(*value))
                .collect();
            self.report(SchemaError::NotAMember {
                name: set.name.to_owned(),
                value: format!("\"{text}\""),
                at: term.span,
                hint: Hint::of(text, &known, VALUES),
            });
        }
        chosen.map(|(_, id)| node.to(*id))
    }
}
