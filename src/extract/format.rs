//! What a file is: by its content first, by its name second.
//!
//! A name is a claim, and claims may be wrong: a PDF called `notes.txt` is a PDF. Formats that are not read yet are told by name, so that
//! a notice can say in words what was not checked.
use crate::submission::Locale;

/// How far into a file names of parts are looked for, in bytes: the directory of a package or compound file starts it or ends it.
const PARTS_BYTES: usize = 64 * 1024;

/// A format that is not text.
#[derive(Debug)]
pub(super) struct Format {
    en: &'static str,
    zh_cn: &'static str,
    /// Endings of file names, in small letters.
    endings: &'static [&'static str],
    /// Bytes at an offset by which the content is known; any of them will do.
    signatures: &'static [(usize, &'static [u8])],
    /// Where the signature is that of a container: what stands in it when it is this format.
    parts: &'static [&'static [u8]],
    /// Whether it is a picture, whose writing may be read by whoever has a reader.
    picture: bool,
}

impl Format {
    /// Whether it is a picture.
    pub(super) fn is_picture(&self) -> bool {
        self.picture
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

    fn fits(&self, head: &[u8], tail: &[u8]) -> bool {
        self.signatures.iter().any(|(offset, bytes)| head.get(*offset..).is_some_and(|rest| rest.starts_with(bytes)))
            && (self.parts.is_empty() || self.parts.iter().any(|part| holds(head, tail, part)))
    }
}

/// Whether `part` stands near the start or the end.
fn holds(head: &[u8], tail: &[u8], part: &[u8]) -> bool {
    let end = if tail.is_empty() { head } else { tail };
    [&head[..head.len().min(PARTS_BYTES)], &end[end.len().saturating_sub(PARTS_BYTES)..]]
        .iter()
        .any(|area| area.windows(part.len()).any(|window| window == part))
}

/// The format by which the content is known; `None` where it is text, or nothing known.
pub(super) fn by_content(head: &[u8], tail: &[u8]) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.fits(head, tail))
}

/// The format that a file name claims; `None` for names of text files and unknown ones.
pub(super) fn by_name(name: &str) -> Option<&'static Format> {
    let ending = ending(name)?;
    FORMATS.iter().find(|format| format.has_ending(&ending))
}

/// What stands behind the last dot of a file's name, in small letters.
pub(super) fn ending(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, ending) = file.rsplit_once('.')?;
    (!stem.is_empty() && !ending.is_empty()).then(|| ending.to_ascii_lowercase())
}

const fn format(
    en: &'static str,
    zh_cn: &'static str,
    endings: &'static [&'static str],
    signatures: &'static [(usize, &'static [u8])],
) -> Format {
    Format { en, zh_cn, endings, signatures, parts: &[], picture: false }
}

const fn picture(
    en: &'static str,
    zh_cn: &'static str,
    endings: &'static [&'static str],
    signatures: &'static [(usize, &'static [u8])],
) -> Format {
    Format { picture: true, ..format(en, zh_cn, endings, signatures) }
}

const ZIP: &[(usize, &[u8])] = &[(0, b"PK\x03\x04"), (0, b"PK\x05\x06")];
const COMPOUND: &[(usize, &[u8])] = &[(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")];

const fn within(
    en: &'static str,
    zh_cn: &'static str,
    endings: &'static [&'static str],
    signatures: &'static [(usize, &'static [u8])],
    parts: &'static [&'static [u8]],
) -> Format {
    Format { en, zh_cn, endings, signatures, parts, picture: false }
}

