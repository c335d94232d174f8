//! A set of folded phrases, and which of them stand at a place of a folded text.
//!
//! The phrases are kept sorted, so that those with a common beginning are neighbours: reading the text byte by byte narrows a range of
//! them, as walking down a trie would, without any nodes to store.
//!
//! What a phrase leaves open:
//! - A blank of the phrase is one or more blanks of the text, one of which may be a line break, or none at all ([`Match::joined`]).
//! - Between two characters that are not both letters or digits of a script that separates words by blanks, any number of blanks on the
//!   same line may stand: `SECRET / / NOFORN`, `机 密`.
//! - [`DIGITS`] is a run of digits.
//! - A phrase that begins or ends with a letter or digit of such a script does so at the boundary of a word.

/// In a phrase: one or more ASCII digits of the text. Folded text has no control characters but the line break.
pub(crate) const DIGITS: u8 = 0x01;

/// Longest run of blanks inside a phrase, in bytes; centred headings are spaced by hand.
const MAX_BLANKS: usize = 32;

/// Longest run of digits that [`DIGITS`] reads.
const MAX_DIGITS: usize = 24;

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

/// Class of the character that begins at `at`.
#[inline]
pub(crate) fn class(text: &[u8], at: usize) -> Class {
    let second = || text.get(at + 1).copied().unwrap_or(0);
    match text.get(at) {
        Some(b'a'..=b'z' | b'0'..=b'9') => Class::Word,
        None | Some(0..=0xC2) => Class::Other,
        // × and ÷
        Some(0xC3) if matches!(second(), 0x97 | 0xB7) => Class::Other,
        // Thai, Lao, Tibetan
        Some(0xE0) if second() >= 0xB8 => Class::Unspaced,
        // Myanmar, Khmer
        Some(0xE1) if matches!(second(), 0x80..=0x82 | 0x9E..=0x9F) => Class::Unspaced,
        Some(0xC3..=0xE1) => Class::Word,
        // Punctuation of Chinese and Japanese
        Some(0xE3) if second() == 0x80 => Class::Other,
        Some(0xE3..=0xED) => Class::Unspaced,
        Some(0xF0) if second() >= 0xA0 => Class::Unspaced,
        Some(_) => Class::Other,
    }
}

/// Brings a folded phrase into the form in which a [`Dictionary`] holds it: no blanks at the ends, one where a phrase needs one, none
/// elsewhere.
pub(crate) fn canonical(folded: &str) -> String {
    let mut canonical = String::with_capacity(folded.len());
    let mut last = Class::Other;
    for word in folded.split([' ', '\n']).filter(|word| !word.is_empty()) {
        if last == Class::Word && class(word.as_bytes(), 0) == Class::Word {
            canonical.push(' ');
        }
        canonical.push_str(word);
        last = last_class(word.as_bytes());
    }
    canonical
}

fn last_class(word: &[u8]) -> Class {
    let start = word.iter().rposition(|byte| byte & 0xC0 != 0x80).unwrap_or(0);
    phrase_class(word, start)
}

/// As [`class`], in a phrase.
fn phrase_class(phrase: &[u8], at: usize) -> Class {
    if phrase.get(at) == Some(&DIGITS) { Class::Word } else { class(phrase, at) }
}

/// Phrases, sorted. Borrowed, because the shipped ones are compiled in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dictionary<'d> {
    /// All phrases in canonical form, one after the other, in ascending order of their bytes.
    pub(crate) text: &'d [u8],
    /// Where each phrase starts in `text`, and the end of the last one.
    pub(crate) starts: &'d [u32],
}

/// A phrase found at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// Index of the phrase.
    pub(crate) phrase: usize,
    /// Where it ends in the text.
    pub(crate) end: usize,
    /// Whether a blank of the phrase is missing in the text: `TOPSECRET`.
    pub(crate) joined: bool,
}

/// Phrases `low..high`, which agree in their first `depth` bytes.
#[derive(Clone, Copy)]
struct Group {
    low: usize,
    high: usize,
    depth: usize,
}

