//! What stands in a file in another form than its own: other encodings, packed and encrypted blocks, pages in pages.
use crate::{attach, markings, notices};
use encoding_rs::{GB18030, WINDOWS_1251};
use shareguard::NoticeKind::{self, Damaged, Encrypted, Unsupported};

const CHINESE: &str = "委员会星期二开会讨论了新图书馆的计划。\n";

#[test]
fn lines_in_another_encoding_hide_nothing() {
    let chinese = GB18030.encode("\n机密★10年\n\n关于港口的通知\n").0;
    let russian = WINDOWS_1251.encode("СОВЕРШЕННО СЕКРЕТНО\nЭкз. 1\n\nДоклад о насосной станции\n").0;
    let spoken = "Комитет обсудил во вторник план новой библиотеки.\n";
    for (what, text, added, system) in [
        ("a few lines", CHINESE.repeat(5), &chinese, "cn"),
        ("many lines", CHINESE.repeat(400), &chinese, "cn"),
        ("more lines than are looked at", CHINESE.repeat(4_000), &chinese, "cn"),
        ("Russian in pairs of bytes", spoken.repeat(5), &russian, "ru"),
        ("Russian behind Chinese", CHINESE.repeat(400), &russian, "ru"),
        ("a mark of the encoding", format!("\u{FEFF}{CHINESE}"), &chinese, "cn"),
    ] {
        for bytes in [[text.as_bytes(), added].concat(), [added, text.as_bytes()].concat()] {
            let verdict = attach("a.txt", &bytes);
            let found = markings(&verdict);
            assert!(found.iter().any(|(known, _)| *known == system), "{what}: {found:?}");
            assert!(verdict.complete, "{what}: {:?}", verdict.notices);
        }
    }
    // The other way round: one line of UTF-8 in an older text.
    let chinese_lines = CHINESE.repeat(50);
    let older = GB18030.encode(&chinese_lines).0;
    for text in [[older.as_ref(), "\n机密★10年\n\n关于港口的通知\n".as_bytes()].concat(), [&*older, &chinese].concat()]
    {
        assert!(markings(&attach("a.txt", &text)).contains(&("cn", "机密")));
    }
}

#[test]
fn what_was_added_to_a_text_in_utf16_is_read() {
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    for head in ["\u{FEFF}12:00 started\r\n12:01 pumping\r\n", "12:00 started\r\n12:01 pumping\r\n"] {
        let log = [utf16(head), b"SECRET//NOFORN\r\n\r\nThe pump house opens.\r\n".to_vec()].concat();
        assert!(markings(&attach("a.log", &log)).contains(&("us", "SECRET")), "{head}");
    }
}

#[test]
fn words_that_no_encoding_has_are_told() {
    // Two characters that were cut: no word can hide in them.
    let cut = b"\xE5\xA7\x94\xE5\x91\x98\xE4\xBC\n\xE5\xA7\x94\xE5\x91\x98\xE4\xBC\n";
    assert_eq!(notices(&attach("a.txt", cut)), []);
    // In the middle of a line that is UTF-8, without and with other lines that tell the encoding.
    let line = [CHINESE.trim_end().as_bytes(), b" \xBB\xFA\xC3\xDC\xA1\xEF10\xC4\xEA\n", CHINESE.as_bytes()].concat();
    let verdict = attach("a.txt", &line);
    assert!(!verdict.findings.is_empty() || !verdict.complete, "{verdict:?}");
    let other = GB18030.encode("关于港口的通知，请各单位于下周一前反馈意见。\n").0;
    assert_eq!(notices(&attach("a.txt", &[&line, &*other].concat())), [Damaged]);
}

