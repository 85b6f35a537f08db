//! Values that a type allows, as the author of a spec writes them.

use crate::term::types::{Field, Presence, Type};
use std::sync::Arc;

/// What stands for values that their type alone does not tell.
#[derive(Clone, Copy, Debug)]
pub struct Sampler<'a> {
    /// A text.
    pub text: &'a str,
    /// A key of a map.
    pub key: &'a str,
    /// A handle on a secret.
    pub secret: &'a str,
    /// A right to use something.
    pub grant: &'a str,
}

impl Sampler<'_> {
    /// The plainest value.
    pub fn one(self, ty: &Type) -> String {
        self.all(ty).into_iter().next().unwrap_or_default()
    }

    /// Values that may lead to different resources, the plainest first; at least one.
    pub fn all(self, ty: &Type) -> Vec<String> {
        match ty {
            Type::Any | Type::Text => vec![self.text.to_owned()],
            Type::Bool => vec!["true".to_owned(), "false".to_owned()],
            Type::Number | Type::Int => vec!["1".to_owned()],
            Type::Duration => vec!["\"1d\"".to_owned()],
            Type::Size => vec!["\"1Gi\"".to_owned()],
            Type::Cidr => vec!["\"10.0.0.0/16\"".to_owned()],
            Type::Enum(members) if members.is_empty() => vec![self.text.to_owned()],
            Type::Enum(members) => members.iter().map(|of| format!("\"{of}\"")).collect(),
            Type::List(element) | Type::Set(element) => {
                let elements = self.all(element).into_iter();
                let lists = elements.map(|element| format!("[{element}]"));
                lists.chain(["[]".to_owned()]).collect()
            }
            Type::Map(element) => {
                let elements = self.all(element).into_iter();
                let maps = elements.map(|element| format!("{{ {} = {element} }}", self.key));
                maps.chain(["{}".to_owned()]).collect()
            }
            Type::Object(fields) => self.objects(&fields.iter().collect::<Vec<_>>()),
            Type::Secret => vec![self.secret.to_owned()],
            Type::Grant => vec![self.grant.to_owned()],
        }
    }

    /// What must be there alone, all that may be there, and then each other value of each field.
    fn objects(self, fields: &[(&Arc<str>, &Field)]) -> Vec<String> {
        let is_required = |(_, field): &&(_, &Field)| field.presence == Presence::Required;
        let plain =
            |(name, field): &(&Arc<str>, &Field)| format!("{name} = {}", self.one(&field.ty));
        let object = |members: Vec<String>| format!("{{ {} }}", members.join(", "));
        let required = fields.iter().filter(is_required).map(plain).collect();
        let all: Vec<_> = fields.iter().map(plain).collect();
        let mut objects = vec![object(required), object(all.clone())];
        for (at, (name, field)) in fields.iter().enumerate() {
            for other in self.all(&field.ty).into_iter().skip(1) {
                let mut members = all.clone();
                if let Some(member) = members.get_mut(at) {
                    *member = format!("{name} = {other}");
                }
                objects.push(object(members));
            }
        }
        objects.dedup();
        objects
    }
}
