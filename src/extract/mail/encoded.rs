//! What is encoded for transport in a message, and the characters that it stands for: words in headers (RFC 2047),
//! base64 and quoted-printable (RFC 2045).
use crate::extract::encoding::{Decoding, plausible};
use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8};

/// Longest encoded word, in bytes: 75 by the standard, and programs write longer ones.
const MAX_WORD_BYTES: usize = 2048;

/// A header with its encoded words (RFC 2047) decoded, and whether all of them could be.
pub(super) fn without_words(header: &str) -> (String, bool) {
    let mut out = String::with_capacity(header.len());
    let mut is_whole = true;
    let mut rest = header;
    while let Some(at) = rest.find("=?") {
        let (before, from) = rest.split_at(at);
        let Some((word, mut after)) = Word::at(from) else {
            out.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        out.push_str(before);
        // A character may be cut in two by the end of a word; blanks between words are none of the text.
        let mut bytes = word.bytes().unwrap_or_default();
        while let Some((next, behind)) = Word::at(after.trim_ascii_start())
            && next.charset.eq_ignore_ascii_case(word.charset)
        {
            bytes.extend(next.bytes().unwrap_or_default());
            after = behind;
        }
        match text_of(&bytes, Some(word.charset)) {
            Some(text) if !bytes.is_empty() || word.written.is_empty() => out.push_str(&text),
            _ => {
                is_whole = false;
                out.push_str(&from[..from.len() - after.len()]);
            }
        }
        // Between words in different encodings neither.
        rest = if Word::at(after.trim_ascii_start()).is_some() { after.trim_ascii_start() } else { after };
    }
    out.push_str(rest);
    (out, is_whole)
}

/// An encoded word: `=?UTF-8?B?5py65a+G?=`.
struct Word<'m> {
    charset: &'m str,
    is_base64: bool,
    written: &'m str,
}

impl<'m> Word<'m> {
    /// The word at the start of `text`, and what follows it.
    fn at(text: &'m str) -> Option<(Word<'m>, &'m str)> {
        let near = &text[..text.floor_char_boundary(MAX_WORD_BYTES)];
        let (charset, rest) = near.strip_prefix("=?")?.split_once('?')?;
        let (how, rest) = rest.split_once('?')?;
        let (written, rest) = rest.split_once("?=")?;
        let is_base64 = how.eq_ignore_ascii_case("b");
        let is_word =
            (is_base64 || how.eq_ignore_ascii_case("q")) && charset.bytes().all(|byte| byte.is_ascii_graphic());
        // Behind a star the language is named (RFC 2231).
        let charset = charset.split('*').next().unwrap_or_default();
        is_word.then(|| (Word { charset, is_base64, written }, &text[near.len() - rest.len()..]))
    }

    fn bytes(&self) -> Option<Vec<u8>> {
        if self.is_base64 {
            return base64(self.written.as_bytes());
        }
        Some(encoded_by(b'=', self.written.replace('_', " ").as_bytes()))
    }
}

/// The bytes that are written in base64; `None` where it is none.
pub(in crate::extract) fn base64(written: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(written.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &byte in written.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    Some(bytes)
}

/// The bytes that are written in quoted-printable. A line that ends with the sign goes on in the next one; blanks at
/// the end of a line were put there on the way.
pub(in crate::extract) fn quoted_printable(written: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(written.len());
    for line in written.split_inclusive(|&byte| byte == b'\n') {
        let text = line.trim_ascii_end();
        match text.strip_suffix(b"=") {
            Some(text) => whole.extend(text),
            None => {
                whole.extend(text);
                if line.ends_with(b"\n") {
                    whole.push(b'\n');
                }
            }
        }
    }
    encoded_by(b'=', &whole)
}

/// The bytes of a text in which some are written as two digits behind a sign.
pub(in crate::extract) fn encoded_by(sign: u8, written: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let digit = |at: usize| after.get(at).and_then(|&digit| char::from(digit).to_digit(16));
        match (digit(0), digit(1)) {
            (Some(high), Some(low)) if byte == sign => {
                bytes.push((high << 4 | low) as u8);
                rest = &after[2..];
            }
            _ => bytes.push(byte),
        }
    }
    bytes
}

/// In which encodings `bytes` are text whose encoding is declared as `charset`, likeliest first; `None` where nobody
/// can tell what they say. What is UTF-8 is UTF-8, whatever is declared; and many programs declare Latin for whatever
/// their system has.
pub(super) fn decodings(bytes: &[u8], charset: Option<&str>) -> Option<Vec<Decoding>> {
    let mut decodings = plausible(bytes);
    let Some(encoding) = charset.and_then(encoding_of) else { return (!decodings.is_empty()).then_some(decodings) };
    if encoding == REPLACEMENT {
        return None;
    }
    let declared = Decoding::Whole(encoding);
    if encoding == ISO_2022_JP || decodings.first() != Some(&Decoding::Whole(UTF_8)) {
        if !encoding.is_single_byte() && encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some() {
            return Some(vec![declared]);
        }
        decodings.retain(|&other| other != declared);
        decodings.insert(0, declared);
    } else if !bytes.is_ascii() && !decodings.contains(&declared) {
        decodings.push(declared);
    }
    Some(decodings)
}

/// What `bytes` say in the likeliest of their encodings.
pub(super) fn text_of(bytes: &[u8], charset: Option<&str>) -> Option<String> {
    decodings(bytes, charset)?.first().map(|decoding| decoding.text(bytes))
}

/// The encoding that a label names; the one of the standard that stands for what nobody reads, where it is of such a
/// kind: in these, letters stand for other letters.
pub(super) fn encoding_of(label: &str) -> Option<&'static Encoding> {
    if label.to_ascii_lowercase().contains("utf-7") {
        return Some(REPLACEMENT);
    }
    Encoding::for_label(label.as_bytes())
}
