//! Files → the texts in them, with notes on what was not read.
use super::encoding::{decode, plausible};
use super::format::{self, Format};
use super::picture::{self, Property};
use super::{html, json, label, mail};
use crate::checker::MAX_TEXT_BYTES;
use crate::finding::Origin;
use crate::submission::{File, Locale};
use crate::verdict::NoticeKind;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// A larger file is handed over as its two ends only, in bytes.
pub const MAX_WHOLE_BYTES: u64 = 32 * 1024 * 1024;
/// How much of the start of a large file is read, in bytes.
pub const HEAD_BYTES: usize = 8 * 1024 * 1024;
/// How much of the end of a large file is read, in bytes: the foot of a document often repeats its marking.
pub const TAIL_BYTES: usize = 2 * 1024 * 1024;

/// What a file holds.
#[derive(Debug, Default)]
pub struct Extracted<'a> {
    /// The text in it; `None` where there is none that could be read.
    pub text: Option<Text<'a>>,
    /// The texts that stand beside the content: of a picture, its captions, comments and labels.
    pub properties: Vec<Property>,
    /// What was not read, and why.
    pub unread: Vec<(NoticeKind, String)>,
    /// Set where the file is a picture, whose writing is not read here: what is said of it where nobody reads it.
    pub picture: Option<(NoticeKind, String)>,
}

/// A file that is text.
#[derive(Debug)]
pub struct Text<'a> {
    part: Part<'a>,
    kind: Kind,
    encodings: Vec<&'static Encoding>,
}

impl Text<'_> {
    /// What is written in the file, part by part, in each encoding that it may be in, likeliest first. Each is made when it is asked for:
    /// together they may be large.
    pub fn readings(&self) -> impl Iterator<Item = Vec<(Origin, String)>> + '_ {
        self.encodings.iter().map(|encoding| self.kind.read(self.part.text(encoding)))
    }
}

/// Reads a file. `locale` is the language of the notes.
pub fn read<'a>(file: &File<'a>, locale: Locale) -> Extracted<'a> {
    if file.size == 0 {
        return Extracted::default();
    }
    let not_read = |note| Extracted { unread: vec![note], ..Extracted::default() };
    if let Some(found) = format::by_content(file.head, file.tail) {
        let note = unsupported(found, file.name, locale);
        return if found.is_picture() { read_picture(file, note, locale) } else { not_read(note) };
    }
    let part = Part::of(file);
    let encodings = plausible(part.head);
    if encodings.is_empty() {
        return not_read(match format::by_name(file.name) {
            Some(claimed) => (NoticeKind::Damaged, says(locale, not_what_it_claims(claimed))),
            None => {
                let detail = ["neither text nor a known format", "不是文本，也不是已知格式"];
                (NoticeKind::Unsupported, says(locale, detail.map(str::to_owned)))
            }
        });
    }
    let kind = Kind::of(file, part.head);
    let mut unread = Vec::new();
    if kind == Kind::Mail && mail::has_encoded_parts(&String::from_utf8_lossy(part.head)) {
        let detail = ["encoded parts of the message were not read", "邮件中经过编码的部分未检查"];
        unread.push((NoticeKind::Unsupported, says(locale, detail.map(str::to_owned))));
    }
    let is_utf16 = encodings[0] == UTF_16LE || encodings[0] == UTF_16BE;
    if is_utf16 && !part.is_cut && !part.head.len().is_multiple_of(2) {
        let detail = ["UTF-16 with half a code unit at the end", "UTF-16 文本末尾缺半个编码单元"];
        unread.push((NoticeKind::Damaged, says(locale, detail.map(str::to_owned))));
    }
    if part.is_cut {
        let detail = ["very large: only its start and its end were checked", "文件很大：只检查了开头和末尾"];
        unread.push((NoticeKind::Truncated, says(locale, detail.map(str::to_owned))));
    }
    Extracted { text: Some(Text { part, kind, encodings }), unread, ..Extracted::default() }
}

/// Reads the properties of a picture, whose writing others read. `unread` is what is said where nobody does.
fn read_picture<'a>(file: &File<'a>, unread: (NoticeKind, String), locale: Locale) -> Extracted<'a> {
    let (properties, is_cut) = picture::properties(file.head);
    let left_out = if is_cut {
        Some(["more stands in the properties of the picture than is read", "图片属性内容过多，未全部检查"])
    } else if file.size > file.head.len() as u64 && !picture::begins_with_properties(file.head) {
        let detail = [
            "very large: of the properties of the picture only those at its start were checked",
            "文件很大：只检查了位于开头的图片属性",
        ];
        Some(detail)
    } else {
        None
    };
    let notice = |detail: [&str; 2]| (NoticeKind::Truncated, says(locale, detail.map(str::to_owned)));
    Extracted { properties, unread: left_out.map(notice).into_iter().collect(), picture: Some(unread), text: None }
}

/// A file's name as a title: without folders and ending, and with blanks where names have underscores.
pub fn title_of(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).replace('_', " ")
}

/// The sentence in the wanted language, of one in English and one in Chinese.
fn says(locale: Locale, [en, zh_cn]: [String; 2]) -> String {
    match locale {
        Locale::English => en,
        Locale::SimplifiedChinese => zh_cn,
    }
}

