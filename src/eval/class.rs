//! What a value is, also where only deployment knows which one it is.
//!
//! INVARIANT: whoever wants the type of an expression asks here; what a call gives stands in the
//! definition of the function.

use crate::eval::functions::Gives;
use crate::term::expression::{Expression, inside};
use crate::term::operator::UnaryOperator;
use crate::term::types::Type;
use crate::term::{Kind, Term};

/// What values must share to have one type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A truth.
    Bool,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A time span.
    Duration,
    /// An amount of storage.
    Size,
    /// A list or a set.
    Sequence,
    /// An object or a map.
    Object,
    /// A right to use a component.
    Grant,
    /// A handle on a secret.
    Secret,
}

/// The class of a value; `None` for null, and where nothing says it.
pub fn class(term: &Term) -> Option<Class> {
    match &term.kind {
        Kind::List(_) | Kind::Set(_) => Some(Class::Sequence),
        Kind::Object(_) => Some(Class::Object),
        _ => class_of_type(&type_of(term)),
    }
}

/// The type of a value, as far as it is known; of null, anything.
pub fn type_of(term: &Term) -> Type {
    match &term.kind {
        Kind::Null => Type::Any,
        Kind::Bool(_) => Type::Bool,
        Kind::Number(_) => Type::Number,
        Kind::Text(_) => Type::Text,
        Kind::Duration(_) => Type::Duration,
        Kind::Size(_) => Type::Size,
        Kind::List(_) | Kind::Set(_) => Type::List(element_of(term).into()),
        Kind::Object(_) => Type::Map(element_of(term).into()),
        Kind::Grant(_) => Type::Grant,
        Kind::Secret(_) => Type::Secret,
        Kind::Deferred(expression) => type_of_expression(expression),
    }
}

/// The type of what an expression gives at deployment, as far as it is known.
pub fn type_of_expression(expression: &Expression) -> Type {
    match expression {
        Expression::Template(_) | Expression::Environmental(_) => Type::Text,
        Expression::Parameter { ty, .. } => ty.clone(),
        Expression::Reference(reference) => reference.ty.clone(),
        Expression::Local(_) => Type::Any,
        Expression::Unary(UnaryOperator::Negate, _) => Type::Number,
        Expression::Binary(operator, ..) if operator.gives_number() => Type::Number,
        Expression::Unary(UnaryOperator::Not, _) | Expression::Binary(..) => Type::Bool,
        Expression::Conditional { yes, no, .. } => match type_of(yes) {
            Type::Any => type_of(no),
            ty => ty,
        },
        Expression::Call(function, arguments) => Gives::of(function.0, arguments),
        Expression::Index { collection, .. } => element_of(collection),
        Expression::Path(value, steps) => {
            let into = |ty: Type, step| inside(&ty, step).cloned();
            let end = steps.iter().try_fold(type_of(value), into);
            end.unwrap_or(Type::Any)
        }
    }
}

/// The type that all elements of a list, a set, a map or an object have.
pub fn element_of(collection: &Term) -> Type {
    match &collection.kind {
        Kind::List(items) | Kind::Set(items) => shared(items.iter()),
        Kind::Object(object) => shared(object.values()),
        _ => match type_of(collection) {
            Type::List(element) | Type::Set(element) | Type::Map(element) => (*element).clone(),
            _ => Type::Any,
        },
    }
}

/// The type of one of these values, if all are of one class.
pub fn shared<'t>(terms: impl IntoIterator<Item = &'t Term>) -> Type {
    let mut types = terms.into_iter().map(type_of);
    let first = types.next().unwrap_or(Type::Any);
    let class = class_of_type(&first);
    if types.all(|ty| class_of_type(&ty) == class) {
        first
    } else {
        Type::Any
    }
}

/// The class of the values of a type.
pub fn class_of_type(ty: &Type) -> Option<Class> {
    match ty {
        Type::Any => None,
        Type::Bool => Some(Class::Bool),
        Type::Number | Type::Int => Some(Class::Number),
        Type::Text | Type::Cidr | Type::Enum(_) => Some(Class::Text),
        Type::Duration => Some(Class::Duration),
        Type::Size => Some(Class::Size),
        Type::List(_) | Type::Set(_) => Some(Class::Sequence),
        Type::Map(_) | Type::Object(_) => Some(Class::Object),
        Type::Secret => Some(Class::Secret),
        Type::Grant => Some(Class::Grant),
    }
}
