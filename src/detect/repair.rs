//! The first line of a text where it is a level as a scanner or a hasty typist gets it wrong: `VS-NUR FUR DEN
//! D1ENSTGEBRAUCH`, `DIFFUSION_RESTREINTE`, with a blank too many: `NATO RESTRI CTED`, or as it is broken at the end of
//! the line: `CONFI-` above `DENTIAL`. Such forms are looked for nowhere else: that would take time in every text.
use super::{
    meant,
    scan::{Hit, MIN_MISREAD_LEVEL_BYTES},
};
use crate::{
    marking::{
        catalogue::{Catalogue, Role},
        declaration::is_capitals,
        pass::MISREAD,
    },
    substring::joined,
    text::Folded,
    text::character::trim_marks,
};
use core::ops::RangeInclusive;

/// Length of a line that is repaired, in bytes of folded text.
const LINE_BYTES: RangeInclusive<usize> = 6..=60;

/// The level that the first line is when it is repaired.
pub(super) fn repaired_head(catalogue: &Catalogue, folded: &Folded<'_>) -> Option<Hit> {
    let text = folded.as_str().trim_start();
    let start = folded.as_str().len() - text.len();
    // No further than it may reach: a text may be one line.
    let line_end = |from: usize| {
        let line = text.as_bytes()[from..].iter().take(LINE_BYTES.end() + 1);
        line.copied().position(|byte| byte == b'\n').map_or(text.len(), |length| from + length)
    };
    let end = line_end(0);
    let is_told = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b' ');
    if end > *LINE_BYTES.end() || !text.bytes().take(end).any(is_told) {
        return None;
    }
    let line = &text[..end];
    let marked = trim_marks(line);
    let first = start + line.len() - marked.len();
    // What a hyphen breaks goes on in the next line.
    let broken = line.strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphabetic));
    let next = if broken && end < text.len() { line_end(end + 1) } else { end };
    let rest = text[end..next].trim();
    let marked = marked.trim_end_matches(|c: char| !c.is_alphanumeric());
    let range = first..if rest.is_empty() { first + marked.len() } else { start + next };
    if !LINE_BYTES.contains(&(marked.len() + rest.len())) || !is_capitals(folded.original(range.clone())) {
        return None;
    }
    let marked = &joined(&[marked, rest]);
    // A phrase is met without its blanks, too.
    let squeezed = || meant::unhyphenated(catalogue, &marked.chars().filter(|&c| c != ' ').collect::<String>());
    let hyphenated = meant::unhyphenated(catalogue, marked).or_else(squeezed);
    let misread = || {
        meant::misshapen(catalogue, folded, range.clone()).filter(|phrase| {
            catalogue.passes(phrase.0.into()) & MISREAD == 0 || marked.len() >= MIN_MISREAD_LEVEL_BYTES
        })
    };
    let phrase = hyphenated.or_else(misread)?;
    let is_level = catalogue.uses(phrase).iter().any(|used| matches!(used.role, Role::Form(_)));
    is_level.then_some(Hit { phrase, range, misread: hyphenated.is_none() })
}
