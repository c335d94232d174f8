//! Letters of one script in words of another: `SECRЕT` with a Cyrillic Е, `СЕКPЕТНО` with a Latin P.
//!
//! A word is brought into one script, so that Russian words stay Russian and English ones English:
//! - A word of two scripts goes to the one into which all its letters can go; where that is either, to the one with
//!   more letters, or Latin.
//! - A word in capitals that all look like those of another script goes there when its line has words that can only be
//!   of that script, and none that can only be of its own: `ТОР` in Cyrillic before `SECRET`. One letter alone stays
//!   what it is.
use super::{
    block::find,
    class::{Class, class},
    fold::{Draft, LOOK_ALIKES},
    rewrite::Rewrite,
};
use core::ops::Range;

/// Folded letters that look alike as capitals or as small letters: Latin, Cyrillic, Greek; `\0` where there is none.
/// From Unicode confusables.txt (UTS #39), without letters that only resemble each other in some typefaces.
const ALIKE: [[char; 3]; 23] = [
    ['a', 'а', 'α'],
    ['b', 'в', 'β'],
    ['c', 'с', '\0'],
    ['d', 'ԁ', '\0'],
    ['e', 'е', 'ε'],
    ['h', 'н', 'η'],
    ['h', 'һ', '\0'],
    ['i', 'і', 'ι'],
    ['j', 'ј', 'ϳ'],
    ['k', 'к', 'κ'],
    ['l', 'ӏ', '\0'],
    ['m', 'м', 'μ'],
    ['n', '\0', 'ν'],
    ['o', 'о', 'ο'],
    ['p', 'р', 'ρ'],
    ['q', 'ԛ', '\0'],
    ['s', 'ѕ', '\0'],
    ['t', 'т', 'τ'],
    ['v', 'ѵ', '\0'],
    ['w', 'ԝ', '\0'],
    ['x', 'х', 'χ'],
    ['y', 'у', 'υ'],
    ['z', '\0', 'ζ'],
];

/// Code points from U+0061 to U+052F, with the row of [`ALIKE`] that each is in, counted from 1. Most are in none, and
/// zeros take no room in the core of pages.
const ROWS: [u8; 0x530] = {
    let mut rows = [0; 0x530];
    let mut index = ALIKE.len();
    while index > 0 {
        index -= 1;
        let mut script = 0;
        while script < SCRIPTS.len() {
            rows[ALIKE[index][script] as usize] = index as u8 + 1;
            script += 1;
        }
    }
    rows['\0' as usize] = 0;
    rows
};

/// By row of [`ALIKE`], counted from 1, bits of the scripts that have no letter in it: all of what is in none.
const LACKING: [u8; ALIKE.len() + 1] = {
    let mut lacking = [0b111; ALIKE.len() + 1];
    let mut index = 0;
    while index < ALIKE.len() {
        let mut script = 0;
        while script < SCRIPTS.len() {
            if ALIKE[index][script] != '\0' {
                lacking[index + 1] &= !(1 << script);
            }
            script += 1;
        }
        index += 1;
    }
    lacking
};

/// Scripts whose letters look like each other's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
}

