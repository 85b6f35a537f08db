//! What can be wrong with an expression and its value, and every word that is said about it.

use super::functions::Wrong;
use super::hint::{Discord, Subject, TypeHint, refusal};
use crate::source::Span;
use crate::suggest::Hint;
use miette::Diagnostic;
use thiserror::Error;

/// A mistake that shows when an expression is evaluated, or its value is given somewhere.
#[derive(Debug, Error, Diagnostic)]
#[expect(missing_docs, reason = "the message of each variant says what it is")]
pub enum Error {
    #[error("{subject} expects {expected}, found {found}")]
    #[diagnostic(code("P0401"))]
    WrongType {
        subject: Subject,
        expected: String,
        found: String,
        #[label(primary, "this is {found}")]
        value: Span,
        #[label("declared here")]
        declared: Option<Span>,
        #[help]
        hint: Option<TypeHint>,
    },

    #[error("{subject} has no field `{field}`")]
    #[diagnostic(code("P0402"))]
    UnknownField {
        subject: Subject,
        field: String,
        #[label(primary, "`{field}` is not expected")]
        value: Span,
        #[label("declared here")]
        declared: Option<Span>,
        #[help]
        hint: Hint,
    },

    #[error("{subject} needs the field `{field}`")]
    #[diagnostic(code("P0403"), help("write `{field} = …` in this object"))]
    MissingField {
        subject: Subject,
        field: String,
        #[label(primary, "`{field}` is missing here")]
        value: Span,
        #[label("declared here")]
        declared: Option<Span>,
    },

    #[error("a condition is true or false, not {found}")]
    #[diagnostic(
        code("P0404"),
        help("compare it with something: `… == …`, `… != null`")
    )]
    NotATruth {
        found: &'static str,
        #[label(primary, "this is {found}")]
        at: Span,
    },

    #[error("`{operator}` does not work with {found}")]
    #[diagnostic(
        code("P0405"),
        help("`!`, `&&` and `||` take bools; the others take numbers")
    )]
    WrongOperand {
        operator: &'static str,
        found: &'static str,
        #[label(primary, "this is {found}")]
        at: Span,
    },

    #[error("durations and sizes can be compared with their like, but not calculated with")]
    #[diagnostic(
        code("P0406"),
        help("make numbers of them first, with `seconds(…)` or `bytes(…)`")
    )]
    AmountArithmetic {
        operator: &'static str,
        #[label(primary, "`{operator}` takes numbers")]
        at: Span,
    },

    #[error("this divides by zero")]
    #[diagnostic(code("P0407"), help("guard it: `x == 0 ? … : y / x`"))]
    DivisionByZero {
        #[label(primary, "this is 0")]
        divisor: Span,
    },

    #[error("{found} can't stand in text")]
    #[diagnostic(
        code("P0408"),
        help(
            "write a value that is text, a number or a bool; `join` and `jsonencode` make text of others"
        )
    )]
    NotText {
        found: &'static str,
        #[label(primary, "this is {found}")]
        at: Span,
    },

    #[error("{}", refusal(function, wrong))]
    #[diagnostic(code("P0409"))]
    Call {
        function: String,
        wrong: Wrong,
        #[label(primary, "this can't be computed")]
        at: Span,
    },

    #[error("there is no function `{name}`")]
    #[diagnostic(code("P0410"))]
    UnknownFunction {
        name: String,
        #[label(primary, "this is not known")]
        at: Span,
        #[help]
        hint: Hint,
    },

    #[error("the number of elements is known only at deployment")]
    #[diagnostic(
        code("P0411"),
        help("go over a list or a map whose length is known when the spec is compiled")
    )]
    UnknownLength {
        #[label(primary, "how many there are is not known")]
        at: Span,
    },

    #[error("{found} has no elements to go over")]
    #[diagnostic(code("P0412"), help("give it a list, a set, a map or an object"))]
    NotACollection {
        found: &'static str,
        #[label(primary, "this is {found}")]
        at: Span,
    },

    #[error("what is there is decided by a value that is known only at deployment")]
    #[diagnostic(
        code("P0413"),
        help("decide it by what is known when the spec is compiled, such as `environment.name`")
    )]
    UnknownShape {
        #[label(primary, "this is not known when the spec is compiled")]
        at: Span,
    },

    #[error("a key is known only at deployment")]
    #[diagnostic(
        code("P0414"),
        help("use a key that is known when the spec is compiled")
    )]
    UnknownKey {
        #[label(primary, "this is not known when the spec is compiled")]
        at: Span,
    },

    #[error("a key may not be sensitive")]
    #[diagnostic(code("P0415"), help("keys are shown in plans; use another value"))]
    SensitiveKey {
        #[label(primary, "this may not be shown")]
        at: Span,
    },

    #[error("the key `{key}` stands twice")]
    #[diagnostic(
        code("P0416"),
        help("make the keys different, or collect equal ones with `...`")
    )]
    KeyTwice {
        key: String,
        #[label(primary, "`{key}` again")]
        at: Span,
    },

    #[error("both values of a choice that is made at deployment must have one shape")]
    #[diagnostic(
        code("P0417"),
        help("give both sides the same keys, or lists of the same length")
    )]
    BranchesDiffer {
        #[label(primary, "the two sides differ")]
        at: Span,
    },

    #[error("this number has too many digits")]
    #[diagnostic(code("P0418"), help("a number may have 400 digits"))]
    NumberTooLong {
        #[label(primary, "too long")]
        number: Span,
    },

    #[error("this value is too large")]
    #[diagnostic(
        code("P0419"),
        help("a value may hold 100000 elements, and a text 1 MB")
    )]
    ValueTooLarge {
        #[label(primary, "this grows beyond the limit")]
        at: Span,
    },

    #[error("this expression takes too many steps")]
    #[diagnostic(code("P0420"), help("go over fewer elements"))]
    TooMuchWork {
        #[label(primary, "given up here, after a million steps")]
        at: Span,
    },

    #[error("none of the values given to `try` can be computed")]
    #[diagnostic(
        code("P0421"),
        help("end it with a value that always works: `try(…, null)`")
    )]
    NothingToTry {
        tried: bool,
        #[label(primary, "all of them fail")]
        at: Span,
    },

    #[error("the variable `{name}` hides another name")]
    #[diagnostic(code("P0422"), help("give it a name of its own"))]
    TakenVariable {
        name: String,
        #[label(primary, "`{name}` means something else already")]
        at: Span,
    },

    #[error("{left} is never equal to {right}")]
    #[diagnostic(
        code("P0423"),
        severity(Warning),
        help("`==` converts nothing; make both sides one type, with `tostring` or `tonumber`")
    )]
    NeverEqual {
        left: &'static str,
        right: &'static str,
        #[label(primary, "this compares {left} with {right}")]
        at: Span,
    },

    #[error("the sides of this conditional are {discord}")]
    #[diagnostic(
        code("P0424"),
        help("make both sides one type, objects with the same keys; `null` goes with every type")
    )]
    BranchTypes {
        discord: Discord,
        #[label(primary, "one side")]
        at: Span,
        #[label("the other side")]
        other: Span,
    },

    #[error("`{name}` is not in this value")]
    #[diagnostic(code("P0501"))]
    NoSuchKey {
        name: String,
        #[label(primary, "there is no such key")]
        at: Span,
        #[help]
        hint: Hint,
    },

    #[error("`{name}` is asked of null")]
    #[diagnostic(
        code("P0502"),
        help("guard it: `x == null ? … : x.{name}`, or `try(x.{name}, …)`")
    )]
    InsideNull {
        name: String,
        #[label(primary, "null has no `{name}`")]
        at: Span,
        #[label("null comes from here")]
        origin: Span,
    },

    #[error("{found} has no `{name}`")]
    #[diagnostic(code("P0503"), help("only objects have keys"))]
    NoKeys {
        name: String,
        found: &'static str,
        #[label(primary, "this is asked of {found}")]
        at: Span,
    },

    #[error("there is no such element in a list of length {length}")]
    #[diagnostic(code("P0504"), help("elements are counted from 0"))]
    OutOfRange {
        length: usize,
        #[label(primary, "out of range")]
        at: Span,
    },

    #[error("this can't be an index")]
    #[diagnostic(
        code("P0505"),
        help("lists take whole numbers from 0, objects take keys")
    )]
    WrongIndex {
        #[label(primary, "there is nothing to find by this")]
        at: Span,
    },

    #[error("the elements of a set have no order")]
    #[diagnostic(
        code("P0506"),
        help("use `tolist(…)`, or `one(…)` where there is one element")
    )]
    SetIndex {
        #[label(primary, "a set has no index")]
        at: Span,
    },

    #[error("a secret can't be opened here")]
    #[diagnostic(
        code("P0507"),
        help("hand it on as it is: to an input of type `secret`, or to `secrets` of a container")
    )]
    ClosedSecret {
        #[label(primary, "only a module's implementation reads where a secret is kept")]
        at: Span,
    },
}

