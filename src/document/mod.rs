//! Tree → documents as written: service, platform, module interface, implementation.
//!
//! Each document is typed by its kind, and knows where everything stands. No name is bound and no
//! expression evaluated here.

pub mod implementation;
pub mod module;
pub mod platform;
pub mod service;

use crate::syntax::tree::{Expression, Word};
use crate::term::types::Type;

/// A parameter, which is given at deployment.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name and where that stands.
    pub name: Word,
    /// What it may be.
    pub ty: Type,
    /// Its value if none is given; constant.
    pub default: Option<Expression>,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it may not be shown.
    pub sensitive: bool,
}
/// x
pub fn read_module(
    _tree: crate::syntax::tree::Tree,
    _problems: &mut crate::problems::Problems,
) -> Result<module::Module, crate::problems::Reported> {
    loop {}
}
/// x
pub fn read_implementation(
    _tree: crate::syntax::tree::Tree,
    _problems: &mut crate::problems::Problems,
) -> Result<implementation::Implementation, crate::problems::Reported> {
    loop {}
}
/// x
pub fn read_service(
    _tree: crate::syntax::tree::Tree,
    _problems: &mut crate::problems::Problems,
) -> Result<service::Service, crate::problems::Reported> {
    loop {}
}
/// x
pub fn read_platform(
    _tree: crate::syntax::tree::Tree,
    _problems: &mut crate::problems::Problems,
) -> Result<platform::Platform, crate::problems::Reported> {
    loop {}
}
