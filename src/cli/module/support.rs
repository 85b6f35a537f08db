//! A module → what each target makes of its interface: all of it, nearly all, or nothing, and why.
//!
//! INVARIANT: whatever is said about this, on the screen, in a README or in the table of all modules, is said from here.

use platc::catalog::edition::Edition;
use platc::document::implementation::Implementation;
use platc::document::module::Module;
use platc::names::TARGETS;
use serde::Serialize;

/// What a target makes of an interface.
#[derive(Debug, Serialize)]
pub(super) struct Support {
    /// The target.
    #[serde(rename = "name")]
    pub(super) target: &'static str,
    #[serde(rename = "support")]
    pub(super) extent: Extent,
    /// Where it is not as the interface says.
    pub(super) limits: Vec<Limit>,
}

/// How much of an interface there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Extent {
    /// All of it, as it says.
    Full,
    /// What it says, but for its limits.
    Approximated,
    /// Nothing.
    Absent,
}

/// Where an implementation is not as the interface says.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Limit {
    /// The part of the interface.
    of: String,
    degree: Degree,
    why: String,
}

/// How far from the interface it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Degree {
    /// An input that may not be set.
    Unsupported,
    /// What is nearly as the interface says.
    Approximated,
    /// What the implementation forgot.
    Missing,
}

impl Extent {
    /// The word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Approximated => "approximated",
            Self::Absent => "absent",
        }
    }
}

impl Limit {
    fn new(degree: Degree, of: String, why: &str) -> Self {
        let why = why.to_owned();
        Self { of, degree, why }
    }
}

/// What every target makes of a module.
pub(super) fn support(edition: &Edition) -> Vec<Support> {
    let of = |target| {
        let found = implementation(edition, target);
        let limits = found.map(|found| limits(&edition.interface, found));
        let extent = match &limits {
            None => Extent::Absent,
            Some(limits) if limits.is_empty() => Extent::Full,
            Some(_) => Extent::Approximated,
        };
        let limits = limits.unwrap_or_default();
        Support {
            target,
            extent,
            limits,
        }
    };
    TARGETS.into_iter().map(of).collect()
}

/// The implementation for a target, if there is one.
pub(super) fn implementation<'e>(edition: &'e Edition, target: &str) -> Option<&'e Implementation> {
    let mut all = edition.implementations.iter();
    all.find(|implementation| implementation.target.0.as_str() == target)
}

/// What an implementation says that it can't do, and what it leaves out.
fn limits(module: &Module, of: &Implementation) -> Vec<Limit> {
    let unsupported = of
        .unsupported
        .iter()
        .map(|(name, of)| Limit::new(Degree::Unsupported, format!("input `{name}`"), &of.reason));
    let outputs = module.outputs.keys().filter_map(|name| {
        let found = of.outputs.get(name).map(|output| &output.approximated);
        limit(format!("output `{name}`"), found, "it is not there.")
    });
    let grants = module.grants.keys().filter_map(|name| {
        let found = of.grants.get(name).map(|grant| &grant.approximated);
        limit(format!("grant `{name}`"), found, "it can't be given.")
    });
    let reach = of.reach.iter().filter_map(|reach| {
        let found = Some(&reach.approximated);
        limit("all grants".to_owned(), found, "")
    });
    unsupported
        .chain(outputs)
        .chain(grants)
        .chain(reach)
        .collect()
}

/// The limit of a part that an implementation has, nearly has, or should have.
fn limit(of: String, found: Option<&Option<String>>, missing: &str) -> Option<Limit> {
    match found {
        None => Some(Limit::new(Degree::Missing, of, missing)),
        Some(None) => None,
        Some(Some(why)) => Some(Limit::new(Degree::Approximated, of, why)),
    }
}
