//! Facts.
#[derive(Clone, Copy, Debug)]
/// Facts.
pub struct Facts {
    /// Location.
    pub location: bool,
    /// Tags.
    pub tags: bool,
}
/// Facts.
pub fn facts(_kind: &str) -> Option<Facts> {
    None
}
