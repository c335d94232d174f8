//! Words around a marking that tell what is said of it, in every language that a catalogue system writes:
//! `src/languages/*.toml`.
//!
//! They are looked up together, in one walk over the sentence, so that a text full of levels is judged as fast as one
//! with few.
mod list;

pub(crate) use list::List;

use crate::{
    inflate::inflate,
    text::{character::is_word, compile::roots, dictionary::Dictionary},
};
use list::SET_BYTES;
use std::sync::OnceLock;

/// The words of `src/languages`, compiled and packed by `build.rs`.
pub(crate) static PACKED_WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));

/// All words with the sets of their lists.
#[derive(Debug, Default)]
struct Words {
    text: Vec<u8>,
    starts: Vec<u32>,
    roots: Vec<u16>,
    lists: Vec<u32>,
}

impl Words {
    fn get() -> &'static Words {
        static READ: OnceLock<Words> = OnceLock::new();
        READ.get_or_init(|| {
            let bytes = inflate(PACKED_WORDS);
            bytes.and_then(|bytes| Words::read(&bytes)).expect("build.rs wrote it, and a test reads it")
        })
    }

    fn read(bytes: &[u8]) -> Option<Words> {
        let [low, high, sets, rest @ ..] = bytes else { return None };
        let count = usize::from(u16::from_le_bytes([*low, *high]));
        let (sets, rest) = rest.split_at_checked(usize::from(*sets) * SET_BYTES)?;
        let (indices, rest) = rest.split_at_checked(count)?;
        let (shared, rest) = rest.split_at_checked(count)?;
        let (lengths, mut rest) = rest.split_at_checked(count)?;
        let mut words = Words::default();
        let mut before = 0;
        for word in 0..count {
            let (text, next) = rest.split_at_checked(usize::from(lengths[word]))?;
            let set = sets.get(usize::from(indices[word]) * SET_BYTES..)?.get(..SET_BYTES)?;
            let start = words.text.len();
            words.text.extend_from_within(before..before + usize::from(shared[word]));
            words.text.extend_from_slice(text);
            words.starts.push(start as u32);
            words.lists.push(set.iter().rev().fold(0, |set, byte| set << 8 | u32::from(*byte)));
            (before, rest) = (start, next);
        }
        words.starts.push(words.text.len() as u32);
        let bounds = words.starts.windows(2).map(|bounds| &words.text[bounds[0] as usize..bounds[1] as usize]);
        words.roots = roots(bounds);
        Some(words)
    }

    /// Reports the lists and the end of every word that begins at `at`.
    #[inline(never)]
    fn at(&self, text: &str, at: usize, found: &mut dyn FnMut(u32, usize)) {
        let dictionary = Dictionary { text: &self.text, starts: &self.starts, roots: &self.roots };
        dictionary.matches_at(text.as_bytes(), at, &mut |word| {
            if !word.joined {
                found(self.lists[word.phrase], word.end);
            }
        });
    }
}

/// The lists whose words stand in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lists(u32);

impl Lists {
    /// Of all words of `text`.
    pub(crate) fn of(text: &str) -> Lists {
        let mut lists = 0;
        each_word(text, &mut |found, _, _| lists |= found);
        Lists(lists)
    }

    /// Whether a word of any of `lists` is there.
    pub(crate) fn has_any(self, lists: &[List]) -> bool {
        self.0 & lists.iter().fold(0, |bits, list| bits | list.bit()) != 0
    }

    /// Whether a word of `list` is there.
    pub(crate) fn has(self, list: List) -> bool {
        self.0 & list.bit() != 0
    }
}

/// Whether a word of `list` begins `text`.
pub(crate) fn begins(text: &str, list: List) -> bool {
    begins_only(text, list, list)
}

/// Whether a word begins `text` that is of `list` and of `other` only if that is the same.
pub(crate) fn begins_only(text: &str, list: List, other: List) -> bool {
    let mut found = false;
    Words::get().at(text, 0, &mut |lists, _| found |= lists & (list.bit() | other.bit()) == list.bit());
    found
}

/// What follows the longest word of `list` that begins `text`, and the blanks behind it.
pub(crate) fn after(text: &str, list: List) -> Option<&str> {
    let mut longest = 0;
    Words::get().at(text, 0, &mut |lists, end| {
        if is_of(lists, list) {
            longest = longest.max(end);
        }
    });
    (longest > 0).then(|| text[longest..].trim_start())
}

/// What follows all the words of `list` with which `text` begins.
pub(crate) fn after_all(text: &str, list: List) -> &str {
    let mut rest = text.trim_start();
    while let Some(next) = after(rest, list) {
        rest = next;
    }
    rest
}

/// Whether a word of `list` ends `text`.
pub(crate) fn ends(text: &str, list: List) -> bool {
    let mut found = false;
    each_word(text, &mut |lists, _, end| found |= end == text.len() && lists & list.bit() != 0);
    found
}

/// Whether `text` is a word of `list` and nothing else.
pub(crate) fn is(text: &str, list: List) -> bool {
    let mut found = false;
    Words::get().at(text, 0, &mut |lists, end| found |= end == text.len() && lists & list.bit() != 0);
    found
}

/// Calls back with the lists, the start and the end of each word of `text`.
pub(crate) fn each_word(text: &str, found: &mut dyn FnMut(u32, usize, usize)) {
    let words = Words::get();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let word = is_word(c);
        if !(c.is_whitespace() || inside && word) {
            words.at(text, at, &mut |lists, end| found(lists, at, end));
        }
        inside = word;
    }
}

/// Whether `lists`, as [`each_word`] reports them, are of that list.
pub(crate) fn is_of(lists: u32, list: List) -> bool {
    lists & list.bit() != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_is_read() {
        let bytes = inflate(PACKED_WORDS).expect("a whole stream");
        let words = Words::read(&bytes).expect("the bytes that build.rs made");
        assert!(words.lists.len() > 1000, "{}", words.lists.len());
        assert!(Words::read(&bytes[..bytes.len() - 1]).is_none_or(|cut| cut.lists.len() < words.lists.len()));
    }

    #[test]
    fn words_are_found_as_words() {
        for (text, list, expected) in [
            ("what does it say", List::Asking, true),
            ("somewhat doesn't", List::Asking, false),
            ("请问这是什么意思", List::Asking, true),
            ("was bedeutet das?", List::Meaning, true),
            ("the markings on it", List::Explaining, true),
            ("a remarking", List::Explaining, false),
            ("", List::Asking, false),
        ] {
            assert_eq!(Lists::of(text).has(list), expected, "{text}");
        }
        assert!(begins("a novel by somebody", List::Bylines) && !begins("not a novel", List::Bylines));
        assert!(
            ends("东野圭吾著", List::LineEnds) && is("betreff", List::Subjects) && !is("betreff 2", List::Subjects)
        );
    }
}
