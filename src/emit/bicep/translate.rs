//! Terms → expressions.

use super::names::camel;
use super::scope::{Handle, Scope};
use super::template;
use super::tree::{Expression, Piece, Property};
use crate::eval::coerce::constant;
use crate::number::Number;
use crate::plan::stack::{Attribute, Value};
use crate::term::expression::{Environmental, Expression as Remaining, Reference, Step, inside};
use crate::term::types::{Constant, Presence, Type as Declared};
use crate::term::{Kind, Object, Term};

impl Scope {
    /// A term as an expression.
    pub(super) fn expression(&self, term: &Term) -> Expression {
        match &term.kind {
            Kind::Null | Kind::Grant(_) => Expression::Null,
            Kind::Bool(truth) => Expression::Bool(*truth),
            Kind::Number(number) => self::number(number),
            Kind::Text(text) => match self.texts.get(text) {
                Some(parameter) => Expression::name(parameter),
                None => Expression::text(&**text),
            },
            Kind::Duration(amount) | Kind::Size(amount) => number(&Number::from(clamped(*amount))),
            Kind::List(items) | Kind::Set(items) => Expression::Array(self.expressions(items)),
            Kind::Object(object) => Expression::Object(self.properties(object)),
            Kind::Secret(secret) => self.expression(&secret.reference),
            Kind::Deferred(expression) => self.deferred(expression),
        }
    }

    /// Several terms as expressions.
    pub(super) fn expressions(&self, terms: &[Term]) -> Vec<Expression> {
        terms.iter().map(|term| self.expression(term)).collect()
    }

    fn properties(&self, object: &Object) -> Vec<Property> {
        let pairs = object.iter();
        pairs
            .map(|(key, value)| Property::new(&**key, self.expression(value)))
            .collect()
    }

    /// What an attribute is set to; blocks are objects.
    pub(super) fn value(&self, value: &Value) -> Expression {
        match value {
            Value::Term(term) => self.expression(term),
            Value::Block(body) => self.block(body),
            Value::Blocks(bodies) => {
                Expression::Array(bodies.iter().map(|body| self.block(body)).collect())
            }
        }
    }

    fn block(&self, body: &[Attribute]) -> Expression {
        let properties = body.iter();
        let properties = properties
            .map(|attribute| Property::new(&*attribute.name, self.value(&attribute.value)));
        Expression::Object(properties.collect())
    }

    fn deferred(&self, expression: &Remaining) -> Expression {
        match expression {
            Remaining::Reference(reference) => self.reference(reference),
            Remaining::Parameter { name, .. } => match self.parameters.get(name) {
                Some(name) => Expression::name(name),
                None => Expression::name(camel(name)),
            },
            Remaining::Environmental(environmental) => self.environmental(*environmental),
            Remaining::Local(name) => Expression::name(camel(name)),
            Remaining::Template(parts) => template::joined(template::pieces(self, parts)),
            Remaining::Call(function, arguments) => self.call(function.0, arguments),
            Remaining::Unary(operator, operand) => {
                Expression::Unary(*operator, self.expression(operand).into())
            }
            Remaining::Binary(operator, left, right) => {
                let (left, right) = (self.expression(left), self.expression(right));
                Expression::Binary(*operator, left.into(), right.into())
            }
            Remaining::Conditional { condition, yes, no } => Expression::conditional(
                self.expression(condition),
                self.expression(yes),
                self.expression(no),
            ),
            Remaining::Index { collection, key } => {
                indexed(self.expression(collection), self.expression(key))
            }
            Remaining::Path(value, steps) => self.way(value, steps),
        }
    }

    /// The way into a value. Fields of a parameter that may be absent have their default then, which
    /// Terraform fills in by itself.
    fn way(&self, value: &Term, steps: &[Step]) -> Expression {
        let mut ty = match value.as_deferred().map(AsRef::as_ref) {
            Some(Remaining::Parameter { ty, .. }) => Some(ty),
            _ => None,
        };
        let mut way = self.expression(value);
        for step in steps {
            way = match (ty, step) {
                (Some(Declared::Object(fields)), Step::Field(name)) => {
                    let presence = fields.get(name).map(|field| &field.presence);
                    self.field(way, name, presence, value)
                }
                _ => stepped(way, std::slice::from_ref(step)),
            };
            ty = ty.and_then(|ty| inside(ty, step));
        }
        way
    }

    fn field(
        &self,
        of: Expression,
        name: &str,
        presence: Option<&Presence>,
        value: &Term,
    ) -> Expression {
        let Some(Presence::Optional(default)) = presence else {
            return of.member(name);
        };
        let optional = Expression::Optional(of.into(), name.to_owned());
        match default {
            Constant::Null => optional,
            default => {
                let default = self.expression(&constant(default, value.span));
                Expression::OrElse(optional.into(), default.into())
            }
        }
    }

    /// An attribute of a resource, or the output of the module that makes it.
    pub(super) fn reference(&self, reference: &Reference) -> Expression {
        match self.resources.get(&reference.address) {
            Some(Handle::Symbol(symbol)) => stepped(Expression::name(symbol), &reference.path),
            Some(Handle::Module(symbol)) => {
                let outputs = Expression::name(symbol).member("outputs");
                outputs.member(output_name(&reference.path))
            }
            Some(Handle::Id(id)) => self.expression(id),
            None => stepped(
                Expression::name(camel(&reference.address.symbol())),
                &reference.path,
            ),
        }
    }

    fn environmental(&self, environmental: Environmental) -> Expression {
        let of = |function, member| Expression::Call(function, Vec::new()).member(member);
        match environmental {
            Environmental::TenantId => of("tenant", "tenantId"),
            Environmental::AccountId | Environmental::SubscriptionId => {
                of("subscription", "subscriptionId")
            }
            Environmental::ResourceGroupId => of("resourceGroup", "id"),
            Environmental::Partition => of("environment", "name"),
            Environmental::Location | Environmental::Region => self.location(),
        }
    }
}

/// The output of a module that gives an attribute of the resource that it makes.
pub(super) fn output_name(path: &[Step]) -> String {
    let words: Vec<_> = path.iter().map(word).collect();
    camel(&words.join("_"))
}

fn word(step: &Step) -> String {
    match step {
        Step::Field(name) => name.to_string(),
        Step::Index(index) => index.to_string(),
    }
}

/// The way into a value.
pub(super) fn stepped(value: Expression, path: &[Step]) -> Expression {
    path.iter().fold(value, |value, step| match step {
        Step::Field(name) => value.member(&**name),
        Step::Index(index) => value.index(number(&Number::from(clamped(*index as u64)))),
    })
}

fn indexed(collection: Expression, key: Expression) -> Expression {
    match key {
        Expression::Text(pieces) => match pieces.as_slice() {
            [Piece::Literal(name)] => collection.member(name),
            _ => collection.index(Expression::Text(pieces)),
        },
        key => collection.index(key),
    }
}

/// Bicep knows whole numbers of 64 bits; others are read from text, and need a point there.
fn number(number: &Number) -> Expression {
    if let Some(number) = number.to_i64() {
        return Expression::Integer(number);
    }
    let point = if number.is_integer() { ".0" } else { "" };
    Expression::Call("json", vec![Expression::text(format!("{number}{point}"))])
}

fn clamped(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}
