//! Parameters that nobody need give → random values that Terraform keeps nowhere.
//!
//! A resource gets its value when it is made: the version beside a secret body never changes, so no
//! later run sends another.

use super::attribute;
use crate::number::Number;
use crate::plan::stack::{Lifecycle, Parameter, Provider, Resource, Stack};
use crate::term::Kind;
use std::sync::Arc;

/// The versions of the provider that know values for one run.
const PROVIDER: &str = ">= 3.7, < 4.0";

/// How many characters a value has.
const LENGTH: i64 = 40;

/// The provider of random values, if the stack has one.
pub(super) fn provider(stack: &Stack) -> Option<(Arc<str>, Provider)> {
    let mut parameters = stack.parameters.values();
    parameters.find(|of| of.generated.is_some())?;
    let provider = Provider {
        source: "hashicorp/random".into(),
        requirement: PROVIDER.into(),
        configuration: Vec::new(),
    };
    Some(("random".into(), provider))
}

/// The resources, with what makes the values that they read before them.
pub(super) fn before(stack: &Stack, resources: Vec<Resource>) -> Vec<Resource> {
    let parameters = stack.parameters.iter();
    let made = parameters.filter_map(|(name, of)| value(stack, name, of));
    made.chain(resources).collect()
}

/// What makes the value of a parameter, in the place of a resource that reads it.
fn value(stack: &Stack, name: &Arc<str>, parameter: &Parameter) -> Option<Resource> {
    let address = parameter.generated.clone()?;
    let mut resources = stack.resources.values();
    let reader = resources.find(|of| of.terms().any(|term| term.parameters().contains(name)))?;
    let span = reader.span;
    let attributes = vec![
        attribute("length", Kind::Number(Number::from(LENGTH)).at(span)),
        attribute("special", Kind::Bool(false).at(span)),
    ];
    Some(Resource {
        address,
        attributes,
        depends_on: Vec::new(),
        lifecycle: Lifecycle::default(),
        arm: None,
        provider: None,
        named: Vec::new(),
        span,
        header: reader.header,
    })
}
