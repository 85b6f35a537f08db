//! Provider schemas.
pub mod arm;
pub mod aws;
