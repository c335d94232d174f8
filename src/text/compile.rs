//! Turns phrases into what a [`Dictionary`](super::dictionary::Dictionary) is made of. Part of `build.rs` and of tests, not of the library.
use super::dictionary::{ALWAYS, Class, DIGITS, FILTER_BITS, Filter, NEVER, class, hash};

/// In [`Filter::leads`]: the bits decide.
const SOMETIMES: u8 = 1;

/// Brings a folded phrase into the form in which a [`Dictionary`] holds it: no blanks at the ends, one where a phrase needs one, none
/// elsewhere.
pub(crate) fn canonical(folded: &str) -> String {
    let mut canonical = String::with_capacity(folded.len());
    let mut last = Class::Other;
    for word in folded.split([' ', '\n']).filter(|word| !word.is_empty()) {
        if last == Class::Word && phrase_class(word.as_bytes(), 0) == Class::Word {
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
        let Some(&byte) = phrase.get(at) else { return self.add_anything(key, known) };
        let inside = byte & 0xC0 == 0x80;
        let words = last_class(&phrase[..at]) == Class::Word && phrase_class(phrase, at) == Class::Word;
        if byte == b' ' || (at > 0 && !inside && !words) {
            for blank in [b' ', b'\n'] {
                key[known] = blank;
                self.add_anything(key, known + 1);
            }
        }
        match byte {
            b' ' => self.add(phrase, at + 1, key, known),
            DIGITS => {
                for digit in b'0'..=b'9' {
                    key[known] = digit;
                    self.add_anything(key, known + 1);
                }
            }
            _ => {
                key[known] = byte;
                self.add(phrase, at + 1, key, known + 1);
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
}
