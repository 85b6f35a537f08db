//! Values → the type that was declared for them.
//!
//! Stricter than operands are: a number becomes text, but text never a number. What is deferred
//! is taken as it is, unless it is known to be of another class.

use super::class::{class, class_of_type};
use super::convert;
use super::error::Error;
use super::hint::{KEYS, Subject, TypeHint};
use super::set::set_of;
use crate::maps::IndexMap;
use crate::names::names_of;
use crate::number::Number;
use crate::source::Span;
use crate::suggest::Hint;
use crate::suggest::closest;
use crate::term::expression::Expression;
use crate::term::types::{Constant, Field, Presence, Type};
use crate::term::{Kind, Object, Term};
use std::sync::Arc;

/// Who wants a value, and where its type was declared.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Who wants it.
    pub subject: Subject,
    /// Where the type was declared.
    pub declared: Option<Span>,
}

impl Wanted {
    /// The value as the type wants it, or what is wrong with it. Null fits nothing but `any`:
    /// whoever allows it asks before.
    pub fn coerce(&self, term: &Term, ty: &Type) -> Result<Term, Box<Error>> {
        self.fitted(term, ty).map(|term| told(term, ty))
    }

    fn fitted(&self, term: &Term, ty: &Type) -> Result<Term, Box<Error>> {
        let plain = match ty {
            Type::Any => (!holds_grant(term)).then(|| term.clone()),
            Type::Bool => keep(term, ty, matches!(term.kind, Kind::Bool(_))),
            Type::Number => keep(term, ty, matches!(term.kind, Kind::Number(_))),
            Type::Int => keep(term, ty, is_whole(Some(term))),
            Type::Text => convert::in_text(term),
            Type::Duration => convert::to_duration(term),
            Type::Size => convert::to_size(term),
            Type::Cidr => keep(term, ty, term.as_text().is_some_and(|text| is_cidr(text))),
            Type::Enum(members) => keep(term, ty, is_member(term, members)),
            Type::Secret => matches!(term.kind, Kind::Secret(_)).then(|| term.clone()),
            Type::Grant => matches!(term.kind, Kind::Grant(_)).then(|| term.clone()),
            Type::List(element) | Type::Set(element) => return self.elements(term, ty, element),
            Type::Map(element) => return self.map(term, ty, element),
            Type::Object(fields) => return self.object(term, ty, fields),
        };
        plain.ok_or_else(|| self.wrong(term, ty).into())
    }

    fn elements(&self, term: &Term, ty: &Type, element: &Type) -> Result<Term, Box<Error>> {
        let Some(items) = term.as_items() else {
            let is_opaque = matches!(element, Type::Grant | Type::Secret);
            let kept = keep(term, ty, false).filter(|_| !is_opaque);
            return kept.ok_or_else(|| self.wrong(term, ty).into());
        };
        let items: Result<Vec<_>, _> = items
            .iter()
            .map(|item| self.coerce(item, element))
            .map(|item| item.map_err(|error| Box::new(error.in_part(Subject::Element))))
            .collect();
        let items = items?;
        let kind = match ty {
            Type::Set(_) => set_of(&items).ok_or_else(|| Box::new(self.wrong(term, ty)))?,
            _ => Kind::List(items.into()),
        };
        Ok(kind.at(term.span).marked(term.sensitive))
    }

    fn map(&self, term: &Term, ty: &Type, element: &Type) -> Result<Term, Box<Error>> {
        let Some(object) = term.as_object() else {
            return keep(term, ty, false).ok_or_else(|| self.wrong(term, ty).into());
        };
        let mut map = Object::with_capacity_and_hasher(object.len(), <_>::default());
        for (key, value) in object {
            if !value.is_null() {
                let value = self.coerce(value, element);
                map.insert(key.clone(), value.map_err(|error| entry(*error, key))?);
            }
        }
        Ok(Kind::Object(map.into())
            .at(term.span)
            .marked(term.sensitive))
    }

    fn object(
        &self,
        term: &Term,
        ty: &Type,
        fields: &IndexMap<Arc<str>, Field>,
    ) -> Result<Term, Box<Error>> {
        let Some(object) = term.as_object() else {
            return keep(term, ty, false).ok_or_else(|| self.wrong(term, ty).into());
        };
        if let Some((name, value)) = object.iter().find(|(name, _)| !fields.contains_key(*name)) {
            return Err(self.unknown_field(name, value, fields).into());
        }
        let mut whole = Object::with_capacity_and_hasher(fields.len(), <_>::default());
        for (name, field) in fields {
            let value = object.get(name).filter(|value| !value.is_null());
            whole.insert(name.clone(), self.field(name, field, value, term.span)?);
        }
        Ok(Kind::Object(whole.into())
            .at(term.span)
            .marked(term.sensitive))
    }

    fn field(
        &self,
        name: &str,
        field: &Field,
        value: Option<&Term>,
        span: Span,
    ) -> Result<Term, Box<Error>> {
        match (value, &field.presence) {
            (Some(value), _) => {
                let value = self.coerce(value, &field.ty);
                value.map_err(|error| entry(*error, name))
            }
            (None, Presence::Optional(Constant::Null)) => Ok(Kind::Null.at(span)),
            (None, Presence::Optional(default)) => self.coerce(&constant(default, span), &field.ty),
            (None, Presence::Required) => Err(Box::new(Error::MissingField {
                subject: self.subject.clone(),
                field: name.to_owned(),
                value: span,
                declared: self.declared,
            })),
        }
    }

    fn unknown_field(&self, name: &str, value: &Term, fields: &IndexMap<Arc<str>, Field>) -> Error {
        Error::UnknownField {
            subject: self.subject.clone(),
            field: name.to_owned(),
            value: value.span,
            declared: self.declared,
            hint: Hint::of(name, &names_of([fields]), KEYS),
        }
    }

