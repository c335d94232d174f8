//! What follows a level: delimiters and controls, addressees, riders such as "when completed".
//!
//! Deliberately lenient: any order, any delimiter, missing blanks, one banner over up to three lines. Whether a marking
//! is well formed is of no interest here; that it is one is.
use core::ops::Range;

use super::{
    page::Page,
    reading::Claim,
    rest::has_remark,
    scan::{Hit, SPECIFIED, misread_controls_at},
    words::{List, begins, begins_only},
};
use crate::{
    marking::{
        catalogue::Role,
        declaration::{Grammar, Stands, is_capitals},
    },
    substring::{any_of, contains},
    text::character::is_word,
};

/// Longest banner read, in bytes of folded text.
pub(super) const MAX_TAIL_BYTES: usize = 400;
/// Most line breaks inside one banner.
const MAX_WRAPS: usize = 2;
/// Longest markup tag inside a banner, in bytes.
const MAX_TAG_BYTES: usize = 60;
/// Most addressees, compartments or words after an open control.
const MAX_VALUES: usize = 40;
/// Length of a country's code (ISO 3166-1 alpha-3).
const COUNTRY_CODE_BYTES: usize = 3;
/// Longest unknown token accepted as a control after `//`, in bytes.
const MAX_UNKNOWN_BYTES: usize = 24;
/// Shortest control that is recognised when it is misread, in bytes: shorter ones are near too many words.
const MIN_REPAIRED_BYTES: usize = 5;

/// One control that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Control {
    /// A declared one, with what follows it (`REL TO` + `USA, GBR`).
    Known {
        /// The system that declares it.
        system: u8,
        /// Its index there.
        index: u16,
        /// Addressees, compartments; empty where there are none.
        value: Range<usize>,
    },
    /// A token in a place where only a control can stand, or a period.
    Other(Range<usize>),
}

/// What was read after a level.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tail {
    /// End of the marking: of the last control, or of the level.
    pub(crate) end: usize,
    /// End of the last of the siblings, and of the marking where there are none.
    pub(crate) siblings_end: usize,
    /// In the order of the text.
    pub(crate) controls: Vec<Control>,
    /// Whether a known control stands right after a delimiter that only markings have.
    pub(crate) delimited: bool,
    /// Whether nothing else stands on the line, copy and document numbers aside.
    pub(crate) complete: bool,
    /// Other levels on the same line, right after a delimiter: the same in another language, or a list of grades.
    pub(crate) siblings: Vec<Sibling>,
}

/// Another level on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sibling {
    /// Its system.
    pub(crate) system: u8,
    /// Its index there.
    pub(crate) level: u16,
}

/// How a token is set off from what stands before it, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Delimiter {
    None,
    Blank,
    Mark,
    Slash,
    DoubleSlash,
}

/// The index and the end of a control.
pub(super) struct FoundControl {
    pub(super) system: u8,
    pub(super) index: u16,
    pub(super) end: usize,
}

/// Reads controls of the claim's system, or failing that of others, from `at` on.
pub(crate) fn read_tail(page: &Page<'_>, claim: &Claim, at: usize) -> Tail {
    let system = claim.system;
    let text = page.text();
    let limit = floor_boundary(text, at + MAX_TAIL_BYTES);
    let mut tail = Tail { end: at, ..Tail::default() };
    let capco = page.catalogue.follows(system, Grammar::Capco);
    let mut at = at;
    let mut wraps = 0;
    while at < limit {
        let (mut delimiter, mut token) = read_delimiter(text, at, limit);
        let mut found = find_control(page, token, system);
        if found.is_none() && capco && delimiter == Delimiter::DoubleSlash {
            found = find_misread_control(page, token, system);
        }
        if found.is_none()
            && wraps < MAX_WRAPS
            && text[token..limit].starts_with('\n')
            && let (next, after) = read_delimiter(text, token + 1, limit)
            && (delimiter >= Delimiter::Slash || next == Delimiter::DoubleSlash)
        {
            found = find_control(page, after, system);
            if found.is_some() {
                (delimiter, token) = (delimiter.max(next), after);
                wraps += 1;
            }
        }
        if let Some(found) = found {
            if !stands_as_control(page, &found, token, delimiter, claim, &tail) {
                break;
            }
            // `Secret, not releasable to foreign nationals` is how a sentence goes on, and `SECRET, NOFORN` is not.
            let set_off = match delimiter {
                Delimiter::None | Delimiter::Blank => false,
                Delimiter::Mark => capco && found.end - token > 2 && is_code(page, token..found.end),
                Delimiter::Slash => capco && found.end - token > 2,
                Delimiter::DoubleSlash => true,
            };
            tail.delimited |= set_off;
            let end =
                if page.catalogue.control(found.index).open { read_values(page, token, found.end) } else { found.end };
            tail.controls.push(Control::Known { system: found.system, index: found.index, value: found.end..end });
            // `DO NOT FORWARD outside the team`
            (tail.end, at) = (end, read_rider(text, token, limit, delimiter).unwrap_or(end).max(end));
        } else if let Some(end) = read_rider(text, token, limit, delimiter) {
            at = end;
        } else if (capco && delimiter >= Delimiter::Mark || delimiter == Delimiter::DoubleSlash)
            && let Some(end) = token_end(text, token, limit)
            && let repaired = repair(page, token..end, system)
            && (repaired.is_some() || delimiter == Delimiter::DoubleSlash && is_code(page, token..end))
        {
            tail.delimited |= repaired.is_some();
            tail.controls.push(repaired.unwrap_or(Control::Other(token..end)));
            (tail.end, at) = (end, end);
        } else {
            break;
        }
    }
    tail.finish(page, system, at);
    tail.complete |= has_remark(page, at) && (claim.stands <= Stands::Line || page.supports(system, &(at..at)) > 0);
    tail
}

