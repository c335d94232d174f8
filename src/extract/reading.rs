//! What is written in a text, by what kind of text it is.
use super::embedded::{Embedded, has_encoded_file, is_encrypted};
use super::file::{Extracted, read_in, says};
use super::format::Kind;
use super::mail::{Mail, PieceKind};
use super::page::Page;
use super::picture::{Property, Purpose};
use super::{card, json, label, terminal, xml};
use crate::finding::Origin;
use crate::submission::{File, Locale};
use crate::verdict::NoticeKind;

/// How deep files are read in each other.
const MAX_DEPTH: usize = 8;
/// Up to which size all readings of a message are made, in bytes, and how many above that: each of its parts may be in
/// another encoding.
const SMALL_BYTES: usize = 16 * 1024;
const MAX_READINGS_OF_LARGE: usize = 3;

/// What was not read, and why.
pub type Unread = (NoticeKind, String);

/// How a file is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    /// Of the notes.
    pub(super) locale: Locale,
    /// In how many others it stands.
    pub(super) depth: usize,
    /// Whether it was read in another encoding before: files in it are the same in all, and reading them again for each,
    /// and those in them, would take the product of the numbers.
    pub(super) is_again: bool,
}

/// What is written in a file, in one encoding.
#[derive(Debug, Default)]
pub struct Reading {
    /// Part by part.
    pub parts: Vec<(Origin, String)>,
    /// The texts that stand beside the content: what fields are filled with and pictures are called.
    pub properties: Vec<Property>,
    /// What was not read, and why.
    pub unread: Vec<Unread>,
}

impl Reading {
    /// What is written in a text of this kind.
    pub(super) fn of(kind: Kind, text: String, context: Context) -> Reading {
        let mut reading = Reading::default();
        let text = if text.contains('\0') { without_nuls(&text) } else { text };
        // The grammars know tags and cells, but not properties that stand in tags; and where the tags are gone, so are
        // these.
        let labels = if kind == Kind::Html { label::of_html(&text) } else { label::of_xml(&text) };
        if labels.is_cut {
            let detail = ["it holds more labels than are read", "其中的标签过多，未全部检查"];
            reading.note(NoticeKind::Truncated, detail, context);
        }
        if !labels.text.is_empty() {
            reading.parts.push((Origin::Metadata, labels.text));
        }
        if !context.is_again {
            reading.read_embedded(&text, context);
        }
        let body = match kind {
            Kind::Html => {
                let page = Page::of(&text);
                for (name, text) in page.asides {
                    reading.properties.push(Property { name: name.to_owned(), text, purpose: Purpose::Title });
                }
                page.text
            }
            Kind::Json => json::unescaped(text),
            Kind::Xml => json::unescaped_characters(xml::shown(text)),
            // A message has readings of its own.
            Kind::Plain | Kind::Mail => json::unescaped_characters(card::decoded(terminal::shown(text))),
        };
        reading.parts.push((Origin::Body, body));
        reading
    }

    /// What is written in a message of so many bytes, in each encoding that its parts may be in.
    pub(super) fn of_mail(mail: &Mail, bytes: usize, context: Context) -> Vec<Reading> {
        let inner: Vec<Vec<Reading>> = mail
            .attachments
            .iter()
            .map(|file| readings_in(&file.name, &file.media_type, &file.bytes, ["an attachment", "附件"], context))
            .collect();
        let count =
            mail.pieces.iter().map(|piece| piece.readings()).chain(inner.iter().map(Vec::len)).max().unwrap_or(0);
        let count = if bytes > SMALL_BYTES { count.min(MAX_READINGS_OF_LARGE) } else { count };
        let mut readings: Vec<Reading> = (0..count).map(|nth| Reading::of_pieces(mail, nth, context)).collect();
        for readings_of_one in inner {
            for (nth, read) in readings_of_one.into_iter().enumerate().take(count) {
                readings[nth].add(read);
            }
        }
        readings
    }

