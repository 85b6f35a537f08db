//! What a value may be, as providers say it: one model for Terraform's types and for ARM's.

/// A text of a group; [`Node::text`](super::group::Node::text) tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(pub(super) u32);

/// A type of a group; [`Node::to`](super::group::Node::to) leads there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeId(pub(super) u32);

/// What a value may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Type {
    /// Anything.
    #[default]
    Any,
    /// A truth.
    Bool,
    /// A number.
    Number,
    /// A whole number.
    Int(Limits),
    /// A text.
    Text {
        /// How many characters it may have.
        length: Limits,
        /// What it must match, as a regular expression.
        pattern: Option<Text>,
    },
    /// One of some texts.
    Enum {
        /// The texts.
        values: Vec<Text>,
        /// Whether others may be right, too.
        open: Openness,
    },
    /// Elements in order.
    List(TypeId, Limits),
    /// Elements without order.
    Set(TypeId, Limits),
    /// Values by keys that people choose.
    Map(TypeId),
    /// Members by name.
    Object {
        /// The members, by name.
        members: Vec<Member>,
        /// What members of other names may be.
        others: Option<TypeId>,
    },
    /// An object whose other members depend on what one of them says.
    Choice {
        /// The member that decides.
        key: Text,
        /// What all have.
        members: Vec<Member>,
        /// The whole object for each text of the member that decides.
        variants: Vec<(Text, TypeId)>,
    },
    /// One of some types.
    Union(Vec<TypeId>),
}

/// Whether a list of texts is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// It is.
    Closed,
    /// It is what is known.
    Open,
}

/// The least and the most of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The least.
    pub least: Option<i64>,
    /// The most.
    pub most: Option<i64>,
}

/// A member of an object: an attribute, a block, a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: Text,
    /// What it may be.
    pub ty: TypeId,
    /// What else is known.
    pub flags: Flags,
}

/// What else is known of a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub(super) u32);

impl Flags {
    /// It must be given.
    pub const REQUIRED: Self = Self(1);
    /// Only the provider sets it.
    pub const READ_ONLY: Self = Self(1 << 1);
    /// It can be given and not be read.
    pub const WRITE_ONLY: Self = Self(1 << 2);
    /// ARM wants to know it when a deployment begins.
    pub const CONSTANT: Self = Self(1 << 3);
    /// It may not be shown.
    pub const SENSITIVE: Self = Self(1 << 4);
    /// It should not be used any more.
    pub const DEPRECATED: Self = Self(1 << 5);
    /// Terraform writes it as a block.
    pub const BLOCK: Self = Self(1 << 6);

    /// Whether all that `other` says is known of it.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// What is known of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Type {
    /// Its members, by name, if it is an object.
    pub fn members(&self) -> &[Member] {
        match self {
            Self::Object { members, .. } | Self::Choice { members, .. } => members,
            _ => &[],
        }
    }
}
