//! What varies between made-up services, and between which values.

use super::Subject;
use super::combinations::Range;
use super::deciding::Names;
use super::sample::Sampler;
use crate::names::Name;
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
    /// Whether what varies is something that a version of a module knows.
    pub(super) fn is_of(&self, subject: Subject<'_>) -> bool {
        let (module, on) = (&subject.edition.interface, subject.implementation);
        let is = |name: &String, known: &Name| known.as_str() == name;
        match &self.of {
            Of::Grants => true,
            Of::Setting(name) => on.settings.keys().any(|known| is(name, &known.0)),
            Of::Input(name) => {
                let unsupported = on.unsupported.keys().any(|known| is(name, &known.0));
                !unsupported && module.inputs.keys().any(|known| is(name, &known.0))
            }
        }
    }

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
pub(super) fn axes(subject: Subject<'_>, sources: &SourceMap) -> Vec<Axis> {
    let (module, on) = (&subject.edition.interface, subject.implementation);
    let (deciding, read) = (Names::deciding(on), Names::read(on));
    // What its parts make of a value is theirs to know.
    let has_parts = subject.edition.composite.is_some();
    let mut axes = vec![grants(on.grants.keys().map(ToString::to_string).collect())];
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

/// What varies where two versions of a module are used alike: what both know, in the old one's values.
/// What only one knows has its first value.
pub(super) fn common(old: Vec<Axis>, new: Vec<Axis>) -> Vec<Axis> {
    let single = |mut axis: Axis| {
        axis.values.truncate(1);
        axis
    };
    let (known, mut added): (Vec<_>, Vec<_>) = new
        .into_iter()
        .partition(|axis| old.iter().any(|other| other.of == axis.of));
    let old = old.into_iter().map(
        |axis| match known.iter().find(|other| other.of == axis.of) {
            None => single(axis),
            Some(other) if axis.of == Of::Grants => grants_of_both(&axis, other),
            Some(_) => axis,
        },
    );
    let old: Vec<_> = old.collect();
    added = added.into_iter().map(single).collect();
    old.into_iter().chain(added).collect()
}

/// The grants that both versions give.
fn grants_of_both(old: &Axis, new: &Axis) -> Axis {
    let single = |axis: &Axis| {
        let values = axis.values.iter().flatten();
        let single = values.filter(|value| !value.contains(' '));
        single.cloned().collect::<Vec<_>>()
    };
    let mut names = single(old);
    let kept = single(new);
    names.retain(|name| kept.contains(name));
    grants(names)
}

/// Nothing, everything, and each grant alone.
fn grants(names: Vec<String>) -> Axis {
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
            secret: "made-up-giver.other.secret",
            grant: "made-up-giver.other.use",
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
