//! In which character encodings bytes may be text.
//!
//! A wrong guess must not lose a marking. Short texts can be read in several encodings, and nothing in them says which one was meant: the
//! bytes of `机密` are Korean and Japanese characters as well. So what comes out is not a guess but every reading that is plausible, likeliest
//! first, and findings of all of them count. A marking hardly ever arises from a wrong reading: that takes several characters in a row.
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, IBM866, ISO_2022_JP, ISO_8859_2, ISO_8859_5, ISO_8859_7, KOI8_U,
    SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
    WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

/// How much of a file decides in which encodings it is read, in bytes.
const SAMPLE_BYTES: usize = 16 * 1024;
/// Up to which size every plausible encoding is tried, in bytes. Each takes as long as the file would if its encoding were known.
const SMALL_BYTES: usize = 16 * 1024;
/// How many encodings are tried above that: a longer text leaves less doubt.
const MAX_TRIED_OF_LARGE: usize = 3;
/// Up to how many bytes outside ASCII a text that happens to be UTF-8 may still be something else.
const MAX_CHANCE_UTF8_BYTES: usize = 32;
/// The largest share of control characters in text. Logs and dumps have a few; a program's data has far more.
const MAX_CONTROL_SHARE: f32 = 0.05;
/// The same where the text is not UTF-8: there, nothing but the bytes' likeness to letters says that it is text.
const MAX_CONTROL_SHARE_OF_LEGACY: f32 = 0.002;
/// The smallest share of zero bytes, or bytes outside ASCII text, in a text in UTF-16: Russian has a byte 4 in every letter.
const MIN_UTF16_SHARE: f32 = 0.15;
/// The smallest share of code units that are of a script in use, in a text in UTF-16.
const MIN_WRITTEN_SHARE: f32 = 0.95;
/// How implausible a reading may be and still count; 1 is a text without a flaw.
const MIN_SCORE: f32 = 0.5;

/// How far a declaration of the encoding may stand into a file, in bytes, as the HTML standard has it.
const DECLARATION_BYTES: usize = 1024;

/// What `bytes` say in each encoding in which they are plausible text, likeliest first; nothing where they are no text at all.
pub(crate) fn texts_of(bytes: &[u8]) -> impl Iterator<Item = String> + '_ {
    plausible(bytes).into_iter().map(|encoding| decode(bytes, encoding))
}

/// The encodings in which `bytes` are plausible text, likeliest first; none where they are no text at all.
pub(super) fn plausible(bytes: &[u8]) -> Vec<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return vec![encoding];
    }
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    if let Some(encoding) = utf16_without_mark(sample) {
        return vec![encoding];
    }
    // All of it: data may begin with text, as an installer or the last part of a document does.
    let controls = controls(bytes);
    if controls > MAX_CONTROL_SHARE {
        return solid_utf16(bytes).collect();
    }
    let utf8 = Utf8::of(bytes);
    if utf8.errors == 0 {
        let mut encodings = vec![UTF_8];
        if bytes.contains(&0x1B) && bytes.windows(2).any(|pair| pair == b"\x1B$" || pair == b"\x1B(") {
            encodings.push(ISO_2022_JP);
        }
        if utf8.only_pairs && (1..=MAX_CHANCE_UTF8_BYTES).contains(&utf8.beyond_ascii) {
            encodings.extend(legacy(&beyond_ascii(bytes)).into_iter().map(|(encoding, _)| encoding));
        }
        return encodings;
    }
    let mut found = legacy(&beyond_ascii(bytes));
    // Data: keys, hashes, compressed pixels.
    if controls > 0.0 && (controls > MAX_CONTROL_SHARE_OF_LEGACY || found.iter().all(|(_, score)| *score < MIN_SCORE)) {
        return solid_utf16(bytes).collect();
    }
    if let Some(encoding) = declared(sample) {
        found.retain(|(known, _)| *known != encoding);
        found.insert(0, (encoding, 1.0));
    }
    // Mostly UTF-8, and damaged somewhere.
    if utf8.sequences > utf8.errors {
        found.insert(0, (UTF_8, 1.0));
    }
    let mut encodings: Vec<_> = found.into_iter().map(|(encoding, _)| encoding).collect();
    encodings.extend(solid_utf16(bytes));
    if bytes.len() > SMALL_BYTES {
        encodings.truncate(MAX_TRIED_OF_LARGE);
    }
    encodings
}

/// Lines with bytes outside ASCII, which alone tell the encoding, up to [`SAMPLE_BYTES`] of them: in program text they may stand far down.
fn beyond_ascii(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::with_capacity(SAMPLE_BYTES);
    for line in bytes.split_inclusive(|&byte| byte == b'\n').filter(|line| !line.is_ascii()) {
        let room = SAMPLE_BYTES - sample.len();
        sample.extend(&line[..line.len().min(room)]);
        if line.len() >= room {
            break;
        }
    }
    sample
}

/// The text that `bytes` are in an encoding; what cannot be decoded becomes U+FFFD.
pub(super) fn decode(bytes: &[u8], encoding: &'static Encoding) -> String {
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    text.into_owned()
}

