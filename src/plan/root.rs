//! What stands around the resources of a root module: backend, provider, tags, outputs, parameters.

use super::place::{Place, Within};
use super::planner::{Node, Planner};
use super::stack::{Attribute, Backend, Output, Value};
use crate::maps::IndexMap;
use crate::problems::Reported;
use crate::source::Span;
use crate::syntax::tree::Body;
use crate::term::address::Owner;
use crate::term::{Kind, Object, Term};
use std::sync::Arc;

/// What the platform and the spec say of a root module as a whole.
pub(super) struct Root {
    pub(super) description: Option<Arc<str>>,
    pub(super) backend: Option<Backend>,
    /// What stands in the block of the target's own provider.
    pub(super) provider: Vec<Attribute>,
    pub(super) tags: Option<Term>,
    pub(super) location: Option<Term>,
    pub(super) subscription: Option<Term>,
    pub(super) resource_group: Option<Term>,
}

impl<'d> Planner<'d> {
    pub(super) fn root(&mut self) -> Result<Root, Reported> {
        let service = self.setup.service.service;
        let at = self.setup.platform.name_span;
        let description = service.description.as_ref();
        let description = description.map(|text| self.evaluate(text, Place::Spec));
        let backend = self.backend();
        let is_aws = self.setup.target.0.as_str() == "aws";
        let tags = self.shared_tags(at)?;
        let tags = tags
            .as_object()
            .is_some_and(|tags| !tags.is_empty())
            .then_some(tags);
        let provider = self.provider_block(is_aws.then_some(tags.as_ref()).flatten(), at);
        let location = if is_aws {
            None
        } else {
            Some(self.value(Node::Fact("location".to_owned()), at)?)
        };
        let subscription = self.platform_fact("subscription_id", at);
        let resource_group = self.platform_fact("resource_group", at);
        Ok(Root {
            description: description
                .transpose()?
                .and_then(|text| text.as_text().cloned()),
            backend: backend?,
            provider: provider?,
            tags: tags.filter(|_| !is_aws),
            location,
            subscription: subscription?,
            resource_group: resource_group?,
        })
    }

    /// A fact of the target, if the platform says it; where resources go must be known.
    fn platform_fact(&mut self, name: &'static str, at: Span) -> Result<Option<Term>, Reported> {
        if !self.targets().any(|target| target.facts.contains_key(name)) {
            return Ok(None);
        }
        let fact = self.value(Node::Fact(name.to_owned()), at)?;
        self.may_decide(&fact, name)?;
        Ok(Some(fact))
    }

    fn backend(&mut self) -> Result<Option<Backend>, Reported> {
        let Some(written) = self.targets().find_map(|target| target.backend.as_ref()) else {
            return Ok(None);
        };
        let attributes = self.platform_body(&written.body)?;
        Ok(Some(Backend {
            kind: written.kind.text.as_str().into(),
            attributes,
        }))
    }

    fn platform_body(&mut self, body: &'d Body) -> Result<Vec<Attribute>, Reported> {
        self.attributes(&body.items, &Within::of(Owner::Platform))
    }

    /// The block of the target's provider: what the facts say, then what the platform wrote.
    fn provider_block(
        &mut self,
        tags: Option<&Term>,
        at: Span,
    ) -> Result<Vec<Attribute>, Reported> {
        let mut attributes = Vec::new();
        if self.setup.target.0.as_str() == "aws" {
            attributes.extend(self.given_fact("region", "region", at)?);
            let account = self.given_fact("account_id", "allowed_account_ids", at)?;
            attributes.extend(account.map(in_a_list));
        }
        if let Some(tags) = tags {
            attributes.push(block("default_tags", "tags", tags));
        }
        if let Some(body) = self.targets().find_map(|target| target.provider.as_ref()) {
            let written = self.platform_body(body)?;
            attributes.retain(|own| written.iter().all(|other| other.name != own.name));
            attributes.extend(written);
        }
        Ok(attributes)
    }

    fn given_fact(
        &mut self,
        fact: &str,
        name: &str,
        at: Span,
    ) -> Result<Option<Attribute>, Reported> {
        let term = self.value(Node::Fact(fact.to_owned()), at)?;
        let attribute = |value| Attribute {
            name: name.into(),
            span: term.span,
            value: Value::Term(value),
        };
        Ok(term.is_known().then(|| attribute(term.clone())))
    }

    /// The outputs of the spec. What an environment does not have is null there.
    pub(super) fn outputs(&mut self) -> Result<IndexMap<Arc<str>, Output>, Reported> {
        let mut outputs = IndexMap::default();
        let mut result = Ok(());
        for (name, written) in &self.setup.service.service.outputs {
            match self.evaluate(&written.value, Place::Spec) {
                Ok(value) => {
                    let description = written.description.as_deref().map(Into::into);
                    outputs.insert(name.0.symbol().into(), Output { value, description });
                }
                Err(reported) => result = Err(reported),
            }
        }
        result.map(|()| outputs)
    }

    /// The parameters of the spec are parameters of the root module, read or not.
    pub(super) fn all_parameters(&mut self) -> Result<(), Reported> {
        for (name, parameter) in &self.setup.service.service.parameters {
            let span = parameter.name_span;
            self.parameter(name.0.symbol().into(), parameter, span)?;
        }
        let spec = &self.setup.service.service.parameters;
        let place = |name: &str| spec.keys().position(|known| known.0.symbol() == name);
        let last = spec.len();
        self.parameters
            .sort_by_cached_key(|name, _| (place(name).unwrap_or(last), name.clone()));
        Ok(())
    }
}

fn in_a_list(mut attribute: Attribute) -> Attribute {
    if let Value::Term(term) = attribute.value {
        let span = term.span;
        attribute.value = Value::Term(Kind::List([term].into()).at(span));
    }
    attribute
}

fn block(name: &str, inner: &str, value: &Term) -> Attribute {
    let object: Object = value.as_object().cloned().unwrap_or_default();
    let inner = Attribute {
        name: inner.into(),
        span: value.span,
        value: Value::Term(Kind::Object(object.into()).at(value.span)),
    };
    Attribute {
        name: name.into(),
        span: value.span,
        value: Value::Block(vec![inner]),
    }
}
