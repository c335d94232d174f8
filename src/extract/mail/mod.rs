//! E-mail as it is sent (RFC 5322, RFC 2045 to 2047): headers, the texts in it as a mail program shows them, and files.
//!
//! A message is bytes, for each of its parts has an encoding of its own. Headers with their encoded words are read, and
//! parts that are text, whether they are encoded for transport or not, also of messages in messages. All other parts
//! are files, which somebody else reads. What cannot be decoded is told.
mod encoded;
mod head;

use super::encoding::{Decoding, leaves_words_out, plausible};
pub(super) use encoded::{base64, encoded_by, quoted_printable};
use encoded::{decodings, without_words};
use head::{Head, Transfer, field, head_length, hides_words, parameter, unfolded};
use std::borrow::Cow;

/// How deep parts and messages are read in each other.
const MAX_DEPTH: usize = 64;
/// How long a run of its digits is base64 and no word, in bytes: it stands for a dozen letters.
const MIN_BASE64_BYTES: usize = 16;
/// How much of the start of a file is looked at to tell whether it is a message, in bytes.
const MAX_HEADER_BYTES: usize = 16 * 1024;

/// A message, or several in a row.
#[derive(Debug, Default)]
pub(super) struct Mail {
    /// What is read of it, in order.
    pub(super) pieces: Vec<Piece>,
    /// The files in it.
    pub(super) attachments: Vec<Attachment>,
    /// Whether there is something that was not read.
    pub(super) has_unread: bool,
    /// Whether something in it is encrypted.
    pub(super) is_encrypted: bool,
}

/// Headers, or the text of a part.
#[derive(Debug)]
pub(super) struct Piece {
    bytes: Vec<u8>,
    /// Likeliest first, and at least one.
    decodings: Vec<Decoding>,
    pub(super) kind: PieceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    Head,
    Plain,
    Html,
}

/// A file in a message.
#[derive(Debug)]
pub(super) struct Attachment {
    /// Empty where it has none.
    pub(super) name: String,
    pub(super) media_type: String,
    pub(super) bytes: Vec<u8>,
}

impl Piece {
    /// In how many encodings it is read.
    pub(super) fn readings(&self) -> usize {
        self.decodings.len()
    }

    /// What it says in one of them, or in its last; and whether all of its encoded words could be decoded.
    pub(super) fn text(&self, reading: usize) -> (String, bool) {
        let text = self.decodings[reading.min(self.decodings.len() - 1)].text(&self.bytes);
        if self.kind != PieceKind::Head {
            return (text, true);
        }
        let (mut out, mut is_whole) = (String::with_capacity(text.len()), true);
        for header in unfolded(&text) {
            let (shown, is_decoded) = without_words(header);
            is_whole &= is_decoded;
            out.push_str(&shown);
            // Names of files in other encodings are in parts that no reader puts together (RFC 2231).
            if header.contains("*=") {
                for name in ["filename", "name"].iter().filter_map(|name| parameter(header, name)) {
                    out.extend([&name, "\n"]);
                }
            }
        }
        (out, is_whole)
    }
}

/// Whether a file that begins so is a message, whatever it is called.
pub(super) fn is_mail(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&head[..head.len().min(MAX_HEADER_BYTES)]);
    let names = head.lines().skip_while(|line| line.starts_with("From ")).take_while(|line| !line.is_empty());
    let mut is_sent = false;
    for line in names.filter(|line| !line.starts_with([' ', '\t'])) {
        let Some((name, _)) = field(line) else { return false };
        is_sent |= ["Received", "MIME-Version", "Message-ID"].iter().any(|known| name.eq_ignore_ascii_case(known));
    }
    is_sent
}

/// Reads a message, or several as mail programs keep them in one file.
pub(super) fn read(file: &[u8]) -> Mail {
    let mut mail = Mail::default();
    for message in messages(file) {
        mail.read_entity(message, 0);
    }
    mail
}

/// The messages of a mailbox (RFC 4155), in which each begins with a line `From …`, which stands behind a blank one and
/// before a header; of any other file, all of it.
fn messages(file: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_mailbox = file.starts_with(b"From ");
    let mut rest = file;
    std::iter::from_fn(move || {
        let mut at = 0;
        let mut is_behind_blank = false;
        for line in rest.split_inclusive(|&byte| byte == b'\n') {
            if is_mailbox && is_behind_blank && line.starts_with(b"From ") && head_length(&rest[at..]) > line.len() {
                break;
            }
            is_behind_blank = line.trim_ascii().is_empty();
            at += line.len();
        }
        let (message, after) = rest.split_at(at);
        rest = after;
        (!message.is_empty()).then_some(message)
    })
}

impl Mail {
    /// Reads a message or a part of one.
    fn read_entity(&mut self, entity: &[u8], depth: usize) {
        let (headers, body) = entity.split_at(head_length(entity));
        self.add_headers(headers);
        let head = Head::of(&String::from_utf8_lossy(headers));
        self.is_encrypted |= head.media_type == "multipart/encrypted"
            || head.media_type.ends_with("pkcs7-mime") && !head.smime_type.as_deref().is_some_and(is_plain_smime);
        let boundary = head.boundary.as_deref().unwrap_or_default().as_bytes();
        let is_deep = depth == MAX_DEPTH;
        if !is_deep && let Some(parts) = split(body, boundary) {
            return self.read_parts(&parts, depth);
        }
        // Lists and gateways add their lines to whatever there is.
        let (body, added) = if head.transfer == Transfer::Base64 { split_base64(body) } else { (body, &[][..]) };
        self.read_body(&head, body, boundary, depth);
        // Or it goes on behind what is damaged.
        self.has_unread |= added.split(|byte| !is_base64(byte)).any(|run| run.len() >= MIN_BASE64_BYTES);
        self.add_text(added, &Head::default());
    }

