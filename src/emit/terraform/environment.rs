//! What only the target knows: the blocks in which Terraform finds it.

use super::json::{Json, Object};
use super::section::Section;
use super::spelling::environmental;
use super::text::{Place, literal};
use super::translator::Translator;
use crate::plan::stack::Stack;
use crate::term::Term;
use crate::term::address::Mode;
use crate::term::expression::Environmental;

/// The order in which they are written, whichever is read first.
const ORDER: [Environmental; 6] = [
    Environmental::AccountId,
    Environmental::Partition,
    Environmental::Region,
    Environmental::TenantId,
    Environmental::Location,
    Environmental::ResourceGroupId,
];

/// The id of the resource group, of what is given at deployment.
const RESOURCE_GROUP: &str =
    "/subscriptions/${var.subscription_id}/resourceGroups/${var.resource_group_name}";

/// The location, where it is given at deployment.
const LOCATION: &str = "${var.location}";

/// Adds the data sources and locals that the expressions so far read.
pub(super) fn add(section: &mut Section<'_>, stack: &Stack, translator: &Translator) {
    let read = ORDER.into_iter();
    for read in read.filter(|read| translator.environment.contains(read)) {
        match *environmental(read) {
            ["data", kind, symbol, _] => {
                section.insert(Mode::Data, kind, symbol.to_owned(), Object::new());
            }
            ["local", name] => {
                let value = if name == "location" {
                    location(stack)
                } else {
                    Json::text(RESOURCE_GROUP)
                };
                section.locals.push((name.into(), value));
            }
            _ => {}
        }
    }
}

fn location(stack: &Stack) -> Json {
    let known = stack.location.as_ref().and_then(Term::as_text);
    Json::Text(known.map_or_else(|| LOCATION.to_owned(), |text| literal(text, Place::Json)))
}
