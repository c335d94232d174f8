//! Files of every kind, made here: the same text in each encoding, and everything that is not text.
mod any_bytes;
mod encodings;
mod formats;
mod limits;
mod mail;
mod nested;
mod picture;

use shareguard::submission::File;
use shareguard::{Channel, Checker, Item, Locale, NoticeKind, Submission, Verdict};

/// The verdict on one file that is attached somewhere.
fn attach(name: &str, bytes: &[u8]) -> Verdict {
    check(&[File { name, media_type: "", size: bytes.len() as u64, head: bytes, tail: &[] }])
}

fn check(files: &[File<'_>]) -> Verdict {
    let items = files.iter().map(|&file| Item::File(file)).collect();
    Checker::default().check(&Submission { place: None, channel: Channel::Attach, locale: Locale::English, items })
}

/// System and level of every finding.
fn markings(verdict: &Verdict) -> Vec<(&str, &str)> {
    verdict.findings.iter().map(|finding| (&*finding.system, finding.level.as_deref().unwrap_or(""))).collect()
}

fn notices(verdict: &Verdict) -> Vec<NoticeKind> {
    verdict.notices.iter().map(|notice| notice.kind).collect()
}
