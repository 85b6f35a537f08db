//! What Bicep files are made of, as far as platc writes them.
//!
//! INVARIANT: nothing here is text to be pasted; names are names, and texts are what they say,
//! without quotes and escapes. The printer alone knows how they are written.

use crate::term::operator::{BinaryOperator, UnaryOperator};
use std::collections::BTreeSet;

/// A statement of a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Statement {
    /// `// …`
    Comment(String),
    /// `using './main.bicep'`
    Using(String),
    /// `metadata name = …`
    Metadata(&'static str, Expression),
    /// `param name type = …`
    Parameter(Parameter),
    /// `param name = …`, in a file of parameters.
    Argument(String, Expression),
    /// `var name = …`
    Variable(String, Expression),
    /// `resource name 'type' = { … }`
    Resource(Resource),
    /// `module name 'file' = { … }`
    Module(Module),
    /// `output name type = …`
    Output(Output),
}

/// A parameter of a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) ty: Type,
    pub(super) nullable: Nullable,
    pub(super) description: Option<String>,
    pub(super) secrecy: Secrecy,
    /// The texts that it may be; any if there are none.
    pub(super) allowed: Vec<String>,
    pub(super) default: Option<Expression>,
    /// Whether somebody reads it; the linter wants to be told where nobody does.
    pub(super) used: Used,
}

/// A resource, or one that exists already.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Resource {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) presence: Presence,
    pub(super) body: Vec<Property>,
}

/// A file that is deployed as a deployment of its own.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Module {
    pub(super) name: String,
    pub(super) file: String,
    pub(super) body: Vec<Property>,
}

/// An output of a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Output {
    pub(super) name: String,
    pub(super) ty: Type,
    pub(super) description: Option<String>,
    pub(super) secrecy: Secrecy,
    pub(super) value: Expression,
}

/// The types that parameters and outputs have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Array,
    Bool,
    Int,
    Object,
    Text,
}

/// Whether a parameter may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nullable {
    No,
    Yes,
}

/// Whether a value may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Secrecy {
    Plain,
    Secure,
}

/// Whether a parameter is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Used {
    No,
    Yes,
}

/// Whether a resource is made or is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Made,
    MadeIfMissing,
    Existing,
}

/// `key: value`; a key is text that may have values in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Property {
    pub(super) key: Vec<Piece>,
    pub(super) value: Expression,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Literal(String),
    Value(Expression),
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    Null,
    Bool(bool),
    /// A whole number within 64 bits.
    Integer(i64),
    Text(Vec<Piece>),
    Name(String),
    /// `a.b`, or `a['b']` where `b` is no name.
    Member(Box<Expression>, String),
    /// `a.?b`: null where `a` has no `b`.
    Optional(Box<Expression>, String),
    /// `a ?? b`
    OrElse(Box<Expression>, Box<Expression>),
    /// `a[b]`
    Index(Box<Expression>, Box<Expression>),
    Call(&'static str, Vec<Expression>),
    Unary(UnaryOperator, Box<Expression>),
    Binary(BinaryOperator, Box<Expression>, Box<Expression>),
    /// `condition ? yes : no`
    Conditional(Box<[Expression; 3]>),
    Array(Vec<Expression>),
    Object(Vec<Property>),
}

impl Expression {
    /// A text that is known.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(vec![Piece::Literal(text.into())])
    }

    /// A name.
    pub(super) fn name(name: impl Into<String>) -> Self {
        Self::Name(name.into())
    }

    /// `self.name`
    pub(super) fn member(self, name: impl Into<String>) -> Self {
        Self::Member(self.into(), name.into())
    }

    /// `self[index]`
    pub(super) fn index(self, index: Self) -> Self {
        Self::Index(self.into(), index.into())
    }

    /// `condition ? yes : no`
    pub(super) fn conditional(condition: Self, yes: Self, no: Self) -> Self {
        Self::Conditional(Box::new([condition, yes, no]))
    }

    /// The expressions that it is made of.
    pub(super) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Null | Self::Bool(_) | Self::Integer(_) | Self::Name(_) => Vec::new(),
            Self::Text(pieces) => values(pieces).collect(),
            Self::Member(of, _) | Self::Optional(of, _) | Self::Unary(_, of) => vec![of],
            Self::Index(left, right) | Self::OrElse(left, right) | Self::Binary(_, left, right) => {
                vec![left, right]
            }
            Self::Conditional(parts) => parts.iter().collect(),
            Self::Call(_, items) | Self::Array(items) => items.iter().collect(),
            Self::Object(properties) => properties.iter().flat_map(Property::parts).collect(),
        }
    }

    pub(super) fn names<'a>(&'a self, found: &mut BTreeSet<&'a str>) {
        if let Self::Name(name) = self {
            found.insert(name);
        }
        for part in self.parts() {
            part.names(found);
        }
    }
}

impl Property {
    /// `key: value`
    pub(super) fn new(key: impl Into<String>, value: Expression) -> Self {
        Self {
            key: vec![Piece::Literal(key.into())],
            value,
        }
    }

    fn parts(&self) -> impl Iterator<Item = &Expression> {
        values(&self.key).chain(std::iter::once(&self.value))
    }
}

impl Statement {
    /// Every name that the statements refer to.
    pub(super) fn names(statements: &[Self]) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        for expression in statements.iter().flat_map(Self::expressions) {
            expression.names(&mut found);
        }
        found
    }

    fn expressions(&self) -> Vec<&Expression> {
        match self {
            Self::Comment(_) | Self::Using(_) => Vec::new(),
            Self::Parameter(parameter) => parameter.default.iter().collect(),
            Self::Metadata(_, value) | Self::Argument(_, value) | Self::Variable(_, value) => {
                vec![value]
            }
            Self::Resource(Resource { body, .. }) | Self::Module(Module { body, .. }) => {
                body.iter().flat_map(Property::parts).collect()
            }
            Self::Output(output) => vec![&output.value],
        }
    }
}

fn values(pieces: &[Piece]) -> impl Iterator<Item = &Expression> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Literal(_) => None,
        Piece::Value(value) => Some(value),
    })
}
