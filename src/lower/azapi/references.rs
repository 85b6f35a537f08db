//! What is read of resources, in the provider's words.

use super::Lowering;
use crate::maps::HashMap;
use crate::plan::stack::Stack;
use crate::source::Span;
use crate::term::address::Address;
use crate::term::expression::{Expression, Function, Reference, Step};
use crate::term::types::Type;
use crate::term::{Kind, Term};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Attributes that are arguments of the provider, or that it always gives.
const ARGUMENTS: [&str; 4] = ["id", "location", "name", "tags"];

/// What is read of each resource through `output`, as paths.
pub(super) fn exports(stack: &Stack) -> HashMap<Arc<Address>, BTreeSet<String>> {
    let mut exports: HashMap<_, BTreeSet<_>> = HashMap::default();
    for reference in stack
        .references()
        .filter(|reference| is_exported(reference))
    {
        let paths = exports.entry(reference.address.clone()).or_default();
        paths.insert(path(&reference.path));
    }
    exports
}

fn is_exported(reference: &Reference) -> bool {
    let attribute = reference.attribute();
    attribute.is_some_and(|name| !ARGUMENTS.contains(&name) && name != "type")
        && principal(&reference.path).is_none()
}

/// The path as far as it goes by names.
fn path(path: &[Step]) -> String {
    let names = path.iter().map_while(|step| match step {
        Step::Field(name) => Some(&**name),
        Step::Index(_) => None,
    });
    names.collect::<Vec<_>>().join(".")
}

/// The provider's word for what it gives of a resource's own identity.
fn principal(path: &[Step]) -> Option<&'static str> {
    let [Step::Field(identity), Step::Field(name)] = path else {
        return None;
    };
    match (&**identity, &**name) {
        ("identity", "principalId") => Some("principal_id"),
        ("identity", "tenantId") => Some("tenant_id"),
        _ => None,
    }
}

impl Lowering<'_> {
    /// A term of the stack in the provider's words.
    pub(super) fn term(&mut self, term: &Term) -> Term {
        term.rewritten(&mut |part| self.changed(part))
    }

    fn changed(&mut self, term: &Term) -> Option<Term> {
        match &term.kind {
            Kind::Text(text) => self.long(text, term),
            Kind::Deferred(expression) => match &**expression {
                Expression::Reference(reference) => Some(self.reference(reference, term)),
                Expression::Parameter { name, .. } => self.generated(name, term),
                Expression::Call(Function("guid"), arguments) => Some(self.guid(arguments, term)),
                _ => None,
            },
            _ => None,
        }
    }

    /// A parameter that nobody need give is what Terraform makes for it.
    fn generated(&self, name: &str, term: &Term) -> Option<Term> {
        let address = self.stack.parameters.get(name)?.generated.clone()?;
        let made = Reference {
            address,
            path: vec![Step::Field("result".into())],
            ty: Type::Text,
        };
        let kind = Kind::Deferred(Expression::Reference(made).into());
        Some(Term {
            kind,
            ..term.clone()
        })
    }

    /// A long text stands once, in a local.
    fn long(&mut self, text: &Arc<str>, term: &Term) -> Option<Term> {
        let name = self.texts.get(text)?.clone();
        self.locals
            .entry(name.clone())
            .or_insert_with(|| term.clone());
        let local = Kind::Deferred(Expression::Local(name).into());
        Some(local.at(term.span))
    }

    fn reference(&mut self, reference: &Reference, term: &Term) -> Term {
        let resource = self.stack.resources.get(&reference.address);
        if let Some(id) = resource.and_then(|resource| resource.term("id"))
            && self.only_ids.contains(&reference.address)
        {
            return self.term(id);
        }
        if reference.attribute() == Some("type") {
            let kind = reference.address.kind.split('@').next();
            return Kind::text(kind.unwrap_or_default()).at(term.span);
        }
        let read = Reference {
            address: self.address(&reference.address),
            path: read(reference),
            ty: reference.ty.clone(),
        };
        let kind = Kind::Deferred(Expression::Reference(read).into());
        Term {
            kind,
            ..term.clone()
        }
    }

    /// The ids in it are put together, so that they are known before the resources are.
    fn guid(&mut self, arguments: &[Term], term: &Term) -> Term {
        let arguments = arguments.iter().map(|argument| self.early(argument));
        let call = Expression::Call(Function("guid"), arguments.collect());
        Kind::Deferred(call.into()).at(term.span)
    }

    /// The id of a resource, as the provider gives it.
    pub(super) fn id(&mut self, address: &Arc<Address>, span: Span) -> Term {
        let reference = Reference {
            address: address.clone(),
            path: vec![Step::Field("id".into())],
            ty: Type::Text,
        };
        let term = Kind::Deferred(Expression::Reference(reference).into()).at(span);
        self.term(&term)
    }
}

fn read(reference: &Reference) -> Vec<Step> {
    if let Some(name) = principal(&reference.path) {
        let steps = [
            Step::Field("identity".into()),
            Step::Index(0),
            Step::Field(name.into()),
        ];
        return steps.to_vec();
    }
    match reference.attribute() {
        Some(name) if !ARGUMENTS.contains(&name) => {
            let output = Step::Field("output".into());
            std::iter::once(output)
                .chain(reference.path.iter().cloned())
                .collect()
        }
        _ => reference.path.clone(),
    }
}
