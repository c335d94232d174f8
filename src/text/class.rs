//! Classes of characters: where a word ends, and where a blank means nothing.

/// Whether a script separates its words by blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Letter or digit of a script that does: Latin, Greek, Cyrillic, Arabic, Devanagari …
    Word,
    /// Character of a script that does not, or between whose characters blanks mean little: Han, Kana, Hangul, Thai …
    Unspaced,
    /// Everything else, and the end of the text.
    Other,
}

/// What the first byte of a character says of its class.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// All characters that begin with it are of this class.
    All(Class),
    /// The second byte decides.
    Second,
    /// Not a first byte.
    Inside,
}

pub(super) const LEADS: [Lead; 256] = {
    let mut leads = [Lead::All(Class::Other); 256];
    let mut byte = 0;
    while byte < 256 {
        leads[byte] = match byte as u8 {
            b'a'..=b'z' | b'0'..=b'9' => Lead::All(Class::Word),
            0x80..=0xBF => Lead::Inside,
            0xC3 | 0xE0 | 0xE1 | 0xE3 | 0xF0 => Lead::Second,
            0xC4..=0xDF => Lead::All(Class::Word),
            0xE4..=0xED => Lead::All(Class::Unspaced),
            _ => Lead::All(Class::Other),
        };
        byte += 1;
    }
    leads
};

/// Class of the character that begins at `at`.
#[inline(always)]
pub(crate) fn class(text: &[u8], at: usize) -> Class {
    match text.get(at).map(|&byte| LEADS[usize::from(byte)]) {
        Some(Lead::All(class)) => class,
        Some(Lead::Second) => class_by_second(text[at], text.get(at + 1).copied().unwrap_or(0)),
        Some(Lead::Inside) | None => Class::Other,
    }
}

fn class_by_second(first: u8, second: u8) -> Class {
    match (first, second) {
        // × and ÷
        (0xC3, 0x97 | 0xB7) => Class::Other,
        // Thai, Lao, Tibetan
        (0xE0, 0xB8..) => Class::Unspaced,
        // Myanmar, Khmer
        (0xE1, 0x80..=0x82 | 0x9E..=0x9F) => Class::Unspaced,
        (0xC3 | 0xE0 | 0xE1, _) => Class::Word,
        // Punctuation of Chinese and Japanese
        (0xE3, 0x80) => Class::Other,
        (0xE3, _) | (0xF0, 0xA0..) => Class::Unspaced,
        _ => Class::Other,
    }
}
