//! Calls that are left to deployment: how Bicep spells them.

use super::scope::Scope;
use super::template;
use super::tree::{Expression, Property};
use crate::number::Number;
use crate::term::{Kind, Term};

/// Functions that take the same and give the same under another name, or the same.
const RENAMED: [(&str, &str); 19] = [
    ("base64decode", "base64ToString"),
    ("base64encode", "base64"),
    ("concat", "concat"),
    ("contains", "contains"),
    ("endswith", "endsWith"),
    ("flatten", "flatten"),
    ("guid", "guid"),
    ("jsondecode", "json"),
    ("keys", "objectKeys"),
    ("length", "length"),
    ("lower", "toLower"),
    ("max", "max"),
    ("merge", "union"),
    ("min", "min"),
    ("replace", "replace"),
    ("startswith", "startsWith"),
    ("strcontains", "contains"),
    ("tonumber", "int"),
    ("upper", "toUpper"),
];

impl Scope {
    /// A call. One that Bicep has no words for was refused before; it keeps its name.
    pub(super) fn call(&self, name: &'static str, arguments: &[Term]) -> Expression {
        match (name, arguments) {
            ("role_definition", [role]) => self.role_definition(role),
            ("format", [format, values @ ..]) if format.as_text().is_some() => {
                self.format(format, values)
            }
            ("join", [separator, list]) => self.swapped("join", list, separator),
            ("split", [separator, text]) => self.swapped("split", text, separator),
            ("element", [list, index]) => self.element(list, index),
            ("jsonencode", [value]) => self.json(value),
            ("zipmap", [keys, values]) => self.object(keys, values),
            ("tostring", [value]) => self.to_text(value),
            ("trimspace", [text]) => Expression::Call("trim", vec![self.expression(text)]),
            ("nonsensitive" | "sensitive" | "tobool" | "tolist" | "tomap", [value]) => {
                self.expression(value)
            }
            _ => Expression::Call(renamed(name), self.expressions(arguments)),
        }
    }

    fn swapped(&self, name: &'static str, first: &Term, second: &Term) -> Expression {
        Expression::Call(name, vec![self.expression(first), self.expression(second)])
    }

    fn role_definition(&self, role: &Term) -> Expression {
        let kind = Expression::name(&self.role_definitions);
        Expression::Call("subscriptionResourceId", vec![kind, self.expression(role)])
    }

    fn format(&self, format: &Term, values: &[Term]) -> Expression {
        let format = format.as_text().map_or("", |text| text);
        template::joined(template::formatted(self, format, values))
    }

    /// Structures are sorted, since Bicep keeps the order that it reads and Terraform does not.
    fn json(&self, value: &Term) -> Expression {
        Expression::Call("string", vec![sorted(self.expression(value))])
    }

    /// An object whose keys are computed.
    fn object(&self, keys: &Term, values: &Term) -> Expression {
        let items = |list: &Term| list.as_items().unwrap_or_default().to_vec();
        let entries = items(keys).into_iter().zip(items(values));
        let entries = entries.map(|(key, value)| Property {
            key: template::pieces(self, &[key]),
            value: self.expression(&value),
        });
        Expression::Object(entries.collect())
    }

    fn to_text(&self, value: &Term) -> Expression {
        match template::text(self, value) {
            truth @ Expression::Conditional(_) => truth,
            value => Expression::Call("string", vec![value]),
        }
    }

    /// Terraform's `element` begins again behind the last one.
    fn element(&self, list: &Term, index: &Term) -> Expression {
        let items = self.expression(list);
        if let (Some(known), Some(length)) = (index.as_number(), list.as_items().map(<[Term]>::len))
        {
            let length = Number::from(i64::try_from(length).unwrap_or(i64::MAX));
            let at = known.remainder(&length).unwrap_or_else(|| known.clone());
            let at = self.expression(&Kind::Number(at).at(index.span));
            return items.index(at);
        }
        if index.as_number().is_some_and(Number::is_zero) {
            return items.index(Expression::Integer(0));
        }
        let length = Expression::Call("length", vec![items.clone()]);
        let wrapped = Expression::Binary(
            crate::term::operator::BinaryOperator::Remainder,
            self.expression(index).into(),
            length.into(),
        );
        items.index(wrapped)
    }
}

fn renamed(name: &'static str) -> &'static str {
    let found = RENAMED.iter().find(|(ours, _)| *ours == name);
    found.map_or(name, |(_, theirs)| theirs)
}

fn sorted(value: Expression) -> Expression {
    match value {
        Expression::Object(mut properties) => {
            properties.sort_by_key(|property| super::flat::key(&property.key));
            let inner = properties.into_iter();
            let inner = inner.map(|Property { key, value }| Property {
                key,
                value: sorted(value),
            });
            Expression::Object(inner.collect())
        }
        Expression::Array(items) => Expression::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}
