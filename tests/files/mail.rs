use crate::{attach, markings, notices};
use shareguard::NoticeKind;
use shareguard::NoticeKind::{Encrypted, Unsupported};
use std::fs;

/// A message, system and level of its markings, and what is not read of it.
type Row = (&'static str, &'static [(&'static str, &'static str)], &'static [NoticeKind]);

/// Messages as programs and gateways write them.
const MESSAGES: &[Row] = &[
    ("outlook-html-and-document", &[("us", "SECRET")], &[Unsupported]),
    ("gmail-forwarded-as-attachment", &[("cn", "机密")], &[]),
    ("apple-mail-text-attachment", &[("de", "VS-NUR FÜR DEN DIENSTGEBRAUCH")], &[]),
    ("thunderbird-flowed", &[("fr", "DIFFUSION RESTREINTE")], &[]),
    ("qq-mail", &[("cn", "秘密")], &[]),
    ("gateway-disclaimer", &[("fr", "SECRET")], &[]),
    ("exchange-rich-text", &[], &[Unsupported]),
    ("bounce", &[("ru", "Совершенно секретно")], &[]),
    ("yahoo-japan", &[("jp", "極秘")], &[]),
    ("mailbox", &[("us", "CONFIDENTIAL")], &[Encrypted]),
];

#[test]
fn messages_of_real_programs_are_read() {
    let mut wrong = Vec::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/mail");
    for &(name, found, unread) in MESSAGES {
        let written = fs::read(format!("{folder}/{name}.eml")).expect(name);
        let lines = written.split_inclusive(|&byte| byte == b'\n');
        let on_the_way = lines.flat_map(|line| [line.trim_ascii_end(), b"\r\n"].concat()).collect();
        for bytes in [&written, &on_the_way] {
            let verdict = attach(&format!("{name}.eml"), bytes);
            let mut all = markings(&verdict);
            all.dedup();
            if all != found || notices(&verdict) != unread {
                wrong.push((name, bytes.contains(&b'\r'), format!("{all:?}"), verdict.notices));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(fs::read_dir(folder).expect("a folder").count(), MESSAGES.len(), "a message without a row");
}
