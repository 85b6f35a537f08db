//! What would end beyond the formatter's width and be broken there gets a `var` of its own.
//!
//! The formatter breaks calls, conditionals and what stands in brackets, but nothing inside text
//! and no operator; so a line may be long, as long as it holds nothing of the former. A broken call
//! or conditional is correct, but readers like Checkov can't read it.

use super::flat::{flat, key};
use super::names::{Names, capitalized};
use super::tree::{Expression, Module, Output, Piece, Property, Resource, Statement};

/// The width of the formatter.
const WIDTH: usize = 120;

/// Columns that a level of objects and arrays takes.
const INDENT: usize = 2;

/// The statements, with variables before those whose lines would be too long.
pub(super) fn fit(statements: Vec<Statement>, names: &mut Names) -> Vec<Statement> {
    let mut all = Vec::with_capacity(statements.len());
    for mut statement in statements {
        let mut fitter = Fitter {
            names,
            stem: String::new(),
            variables: Vec::new(),
        };
        fitter.statement(&mut statement);
        let variables = fitter.variables.into_iter();
        all.extend(variables.map(|(name, value)| Statement::Variable(name, value)));
        all.push(statement);
    }
    all
}

struct Fitter<'n> {
    names: &'n mut Names,
    /// What the names of variables begin with.
    stem: String,
    variables: Vec<(String, Expression)>,
}

impl Fitter<'_> {
    fn statement(&mut self, statement: &mut Statement) {
        match statement {
            Statement::Variable(name, value) => {
                self.stem.clone_from(name);
                self.value("var  = ".len() + name.len(), 0, value);
            }
            Statement::Resource(Resource { name, body, .. })
            | Statement::Module(Module { name, body, .. }) => {
                self.stem.clone_from(name);
                self.properties(1, body);
            }
            Statement::Output(Output { name, value, .. }) => {
                self.stem.clone_from(name);
                // The longest type is `string`.
                self.value("output  string = ".len() + name.len(), 0, value);
            }
            _ => {}
        }
    }

    fn properties(&mut self, depth: usize, properties: &mut [Property]) {
        for property in properties {
            let key = key(&property.key);
            let stem = self.stem.len();
            if let [Piece::Literal(name)] = property.key.as_slice() {
                self.stem.push_str(&capitalized(name));
            }
            self.value(depth * INDENT + width(&key) + 2, depth, &mut property.value);
            self.stem.truncate(stem);
        }
    }

    /// A value that stands after `before` columns.
    fn value(&mut self, before: usize, depth: usize, value: &mut Expression) {
        match value {
            Expression::Object(properties) => self.properties(depth + 1, properties),
            Expression::Array(items) => {
                for item in items {
                    self.value((depth + 1) * INDENT, depth + 1, item);
                }
            }
            _ => self.line(before, value),
        }
    }

    fn line(&mut self, before: usize, value: &mut Expression) {
        while before + width(&flat(value)) > WIDTH && is_breakable(value) {
            let Some(part) = widest(value, self.stem.len()) else {
                return;
            };
            self.hoist(part);
        }
    }

    /// Gives a part a name, and leaves the name in its place. Parts that are the same share one.
    fn hoist(&mut self, part: &mut Expression) {
        let known = self.variables.iter().find(|(_, value)| value == part);
        if let Some((name, _)) = known {
            *part = Expression::name(name);
            return;
        }
        let name = self.names.take(&self.stem, "Value");
        let mut value = std::mem::replace(part, Expression::name(name.as_str()));
        self.value("var  = ".len() + name.len(), 0, &mut value);
        self.variables.push((name, value));
    }
}

fn width(line: &str) -> usize {
    line.encode_utf16().count()
}

/// Whether the formatter would break it if it were too long.
fn is_breakable(expression: &Expression) -> bool {
    match expression {
        Expression::Text(_) => false,
        Expression::Call(_, items) | Expression::Array(items) => !items.is_empty(),
        Expression::Object(properties) => !properties.is_empty(),
        Expression::Conditional(_) => true,
        _ => expression.parts().into_iter().any(is_breakable),
    }
}

/// The widest part that is wider than a name would be, if there is one.
fn widest(expression: &mut Expression, name: usize) -> Option<&mut Expression> {
    let parts = match expression {
        Expression::Member(of, _) | Expression::Optional(of, _) | Expression::Unary(_, of) => {
            vec![&mut **of]
        }
        Expression::Index(left, right)
        | Expression::OrElse(left, right)
        | Expression::Binary(_, left, right) => {
            vec![&mut **left, &mut **right]
        }
        Expression::Conditional(parts) => parts.iter_mut().collect(),
        Expression::Call(_, items) | Expression::Array(items) => items.iter_mut().collect(),
        Expression::Object(properties) => values(properties),
        _ => Vec::new(),
    };
    let parts = parts.into_iter();
    parts
        .map(|part| (width(&flat(part)), part))
        .filter(|(width, part)| *width > name && !matches!(part, Expression::Name(_)))
        .max_by_key(|(width, _)| *width)
        .map(|(_, part)| part)
}

fn values(properties: &mut [Property]) -> Vec<&mut Expression> {
    properties
        .iter_mut()
        .map(|property| &mut property.value)
        .collect()
}
