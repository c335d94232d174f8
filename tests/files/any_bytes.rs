//! What must hold for any file at all.
use crate::check;
use proptest::prelude::*;
use shareguard::submission::File;

/// Names of formats that are read in different ways, and of one that is not read.
const NAMES: &[&str] = &["a", "a.txt", "a.json", "a.html", "a.eml", "a.docx", "x/y.z/.", ""];

/// Bytes as files have them: any at all, or pieces of text, markup, escapes and marks of encodings, cut anywhere.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        &b"SECRET//NOFORN\n"[..],
        b"\xBB\xFA\xC3\xDC\xA1\xEF10\xC4\xEA",
        b"\\u673a\\ud83d",
        b"<meta name=",
        b"<MSIP_Label_a_Name>",
        b"<!DOCTYPE html>",
        b"\xFF\xFE",
        b"\xEF\xBB\xBF",
        b"\x1B$B",
        b"charset=utf-7",
        b"encoding=\"gbk\"",
        b"\0\0",
        b"\xF0\x9F\x98",
    ]);
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat()),
    ]
}

proptest! {
    #[test]
    fn a_file_gets_a_verdict_that_fits_it(head in bytes(), tail in bytes(), is_large in any::<bool>(), name in prop::sample::select(NAMES)) {
        let (size, tail) = if is_large { (1 << 40, &tail[..]) } else { (head.len() as u64, &[][..]) };
        let verdict = check(&[File { name, media_type: "", size, head: &head, tail }]);
        prop_assert_eq!(verdict.complete, verdict.notices.is_empty());
        prop_assert!(!is_large || !verdict.complete, "the middle was not read");
        for finding in &verdict.findings {
            prop_assert_eq!(finding.file.as_deref(), Some(name));
            prop_assert!(finding.span.start < finding.span.end && finding.line > 0);
        }
    }
}
