//! What stands right beside a level: what makes it a part of something else, brackets, quotation marks of a data
//! format.
use core::ops::Range;

use super::{around::is_file_ending, lead::read_controls, page::Page};
use crate::{
    extract::html::is_one_of,
    substring::{any_of, contains},
    text::character::is_word,
};

/// Whether nothing touches the level that makes it a part of an address, a path, an identifier, a word.
pub(super) fn has_room(page: &Page<'_>, range: &Range<usize>) -> bool {
    let (before, after) = (page.before(range.start), page.after(range.end));
    // Hangul, which the scanner reads without boundaries of words: `대외비는`, `대외비용`.
    let level = &page.text()[range.clone()];
    let inside_word = level.starts_with(is_word) && before.ends_with(is_word)
        || level.ends_with(is_word) && after.starts_with(is_word);
    let glued_before = match before.chars().next_back() {
        Some('/') if read_controls(page, range.start - before.len(), before).is_some() => false,
        Some('/' | '\\') => {
            before.trim_end_matches(any_of(&['/', '\\'])).ends_with(|c: char| is_word(c) || matches!(c, ':' | '.'))
        }
        Some('.' | '_' | '@' | '#' | '%' | '?' | '=' | '$' | '~' | '+') => {
            before.len() > 1 && !before.ends_with(any_of(&['=', '#', '_', '~'])) || before.ends_with("?=")
        }
        Some(c @ ('-' | '\'' | '’')) => before[..before.len() - c.len_utf8()].ends_with(is_word),
        _ => false,
    };
    let mut next = after.chars();
    let glued_after = match (next.next(), next.next()) {
        (Some('.' | '_' | '@' | '-' | '\'' | '’' | '&'), Some(second)) => is_word(second) && !is_file_ending(after),
        (Some('/'), Some(second)) => {
            is_word(second)
                && page.source(range.end + 1..range.end + 1 + second.len_utf8()).chars().all(char::is_lowercase)
        }
        (Some('('), Some(second)) => second == ')',
        _ => false,
    };
    // A hyphen or underscore may set off a control: `SECRET_NOFORN`.
    let control_after = after.starts_with(any_of(&['-', '_'])) && !page.controls_at(range.end + 1).is_empty();
    !inside_word && !glued_before && (!glued_after || control_after)
}

/// End of the bracket that `open` opened, right after `end`.
pub(super) fn close_bracket(page: &Page<'_>, open: Option<char>, end: usize) -> Option<usize> {
    let close = match open? {
        '[' => ']',
        '(' => ')',
        '【' => '】',
        '〖' => '〗',
        '<' => '>',
        _ => return None,
    };
    let rest = page.after(end);
    let trimmed = rest.trim_start();
    trimmed.starts_with(close).then(|| end + rest.len() - trimmed.len() + close.len_utf8())
}

/// Whether a quoted marking is a string of JSON or YAML: a value, or an element of a list.
pub(super) fn is_member(page: &Page<'_>, start: usize, end: usize) -> bool {
    let (before, after) = (page.before(start).trim_end(), page.after(end).trim_start());
    let before = before.trim_end_matches(any_of(&['"', '\''])).trim_end();
    before.ends_with(any_of(&[':', '[', ',', '-']))
        && after.trim_start_matches(any_of(&['"', '\''])).trim_start().starts_with(any_of(&[',', ']', '}']))
        || after.trim_matches(any_of(&['"', '\'', ' '])).is_empty() && before.ends_with(any_of(&['-', ':']))
}

/// Attributes of HTML that a page shows instead of or beside what they describe, or that say what it is.
const SHOWN_ATTRIBUTES: [&str; 5] = ["alt", "title", "content", "label", "aria-label"];

/// Whether the quotation mark before `start` opens the value of such an attribute, or of one in which a page keeps its
/// data: `<meta name="secrecy" content="机密★10年">`, `<div data-level="…">`.
pub(super) fn is_shown_attribute(page: &Page<'_>, start: usize) -> bool {
    let before = page.before(start);
    let Some(tag) = before.bytes().rposition(|byte| byte == b'<').map(|open| &before[open + 1..]) else { return false };
    let Some(attribute) = tag.len().checked_sub(1).and_then(|quote| tag[..quote].strip_suffix('=')) else {
        return false;
    };
    let name = &attribute[attribute.bytes().rposition(|byte| byte == b' ').map_or(0, |blank| blank + 1)..];
    tag.as_bytes()[0].is_ascii_lowercase()
        && !contains(tag, ">")
        && (name.starts_with("data-") || is_one_of(name, &SHOWN_ATTRIBUTES))
}
