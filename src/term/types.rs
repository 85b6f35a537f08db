//! Types of the language.

use crate::maps::IndexMap;
use std::fmt;
use std::sync::Arc;

/// What a value may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Anything; a value keeps its own type.
    Any,
    /// `true` or `false`.
    Bool,
    /// Any number.
    Number,
    /// A whole number.
    Int,
    /// Text.
    Text,
    /// A time span, written as text: `"30s"`.
    Duration,
    /// An amount of storage, written as text: `"512Mi"`.
    Size,
    /// A range of addresses, written as text: `"10.0.0.0/16"`.
    Cidr,
    /// One of these texts.
    Enum(Arc<[Arc<str>]>),
    /// Elements of one type, in order.
    List(Arc<Type>),
    /// Elements of one type, each once.
    Set(Arc<Type>),
    /// Any keys, with values of one type.
    Map(Arc<Type>),
    /// Known keys, each with its type.
    Object(Arc<IndexMap<Arc<str>, Field>>),
    /// A handle on a value in a secret store.
    Secret,
    /// A right to use a component.
    Grant,
}

/// A key of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// What its value may be.
    pub ty: Type,
    /// Whether and by what an absent one is replaced.
    pub presence: Presence,
}

impl Field {
    /// Whether it is null where it is left out.
    pub fn may_be_null(&self) -> bool {
        self.presence == Presence::Optional(Constant::Null)
    }
}

/// Whether a key must be there.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// It must.
    Required,
    /// Without it, this is its value.
    Optional(Constant),
}

/// A value that is written in a type: the default of an optional field.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// Nothing.
    Null,
    /// A truth.
    Bool(bool),
    /// A number as written.
    Number(crate::number::Number),
    /// A text.
    Text(Arc<str>),
    /// Elements in order.
    List(Vec<Constant>),
    /// Keys and values.
    Object(IndexMap<Arc<str>, Constant>),
}

impl Type {
    /// Whether values of this type give access: they are lists of grants.
    pub fn is_access(&self) -> bool {
        matches!(self, Self::List(element) if **element == Self::Grant)
    }

    /// Whether a grant can be in a value of this type.
    pub fn holds_grant(&self) -> bool {
        match self {
            Self::Grant => true,
            Self::List(element) | Self::Set(element) | Self::Map(element) => element.holds_grant(),
            Self::Object(fields) => fields.values().any(|field| field.ty.holds_grant()),
            _ => false,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::Bool => f.write_str("bool"),
            Self::Number => f.write_str("number"),
            Self::Int => f.write_str("int"),
            Self::Text => f.write_str("string"),
            Self::Duration => f.write_str("duration"),
            Self::Size => f.write_str("size"),
            Self::Cidr => f.write_str("cidr"),
            Self::Enum(members) => {
                let quoted: Vec<_> = members.iter().map(|text| format!("\"{text}\"")).collect();
                write!(f, "enum({})", quoted.join(", "))
            }
            Self::List(element) => write!(f, "list({element})"),
            Self::Set(element) => write!(f, "set({element})"),
            Self::Map(element) => write!(f, "map({element})"),
            Self::Object(fields) => {
                let fields: Vec<_> = fields.iter().map(field).collect();
                write!(f, "object({{ {} }})", fields.join(", "))
            }
            Self::Secret => f.write_str("secret"),
            Self::Grant => f.write_str("grant"),
        }
    }
}

fn field((name, field): (&Arc<str>, &Field)) -> String {
    match &field.presence {
        Presence::Required => format!("{name} = {}", field.ty),
        Presence::Optional(Constant::Null) => format!("{name} = optional({})", field.ty),
        Presence::Optional(default) => format!("{name} = optional({}, {default})", field.ty),
    }
}

impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(truth) => write!(f, "{truth}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "\"{text}\""),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(ToString::to_string).collect();
                write!(f, "[{}]", items.join(", "))
            }
            Self::Object(fields) => {
                let fields: Vec<_> = fields.iter().map(|(k, v)| format!("{k} = {v}")).collect();
                write!(f, "{{ {} }}", fields.join(", "))
            }
        }
    }
}