/// Says what a format that is not read is, and whether the name said something else.
fn unsupported(found: &Format, name: &str, locale: Locale) -> (NoticeKind, String) {
    let title = found.title(locale);
    let lies = format::ending(name).filter(|ending| !found.has_ending(ending) && !is_unknown(ending));
    let [en, zh_cn] = if found.is_picture() {
        ["what is written in it was not read", "其中的文字未检查"]
    } else {
        ["this format is not supported yet", "尚不支持此格式"]
    };
    let detail = match lies {
        Some(ending) => [
            format!("{title}, although its name ends in .{ending}: {en}"),
            format!("{title}，但文件名以 .{ending} 结尾：{zh_cn}"),
        ],
        None => [format!("{title}: {en}"), format!("{title}：{zh_cn}")],
    };
    (NoticeKind::Unsupported, says(locale, detail))
}

/// Whether an ending claims nothing in particular.
fn is_unknown(ending: &str) -> bool {
    format::by_name(&format!("a.{ending}")).is_none() && !TEXT_ENDINGS.contains(&ending)
}

/// Endings that promise text.
const TEXT_ENDINGS: [&str; 14] =
    ["txt", "md", "csv", "tsv", "json", "jsonl", "html", "htm", "xml", "svg", "eml", "log", "yaml", "ini"];

fn not_what_it_claims(claimed: &Format) -> [String; 2] {
    [
        format!("by its name a {}, but its content is not", claimed.title(Locale::English)),
        format!("文件名表示是{}，但内容不是", claimed.title(Locale::SimplifiedChinese)),
    ]
}

/// As much of a file as is read as text.
#[derive(Debug)]
struct Part<'a> {
    head: &'a [u8],
    tail: &'a [u8],
    is_cut: bool,
}

impl<'a> Part<'a> {
    fn of(file: &File<'a>) -> Part<'a> {
        let File { head, tail, .. } = *file;
        if tail.is_empty() && head.len() as u64 >= file.size && head.len() <= HEAD_BYTES + TAIL_BYTES {
            return Part { head, tail: &[], is_cut: false };
        }
        // Of a file that is here as a whole, its end is the end of the head.
        let (head, tail) = if tail.is_empty() { head.split_at(head.len().min(HEAD_BYTES)) } else { (head, tail) };
        let tail = &tail[tail.len().saturating_sub(TAIL_BYTES)..];
        Part { head: &head[..head.len().min(HEAD_BYTES)], tail, is_cut: true }
    }

    /// The text in an encoding. Where the middle is missing a line break stands for it: lines and offsets after it count the text
    /// as it was read.
    fn text(&self, encoding: &'static Encoding) -> String {
        let mut text = decode(self.head, encoding);
        if !self.tail.is_empty() {
            let tail = decode(self.whole_lines(encoding), encoding);
            // In UTF-8 it may take more room than in the file.
            text.truncate(text.floor_char_boundary(MAX_TEXT_BYTES.saturating_sub(tail.len() + 1)));
            text.push('\n');
            text.push_str(&tail);
        }
        text
    }

    /// The tail from its first whole line on, where it has one: it may begin in the middle of a character.
    fn whole_lines(&self, encoding: &'static Encoding) -> &'a [u8] {
        let tail = self.tail;
        if encoding == UTF_16LE || encoding == UTF_16BE {
            let line_feed = if encoding == UTF_16LE { [b'\n', 0] } else { [0, b'\n'] };
            // In a file, code units begin at even offsets; the tail ends where the file does.
            let tail = &tail[tail.len() % 2..];
            return tail
                .as_chunks::<2>()
                .0
                .iter()
                .position(|unit| *unit == line_feed)
                .map_or(tail, |at| &tail[2 * at + 2..]);
        }
        tail.iter().position(|&byte| byte == b'\n').map_or(tail, |at| &tail[at + 1..])
    }
}

/// What kind of text a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Html,
    Json,
    Mail,
    /// Read as it is: XML and tables as well, whose tags and cells the grammars know.
    Plain,
}

impl Kind {
    /// By what it starts with, else by its name or type.
    fn of(file: &File<'_>, head: &[u8]) -> Kind {
        let start: Vec<u8> = head
            .iter()
            .filter(|byte| !matches!(byte, 0 | 0xFE | 0xFF | 0xEF | 0xBB | 0xBF))
            .take(64)
            .map(u8::to_ascii_lowercase)
            .collect();
        let start = start.trim_ascii_start();
        let ending = format::ending(file.name);
        let ending = ending.as_deref().unwrap_or_default();
        if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
            Kind::Html
        } else if matches!(ending, "eml" | "mbox" | "mht" | "mhtml") || file.media_type == "message/rfc822" {
            Kind::Mail
        } else if matches!(ending, "html" | "htm" | "xhtml") || file.media_type == "text/html" {
            Kind::Html
        } else if matches!(ending, "json" | "jsonl" | "ndjson" | "ipynb" | "geojson" | "har")
            || file.media_type.ends_with("json")
            || start.starts_with(b"{\"")
            || start.starts_with(b"[{")
        {
            Kind::Json
        } else {
            Kind::Plain
        }
    }

    /// What is written in the text of a file.
    fn read(self, text: String) -> Vec<(Origin, String)> {
        // What pads fields in logs and dumps; programs show it as blanks.
        let text = if text.contains('\0') { text.replace('\0', " ") } else { text };
        // The grammars know tags and cells, but not properties that stand in tags; and where the tags are gone, so are these.
        let labels = if self == Kind::Html { label::of_html(&text) } else { label::of_xml(&text) };
        let body = match self {
            Kind::Html => html::text_of(&text),
            Kind::Json => json::unescaped(text),
            Kind::Mail | Kind::Plain => text,
        };
        let labels = (!labels.is_empty()).then_some((Origin::Metadata, labels));
        labels.into_iter().chain([(Origin::Body, body)]).collect()
    }
}
