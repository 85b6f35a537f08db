//! Expressions → terms.

pub mod convert;
pub mod entries;
pub mod equal;
pub mod functions;
pub mod set;
pub mod unify;

#[cfg(test)]
mod samples;
