//! Whether what fits one type fits another.

use crate::term::types::{Field, Presence, Type};

impl Type {
    /// Whether every value of another type, as specs write it, is one of this type.
    pub(super) fn takes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, _) | (Self::Number, Self::Int) => true,
            (Self::Text, other) => other.is_written_as_text(),
            (Self::Enum(known), Self::Enum(others)) => {
                others.iter().all(|other| known.contains(other))
            }
            (Self::List(element) | Self::Set(element), Self::List(other) | Self::Set(other))
            | (Self::Map(element), Self::Map(other)) => element.takes(other),
            (Self::Map(element), Self::Object(fields)) => {
                fields.values().all(|field| element.takes(&field.ty))
            }
            (Self::Object(known), Self::Object(others)) => {
                let mut fields = others.iter();
                let takes_all = fields
                    .all(|(name, other)| known.get(name).is_some_and(|field| field.takes(other)));
                let mut own = known.iter();
                takes_all && own.all(|(name, own)| others.contains_key(name) || own.may_be_absent())
            }
            _ => self == other,
        }
    }

    /// Whether its values can be written where a text is wanted.
    fn is_written_as_text(&self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::Number
                | Self::Int
                | Self::Bool
                | Self::Duration
                | Self::Size
                | Self::Cidr
                | Self::Enum(_)
        )
    }
}

impl Field {
    fn takes(&self, other: &Self) -> bool {
        self.ty.takes(&other.ty) && (self.may_be_absent() || !other.may_be_absent())
    }

    fn may_be_absent(&self) -> bool {
        self.presence != Presence::Required
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maps::IndexMap;
    use crate::term::types::Constant;
    use std::sync::Arc;

    fn object(fields: &[(&str, Presence)]) -> Type {
        let field = |(name, presence): &(&str, Presence)| {
            let presence = presence.clone();
            (
                Arc::from(*name),
                Field {
                    ty: Type::Text,
                    presence,
                },
            )
        };
        Type::Object(Arc::new(
            fields.iter().map(field).collect::<IndexMap<_, _>>(),
        ))
    }

    #[test]
    fn a_wider_type_takes_what_a_narrower_one_takes() {
        let words = |words: &[&str]| Type::Enum(words.iter().map(|of| Arc::from(*of)).collect());
        let optional = || Presence::Optional(Constant::Null);
        let one = object(&[("a", Presence::Required)]);
        let rows = [
            (Type::Number, Type::Int),
            (words(&["a", "b"]), words(&["b"])),
            (Type::Text, words(&["a"])),
            (
                Type::List(Type::Number.into()),
                Type::List(Type::Int.into()),
            ),
            (
                object(&[("a", Presence::Required), ("b", optional())]),
                one.clone(),
            ),
            (object(&[("a", optional())]), one),
        ];
        for (wide, narrow) in rows {
            assert!(wide.takes(&narrow) && wide.takes(&wide), "{wide} {narrow}");
            assert!(!narrow.takes(&wide), "{narrow} {wide}");
        }
    }
}
