//! Calls that are left to deployment: how Bicep spells them.

use super::scope::Scope;
use super::template;
use super::tree::{Expression, Property};
use crate::term::Term;

/// Functions that take the same and give the same under another name.
const RENAMED: [(&str, &str); 6] = [
    ("base64decode", "base64ToString"),
    ("base64encode", "base64"),
    ("jsondecode", "json"),
    ("lower", "toLower"),
    ("strcontains", "contains"),
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
            ("jsonencode", [value]) => self.json(value),
            ("zipmap", [keys, values]) => self.object(keys, values),
            ("tostring", [value]) => self.to_text(value),
            ("trimspace", [text]) => Expression::Call("trim", vec![self.expression(text)]),
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
