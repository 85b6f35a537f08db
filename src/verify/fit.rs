//! A value against a type.

use super::given::{Given, Set};
use super::references::{deferred_class, takes, words};
use super::schema_error::SchemaError;
use super::shape::{Decided, Shape};
use crate::check::Component;
use crate::eval::convert;
use crate::problems::{Problems, Reported};
use crate::schema::group::Node;
use crate::schema::model::{Flags, Limits, Member, Type, TypeId};
use crate::schema::{Schemas, pack_name};
use crate::source::Span;
use crate::suggest::{Hint, Words};
use crate::term::address::Address;
use crate::term::{Kind, Term};
use derive_more::Display;
use std::sync::Arc;

/// How members are told where none is close.
const MEMBERS: Words = Words {
    some: "there are",
    none: "it has none",
};

/// What converts what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rules {
    /// Terraform makes texts of numbers and truths, and numbers and truths of texts that say them.
    Terraform,
    /// ARM converts nothing.
    Arm,
}

/// Whose members are held against a type.
#[derive(Clone, Copy, Display)]
pub(super) enum Subject<'p> {
    /// A resource.
    #[display("`{}`", pack_name(_0))]
    Resource(&'p Address),
    /// A provider, by its local name.
    #[display("the provider `{_0}`")]
    Provider(&'p str),
}

/// What a value is to the name that it is told by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The member has it.
    Member,
    /// It is in the list that the member has.
    Element,
}

impl Role {
    /// `` `subnets` `` or ``an element of `subnets` ``
    fn of(self, name: &str) -> String {
        match self {
            Self::Member => format!("`{name}`"),
            Self::Element => format!("an element of `{name}`"),
        }
    }
}

/// Holds what a resource is given against its type.
pub(super) struct Fit<'p> {
    pub(super) rules: Rules,
    /// Whose members these are.
    subject: Subject<'p>,
    schemas: &'p Schemas,
    /// The component whose module says it, to find places there.
    component: Option<&'p Component<'p>>,
    /// The members that stand around, outermost first.
    around: Vec<&'p str>,
    role: Role,
    pub(super) problems: &'p mut Problems,
    /// Whether it fits.
    pub(super) result: Result<(), Reported>,
}

impl<'p> Fit<'p> {
    pub(super) fn new(
        rules: Rules,
        subject: Subject<'p>,
        schemas: &'p Schemas,
        component: Option<&'p Component<'p>>,
        problems: &'p mut Problems,
    ) -> Self {
        Self {
            rules,
            subject,
            schemas,
            component,
            around: Vec::new(),
            role: Role::Member,
            problems,
            result: Ok(()),
        }
    }

    pub(super) fn report(&mut self, error: SchemaError) {
        self.result = Err(self.problems.report(error));
    }

    /// `` `default_action` of `aws_lb_listener` ``
    fn subject(&self) -> String {
        match self.around.last() {
            Some(inner) => format!("`{inner}` of {}", self.subject),
            None => self.subject.to_string(),
        }
    }

    pub(super) fn missing(&mut self, name: &str, at: Span) {
        self.report(SchemaError::MissingMember {
            subject: self.subject(),
            name: name.to_owned(),
            at,
        });
    }

