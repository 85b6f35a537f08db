//! Tree → documents as written: service, platform, module interface, implementation, composite.
//!
//! Each document is typed by its kind, and knows where everything stands. No name is bound and no
//! expression evaluated here.
//!
//! A document is there as soon as the file is about one and says its name. What is wrong inside is
//! reported and left out, or stands as what says least: [`Type::Any`], an empty text, a missing
//! expression. [`Read::broken`] tells, so that no output is made of it.

pub mod composite;
mod error;
mod hint;
pub mod implementation;
mod mend;
mod migration_error;
pub mod module;
pub mod platform;
mod reading;
mod references;
pub mod service;
mod visit;

use crate::problems::{Problems, Reported};
use crate::source::Span;
use crate::syntax::tree::{Block, Expression, Tree};
use crate::term::types::Type;
use composite::Composite;
use error::Error;
use hint::Kind;
use implementation::Implementation;
use module::Module;
use platform::Platform;
use reading::Reader;
use service::Service;

/// What a file is about.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one for each file, so its size does not matter"
)]
#[derive(Clone, Debug)]
pub enum Document {
    /// `service "checkout" { … }`
    Service(Service),
    /// `platform "acme" { … }`
    Platform(Platform),
    /// `module "queue" { … }`
    Module(Module),
    /// `target "aws" { … }`
    Implementation(Implementation),
    /// `compose { … }`
    Composite(Composite),
}

/// A document, as whole as it could be read.
#[derive(Clone, Debug)]
pub struct Read<T> {
    /// The document.
    pub document: T,
    /// The proof that something in it, or in its text, is wrong.
    pub broken: Option<Reported>,
}

impl<T> Read<T> {
    /// The document, if nothing is wrong with it.
    pub fn whole(self) -> Result<T, Reported> {
        match self.broken {
            Some(reported) => Err(reported),
            None => Ok(self.document),
        }
    }
}

/// A parameter, which is given at deployment.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where its name stands.
    pub name_span: Span,
    /// What it may be.
    pub ty: Type,
    /// Its value if none is given; constant.
    pub default: Option<Expression>,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it may not be shown.
    pub sensitive: bool,
    /// Whether a random value is made for it, once; of modules on Azure only.
    pub generated: Option<Expression>,
}

/// Reads a file, whatever it is about.
pub fn read(tree: Tree, problems: &mut Problems) -> Result<Read<Document>, Reported> {
    let (mut reader, kind, block) = Reader::open(tree, problems)?;
    let document = match kind {
        Kind::Service => reader.service(block).map(Document::Service),
        Kind::Platform => reader.platform(block).map(Document::Platform),
        Kind::Module => reader.module(block).map(Document::Module),
        Kind::Implementation => reader.implementation(block).map(Document::Implementation),
        _ => Ok(Document::Composite(reader.composite(block))),
    };
    Ok(reader.close(document?))
}

/// Reads a file that must be about a service.
pub fn read_service(tree: Tree, problems: &mut Problems) -> Result<Read<Service>, Reported> {
    let (mut reader, block) = open(tree, Kind::Service, problems)?;
    let service = reader.service(block)?;
    Ok(reader.close(service))
}

/// Reads a file that must be about a platform.
pub fn read_platform(tree: Tree, problems: &mut Problems) -> Result<Read<Platform>, Reported> {
    let (mut reader, block) = open(tree, Kind::Platform, problems)?;
    let platform = reader.platform(block)?;
    Ok(reader.close(platform))
}

/// Reads a file that must be the interface of a module.
pub fn read_module(tree: Tree, problems: &mut Problems) -> Result<Read<Module>, Reported> {
    let (mut reader, block) = open(tree, Kind::Module, problems)?;
    let module = reader.module(block)?;
    Ok(reader.close(module))
}

/// Reads a file that must implement a module on one target.
pub fn read_implementation(
    tree: Tree,
    problems: &mut Problems,
) -> Result<Read<Implementation>, Reported> {
    let (mut reader, block) = open(tree, Kind::Implementation, problems)?;
    let implementation = reader.implementation(block)?;
    Ok(reader.close(implementation))
}

/// Reads a file that must implement a module by other modules.
pub fn read_composite(tree: Tree, problems: &mut Problems) -> Result<Read<Composite>, Reported> {
    let (mut reader, block) = open(tree, Kind::Composite, problems)?;
    let composite = reader.composite(block);
    Ok(reader.close(composite))
}

/// Finds the block that a file is about, and reports it if it is of another kind.
fn open(
    tree: Tree,
    wanted: Kind,
    problems: &mut Problems,
) -> Result<(Reader<'_>, Block), Reported> {
    let (mut reader, found, block) = Reader::open(tree, problems)?;
    if found == wanted {
        return Ok((reader, block));
    }
    let at = block.kind.span;
    Err(reader.report(Error::OtherDocument { wanted, found, at }))
}
