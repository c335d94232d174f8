//! Turns phrases into what they are looked up by: the roots of a [`Dictionary`](super::dictionary::Dictionary), and a
//! [`Filter`].
use super::{
    block::{AsciiSet, MASKS},
    class::{Class, class},
    dictionary::{DIGITS, ROOTS, root},
    filter::{
        ALONE, ALWAYS, FILTER_BITS, FILTER_BYTES, Filter, LONG, OPENING, SHORT, Set, is_surely_word, long_hash,
        other_hash, short_hash, steps,
    },
    shape::misread_as,
};

/// Class of the last character of a phrase, or of its beginning.
pub(super) fn last_class(word: &[u8]) -> Class {
    let start = word.iter().rposition(|byte| byte & 0xC0 != 0x80).unwrap_or(0);
    phrase_class(word, start)
}

/// As [`class`], in a phrase.
pub(super) fn phrase_class(phrase: &[u8], at: usize) -> Class {
    if phrase.get(at) == Some(&DIGITS) { Class::Word } else { class(phrase, at) }
}

/// [`Dictionary::roots`](super::dictionary::Dictionary) of sorted phrases, of which none holds a zero.
pub(crate) fn roots<'p>(sorted: impl IntoIterator<Item = &'p [u8]>) -> Vec<u16> {
    let mut roots = vec![0; ROOTS];
    for phrase in sorted {
        let second = phrase.get(1).copied().unwrap_or(0);
        roots[root(phrase[0], second) + 1] += 1;
    }
    let mut sum = 0;
    for count in &mut roots {
        sum += *count;
        *count = sum;
    }
    roots
}

/// The beginning of a text that a phrase may match.
#[derive(Clone, Copy)]
struct Key {
    bytes: [u8; FILTER_BYTES],
    known: usize,
}

impl Key {
    fn with(mut self, byte: u8) -> Key {
        self.bytes[self.known] = byte;
        self.known += 1;
        self
    }
}

impl Filter {
    /// For phrases in canonical form, and for ASCII signs behind which more is looked for.
    pub(crate) fn new<'p>(phrases: impl IntoIterator<Item = &'p [u8]>, openings: &[u8]) -> Filter {
        let none: Set = Box::new([0; 1 << (FILTER_BITS - 5)]);
        let mut filter =
            Filter { leads: [0; 256], steps: [0; 256], ascii: AsciiSet::default(), short: none.clone(), long: none };
        for phrase in phrases {
            // Most begin with a word, inside which nothing is left open.
            match phrase.first_chunk::<FILTER_BYTES>() {
                Some(word) if word.iter().all(u8::is_ascii_alphanumeric) => filter.add_long(*word),
                _ => filter.add(phrase, 0, Key { bytes: [0; FILTER_BYTES], known: 0 }),
            }
        }
        for &opening in openings {
            filter.lead(opening, OPENING);
        }
        filter.steps = steps(&filter.leads);
        filter
    }

    /// Adds the texts that begin with `phrase`, which is ASCII, where one or two letters behind the first one are
    /// misread.
    pub(crate) fn add_misread(&mut self, phrase: &[u8]) {
        let read: Vec<(usize, u8)> = (1..phrase.len().min(FILTER_BYTES))
            .flat_map(|at| misread_as(phrase[at]).iter().map(move |&read| (at, read)))
            .collect();
        for (index, &(at, one)) in read.iter().enumerate() {
            let mut misread = phrase.to_vec();
            misread[at] = one;
            self.add(&misread, 0, Key { bytes: [0; FILTER_BYTES], known: 0 });
            for &(later, other) in read[index + 1..].iter().filter(|(later, _)| *later > at) {
                let mut misread = misread.clone();
                misread[later] = other;
                self.add(&misread, 0, Key { bytes: [0; FILTER_BYTES], known: 0 });
            }
        }
    }

    /// One that admits everything.
    #[cfg(test)]
    pub(crate) fn everywhere() -> Filter {
        let none: Set = Box::new([0; 1 << (FILTER_BITS - 5)]);
        let leads = [ALWAYS; 256];
        let mut ascii = AsciiSet::default();
        (0..0x80).for_each(|byte| ascii.insert(byte));
        Filter { leads, steps: steps(&leads), ascii, short: none.clone(), long: none }
    }

    /// Adds all texts that begin with `key` and go on as `phrase` from `at` on may.
    fn add(&mut self, phrase: &[u8], at: usize, key: Key) {
        if key.known == FILTER_BYTES {
            return self.add_long(key.bytes);
        }
        let last = last_class(&phrase[..at]);
        let Some(&byte) = phrase.get(at) else {
            if key.known == 1 && last == Class::Word {
                return self.lead(key.bytes[0], ALONE);
            }
            return self.add_open(key, |byte| last != Class::Word || !is_surely_word(byte));
        };
        let inside = byte & 0xC0 == 0x80;
        let words = last == Class::Word && phrase_class(phrase, at) == Class::Word;
        if byte == b' ' || (at > 0 && !inside && !words) {
            self.add_gap(phrase, if byte == b' ' { at + 1 } else { at }, key);
        }
        match byte {
            b' ' => self.add_without_gap(phrase, at + 1, key),
            _ => self.add_without_gap(phrase, at, key),
        }
    }

    /// As [`Filter::add`], where no blank follows.
    fn add_without_gap(&mut self, phrase: &[u8], at: usize, key: Key) {
        match phrase[at] {
            DIGITS if key.known == 0 => (b'0'..=b'9').for_each(|digit| self.lead(digit, ALWAYS)),
            DIGITS => self.add_open(key, |byte| byte.is_ascii_digit()),
            byte => self.add(phrase, at + 1, key.with(byte)),
        }
    }

    /// As [`Filter::add`], where at least one blank follows.
    fn add_gap(&mut self, phrase: &[u8], at: usize, key: Key) {
        for blank in [b' ', b'\n'] {
            let key = key.with(blank);
            if key.known == FILTER_BYTES {
                self.add(phrase, at, key);
            } else {
                self.add_gap(phrase, at, key);
                self.add_without_gap(phrase, at, key);
            }
        }
    }

    /// Adds all texts that begin with `key` and a byte of which `next` holds.
    fn add_open(&mut self, key: Key, next: impl Fn(u8) -> bool) {
        match key.known {
            0 | 1 => self.lead(key.bytes[0], ALWAYS),
            2 => {
                for byte in (0..=255).filter(|&byte| next(byte)) {
                    self.add_short(key.with(byte));
                }
            }
            _ => self.add_short(key),
        }
    }

    /// Adds all texts that begin with three bytes of `key`.
    fn add_short(&mut self, key: Key) {
        set(&mut self.short, short_hash(key.bytes));
        self.lead(key.bytes[0], SHORT);
    }

    fn add_long(&mut self, begin: [u8; FILTER_BYTES]) {
        set(&mut self.long, long_hash(begin));
        set(&mut self.long, other_hash(begin));
        self.lead(begin[0], LONG);
    }

    fn lead(&mut self, byte: u8, lead: u8) {
        self.leads[usize::from(byte)] |= lead;
        if MASKS && byte.is_ascii() {
            self.ascii.insert(byte);
        }
    }
}

pub(super) fn set(set: &mut Set, bit: u32) {
    set[(bit / 32) as usize] |= 1 << (bit % 32);
}