impl Script {
    fn of(c: char) -> Option<Script> {
        match u32::from(c) {
            0x61..=0x7A | 0xDF..=0xF6 | 0xF8..=0x24F | 0x1E00..=0x1EFF => Some(Script::Latin),
            0x370..=0x3FF | 0x1F00..=0x1FFF => Some(Script::Greek),
            0x400..=0x52F => Some(Script::Cyrillic),
            _ => None,
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The row of [`ALIKE`], counted from 1, in which a letter is; 0 for none.
#[inline]
fn row(c: char) -> usize {
    ROWS.get(c as usize).copied().unwrap_or(0).into()
}

/// The letter of `script` that looks like `c`, which is of another one.
fn look_alike(c: char, script: Script) -> Option<char> {
    let row = row(c).checked_sub(1)?;
    Some(ALIKE[row][script as usize]).filter(|&letter| letter != '\0')
}

/// What can be said of a word by its letters.
#[derive(Clone, Copy, Debug, Default)]
struct Letters {
    /// By script.
    count: [u32; 3],
    /// Bits of the scripts that it is written in.
    own: u8,
    /// Bits of the scripts in which a letter of another one has no look-alike.
    foreign: u8,
}

const SCRIPTS: [Script; 3] = [Script::Latin, Script::Cyrillic, Script::Greek];

impl Letters {
    fn of(word: &str) -> Letters {
        let mut letters = Letters::default();
        for c in word.chars() {
            let Some(own) = Script::of(c) else { continue };
            letters.count[own as usize] += 1;
            letters.own |= own.bit();
            letters.foreign |= LACKING[row(c)] & !own.bit();
        }
        letters
    }

    fn total(&self) -> u32 {
        self.count.iter().sum()
    }

    /// Whether it has letters of more than one script.
    fn is_mixed(&self) -> bool {
        self.own & self.own.wrapping_sub(1) != 0
    }

    /// Bits of the scripts into which all its letters can go.
    fn fitting(&self) -> u8 {
        !self.foreign & 0b111
    }

    /// The script that the word alone says it is of: its own, or the one into which a mixed word goes.
    fn script(&self) -> Option<Script> {
        let present = SCRIPTS.into_iter().filter(|&script| self.own & self.fitting() & script.bit() != 0);
        // Of two with as many letters, the first.
        present.rev().max_by_key(|&script| self.count[script as usize])
    }
}

/// Brings each word into one script; `None` where nothing changes.
pub(crate) fn unify(draft: &Draft, original: &str) -> Option<Draft> {
    let text = draft.text.as_bytes();
    let mut rewrite = None;
    let mut done = 0;
    // Most lines of most texts have letters of one script, and most texts none that look like Latin ones.
    while let Some(place) = find(text, done, LOOK_ALIKES) {
        let start = text[done..place].iter().rposition(|&byte| byte == b'\n').map_or(done, |at| done + at + 1);
        let end = find(text, place, [b'\n', b'\n']).unwrap_or(text.len());
        if find(&text[..end], start, [b'a', b'z']).is_some() {
            unify_line(draft, original, start..end, &mut rewrite);
        }
        done = end;
    }
    rewrite.map(|rewrite: Rewrite<'_>| rewrite.finish().0)
}

fn unify_line<'d>(draft: &'d Draft, original: &str, line: Range<usize>, rewrite: &mut Option<Rewrite<'d>>) {
    // Bits of scripts: of words that can only be of one, and of those into which words of another can go.
    let (mut only, mut fitting) = (0, 0);
    let mut mixed = false;
    for word in words(&draft.text, line.clone()) {
        let letters = Letters::of(&draft.text[word]);
        mixed |= letters.is_mixed();
        let fits = letters.fitting();
        if fits.is_power_of_two() {
            only |= fits & letters.own;
        }
        if letters.total() > 1 {
            fitting |= fits & !letters.own;
        }
    }
    // Greek lines name Latin abbreviations as they are: NATO.
    let sole = [Script::Latin, Script::Cyrillic].into_iter().find(|script| only == script.bit());
    if !mixed && sole.is_none_or(|script| fitting & script.bit() == 0) {
        return;
    }
    for word in words(&draft.text, line) {
        let letters = Letters::of(&draft.text[word.clone()]);
        // All in the script of the line, or nothing but signs.
        if !letters.is_mixed() && sole.is_none_or(|script| letters.count[script as usize] == letters.total()) {
            continue;
        }
        // The combining iota counts as lower case even below a capital, which composed with it is one letter that is
        // not.
        let in_capitals = || {
            !original[draft.map.original(word.clone(), original.len())]
                .chars()
                .any(|c| c.is_lowercase() && c != '\u{345}')
        };
        let by_line =
            sole.filter(|&script| letters.total() > 1 && letters.fitting() & script.bit() != 0 && in_capitals());
        if let Some(script) =
            by_line.or_else(|| letters.script()).filter(|&script| letters.count[script as usize] < letters.total())
        {
            bring(draft, word, script, rewrite.get_or_insert_with(|| Rewrite::new(draft)));
        }
    }
}

/// Replaces the letters of other scripts in a word by those of `script`.
fn bring(draft: &Draft, word: Range<usize>, script: Script, rewrite: &mut Rewrite<'_>) {
    for (at, c) in draft.text[word.clone()].char_indices() {
        if Script::of(c).is_some_and(|own| own != script)
            && let Some(letter) = look_alike(c, script)
        {
            rewrite.keep_to(word.start + at);
            rewrite.replace_to(word.start + at + c.len_utf8(), letter.encode_utf8(&mut [0; 4]));
        }
    }
}

/// Runs of letters and digits.
fn words(text: &str, within: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut at = within.start;
    core::iter::from_fn(move || {
        let is_word = |at: usize| bytes[at] & 0xC0 == 0x80 || class(bytes, at) == Class::Word;
        while at < within.end && class(bytes, at) != Class::Word {
            at += 1;
        }
        let start = at;
        while at < within.end && is_word(at) {
            at += 1;
        }
        (start < at).then_some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use crate::text::Folded;

    #[test]
    fn words_are_of_one_script() {
        for (text, expected) in [
            ("TOP SECRЕT//ЅI//NOFORN", "top secret//si//noforn"),
            // All of ТОР is Cyrillic, and only the R of the second word is Latin.
            ("ТОР ЅЕСRЕТ", "top secret"),
            // Five letters of three scripts, and a sigma that looks like a Latin one.
            ("ЅΕϹRΕΤ//NOFORN", "secret//noforn"),
            ("СЕКPЕТНО", "секретно"),
            ("COBEPШEHHO CEKPETHO", "совершенно секретно"),
            // Words that are what they are.
            ("Секретно", "секретно"),
            ("рота в Tokyo стоит", "рота в tokyo стоит"),
            ("NATO ΑΠΟΡΡΗΤΟ", "nato απορρητο"),
            ("(С) Иванов, SECRET", "(с) иванов, secret"),
            ("С SECRET", "с secret"),
            ("ΑΠΟΡΡΗΤΟ", "απορρητο"),
            ("μΩ TEST", "μω test"),
        ] {
            let folded = Folded::new(text);
            assert_eq!(folded.as_str(), expected, "{text}");
            assert_eq!(folded.original(0..folded.as_str().len()), text);
        }
    }
}
