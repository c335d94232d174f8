//! Tells in a few instructions that no phrase begins at a place: clean text is read by this alone.
use super::{
    block::{AsciiSet, BLOCK, Block, MASKS, later},
    class::{Class, LEADS, Lead, class},
};
use core::ops::Range;

/// Bits of each set of the [`Filter`], as a power of two.
pub(super) const FILTER_BITS: u32 = 16;

/// How many bytes of a text the [`Filter`] looks at.
pub(super) const FILTER_BYTES: usize = 5;

/// Tells quickly that no phrase begins at a place.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    /// What is known of texts by their first byte: see [`LONG`].
    pub(super) leads: [u8; 256],
    /// The same for reading byte by byte, with the class of each first byte: see [`WORD`].
    pub(super) steps: [u8; 256],
    /// The ASCII characters that have anything in `leads`; empty where there are no masks.
    pub(super) ascii: AsciiSet,
    /// Hashes of the first three bytes of all texts that begin with a phrase of which fewer than [`FILTER_BYTES`] are
    /// certain.
    pub(super) short: Set,
    /// Two hashes each of the first [`FILTER_BYTES`] bytes of all texts that begin with another phrase: with one, most
    /// of what is admitted would only share it.
    pub(super) long: Set,
}

/// A set of hashes of [`FILTER_BITS`] bits.
pub(super) type Set = Box<[u32; 1 << (FILTER_BITS - 5)]>;

/// In [`Filter::leads`]: a phrase may begin with this byte if the long hash is known.
pub(super) const LONG: u8 = 1;
/// A phrase may begin with it if the short hash is known.
pub(super) const SHORT: u8 = 2;
/// It is a phrase if it is a word by itself.
pub(super) const ALONE: u8 = 4;
/// A phrase may begin with it whatever follows.
pub(super) const ALWAYS: u8 = 8;
/// It opens something: what follows has to be looked at.
pub(super) const OPENING: u8 = 16;

/// In [`Filter::steps`]: all characters that begin with this byte are of [`Class::Word`].
const WORD: u8 = 1;
/// No character begins with it.
const INSIDE: u8 = 2;
/// The second byte decides on the class.
const SECOND: u8 = 4;
/// Anything is known in [`Filter::leads`].
const LEAD: u8 = 8;

/// [`Filter::steps`] for the [`Filter::leads`].
pub(super) fn steps(leads: &[u8; 256]) -> [u8; 256] {
    core::array::from_fn(|byte| {
        let class = match LEADS[byte] {
            Lead::All(Class::Word) => WORD,
            Lead::All(_) => 0,
            Lead::Inside => INSIDE,
            Lead::Second => SECOND,
        };
        class | if leads[byte] == 0 { 0 } else { LEAD }
    })
}

impl Filter {
    /// Whether a phrase may begin at `at`, where a character begins.
    #[inline(always)]
    pub(crate) fn admits(&self, text: &[u8], at: usize) -> bool {
        let lead = text.get(at).map_or(0, |&byte| self.leads[usize::from(byte)] & !OPENING);
        lead != 0 && self.admits_lead(text, at, lead)
    }

    #[inline]
    fn admits_lead(&self, text: &[u8], at: usize, lead: u8) -> bool {
        let key = key(text, at);
        lead & LONG != 0 && has(&self.long, long_hash(key)) && has(&self.long, other_hash(key))
            || lead > LONG
                && (lead & (ALWAYS | OPENING) != 0
                    || lead & SHORT != 0 && has(&self.short, short_hash(key))
                    || lead & ALONE != 0 && !is_surely_word(key[1]))
    }

    /// Whether the filter may admit `at`, asked without a branch: for places of which nobody can foretell whether they
    /// are admitted. Always where there are no masks.
    #[inline(always)]
    pub(crate) fn may_admit(&self, text: &[u8], at: usize) -> bool {
        if !MASKS {
            return true;
        }
        text.get(at..).and_then(|rest| rest.first_chunk()).is_none_or(|eight| self.may_admit_some(*eight) != 0)
    }

    /// 0 for a text with these bytes that the filter does not admit, else 1. They are read as one number: one by one
    /// takes longer than what is done with them.
    #[inline(always)]
    fn may_admit_some(&self, eight: [u8; 8]) -> u32 {
        let bytes = u64::from_le_bytes(eight);
        let (abcd, bcde) = (bytes as u32, (bytes >> 8) as u32);
        let (a, e) = (abcd & 0xFF, bcde >> 24);
        let lead = u32::from(self.leads[a as usize]);
        let long = bit(&self.long, hash_of_five(abcd, e)) & bit(&self.long, other_hash_of_five(a, bcde));
        let short = bit(&self.short, hash_of_three(abcd & 0xFF_FFFF));
        let others = u32::from(lead > u32::from(LONG | SHORT));
        let (is_long, is_short) = (lead / u32::from(LONG), lead / u32::from(SHORT));
        (is_long & long | is_short & short | others) & 1
    }
}

