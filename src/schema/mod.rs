//! Provider schemas: what is known of resource types.

pub mod arm;
pub mod aws;
