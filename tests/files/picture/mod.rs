//! Markings in what stands in a picture's file beside the picture.
mod bad_input;
mod labels;
mod make;
mod ordinary;
mod texts;
mod tools;

use crate::attach;
use shareguard::{NoticeKind, Origin, Verdict};

const MARKING: &str = "SECRET//NOFORN";

/// The verdict on a picture, whose writing nobody has read.
fn share(name: &str, file: &[u8]) -> Verdict {
    let verdict = attach(name, file);
    assert!(
        verdict.notices.iter().any(|notice| notice.kind == NoticeKind::Unsupported),
        "{name} is no picture: {verdict:?}"
    );
    verdict
}

/// What was found: system, level, and the property that it stands in.
fn found(verdict: &Verdict) -> Vec<(&str, &str, &str)> {
    let findings = verdict.findings.iter().filter(|finding| finding.origin == Origin::Metadata);
    let parts = findings.map(|finding| (&*finding.system, finding.level.as_deref(), finding.property.as_deref()));
    parts.map(|(system, level, property)| (system, level.unwrap_or("-"), property.unwrap_or("-"))).collect()
}
