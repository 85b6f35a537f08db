//! A module → everything that a consumer of it could meet.
//!
//! A module is used by made-up services, one for each combination of values that decides the shape
//! of its resources, in an environment that protects and in one that does not, with each of its
//! grants given. They are compiled as any other.
//!
//! INVARIANT: a service that breaks the module's own rules tells nothing, and what all others leave
//! untried is reported.

mod axes;
mod combinations;
mod deciding;
mod error;
mod neighbours;
pub mod sample;
mod text;
mod tried;

use crate::catalog::edition::{Edition, Origin};
use crate::compile::{Format, Request};
use crate::document::implementation::Implementation;
use crate::source::SourceMap;
use crate::world::{MemoryWorld, Overlay, World};
use axes::{Axis, axes};
use combinations::{Combinations, combinations};

pub use tried::Tried;

/// What the platform of a module has for it.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Its files of schemas.
    pub schemas: Vec<String>,
    /// Its folders of modules.
    pub modules: Vec<String>,
}

/// The name of the component that is made of the module.
pub const COMPONENT: &str = "example";

/// One implementation of a module, and where its files are.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'e> {
    /// Where the module lies.
    pub origin: &'e Origin,
    /// The module.
    pub edition: &'e Edition,
    /// How it is fulfilled.
    pub implementation: &'e Implementation,
    /// What its platform has for it.
    pub surroundings: &'e Surroundings,
}

/// One implementation of a module, and the services that try it.
#[derive(Debug)]
pub struct Trial<'e> {
    /// What is tried.
    pub subject: Subject<'e>,
    /// The paths of the specs.
    pub specs: Vec<String>,
    /// Whether the values that decide meet in every combination, and not only in every pair.
    pub is_complete: bool,
    files: MemoryWorld,
}

impl<'e> Trial<'e> {
    /// The trial of an implementation of a module, whose texts are in `sources`.
    pub fn new(subject: Subject<'e>, sources: &SourceMap) -> Self {
        Self::of(subject, &axes(subject, sources))
    }

    /// The trials of two versions by the same services: each sets what both know, and what only one
    /// knows is as plain as can be.
    pub fn pair(old: Subject<'e>, new: Subject<'e>, sources: &SourceMap) -> [Self; 2] {
        let axes = axes::common(axes(old, sources), axes(new, sources));
        [old, new].map(|subject| Self::of(subject, &axes))
    }

    fn of(subject: Subject<'e>, axes: &[Axis]) -> Self {
        let ranges: Vec<_> = axes.iter().map(Axis::range).collect();
        let Combinations { rows, complete } = combinations(&ranges);
        let mut files = MemoryWorld::default();
        for (path, text) in neighbours::neighbours(subject.implementation) {
            files = files.with(&path, &text);
        }
        let mut specs = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let chosen = axes.iter().zip(row);
            let chosen = chosen.filter(|(axis, _)| axis.is_of(subject));
            let chosen: Vec<_> = chosen.map(|(axis, at)| (axis, axis.value(*at))).collect();
            let folder = format!("{}/{number}", neighbours::FOLDER);
            let spec = format!("{folder}/service.plat");
            files = files
                .with(
                    &format!("{folder}/platform.plat"),
                    &text::platform(subject, &chosen),
                )
                .with(&spec, &text::spec(subject, &chosen));
            specs.push(spec);
        }
        Self {
            subject,
            specs,
            is_complete: complete,
            files,
        }
    }

    /// The world in which the specs are compiled.
    pub fn stage<'t>(&'t self, world: &'t (dyn World + Sync)) -> Overlay<'t> {
        let files = &self.files;
        Overlay { files, world }
    }

    /// What is asked for of each spec: the target in all of its forms.
    pub fn requests(&self) -> Vec<Request> {
        let formats: &[_] = match self.subject.implementation.target.0.as_str() {
            "azure" => &[Format::Bicep, Format::Terraform],
            _ => &[Format::Terraform],
        };
        let request = |format: &Format| Request {
            format: Some(*format),
            ..Request::of(self.subject.implementation.target.clone())
        };
        formats.iter().map(request).collect()
    }
}
