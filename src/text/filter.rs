//! Tells in a few instructions that no phrase begins at a place: clean text is read by this alone.
use super::class::{Class, LEADS, Lead, class};

/// Bits of each set of the [`Filter`], as a power of two.
pub(super) const FILTER_BITS: u32 = 14;

/// How many bytes of a text the [`Filter`] looks at.
pub(super) const FILTER_BYTES: usize = 5;

/// Tells quickly that no phrase begins at a place.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    /// By the first byte of a character, whether a phrase may begin with it: `NEVER`, `ALWAYS`, or as the sets say.
    pub(crate) leads: [u8; 256],
    /// Hashes of the first three bytes of all texts that begin with a phrase of which fewer than [`FILTER_BYTES`] are certain.
    pub(crate) short: [u32; 1 << (FILTER_BITS - 5)],
    /// Hashes of the first [`FILTER_BYTES`] bytes of all texts that begin with another phrase.
    pub(crate) long: [u32; 1 << (FILTER_BITS - 5)],
}

/// No phrase begins with this byte.
pub(super) const NEVER: u8 = 0;
/// A phrase may begin with it whatever follows.
pub(super) const ALWAYS: u8 = 2;

impl Filter {
    /// Whether a phrase may begin at `at`, where a character begins.
    #[inline]
    pub(crate) fn admits(&self, text: &[u8], at: usize) -> bool {
        let lead = self.leads[usize::from(text[at])];
        if lead == NEVER || lead == ALWAYS {
            return lead == ALWAYS;
        }
        let byte = |n: usize| text.get(at + n).copied().unwrap_or(b'\n');
        let key = [text[at], byte(1), byte(2), byte(3), byte(4)];
        has(&self.short, short_hash(key)) || has(&self.long, long_hash(key))
    }
}

#[inline]
fn has(set: &[u32], bit: u32) -> bool {
    set[(bit / 32) as usize] & 1 << (bit % 32) != 0
}

/// Fibonacci hashing of the first three bytes.
#[inline]
pub(super) fn short_hash([a, b, c, ..]: [u8; FILTER_BYTES]) -> u32 {
    u32::from_le_bytes([a, b, c, 0]).wrapping_mul(0x9E37_79B1) >> (32 - FILTER_BITS)
}

/// The same of all bytes.
#[inline]
pub(super) fn long_hash([a, b, c, d, e]: [u8; FILTER_BYTES]) -> u32 {
    (u32::from_le_bytes([a, b, c, d]).wrapping_mul(0x9E37_79B1) ^ u32::from(e)).wrapping_mul(0x85EB_CA6B)
        >> (32 - FILTER_BITS)
}

/// Where phrases may begin: at each character that does not go on with a word, if the filter admits it.
pub(crate) fn starts<'t>(text: &'t [u8], filter: &'t Filter) -> Starts<'t> {
    Starts { text, filter, at: 0, in_word: false }
}

/// Made by [`starts`].
#[derive(Debug)]
pub(crate) struct Starts<'t> {
    text: &'t [u8],
    filter: &'t Filter,
    at: usize,
    /// Whether the last character read was of [`Class::Word`].
    in_word: bool,
}

impl Iterator for Starts<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while let Some(&byte) = self.text.get(self.at) {
            let at = self.at;
            self.at += 1;
            let class = match LEADS[usize::from(byte)] {
                Lead::Inside => continue,
                Lead::All(class) => class,
                Lead::Second => class(self.text, at),
            };
            let went_on = self.in_word && class == Class::Word;
            self.in_word = class == Class::Word;
            if !went_on && self.filter.admits(self.text, at) {
                return Some(at);
            }
        }
        None
    }
}
