//! A type on a page: what must be given first, then what may be, then what is only read.

use platc::schema::group::Node;
use platc::schema::model::{Flags, Limits, Member, Openness, Type};
use serde_json::{Map, Value as Json, json};
use std::fmt::Write;

/// How deep members are shown: types may hold themselves.
const MOST_DEPTH: usize = 6;

/// How many members of an enum are listed.
const MOST_VALUES: usize = 12;

/// The page for people.
pub(super) fn text(name: &str, node: Node<'_>) -> String {
    let mut page = format!("{name}\n");
    members(&mut page, node, 1);
    page
}

/// The three parts of a page, in their order.
const PARTS: [Part; 3] = [Part::Required, Part::Optional, Part::ReadOnly];

/// What a user does with a member.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Required,
    Optional,
    ReadOnly,
}

impl Part {
    fn of(member: &Member) -> Self {
        if member.flags.has(Flags::READ_ONLY) {
            Self::ReadOnly
        } else if member.flags.has(Flags::REQUIRED) {
            Self::Required
        } else {
            Self::Optional
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::ReadOnly => "read-only",
        }
    }
}

fn members(page: &mut String, node: Node<'_>, depth: usize) {
    let indent = "  ".repeat(depth);
    for part in PARTS {
        let all = node.ty().members().iter();
        let mut some = all.filter(|member| Part::of(member) == part).peekable();
        if some.peek().is_some() {
            let _ = writeln!(page, "{indent}{}", part.heading());
        }
        some.for_each(|member| line(page, node, member, depth + 1));
    }
    if let Type::Choice { variants, .. } = node.ty() {
        for (value, id) in variants {
            let _ = writeln!(page, "{indent}where it is `{}`", node.text(*value));
            if depth < MOST_DEPTH {
                members(page, node.to(*id), depth + 1);
            }
        }
    }
}

fn line(page: &mut String, node: Node<'_>, member: &Member, depth: usize) {
    let ty = node.to(member.ty);
    let mut words = vec![shown(ty)];
    words.extend(notes(member).map(str::to_owned));
    let indent = "  ".repeat(depth);
    let name = node.text(member.name);
    let _ = writeln!(page, "{indent}{name}  {}", words.join(", "));
    let inner = innermost(ty);
    if depth < MOST_DEPTH && !inner.ty().members().is_empty() {
        members(page, inner, depth + 1);
    }
}

fn notes(member: &Member) -> impl Iterator<Item = &'static str> {
    let notes = [
        (Flags::BLOCK, "block"),
        (Flags::WRITE_ONLY, "write-only"),
        (Flags::SENSITIVE, "sensitive"),
        (Flags::DEPRECATED, "deprecated"),
    ];
    let flags = member.flags;
    notes
        .into_iter()
        .filter(move |(flag, _)| flags.has(*flag))
        .map(|(_, note)| note)
}

/// What the elements of lists and maps are.
fn innermost(node: Node<'_>) -> Node<'_> {
    match node.ty() {
        Type::List(item, _) | Type::Set(item, _) | Type::Map(item) => innermost(node.to(*item)),
        _ => node,
    }
}

fn shown(node: Node<'_>) -> String {
    match node.ty() {
        Type::Any => "anything".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Int(limits) => format!("int{}", within(*limits)),
        Type::Text { length, pattern } => {
            let matching = pattern.map(|pattern| format!(" matching {}", node.text(pattern)));
            let long = if *length == Limits::default() {
                ""
            } else {
                " long"
            };
            let length = within(*length);
            format!("string{length}{long}{}", matching.unwrap_or_default())
        }
        Type::Enum { values, open } => {
            let listed = values.iter().take(MOST_VALUES);
            let listed = listed.map(|value| format!("\"{}\"", node.text(*value)));
            let mut listed: Vec<_> = listed.collect();
            if values.len() > MOST_VALUES || *open == Openness::Open {
                listed.push("…".to_owned());
            }
            listed.join(" | ")
        }
        Type::List(item, limits) => format!("list({}){}", shown(node.to(*item)), within(*limits)),
        Type::Set(item, limits) => format!("set({}){}", shown(node.to(*item)), within(*limits)),
        Type::Map(item) => format!("map({})", shown(node.to(*item))),
        Type::Object { .. } | Type::Choice { .. } => "object".to_owned(),
        Type::Union(ids) => {
            let types: Vec<_> = ids.iter().map(|id| shown(node.to(*id))).collect();
            types.join(" | ")
        }
    }
}

fn within(limits: Limits) -> String {
    match (limits.least, limits.most) {
        (None, None) => String::new(),
        (Some(least), None) => format!(" {least}.."),
        (None, Some(most)) => format!(" ..{most}"),
        (Some(least), Some(most)) => format!(" {least}..{most}"),
    }
}

/// The page for other programs.
pub(super) fn json(name: &str, node: Node<'_>) -> String {
    let page = json!({ "name": name, "type": json_type(node, 0) });
    format!("{page:#}\n")
}

fn json_type(node: Node<'_>, depth: usize) -> Json {
    let inner = innermost(node);
    if inner.ty().members().is_empty() || depth > MOST_DEPTH {
        return shown(node).into();
    }
    let members = inner.ty().members().iter();
    let members: Map<_, _> = members
        .map(|member| {
            let notes = std::iter::once(Part::of(member).heading()).chain(notes(member));
            let notes: Vec<_> = notes.collect();
            let ty = json_type(inner.to(member.ty), depth + 1);
            let name = inner.text(member.name).to_owned();
            (name, json!({ "type": ty, "notes": notes }))
        })
        .collect();
    json!({ "type": shown(node), "members": members })
}
