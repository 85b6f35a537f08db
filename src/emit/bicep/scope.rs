//! What the terms of a file refer to, and how the file calls it.

use super::tree::Expression;
use crate::maps::HashMap;
use crate::term::Term;
use crate::term::address::Address;
use std::sync::Arc;

/// The names of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// How each resource is reached.
    pub(super) resources: HashMap<Arc<Address>, Handle>,
    /// Parameters, by their name in the root module.
    pub(super) parameters: HashMap<Arc<str>, String>,
    /// Texts that a parameter has as its default, and its name.
    pub(super) texts: HashMap<Arc<str>, String>,
    /// The parameter with the location.
    pub(super) location: String,
    /// The variable with the tags.
    pub(super) tags: String,
    /// The variable with the type of role definitions.
    pub(super) role_definitions: String,
}

/// How a resource is reached.
#[derive(Clone, Debug)]
pub(super) enum Handle {
    /// By its symbol.
    Symbol(String),
    /// Through the outputs of the module that makes it.
    Module(String),
    /// Not at all: only its id is read, which is this.
    Id(Term),
}

impl Scope {
    /// The symbol of a resource or of the module that makes it.
    pub(super) fn symbol(&self, address: &Address) -> Option<Expression> {
        match self.resources.get(address)? {
            Handle::Symbol(symbol) | Handle::Module(symbol) => Some(Expression::name(symbol)),
            Handle::Id(_) => None,
        }
    }

    /// The id of a resource.
    pub(super) fn id(&self, address: &Address) -> Option<Expression> {
        match self.resources.get(address)? {
            Handle::Id(id) => Some(self.expression(id)),
            Handle::Symbol(symbol) | Handle::Module(symbol) => {
                Some(Expression::name(symbol).member("id"))
            }
        }
    }

    /// The tags of every resource.
    pub(super) fn tags(&self) -> Expression {
        Expression::name(&self.tags)
    }

    /// The location of every resource.
    pub(super) fn location(&self) -> Expression {
        Expression::name(&self.location)
    }
}
