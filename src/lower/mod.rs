//! x
use crate::plan::stack::Stack;
/// x
pub fn azapi(s: &Stack) -> Stack {
    s.clone()
}
