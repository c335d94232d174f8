//! In which character encodings bytes may be text.
//!
//! A wrong guess must not lose a marking. Short texts can be read in several encodings, and nothing in them says which
//! one was meant: the bytes of `机密` are Korean and Japanese characters as well. So what comes out is not a guess but
//! every reading that is plausible, likeliest first, and findings of all of them count. A marking hardly ever arises
//! from a wrong reading: that takes several characters in a row.
mod legacy;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use legacy::legacy;

/// How much of a file decides in which encodings it is read, in bytes.
const SAMPLE_BYTES: usize = 16 * 1024;
/// Up to which size every plausible encoding is tried, in bytes. Each takes as long as the file would if its encoding
/// were known.
const SMALL_BYTES: usize = 16 * 1024;
/// How many encodings are tried above that: a longer text leaves less doubt.
const MAX_TRIED_OF_LARGE: usize = 3;
/// Up to how many bytes outside ASCII a text that happens to be UTF-8 may still be something else.
const MAX_CHANCE_UTF8_BYTES: usize = 32;
/// How many sequences of two bytes make a line surely UTF-8: fewer may be characters of another encoding by chance. One
/// of three bytes or more is enough.
const MIN_SURE_PAIRS: usize = 6;
/// How long a run of ASCII tells that another program added to a text in UTF-16, in bytes: in that encoding two letters
/// of it are one Chinese character.
const MIN_ASCII_RUN_BYTES: usize = 8;
/// The largest share of control characters in text. Logs and dumps have a few; a program's data has far more.
const MAX_CONTROL_SHARE: f32 = 0.05;
/// The same where the text is not UTF-8: there, nothing but the bytes' likeness to letters says that it is text.
const MAX_CONTROL_SHARE_OF_LEGACY: f32 = 0.002;
/// The smallest share of zero bytes, or bytes outside ASCII text, in a text in UTF-16: Russian has a byte 4 in every
/// letter.
const MIN_UTF16_SHARE: f32 = 0.15;
/// The smallest share of code units that are of a script in use, in a text in UTF-16.
const MIN_WRITTEN_SHARE: f32 = 0.95;
/// The largest share of characters that stand for nothing, in a text that begins as UTF-16 does: of data behind such a
/// beginning it is a seventh.
const MAX_UNWRITTEN_SHARE: f32 = 0.05;
/// How implausible a reading may be and still count; 1 is a text without a flaw.
const MIN_SCORE: f32 = 0.5;

/// How far a declaration of the encoding may stand into a file, in bytes, as the HTML standard has it.
const DECLARATION_BYTES: usize = 1024;

/// How bytes become characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decoding {
    /// All of them in one encoding.
    Whole(&'static Encoding),
    /// Lines that are UTF-8 as UTF-8 and all others in an older encoding: programs add to what others wrote.
    Lines(&'static Encoding),
}

impl Decoding {
    /// The text that `bytes` are; what cannot be decoded becomes U+FFFD.
    pub(super) fn text(self, bytes: &[u8]) -> String {
        match self {
            Decoding::Whole(encoding) => encoding.decode_with_bom_removal(bytes).0.into_owned(),
            Decoding::Lines(encoding) => {
                let lines = lines(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
                lines.fold(String::with_capacity(bytes.len()), |mut text, line| {
                    let encoding = if Utf8::of(line).is_sure() { UTF_8 } else { encoding };
                    text.push_str(&encoding.decode_without_bom_handling(line).0);
                    text
                })
            }
        }
    }

    /// The encoding in which line breaks are to be looked for, if it has more than a byte for each.
    pub(super) fn utf16(self) -> Option<&'static Encoding> {
        match self {
            Decoding::Whole(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => Some(encoding),
            _ => None,
        }
    }
}

/// What `bytes` say in each encoding in which they are plausible text, likeliest first; nothing where they are no text
/// at all.
pub(crate) fn texts_of(bytes: &[u8]) -> impl Iterator<Item = String> + '_ {
    plausible(bytes).into_iter().map(|decoding| decoding.text(bytes))
}

/// How `bytes` are plausible text, likeliest first; nothing where they are no text at all.
pub(super) fn plausible(bytes: &[u8]) -> Vec<Decoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let mark = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    if let Some(encoding) = mark.filter(|&encoding| encoding != UTF_8).or_else(|| utf16_without_mark(sample)) {
        let mut decodings = vec![Decoding::Whole(encoding)];
        if has_ascii_run(bytes) {
            decodings.push(Decoding::Whole(UTF_8));
        }
        return decodings;
    }
    let utf8 = Utf8::of(bytes);
    if mark.is_some() && utf8.errors == 0 {
        return vec![Decoding::Whole(UTF_8)];
    }
    // All of it: data may begin with text, as an installer or the last part of a document does.
    let controls = controls(bytes);
    if controls > MAX_CONTROL_SHARE {
        return solid_utf16(bytes).collect();
    }
    if utf8.errors == 0 {
        let mut encodings = vec![UTF_8];
        if bytes.contains(&0x1B) && bytes.windows(2).any(|pair| pair == b"\x1B$" || pair == b"\x1B(") {
            encodings.push(ISO_2022_JP);
        }
        if utf8.longer == 0 && (1..=MAX_CHANCE_UTF8_BYTES).contains(&utf8.beyond_ascii) {
            encodings.extend(legacy(&beyond_ascii(bytes, |_| true)).into_iter().map(|(encoding, _)| encoding));
        }
        return encodings.into_iter().map(Decoding::Whole).collect();
    }
    // Those that are UTF-8 say nothing of the encoding of others.
    let is_mixed = is_mixed(bytes);
    let mut found = legacy(&beyond_ascii(bytes, |line| !is_mixed || !Utf8::of(line).is_sure()));
    // Data: keys, hashes, compressed pixels.
    if controls > 0.0 && (controls > MAX_CONTROL_SHARE_OF_LEGACY || found.iter().all(|(_, score)| *score < MIN_SCORE)) {
        return solid_utf16(bytes).collect();
    }
    if let Some(encoding) = declared(sample) {
        found.retain(|(known, _)| *known != encoding);
        found.insert(0, (encoding, 1.0));
    }
    // Mostly UTF-8, and damaged somewhere.
    if !is_mixed && utf8.is_likely() && found[0].0 != UTF_8 {
        found.insert(0, (UTF_8, 1.0));
    }
    let of_one =
        |encoding| if is_mixed && encoding != UTF_8 { Decoding::Lines(encoding) } else { Decoding::Whole(encoding) };
    let mut decodings: Vec<_> = found.into_iter().map(|(encoding, _)| of_one(encoding)).collect();
    decodings.extend(solid_utf16(bytes));
    if bytes.len() > SMALL_BYTES {
        decodings.truncate(MAX_TRIED_OF_LARGE);
    }
    decodings
}

