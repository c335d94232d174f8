//! What a text is a sequence of, to terms: words or characters, each as a hash.
use crate::text::class::{Class, class};
use core::ops::Range;

/// Longest run of blanks inside a term, in bytes.
const MAX_BLANKS: usize = 32;
/// Most line breaks inside a run of blanks: a term may be wrapped, and does not reach over an empty line.
const MAX_BREAKS: usize = 1;

/// Two independent hashes of one thing, of which neither can be told from chance alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Hash {
    /// Where to look.
    pub(super) place: u32,
    /// Whether it is there.
    pub(super) proof: u32,
}

impl Hash {
    /// Of no units.
    pub(super) const EMPTY: Hash = Hash { place: 0x811C_9DC5, proof: 0x2745_937F };

    /// Of one unit: FNV-1a, and the same with another multiplier.
    #[inline]
    fn of(unit: &[u8]) -> Hash {
        unit.iter().fold(Hash::EMPTY, |hash, &byte| Hash {
            place: (hash.place ^ u32::from(byte)).wrapping_mul(0x0100_0193),
            proof: (hash.proof ^ u32::from(byte)).wrapping_mul(0x9E37_79B1).rotate_left(5),
        })
    }

    /// Of a sequence and the unit after it. The multipliers and shifts are those of MurmurHash3's finaliser.
    #[inline]
    pub(super) fn then(self, unit: Hash) -> Hash {
        let mix = |sequence: u32, unit: u32, factor: u32| {
            let mixed = (sequence.rotate_left(13) ^ unit).wrapping_mul(factor);
            mixed ^ mixed >> 15
        };
        Hash { place: mix(self.place, unit.place, 0x85EB_CA6B), proof: mix(self.proof, unit.proof, 0xC2B2_AE35) }
    }
}

/// One unit of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Of what it is; `None` for a gap over which no term reaches.
    pub(super) hash: Option<Hash>,
}

/// The words of a folded text. A character of a script without blanks between words is one by itself, as is a
/// punctuation mark; blanks between words do not count.
pub(super) fn words(folded: &str) -> impl Iterator<Item = Unit> {
    Units { text: folded.as_bytes(), at: 0, whole_words: true }
}

/// The characters of a folded text, a run of blanks being one.
pub(super) fn chars(folded: &str) -> impl Iterator<Item = Unit> {
    Units { text: folded.as_bytes(), at: 0, whole_words: false }
}

struct Units<'t> {
    text: &'t [u8],
    at: usize,
    whole_words: bool,
}

impl Units<'_> {
    /// Where the character at `at` ends.
    #[inline]
    fn after(&self, at: usize) -> usize {
        if self.text[at] < 0x80 {
            return at + 1;
        }
        let inside = self.text[at + 1..].iter().take_while(|&&byte| byte & 0xC0 == 0x80).count();
        at + 1 + inside
    }
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        loop {
            let start = self.at;
            let &byte = self.text.get(start)?;
            if byte == b' ' || byte == b'\n' {
                let blanks = self.text[start..].iter().take_while(|&&byte| byte == b' ' || byte == b'\n');
                let (length, breaks) =
                    blanks.fold((0, 0), |(length, breaks), &byte| (length + 1, breaks + usize::from(byte == b'\n')));
                self.at += length;
                let is_gap = length > MAX_BLANKS || breaks > MAX_BREAKS;
                if !is_gap && self.whole_words {
                    continue;
                }
                return Some(Unit { range: start..self.at, hash: (!is_gap).then(|| Hash::of(b" ")) });
            }
            let goes_on = self.whole_words && class(self.text, start) == Class::Word;
            self.at = self.after(start);
            while goes_on && class(self.text, self.at) == Class::Word {
                self.at = self.after(self.at);
            }
            let range = start..self.at;
            return Some(Unit { hash: Some(Hash::of(&self.text[range.clone()])), range });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, units: impl Iterator<Item = Unit>) -> Vec<&str> {
        units.map(|unit| if unit.hash.is_some() { &text[unit.range] } else { "|" }).collect()
    }

    #[test]
    fn words_are_cut_as_each_script_does() {
        for (text, expected) in [
            ("blue  heron", &["blue", "heron"][..]),
            ("blue\nheron", &["blue", "heron"]),
            ("blue\n\nheron", &["blue", "|", "heron"]),
            ("kx-17/b", &["kx", "-", "17", "/", "b"]),
            ("蓝鹭 计划", &["蓝", "鹭", "计", "划"]),
            ("백로계획은", &["백", "로", "계", "획", "은"]),
            ("проект «цапля»", &["проект", "«", "цапля", "»"]),
            ("", &[]),
        ] {
            assert_eq!(texts(text, words(text)), expected, "{text:?}");
        }
    }

    #[test]
    fn characters_keep_one_blank() {
        let text = "a  b\n\nç";
        assert_eq!(texts(text, chars(text)), ["a", "  ", "b", "|", "ç"]);
    }
}