/// Whether a control that was found can be one where it stands. A bare word after a blank is one only where it cannot
/// be a word of a sentence: in more than one word, or in capitals after a level that is no everyday word.
fn stands_as_control(
    page: &Page<'_>,
    found: &FoundControl,
    token: usize,
    delimiter: Delimiter,
    claim: &Claim,
    tail: &Tail,
) -> bool {
    let written = &page.text()[token..found.end];
    let telling = written.contains(any_of(&[' ', '\n', '/']))
        || !written.is_ascii()
        || claim.stands <= Stands::Line && is_code(page, token..found.end);
    // A banner in capitals has its controls in capitals: `SECRET, adj. Hidden` is of a dictionary.
    let level = page.before(token).trim_end_matches(|c: char| !c.is_alphanumeric());
    let level_end = token - page.before(token).len() + level.len();
    let last = level.chars().next_back().map_or(0, char::len_utf8);
    let lowered = page.source(level_end - last..level_end).chars().any(char::is_lowercase);
    match delimiter {
        Delimiter::None | Delimiter::Blank => telling || !tail.controls.is_empty(),
        // `cui-cui`, the sparrow's call, controls nothing.
        Delimiter::Mark => {
            written.len() > 1
                && (lowered || telling || is_code(page, token..found.end))
                && !page.text()[..token].trim_end_matches(any_of(&['-', ',', ' '])).ends_with(written)
        }
        Delimiter::Slash | Delimiter::DoubleSlash => true,
    }
}

/// The longest control at `at`, of `system` if it has one there.
pub(super) fn find_control(page: &Page<'_>, at: usize, system: u8) -> Option<FoundControl> {
    let category = at + if page.text()[at..].starts_with(SPECIFIED) { SPECIFIED.len() } else { 0 };
    choose_control(page, &page.controls_at(category), system)
}

/// The same of controls of which letters are misread: `N0FORN`, `RFL TO`.
#[inline(never)]
fn find_misread_control(page: &Page<'_>, at: usize, system: u8) -> Option<FoundControl> {
    choose_control(page, &misread_controls_at(page.catalogue, page.folded, at), system)
}

fn choose_control(page: &Page<'_>, hits: &[Hit], system: u8) -> Option<FoundControl> {
    let all = hits.iter().flat_map(|hit| {
        page.catalogue.uses(hit.phrase).iter().filter_map(|used| match used.role {
            Role::Control(index) | Role::ControlPortion(index) => {
                Some(FoundControl { system: used.system, index, end: hit.range.end })
            }
            _ => None,
        })
    });
    all.max_by_key(|found| (found.system == system, found.end))
}

/// Reads blanks and delimiter characters. Line breaks are left.
pub(super) fn read_delimiter(text: &str, from: usize, limit: usize) -> (Delimiter, usize) {
    let mut slashes = 0;
    let mut delimiter = Delimiter::None;
    let mut at = from;
    while let Some(c) = text[at..limit].chars().next() {
        // A markup tag inside a banner says nothing.
        if let Some(length) = tag_length(&text[at..limit]) {
            at += length;
            continue;
        }
        match c {
            '/' | '\\' | '|' => slashes += 1,
            ' ' | '*' | '_' => delimiter = delimiter.max(Delimiter::Blank),
            ',' | ';' | ':' | '&' | '[' | '(' | '{' | '、' | '・' | '·' | ']' | ')' | '-' | '–' | '—' | '【' | '】' => {
                delimiter = delimiter.max(Delimiter::Mark)
            }
            _ => break,
        }
        at += c.len_utf8();
    }
    match slashes {
        0 => (delimiter, at),
        1 => (Delimiter::Slash, at),
        _ => (Delimiter::DoubleSlash, at),
    }
}

