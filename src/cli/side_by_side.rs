//! Work on many things at a time.

use rayon::prelude::*;

/// The results of a work on each of some things, in their order.
pub(crate) fn side_by_side<T: Send, R: Send>(
    things: Vec<T>,
    work: impl Fn(T) -> R + Send + Sync,
) -> Vec<R> {
    if things.len() > 1 {
        return things.into_par_iter().map(work).collect();
    }
    // One needs no threads: they would take longer to start than it takes.
    things.into_iter().map(work).collect()
}
