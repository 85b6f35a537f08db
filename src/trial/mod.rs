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
use crate::world::{MemoryWorld, Unreadable, World};
use axes::axes;
use combinations::{Combinations, combinations};

pub use tried::Tried;

/// One implementation of a module, and the services that try it.
#[derive(Debug)]
pub struct Trial<'e> {
    edition: &'e Edition,
    /// How the module is fulfilled.
    pub implementation: &'e Implementation,
    /// The paths of the specs.
    pub specs: Vec<String>,
    /// Whether the values that decide meet in every combination, and not only in every pair.
    pub is_complete: bool,
    files: MemoryWorld,
}

/// The world with what was made up in it.
pub struct Stage<'t> {
    made_up: &'t MemoryWorld,
    world: &'t (dyn World + Sync),
}

impl<'e> Trial<'e> {
    /// The trial of an implementation of a module, whose texts are in `sources`, with these files of schemas.
    pub fn new(
        origin: &Origin,
        edition: &'e Edition,
        implementation: &'e Implementation,
        schemas: &[String],
        sources: &SourceMap,
    ) -> Self {
        let axes = axes(&edition.interface, implementation, sources);
        let ranges: Vec<_> = axes.iter().map(axes::Axis::range).collect();
        let Combinations { rows, complete } = combinations(&ranges);
        let mut files = MemoryWorld::default();
        for (path, text) in neighbours::neighbours(implementation) {
            files = files.with(&path, &text);
        }
        let mut specs = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let chosen = axes.iter().zip(row);
            let chosen: Vec<_> = chosen.map(|(axis, at)| (axis, axis.value(*at))).collect();
            let folder = format!("{}/{number}", neighbours::FOLDER);
            let platform = text::platform(&implementation.target, origin, schemas, &chosen);
            let service = text::spec(&edition.interface, implementation, &chosen);
            let spec = format!("{folder}/service.plat");
            files = files
                .with(&format!("{folder}/platform.plat"), &platform)
                .with(&spec, &service);
            specs.push(spec);
        }
        Self {
            edition,
            implementation,
            specs,
            is_complete: complete,
            files,
        }
    }

    /// The world in which the specs are compiled.
    pub fn stage<'t>(&'t self, world: &'t (dyn World + Sync)) -> Stage<'t> {
        let made_up = &self.files;
        Stage { made_up, world }
    }

    /// What is asked for of each spec: the target in all of its forms.
    pub fn requests(&self) -> Vec<Request> {
        let formats: &[_] = match self.implementation.target.0.as_str() {
            "azure" => &[Format::Bicep, Format::Terraform],
            _ => &[Format::Terraform],
        };
        let request = |format: &Format| Request {
            format: Some(*format),
            ..Request::of(self.implementation.target.clone())
        };
        formats.iter().map(request).collect()
    }
}

impl World for Stage<'_> {
    fn read(&self, path: &str) -> Result<String, Unreadable> {
        match self.made_up.read(path) {
            Err(Unreadable::Absent) => self.world.read(path),
            found => found,
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        match self.made_up.list(folder) {
            Err(Unreadable::Absent) => self.world.list(folder),
            found => found,
        }
    }

    fn shown(&self, path: &str) -> String {
        if tried::is_made_up(path) {
            return path.to_owned();
        }
        self.world.shown(path)
    }

    fn cache(&self) -> Option<String> {
        self.world.cache()
    }
}
