//! Values that are written out: the defaults of optional fields.

use super::Reader;
use crate::document::error::Error;
use crate::maps::IndexMap;
use crate::number::Number;
use crate::problems::Reported;
use crate::syntax::tree::{Entry, Expression, ExpressionKind};
use crate::term::operator::UnaryOperator;
use crate::term::types::Constant;

impl Reader<'_> {
    pub(super) fn constant(&mut self, of: &Expression) -> Result<Constant, Reported> {
        let constant = match &of.kind {
            ExpressionKind::Null => Some(Constant::Null),
            ExpressionKind::Bool(truth) => Some(Constant::Bool(*truth)),
            ExpressionKind::Number(text) => Number::parse(text).map(Constant::Number),
            ExpressionKind::Unary(UnaryOperator::Negate, operand) => negative(operand),
            ExpressionKind::Group(inner) => return self.constant(inner),
            ExpressionKind::List(elements) => return self.constant_list(elements),
            ExpressionKind::Object(entries) => return self.constant_object(entries),
            _ => of.as_text().map(|text| Constant::Text(text.into())),
        };
        let at = of.span;
        constant.ok_or_else(|| self.report(Error::ComputedDefault { at }))
    }

    fn constant_list(&mut self, elements: &[Expression]) -> Result<Constant, Reported> {
        let elements: Vec<_> = elements.iter().map(|of| self.constant(of)).collect();
        let elements: Result<_, _> = elements.into_iter().collect();
        elements.map(Constant::List)
    }

    fn constant_object(&mut self, entries: &[Entry]) -> Result<Constant, Reported> {
        let mut fields = IndexMap::default();
        let mut failed = None;
        for entry in entries {
            let value = self.constant(&entry.value);
            match (entry.key.as_key(), value) {
                (Some(key), Ok(value)) => drop(fields.insert(key.into(), value)),
                (_, Err(reported)) => failed = Some(reported),
                (None, _) => {
                    let at = entry.key.span;
                    failed = Some(self.report(Error::ComputedDefault { at }));
                }
            }
        }
        match failed {
            Some(reported) => Err(reported),
            None => Ok(Constant::Object(fields)),
        }
    }
}

fn negative(operand: &Expression) -> Option<Constant> {
    match &operand.kind {
        ExpressionKind::Number(text) => Number::parse(&format!("-{text}")).map(Constant::Number),
        _ => None,
    }
}
