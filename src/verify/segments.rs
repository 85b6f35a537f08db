//! How many names the name of an Azure resource holds: one, or those of its parents before it.

use super::fit::Fit;
use super::given::{Given, Set};
use super::schema_error::SchemaError;
use crate::eval::convert;
use crate::plan::stack::Arm;
use crate::schema::group::Node;
use crate::schema::model::Type;
use crate::term::{Kind, Term};

impl Fit<'_> {
    /// A resource without `parent` has the names of all its parents in its own: `vault/secret`.
    pub(super) fn segments(&mut self, given: &[Set<'_>], kind: &str, arm: &Arm) {
        let name = given.iter().find(|set| set.name == "name");
        let Some(Given::Term(term)) = name.map(|set| set.given) else {
            return;
        };
        let Some(text) = term.as_text() else {
            return;
        };
        let wanted = wanted(kind, arm);
        if text.matches('/').count() != wanted {
            self.report(SchemaError::OutOfBounds {
                name: "name".to_owned(),
                rule: rule(wanted),
                at: term.span,
            });
        }
    }
}

/// The last part of the name of a resource without `parent`: what its type says of a name, it says of
/// that.
pub(super) fn last(given: &[Set<'_>], node: Node<'_>) -> Option<Term> {
    let name = given.iter().find(|set| set.name == "name");
    let Given::Term(term) = name?.given else {
        return None;
    };
    let (_, last) = term.as_text()?.rsplit_once('/')?;
    let last = Kind::text(last).at(term.span);
    let ty = node.member("name").map(|member| node.to(member.ty).ty());
    let number = matches!(ty, Some(Type::Int(_))).then(|| convert::to_number(&last));
    number.flatten().or(Some(last))
}

/// How many slashes the name has.
fn wanted(kind: &str, arm: &Arm) -> usize {
    let slashes = kind.matches('/').count();
    match arm.parent {
        Some(_) => 0,
        None => slashes.saturating_sub(1),
    }
}

fn rule(wanted: usize) -> String {
    match wanted {
        0 => "one name, without `/`".to_owned(),
        _ => format!(
            "{} names with `/` between them, or one and `parent`",
            wanted.saturating_add(1)
        ),
    }
}