impl Error {
    /// Whether `try` and `can` take it for an answer: something is not there, or a function has no
    /// result for its arguments. What is wrong with the text itself is not caught.
    pub(super) fn can_be_caught(&self) -> bool {
        match self {
            Self::NoSuchKey { .. }
            | Self::InsideNull { .. }
            | Self::NoKeys { .. }
            | Self::OutOfRange { .. }
            | Self::WrongIndex { .. }
            | Self::NothingToTry { .. } => true,
            Self::Call { wrong, .. } => !matches!(wrong, Wrong::Count { .. } | Wrong::Unknown),
            _ => false,
        }
    }

    /// Whether it depends on what names stand for, or on what is computed of it. The others are
    /// mistakes wherever they are written, even in a branch that is not taken.
    pub(super) fn is_about_values(&self) -> bool {
        match self {
            Self::NotATruth { .. }
            | Self::WrongOperand { .. }
            | Self::AmountArithmetic { .. }
            | Self::NotText { .. }
            | Self::UnknownFunction { .. }
            | Self::NotACollection { .. }
            | Self::TakenVariable { .. }
            | Self::NoKeys { .. }
            | Self::SetIndex { .. }
            | Self::BranchTypes { .. } => false,
            Self::Call { wrong, .. } => !matches!(wrong, Wrong::Count { .. }),
            _ => true,
        }
    }

    /// The same mistake in a part of what was wanted.
    pub(super) fn in_part(mut self, part: impl FnOnce(Box<Subject>) -> Subject) -> Self {
        if let Self::WrongType { subject, .. }
        | Self::UnknownField { subject, .. }
        | Self::MissingField { subject, .. } = &mut self
        {
            *subject = part(Box::new(subject.clone()));
        }
        self
    }
}
