//! Provider schemas: what a resource takes.

pub mod arm;