    fn wrong(&self, term: &Term, ty: &Type) -> Error {
        Error::WrongType {
            subject: self.subject.clone(),
            expected: ty.to_string(),
            found: found(term, ty),
            value: term.span,
            declared: self.declared,
            hint: self.hint(term, ty),
        }
    }

    fn hint(&self, term: &Term, ty: &Type) -> Option<TypeHint> {
        match (ty, &term.kind) {
            (Type::Number | Type::Int | Type::Bool, Kind::Text(text))
                if without_quotes(term, ty) =>
            {
                Some(TypeHint::RemoveQuotes(text.to_string()))
            }
            (Type::Bool, _) => Some(TypeHint::Bool),
            (Type::Duration, _) => Some(TypeHint::Duration),
            (Type::Size, _) => Some(TypeHint::Size),
            (Type::Cidr, _) => Some(TypeHint::Cidr),
            (Type::Grant, _) => Some(TypeHint::Grant),
            (Type::Secret, _) => Some(TypeHint::Secret),
            (Type::Text | Type::Number | Type::Int, Kind::Secret(_)) => Some(TypeHint::Closed),
            (Type::Int, Kind::Number(_) | Kind::Text(_)) => Some(TypeHint::Whole),
            (Type::List(element) | Type::Set(element), _) => Some(self.list_hint(term, element)),
            (Type::Map(_) | Type::Object(_), _) => Some(TypeHint::WriteObject),
            (Type::Enum(members), Kind::Text(text)) => Some(member(text, members)),
            (Type::Enum(members), _) => Some(TypeHint::Members(listed(members))),
            _ => None,
        }
    }

    fn list_hint(&self, term: &Term, element: &Type) -> TypeHint {
        match self.coerce(term, element) {
            Ok(_) => TypeHint::MakeList,
            Err(_) => TypeHint::WriteList,
        }
    }
}

/// Whether a text would be of the type if it had no quotes.
fn without_quotes(term: &Term, ty: &Type) -> bool {
    match ty {
        Type::Bool => matches!(term.as_text().map(AsRef::as_ref), Some("true" | "false")),
        Type::Int => is_whole(convert::to_number(term).as_ref()),
        _ => convert::to_number(term).is_some(),
    }
}

fn is_whole(term: Option<&Term>) -> bool {
    let number = term.and_then(Term::as_number);
    number.is_some_and(Number::is_integer)
}

fn entry(error: Error, key: &str) -> Box<Error> {
    Box::new(error.in_part(|whole| Subject::Entry(key.to_owned(), whole)))
}

/// The term, with the declared type for an attribute of which nothing else says what it is. Bicep
/// writes the type of an output down, and so must know it.
fn told(mut term: Term, ty: &Type) -> Term {
    if let Kind::Deferred(expression) = &mut term.kind
        && matches!(&**expression, Expression::Reference(of) if of.ty == Type::Any)
        && let Expression::Reference(reference) = Arc::make_mut(expression)
    {
        reference.ty = ty.clone();
    }
    term
}

/// The term, if it fits or can't be judged yet: what only deployment knows has at most a class.
fn keep(term: &Term, ty: &Type, fits: bool) -> Option<Term> {
    let may_fit = || class(term).is_none_or(|known| class_of_type(ty) == Some(known));
    (fits || term.is_deferred() && may_fit()).then(|| term.clone())
}

/// A grant is taken where a grant is wanted, and nowhere else.
fn holds_grant(term: &Term) -> bool {
    term.any(&mut |part| matches!(part.kind, Kind::Grant(_)))
}

/// What was found: the text itself where another text would do.
fn found(term: &Term, ty: &Type) -> String {
    match (&term.kind, ty) {
        (Kind::Text(text), Type::Enum(_) | Type::Duration | Type::Size | Type::Cidr) => {
            format!("\"{text}\"")
        }
        (Kind::Number(number), Type::Int) => number.to_string(),
        (_, Type::Any) => "a grant".to_owned(),
        (kind, _) => convert::words(kind).to_owned(),
    }
}

fn member(text: &str, members: &[Arc<str>]) -> TypeHint {
    match closest(text, members.iter().map(AsRef::as_ref)) {
        Some(close) => TypeHint::Member(close.to_owned()),
        None => TypeHint::Members(listed(members)),
    }
}

fn listed(members: &[Arc<str>]) -> String {
    let quoted: Vec<_> = members.iter().map(|text| format!("`\"{text}\"`")).collect();
    quoted.join(", ")
}

fn is_member(term: &Term, members: &[Arc<str>]) -> bool {
    term.as_text().is_some_and(|text| members.contains(text))
}

/// Whether it is an address of IPv4 or IPv6 and the length of a prefix.
fn is_cidr(text: &str) -> bool {
    let Some((address, prefix)) = text.split_once('/') else {
        return false;
    };
    let longest = match address.parse() {
        Ok(std::net::IpAddr::V4(_)) => 32,
        Ok(std::net::IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    prefix.parse::<u8>().is_ok_and(|prefix| prefix <= longest)
}

/// A value that is written in a type.
pub fn constant(constant: &Constant, span: Span) -> Term {
    let kind = match constant {
        Constant::Null => Kind::Null,
        Constant::Bool(truth) => Kind::Bool(*truth),
        Constant::Number(number) => Kind::Number(number.clone()),
        Constant::Text(text) => Kind::Text(text.clone()),
        Constant::List(items) => Kind::List(
            items
                .iter()
                .map(|item| self::constant(item, span))
                .collect(),
        ),
        Constant::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(key, value)| (key.clone(), self::constant(value, span)));
            Kind::Object(Arc::new(fields.collect()))
        }
    };
    kind.at(span)
}