    /// Reads the body of a message or part that has no parts in plain sight.
    fn read_body(&mut self, head: &Head, body: &[u8], boundary: &[u8], depth: usize) {
        let is_deep = depth == MAX_DEPTH;
        let decoded = match head.transfer {
            Transfer::AsItIs => Some(Cow::Borrowed(body)),
            Transfer::Base64 => base64(body).map(Cow::Owned),
            Transfer::QuotedPrintable => Some(quoted_printable(body).into()),
            Transfer::Unknown => None,
        };
        let Some(bytes) = decoded else {
            self.has_unread |= !body.trim_ascii().is_empty();
            return self.add_text(body, head);
        };
        let is_multipart = head.media_type.starts_with("multipart/");
        let is_message = matches!(&*head.media_type, "message/rfc822" | "message/global" | "message/news");
        if !is_deep && is_message {
            // A blank line more than there should be before its headers.
            self.read_entity(bytes.trim_ascii_start(), depth + 1);
        } else if !is_deep && let Some(parts) = split(&bytes, boundary) {
            self.read_parts(&parts, depth);
        } else if head.media_type == "text/rfc822-headers" {
            self.add_headers(&bytes);
        } else if is_message || head.is_text() || is_multipart {
            // Of a message in a message that was not told apart.
            let says_more =
                |line: &[u8]| std::str::from_utf8(line).is_ok_and(|line| field(line).is_some_and(hides_words));
            self.has_unread |= is_deep && (is_message || is_multipart)
                || head.media_type == "message/partial"
                || bytes.split(|&byte| byte == b'\n').any(says_more);
            self.add_text(&bytes, head);
        } else if !bytes.trim_ascii().is_empty() {
            let (name, media_type) = (head.name.clone().unwrap_or_default(), head.media_type.clone());
            self.attachments.push(Attachment { name, media_type, bytes: bytes.into_owned() });
        }
    }

    /// Reads what stands before the first part, all parts, and what stands behind the last.
    fn read_parts(&mut self, parts: &[&[u8]], depth: usize) {
        let (before, [parts @ .., after]) =
            parts.split_first().map_or((&[][..], parts), |(first, rest)| (*first, rest))
        else {
            return;
        };
        self.add_text(before, &Head::default());
        for part in parts {
            self.read_entity(part, depth + 1);
        }
        self.add_text(after, &Head::default());
    }

    fn add_headers(&mut self, headers: &[u8]) {
        if !headers.is_empty() {
            let decodings = plausible(headers);
            self.has_unread |= decodings.is_empty() || leaves_words_out(headers, &decodings);
            self.add(headers, decodings, PieceKind::Head);
        }
    }

    fn add_text(&mut self, bytes: &[u8], head: &Head) {
        if bytes.is_empty() {
            return;
        }
        let kind = if head.media_type == "text/html" { PieceKind::Html } else { PieceKind::Plain };
        let decodings = decodings(bytes, head.charset.as_deref());
        self.has_unread |= decodings.as_ref().is_none_or(|decodings| leaves_words_out(bytes, decodings))
            && !bytes.trim_ascii().is_empty();
        self.add(bytes, decodings.unwrap_or_else(|| plausible(bytes)), kind);
    }

    fn add(&mut self, bytes: &[u8], mut decodings: Vec<Decoding>, kind: PieceKind) {
        if decodings.is_empty() {
            decodings.push(Decoding::Whole(encoding_rs::UTF_8));
        }
        self.pieces.push(Piece { bytes: bytes.to_vec(), decodings, kind });
    }
}

/// Whether such an S/MIME part is only signed or packed (RFC 8551, 3.2.2).
fn is_plain_smime(smime_type: &str) -> bool {
    ["signed-data", "certs-only", "compressed-data"].iter().any(|known| smime_type.eq_ignore_ascii_case(known))
}

fn is_base64(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// The lines at the start of a body that are base64, if any are, and what follows them.
fn split_base64(body: &[u8]) -> (&[u8], &[u8]) {
    let lines = body.split_inclusive(|&byte| byte == b'\n');
    let length = lines.take_while(|line| line.trim_ascii().iter().all(is_base64)).map(<[u8]>::len).sum();
    let (encoded, added) = body.split_at(length);
    if encoded.trim_ascii().is_empty() { (body, &[]) } else { (encoded, added) }
}

/// What stands between the lines of a boundary: first what is before all parts, last what is behind them. `None` where
/// there is no such line.
fn split<'m>(body: &'m [u8], boundary: &[u8]) -> Option<Vec<&'m [u8]>> {
    if boundary.is_empty() {
        return None;
    }
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    let mut has_ended = false;
    for line in body.split_inclusive(|&byte| byte == b'\n') {
        let marker = line.trim_ascii_end().strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary));
        if matches!(marker, Some(b"" | b"--")) {
            pieces.push(&body[from..at]);
            from = at + line.len();
            has_ended = marker == Some(b"--");
        }
        at += line.len();
    }
    if pieces.is_empty() {
        return None;
    }
    pieces.push(&body[from..]);
    if !has_ended {
        pieces.push(&[]);
    }
    Some(pieces)
}

#[cfg(test)]
mod tests;
