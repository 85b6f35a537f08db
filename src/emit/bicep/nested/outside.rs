//! Resources outside of the file that the one in it stands in, extends or runs as.

use super::super::resource::place;
use super::super::scope::Handle;
use super::super::tree::{
    Expression, Presence, Property, Resource as Declared, Secrecy, Statement, Type,
};
use super::{Inner, Input};
use crate::term::Term;
use crate::term::address::Address;
use crate::term::expression::{Reference, Step};
use crate::term::types::Type as TermType;
use std::sync::Arc;

impl Inner<'_> {
    /// Declares a resource outside by its name, and first what that one stands in.
    pub(super) fn find(&mut self, address: &Arc<Address>) {
        let stack = self.stack;
        let Some(resource) = stack.resources.get(address) else {
            return;
        };
        if self.scope.resources.contains_key(address) {
            return;
        }
        if let Some(owner) = resource.owner() {
            self.find(owner);
        }
        let name = self.outer_name(address);
        let word = last_type(&address.kind);
        let input = self.names.take(&format!("{word}_name"), "Value");
        let symbol = self.names.take(word, "Resource");
        let arm = resource.arm.clone().unwrap_or_default();
        let mut body = place(&self.scope, &arm);
        body.push(Property::new("name", Expression::name(&input)));
        self.found.push(Statement::Resource(Declared {
            name: symbol.clone(),
            kind: address.kind.to_string(),
            presence: Presence::Existing,
            body,
        }));
        self.scope
            .resources
            .insert(address.clone(), Handle::Symbol(symbol));
        let description = format!(
            "Name of the resource of type {}.",
            short_type(&address.kind)
        );
        let input_of = Input {
            description,
            ty: Type::Text,
            secrecy: Secrecy::Plain,
            value: name,
        };
        self.inputs.insert(input, input_of);
    }

    /// An identity that exists somewhere else is told by its id, any other by its name.
    pub(super) fn run_as(&mut self, address: &Arc<Address>) {
        let Some(Handle::Id(id)) = self.outer.resources.get(address) else {
            return self.find(address);
        };
        let kind = self.input(id, "identity");
        let id = Term { kind, ..id.clone() };
        self.scope.resources.insert(address.clone(), Handle::Id(id));
    }

    fn outer_name(&self, address: &Arc<Address>) -> Expression {
        let name = Reference {
            address: address.clone(),
            path: vec![Step::Field("name".into())],
            ty: TermType::Text,
        };
        self.outer.reference(&name)
    }
}

/// `flexibleServers` of `Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01`.
fn last_type(kind: &str) -> &str {
    let name = short_type(kind);
    name.rsplit('/').next().unwrap_or(name)
}

fn short_type(kind: &str) -> &str {
    kind.split('@').next().unwrap_or(kind)
}
