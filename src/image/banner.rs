//! Banner lines whose delimiters were misread: `SECRETI/NOFORN`.
use super::{
    lexicon::{Lexicon, Writing},
    repair::{Found, OTHER_STAR, nearest},
};
use crate::detect::scan::SPECIFIED;
use core::ops::Range;

/// Most places of a line that are tried as the end of its level.
const MAX_DELIMITERS: usize = 8;
/// Longest part of a banner line that is passed over because no control is like it, in characters: the countries of
/// foreign information.
const MAX_UNKNOWN_CHARS: usize = 24;

/// A level and its controls with misread delimiters: `SECRETI/NOFORN`.
pub(super) fn read_banner<'l>(lexicon: &'l Lexicon, text: &str, whole: &Range<usize>) -> Option<Found<'l>> {
    let own = &text[whole.clone()];
    let ends = own.char_indices().map(|(at, _)| at).filter(|&at| at > 0 && lexicon.delimiter(&own[at..]) > 0);
    ends.take(MAX_DELIMITERS).find_map(|end| {
        let (tail, length) = read_tail(lexicon, &own[end..])?;
        let found = nearest(lexicon, text, whole.start..whole.start + end, |known| known.is_level)?;
        let is_as_read = tail.eq_ignore_ascii_case(&own[end..end + length]);
        let range = whole.start..whole.start + end + length;
        Some(Found {
            range,
            tail: tail.to_uppercase().into(),
            cost: found.cost + if is_as_read { 0.0 } else { OTHER_STAR },
            is_sure: true,
            ..found
        })
    })
}

/// A level whose last letter, a stroke like the slashes after it, was lost among them: `CU/SP-PRVCY`.
pub(super) fn read_lost_letter<'l>(lexicon: &'l Lexicon, text: &str, whole: &Range<usize>) -> Option<Found<'l>> {
    let own = &text[whole.clone()];
    let (stem, _) = own.split_once('/')?;
    let controls = own[stem.len()..].trim_start_matches('/');
    let (tail, length) = read_tail(lexicon, &["//", controls].concat())?;
    let known = lexicon.level(&[stem, "i"].concat())?;
    let end = whole.end - controls.len() + length - "//".len();
    Some(Found { range: whole.start..end, known, cost: OTHER_STAR, tail: tail.to_uppercase().into(), is_sure: true })
}

/// A level and controls whose slashes were read as one stroke, with nothing else in the row: `SECRETINOFORN`.
pub(super) fn read_merged_slashes<'l>(lexicon: &'l Lexicon, text: &str, whole: &Range<usize>) -> Option<Found<'l>> {
    let own = &text[whole.clone()];
    let strokes = own.char_indices().filter(|&(at, c)| at > 0 && lexicon.is_stroke(c)).take(MAX_DELIMITERS);
    strokes.into_iter().find_map(|(end, stroke)| {
        let known = lexicon.level(own[..end].trim_end()).filter(|known| known.writing == Writing::Latin)?;
        let controls = &own[end + stroke.len_utf8()..];
        let (tail, length) = read_tail(lexicon, &["//", controls].concat())?;
        let is_all = length == "//".len() + controls.len();
        let range = whole.clone();
        is_all.then(|| Found { range, known, cost: OTHER_STAR, tail: tail.to_uppercase().into(), is_sure: true })
    })
}

/// The controls with which a text goes on behind a level, with the delimiters that they should have, and how much of it
/// they are. What is like no control is passed over where one follows: `//EGI GBR//NOFORN`.
fn read_tail(lexicon: &Lexicon, text: &str) -> Option<(String, usize)> {
    let mut tail = String::new();
    let (mut at, mut known) = (0, 0);
    while let length @ 1.. = lexicon.delimiter(&text[at..]) {
        let start = at + length;
        let blanks = text[start..].len() - text[start..].trim_start().len();
        let own = &text[start + blanks..];
        let specified = if own.starts_with(SPECIFIED) { SPECIFIED } else { "" };
        let Some((control, length, open)) = lexicon.control_at(&own[specified.len()..]) else {
            let mut ends = own.char_indices().map(|(end, _)| end).take(MAX_UNKNOWN_CHARS).skip(1);
            let Some(end) = ends.find(|&end| lexicon.delimiter(&own[end..]) > 0) else { break };
            at = start + blanks + end;
            continue;
        };
        let end = start + blanks + specified.len() + length;
        let free = if open { text[end..].find('/').unwrap_or(text.len() - end) } else { 0 };
        tail.extend(["//", specified, control, text[end..end + free].trim_end()]);
        at = end + free;
        known = at;
    }
    (known > 0).then_some((tail, known))
}
