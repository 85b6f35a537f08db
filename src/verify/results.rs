//! What the functions that are left to deployment give, and what may stand in a text.

use super::references::{class_of, follow, words};
use super::schema_error::SchemaError;
use crate::eval::unify::Class;
use crate::schema::Schemas;
use crate::term::Term;
use crate::term::expression::Expression;

/// The functions that give text, whatever they are given.
const TEXTS: &[&str] = &[
    "base64decode",
    "base64encode",
    "base64gzip",
    "base64sha256",
    "base64sha512",
    "chomp",
    "cidrhost",
    "cidrnetmask",
    "cidrsubnet",
    "format",
    "formatdate",
    "indent",
    "join",
    "jsonencode",
    "lower",
    "md5",
    "replace",
    "sha1",
    "sha256",
    "sha512",
    "strrev",
    "substr",
    "title",
    "tostring",
    "trim",
    "trimprefix",
    "trimspace",
    "trimsuffix",
    "upper",
    "urlencode",
    "uuidv5",
    "yamlencode",
];

/// Those that give a number.
const NUMBERS: &[&str] = &[
    "abs", "ceil", "floor", "length", "log", "max", "min", "parseint", "pow", "signum", "sum",
    "tonumber",
];

/// Those that give a truth.
const BOOLS: &[&str] = &[
    "alltrue",
    "anytrue",
    "can",
    "contains",
    "endswith",
    "startswith",
    "strcontains",
    "tobool",
];

/// Those that give a list or a set.
const SEQUENCES: &[&str] = &[
    "chunklist",
    "cidrsubnets",
    "compact",
    "concat",
    "distinct",
    "flatten",
    "formatlist",
    "keys",
    "range",
    "regexall",
    "reverse",
    "setintersection",
    "setproduct",
    "setsubtract",
    "setunion",
    "slice",
    "sort",
    "split",
    "tolist",
    "toset",
    "values",
];

/// Those that give a map or an object.
const OBJECTS: &[&str] = &["merge", "tomap", "transpose", "zipmap"];

/// What a call gives, where the function alone decides it.
pub(super) fn class_of_call(function: &str) -> Option<Class> {
    let classes = [
        (TEXTS, Class::Text),
        (NUMBERS, Class::Number),
        (BOOLS, Class::Bool),
        (SEQUENCES, Class::Sequence),
        (OBJECTS, Class::Object),
    ];
    let gives = classes
        .into_iter()
        .find(|(functions, _)| functions.contains(&function));
    gives.map(|(_, class)| class)
}

/// The problem with a part of a text that never becomes text.
pub(super) fn not_text(part: &Term, schemas: &Schemas) -> Option<SchemaError> {
    let class = match part.as_deferred().map(AsRef::as_ref)? {
        Expression::Reference(reference) => {
            let schema = schemas.of(&reference.address)?;
            class_of(follow(schema.node(), &reference.path).ok()?.ty())?
        }
        Expression::Call(function, _) => class_of_call(function.0)?,
        _ => return None,
    };
    let never = matches!(class, Class::Sequence | Class::Object);
    never.then(|| SchemaError::WrongType {
        name: "`${…}`".to_owned(),
        expected: "text".to_owned(),
        found: words(class).to_owned(),
        at: part.span,
    })
}
