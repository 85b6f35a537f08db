//! Values → the type that was declared for them.
//!
//! Stricter than operands are: a number becomes text, but text never a number. What is deferred
//! is taken as it is.

use super::convert;
use super::error::{Closest, Error, Subject, TypeHint};
use crate::source::Span;
use crate::suggest::closest;
use crate::term::types::{Constant, Field, Presence, Type};
use crate::term::{Kind, Object, Term};
use indexmap::IndexMap;
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
        let plain = match ty {
            Type::Any => Some(term.clone()),
            Type::Bool => keep(term, matches!(term.kind, Kind::Bool(_))),
            Type::Number => keep(term, matches!(term.kind, Kind::Number(_))),
            Type::Int => keep(
                term,
                term.as_number()
                    .is_some_and(super::super::number::Number::is_integer),
            ),
            Type::Text => convert::to_text(term),
            Type::Duration => convert::to_duration(term),
            Type::Size => convert::to_size(term),
            Type::Cidr => keep(term, term.as_text().is_some_and(|text| is_cidr(text))),
            Type::Enum(members) => keep(term, is_member(term, members)),
            Type::Secret => keep(term, matches!(term.kind, Kind::Secret(_))),
            Type::Grant => keep(term, matches!(term.kind, Kind::Grant(_))),
            Type::List(element) | Type::Set(element) => return self.elements(term, ty, element),
            Type::Map(element) => return self.map(term, ty, element),
            Type::Object(fields) => return self.object(term, ty, fields),
        };
        plain.ok_or_else(|| self.wrong(term, ty).into())
    }

    fn elements(&self, term: &Term, ty: &Type, element: &Type) -> Result<Term, Box<Error>> {
        let Some(items) = term.as_items() else {
            return keep(term, false).ok_or_else(|| self.wrong(term, ty).into());
        };
        let items: Result<Vec<_>, _> = items
            .iter()
            .map(|item| self.coerce(item, element))
            .collect();
        Ok(Kind::List(items?.into())
            .at(term.span)
            .marked(term.sensitive))
    }

    fn map(&self, term: &Term, ty: &Type, element: &Type) -> Result<Term, Box<Error>> {
        let Some(object) = term.as_object() else {
            return keep(term, false).ok_or_else(|| self.wrong(term, ty).into());
        };
        let mut map = Object::with_capacity(object.len());
        for (key, value) in object {
            if !value.is_null() {
                map.insert(key.clone(), self.coerce(value, element)?);
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
            return keep(term, false).ok_or_else(|| self.wrong(term, ty).into());
        };
        if let Some((name, value)) = object.iter().find(|(name, _)| !fields.contains_key(*name)) {
            return Err(self.unknown_field(name, value, fields).into());
        }
        let mut whole = Object::with_capacity(fields.len());
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
            (Some(value), _) => self.coerce(value, &field.ty),
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
            hint: Closest::to(name, fields.keys().map(AsRef::as_ref)),
        }
    }

    fn wrong(&self, term: &Term, ty: &Type) -> Error {
        Error::WrongType {
            subject: self.subject.clone(),
            expected: ty.to_string(),
            found: found(term, ty),
            value: term.span,
            declared: self.declared,
            hint: hint(term, ty),
        }
    }
}

/// The term, if it fits or can't be judged yet.
fn keep(term: &Term, fits: bool) -> Option<Term> {
    (fits || term.is_deferred()).then(|| term.clone())
}

/// What was found: the text itself where another text would do.
fn found(term: &Term, ty: &Type) -> String {
    match (&term.kind, ty) {
        (Kind::Text(text), Type::Enum(_) | Type::Duration | Type::Size | Type::Cidr) => {
            format!("\"{text}\"")
        }
        (Kind::Number(number), Type::Int) => number.to_string(),
        (kind, _) => convert::words(kind).to_owned(),
    }
}

fn hint(term: &Term, ty: &Type) -> Option<TypeHint> {
    match (ty, &term.kind) {
        (Type::Number | Type::Int, Kind::Text(text)) if convert::to_number(term).is_some() => {
            Some(TypeHint::RemoveQuotes(text.to_string()))
        }
        (Type::Bool, Kind::Text(text)) if convert::to_bool(term).is_some() => {
            Some(TypeHint::RemoveQuotes(text.to_string()))
        }
        (Type::Duration, _) => Some(TypeHint::Duration),
        (Type::Size, _) => Some(TypeHint::Size),
        (Type::Cidr, _) => Some(TypeHint::Cidr),
        (Type::Int, Kind::Number(_)) => Some(TypeHint::Whole),
        (Type::List(_) | Type::Set(_), _) => Some(TypeHint::MakeList),
        (Type::Enum(members), Kind::Text(text)) => Some(member(text, members)),
        (Type::Enum(members), _) => Some(TypeHint::Members(listed(members))),
        _ => None,
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
