//! What varies between made-up services, and between which values.

use super::combinations::Range;
use super::deciding::Names;
use super::sample::Sampler;
use crate::catalog::edition::Edition;
use crate::document::implementation::Implementation;
use crate::names::GrantName;
use crate::source::SourceMap;
use crate::syntax::tree::{Expression, ExpressionKind};
use crate::term::types::Type;

/// Something that varies.
#[derive(Debug)]
pub(super) struct Axis {
    /// What varies.
    pub(super) of: Of,
    /// As it is written; nothing where it is not. At least one.
    pub(super) values: Vec<Option<String>>,
    /// Whether the shape of resources hangs on it.
    pub(super) decides: bool,
}

/// What varies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// An input.
    Input(String),
    /// What the platform gives.
    Setting(String),
    /// What is granted to others: a list.
    Grants,
}

/// What is known of an input or a setting.
struct Declared<'d> {
    name: &'d str,
    ty: &'d Type,
    default: Option<&'d Expression>,
    example: Option<&'d Expression>,
}

impl Axis {
    /// A value, as it is written.
    pub(super) fn value(&self, at: usize) -> Option<&str> {
        self.values.get(at).and_then(Option::as_deref)
    }

    /// How many values it has.
    pub(super) fn range(&self) -> Range {
        Range {
            length: self.values.len(),
            decides: self.decides,
        }
    }
}

/// All that varies where a module is used on a target.
pub(super) fn axes(edition: &Edition, on: &Implementation, sources: &SourceMap) -> Vec<Axis> {
    let module = &edition.interface;
    let (deciding, read) = (Names::deciding(on), Names::read(on));
    // What its parts make of a value is theirs to know.
    let has_parts = edition.composite.is_some();
    let mut axes = vec![grants(on.grants.keys())];
    for (name, input) in &module.inputs {
        if on.unsupported.contains_key(name) {
            continue;
        }
        let declared = Declared {
            name: name.0.as_str(),
            ty: &input.ty,
            default: input.default.as_ref(),
            example: input.example.as_ref(),
        };
        let path = format!("input.{name}");
        axes.push(Axis {
            of: Of::Input(name.to_string()),
            values: declared.values(declared.default.is_some(), sources),
            decides: has_parts || deciding.has(&path) || declared.can_be_null() && read.has(&path),
        });
    }
    for (name, setting) in &on.settings {
        let declared = Declared {
            name: name.0.as_str(),
            ty: &setting.ty,
            default: setting.default.as_ref(),
            example: setting.example.as_ref(),
        };
        let path = format!("setting.{name}");
        let decides = has_parts || deciding.has(&path);
        // What nobody gives is asked for at deployment, which is too late to decide.
        let may_be_absent = declared.default.is_some() || !decides;
        axes.push(Axis {
            of: Of::Setting(name.to_string()),
            values: declared.values(may_be_absent, sources),
            decides: decides || declared.can_be_null() && read.has(&path),
        });
    }
    axes
}

/// Nothing, everything, and each grant alone.
fn grants<'g>(names: impl Iterator<Item = &'g GrantName>) -> Axis {
    let names: Vec<_> = names.map(ToString::to_string).collect();
    let mut values = vec![None];
    if names.len() > 1 {
        values.push(Some(names.join(" ")));
    }
    values.extend(names.into_iter().map(Some));
    Axis {
        of: Of::Grants,
        values,
        decides: true,
    }
}

impl Declared<'_> {
    fn can_be_null(&self) -> bool {
        self.default
            .is_some_and(|default| matches!(default.kind, ExpressionKind::Null))
    }

    /// Nothing, the author's example, and what the type alone tells.
    fn values(&self, may_be_absent: bool, sources: &SourceMap) -> Vec<Option<String>> {
        let default = self.default.map(|of| sources.written(of.span));
        let example = self.example.map(|of| sources.written(of.span).to_owned());
        let absent = may_be_absent.then_some(None);
        let given = example.into_iter().chain(self.samples());
        let given = given.filter(|value| Some(value.as_str()) != default);
        let mut values: Vec<_> = absent.into_iter().chain(given.map(Some)).collect();
        values.dedup();
        values
    }

    /// Values that a made-up spec writes: two maps have no key in common.
    fn samples(&self) -> Vec<String> {
        let sampler = Sampler {
            text: "\"example\"",
            key: self.name,
            secret: "giver.other.secret",
            grant: "giver.other.use",
        };
        let is_open = self.default.is_none() || self.can_be_null();
        let empty = match self.ty {
            Type::List(_) | Type::Set(_) => Some("[]"),
            Type::Map(_) => Some("{}"),
            _ => None,
        };
        match self.ty {
            Type::Bool | Type::Enum(_) => sampler.all(self.ty),
            // What its author gave is better than anything made up.
            _ if self.example.is_some() => empty.map(str::to_owned).into_iter().collect(),
            _ if is_open || empty.is_some() => sampler.all(self.ty),
            // Any other text or number might break a rule, and the default does not.
            _ => Vec::new(),
        }
    }
}
