//! What remains of an expression when everything that can be known is known.
//!
//! There are no bound variables: a `for` over a collection of unknown length is refused, so every
//! expression stands for itself.

use super::Term;
use super::address::Address;
use super::operator::{BinaryOperator, UnaryOperator};
use super::types::Type;
use derive_more::Display;
use std::sync::Arc;

/// An expression that is left to deployment.
#[derive(Clone, Debug)]
pub enum Expression {
    /// `aws_sqs_queue.main.arn`
    Reference(Reference),
    /// A parameter of the root module.
    Parameter {
        /// Its name in the root module.
        name: Arc<str>,
        /// What it takes.
        ty: Type,
        /// Whether null may be given for it.
        nullable: bool,
    },
    /// What only the target knows of where it deploys.
    Environmental(Environmental),
    /// A value of the root module's own, by its name among the stack's locals.
    Local(Arc<str>),
    /// Text with values in it; literals are known texts, and no two stand side by side.
    Template(Vec<Term>),
    /// A call of a function.
    Call(Function, Vec<Term>),
    /// `!a`, `-a`
    Unary(UnaryOperator, Term),
    /// `a + b`
    Binary(BinaryOperator, Term, Term),
    /// `condition ? yes : no`
    Conditional {
        /// What decides; it is deferred.
        condition: Term,
        /// The value if it holds.
        yes: Term,
        /// The value otherwise.
        no: Term,
    },
    /// `collection[key]`, where one of them is deferred.
    Index {
        /// A list or an object.
        collection: Term,
        /// Which of its elements.
        key: Term,
    },
    /// `jsondecode(a).b`: a way into a value that is not known.
    Path(Term, Vec<Step>),
}

impl Expression {
    /// The terms that it is made of.
    pub fn operands(&self) -> impl Iterator<Item = &Term> {
        let none: &[Term] = &[];
        let (listed, named) = match self {
            Self::Reference(_)
            | Self::Parameter { .. }
            | Self::Environmental(_)
            | Self::Local(_) => (none, [None, None, None]),
            Self::Template(terms) | Self::Call(_, terms) => (terms.as_slice(), [None, None, None]),
            Self::Unary(_, term) | Self::Path(term, _) => (none, [Some(term), None, None]),
            Self::Binary(_, left, right) => (none, [Some(left), Some(right), None]),
            Self::Conditional { condition, yes, no } => {
                (none, [Some(condition), Some(yes), Some(no)])
            }
            Self::Index { collection, key } => (none, [Some(collection), Some(key), None]),
        };
        listed.iter().chain(named.into_iter().flatten())
    }

    /// Whether it is never null: a resource, a parameter with another default or none, a field of it
    /// that is not left out, and what operators give.
    pub fn is_there(&self) -> bool {
        match self {
            Self::Reference(reference) => reference.path.is_empty(),
            Self::Parameter { nullable, .. } => !nullable,
            Self::Environmental(_) | Self::Template(_) | Self::Unary(..) | Self::Binary(..) => true,
            Self::Path(value, steps) => match value.as_deferred().map(AsRef::as_ref) {
                Some(whole @ Self::Parameter { ty, .. }) => {
                    let mut steps = steps.iter();
                    whole.is_there() && steps.try_fold(ty, inside_without_null).is_some()
                }
                _ => false,
            },
            _ => false,
        }
    }
}

/// The type of what stands one step inside of a value, if it is never null.
fn inside_without_null<'t>(ty: &'t Type, step: &Step) -> Option<&'t Type> {
    let (Type::Object(fields), Step::Field(name)) = (ty, step) else {
        return None;
    };
    let field = fields.get(name)?;
    (!field.may_be_null()).then_some(&field.ty)
}

/// The type of what stands one step inside of a value, as far as its own type says it.
pub fn inside<'t>(ty: &'t Type, step: &Step) -> Option<&'t Type> {
    match (ty, step) {
        (Type::Object(fields), Step::Field(name)) => fields.get(name).map(|field| &field.ty),
        (Type::Map(element), _) | (Type::List(element), Step::Index(_)) => Some(element),
        _ => None,
    }
}

/// An attribute of a resource; without steps, the resource as a whole.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The resource.
    pub address: Arc<Address>,
    /// The way to the attribute.
    pub path: Vec<Step>,
    /// What stands there, as far as it is known.
    pub ty: Type,
}

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// `.name`, `["name"]`
    Field(Arc<str>),
    /// `[0]`
    Index(usize),
}

/// What only the target knows of where it deploys, unless the platform says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Environmental {
    /// The AWS account, as 12 digits.
    AccountId,
    /// The AWS partition: `aws`, `aws-cn`.
    Partition,
    /// The AWS region.
    Region,
    /// The id of the Azure resource group.
    ResourceGroupId,
    /// The id of the Azure subscription, a GUID.
    SubscriptionId,
    /// The id of the Entra tenant, a GUID.
    TenantId,
    /// The Azure region.
    Location,
}

/// A function by its name, which is Terraform's or ours. `eval` knows what each does, and each
/// emitter how it is written.
#[derive(Clone, Copy, Debug, Display, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Function(pub &'static str);
