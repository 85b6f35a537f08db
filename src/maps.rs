//! The maps of the compiler, which keep the order in which their entries came.
//!
//! Their keys are words that people wrote into files of their own, a few dozen at a time. So they
//! are hashed fast, and not as one would against an attacker who chooses a million of them.

use foldhash::fast::RandomState;

/// A map that keeps the order of its entries.
pub type IndexMap<K, V> = indexmap::IndexMap<K, V, RandomState>;

/// A map whose order nobody sees.
pub type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A set whose order nobody sees.
pub type HashSet<K> = std::collections::HashSet<K, RandomState>;
