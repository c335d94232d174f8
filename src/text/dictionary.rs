//! A set of folded phrases, and which of them stand at a place of a folded text.
//!
//! The phrases are kept sorted, so that those with a common beginning are neighbours: reading the text byte by byte
//! narrows a range of them, as walking down a trie would, without any nodes to store.
//!
//! What a phrase leaves open:
//! - A blank of the phrase is one or more blanks of the text, one of which may be a line break, or none at all
//!   ([`Match::joined`]).
//! - Between two characters that are not both letters or digits of a script that separates words by blanks, any number
//!   of blanks on the same line may stand: `SECRET / / NOFORN`, `机 密`.
//! - [`DIGITS`] is a run of digits.
//! - A phrase that begins or ends with a letter or digit of such a script does so at the boundary of a word.

use super::{
    class::{Class, class},
    shape::meant_by,
};
use core::cmp::Ordering;

/// In a phrase: one or more ASCII digits of the text. Folded text has no control characters but the line break.
pub(crate) const DIGITS: u8 = 0x01;

/// Longest run of blanks inside a phrase, in bytes; centred headings are spaced by hand.
const MAX_BLANKS: usize = 32;

/// Longest run of digits that [`DIGITS`] reads.
const MAX_DIGITS: usize = 24;

/// Phrases, sorted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dictionary<'d> {
    /// All phrases in canonical form, one after the other, in ascending order of their bytes.
    pub(crate) text: &'d [u8],
    /// Where each phrase starts in `text`, and the end of the last one.
    pub(crate) starts: &'d [u32],
    /// For each two bytes, see [`root`], the index of the first phrase that begins with them or greater ones; and the
    /// number of phrases. A look-up begins with thousands of phrases, and with a few tens after two bytes.
    pub(crate) roots: &'d [u16],
}

/// How many entries [`Dictionary::roots`] has.
pub(crate) const ROOTS: usize = (1 << 16) + 1;

