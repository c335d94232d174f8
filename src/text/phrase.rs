//! Words of a declaration → phrases of a [`Dictionary`](super::dictionary::Dictionary).
use super::{
    class::Class,
    compile::{last_class, phrase_class},
    dictionary::DIGITS,
    fold::fold,
    tables::Tables,
};

/// In a support, stands for one or more digits.
const DIGITS_SIGN: char = '#';

/// The phrase that `text` is found by. Empty where nothing of it is left.
pub(crate) fn phrase(text: &str, tables: &Tables<'_>) -> String {
    canonical(&fold(text, tables).text)
}

/// As [`phrase`], with digits where `text` has `#`.
pub(crate) fn pattern_phrase(text: &str, tables: &Tables<'_>) -> String {
    canonical(&fold(text, tables).text.replace(DIGITS_SIGN, &format!(" {} ", char::from(DIGITS))))
}

/// Brings a folded phrase into the form in which a dictionary holds it: no blanks at the ends, one where a phrase needs
/// one, none elsewhere.
pub(super) fn canonical(folded: &str) -> String {
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
