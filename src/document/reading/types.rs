//! Types, which are written like expressions: `string`, `list(int)`, `object({ host = string })`.

use super::Reader;
use super::contents::Contents;
use super::values::is_missing;
use crate::document::error::Error;
use crate::document::hint::{Instead, Kind, Member};
use crate::maps::IndexMap;
use crate::problems::Reported;
use crate::source::Span;
use crate::suggest::closest;
use crate::syntax::tree::{Call, Entry, Expression, ExpressionKind, Word};
use crate::term::types::{Constant, Field, Presence, Type};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Every word that begins a type.
const WORDS: [&str; 15] = [
    "string", "bool", "number", "int", "duration", "size", "cidr", "enum", "list", "set", "map",
    "object", "secret", "grant", "any",
];

impl Contents {
    /// The attribute `type`, which must be there. Where it is wrong, anything is allowed, so that
    /// nothing more is said about it.
    pub(super) fn required_type(&mut self, of: Kind, reader: &mut Reader<'_>) -> Type {
        let Some(attribute) = self.required("type") else {
            return Type::Any;
        };
        let at = attribute.value.span;
        let ty = reader.type_of(&attribute.value).unwrap_or(Type::Any);
        if ty.holds_grant() && !(of == Kind::Input && ty.is_access()) {
            reader.report(Error::GrantType { of, at });
            return Type::Any;
        }
        ty
    }
}