/// The encoding that a file says it is in: `<meta charset=…>`, `<?xml encoding=…?>`, `# -*- coding: … -*-`, or `charset=` in a mail.
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
    errors: usize,
    /// Whether all sequences are of two bytes, as pairs of bytes in another encoding may look by chance.
    only_pairs: bool,
    beyond_ascii: usize,
}

impl Utf8 {
    fn of(bytes: &[u8]) -> Utf8 {
        let mut utf8 = Utf8 { sequences: 0, errors: 0, only_pairs: true, beyond_ascii: 0 };
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            for length in chunk.valid().chars().map(char::len_utf8).filter(|&length| length > 1) {
                utf8.sequences += 1;
                utf8.beyond_ascii += length;
                utf8.only_pairs &= length == 2;
            }
            // A character cut at the end of what was read is no error.
            let cut = chunks.peek().is_none()
                && std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
            utf8.errors += usize::from(!chunk.invalid().is_empty() && !cut);
        }
        utf8
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
    // In another encoding, a text with a stray NUL has few bytes that are not text, and one without letters outside ASCII none.
    let others = count(|byte| byte >= 0x80 || is_control(byte));
    if !sample.contains(&0) || others < sample.len() as f32 * MIN_UTF16_SHARE {
        return None;
    }
    let share = |encoding| share_of(sample, encoding, is_written);
    let (little, big) = (share(UTF_16LE), share(UTF_16BE));
    (little.max(big) >= MIN_WRITTEN_SHARE).then_some(if little >= big { UTF_16LE } else { UTF_16BE })
}

/// Chinese or Japanese in UTF-16 without a blank, a line break or a digit. Shift_JIS looks the same, so it is one reading of several.
fn solid_utf16(bytes: &[u8]) -> impl Iterator<Item = &'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let is_even = bytes.len().is_multiple_of(2);
    [UTF_16LE, UTF_16BE]
        .into_iter()
        .filter(move |encoding| is_even && share_of(sample, encoding, is_east_asian) >= MIN_WRITTEN_SHARE)
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

/// Encodings of one byte a character. Of those that differ only where no letters are, one stands for all: windows-1252 for ISO-8859-1 and
/// -15, windows-1254 for ISO-8859-9, windows-1257 for ISO-8859-13, KOI8-U for KOI8-R.
static SINGLE_BYTE: [&Encoding; 15] = [
    WINDOWS_1252,
    WINDOWS_1251,
    WINDOWS_1250,
    WINDOWS_1254,
    WINDOWS_1253,
    WINDOWS_1258,
    WINDOWS_1257,
    KOI8_U,
    ISO_8859_2,
    ISO_8859_5,
    ISO_8859_7,
    IBM866,
    WINDOWS_1255,
    WINDOWS_1256,
    encoding_rs::MACINTOSH,
];

/// The encodings older than Unicode in which a sample is plausible, likeliest first, with how plausible it is.
fn legacy(sample: &[u8]) -> Vec<(&'static Encoding, f32)> {
    let double = DOUBLE_BYTE.iter().map(|double| (double.encoding, double.score(sample)));
    let single = SINGLE_BYTE.iter().map(|&encoding| (encoding, single_byte_score(&decode(sample, encoding))));
    let mut scored: Vec<_> = double.chain(single).filter(|(_, score)| *score >= MIN_SCORE).collect();
    scored.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    if scored.is_empty() {
        // Nothing fits: at least what stands in ASCII is read.
        scored.push((WINDOWS_1252, 0.0));
    }
    scored
}

/// An encoding of two bytes a character, and which of its first bytes are common.
struct DoubleByte {
    encoding: &'static Encoding,
    /// Weight of a pair of bytes: 1 for what most texts are made of, 0 for what they hardly have; `None` where it is no character.
    weight: fn(u8, u8) -> Option<f32>,
}