/// Whether a word of `bytes` is read in none of these, which are all in which they are plausible text.
pub(super) fn leaves_words_out(bytes: &[u8], decodings: &[Decoding]) -> bool {
    let has_lost = |line: &[u8]| {
        // A character that was cut is one error in its word; each of another encoding is one or two.
        let mut words = line.split(u8::is_ascii).filter(|word| std::str::from_utf8(word).is_err());
        words.any(|word| word.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count() > 1)
    };
    match decodings.first() {
        Some(Decoding::Whole(encoding)) if *encoding == UTF_8 => {
            decodings.len() == 1 && std::str::from_utf8(bytes).is_err() && lines(bytes).any(has_lost)
        }
        Some(Decoding::Lines(_)) => lines(bytes).any(|line| has_lost(line) && Utf8::of(line).is_sure()),
        Some(decoding @ Decoding::Whole(_)) if decoding.utf16().is_some() => {
            let text = decoding.text(&bytes[..bytes.len().min(SAMPLE_BYTES)]);
            let others = text.chars().filter(|c| matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}')).count();
            others as f32 > text.chars().count() as f32 * MAX_UNWRITTEN_SHARE
        }
        _ => false,
    }
}

/// Lines with their ends.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|&byte| byte == b'\n' || byte == b'\r')
}

/// Whether some lines are UTF-8 and others in an older encoding.
fn is_mixed(bytes: &[u8]) -> bool {
    let (mut has_utf8, mut has_other) = (false, false);
    for line in lines(bytes).filter(|line| !line.is_ascii()) {
        let utf8 = Utf8::of(line);
        has_utf8 |= utf8.errors == 0 && (utf8.longer > 0 || utf8.sequences >= MIN_SURE_PAIRS);
        has_other |= !utf8.is_sure();
        if has_utf8 && has_other {
            return true;
        }
    }
    false
}

/// Lines with bytes outside ASCII of which `is_asked` holds, which alone tell the encoding, up to [`SAMPLE_BYTES`] of
/// them: in program text they may stand far down.
fn beyond_ascii(bytes: &[u8], is_asked: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let mut sample = Vec::with_capacity(SAMPLE_BYTES);
    for line in lines(bytes).filter(|line| !line.is_ascii() && is_asked(line)) {
        let room = SAMPLE_BYTES - sample.len();
        sample.extend(&line[..line.len().min(room)]);
        if line.len() >= room {
            break;
        }
    }
    sample
}

/// Whether there is text of one byte a character in a text in UTF-16.
fn has_ascii_run(bytes: &[u8]) -> bool {
    let is_written = |byte: &u8| matches!(byte, b' '..=b'~');
    bytes.split(|byte| !is_written(byte)).any(|run| run.len() >= MIN_ASCII_RUN_BYTES)
}