/// How far the text was read, and what was read last.
#[derive(Clone, Copy)]
struct Reading {
    at: usize,
    last: Class,
    joined: bool,
}

impl Dictionary<'_> {
    /// How many phrases there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The phrase of that index, in canonical form.
    pub(crate) fn phrase(&self, index: usize) -> &[u8] {
        &self.text[self.starts[index] as usize..self.starts[index + 1] as usize]
    }

    /// Reports every phrase that begins at `at`, shorter ones first. Does not look at what stands before.
    #[inline]
    pub(crate) fn matches_at(&self, text: &[u8], at: usize, mut found: impl FnMut(Match)) {
        let all = Group { low: 0, high: self.len(), depth: 0 };
        self.walk(text, Reading { at, last: Class::Other, joined: false }, all, &mut found);
    }

    fn walk(&self, text: &[u8], mut read: Reading, mut group: Group, found: &mut dyn FnMut(Match)) {
        while group.low < group.high {
            if self.length(group.low) == group.depth {
                if group.depth > 0 && !(read.last == Class::Word && class(text, read.at) == Class::Word) {
                    found(Match { phrase: group.low, end: read.at, joined: read.joined });
                }
                group.low += 1;
                continue;
            }
            let Some(&byte) = text.get(read.at) else { return };
            if byte & 0xC0 == 0x80 {
                // Inside a character.
                let Some(narrowed) = self.narrow(group, byte) else { return };
                group = narrowed;
                read.at += 1;
                continue;
            }
            let blanks = if group.depth == 0 { 0 } else { blanks(&text[read.at..]) };
            if blanks > MAX_BLANKS {
                return;
            }
            let next = read.at + blanks;
            let next_class = class(text, next);
            let both_words = read.last == Class::Word && next_class == Class::Word;
            if both_words && let Some(after_blank) = self.narrow(group, b' ') {
                let breaks = text[read.at..next].iter().filter(|&&byte| byte == b'\n').count();
                if breaks <= 1 {
                    let read = Reading { at: next, last: Class::Other, joined: read.joined || blanks == 0 };
                    self.walk(text, read, after_blank, found);
                }
            }
            if blanks > 0 && (both_words || text[read.at..next].contains(&b'\n')) {
                return;
            }
            read.at = next;
            let Some(&byte) = text.get(next) else { return };
            if byte.is_ascii_digit() && let Some(after_digits) = self.narrow(group, DIGITS) {
                let digits = text[next..].iter().take(MAX_DIGITS).take_while(|byte| byte.is_ascii_digit()).count();
                self.walk(text, Reading { at: next + digits, last: Class::Word, ..read }, after_digits, found);
            }
            let Some(narrowed) = self.narrow(group, byte) else { return };
            group = narrowed;
            read.at += 1;
            read.last = next_class;
        }
    }

    /// The phrases of the group that go on with `byte`.
    #[inline]
    fn narrow(&self, group: Group, byte: u8) -> Option<Group> {
        let Group { mut low, mut high, depth } = group;
        let at_depth = |index: usize| {
            let place = self.starts[index] as usize + depth;
            if place < self.starts[index + 1] as usize { i32::from(self.text[place]) } else { -1 }
        };
        let byte = i32::from(byte);
        // Most groups are small: both ends are looked at before halving.
        if at_depth(low) != byte {
            let mut size = high - low;
            while size > 0 {
                let half = size / 2;
                if at_depth(low + half) < byte {
                    low += half + 1;
                    size -= half + 1;
                } else {
                    size = half;
                }
            }
            if low == high || at_depth(low) != byte {
                return None;
            }
        }
        if at_depth(high - 1) != byte {
            let mut from = low + 1;
            let mut size = high - from;
            while size > 0 {
                let half = size / 2;
                if at_depth(from + half) == byte {
                    from += half + 1;
                    size -= half + 1;
                } else {
                    size = half;
                }
            }
            high = from;
        }
        Some(Group { low, high, depth: depth + 1 })
    }

    fn length(&self, index: usize) -> usize {
        (self.starts[index + 1] - self.starts[index]) as usize
    }
}