#[inline(always)]
fn key(text: &[u8], at: usize) -> [u8; FILTER_BYTES] {
    match text.get(at..).and_then(|rest| rest.first_chunk()) {
        Some(&key) => key,
        None => core::array::from_fn(|n| text.get(at + n).copied().unwrap_or(b'\n')),
    }
}

/// Whether all characters that begin with `byte` are of [`Class::Word`].
pub(super) fn is_surely_word(byte: u8) -> bool {
    LEADS[usize::from(byte)] == Lead::All(Class::Word)
}

#[inline(always)]
pub(super) fn has(set: &Set, bit: u32) -> bool {
    set[(bit / 32) as usize] & 1 << (bit % 32) != 0
}

/// The same, as the lowest bit; those above it may be anything.
#[inline(always)]
fn bit(set: &Set, bit: u32) -> u32 {
    set[(bit / 32) as usize] >> (bit % 32)
}

/// Fibonacci hashing of the first three bytes.
#[inline]
pub(super) fn short_hash([a, b, c, ..]: [u8; FILTER_BYTES]) -> u32 {
    hash_of_three(u32::from_le_bytes([a, b, c, 0]))
}

/// The same of all bytes.
#[inline]
pub(super) fn long_hash([a, b, c, d, e]: [u8; FILTER_BYTES]) -> u32 {
    hash_of_five(u32::from_le_bytes([a, b, c, d]), u32::from(e))
}

/// The same, mixed otherwise.
#[inline]
pub(super) fn other_hash([a, b, c, d, e]: [u8; FILTER_BYTES]) -> u32 {
    other_hash_of_five(u32::from(a), u32::from_le_bytes([b, c, d, e]))
}

#[inline(always)]
fn hash_of_three(abc: u32) -> u32 {
    abc.wrapping_mul(0x9E37_79B1) >> (32 - FILTER_BITS)
}

#[inline(always)]
fn hash_of_five(abcd: u32, e: u32) -> u32 {
    (abcd.wrapping_mul(0x9E37_79B1) ^ e).wrapping_mul(0x85EB_CA6B) >> (32 - FILTER_BITS)
}

#[inline(always)]
fn other_hash_of_five(a: u32, bcde: u32) -> u32 {
    (bcde.wrapping_mul(0xC2B2_AE35) ^ a).wrapping_mul(0x27D4_EB2F) >> (32 - FILTER_BITS)
}

/// Where in `range` phrases may begin: at each character that does not go on with a word, if the filter admits it; and
/// where something opens. Both ends of the range are boundaries of characters.
pub(crate) fn starts<'t>(text: &'t [u8], range: Range<usize>, filter: &'t Filter) -> Starts<'t> {
    let ends = u32::from(follows_word(text, range.start)) << (BLOCK - 1);
    Starts { text, filter, end: range.end, next: range.start, mask: 0, before: Masks { ends, ..Masks::default() } }
}

/// Made by [`starts`].
#[derive(Debug)]
pub(crate) struct Starts<'t> {
    text: &'t [u8],
    filter: &'t Filter,
    end: usize,
    /// Where the next block begins.
    next: usize,
    /// Places of the last block that were not handed out yet.
    mask: u32,
    before: Masks,
}

/// What stands at the bytes of a block. A mask may lack bytes: what follows them is looked at once more.
#[derive(Clone, Copy, Debug, Default)]
struct Masks {
    /// Ends of characters of [`Class::Word`].
    ends: u32,
    /// First bytes of characters of two bytes.
    two: u32,
    /// First bytes of `Ḁ` to `ỿ` and of Greek with accents, among others.
    three: u32,
    /// Second bytes of these.
    second: u32,
}

/// A block and what of the text follows it that the [`Filter`] reads; past the end of the text come line breaks.
type Window = [u8; BLOCK + 8];