/// What stands in a container comes before the container. Signatures: the formats' own specifications, as file(1) collects them.
static FORMATS: &[Format] = &[
    format("PDF document", "PDF 文档", &["pdf"], &[(0, b"%PDF-")]),
    within("Word document", "Word 文档", &["docx", "docm", "dotx"], ZIP, &[b"word/document"]),
    within("Excel workbook", "Excel 工作簿", &["xlsx", "xlsm", "xlsb", "xltx"], ZIP, &[b"xl/workbook"]),
    within("PowerPoint presentation", "PowerPoint 演示文稿", &["pptx", "pptm", "ppsx"], ZIP, &[b"ppt/presentation"]),
    within(
        "OpenDocument file",
        "OpenDocument 文件",
        &["odt", "ods", "odp", "odg"],
        ZIP,
        &[b"application/vnd.oasis.opendocument"],
    ),
    within("OFD document", "OFD 版式文档", &["ofd"], ZIP, &[b"OFD.xml"]),
    within("e-book", "电子书", &["epub"], ZIP, &[b"application/epub+zip"]),
    format("ZIP archive", "ZIP 压缩包", &["zip", "jar", "apk", "xpi"], ZIP),
    within("Word document (97–2003)", "Word 97–2003 文档", &["doc", "dot"], COMPOUND, &[b"W\0o\0r\0d\0D\0o\0c\0"]),
    within("Excel workbook (97–2003)", "Excel 97–2003 工作簿", &["xls"], COMPOUND, &[b"W\0o\0r\0k\0b\0o\0o\0k\0"]),
    within(
        "PowerPoint presentation (97–2003)",
        "PowerPoint 97–2003 演示文稿",
        &["ppt", "pps"],
        COMPOUND,
        &[b"P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0"],
    ),
    within("Outlook message", "Outlook 邮件", &["msg"], COMPOUND, &[b"_\0_\0n\0a\0m\0e\0i\0d\0"]),
    format("Office or WPS file", "Office 或 WPS 文件", &["wps", "et", "dps", "vsd", "mpp"], COMPOUND),
    format("RTF document", "RTF 文档", &["rtf"], &[(0, b"{\\rtf")]),
    format("7-Zip archive", "7-Zip 压缩包", &["7z"], &[(0, b"7z\xBC\xAF\x27\x1C")]),
    format("RAR archive", "RAR 压缩包", &["rar"], &[(0, b"Rar!\x1A\x07")]),
    format("gzip archive", "gzip 压缩包", &["gz", "tgz"], &[(0, b"\x1F\x8B")]),
    format("bzip2 archive", "bzip2 压缩包", &["bz2"], &[(0, b"BZh")]),
    format("xz archive", "xz 压缩包", &["xz"], &[(0, b"\xFD7zXZ\0")]),
    format("Zstandard archive", "Zstandard 压缩包", &["zst"], &[(0, b"\x28\xB5\x2F\xFD")]),
    format("tar archive", "tar 压缩包", &["tar"], &[(257, b"ustar")]),
    picture("PNG image", "PNG 图片", &["png"], &[(0, b"\x89PNG\r\n\x1A\n")]),
    picture("JPEG image", "JPEG 图片", &["jpg", "jpeg", "jfif"], &[(0, b"\xFF\xD8\xFF")]),
    picture("GIF image", "GIF 图片", &["gif"], &[(0, b"GIF87a"), (0, b"GIF89a")]),
    picture("WebP image", "WebP 图片", &["webp"], &[(8, b"WEBP")]),
    picture("TIFF image", "TIFF 图片", &["tif", "tiff"], &[(0, b"II*\0"), (0, b"MM\0*")]),
    picture(
        "HEIC or AVIF image",
        "HEIC 或 AVIF 图片",
        &["heic", "heif", "avif"],
        &[(4, b"ftypheic"), (4, b"ftypmif1"), (4, b"ftypheix"), (4, b"ftypavif")],
    ),
    picture(
        "JPEG XL or JPEG 2000 image",
        "JPEG XL 或 JPEG 2000 图片",
        &["jxl", "jp2"],
        &[(0, b"\0\0\0\x0CJXL "), (0, b"\0\0\0\x0CjP  "), (0, b"\xFF\x0A")],
    ),
    // Where its pixels begin depends on how many colours it lists. The length of its second header tells it from text.
    Format {
        picture: true,
        ..within(
            "BMP image",
            "BMP 图片",
            &["bmp", "dib"],
            &[(0, b"BM")],
            &[b"\x0C\0\0\0", b"\x28\0\0\0", b"\x34\0\0\0", b"\x38\0\0\0", b"\x40\0\0\0", b"\x6C\0\0\0", b"\x7C\0\0\0"],
        )
    },
    picture("icon", "图标", &["ico", "cur"], &[(0, b"\0\0\x01\0"), (0, b"\0\0\x02\0")]),
    format("Photoshop image", "Photoshop 图片", &["psd"], &[(0, b"8BPS")]),
    format("DjVu document", "DjVu 文档", &["djvu"], &[(0, b"AT&TFORM")]),
    format("CAJ document", "CAJ 文献", &["caj", "kdh", "nh"], &[(0, b"CAJ\0"), (0, b"HN\0"), (0, b"KDH ")]),
    format("PostScript document", "PostScript 文档", &["ps", "eps"], &[(0, b"%!PS")]),
    format(
        "video",
        "视频",
        &["mp4", "mov", "m4v", "mkv", "webm", "avi"],
        &[(4, b"ftyp"), (0, b"\x1A\x45\xDF\xA3"), (8, b"AVI ")],
    ),
    format(
        "sound",
        "音频",
        &["mp3", "wav", "ogg", "flac", "m4a", "amr"],
        &[(0, b"ID3"), (0, b"\xFF\xFB"), (8, b"WAVE"), (0, b"OggS"), (0, b"fLaC"), (0, b"#!AMR")],
    ),
    format("database", "数据库", &["sqlite", "db", "mdb", "accdb"], &[(0, b"SQLite format 3\0"), (4, b"Standard ")]),
    format(
        "program",
        "程序",
        &["exe", "dll", "so", "dylib", "wasm", "class"],
        &[(0, b"\x7FELF"), (0, b"MZ\x90\0"), (0, b"\0asm"), (0, b"\xCA\xFE\xBA\xBE"), (0, b"\xCF\xFA\xED\xFE")],
    ),
    format(
        "font",
        "字体",
        &["ttf", "otf", "woff", "woff2"],
        &[(0, b"\0\x01\0\0\0"), (0, b"OTTO"), (0, b"wOFF"), (0, b"wOF2")],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(name: &str, head: &[u8]) -> [Option<&'static str>; 2] {
        [by_content(head, b""), by_name(name)].map(|format| format.map(|format| format.title(Locale::English)))
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
        assert_eq!(
            by_content(&head, b"PK\x01\x02 xl/workbook.xml").expect("known").title(Locale::English),
            "Excel workbook"
        );
    }
}
