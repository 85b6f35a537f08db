//! Provider schemas.
pub mod arm;
