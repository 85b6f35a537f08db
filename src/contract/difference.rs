//! What differs between two versions of a module, how much it matters, and every word for it.

use super::level::Level;
use crate::names::TargetName;
use crate::source::Span;
use crate::term::types::Type;
use derive_more::Display;

/// Something that differs.
#[derive(Clone, Debug, Display)]
#[display("{subject}: {change}")]
pub struct Difference {
    /// Where it differs, if not on every target.
    pub target: Option<TargetName>,
    /// What differs.
    pub subject: Subject,
    /// How.
    pub change: Change,
    /// Where it stands: in the new version, or in the old one if it is gone.
    pub at: Span,
    /// Why the module destroys data, where it says that it does.
    pub acknowledged: Option<String>,
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Display)]
pub enum Subject {
    /// The module itself.
    #[display("the module")]
    Module,
    /// A target.
    #[display("target `{_0}`")]
    Target(String),
    /// An input.
    #[display("input `{_0}`")]
    Input(String),
    /// An output.
    #[display("output `{_0}`")]
    Output(String),
    /// A grant.
    #[display("grant `{_0}`")]
    Grant(String),
    /// What a grant puts into the environment of those who have it.
    #[display("variable `{_0}` of {_1}")]
    Variable(String, String),
    /// What the platform gives.
    #[display("setting `{_0}`")]
    Setting(String),
    /// What is given at deployment.
    #[display("parameter `{_0}`")]
    Parameter(String),
    /// A Terraform provider.
    #[display("provider `{_0}`")]
    Provider(String),
    /// What others read of who it is.
    #[display("identity `{_0}`")]
    Identity(String),
    /// What a target makes: the address in the module, and what for.
    #[display("`{_0}`{_1}")]
    Resource(String, String),
    /// What everybody has who has some grant.
    #[display("every grant")]
    EveryGrant,
}

/// How it differs.
#[derive(Clone, Debug, PartialEq, Display)]
pub enum Change {
    /// Only words.
    #[display("described in other words")]
    Reworded,
    /// A resource has another address, and its state goes along.
    #[display("moved from `{_0}`")]
    Moved(String),

    /// It is new, and nobody need do anything.
    #[display("added")]
    Added,
    /// It need not be given any more.
    #[display("may be left out now")]
    Optional,
    /// More values fit, or fewer may come out.
    #[display("`{old}` became `{new}`")]
    Compatible {
        /// The type before.
        old: Type,
        /// The type now.
        new: Type,
    },
    /// Who says nothing gets something else.
    #[display("its default `{old}` became `{new}`")]
    Default {
        /// As written before.
        old: String,
        /// As written now.
        new: String,
    },
    /// A limit is gone.
    #[display("{_0} no longer")]
    Relaxed(&'static str),
    /// A rule is gone or asks less.
    #[display("a rule asks less, or nothing: {_0}")]
    Looser(String),
    /// It gives something else.
    #[display("gives another value")]
    OtherValue,
    /// Something nobody can refer to is gone.
    #[display("gone")]
    Gone,
    /// An attribute changes in place.
    #[display("{_0} in place")]
    InPlace(String),
    /// A resource that stores nothing is made anew.
    #[display("{_0}, which replaces it")]
    Remade(String),
    /// Another range of versions will do.
    #[display("`{old}` became `{new}`")]
    Requirement {
        /// Before.
        old: String,
        /// Now.
        new: String,
    },
    /// More is allowed.
    #[display("also allowed: {_0}")]
    More(String),
    /// Less is allowed to the module's own parts.
    #[display("no longer needed: {_0}")]
    Spared(String),

    /// It is new and must be given.
    #[display("added, and must be given")]
    Required,
    /// It is gone.
    #[display("removed")]
    Removed,
    /// It must be given now.
    #[display("must be given now")]
    Demanded,
    /// Values that fitted do not, or values come out that never did.
    #[display("`{old}` became `{new}`")]
    Incompatible {
        /// The type before.
        old: Type,
        /// The type now.
        new: Type,
    },
    /// A rule that asks what none asked before.
    #[display("a rule asks more: {_0}")]
    Ruled(String),
    /// It can't be honoured any more, or not quite.
    #[display("{_0} now")]
    Limited(&'static str),
    /// Less is allowed to those who have a grant.
    #[display("no longer allowed: {_0}")]
    Less(String),
    /// Terraform forgets a resource that stored something.
    #[display("left alone, and managed no longer")]
    Forgotten,
    /// A resource that stored something counts as one that does not.
    #[display("no longer kept as something that holds data")]
    Unprotected,
    /// An attribute of a resource that stores something, which may replace it.
    #[display("{_0}, which may replace it")]
    MayReplace(String),
    /// An attribute of a type that nothing is known of.
    #[display("{_0}, and whether that replaces it is not known")]
    Unknown(String),

    /// A resource that stores something is destroyed.
    #[display("destroyed, with what it holds")]
    Destroyed,
    /// A resource that stores something is replaced.
    #[display("{_0}, which replaces it and destroys what it holds")]
    Replaced(String),
}

impl Difference {
    /// A difference on every target.
    pub(super) fn new(subject: Subject, change: Change, at: Span) -> Self {
        Self {
            target: None,
            subject,
            change,
            at,
            acknowledged: None,
        }
    }

    /// How much it matters.
    pub fn level(&self) -> Level {
        self.change.level()
    }
}

impl Change {
    /// Whether it says what another says, if need be in one more word.
    pub(super) fn takes_in(&mut self, other: &Self) -> bool {
        match (&mut *self, other) {
            (Self::More(all), Self::More(one))
            | (Self::Less(all), Self::Less(one))
            | (Self::Spared(all), Self::Spared(one)) => {
                if all.split(", ").all(|known| known != one) {
                    *all = format!("{all}, {one}");
                }
                true
            }
            (known, other) => known == other,
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::Reworded | Self::Moved(_) => Level::Patch,
            Self::Added
            | Self::Optional
            | Self::Compatible { .. }
            | Self::Default { .. }
            | Self::Relaxed(_)
            | Self::Looser(_)
            | Self::OtherValue
            | Self::Gone
            | Self::InPlace(_)
            | Self::Remade(_)
            | Self::Requirement { .. }
            | Self::More(_)
            | Self::Spared(_) => Level::Minor,
            Self::Required
            | Self::Removed
            | Self::Demanded
            | Self::Incompatible { .. }
            | Self::Ruled(_)
            | Self::Limited(_)
            | Self::Less(_)
            | Self::Forgotten
            | Self::Unprotected
            | Self::MayReplace(_)
            | Self::Unknown(_) => Level::Major,
            Self::Destroyed | Self::Replaced(_) => Level::DataLoss,
        }
    }
}