    /// Holds members against an object. `needed_at` is where a missing one is missed, if it is.
    pub(super) fn members(&mut self, given: &[Set<'p>], node: Node<'_>, needed_at: Option<Span>) {
        self.members_but(given, node, needed_at, &|_| false);
    }

    /// The same, where some members are given by others and not missed.
    pub(super) fn members_but(
        &mut self,
        given: &[Set<'p>],
        node: Node<'_>,
        needed_at: Option<Span>,
        filled: &dyn Fn(&str) -> bool,
    ) {
        let shape = self.shape(given, node, needed_at);
        for set in given {
            match (shape.find(set.name), shape.others()) {
                (Some((member, of)), _) => self.member(set, member, of),
                (None, Some(other)) => self.value(set.name, set.given, shape.node.to(other)),
                (None, None) if shape.decided == Decided::Yes => self.unknown(set, &shape),
                (None, None) => {}
            }
        }
        let Some(at) = needed_at else {
            return;
        };
        for name in shape.required() {
            let set = given.iter().find(|set| set.name == name);
            match set.map(|set| set.given) {
                None if !filled(name) => self.missing(name, at),
                Some(Given::Term(term)) if term.is_null() => self.missing(name, term.span),
                _ => {}
            }
        }
    }

    fn member(&mut self, set: &Set<'p>, member: &Member, node: Node<'_>) {
        if member.flags.has(Flags::READ_ONLY) {
            return self.report(SchemaError::ReadOnly {
                subject: self.subject(),
                name: set.name.to_owned(),
                at: self.name_of(set),
            });
        }
        if member.flags.has(Flags::DEPRECATED) {
            self.problems.report(SchemaError::Deprecated {
                subject: self.subject(),
                name: set.name.to_owned(),
                at: self.name_of(set),
            });
        }
        let ty = node.to(member.ty);
        match (ty.ty(), set.given) {
            // Terraform takes a block that can be there once as an object.
            (Type::List(item, _) | Type::Set(item, _), Given::Term(term))
                if member.flags.has(Flags::BLOCK) && term.as_object().is_some() =>
            {
                self.value(set.name, set.given, ty.to(*item));
            }
            _ => self.value(set.name, set.given, ty),
        }
    }

    /// Where its name stands; a term knows its keys, and not where they stand.
    fn name_of(&self, set: &Set<'_>) -> Span {
        let key = self
            .component
            .and_then(|component| component.key_at(set.at));
        key.unwrap_or(set.at)
    }

    fn unknown(&mut self, set: &Set<'_>, shape: &Shape<'_>) {
        self.report(SchemaError::UnknownMember {
            subject: self.subject(),
            name: set.name.to_owned(),
            at: self.name_of(set),
            hint: Hint::of(set.name, &shape.settable(), MEMBERS),
        });
    }

    /// Holds a value against a type.
    pub(super) fn value(&mut self, name: &'p str, given: Given<'p>, node: Node<'_>) {
        if let Given::Term(term) = given {
            match term.kind {
                Kind::Null | Kind::Deferred(_) => return self.deferred(name, term, node),
                // No target knows these, and that was said.
                Kind::Duration(_) | Kind::Size(_) | Kind::Grant(_) | Kind::Secret(_) => return,
                _ => {}
            }
        }
        match node.ty() {
            Type::Any => {}
            Type::List(item, limits) | Type::Set(item, limits) => {
                self.elements(name, given, node.to(*item), *limits);
            }
            Type::Map(item) => self.map(name, given, node, *item),
            Type::Object { .. } | Type::Choice { .. } => match given.members() {
                Some(members) => {
                    let outer = std::mem::replace(&mut self.role, Role::Member);
                    self.around.push(name);
                    self.members(&members, node, Some(given.at()));
                    self.around.pop();
                    self.role = outer;
                }
                None => self.wrong(name, given, "an object"),
            },
            Type::Union(ids) => self.any_of(name, given, node, ids),
            _ => match given {
                Given::Term(term) => self.scalar(name, term, node),
                _ => self.wrong(name, given, node_words(node)),
            },
        }
    }

    /// What is known at deployment has a type too, as far as it is known; a set or list that stands
    /// for a block takes an object.
    fn deferred(&mut self, name: &str, term: &Term, node: Node<'_>) {
        let Some(class) = deferred_class(term, self.schemas) else {
            return;
        };
        if !takes(node.ty(), class, self.rules) {
            self.report(SchemaError::WrongType {
                name: self.role.of(name),
                expected: node_words(node).to_owned(),
                found: words(class).to_owned(),
                at: term.span,
            });
        }
    }

    fn elements(&mut self, name: &'p str, given: Given<'p>, item: Node<'_>, limits: Limits) {
        let Some(elements) = given.elements() else {
            return self.wrong(name, given, "a list");
        };
        let count = elements.len();
        let number = i64::try_from(count).unwrap_or(i64::MAX);
        let at = given.at();
        match (limits.least, limits.most) {
            (_, Some(most)) if number > most => self.report(SchemaError::TooMany {
                name: name.to_owned(),
                count,
                most,
                at,
            }),
            (Some(least), _) if number < least => self.report(SchemaError::TooFew {
                name: name.to_owned(),
                count,
                least,
                at,
            }),
            _ => {}
        }
        let outer = std::mem::replace(&mut self.role, Role::Element);
        for element in elements {
            self.value(name, element, item);
        }
        self.role = outer;
    }

    fn map(&mut self, name: &'p str, given: Given<'p>, node: Node<'_>, item: TypeId) {
        match given.members() {
            Some(members) => {
                let outer = std::mem::replace(&mut self.role, Role::Member);
                for member in members {
                    self.value(member.name, member.given, node.to(item));
                }
                self.role = outer;
            }
            None => self.wrong(name, given, "a map"),
        }
    }

    /// One of the types must fit; if none does, the value is of the wrong type as a whole.
    fn any_of(&mut self, name: &'p str, given: Given<'p>, node: Node<'_>, ids: &[TypeId]) {
        let fits = |id: &TypeId| {
            let mut tried = Problems::default();
            let mut fit = Fit::new(self.rules, self.subject, self.schemas, None, &mut tried);
            fit.value(name, given, node.to(*id));
            fit.result.is_ok()
        };
        if !ids.iter().any(fits) {
            self.wrong(name, given, "another type");
        }
    }

    pub(super) fn wrong(&mut self, name: &str, given: Given<'_>, expected: &str) {
        let found = match given {
            Given::Term(term) => convert::words(&term.kind),
            _ => "a block",
        };
        self.report(SchemaError::WrongType {
            name: self.role.of(name),
            expected: expected.to_owned(),
            found: found.to_owned(),
            at: given.at(),
        });
    }
}

/// The words for a type without parts.
pub(super) fn node_words(node: Node<'_>) -> &'static str {
    match node.ty() {
        Type::Bool => "a bool",
        Type::Number => "a number",
        Type::Int(_) => "a whole number",
        Type::Text { .. } | Type::Enum { .. } => "text",
        Type::List(..) | Type::Set(..) => "a list",
        Type::Map(_) => "a map",
        Type::Object { .. } | Type::Choice { .. } => "an object",
        Type::Any | Type::Union(_) => "another type",
    }
}

/// A value that is known, as text, wherever Terraform would make text of it.
pub(super) fn as_text(term: &Term, rules: Rules) -> Option<Arc<str>> {
    match (&term.kind, rules) {
        (Kind::Text(text), _) => Some(Arc::clone(text)),
        (Kind::Bool(_) | Kind::Number(_), Rules::Terraform) => {
            convert::to_text(term)?.as_text().cloned()
        }
        _ => None,
    }
}
