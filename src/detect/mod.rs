//! Finds markings in text. Knows nothing of policy.
pub mod scan;

use crate::{Finding, Locale, Origin};

/// Finds markings of all systems of the catalogue.
#[derive(Debug, Default)]
pub struct Detector {}

impl Detector {
    /// All markings of `text`, in the order of the text.
    pub fn find(&self, _text: &str, _origin: Origin, _locale: Locale) -> Vec<Finding> {
        Vec::new()
    }
}
