//! How plausible a text is in the encodings older than Unicode.
use super::{Decoding, MIN_SCORE};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, IBM866, ISO_8859_2, ISO_8859_5, ISO_8859_7, KOI8_U, SHIFT_JIS, UTF_8,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258,
};

/// Encodings of one byte a character. Of those that differ only where no letters are, one stands for all: windows-1252
/// for ISO-8859-1 and -15, windows-1254 for ISO-8859-9, windows-1257 for ISO-8859-13, KOI8-U for KOI8-R.
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
pub(super) fn legacy(sample: &[u8]) -> Vec<(&'static Encoding, f32)> {
    let double = DOUBLE_BYTE.iter().map(|double| (double.encoding, double.score(sample)));
    let single =
        SINGLE_BYTE.iter().map(|&encoding| (encoding, single_byte_score(&Decoding::Whole(encoding).text(sample))));
    let mut scored: Vec<_> = double.chain(single).filter(|(_, score)| *score >= MIN_SCORE).collect();
    scored.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    if scored.is_empty() {
        // Nothing fits: at least what stands in ASCII is read.
        scored.push((UTF_8, 0.0));
    }
    scored
}

/// An encoding of two bytes a character, and which of its first bytes are common.
struct DoubleByte {
    encoding: &'static Encoding,
    /// Weight of a pair of bytes: 1 for what most texts are made of, 0 for what they hardly have; `None` where it is no
    /// character.
    weight: fn(u8, u8) -> Option<f32>,
}

/// The blocks are those of the standards: GB 2312, Big5, KS X 1001 and JIS X 0208 each put common characters before
/// rare ones.
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

/// The share of words with letters outside ASCII that look like words: letters of one script, in one case or with one
/// capital.
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
