//! What a file is: by its content first, by its name second.
//!
//! A name is a claim, and claims may be wrong: a PDF called `notes.txt` is a PDF. Formats that are not read yet are
//! told by name, so that a notice can say in words what was not checked.
use crate::submission::Locale;

/// How far into a file names of parts are looked for, in bytes: the directory of a package or compound file starts it
/// or ends it.
const PARTS_BYTES: usize = 64 * 1024;

/// How much of the start of a file is looked at first, to tell whether it is data, in bytes.
const BEGINNING_BYTES: usize = 512;

/// How many given bytes of a signature tell the format of data that stands in a text.
const MIN_EMBEDDED_BYTES: usize = 3;

/// A run of bytes, and where it begins in a file.
type Piece = (usize, &'static [u8]);

/// A format that is not text.
#[derive(Debug)]
pub(super) struct Format {
    en: &'static str,
    zh_cn: &'static str,
    /// Endings of file names, in small letters.
    endings: &'static [&'static str],
    /// Bytes by which the content is known: all pieces of any of them.
    signatures: &'static [&'static [Piece]],
    /// Where the signature is that of a container: what stands in it when it is this format.
    parts: &'static [&'static [u8]],
    /// What stands in it where it is encrypted.
    locks: &'static [&'static [u8]],
    /// Whether it is a picture, whose writing may be read by whoever has a reader.
    picture: bool,
    /// Whether it is always encrypted.
    is_locked: bool,
    /// Whether nobody writes in it: a font.
    is_wordless: bool,
}

/// What kind of text a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Html,
    Json,
    Mail,
    Xml,
    /// Read as it is: tables as well, whose cells the grammars know.
    Plain,
}

/// By what a kind of text is known.
#[derive(Debug)]
struct Text {
    kind: Kind,
    /// Endings of file names, in small letters.
    endings: &'static [&'static str],
    /// How media types end.
    media_types: &'static [&'static str],
    /// How its files begin, but for blanks, in small letters.
    beginnings: &'static [&'static str],
}

impl Format {
    /// Whether it is a picture.
    pub(super) fn is_picture(&self) -> bool {
        self.picture
    }

    /// Whether nobody writes in files of this format.
    pub(super) fn is_wordless(&self) -> bool {
        self.is_wordless
    }

    /// Whether the content of such a file is encrypted.
    pub(super) fn is_encrypted(&self, head: &[u8], tail: &[u8]) -> bool {
        self.is_locked
            || self.locks.iter().any(|lock| holds(head, tail, lock))
            || head.starts_with(ZIP_ENTRY) && has_encrypted_entry(head, tail)
    }

    /// What people call it.
    pub(super) fn title(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::English => self.en,
            Locale::SimplifiedChinese => self.zh_cn,
        }
    }

    /// Whether files of this format have names that end so.
    pub(super) fn has_ending(&self, ending: &str) -> bool {
        self.endings.contains(&ending)
    }

    /// The signature by which the content is known to be of this format.
    fn signature(&self, head: &[u8], tail: &[u8]) -> Option<&'static [Piece]> {
        let begins = |(at, bytes): &Piece| head.get(*at..).is_some_and(|rest| rest.starts_with(bytes));
        let known = self.signatures.iter().find(|signature| signature.iter().all(begins))?;
        (self.parts.is_empty() || self.parts.iter().any(|part| holds(head, tail, part))).then_some(known)
    }
}