impl Reader<'_> {
    fn type_of(&mut self, of: &Expression) -> Result<Type, Reported> {
        match &of.kind {
            ExpressionKind::Name(name) => self.plain_type(name, of.span),
            ExpressionKind::Call(call) => self.composed_type(call, of.span),
            ExpressionKind::Group(inner) => self.type_of(inner),
            ExpressionKind::Template(_) => Err(self.refuse_quotes(of)),
            _ => Err(self.refuse_type(of)),
        }
    }

    fn refuse_type(&mut self, of: &Expression) -> Reported {
        let error = Error::NotAType { at: of.span };
        if is_missing(of) {
            self.report_if_whole(error)
        } else {
            self.report(error)
        }
    }

    fn refuse_quotes(&mut self, of: &Expression) -> Reported {
        let written = of.as_text().unwrap_or_default();
        let plain = simple(written).is_some();
        let written = if written.is_empty() {
            "string"
        } else {
            written
        };
        self.report(Error::QuotedType {
            written: written.to_owned(),
            at: of.span,
            plain,
        })
    }

    fn plain_type(&mut self, name: &str, at: Span) -> Result<Type, Reported> {
        if let Some(simple) = simple(name) {
            return Ok(simple);
        }
        let member = match name {
            "list" | "set" | "map" => Member::Element,
            "enum" => Member::Texts,
            "object" => Member::Fields,
            "optional" => return Err(self.report(Error::OptionalOutside { at })),
            _ => return Err(self.refuse_word(name, at)),
        };
        Err(self.refuse_arguments(name, member, at))
    }

    fn refuse_word(&mut self, written: &str, at: Span) -> Reported {
        let closest = closest(written, WORDS).map(|word| Instead::Name(word.to_owned()));
        let instead = elsewhere(written).or(closest);
        let instead = instead.unwrap_or(Instead::OneOf(WORDS.to_vec()));
        let written = written.to_owned();
        self.report(Error::UnknownType {
            written,
            instead,
            at,
        })
    }

    fn refuse_arguments(&mut self, function: &str, member: Member, at: Span) -> Reported {
        let function = function.to_owned();
        self.report(Error::TypeArguments {
            function,
            member,
            at,
        })
    }

    fn composed_type(&mut self, call: &Call, span: Span) -> Result<Type, Reported> {
        let Word {
            text: name,
            span: at,
        } = &call.function;
        match name.as_str() {
            "list" => self.element(call, span).map(Type::List),
            "set" => self.element(call, span).map(Type::Set),
            "map" => self.element(call, span).map(Type::Map),
            "enum" => self.members(call, span),
            "object" => self.fields(call, span),
            "optional" => Err(self.report(Error::OptionalOutside { at: *at })),
            _ if simple(name).is_some() => {
                let (name, at) = (name.clone(), span);
                Err(self.report(Error::SimpleTypeCalled { name, at }))
            }
            _ => Err(self.refuse_word(name, *at)),
        }
    }

    fn element(&mut self, call: &Call, span: Span) -> Result<Arc<Type>, Reported> {
        match call.arguments.as_slice() {
            [element] => self.type_of(element).map(Arc::new),
            _ => Err(self.refuse_arguments(&call.function.text, Member::Element, span)),
        }
    }

    fn members(&mut self, call: &Call, span: Span) -> Result<Type, Reported> {
        let mut members: Vec<Arc<str>> = Vec::new();
        let mut seen = BTreeMap::new();
        for argument in &call.arguments {
            let Some(text) = argument.as_text() else {
                return Err(self.refuse_arguments("enum", Member::Texts, argument.span));
            };
            let Some(first) = seen.insert(text, argument.span) else {
                members.push(text.into());
                continue;
            };
            let (member, again) = (text.to_owned(), argument.span);
            self.report(Error::RepeatedMember {
                member,
                again,
                first,
            });
        }
        if members.is_empty() {
            return Err(self.refuse_arguments("enum", Member::Texts, span));
        }
        Ok(Type::Enum(members.into()))
    }

    fn fields(&mut self, call: &Call, span: Span) -> Result<Type, Reported> {
        let [argument] = call.arguments.as_slice() else {
            return Err(self.refuse_arguments("object", Member::Fields, span));
        };
        let ExpressionKind::Object(entries) = &argument.kind else {
            return Err(self.refuse_arguments("object", Member::Fields, argument.span));
        };
        let mut fields = IndexMap::default();
        for entry in entries {
            if let Some((name, field)) = self.field(entry) {
                fields.insert(name, field);
            }
        }
        Ok(Type::Object(Arc::new(fields)))
    }

    /// A field whose type is wrong may be anything; one without a plain name is left out.
    fn field(&mut self, entry: &Entry) -> Option<(Arc<str>, Field)> {
        let field = match &entry.value.kind {
            ExpressionKind::Call(call) if call.function.text == "optional" => {
                self.optional_field(call, entry.value.span)
            }
            _ => Field {
                ty: self.type_of(&entry.value).unwrap_or(Type::Any),
                presence: Presence::Required,
            },
        };
        if let Some(name) = entry.key.as_key() {
            return Some((name.into(), field));
        }
        self.refuse_key(&entry.key);
        None
    }

    fn optional_field(&mut self, call: &Call, span: Span) -> Field {
        let (ty, default) = match call.arguments.as_slice() {
            [ty] => (self.type_of(ty), Ok(Constant::Null)),
            [ty, default] => (self.type_of(ty), self.constant(default)),
            _ => {
                let reported = self.refuse_arguments("optional", Member::TypeAndDefault, span);
                (Err(reported), Ok(Constant::Null))
            }
        };
        Field {
            ty: ty.unwrap_or(Type::Any),
            presence: Presence::Optional(default.unwrap_or(Constant::Null)),
        }
    }
}

/// The type that is a word alone.
fn simple(name: &str) -> Option<Type> {
    Some(match name {
        "any" => Type::Any,
        "bool" => Type::Bool,
        "number" => Type::Number,
        "int" => Type::Int,
        "string" => Type::Text,
        "duration" => Type::Duration,
        "size" => Type::Size,
        "cidr" => Type::Cidr,
        "secret" => Type::Secret,
        "grant" => Type::Grant,
        _ => return None,
    })
}

/// What to write for a type of other languages.
fn elsewhere(name: &str) -> Option<Instead> {
    let word = match name {
        "str" | "text" | "String" => "string",
        "integer" | "i64" => "int",
        "boolean" => "bool",
        "float" | "double" | "decimal" => "number",
        "array" | "tuple" => {
            return Some(Instead::Advice("write `list(string)`, or of what it is"));
        }
        "dict" | "struct" => {
            let advice = "write `map(string)`, or `object({ host = string })` with its fields";
            return Some(Instead::Advice(advice));
        }
        _ => return None,
    };
    Some(Instead::Name(word.to_owned()))
}