/// Length of the markup tag at the start of `text`: `<b>`, `[/b]`.
pub(super) fn tag_length(text: &str) -> Option<usize> {
    let (inside, close) =
        if let Some(inside) = text.strip_prefix("[/") { (inside, b']') } else { (text.strip_prefix('<')?, b'>') };
    let end = inside.bytes().take(MAX_TAG_BYTES).position(|byte| byte == close)?;
    let named = inside[..end].trim_start_matches('/').starts_with(|c: char| c.is_ascii_lowercase());
    named.then_some(text.len() - inside.len() + end + 1)
}

/// A condition in brackets or after a blank, up to the end of the bracket or line.
fn read_rider(text: &str, at: usize, limit: usize, delimiter: Delimiter) -> Option<usize> {
    let rest = &text[at..limit];
    let follows = if delimiter >= Delimiter::Mark {
        begins(rest, List::Riders)
    } else {
        begins_only(rest, List::Riders, List::Continuations)
    };
    if !follows {
        return None;
    }
    let end = rest.find(any_of(&['\n', ')', ']'])).unwrap_or(rest.len());
    // `SECRET – translation: geheim` is of a dictionary.
    (!contains(&rest[..end], ": ")).then_some(at + end)
}

/// Where a token of letters, digits and hyphens ends that begins at `at`.
fn token_end(text: &str, at: usize, limit: usize) -> Option<usize> {
    let length = text[at..limit].find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(limit - at);
    let word_ends = text[at + length..].chars().next().is_none_or(|c| !is_word(c));
    ((2..=MAX_UNKNOWN_BYTES).contains(&length) && word_ends).then_some(at + length)
}

/// Whether the token is written in capitals, as a control is that this catalogue does not know.
pub(crate) fn is_code(page: &Page<'_>, token: Range<usize>) -> bool {
    is_capitals(page.source(token))
}

/// The control of `system` for which the token is misread.
fn repair(page: &Page<'_>, token: Range<usize>, system: u8) -> Option<Control> {
    if token.len() < MIN_REPAIRED_BYTES {
        return None;
    }
    let (phrase, _) = page.misread(token)?;
    page.catalogue.uses(phrase).iter().find_map(|used| match used.role {
        Role::Control(index) if used.system == system => Some(Control::Known { system, index, value: 0..0 }),
        _ => None,
    })
}

/// Reads addressees, compartments, numbers after an open control that begins at `control` and ends at `from`, up to the
/// next delimiter of categories or the first word that is not in capitals.
pub(crate) fn read_values(page: &Page<'_>, control: usize, from: usize) -> usize {
    let text = page.text();
    let limit = floor_boundary(text, from + MAX_TAIL_BYTES);
    // A banner in lower case throughout has its addressees in lower case.
    let lower = !page.source(control..from).chars().any(char::is_uppercase);
    let mut end = from;
    let mut wrapped = false;
    for _ in 0..MAX_VALUES {
        let rest = &text[end..limit];
        let mut gap = rest.len() - rest.trim_start_matches(any_of(&[' ', ',', '-'])).len();
        let mut listed = rest[..gap].contains(any_of(&[',', '-']));
        // `RELEASABLE TO AUT/CHE`: a country after a slash is one more addressee, a control is not.
        if gap == 0 && is_country_after_slash(page, end) {
            (gap, listed) = (1, true);
        }
        if listed && !wrapped && rest[gap..].starts_with('\n') {
            gap += 1;
            wrapped = true;
        }
        let token = end + gap;
        let length = text[token..limit].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(limit - token);
        let source = page.source(token..token + length);
        let upper =
            !source.chars().any(char::is_lowercase) || lower && matches!(length, 3 | 4) && (listed || end == from);
        if gap == 0 || length == 0 || !upper || length == 1 && !listed && !text.as_bytes()[token].is_ascii_digit() {
            break;
        }
        end = token + length;
    }
    end
}

/// Whether a slash and a code of three capitals stand at `at` that is no control.
fn is_country_after_slash(page: &Page<'_>, at: usize) -> bool {
    let Some(rest) = page.text()[at..].strip_prefix('/') else { return false };
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    length == COUNTRY_CODE_BYTES && is_code(page, at + 1..at + 1 + length) && page.controls_at(at + 1).is_empty()
}

/// `at`, or the last character boundary before it, at most the length of `text`.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