/// What the content of a file says that it is.
#[derive(Debug)]
pub(super) enum Content {
    /// Nothing but data of a format.
    Data(&'static Format),
    /// A format of which this file is text: a PDF document without anything packed, RTF.
    Written(&'static Format),
    /// Text, or no format that is known.
    Other,
}

/// How an entry of a ZIP archive begins, and how it begins in the directory; and where its flags are in each
/// (APPNOTE.TXT (PKWARE), 4.3.7, 4.3.12 and 4.4.4).
const ZIP_ENTRY: &[u8] = b"PK\x03\x04";
const ZIP_ENTRIES: [(&[u8], usize); 2] = [(ZIP_ENTRY, 6), (b"PK\x01\x02", 8)];

/// Whether a ZIP archive has an entry near its start or its end that is encrypted, which the lowest flag says.
fn has_encrypted_entry(head: &[u8], tail: &[u8]) -> bool {
    ends(head, tail).iter().any(|area| {
        ZIP_ENTRIES.iter().any(|&(beginning, flags)| {
            // Behind the flags, the method: the numbers of all are below 256.
            let is_entry = |window: &[u8]| window.starts_with(beginning) && window[flags + 3] == 0;
            area.windows(flags + 4).any(|window| is_entry(window) && window[flags] & 1 == 1)
        })
    })
}

/// What stands near the start and near the end.
fn ends<'f>(head: &'f [u8], tail: &'f [u8]) -> [&'f [u8]; 2] {
    let end = if tail.is_empty() { head } else { tail };
    [&head[..head.len().min(PARTS_BYTES)], &end[end.len().saturating_sub(PARTS_BYTES)..]]
}

/// Whether `part` stands near the start or the end.
fn holds(head: &[u8], tail: &[u8], part: &[u8]) -> bool {
    ends(head, tail).iter().any(|area| area.windows(part.len()).any(|window| window == part))
}

/// What the content is known by. `is_text` says whether the file can be read as text; it is asked only where the format
/// is known by nothing that people do not write.
pub(super) fn by_content(head: &[u8], tail: &[u8], is_text: impl FnOnce() -> bool) -> Content {
    let known = FORMATS.iter().find_map(|format| Some((format, format.signature(head, tail)?)));
    let Some((format, signature)) = known else { return Content::Other };
    let has_only = |fits: fn(u8) -> bool| signature.iter().all(|(_, bytes)| bytes.iter().all(|&byte| fits(byte)));
    let is_data = |byte: &u8| *byte < b' ' && !byte.is_ascii_whitespace();
    if !has_only(|byte| byte.is_ascii_graphic() || byte == b' ')
        || head[..head.len().min(BEGINNING_BYTES)].iter().any(is_data)
        || !is_text()
    {
        Content::Data(format)
    } else if has_only(|byte| byte.is_ascii_alphanumeric() || byte == b' ') {
        Content::Other
    } else {
        Content::Written(format)
    }
}

/// The format that a file name claims; `None` for names of text files and unknown ones.
pub(super) fn by_name(name: &str) -> Option<&'static Format> {
    let ending = ending(name)?;
    FORMATS.iter().find(|format| format.has_ending(&ending))
}

/// The format of data that stands in a text, which nothing but its first bytes tells: keys and digests may begin with any
/// two.
pub(super) fn of_embedded(data: &[u8]) -> Option<&'static Format> {
    let length = |signature: &[Piece]| signature.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    FORMATS.iter().find(|format| format.signature(data, b"").is_some_and(|known| length(known) >= MIN_EMBEDDED_BYTES))
}

/// Of which kind a text is: by a beginning that only pages have, by its name or type, else by what it starts with;
/// `None` where nothing says.
pub(super) fn kind_of(name: &str, media_type: &str, head: &[u8]) -> Option<Kind> {
    let start: Vec<u8> = head
        .iter()
        .filter(|byte| !matches!(byte, 0 | 0xFE | 0xFF | 0xEF | 0xBB | 0xBF))
        .take(64)
        .map(u8::to_ascii_lowercase)
        .collect();
    let start = start.trim_ascii_start();
    let ending = ending(name);
    let begins = |text: &&Text| text.beginnings.iter().any(|beginning| start.starts_with(beginning.as_bytes()));
    let is_named = |text: &&Text| ending.as_deref().is_some_and(|ending| text.endings.contains(&ending));
    let is_typed = |text: &&Text| text.media_types.iter().any(|known| media_type.ends_with(known));
    let find = |fits: &dyn Fn(&&Text) -> bool| TEXTS.iter().filter(|text| text.kind != Kind::Plain).find(fits);
    find(&|text| text.kind == Kind::Html && begins(text))
        .or_else(|| find(&is_named))
        .or_else(|| find(&is_typed))
        .or_else(|| find(&begins))
        .map(|text| text.kind)
}

/// Whether an ending promises text.
pub(super) fn promises_text(ending: &str) -> bool {
    TEXTS.iter().any(|text| text.endings.contains(&ending))
}

/// What stands behind the last dot of a file's name, in small letters.
pub(super) fn ending(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, ending) = file.rsplit_once('.')?;
    (!stem.is_empty() && !ending.is_empty()).then(|| ending.to_ascii_lowercase())
}

