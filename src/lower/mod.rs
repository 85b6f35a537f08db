//! Stack → stack, where an output wants the same resources in other words.

mod azapi;
mod forms;

pub use azapi::azapi;
pub use forms::forms;