/// Where phrases that begin with two bytes have their entry; those of one byte count as if a zero followed.
#[inline]
pub(crate) fn root(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
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

/// Phrases `low..high`, which begin alike. Of so few bytes that it is handed over in a register.
#[derive(Clone, Copy)]
struct Group {
    low: u16,
    high: u16,
}

impl Group {
    fn is_empty(self) -> bool {
        self.low >= self.high
    }
}

/// How far the text was read, and what was read last.
#[derive(Clone, Copy)]
struct Reading {
    at: usize,
    last: Class,
    joined: bool,
}

impl<'d> Dictionary<'d> {
    /// All phrases, in canonical form, with their indices.
    pub(crate) fn phrases(self) -> impl Iterator<Item = (usize, &'d [u8])> {
        self.phrases_of(Group { low: 0, high: self.starts.len().saturating_sub(1) as u16 })
    }

    /// The phrases of which `byte` is the first, with their indices.
    pub(crate) fn beginning_with(self, byte: u8) -> impl Iterator<Item = (usize, &'d [u8])> {
        self.phrases_of(self.group(byte))
    }

    fn phrases_of(self, Group { low, high }: Group) -> impl Iterator<Item = (usize, &'d [u8])> {
        let place = move |index: usize| self.starts[index] as usize;
        (low.into()..high.into()).map(move |index| (index, &self.text[place(index)..place(index + 1)]))
    }

    /// Reports every phrase that begins at `at`, shorter ones first. Does not look at what stands before.
    #[inline]
    pub(crate) fn matches_at(&self, text: &[u8], at: usize, found: &mut dyn FnMut(Match)) {
        let Some(&byte) = text.get(at) else { return };
        if byte.is_ascii_digit() {
            let digits = digits(&text[at..]);
            let read = Reading { at: at + digits, last: Class::Word, joined: false };
            self.walk(text, read, self.group(DIGITS), 1, found);
        }
        let read = Reading { at: at + 1, last: class(text, at), joined: false };
        self.walk(text, read, self.group(byte), 1, found);
    }

    /// Reports every phrase that begins at `at` and of which letters behind the first one are misread: `c0nfidential`.
    /// Blanks have to be those of the phrase.
    pub(crate) fn misread_at(&self, text: &[u8], at: usize, found: &mut dyn FnMut(Match)) {
        if let Some(&byte) = text.get(at) {
            self.walk_misread(text, at + 1, self.group(byte), 1, found);
        }
    }

    fn walk_misread(&self, text: &[u8], at: usize, mut group: Group, depth: usize, found: &mut dyn FnMut(Match)) {
        if !group.is_empty() && self.at_depth(group.low.into(), depth) == ENDED {
            if class(text, at) != Class::Word {
                found(Match { phrase: group.low.into(), end: at, joined: false });
            }
            group.low += 1;
        }
        let Some(&byte) = text.get(at).filter(|_| !group.is_empty()) else { return };
        for letter in meant_by(byte) {
            let narrowed = self.narrow(group, depth, letter);
            if !narrowed.is_empty() {
                self.walk_misread(text, at + 1, narrowed, depth + 1, found);
            }
        }
    }

    /// The phrases that begin with `byte`.
    fn group(&self, byte: u8) -> Group {
        let index = root(byte, 0);
        Group { low: self.roots[index], high: self.roots[index + 256] }
    }

    /// Reports the phrases of a group, which agree in their first `depth` bytes, that go on as the text does.
    fn walk(&self, text: &[u8], mut read: Reading, mut group: Group, mut depth: usize, found: &mut dyn FnMut(Match)) {
        while !group.is_empty() {
            let first = self.at_depth(group.low.into(), depth);
            if first == ENDED {
                if !(read.last == Class::Word && class(text, read.at) == Class::Word) {
                    found(Match { phrase: group.low.into(), end: read.at, joined: read.joined });
                }
                group.low += 1;
                continue;
            }
            let Some(&byte) = text.get(read.at) else { return };
            let inside = byte & 0xC0 == 0x80;
            // Most steps are from letter to letter, where no phrase of the group has a blank or digits, which come
            // first.
            if inside || byte.is_ascii_lowercase() && read.last == Class::Word && first > i32::from(b' ') {
                // In most of these all of them go on alike.
                if first != i32::from(byte) || self.at_depth(usize::from(group.high) - 1, depth) != first {
                    group = self.narrow(group, depth, byte);
                }
                depth += 1;
                read.at += 1;
                continue;
            }
            let blanks = blanks(&text[read.at..]);
            if blanks > MAX_BLANKS {
                return;
            }
            let next = read.at + blanks;
            let next_class = class(text, next);
            let both_words = read.last == Class::Word && next_class == Class::Word;
            if both_words {
                let after_blank = self.narrow(group, depth, b' ');
                let breaks = || text[read.at..next].iter().filter(|&&byte| byte == b'\n').count();
                if !after_blank.is_empty() && breaks() <= 1 {
                    let read = Reading { at: next, last: Class::Other, joined: read.joined || blanks == 0 };
                    self.walk(text, read, after_blank, depth + 1, found);
                }
            }
            if blanks > 0 && (both_words || text[read.at..next].contains(&b'\n')) {
                return;
            }
            read.at = next;
            let Some(&byte) = text.get(next) else { return };
            if byte.is_ascii_digit() {
                let read = Reading { at: next + digits(&text[next..]), last: Class::Word, ..read };
                self.walk(text, read, self.narrow(group, depth, DIGITS), depth + 1, found);
            }
            group = self.narrow(group, depth, byte);
            depth += 1;
            read.at += 1;
            read.last = next_class;
        }
    }

    /// The phrases of the group, which agree in their first `depth` bytes, that go on with `byte`.
    #[inline]
    fn narrow(&self, group: Group, depth: usize, byte: u8) -> Group {
        const NONE: Group = Group { low: 0, high: 0 };
        if group.is_empty() {
            return NONE;
        }
        let (mut low, mut high) = (usize::from(group.low), usize::from(group.high));
        if depth == 1 {
            let index = root(self.text[self.starts[low] as usize], byte);
            return Group { low: self.roots[index], high: self.roots[index + 1] };
        }
        let byte = i32::from(byte);
        // Most groups are small, and most do not go on with a blank or a digit, which come first: both ends are looked
        // at before halving.
        let (first, last) = (self.at_depth(low, depth), self.at_depth(high - 1, depth));
        if first > byte || last < byte {
            return NONE;
        }
        // Halved until one is met that goes on so; the first and the last of these are looked for on either side of it.
        let mut met = if first == byte { low } else { high - 1 };
        if first != byte && last != byte {
            loop {
                if high - low < 2 {
                    return NONE;
                }
                met = low + (high - low) / 2;
                match self.at_depth(met, depth).cmp(&byte) {
                    Ordering::Less => low = met,
                    Ordering::Equal => break,
                    Ordering::Greater => high = met,
                }
            }
        }
        if first != byte {
            let mut end = met;
            while end - low > 1 {
                let half = low + (end - low) / 2;
                if self.at_depth(half, depth) < byte { low = half } else { end = half }
            }
            low = end;
        }
        if last != byte {
            let mut start = met;
            while high - start > 1 {
                let half = start + (high - start) / 2;
                if self.at_depth(half, depth) > byte { high = half } else { start = half }
            }
        }
        Group { low: low as u16, high: high as u16 }
    }

    /// The byte of a phrase at `depth`, [`ENDED`] behind its end.
    #[inline(always)]
    fn at_depth(&self, phrase: usize, depth: usize) -> i32 {
        let place = self.starts[phrase] as usize + depth;
        if place < self.starts[phrase + 1] as usize { i32::from(self.text[place]) } else { ENDED }
    }
}

/// What stands behind the end of a phrase: less than any byte.
const ENDED: i32 = -1;

/// How many blanks and line breaks `text` begins with, at most one more than [`MAX_BLANKS`].
fn blanks(text: &[u8]) -> usize {
    text.iter().take(MAX_BLANKS + 1).take_while(|&&byte| byte == b' ' || byte == b'\n').count()
}

/// How many digits `text` begins with, at most [`MAX_DIGITS`].
fn digits(text: &[u8]) -> usize {
    text.iter().take(MAX_DIGITS).take_while(|byte| byte.is_ascii_digit()).count()
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            compile::roots,
            filter::{Filter, starts},
            phrase::canonical,
        },
        *,
    };
    use proptest::prelude::*;

    /// All that is found by trying every phrase at every place, by the rules at the head of this file.
    fn reference(phrases: &[String], text: &str) -> Vec<(usize, usize, String, bool)> {
        let mut found = Vec::new();
        for (start, _) in text.char_indices() {
            let goes_on = text[..start]
                .char_indices()
                .next_back()
                .is_some_and(|(at, _)| class(text.as_bytes(), at) == Class::Word);
            if goes_on && class(text.as_bytes(), start) == Class::Word {
                continue;
            }
            for phrase in phrases {
                let mut ends = Vec::new();
                read(phrase, 0, text, start, false, &mut ends);
                found.extend(ends.into_iter().map(|(end, joined)| (start, end, phrase.clone(), joined)));
            }
        }
        found
    }

    fn read(phrase: &str, done: usize, text: &str, at: usize, joined: bool, ends: &mut Vec<(usize, bool)>) {
        let last = phrase[..done].char_indices().next_back().map_or(Class::Other, |(at, _)| char_class(phrase, at));
        let Some(c) = phrase[done..].chars().next() else {
            if !(last == Class::Word && class(text.as_bytes(), at) == Class::Word) {
                ends.push((at, joined));
            }
            return;
        };
        let rest = &text[at..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\n']).len();
        let is_line = !rest[..gap].contains('\n');
        if c == ' ' {
            let after = at + gap;
            if gap <= MAX_BLANKS
                && rest[..gap].matches('\n').count() <= 1
                && class(text.as_bytes(), after) == Class::Word
            {
                read(phrase, done + 1, text, after, joined || gap == 0, ends);
            }
            return;
        }
        let next = char_class(phrase, done);
        let optional = done > 0 && phrase.as_bytes()[done - 1] != b' ' && !(last == Class::Word && next == Class::Word);
        let at = if optional && gap <= MAX_BLANKS && is_line { at + gap } else { at };
        if c == char::from(DIGITS) {
            let digits = text[at..].bytes().take(MAX_DIGITS).take_while(u8::is_ascii_digit).count();
            if digits > 0 {
                read(phrase, done + 1, text, at + digits, joined, ends);
            }
        } else if text[at..].starts_with(c) {
            read(phrase, done + c.len_utf8(), text, at + c.len_utf8(), joined, ends);
        }
    }

    fn char_class(phrase: &str, at: usize) -> Class {
        if phrase.as_bytes()[at] == DIGITS { Class::Word } else { class(phrase.as_bytes(), at) }
    }

    fn fast(phrases: &[String], text: &str) -> Vec<(usize, usize, String, bool)> {
        let joined: String = phrases.concat();
        let mut starts_ = vec![0];
        for phrase in phrases {
            starts_.push(starts_[starts_.len() - 1] + phrase.len() as u32);
        }
        let roots = roots(phrases.iter().map(String::as_bytes));
        let dictionary = Dictionary { text: joined.as_bytes(), starts: &starts_, roots: &roots };
        let filter = Filter::new(phrases.iter().map(String::as_bytes), b"");
        let mut found = Vec::new();
        for start in starts(text.as_bytes(), 0..text.len(), &filter) {
            dictionary.matches_at(text.as_bytes(), start, &mut |hit| {
                found.push((start, hit.end, phrases[hit.phrase].clone(), hit.joined))
            });
        }
        found
    }

    proptest! {
        #[test]
        fn the_reference_finds_the_same_holds_for_any_text(
            phrases in proptest::collection::vec("[ab1 /(密机ậд\u{1}]{1,5}", 1..8),
            // Few characters of every kind, so that texts and phrases meet.
            text in "[ab1 \n/*(密机ậдé]{0,24}",
        ) {
            let mut phrases: Vec<_> = phrases.iter().map(|phrase| canonical(phrase)).filter(|phrase| !phrase.is_empty()).collect();
            phrases.sort();
            phrases.dedup();
            let (mut expected, mut found) = (reference(&phrases, &text), fast(&phrases, &text));
            expected.sort();
            found.sort();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn phrases_have_one_form() {
        for (folded, expected) in [
            (" top \n secret ", "top secret"),
            ("secret / / nf", "secret//nf"),
            ("机 密", "机密"),
            ("экз. no \u{1}", "экз.no \u{1}"),
            ("tlp : red", "tlp:red"),
            (" ", ""),
        ] {
            assert_eq!(canonical(folded), expected, "{folded:?}");
        }
    }
}
