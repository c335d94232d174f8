//! Which level or control a word is meant to be that is none of the catalogue as it stands: its letters are misread, or
//! hyphens stand in place of blanks.
use crate::{
    marking::{
        catalogue::{Catalogue, PhraseId},
        pass::CONTROL,
    },
    text::{
        Folded,
        confusion::{MAX_MISREADING_BYTES, Misreading, misreading},
        shape::shapes_of,
    },
};
use core::ops::Range;

/// The level or control for which the word at `range` is most likely misread; `None` for a word that is one, or is none
/// by far.
pub(super) fn misread(catalogue: &Catalogue, text: &Folded<'_>, range: Range<usize>) -> Option<(PhraseId, Misreading)> {
    if let Some(phrase) = misshapen(catalogue, text, range.clone()) {
        return Some((phrase, Misreading::Shapes));
    }
    let word = &text.as_str()[range];
    let mut phrases = catalogue.dictionary().phrases();
    let meant = phrases.find(|&(index, phrase)| {
        may_be_edited(word.as_bytes(), phrase) && stands_for(catalogue, word, index, phrase).is_some()
    });
    meant.map(|(index, _)| (PhraseId(index as u16), Misreading::OneEdit))
}

/// The level or control that the word at `range` is when letters that look alike are taken for each other. Asked of the
/// first line of every text that is in capitals.
pub(super) fn misshapen(catalogue: &Catalogue, text: &Folded<'_>, range: Range<usize>) -> Option<PhraseId> {
    let word = &text.as_str()[range];
    let own = [*word.as_bytes().first()?];
    // Where all look alike, the first ones do.
    let firsts = match word.chars().next().map_or("", shapes_of).as_bytes() {
        [] => &own,
        shapes => shapes,
    };
    let mut alike = firsts.iter().flat_map(|&first| catalogue.dictionary().beginning_with(first));
    let meant =
        alike.find(|&(index, phrase)| stands_for(catalogue, word, index, phrase) == Some(Misreading::Shapes))?;
    Some(PhraseId(meant.0 as u16))
}

/// How `word` may be a misreading of a phrase, where that is a level or control.
fn stands_for(catalogue: &Catalogue, word: &str, index: usize, phrase: &[u8]) -> Option<Misreading> {
    if word.len().abs_diff(phrase.len()) > MAX_MISREADING_BYTES || catalogue.passes(index) & CONTROL == 0 {
        return None;
    }
    misreading(word, core::str::from_utf8(phrase).ok()?)
}

/// The level or control that `text` is when its hyphens and underscores are blanks: `nato-secret`.
pub(super) fn unhyphenated(catalogue: &Catalogue, text: &str) -> Option<PhraseId> {
    let text: Vec<u8> = text.bytes().map(|byte| if matches!(byte, b'-' | b'_') { b' ' } else { byte }).collect();
    let mut whole = None;
    catalogue.dictionary().matches_at(&text, 0, &mut |found| {
        if found.end == text.len() && catalogue.passes(found.phrase) & CONTROL != 0 {
            whole = Some(PhraseId(found.phrase as u16));
        }
    });
    whole
}

/// Whether two words begin or end alike, as they do where one character differs.
fn may_be_edited(word: &[u8], meant: &[u8]) -> bool {
    word.first() == meant.first() || word.last() == meant.last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misread_words_are_told_from_others() {
        for (text, expected) in [
            ("NATO SECR3T", Some(Misreading::Shapes)),
            ("COSMIC TOP SECRFT", Some(Misreading::OneEdit)),
            ("NATO SECRET", None),
            ("NATO SECRETS", None),
            ("weather", None),
        ] {
            let folded = Folded::new(text);
            let misread = misread(&Catalogue::shipped(), &folded, 0..folded.as_str().len());
            assert_eq!(misread.map(|(_, misreading)| misreading), expected, "{text}");
        }
    }
}
