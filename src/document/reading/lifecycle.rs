//! `lifecycle { … }`

use super::Reader;
use crate::document::hint::Listed;
use crate::document::implementation::Lifecycle;
use crate::syntax::tree::{Block, Expression, ExpressionKind, Step};

impl Reader<'_> {
    pub(super) fn read_lifecycle(&mut self, block: Block) -> Lifecycle {
        let mut contents = self.unnamed(block);
        let ignored = contents.list("ignore_changes", self);
        let lifecycle = Lifecycle {
            stateful: contents.flag("stateful", self),
            create_before_destroy: contents.flag("create_before_destroy", self),
            ignore_changes: ignored.iter().filter_map(|of| self.ignored(of)).collect(),
        };
        contents.end(self);
        lifecycle
    }

    fn ignored(&mut self, element: &Expression) -> Option<String> {
        let name = attribute_name(element);
        if name.is_none() {
            self.refuse_element(element, Listed::Attribute);
        }
        name
    }
}

/// `tags`, `properties.template`, `tags["owner"]`, `rule[0]`
fn attribute_name(of: &Expression) -> Option<String> {
    match &of.kind {
        ExpressionKind::Name(name) => Some(name.clone()),
        ExpressionKind::Path(path) => {
            let root = attribute_name(&path.root)?;
            let steps: Option<String> = path.steps.iter().map(step).collect();
            steps.map(|steps| root + &steps)
        }
        _ => None,
    }
}

fn step(of: &Step) -> Option<String> {
    match of {
        Step::Name(name) => Some(format!(".{}", name.text)),
        Step::Index(index) => match (&index.kind, index.as_text()) {
            (ExpressionKind::Number(number), _) => Some(format!("[{number}]")),
            (_, Some(text)) => Some(format!("[{text:?}]")),
            _ => None,
        },
        Step::Names(_) | Step::Each(_) => None,
    }
}
