//! Marks of letters that the recogniser loses, on pages of a language in which few words stand without them.
use super::{
    confusion::{OTHER_MARKS, Read, cost},
    lexicon::{Known, Lexicon, Writing},
    repair::{Found, MARKS},
};
use crate::text::Folded;

/// How many letters with marks a page has at least that is written in a language of such letters, and which part of its
/// letters they are: of Vietnamese pages 0.18 to 0.27 was read with marks, of no other one more than 0.08.
const MIN_MARKED: usize = 20;
const DENSE: f32 = 0.15;

/// Whether a page is in a language that marks as many letters as Vietnamese does, some of whose marks the recogniser
/// always loses.
pub(super) fn has_dense_marks(rows: &[Folded<'_>]) -> bool {
    let letters = || rows.iter().flat_map(|row| row.as_str().chars()).filter(|c| c.is_alphabetic());
    let marked = letters().filter(|&c| is_marked(c)).count();
    marked >= MIN_MARKED && marked as f32 >= DENSE * letters().count() as f32
}

/// Whether a letter is one of the Latin alphabet with a mark.
pub(super) fn is_marked(c: char) -> bool {
    c.is_alphabetic() && matches!(u32::from(c), 0xC0..=0x24F | 0x1E00..=0x1EFF)
}

/// Takes a level without its marks, which stands for one only where something else tells, for the same with them: `TOI
/// MAT`.
pub(super) fn restore_marks<'l>(lexicon: &'l Lexicon, found: &mut Found<'l>) {
    let own = found.known;
    if !own.is_level || !own.is_reserved || own.writing != Writing::Latin || own.text.chars().any(is_marked) {
        return;
    }
    let read = Read::of(&own.text);
    let is_marked = |known: &&Known| {
        known.is_level
            && !known.is_reserved
            && known.systems.iter().any(|system| own.systems.contains(system))
            && cost(&known.letters, &read, MARKS).is_some()
    };
    let length = own.letters.len();
    if let Some(known) = lexicon.of_length(length..=length).iter().find(is_marked) {
        found.known = known;
        found.cost += OTHER_MARKS;
    }
}
