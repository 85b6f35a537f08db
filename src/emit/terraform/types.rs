//! Types as Terraform's type expressions.

use super::expression::quoted;
use super::tree::{call, is_word, print, verbatim};
use crate::term::types::{Constant, Field, Presence, Type};
use hcl::expr::{Expression as Hcl, ObjectKey};

/// The type expression of a variable.
pub(super) fn type_expression(ty: &Type) -> String {
    print(&expression(ty))
}

/// What has no type of its own in Terraform is text there.
fn expression(ty: &Type) -> Hcl {
    match ty {
        Type::Any => verbatim("any"),
        Type::Bool => verbatim("bool"),
        Type::Number | Type::Int => verbatim("number"),
        Type::Text
        | Type::Duration
        | Type::Size
        | Type::Cidr
        | Type::Enum(_)
        | Type::Secret
        | Type::Grant => verbatim("string"),
        Type::List(element) => call("list", vec![expression(element)]),
        Type::Set(element) => call("set", vec![expression(element)]),
        Type::Map(element) => call("map", vec![expression(element)]),
        Type::Object(fields) => {
            let fields = fields.iter();
            let object = fields.map(|(name, of)| (key(name), field(of))).collect();
            call("object", vec![object])
        }
    }
}

fn field(field: &Field) -> Hcl {
    let ty = expression(&field.ty);
    match &field.presence {
        Presence::Required => ty,
        Presence::Optional(Constant::Null) => call("optional", vec![ty]),
        Presence::Optional(default) => call("optional", vec![ty, constant(default)]),
    }
}

fn constant(constant: &Constant) -> Hcl {
    match constant {
        Constant::Null => Hcl::Null,
        Constant::Bool(truth) => Hcl::Bool(*truth),
        Constant::Number(number) => verbatim(&number.to_string()),
        Constant::Text(text) => quoted(text),
        Constant::List(items) => items.iter().map(self::constant).collect(),
        Constant::Object(fields) => {
            let fields = fields.iter();
            fields
                .map(|(name, value)| (key(name), self::constant(value)))
                .collect()
        }
    }
}

fn key(name: &str) -> ObjectKey {
    if is_word(name) {
        ObjectKey::Identifier(hcl::Identifier::unchecked(name))
    } else {
        ObjectKey::Expression(quoted(name))
    }
}
