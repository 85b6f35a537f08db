//! Service + environment + target → [`Stack`](stack::Stack).

pub mod stack;
