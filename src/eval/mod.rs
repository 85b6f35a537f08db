//! Expressions → terms.

pub mod convert;
pub mod functions;
