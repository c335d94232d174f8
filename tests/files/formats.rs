use crate::{attach, markings, notices};
use shareguard::{NoticeKind, Origin};

#[test]
fn text_formats_are_read() {
    for (name, content) in [
        ("report.txt", "SECRET//NOFORN\n\nThe pump house opens."),
        ("report.md", "# SECRET//NOFORN\n\nThe pump house opens."),
        ("hosts.csv", "id,marking\n1,SECRET//NOFORN\n"),
        ("hosts.tsv", "id\tmarking\n1\tSECRET//NOFORN\n"),
        ("report.json", r#"{"classification": "SECRET\/\/NOFORN"}"#),
        ("report.jsonl", "{\"text\": \"SECRET//NOFORN\\n\\nThe pump house opens.\"}\n"),
        ("report.html", "<p>SECRET//NOFORN</p><p>The pump house opens.</p>"),
        ("report", "<!DOCTYPE html><p>SEC<b>RET</b>//NOFORN</p>"),
        ("report.xml", "<report><banner>SECRET//NOFORN</banner></report>"),
        ("plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>SECRET//NOFORN</text></svg>"),
        ("mail.eml", "Subject: SECRET//NOFORN pump house\nContent-Type: text/plain\n\nSECRET//NOFORN\n\nIt opens.\n"),
        ("mail.eml", "Subject: =?UTF-8?B?U0VDUkVULy9OT0ZPUk4=?=\n\nIt opens.\n"),
        ("mail.eml", "Content-Transfer-Encoding:\n base64\n\nU0VDUkVULy9OT0ZPUk4KCkl0IG9wZW5zLgo=\n"),
        ("saved", "Received: by a\nContent-Transfer-Encoding: quoted-printable\n\nSECRET//NOF=\nORN\n\nIt opens.\n"),
        ("notes.py", "# SECRET//NOFORN\n\nprint('x')\n"),
        ("out.log", "SECRET//NOFORN\n\n12:00 started\n12:01 pumping\n"),
    ] {
        let verdict = attach(name, content.as_bytes());
        assert!(markings(&verdict).contains(&("us", "SECRET")), "{name}: {verdict:?}");
        assert!(verdict.complete, "{name}: {verdict:?}");
        assert_eq!(verdict.findings[0].file.as_deref(), Some(name));
    }
}

#[test]
fn escaped_json_is_read() {
    let verdict = attach("a.json", br#"{"title": "\u673a\u5bc6\u260510\u5e74"}"#);
    assert_eq!(markings(&verdict), [("cn", "\u{673A}\u{5BC6}")]);
}

#[test]
fn escaped_characters_are_read_in_text_of_every_kind() {
    for (name, content) in [
        ("a.properties", r"classification=\u673a\u5bc6\u260510\u5e74"),
        ("a.yaml", r#"classification: "\u673a\u5bc6\u260510\u5e74""#),
        ("a.json", r#"{"body": "{\"head\": \"\\u673a\\u5bc6\\u260510\\u5e74\"}"}"#),
    ] {
        assert_eq!(markings(&attach(name, content.as_bytes())), [("cn", "\u{673A}\u{5BC6}")], "{name}");
    }
    for content in
        ["\x1B[1;31mSECRET//NOFORN\x1B[0m\n\n12:00 started\n", "S\x08SE\x08EC\x08CR\x08RE\x08ET\x08T//NF\n\nA manual\n"]
    {
        assert_eq!(markings(&attach("a.log", content.as_bytes())), [("us", "SECRET")], "{content:?}");
    }
}

#[test]
fn what_is_not_read_is_told_by_name() {
    for (name, content, kind, said) in [
        ("a.pdf", &b"%PDF-1.7\n1 0 obj"[..], NoticeKind::Unsupported, "PDF document: "),
        ("notes.txt", b"%PDF-1.7\n1 0 obj", NoticeKind::Unsupported, "PDF document, although its name ends in .txt: "),
        (
            "a.docx",
            b"PK\x03\x04\x14\0[Content_Types].xml word/document.xml",
            NoticeKind::Unsupported,
            "Word document: ",
        ),
        ("a.zip", b"PK\x03\x04\x14\0plan.txt", NoticeKind::Unsupported, "ZIP archive: "),
        ("a.png", b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", NoticeKind::Unsupported, "PNG image: "),
        ("a.rtf", b"{\\rtf1\\ansi SECRET//NOFORN}", NoticeKind::Unsupported, "RTF document: "),
        (
            "junk",
            b"\x01\x02\x03\x00\xFE\x00\x07junk\x00\x10\x00",
            NoticeKind::Unsupported,
            "neither text nor a known format",
        ),
        ("a.docx", b"\x01\x02\x03\x00\xFE\x00\x07junk\x00\x10\x00", NoticeKind::Damaged, "by its name a Word document"),
        (
            "m.eml",
            b"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n",
            NoticeKind::Unsupported,
            "an attachment: PDF document: ",
        ),
    ] {
        let verdict = attach(name, content);
        assert_eq!(notices(&verdict), [kind], "{name}: {verdict:?}");
        let notice = &verdict.notices[0];
        assert!(notice.detail.starts_with(said), "{name}: {}", notice.detail);
        assert_eq!((notice.item, notice.file.as_deref()), (Some(0), Some(name)));
        assert!(!verdict.complete);
    }
}

#[test]
fn a_text_that_begins_with_letters_of_a_signature_is_read() {
    for beginning in
        ["The Standard operating procedure", "ID3 tags", "Tidal waWAVE", "BZh", "GIF89a", "OTTO", "KDH and", "xxxxftyp"]
    {
        let verdict = attach("a.txt", format!("{beginning} for pumps.\n\nSECRET//NOFORN\n").as_bytes());
        assert_eq!((markings(&verdict), verdict.complete), (vec![("us", "SECRET")], true), "{beginning}");
    }
}

#[test]
fn of_a_format_in_plain_letters_what_stands_in_plain_sight_is_read_and_the_format_told() {
    for content in
        ["{\\rtf1\\ansi\n SECRET//NOFORN\n}", "%!PS-Adobe-3.0\n% SECRET//NOFORN\n", "%PDF-1.4\n% SECRET//NOFORN\n"]
    {
        let verdict = attach("a.rtf", content.as_bytes());
        let expected = (vec![("us", "SECRET")], vec![NoticeKind::Unsupported]);
        assert_eq!((markings(&verdict), notices(&verdict)), expected, "{content}");
    }
}

#[test]
fn data_of_an_unknown_format_is_never_clean_text() {
    let noise = |length: usize| -> Vec<u8> {
        // Knuth's multiplicative hash of the place: bytes of every kind, as compressed data has.
        (0..length as u32).map(|at| (at.wrapping_mul(0x9E37_79B1) >> 24) as u8).collect()
    };
    let text = "The pump house opens on Monday.\n".repeat(1000);
    for (what, data) in [
        ("a public key", [&b"0\x2A0\x05\x06\x03+ep\x03!\0"[..], &noise(32)].concat()),
        ("hashes beside the texts that they are of", [b"\0\x06abc(", &noise(40)[..], b"The quick brown fox."].concat()),
        ("numbers of two bytes", (0..4000u16).flat_map(|at| (at / 8 * 3).to_be_bytes()).collect()),
        ("text, and compressed pixels behind it", [text.as_bytes(), &noise(40_000)].concat()),
        ("a table of addresses", [0u32, 0x47F8, 0x47F8, 0xB400].map(u32::to_be_bytes).concat().repeat(500)),
    ] {
        let verdict = attach("a.dat", &data);
        assert_eq!((notices(&verdict), verdict.complete), (vec![NoticeKind::Unsupported], false), "{what}");
    }
}

#[test]
fn a_mark_of_an_encoding_makes_no_text_of_data() {
    let noise: Vec<u8> = (0..4000u32).map(|at| (at.wrapping_mul(0x9E37_79B1) >> 24) as u8).collect();
    for mark in [&b"\xFF\xFE"[..], b"\xFE\xFF", b"\xEF\xBB\xBF"] {
        let verdict = attach("a.txt", &[mark, &noise].concat());
        assert!(!verdict.complete, "{mark:?}: {verdict:?}");
    }
}

#[test]
fn a_name_that_is_wrong_about_text_hides_nothing() {
    // Programs export tables as HTML or CSV under names of Excel.
    for (name, content) in [("a.xls", "<html><p>SECRET//NOFORN</p></html>"), ("a.doc", "SECRET//NOFORN\n\nIt opens.")] {
        let verdict = attach(name, content.as_bytes());
        assert_eq!((markings(&verdict), verdict.complete), (vec![("us", "SECRET")], true), "{name}");
    }
}

#[test]
fn names_are_read_too_but_a_bare_level_in_one_is_no_marking() {
    for (name, found) in [
        ("机密★10年 泵房.docx", true),
        ("folder/SECRET__NOFORN.txt", true),
        ("SECRET.txt", false),
        ("secret.txt", false),
        ("Top Secret.txt", false),
        ("TOP SECRET.txt", false),
        ("机密.txt", false),
        ("内部资料/notes.txt", false),
        ("confidential.pdf", false),
    ] {
        let verdict = attach(name, b"Lunch at noon?");
        assert_eq!(verdict.findings.iter().any(|finding| finding.origin == Origin::Name), found, "{name}: {verdict:?}");
    }
}

#[test]
fn labels_that_stand_in_tags_are_metadata() {
    for (name, content) in [
        (
            "custom.xml",
            r#"<property name="MSIP_Label_2096f6a2-d2f7-48be-b329-b73aaa526e5d_Name"><vt:lpwstr>Confidential</vt:lpwstr></property>"#,
        ),
        (
            "a.html",
            r#"<html><head><meta name="MSIP_Label_2096f6a2-d2f7-48be-b329-b73aaa526e5d_Name" content="Confidential"></head><p>Lunch?</p>"#,
        ),
    ] {
        let verdict = attach(name, content.as_bytes());
        assert_eq!(markings(&verdict), [("corp", "Confidential")], "{name}");
        assert_eq!(verdict.findings[0].origin, Origin::Metadata, "{name}");
    }
}