include!(concat!(env!("OUT_DIR"), "/formats.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    fn title(head: &[u8], tail: &[u8]) -> Option<&'static str> {
        match by_content(head, tail, || std::str::from_utf8(head).is_ok()) {
            Content::Data(format) | Content::Written(format) => Some(format.title(Locale::English)),
            Content::Other => None,
        }
    }

    fn titles(name: &str, head: &[u8]) -> [Option<&'static str>; 2] {
        [title(head, b""), by_name(name).map(|format| format.title(Locale::English))]
    }

    #[test]
    fn each_signature_has_an_example_that_is_of_its_format() {
        let signatures =
            FORMATS.iter().flat_map(|format| format.signatures.iter().map(move |signature| (format, signature)));
        assert_eq!(signatures.clone().count(), EXAMPLES.len());
        for ((format, signature), example) in signatures.zip(EXAMPLES) {
            let begins = |(at, bytes): &Piece| example.get(*at..).is_some_and(|rest| rest.starts_with(bytes));
            assert!(signature.iter().all(begins), "{}", example.escape_ascii());
            assert_eq!(title(example, b""), Some(format.en), "{}", example.escape_ascii());
        }
    }

    #[test]
    fn a_sentence_may_begin_as_a_signature_does() {
        let mut sentences = 0;
        for format in FORMATS {
            for signature in format.signatures {
                let mut text = b"The Standard operating procedure, and what else stands before a name. ".repeat(5);
                for (at, bytes) in *signature {
                    text[*at..*at + bytes.len()].copy_from_slice(bytes);
                }
                let Ok(text) = String::from_utf8(text) else { continue };
                if text.contains(|c: char| c.is_control()) {
                    continue;
                }
                sentences += 1;
                let has_signs = signature.iter().any(|(_, bytes)| bytes.iter().any(u8::is_ascii_punctuation));
                match by_content(text.as_bytes(), b"", || true) {
                    Content::Other => assert!(!has_signs, "{text}"),
                    Content::Written(_) => assert!(has_signs, "{text}"),
                    Content::Data(_) => panic!("{text}"),
                }
                assert!(matches!(by_content(text.as_bytes(), b"", || false), Content::Data(_)), "{text}");
            }
        }
        assert!(sentences >= 10, "{sentences}");
    }

    #[test]
    fn content_and_name_are_told_apart() {
        let pdf = Some("PDF document");
        for (name, head, expected) in [
            ("a.pdf", &b"%PDF-1.7\n"[..], [pdf, pdf]),
            ("a.txt", b"%PDF-1.7\n", [pdf, None]),
            ("a.PDF", b"hello", [None, pdf]),
            ("folder.pdf/readme", b"hello", [None, None]),
            (".pdf", b"", [None, None]),
            ("a.docx", b"PK\x03\x04..[Content_Types].xml..word/document.xml", [Some("Word document"); 2]),
            ("a.zip", b"PK\x03\x04..plan.txt", [Some("ZIP archive"); 2]),
            (
                "a.xls",
                b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
                [Some("Office or WPS file"), Some("Excel workbook (97\u{2013}2003)")],
            ),
            ("a.rtf", b"{\\rtf1\\ansi", [Some("RTF document"); 2]),
            // Two colours, 256 and as many as there are: the pixels begin elsewhere in each.
            ("a.bmp", b"BM\x3E\x22\x01\0\0\0\0\0\x3E\0\0\0\x28\0\0\0", [Some("BMP image"); 2]),
            ("a.bmp", b"BM\x3E\x22\x01\0\0\0\0\0\x36\x04\0\0\x28\0\0\0", [Some("BMP image"); 2]),
            ("a.bmp", b"BM\x3E\x22\x01\0\0\0\0\0\x36\0\0\0\x28\0\0\0", [Some("BMP image"); 2]),
            ("a.txt", b"BMP files (0 of 40) were kept.", [None, None]),
        ] {
            assert_eq!(titles(name, head), expected, "{name} {head:?}");
        }
    }

    #[test]
    fn the_directory_of_a_package_may_stand_at_its_end() {
        let head = [&b"PK\x03\x04"[..], &[b'x'; 200_000]].concat();
        assert_eq!(title(&head, b"PK\x01\x02 xl/workbook.xml"), Some("Excel workbook"));
    }
}