/// The blocks are those of the standards: GB 2312, Big5, KS X 1001 and JIS X 0208 each put common characters before rare ones.
static DOUBLE_BYTE: [DoubleByte; 5] = [
    DoubleByte {
        encoding: GB18030,
        weight: |lead, trail| match (lead, trail) {
            // Level 1 and punctuation. Korean letters lie in the same place, and decide when nothing else does.
            (0xB0..=0xD7, 0xA1..=0xFE) => Some(0.95),
            (0xA1..=0xA3, 0xA1..=0xFE) => Some(1.0),
            (0xD8..=0xF7, 0xA1..=0xFE) => Some(0.4),
            (0x81..=0xFE, 0x30..=0x39 | 0x40..=0x7E | 0x80..=0xFE) => Some(0.0),
            _ => None,
        },
    },
    DoubleByte {
        encoding: BIG5,
        weight: |lead, trail| match (lead, trail) {
            (0xA1..=0xC6, 0x40..=0x7E | 0xA1..=0xFE) => Some(0.9),
            (0xC9..=0xF9, 0x40..=0x7E | 0xA1..=0xFE) => Some(0.2),
            (0x87..=0xFE, 0x40..=0x7E | 0xA1..=0xFE) => Some(0.0),
            _ => None,
        },
    },
    DoubleByte {
        encoding: SHIFT_JIS,
        weight: |lead, trail| match (lead, trail) {
            (0x81..=0x83, 0x40..=0x7E | 0x80..=0xFC) => Some(1.0),
            (0x88..=0x97, 0x40..=0x7E | 0x80..=0xFC) => Some(0.8),
            (0x98..=0x9F | 0xE0..=0xEA | 0xFA..=0xFC | 0x87, 0x40..=0x7E | 0x80..=0xFC) => Some(0.1),
            _ => None,
        },
    },
    DoubleByte {
        encoding: EUC_KR,
        weight: |lead, trail| match (lead, trail) {
            (0xA1..=0xA3 | 0xB0..=0xC8, 0xA1..=0xFE) => Some(1.0),
            (0xCA..=0xFD, 0xA1..=0xFE) => Some(0.2),
            (0x81..=0xFE, 0x41..=0x5A | 0x61..=0x7A | 0x81..=0xFE) => Some(0.0),
            _ => None,
        },
    },
    DoubleByte {
        encoding: EUC_JP,
        weight: |lead, trail| match (lead, trail) {
            (0xA1..=0xA5, 0xA1..=0xFE) => Some(1.0),
            (0xB0..=0xCF, 0xA1..=0xFE) => Some(0.7),
            (0xD0..=0xF4 | 0x8E, 0xA1..=0xFE) => Some(0.1),
            _ => None,
        },
    },
];

impl DoubleByte {
    /// The mean weight of the pairs; what is no pair counts heavily against it.
    fn score(&self, sample: &[u8]) -> f32 {
        let (mut sum, mut pairs) = (0.0, 0usize);
        let mut rest = sample;
        while let Some((&lead, after)) = rest.split_first() {
            rest = after;
            if lead < 0x80 {
                continue;
            }
            // A character cut at the end of the sample says nothing.
            let Some((&trail, after)) = rest.split_first() else { break };
            pairs += 1;
            match (self.weight)(lead, trail) {
                Some(weight) => {
                    sum += weight;
                    rest = after;
                    // Four bytes: the second pair is of the same kind.
                    if self.encoding == GB18030 && trail.is_ascii_digit() {
                        rest = rest.get(2..).unwrap_or_default();
                    }
                }
                // Half-width katakana, which are single bytes.
                None if self.encoding == SHIFT_JIS && (0xA1..=0xDF).contains(&lead) => sum += 0.3,
                None => sum -= 3.0,
            }
        }
        if pairs == 0 { 0.0 } else { sum / pairs as f32 }
    }
}

/// The share of words with letters outside ASCII that look like words: letters of one script, in one case or with one capital.
fn single_byte_score(text: &str) -> f32 {
    let (mut sum, mut words) = (0.0, 0usize);
    for run in text.split(|character: char| character.is_ascii_whitespace()) {
        if run.is_ascii() {
            continue;
        }
        words += 1;
        sum += word_score(run);
    }
    if words == 0 { 0.0 } else { sum / words as f32 }
}

fn word_score(run: &str) -> f32 {
    if run.chars().any(|character| matches!(character, '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | '\u{2500}'..='\u{25FF}' | '\u{FFFD}')) {
        return -1.0;
    }
    let mut score = 1.0;
    for word in run.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_ascii()) {
        let scripts = word.chars().fold(0u8, |scripts, character| scripts | script(character));
        let inner_capital =
            word.chars().zip(word.chars().skip(1)).any(|(before, after)| before.is_lowercase() && after.is_uppercase());
        // What only a capital does at the start: `Йорк`, and `яЕКРЕТ` never.
        let small_initial =
            word.chars().next().is_some_and(char::is_lowercase) && word.chars().skip(1).any(char::is_uppercase);
        if scripts.count_ones() > 1 {
            score -= 0.6;
        }
        if inner_capital || small_initial {
            score -= 0.3;
        }
    }
    // Signs in the middle of a word: `P¨ísnì`.
    let inner_signs = run.char_indices().filter(|(at, character)| {
        !character.is_ascii()
            && !character.is_alphanumeric()
            && !is_quotation(*character)
            && run[..*at].ends_with(char::is_alphabetic)
            && run[*at + character.len_utf8()..].starts_with(char::is_alphabetic)
    });
    score - 0.4 * inner_signs.count() as f32
}

/// Marks that stand between letters in honest words: apostrophes, dashes, and the tones of Vietnamese.
fn is_quotation(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{201F}' | '\u{300}'..='\u{36F}' | '·' | '\u{AD}')
}

fn script(letter: char) -> u8 {
    match letter {
        '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => 1,
        '\u{370}'..='\u{3FF}' => 2,
        '\u{400}'..='\u{4FF}' => 4,
        '\u{590}'..='\u{5FF}' => 8,
        '\u{600}'..='\u{6FF}' => 16,
        _ => 32,
    }
}
