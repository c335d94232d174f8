//! The one door: a submission goes in, a verdict comes out.
use crate::{Submission, Verdict, detect::Detector};

/// Checks submissions by one policy. Immutable; a new policy makes a new checker.
#[derive(Debug, Default)]
pub struct Checker {
    detector: Detector,
}

impl Checker {
    /// The verdict on one action of the person.
    pub fn check(&self, _submission: &Submission<'_>) -> Verdict {
        let _ = &self.detector;
        Verdict::default()
    }
}
