//! The words that the language keeps for itself.

use crate::document::hint::Kind;
use crate::suggest::slip_of;

/// What a file may be about.
pub(super) const DOCUMENTS: [Kind; 5] = [
    Kind::Service,
    Kind::Platform,
    Kind::Module,
    Kind::Implementation,
    Kind::Composite,
];

/// Kinds of block, wherever they may stand.
const BLOCKS: [&str; 25] = [
    "backend",
    "compose",
    "data",
    "environment",
    "ephemeral",
    "grant",
    "identity",
    "input",
    "lifecycle",
    "locals",
    "lost",
    "module",
    "modules",
    "output",
    "override",
    "parameter",
    "platform",
    "provider",
    "reach",
    "requires",
    "resource",
    "service",
    "setting",
    "target",
    "validate",
];

/// First words of references that are no blocks.
const ROOTS: [&str; 6] = ["access", "component", "consumer", "count", "each", "local"];

/// What a component says about itself, so that no input of a module has this name.
const OF_COMPONENTS: [&str; 3] = ["override", "renamed_from", "when"];

/// What has symbols of its own, which those of a component of this name could meet.
const OWNERS: [&str; 1] = ["platform"];

/// Whether blocks of this kind exist somewhere.
pub(super) fn is_block(word: &str) -> bool {
    BLOCKS.contains(&word)
}

/// The kind of block in a service that a word is a slip of, so that it names no module.
pub(super) fn misspelt(word: &str) -> Option<&'static str> {
    if word == "params" {
        return Some("parameter");
    }
    slip_of(word, ["environment", "output", "parameter"])
}

/// Whether the name can't be given to something of this kind.
pub(super) fn is_reserved(word: &str, kind: Kind) -> bool {
    match kind {
        Kind::Module => is_block(word) || ROOTS.contains(&word) || misspelt(word).is_some(),
        Kind::Component => OWNERS.contains(&word),
        Kind::Input => OF_COMPONENTS.contains(&word),
        _ => false,
    }
}
