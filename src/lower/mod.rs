//! Stack → stack, where an output wants the same resources in other words.

mod azapi;

pub use azapi::azapi;
