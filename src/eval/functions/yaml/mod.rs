//! YAML, with the bytes and the reading of Terraform.
//!
//! What is written is YAML 1.2 with every text in quotes or as a block. What is read may be of
//! 1.1 too: `yes` and `off` are truths.

mod quote;
mod read;
mod scalar;
mod timestamp;
mod write;

pub(super) use read::decode;
pub(super) use write::encode;