/// How many blanks and line breaks `text` begins with, at most one more than [`MAX_BLANKS`].
fn blanks(text: &[u8]) -> usize {
    text.iter().take(MAX_BLANKS + 1).take_while(|&&byte| byte == b' ' || byte == b'\n').count()
}

/// Bits of the [`Filter`].
const FILTER_BITS: u32 = 14;

/// Tells quickly that no phrase begins at a place.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    /// By the first byte of a character, what a phrase may do with it: one of `NEVER`, `SOMETIMES`, `ALWAYS`.
    pub(crate) leads: [u8; 256],
    /// Set for the hashes of the first three bytes of all texts that a phrase may match.
    pub(crate) bits: [u32; 1 << (FILTER_BITS - 5)],
}

/// No phrase begins with this byte.
const NEVER: u8 = 0;
/// The bits decide.
const SOMETIMES: u8 = 1;
/// A phrase may begin with it whatever follows.
const ALWAYS: u8 = 2;

impl Filter {
    /// For phrases in canonical form.
    pub(crate) fn new<'p>(phrases: impl IntoIterator<Item = &'p [u8]>) -> Filter {
        let mut filter = Filter { leads: [NEVER; 256], bits: [0; 1 << (FILTER_BITS - 5)] };
        for phrase in phrases {
            filter.add(phrase, 0, [0; 3], 0);
        }
        filter
    }

    /// Adds all texts that begin with `key[..known]` and go on as `phrase` from `at` on may.
    fn add(&mut self, phrase: &[u8], at: usize, mut key: [u8; 3], known: usize) {
        if known == key.len() {
            let bit = hash(key);
            self.bits[(bit / 32) as usize] |= 1 << (bit % 32);
            self.lead(key[0], SOMETIMES);
            return;
        }
        match phrase.get(at) {
            None => self.add_anything(key, known),
            Some(&DIGITS) => {
                for digit in b'0'..=b'9' {
                    key[known] = digit;
                    self.add_anything(key, known + 1);
                }
            }
            Some(&byte) => {
                let inside = byte & 0xC0 == 0x80;
                let words = byte == b' ' || (last_class(&phrase[..at]) == Class::Word && class(phrase, at) == Class::Word);
                if byte == b' ' {
                    self.add(phrase, at + 1, key, known);
                }
                if at > 0 && !inside && (byte == b' ' || !words) {
                    for blank in [b' ', b'\n'] {
                        key[known] = blank;
                        self.add_anything(key, known + 1);
                    }
                }
                if byte != b' ' {
                    key[known] = byte;
                    self.add(phrase, at + 1, key, known + 1);
                }
            }
        }
    }

    /// Adds all texts that begin with `key[..known]`.
    fn add_anything(&mut self, mut key: [u8; 3], known: usize) {
        match known {
            3 => self.add(&[], 0, key, 3),
            2 => {
                for byte in 0..=255 {
                    key[2] = byte;
                    self.add(&[], 0, key, 3);
                }
            }
            _ => self.lead(key[0], ALWAYS),
        }
    }

    fn lead(&mut self, byte: u8, lead: u8) {
        let known = &mut self.leads[usize::from(byte)];
        *known = lead.max(*known);
    }

    /// Whether a phrase may begin at `at`, where a character begins.
    #[inline]
    pub(crate) fn admits(&self, text: &[u8], at: usize) -> bool {
        match self.leads[usize::from(text[at])] {
            NEVER => false,
            ALWAYS => true,
            _ => {
                let byte = |n: usize| text.get(at + n).copied().unwrap_or(b'\n');
                let bit = hash([text[at], byte(1), byte(2)]);
                self.bits[(bit / 32) as usize] & 1 << (bit % 32) != 0
            }
        }
    }
}

/// Fibonacci hashing of three bytes.
#[inline]
fn hash(key: [u8; 3]) -> u32 {
    let [a, b, c] = key.map(u32::from);
    (a | b << 8 | c << 16).wrapping_mul(0x9E37_79B1) >> (32 - FILTER_BITS)
}
