//! Service + environment + target → [`Stack`](stack::Stack).

pub mod arm;
pub mod stack;