/// The encoding that a file says it is in: `<meta charset=…>`, `<?xml encoding=…?>`, `# -*- coding: … -*-`, or
/// `charset=` in a mail.
fn declared(sample: &[u8]) -> Option<&'static Encoding> {
    let head = &sample[..sample.len().min(DECLARATION_BYTES)];
    let at = [&b"charset"[..], b"encoding", b"coding"].iter().find_map(|word| {
        head.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word)).map(|at| at + word.len())
    })?;
    let rest = &head[at..];
    let start = rest.iter().position(|byte| !matches!(byte, b' ' | b'=' | b':' | b'"' | b'\''))?;
    let label = rest[start..].split(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))).next()?;
    // One that says it is UTF-8 and is not says nothing.
    Encoding::for_label(label).filter(|encoding| *encoding != UTF_8)
}

/// How far bytes are UTF-8.
struct Utf8 {
    /// Sequences of several bytes that are right.
    sequences: usize,
    /// Those of more than two: pairs of bytes in another encoding may look like the others by chance.
    longer: usize,
    errors: usize,
    beyond_ascii: usize,
}

impl Utf8 {
    fn of(bytes: &[u8]) -> Utf8 {
        let mut utf8 = Utf8 { sequences: 0, longer: 0, errors: 0, beyond_ascii: 0 };
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            for length in chunk.valid().chars().map(char::len_utf8).filter(|&length| length > 1) {
                utf8.sequences += 1;
                utf8.beyond_ascii += length;
                utf8.longer += usize::from(length > 2);
            }
            // A character cut at the end of what was read is no error.
            let cut = chunks.peek().is_none()
                && std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
            utf8.errors += usize::from(!chunk.invalid().is_empty() && !cut);
        }
        utf8
    }

    /// Whether that is what the bytes are, though some may be damaged.
    fn is_likely(&self) -> bool {
        self.errors == 0 || self.sequences > self.errors
    }

    /// The same of a line of a text in which others are in another encoding: in that, half of the pairs may be right.
    fn is_sure(&self) -> bool {
        self.errors == 0 || self.longer > self.errors || self.sequences > MIN_SURE_PAIRS * self.errors
    }
}

/// The share of control characters that text does not have.
fn controls(bytes: &[u8]) -> f32 {
    let count = bytes.iter().filter(|&&byte| is_control(byte)).count();
    count as f32 / bytes.len().max(1) as f32
}

/// Terminals' escape and backspace stand in logs, and the old end of file mark at the end of old files.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B | 0x08 | 0x1A)
}

/// UTF-16 that does not say so.
fn utf16_without_mark(sample: &[u8]) -> Option<&'static Encoding> {
    let count = |counts: fn(u8) -> bool| sample.iter().filter(|&&byte| counts(byte)).count() as f32;
    // In another encoding, a text with a stray NUL has few bytes that are not text, and one without letters outside
    // ASCII none.
    let others = count(|byte| byte >= 0x80 || is_control(byte));
    if !sample.contains(&0) || others < sample.len() as f32 * MIN_UTF16_SHARE {
        return None;
    }
    let share = |encoding| share_of(sample, encoding, is_written);
    let (little, big) = (share(UTF_16LE), share(UTF_16BE));
    (little.max(big) >= MIN_WRITTEN_SHARE).then_some(if little >= big { UTF_16LE } else { UTF_16BE })
}

/// Chinese or Japanese in UTF-16 without a blank, a line break or a digit. Shift_JIS looks the same, so it is one
/// reading of several.
fn solid_utf16(bytes: &[u8]) -> impl Iterator<Item = Decoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let is_even = bytes.len().is_multiple_of(2);
    [UTF_16LE, UTF_16BE]
        .into_iter()
        .filter(move |encoding| is_even && share_of(sample, encoding, is_east_asian) >= MIN_WRITTEN_SHARE)
        .map(Decoding::Whole)
}

/// The share of code units that fit.
fn share_of(sample: &[u8], encoding: &'static Encoding, fits: fn(u16) -> bool) -> f32 {
    let (pairs, _) = sample.as_chunks::<2>();
    units(pairs, encoding).filter(|&unit| fits(unit)).count() as f32 / pairs.len().max(1) as f32
}

fn units<'p>(pairs: &'p [[u8; 2]], encoding: &'static Encoding) -> impl Iterator<Item = u16> + 'p {
    let unit = if encoding == UTF_16LE { u16::from_le_bytes } else { u16::from_be_bytes };
    pairs.iter().map(move |&pair| unit(pair))
}

/// Whether a code unit is of a script that people write much text in.
fn is_written(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0x24F | 0x300..=0x6FF | 0x900..=0xE7F | 0x1E00..=0x1FFF | 0x2010..=0x2BFF | 0xAC00..=0xD7A3)
        || is_east_asian(unit)
}

fn is_east_asian(unit: u16) -> bool {
    matches!(unit, 0x2014..=0x2026 | 0x2605 | 0x3000..=0x30FF | 0x4E00..=0x9FFF | 0xFF00..=0xFFEF)
}