#[test]
fn what_is_encrypted_is_told_as_that() {
    for (name, content) in [
        ("a.txt", &b"-----BEGIN PGP MESSAGE-----\n\nhQEMA1\n-----END PGP MESSAGE-----\n"[..]),
        ("a.eml", b"From: a@example.org\nSubject: x\n\n> -----BEGIN PGP MESSAGE-----\n\nhQEMA1\n"),
        ("a.p7m", b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIIB\n"),
        ("a.pdf", b"%PDF-1.7\n\x93\x8C\x8B\x9E\n1 0 obj\ntrailer << /Encrypt 5 0 R /Root 1 0 R >>\n"),
        ("a.zip", b"PK\x03\x04\x14\0\x09\x08\x08\0\0\0plan.txt"),
        ("a.zip", b"PK\x03\x04\x14\0\0\0\0\0docs/....PK\x01\x02\x14\0\x14\0\x01\0\x08\0docs/plan.txt"),
        ("a.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"),
        ("a.gpg", b"\x85\x01\x0C\x03\xF1\x07\x9B\x88\x01\xFE"),
        ("a.age", b"age-encryption.org/v1\n-> X25519 x\n"),
    ] {
        assert!(notices(&attach(name, content)).contains(&Encrypted), "{name}: {}", content.escape_ascii());
    }
    for (name, content) in
        [("a.zip", &b"PK\x03\x04\x14\0\x08\x08\x08\0\0\0plan.txt"[..]), ("a.pdf", b"%PDF-1.7\n\x93\x8C\x8B\x9E\n")]
    {
        assert_eq!(notices(&attach(name, content)), [Unsupported], "{name}");
    }
}

/// A picture's header, and as much behind it as a small one has.
fn picture(side: u8) -> Vec<u8> {
    let header =
        [&b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0"[..], &[side], b"\0\0\0", &[side], b"\x08\x02\0\0\0"].concat();
    [&header[..], &[0x5A; 100]].concat()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = |chunk: &[u8]| {
        let bits = chunk.iter().chain([&0; 2]).take(3).fold(0_usize, |bits, &byte| bits << 8 | usize::from(byte));
        (0..=chunk.len()).map(move |at| char::from(DIGITS[bits >> (18 - 6 * at) & 63])).collect::<String>()
    };
    let written: String = bytes.chunks(3).map(digits).collect();
    let padding = "=".repeat((4 - written.len() % 4) % 4);
    written + &padding
}

#[test]
fn pictures_and_files_in_text_are_told_or_read() {
    let (drawn, icon) = (base64(&picture(200)), base64(&picture(16)));
    let text = base64(b"SECRET//NOFORN\n\nThe pump house opens on Monday, and everybody is invited.\n");
    for (name, content, unread) in [
        ("a.html", format!("<p>a</p><img src=\"data:image/png;base64,{drawn}\">"), &[Unsupported][..]),
        ("a.md", format!("![x](data:image/png;base64,{drawn})\n"), &[Unsupported]),
        ("a.ipynb", format!("{{\"outputs\": [{{\"data\": {{\"image/png\": \"{drawn}\\n\"}}}}]}}"), &[Unsupported]),
        (
            "a.fodt",
            format!("<?xml version=\"1.0\"?><text:p>a</text:p><office:binary-data>{drawn}</office:binary-data>"),
            &[Unsupported],
        ),
        ("a.html", format!("<img src=\"data:image/png;base64,{icon}\">"), &[]),
    ] {
        assert_eq!(notices(&attach(name, content.as_bytes())), unread, "{name}: {content}");
    }
    for (name, content) in [
        ("a.js", format!("//# sourceMappingURL=data:application/json;base64,{text}\n")),
        ("a.yaml", format!("data:\n  plan: {text}\n")),
        ("a.html", "<img src='data:image/svg+xml,%3Csvg%3E%3Ctext%3ESECRET//NOFORN%3C/text%3E%3C/svg%3E'>".to_owned()),
    ] {
        let verdict = attach(name, content.as_bytes());
        assert_eq!((markings(&verdict), verdict.complete), (vec![("us", "SECRET")], true), "{name}: {content}");
    }
}

#[test]
fn files_in_files_end_somewhere() {
    let mut text = "SECRET//NOFORN\n\nThe pump house opens on Monday, and everybody is invited.\n".to_owned();
    for depth in 0..12 {
        // Two bytes beyond ASCII may be many things: each level is read in many encodings.
        text = format!("é {}", base64(text.as_bytes()));
        let verdict = attach("a.txt", text.as_bytes());
        let told: Vec<NoticeKind> = notices(&verdict);
        assert_eq!((verdict.findings.len() == 1, told.is_empty()), (depth < 8, depth < 8), "{depth}");
    }
}

#[test]
fn what_pages_and_documents_show_is_read() {
    for (name, content) in [
        ("a.html", "<form><input value=\"SECRET//NOFORN\"></form>"),
        ("a.html", "<textarea><!-- SECRET//NOFORN --></textarea>"),
        ("a.html", "<iframe srcdoc=\"&lt;p>SECRET//NOFORN\"></iframe>"),
        ("a.html", "<x-head><template shadowrootmode=open><p>SECRET//NOFORN</template></x-head>"),
        ("a.html", "<img alt='SECRET//NOFORN'>"),
        ("a.xml", "<?xml version=\"1.0\"?><w:p><w:r><w:t>SEC</w:t></w:r><w:r><w:t>RET//NOFORN</w:t></w:r></w:p>"),
        (
            "a.fodt",
            "<?xml version=\"1.0\"?><text:p><text:span>SECRET//</text:span><text:span>NOFORN</text:span></text:p><text:p>Ferry</text:p>",
        ),
        ("a.log", "\x1B]0;title\x07SECRET\x1B(B\x1B[m//NOFORN\n"),
        (
            "a.vcf",
            "BEGIN:VCARD\r\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:SECRET=2F=\r\n=2FNOFORN\r\nEND:VCARD\r\n",
        ),
        ("a.js", r"SECRET\x2f\u{2f}NOFORN"),
    ] {
        assert!(markings(&attach(name, content.as_bytes())).contains(&("us", "SECRET")), "{name}: {content}");
    }
    // A word that only names a thing.
    for content in ["<input value=SECRET>", "<img alt='Top Secret'>", "<a title=Confidential>x</a>"] {
        assert_eq!(markings(&attach("a.html", content.as_bytes())), [], "{content}");
    }
}
