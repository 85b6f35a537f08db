//! What others read of the resource in the file.

use super::super::translate::{output_name, stepped};
use super::super::tree::{Expression, Output, Secrecy, Statement, Type};
use super::super::types;
use crate::maps::IndexMap;
use crate::plan::stack::{Resource, Stack};
use crate::term::address::Address;
use crate::term::expression::Step;
use crate::term::types::Type as Declared;
use std::sync::Arc;

/// What others read of the resource; the name where something stands in it.
pub(super) fn outputs(stack: &Stack, address: &Address, symbol: &str) -> Vec<Statement> {
    let mut paths: IndexMap<Vec<Step>, Type> = IndexMap::default();
    let named = stack.resources.values().flat_map(around);
    if named.into_iter().any(|owner| **owner == *address) {
        paths.insert(vec![Step::Field("name".into())], Type::Text);
    }
    for reference in stack
        .references()
        .filter(|reference| *reference.address == *address)
    {
        // One that reads it may know its type, and another not.
        if reference.ty != Declared::Any || !paths.contains_key(&reference.path) {
            paths.insert(reference.path.clone(), types::of(&reference.ty));
        }
    }
    let outputs = paths.iter();
    outputs
        .map(|(path, ty)| {
            Statement::Output(Output {
                name: output_name(path),
                ty: *ty,
                description: None,
                secrecy: Secrecy::Plain,
                value: stepped(Expression::name(symbol), path),
            })
        })
        .collect()
}

fn around(resource: &Resource) -> impl Iterator<Item = &Arc<Address>> {
    let identities = resource.arm.iter().flat_map(|arm| &arm.identities);
    resource.owner().into_iter().chain(identities)
}
