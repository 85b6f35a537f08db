//! The words inside the messages about expressions: who wants a value, and what would do.

use super::functions::Wrong;
use crate::suggest::Words;
use derive_more::Display;

/// What a value is given to.
#[derive(Clone, Debug, Display, PartialEq, Eq)]
pub enum Subject {
    /// An input of a component.
    #[display("input `{_0}`")]
    Input(String),
    /// A setting of a platform.
    #[display("setting `{_0}`")]
    Setting(String),
    /// A parameter.
    #[display("parameter `{_0}`")]
    Parameter(String),
    /// An output of a module.
    #[display("output `{_0}`")]
    Output(String),
    /// An attribute of an identity.
    #[display("`{_0}` of an identity")]
    Identity(String),
    /// One of several.
    #[display("an element of {_0}")]
    Element(Box<Self>),
    /// What stands behind a key.
    #[display("`{_0}` in {_1}")]
    Entry(String, Box<Self>),
    /// An attribute with a fixed meaning: `when`, `for_each`.
    #[display("`{_0}`")]
    Attribute(&'static str),
}

/// How a value of the wrong type is mended.
#[derive(Clone, Debug, Display, PartialEq, Eq)]
pub enum TypeHint {
    /// A number or bool in quotes.
    #[display("remove the quotes")]
    RemoveQuotes(String),
    /// A value that stands in no list.
    #[display("put it in `[ ]`")]
    MakeList,
    /// A value that no list could hold.
    #[display("write a list: `[…, …]`")]
    WriteList,
    /// A value that is no map or object.
    #[display("write `{{ key = … }}`")]
    WriteObject,
    /// A value that is no bool.
    #[display("write `true` or `false`")]
    Bool,
    /// A value that is no grant.
    #[display("name a grant of a component, without quotes: `postgres.orders.readwrite`")]
    Grant,
    /// A value that is no secret.
    #[display("name a secret of a component, without quotes: `secret.stripe.value`")]
    Secret,
    /// A secret where a plain value is expected.
    #[display("give it where a `secret` is taken, as in `secrets = {{ KEY = … }}`")]
    Closed,
    /// A text that is not a duration.
    #[display(
        "write a number and a unit in quotes: `\"500ms\"`, `\"30s\"`, `\"15m\"`, `\"12h\"`, `\"4d\"`"
    )]
    Duration,
    /// A text that is not a size.
    #[display("write a number and a unit in quotes: `\"512Mi\"`, `\"20Gi\"`, `\"1G\"`")]
    Size,
    /// A text that is not a range of addresses.
    #[display("write an address and a prefix length: `\"10.0.0.0/16\"`")]
    Cidr,
    /// A text that is none of an enum's, but close to one.
    #[display("write `\"{_0}\"`")]
    Member(String),
    /// A text that is none of an enum's.
    #[display("choose one of {_0}")]
    Members(String),
    /// A number that is not whole.
    #[display("write a whole number")]
    Whole,
}

/// In which way two values have no type in common.
#[derive(Clone, Copy, Debug, Display, PartialEq, Eq)]
pub enum Discord {
    /// They are of different kinds.
    #[display("{_0} and {_1}")]
    Kinds(&'static str, &'static str),
    /// A part of them is of different kinds.
    #[display("different inside: {_0} and {_1}")]
    Parts(&'static str, &'static str),
    /// They are objects that do not have the same keys.
    #[display("objects with different keys")]
    Keys,
}

/// The keys of an object.
pub(super) const KEYS: Words = Words {
    some: "there are",
    none: "it has no keys",
};

/// What is said of a function whose name is close to none.
pub(super) const FUNCTIONS: &str =
    "use a function of Terraform's that reads neither a file nor a clock, or one of platc's own";

/// `` `join` takes 2 arguments, not 1 ``, `` `length`: a list is expected here, not a number ``
pub(super) fn refusal(function: &str, wrong: &Wrong) -> String {
    let wrong = wrong.to_string();
    let sign = if wrong.starts_with("takes ") { "" } else { ":" };
    format!("`{function}`{sign} {wrong}")
}

/// The steps that were too many.
#[derive(Clone, Copy, Debug, Display)]
pub enum Spent {
    /// Those of one expression.
    #[display("a million steps")]
    Own,
    /// Those of all expressions.
    #[display("10 million steps in this and all expressions before")]
    All,
}
