//! Files → the texts in them, with notes on what was not read.
use super::encoding::{Decoding, leaves_words_out, plausible};
use super::format::{self, Content, Format, Kind};
use super::mail;
use super::picture::{self, Property};
use super::reading::{Context, Reading, Unread};
use crate::checker::MAX_TEXT_BYTES;
use crate::submission::{File, Locale};
use crate::verdict::NoticeKind;
use encoding_rs::{UTF_8, UTF_16LE};

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
    pub unread: Vec<Unread>,
    /// Set where the file is a picture, whose writing is not read here: what is said of it where nobody reads it.
    pub picture: Option<Unread>,
}

/// A file that is text.
#[derive(Debug)]
pub struct Text<'a>(Source<'a>);

#[derive(Debug)]
enum Source<'a> {
    /// Each reading is made when it is asked for: together they may be large.
    Part { part: Part<'a>, kind: Kind, decodings: Vec<Decoding>, context: Context },
    /// Of a message, whose parts have encodings of their own.
    Read(Vec<Reading>),
}

impl<'a> Text<'a> {
    /// What is written in the file in each encoding that it may be in, likeliest first.
    pub fn into_readings(self) -> Box<dyn Iterator<Item = Reading> + 'a> {
        match self.0 {
            Source::Part { part, kind, decodings, context } => {
                Box::new(decodings.into_iter().enumerate().map(move |(nth, decoding)| {
                    Reading::of(kind, part.text(decoding), Context { is_again: nth > 0, ..context })
                }))
            }
            Source::Read(readings) => Box::new(readings.into_iter()),
        }
    }
}

/// Reads a file. `locale` is the language of the notes.
pub fn read<'a>(file: &File<'a>, locale: Locale) -> Extracted<'a> {
    read_in(file, Context { locale, depth: 0, is_again: false })
}

/// Reads a file that may stand in another one.
pub(super) fn read_in<'a>(file: &File<'a>, context: Context) -> Extracted<'a> {
    let locale = context.locale;
    if file.size == 0 {
        return Extracted::default();
    }
    let not_read = |note| Extracted { unread: vec![note], ..Extracted::default() };
    let part = Part::of(file);
    let mut unread = Vec::new();
    match format::by_content(file.head, file.tail, || !plausible(part.head).is_empty()) {
        Content::Data(found) => {
            let note = unsupported(found, file, locale);
            return if found.is_picture() { read_picture(file, note, locale) } else { not_read(note) };
        }
        // What of it is in plain sight is read all the same.
        Content::Written(found) => unread.push(unsupported(found, file, locale)),
        Content::Other => {}
    }
    let decodings = plausible(part.head);
    if decodings.is_empty() {
        return not_read(match format::by_name(file.name) {
            Some(claimed) => (NoticeKind::Damaged, says(locale, not_what_it_claims(claimed))),
            None => {
                let detail = ["neither text nor a known format", "不是文本，也不是已知格式"];
                (NoticeKind::Unsupported, says(locale, detail.map(str::to_owned)))
            }
        });
    }
    let mut note = |kind, detail: [&str; 2]| unread.push((kind, says(locale, detail.map(str::to_owned))));
    if decodings[0].utf16().is_some() && !part.is_cut && !part.head.len().is_multiple_of(2) {
        note(NoticeKind::Damaged, ["UTF-16 with half a code unit at the end", "UTF-16 文本末尾缺半个编码单元"]);
    }
    if part.is_cut {
        let detail = ["very large: only its start and its end were checked", "文件很大：只检查了开头和末尾"];
        note(NoticeKind::Truncated, detail);
    }
    let named = format::kind_of(file.name, file.media_type, part.head);
    let kind = named.unwrap_or(if mail::is_mail(part.head) { Kind::Mail } else { Kind::Plain });
    let source = if kind == Kind::Mail {
        // Somebody saved it in an encoding that no mail is sent in.
        let bytes = if decodings[0].utf16().is_some() { part.text(decodings[0]).into_bytes() } else { part.bytes() };
        Source::Read(Reading::of_mail(&mail::read(&bytes), bytes.len(), context))
    } else {
        if leaves_words_out(part.head, &decodings) {
            let detail = ["some of it is in no encoding that is known", "部分内容的编码无法识别"];
            note(NoticeKind::Damaged, detail);
        }
        Source::Part { part, kind, decodings, context }
    };
    Extracted { text: Some(Text(source)), unread, ..Extracted::default() }
}

/// Reads the properties of a picture, whose writing others read. `unread` is what is said where nobody does.
fn read_picture<'a>(file: &File<'a>, unread: Unread, locale: Locale) -> Extracted<'a> {
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
pub(super) fn says(locale: Locale, [en, zh_cn]: [String; 2]) -> String {
    match locale {
        Locale::English => en,
        Locale::SimplifiedChinese => zh_cn,
    }
}

/// Says what a format that is not read is, and whether the name said something else.
fn unsupported(found: &Format, file: &File<'_>, locale: Locale) -> Unread {
    let title = found.title(locale);
    let lies = format::ending(file.name).filter(|ending| !found.has_ending(ending) && !is_unknown(ending));
    let is_encrypted = found.is_encrypted(file.head, file.tail);
    let [en, zh_cn] = if is_encrypted {
        ["it is encrypted", "已加密"]
    } else if found.is_picture() {
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
    (if is_encrypted { NoticeKind::Encrypted } else { NoticeKind::Unsupported }, says(locale, detail))
}

/// Whether an ending claims nothing in particular.
fn is_unknown(ending: &str) -> bool {
    format::by_name(&format!("a.{ending}")).is_none() && !format::promises_text(ending)
}

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

    /// The text in an encoding. Where the middle is missing a line break stands for it: lines and offsets after it
    /// count the text as it was read.
    fn text(&self, decoding: Decoding) -> String {
        let mut text = decoding.text(self.head);
        if !self.tail.is_empty() {
            let tail = decoding.text(self.whole_lines(decoding));
            // In UTF-8 it may take more room than in the file.
            text.truncate(text.floor_char_boundary(MAX_TEXT_BYTES.saturating_sub(tail.len() + 1)));
            text.push('\n');
            text.push_str(&tail);
        }
        text
    }

    /// The same in bytes, of a file with a byte for each line break.
    fn bytes(&self) -> Vec<u8> {
        match self.tail {
            [] => self.head.to_vec(),
            _ => [self.head, b"\n", self.whole_lines(Decoding::Whole(UTF_8))].concat(),
        }
    }

    /// The tail from its first whole line on, where it has one: it may begin in the middle of a character.
    fn whole_lines(&self, decoding: Decoding) -> &'a [u8] {
        let tail = self.tail;
        if let Some(encoding) = decoding.utf16() {
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