    /// The texts of a message, each in its `nth` encoding or its last.
    fn of_pieces(mail: &Mail, nth: usize, context: Context) -> Reading {
        let mut reading = Reading::default();
        let (mut text, mut labels) = (String::new(), String::new());
        let mut has_unread = mail.has_unread;
        for piece in &mail.pieces {
            let (written, is_whole) = piece.text(nth);
            has_unread |= !is_whole;
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            let kind = match piece.kind {
                PieceKind::Head => {
                    text.push_str(&written);
                    continue;
                }
                PieceKind::Plain => Kind::Plain,
                PieceKind::Html => Kind::Html,
            };
            let context = Context { is_again: nth > 0, ..context };
            let Reading { parts, properties, unread } = Reading::of(kind, written, context);
            for (origin, part) in parts {
                if origin == Origin::Metadata { &mut labels } else { &mut text }.push_str(&part);
            }
            reading.properties.extend(properties);
            reading.unread.extend(unread);
        }
        if has_unread {
            let detail = ["encoded parts of the message were not read", "邮件中经过编码的部分未检查"];
            reading.note(NoticeKind::Unsupported, detail, context);
        }
        if mail.is_encrypted {
            reading.note(NoticeKind::Encrypted, ENCRYPTED, context);
        }
        if !labels.is_empty() {
            reading.parts.push((Origin::Metadata, labels));
        }
        reading.parts.push((Origin::Body, text));
        reading
    }

    /// Reads the files that stand in a text, and tells what of them is not read.
    fn read_embedded(&mut self, text: &str, context: Context) {
        if is_encrypted(text) {
            self.note(NoticeKind::Encrypted, ENCRYPTED, context);
        }
        if has_encoded_file(text) {
            let detail = ["a file that is packed in the text was not read", "文本中夹带的文件未检查"];
            self.note(NoticeKind::Unsupported, detail, context);
        }
        let Embedded { files, is_cut } = Embedded::of(text);
        if is_cut {
            let detail = ["more files stand in it than are read", "其中夹带的文件过多，未全部检查"];
            self.note(NoticeKind::Truncated, detail, context);
        }
        for file in files {
            // It was taken for one because it is text in one encoding, or none.
            let readings = readings_in("", "", &file, ["a file in it", "其中夹带的文件"], context);
            readings.into_iter().take(1).for_each(|reading| self.add(reading));
        }
    }

    fn note(&mut self, kind: NoticeKind, detail: [&str; 2], context: Context) {
        self.unread.push((kind, says(context.locale, detail.map(str::to_owned))));
    }

    fn add(&mut self, Reading { parts, properties, unread }: Reading) {
        self.parts.extend(parts);
        self.properties.extend(properties);
        self.unread.extend(unread.into_iter().filter(|note| !self.unread.contains(note)).collect::<Vec<_>>());
    }
}

const ENCRYPTED: [&str; 2] = ["something in it is encrypted", "其中有加密内容"];

/// What is written in a file that stands in another one, in each of its encodings; the first also says what is not
/// read. `what` is what to call it: its name is content.
fn readings_in(name: &str, media_type: &str, bytes: &[u8], what: [&str; 2], context: Context) -> Vec<Reading> {
    let Context { locale, depth, .. } = context;
    if depth == MAX_DEPTH {
        let mut reading = Reading::default();
        reading.note(NoticeKind::Truncated, ["files in files were not read", "多层嵌套的文件未检查"], context);
        return vec![reading];
    }
    let file = File { name, media_type, size: bytes.len() as u64, head: bytes, tail: &[] };
    let Extracted { text, properties, unread, picture } =
        read_in(&file, Context { locale, depth: depth + 1, is_again: false });
    let mut readings: Vec<Reading> = text.into_iter().flat_map(|text| text.into_readings()).collect();
    if readings.is_empty() {
        readings.push(Reading::default());
    }
    let what = says(locale, what.map(str::to_owned));
    let colon = says(locale, [": ", "："].map(str::to_owned));
    let first = &mut readings[0];
    first.properties.extend(properties);
    let told = unread.into_iter().chain(picture).map(|(kind, detail)| (kind, [&*what, &colon, &detail].concat()));
    first.unread.extend(told);
    readings
}

/// The text with blanks for what pads fields in logs and dumps, as programs show it. Lines in which it is half of each
/// letter are in UTF-16, in the middle of another encoding: `>>` of one program adds so to what another wrote.
fn without_nuls(text: &str) -> String {
    let is_utf16 = |line: &str| {
        let nuls = line.bytes().filter(|&byte| byte == 0).count();
        nuls * 5 >= line.len() * 2 && !line.contains("\0\0")
    };
    let lines = text.split_inclusive('\n');
    lines.map(|line| line.replace('\0', if is_utf16(line) { "" } else { " " })).collect()
}

#[cfg(test)]
mod tests {
    use super::without_nuls;

    #[test]
    fn nuls_are_blanks_but_in_lines_in_utf16() {
        for (text, expected) in [
            ("a\0\0\0b\n", "a   b\n"),
            ("\0a\nS\0E\0C\0\r\0\n\0b\n", " a\nSEC\r\n b\n"),
            ("S\0\0\0E\0\0\0", "S   E   "),
        ] {
            assert_eq!(without_nuls(text), expected, "{text:?}");
        }
    }
}
