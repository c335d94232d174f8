//! Words as a scanner or a hasty typist gets them wrong: `SECR3T`, `N0FORN`, `★l0年`, `NOFORH`.
//!
//! Nothing here looks for such words: they are only read so where something else says that a marking stands there.

use super::shape::{alike, shapes_of};
use crate::substring::count_chars;

/// How a word differs from the one it may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Misreading {
    /// Digits and signs stand for the letters that look like them, or letters for digits.
    Shapes,
    /// One character is another one, is missing, or is too much.
    OneEdit,
}

/// Most bytes by which a misread word is longer or shorter: those of one character.
pub(crate) const MAX_MISREADING_BYTES: usize = 4;
/// Shortest word, in characters, of which shapes may be confused.
const MIN_SHAPES: usize = 3;
/// Shortest word, in characters, in which an edit is looked through.
const MIN_EDIT: usize = 5;

/// How `word` may be a misreading of `meant`, both folded. `None` where they are equal, where they differ by more, and
/// where `word` is `meant` with an ending: an inflected word is no level.
pub fn misreading(word: &str, meant: &str) -> Option<Misreading> {
    let (shorter, longer) = if word.len() < meant.len() { (word, meant) } else { (meant, word) };
    if longer.len() - shorter.len() > MAX_MISREADING_BYTES || word == meant || word.starts_with(meant) {
        return None;
    }
    let length = count_chars(meant);
    if length >= MIN_SHAPES && count_chars(word) == length && word.chars().zip(meant.chars()).all(|(a, b)| alike(a, b))
    {
        return Some(Misreading::Shapes);
    }
    (length >= MIN_EDIT && is_one_edit(word, meant)).then_some(Misreading::OneEdit)
}

/// The number that digits, or the letters that look like them, write: 10 for `l0`. At least one must be a digit.
pub fn number(digits: &str) -> Option<u32> {
    if !digits.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.chars().try_fold(0u32, |number, c| {
        let digit = c.to_digit(10).or_else(|| shapes_of(c).chars().next()?.to_digit(10))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

fn is_one_edit(a: &str, b: &str) -> bool {
    let start: usize = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (a, b) = (&a[start..], &b[start..]);
    let rest = |text: &str| text.chars().next().map_or(0, char::len_utf8);
    let (a_rest, b_rest) = (&a[rest(a)..], &b[rest(b)..]);
    a_rest == b_rest || a_rest == b || a == b_rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misreadings_are_of_one_kind() {
        use Misreading::{OneEdit, Shapes};
        for (word, meant, expected) in [
            ("secr3t", "secret", Some(Shapes)),
            ("n0forn", "noforn", Some(Shapes)),
            ("t0p 5ecret", "top secret", Some(Shapes)),
            ("cul", "cui", Some(Shapes)),
            ("noforh", "noforn", Some(OneEdit)),
            ("nofrn", "noforn", Some(OneEdit)),
            ("nofoorn", "noforn", Some(OneEdit)),
            ("coniidential", "confidential", Some(OneEdit)),
            ("secret", "secret", None),
            ("secrets", "secret", None),
            ("secretly", "secret", None),
            ("secular", "secret", None),
            ("5i", "si", None),
            ("mat", "mật", None),
            ("", "secret", None),
        ] {
            assert_eq!(misreading(word, meant), expected, "{word} for {meant}");
        }
    }

    #[test]
    fn numbers_are_read_from_shapes() {
        for (digits, expected) in [
            ("l0", Some(10)),
            ("2O".to_lowercase().as_str(), Some(20)),
            ("30", Some(30)),
            ("lo", None),
            ("1年", None),
            ("99999999999", None),
        ] {
            assert_eq!(number(digits), expected, "{digits}");
        }
    }
}
