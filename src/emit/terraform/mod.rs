//! x
use crate::emit::File;
use crate::plan::stack::Stack;
/// x
pub fn terraform(_s: &Stack) -> Vec<File> {
    Vec::new()
}
