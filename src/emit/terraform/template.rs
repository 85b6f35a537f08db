//! Templates: text with values in it → the source of a template.

use super::known::plain;
use super::spelling::text_parts;
use super::text::{Place, write_literal};
use super::translator::Translator;
use super::tree::print;
use crate::term::{Kind, Term};
use hcl::expr::TemplateExpr;

/// A template in the making.
///
/// Text is kept until a value follows, because what must be escaped may begin in one piece of text
/// and end in the next.
struct Template {
    place: Place,
    source: String,
    text: String,
}

impl Translator {
    /// The source of the template that has these parts.
    pub(super) fn template(&mut self, parts: &[Term], place: Place) -> String {
        let mut template = Template {
            place,
            source: String::new(),
            text: String::new(),
        };
        self.fill(&mut template, parts);
        template.write_text();
        template.source
    }

    /// The template between quotes.
    pub(super) fn quoted_template(&mut self, parts: &[Term]) -> hcl::Expression {
        TemplateExpr::QuotedString(self.template(parts, Place::Quotes)).into()
    }

    /// The parts of a template within the template become parts of it.
    fn fill(&mut self, template: &mut Template, parts: &[Term]) {
        for part in parts {
            let deferred = part.as_deferred();
            if let Some(inner) = deferred.and_then(|expression| text_parts(expression)) {
                self.fill(template, &inner);
            } else if deferred.is_some() {
                template.value(&self.expression(part));
            } else {
                template.text(&part.kind);
            }
        }
    }
}

impl Template {
    fn text(&mut self, kind: &Kind) {
        self.text.extend(plain(kind).as_deref());
    }

    fn value(&mut self, value: &hcl::Expression) {
        let dollars = self.take_dollars();
        self.write_text();
        if !dollars.is_empty() {
            self.write_value(&format!("\"{dollars}\""));
        }
        self.write_value(&print(value));
    }

    /// Takes the dollars off the end of the text: before a value, `$${` would be the escape. So
    /// they become a value too.
    fn take_dollars(&mut self) -> String {
        let length = self.text.trim_end_matches('$').len();
        self.text.split_off(length)
    }

    fn write_value(&mut self, expression: &str) {
        self.source.push_str("${");
        self.source.push_str(expression);
        self.source.push('}');
    }

    fn write_text(&mut self) {
        write_literal(&mut self.source, &self.text, self.place);
        self.text.clear();
    }
}