impl Starts<'_> {
    /// Of some places of the block that begins at `from`, all that the filter admits, and few others. Without a branch
    /// for each place: nobody can foretell which word is admitted, and a wrong guess costs more than all look-ups.
    #[inline]
    fn sift(&self, from: usize, mut places: u32) -> u32 {
        let rest = &self.text[from..];
        let last;
        let window: &Window = match rest.first_chunk() {
            Some(window) => window,
            None => {
                last = core::array::from_fn(|n| rest.get(n).copied().unwrap_or(b'\n'));
                &last
            }
        };
        let mut admitted = 0;
        while places != 0 {
            let at = places.trailing_zeros() % BLOCK as u32;
            places &= places - 1;
            let eight = core::array::from_fn(|n| window[at as usize + n]);
            admitted |= self.filter.may_admit_some(eight) << at;
        }
        admitted
    }

    /// Whether a phrase may begin at a place that was sifted out.
    #[inline]
    fn admits(&self, at: usize) -> bool {
        let lead = self.filter.leads[usize::from(self.text[at])];
        // Between ASCII characters the masks miss nothing.
        let is_plain = self.text[at].is_ascii() && at.checked_sub(1).is_none_or(|before| self.text[before].is_ascii());
        (lead & ALONE == 0 || self.filter.admits_lead(self.text, at, lead)) && (is_plain || begins(self.text, at))
    }

    /// Where characters begin with which phrases may begin, by the bytes of a block and the last of those before it.
    #[inline]
    fn read(&mut self, block: Block) -> u32 {
        let before = self.before;
        let letters = block.among(&[(b'a', b'z'), (b'0', b'9')]);
        let mut begin = block.of(&self.filter.ascii);
        let inside = block.within(0x80, 0xBF);
        let mut goes_on = letters;
        let mut masks = Masks { ends: letters, ..Masks::default() };
        if inside | before.two | before.three != 0 {
            masks.two = block.within(0xC3, 0xDF);
            masks.three = block.equal(0xE1);
            masks.second = later(masks.three, before.three, 1) & block.within(0xB8, 0xBF);
            // The second bytes of × and ÷.
            let signs = block.equal(0x97) | block.equal(0xB7);
            masks.ends |= inside & !signs & later(masks.two, before.two, 1);
            masks.ends |= inside & later(masks.second, before.second, 1);
            goes_on |= block.within(0xC4, 0xDF);
        }
        begin |= block.within(0xC0, 0xFF);
        self.before = masks;
        begin & !(goes_on & later(masks.ends, before.ends, 1))
    }

    /// The next place without masks. What lies between is passed over in loops of a few instructions a byte: where
    /// these have to be imitated in JavaScript, calls and fields that are written back would cost most of the time.
    fn next_by_byte(&mut self) -> Option<usize> {
        let (text, steps) = (&self.text[..self.end], &self.filter.steps);
        let mut at = self.next;
        // `before.ends` says of the last byte only whether it ended a word.
        let mut in_word = self.before.ends != 0;
        let found = loop {
            if in_word {
                while text.get(at).is_some_and(|&byte| steps[usize::from(byte)] & (WORD | INSIDE) != 0) {
                    at += 1;
                }
            }
            let Some(&byte) = text.get(at) else { break None };
            let (start, step) = (at, steps[usize::from(byte)]);
            at += 1;
            if step & INSIDE != 0 {
                continue;
            }
            let is_word = step & WORD != 0 || step & SECOND != 0 && class(self.text, start) == Class::Word;
            let goes_on = in_word && is_word;
            in_word = is_word;
            if step & LEAD != 0
                && !goes_on
                && self.filter.admits_lead(self.text, start, self.filter.leads[usize::from(byte)])
            {
                break Some(start);
            }
        };
        self.next = at;
        self.before.ends = u32::from(in_word);
        found
    }
}

/// Whether no word goes on at `at`, where a character begins.
fn begins(text: &[u8], at: usize) -> bool {
    class(text, at) != Class::Word || !follows_word(text, at)
}

/// Whether the character before `at` is of [`Class::Word`].
fn follows_word(text: &[u8], at: usize) -> bool {
    let before = text[..at].iter().rposition(|&byte| byte & 0xC0 != 0x80);
    before.is_some_and(|before| class(text, before) == Class::Word)
}

impl Iterator for Starts<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        if !MASKS {
            return self.next_by_byte();
        }
        let mut mask = self.mask;
        loop {
            while mask != 0 {
                let at = self.next - BLOCK + mask.trailing_zeros() as usize;
                mask &= mask - 1;
                if self.admits(at) {
                    self.mask = mask;
                    return Some(at);
                }
            }
            if self.next >= self.end {
                self.mask = 0;
                return None;
            }
            let (block, rest) = (Block::at(self.text, self.next), self.end - self.next);
            self.next += BLOCK;
            let places = self.read(block) & if rest < BLOCK { (1 << rest) - 1 } else { u32::MAX };
            mask = self.sift(self.next - BLOCK, places);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marking::catalogue::Catalogue;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn masks_and_bytes_find_the_same_places(text in "([a-zé×密ậд😀0-9 \n(/*]|secret|top |机密){0,60}") {
            let catalogue = Catalogue::shipped();
            for filter in [&catalogue.anchors, &catalogue.companions] {
                let all: Vec<usize> = starts(text.as_bytes(), 0..text.len(), filter).collect();
                for from in (0..text.len()).filter(|&from| text.is_char_boundary(from)) {
                    let here = || starts(text.as_bytes(), from..text.len(), filter);
                    let mut by_byte = here();
                    let expected: Vec<usize> = all.iter().copied().filter(|&place| place >= from).collect();
                    prop_assert_eq!(&here().collect::<Vec<_>>(), &expected, "{}", from);
                    prop_assert_eq!(&core::iter::from_fn(|| by_byte.next_by_byte()).collect::<Vec<_>>(), &expected, "{}", from);
                }
            }
        }
    }
}
