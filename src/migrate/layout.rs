//! Changes of a text that fit what stands around them: blanks that only a name or an attribute needed change with it.

use crate::problems::Edit;
use crate::source::Span;
use crate::syntax::tree::{Attribute, Word};

/// Takes an attribute out: with its lines and the comment behind it where it has them for itself, and else with the
/// blanks around it.
pub(super) fn removed(attribute: &Attribute, text: &str) -> Edit {
    let whole = attribute.name.span.to(attribute.value.span);
    let before = text.get(..whole.start()).unwrap_or_default();
    let after = text.get(whole.end()..).unwrap_or_default();
    let indented = before.trim_end_matches([' ', '\t']);
    let (rest, next) = after.split_once('\n').unwrap_or((after, ""));
    let trimmed = rest.trim_start();
    let is_alone = trimmed.is_empty() || trimmed.starts_with('#') || trimmed.starts_with("//");
    let (start, end) = if is_alone && (indented.is_empty() || indented.ends_with('\n')) {
        (indented.len(), text.len() - next.len())
    } else {
        (
            indented.len(),
            text.len() - after.trim_start_matches(' ').len(),
        )
    };
    Edit::remove(Span::new(whole.file, start, end))
}

/// Gives an attribute another name; its `=` stays where it is, if that is where those of its neighbours are.
pub(super) fn renamed(name: &Word, to: &str, text: &str) -> Edit {
    let (before, after) = text.split_at_checked(name.span.end()).unwrap_or_default();
    let blanks = after.len() - after.trim_start_matches(' ').len();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.len() - start + blanks;
    let above = text.get(..start).unwrap_or_default().lines().next_back();
    let below = after.lines().nth(1);
    let mut neighbours = above.into_iter().chain(below);
    if !neighbours.any(|line| line.find('=') == Some(column)) {
        return Edit::replace(name.span, to);
    }
    let kept = (name.text.len() + blanks).saturating_sub(to.len()).max(1);
    let span = Span::new(name.span.file, name.span.start(), name.span.end() + blanks);
    Edit::replace(span, format!("{to}{}", " ".repeat(kept)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::apply;
    use crate::problems::Problems;
    use crate::source::SourceFile;
    use crate::syntax::parse;
    use crate::syntax::tree::Item;

    /// The text with its attribute `old` changed.
    fn changed(text: &str, change: fn(&Attribute, &str) -> Edit) -> String {
        let file = SourceFile::new("service.plat", text);
        let tree = parse(file.id(), text, &mut Problems::default());
        let mut items: Vec<_> = tree.body.items.iter().collect();
        while let Some(item) = items.pop() {
            match item {
                Item::Block(block) => items.extend(&block.body.items),
                Item::Attribute(of) if of.name.text == "old" => {
                    return apply(&[change(of, text)], text);
                }
                Item::Attribute(_) => {}
            }
        }
        panic!("{text} has no `old`");
    }

    #[test]
    fn a_removed_attribute_leaves_nothing_that_was_only_its_own() {
        for (before, after) in [
            ("old = 1", ""),
            ("a = 1\nold = 1\n", "a = 1\n"),
            ("a {\n  old = [\n    1,\n  ] // b\n}\n", "a {\n}\n"),
            (
                "a {\r\n  old = 1\r\n  b = 2\r\n}\r\n",
                "a {\r\n  b = 2\r\n}\r\n",
            ),
            ("a { old = 1 }", "a {}"),
            ("a {old = 1}", "a {}"),
            ("a {\n  old = <<E\nb\nE\n  c = 1\n}\n", "a {\n  c = 1\n}\n"),
            ("a {\n  # b\n\n  old = 1\n\n}\n", "a {\n  # b\n\n\n}\n"),
            (
                "a {\n  /* b */ old = 1 /* c */\n}\n",
                "a {\n  /* b *//* c */\n}\n",
            ),
        ] {
            assert_eq!(changed(before, removed), after, "{before}");
        }
    }

    #[test]
    fn a_renamed_attribute_stays_in_line_with_its_neighbours() {
        for (before, after) in [
            ("old = 1", "longer = 1"),
            ("old   = 1\nb = 2", "longer   = 1\nb = 2"),
            ("old    = 1\nb      = 2", "longer = 1\nb      = 2"),
            ("b   = 2\nold = 1", "b   = 2\nlonger = 1"),
            (
                "a {\n  b      = 2\n  old    = 1\n}",
                "a {\n  b      = 2\n  longer = 1\n}",
            ),
        ] {
            let change = |of: &Attribute, text: &str| renamed(&of.name, "longer", text);
            assert_eq!(changed(before, change), after, "{before}");
        }
    }
}
