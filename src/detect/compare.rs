//! What the rest of a text says about each reading: whether it stands at the head or foot, is repeated, is one of a
//! list of grades, the title of a work, the abbreviation of the words below it.
use core::ops::Range;

use super::{
    cue::Cue,
    field::labels,
    grades::{MAX_LISTED_LEVELS, entries, is_listed},
    page::Page,
    prose::{is_announced, is_byline, is_example, is_name, is_personal, is_prose},
    reading::{Name, Reading, claims},
    words::{List, Lists, begins},
};
use crate::{
    Kind,
    marking::declaration::{Stands, is_capitals},
    substring::{any_of, contains, count_chars, last_position, position},
    text::character::{is_han_or_kana, is_word},
};

/// Longest and shortest abbreviation that is looked for in the words below it, in characters.
const ABBREVIATION_CHARS: core::ops::RangeInclusive<usize> = 3..=6;
/// With what a hunk of a patch begins.
const HUNK: &str = "\n@@ -";
/// With what it goes on where the file is new.
const NOTHING_BEFORE: &str = "0,0 ";
/// How far above a line the beginning of its hunk is looked for, in bytes of folded text.
const MAX_HUNK_BYTES: usize = 4_096;
/// Lines below a heading that are looked at for what is said of it.
const MAX_DESCRIPTION_LINES: usize = 2;
/// Lines of one word each, before or after a word, that make a list of words.
const MIN_WORD_LINES: usize = 3;

/// Longest label on the line above, in bytes of folded text.
const MAX_LABEL_BYTES: usize = 20;

/// Longest name of who speaks in a play, in bytes, and how far others are looked for, in lines.
const MAX_SPEAKER_BYTES: usize = 24;
const MAX_PLAY_LINES: usize = 40;

/// Where the same marking stands alone on its line.
struct Group {
    /// Which marking.
    key: (u8, Option<Name>),
    /// Index of the last of the lines so far.
    line: usize,
    /// Whether there are others with something between: a refrain repeats itself at once.
    repeated: bool,
    head: bool,
    foot: bool,
}

/// What makes two readings the same marking.
fn key(reading: &Reading) -> (u8, Option<Name>) {
    (reading.system, reading.claim.map(|claim| claim.name))
}

/// Adds what the rest of the text says about each reading.
#[inline(never)]
pub(super) fn compare(page: &Page<'_>, readings: &mut [Reading]) {
    let lines: Vec<(usize, usize)> = readings
        .iter()
        .map(|reading| (page.line_at(reading.range.start), page.line_at(reading.range.end.saturating_sub(1))))
        .collect();
    let entries = entries(page);
    let changes: Vec<bool> = lines
        .iter()
        .map(|&(line, _)| matches!(page.text().as_bytes().get(page.range(line).start), Some(b'+' | b'-' | b' ')))
        .collect();
    let in_patch = changes.contains(&true) && contains(page.text(), HUNK);
    let alone: Vec<bool> =
        readings.iter().map(|reading| reading.cues.has(Cue::OwnLine) || reading.cues.has(Cue::Bracketed)).collect();
    // Few: one for each level that stands alone somewhere.
    let mut groups: Vec<Group> = Vec::new();
    for index in (0..readings.len()).filter(|&index| alone[index]) {
        let (key, (first_line, last_line)) = (key(&readings[index]), lines[index]);
        let (head, foot) = (page.is_head(first_line), page.is_foot(last_line));
        match groups.iter_mut().find(|group| group.key == key) {
            Some(group) => {
                group.repeated |= group.line != first_line && page.previous_inked(first_line) != Some(group.line);
                group.line = last_line;
                group.head |= head;
                group.foot |= foot;
            }
            None => groups.push(Group { key, line: last_line, repeated: false, head, foot }),
        }
    }
    for index in 0..readings.len() {
        let (first_line, last_line) = lines[index];
        let reading = &readings[index];
        let group = groups.iter().find(|group| alone[index] && group.key == key(reading));
        // Names of a program are repeated as much as markings are.
        let repeated = group.is_some_and(|group| group.repeated) && !reading.cues.has(Cue::ProgramText);
        let unmarked = reading.kind == Kind::Portion && page.after(reading.range.end).trim().is_empty();
        let whole = reading.controls.is_empty() || alone[index];
        let listed = whole && !repeated && is_listed(page, &entries, reading, first_line)
            || unmarked && has_unmarked_neighbour(readings, &lines, index, page);
        let example = is_example(page, first_line);
        // `Examples of banner lines:` above several; one alone may be a document that somebody wants to be like an
        // example.
        let beside_others = example && alone[index] && has_neighbour(readings, &lines, &alone, index, page);
        let headings = alone[index] && is_described(page, readings, &lines, &alone, index);
        let listed = listed && !reading.cues.has(Cue::TableColumn) || beside_others || headings;
        readings[index].cues.add_if(listed, Cue::GradesListed);
        readings[index].cues.add_if(example && is_confirmed_portion(&readings[index]), Cue::Explained);
        // A marked document, of which a patch shows both ends.
        let shown_whole = repeated && readings[index].cues.has(Cue::ControlsParsed);
        let patched = changes[index] && !shown_whole && is_patched(page, in_patch, alone[index], first_line);
        let reading = &readings[index];
        let announced =
            (alone[index] || reading.kind == Kind::Portion) && is_announced(page, first_line, reading.range.end);
        let cues = &mut readings[index].cues;
        cues.add_if(patched, Cue::ProgramText);
        let shown = patched || announced;
        cues.add_if(shown, Cue::Shown);
        let choice = is_choice(page, &readings[index], first_line);
        readings[index].cues.add_if(choice, Cue::Question);
        let Some(group) = group else { continue };
        let reading = &readings[index];
        let (head, foot) = (page.is_head(first_line), page.is_foot(last_line));
        let everyday = reading.cues.has(Cue::EverydayWord);
        let bare = reading.controls.is_empty() && reading.claim.is_some_and(|claim| claim.stands > Stands::Anywhere);
        let next = page.next_inked(last_line).map_or("", |line| page.line(line));
        let previous = page.previous_inked(first_line).map_or("", |line| page.line(line));
        let byline = bare
            && !repeated
            && (is_byline(next)
                || is_byline(previous)
                || is_spoken(page, first_line)
                || everyday
                    && page.supports(reading.system, &reading.range) == 0
                    && is_name(next)
                    && !is_dossier(page, last_line)
                || everyday && is_personal(&page.text()[range_after(page, last_line)]));
        let abbreviation = bare && !repeated && is_abbreviation(page, reading, last_line);
        let word_list = everyday && !repeated && is_in_word_list(page, first_line, last_line);
        let body = page.has_body(first_line) || page.after(reading.range.end).contains(char::is_alphabetic);
        // An article under the word that it explains: `机密` above `机密是…`.
        let own = &page.text()[reading.range.clone()];
        let defined = bare
            && next.strip_prefix(own).is_some_and(|rest| !rest.trim().is_empty())
            // Nor is `秘密期間：…` an article on `秘`.
            && !page.next_inked(last_line).is_some_and(|next| page.starts_with_support(reading.system, page.range(next).start));
        // Nobody spaces the letters of a word that he only mentions.
        let spaced =
            page.folded.closed_run(readings[index].range.start).is_some_and(|run| run == readings[index].range);
        // `Секретно` above `(по заполнении)`.
        let rider = next.strip_prefix('(').is_some_and(|rest| begins(rest, List::Riders));
        let numbered = foot && !head && is_beside_page_number(page.line(first_line));
        let labelled = !listed && is_labelled(page, first_line);
        let cues = &mut readings[index].cues;
        // `Clearance:`, in the profile of a person.
        let label = previous.ends_with(':') && previous.len() <= MAX_LABEL_BYTES;
        let hiring = label && Lists::of(previous).has(List::Hiring);
        cues.add_if(hiring, Cue::JobAdvert);
        cues.add_if(rider || numbered, Cue::SupportNear);
        cues.add_if(labelled, Cue::FieldLabel);
        // A list of grades begins somewhere, too.
        cues.add_if(head && !listed && !shown && !defined && !hiring && (body || !everyday || spaced), Cue::HeadOfText);
        cues.add_if(foot && !head, Cue::FootOfText);
        cues.add_if(repeated, Cue::Repeated);
        let framing = repeated && (head && group.foot || foot && group.head);
        cues.add_if(framing, Cue::HeadAndFoot);
        cues.add_if(byline, Cue::WorkOfArt);
        cues.add_if(abbreviation, Cue::Abbreviation);
        cues.add_if(word_list, Cue::WordList);
        cues.add_if(defined || example, Cue::Explained);
        // At the head and at the foot stands no line of a list of grades.
        readings[index].unsupported &= !framing;
    }
}

/// Whether fields stand below the name below `line`: `出生：`. A book has an author there, a file on a person what is
/// known of him.
fn is_dossier(page: &Page<'_>, line: usize) -> bool {
    let is_field = |line: &usize| contains(page.line(*line), ":") && !is_byline(page.line(*line));
    let field_below = |line: usize| page.next_inked(line).filter(is_field);
    page.next_inked(line).and_then(field_below).and_then(field_below).is_some()
}

/// Whether the line above is nothing but a label that announces a level, as where the cells of a form are pasted one
/// below the other.
fn is_labelled(page: &Page<'_>, line: usize) -> bool {
    let Some(above) = page.previous_inked(line) else { return false };
    let text = page.line(above).trim_end_matches(any_of(&[':', ' ']));
    let range = page.range(above);
    page.anchors[page.anchors.partition_point(|hit| hit.range.start < range.start)..]
        .iter()
        .take_while(|hit| hit.range.start < range.end)
        .any(|hit| hit.range.len() == text.len() && labels(page, hit).any(|(_, field)| field.authority.is_none()))
}

/// Whether the number of a page stands on the line as well: `3/12`, `Page 3`.
fn is_beside_page_number(line: &str) -> bool {
    let is_digit = |at: usize| line.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let bytes = 1..line.len();
    bytes.clone().any(|at| line.as_bytes()[at] == b'/' && is_digit(at - 1) && is_digit(at + 1))
        || bytes.clone().any(is_digit) && Lists::of(line).has(List::Numbering)
}

/// Whether the line right above names who speaks in a play, as it does near this one again.
fn is_spoken(page: &Page<'_>, line: usize) -> bool {
    let Some(above) = line.checked_sub(1) else { return false };
    let name = page.line(above);
    let near = line.saturating_sub(MAX_PLAY_LINES)..(line + MAX_PLAY_LINES).min(page.line_count());
    (1..=MAX_SPEAKER_BYTES).contains(&name.len())
        && is_capitals(page.source(page.range(above)))
        && near.into_iter().any(|other| other != above && page.line(other) == name)
}

/// Whether a line is one of a patch: those are lines of other files, and mark nothing here. A file that the patch adds
/// is there as a whole, and what marks it marks the patch. Without its head a patch is told by a line taken out beside
/// one put in, unless it is a banner.
fn is_patched(page: &Page<'_>, has_hunk: bool, alone: bool, line: usize) -> bool {
    let sign_of = |line: usize| page.text().as_bytes().get(page.range(line).start);
    if has_hunk {
        let above = &page.text()[..page.range(line).start];
        let above = &above[above.ceil_char_boundary(above.len().saturating_sub(MAX_HUNK_BYTES))..];
        return !last_position(above, HUNK).is_some_and(|hunk| above[hunk + HUNK.len()..].starts_with(NOTHING_BEFORE));
    }
    let other = match sign_of(line) {
        Some(b'+') => b'-',
        Some(b'-') => b'+',
        _ => return false,
    };
    let around = [page.previous_inked(line), page.next_inked(line)];
    !alone && around.into_iter().flatten().any(|line| sign_of(line) == Some(&other))
}

/// Whether a reading is an answer to choose from: behind `b)`, with `c)` on the next line or `a)` on the one before. A
/// lettered paragraph may begin with its portion mark.
fn is_choice(page: &Page<'_>, reading: &Reading, line: usize) -> bool {
    let letter_of = |line: usize| choice_letter(page.line(line));
    let before = page.before(reading.range.start);
    let Some(own) = choice_letter(before).filter(|_| reading.kind != Kind::Portion && is_enumerator(before)) else {
        return false;
    };
    let previous = page.previous_inked(line).and_then(letter_of);
    let next = page.next_inked(line).and_then(letter_of);
    previous.is_some_and(|letter| letter + 1 == own) || next.is_some_and(|letter| letter == own + 1)
}

/// The letter with which a line is enumerated: that of `(b) …`, `b. …`, `b) …`.
fn choice_letter(line: &str) -> Option<u8> {
    let mut bytes = line.trim_start().trim_start_matches('(').bytes();
    let letter = bytes.next().filter(|letter| (b'a'..=b'f').contains(letter))?;
    bytes.next().filter(|mark| matches!(mark, b'.' | b')' | b':' | b',')).map(|_| letter)
}

/// Whether a text is a letter and its marks.
fn is_enumerator(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() == 1
}

/// The three lines after `line`.
fn range_after(page: &Page<'_>, line: usize) -> Range<usize> {
    let next = |line: usize| page.next_inked(line).unwrap_or(line);
    page.range(line).end..page.range(next(next(next(line)))).end
}

/// Whether the reading is of a portion mark that others of its kind had to confirm.
fn is_confirmed_portion(reading: &Reading) -> bool {
    reading.kind == Kind::Portion && reading.cues.has(Cue::Corroborated)
}

/// Whether another marking stands alone on the line before or after.
fn has_neighbour(
    readings: &[Reading],
    lines: &[(usize, usize)],
    alone: &[bool],
    index: usize,
    page: &Page<'_>,
) -> bool {
    let (first, last) = lines[index];
    let differs = |other: usize| {
        alone[other] && page.source(readings[other].range.clone()) != page.source(readings[index].range.clone())
    };
    index > 0 && page.previous_inked(first) == Some(lines[index - 1].1) && differs(index - 1)
        || lines.get(index + 1).is_some_and(|next| page.next_inked(last) == Some(next.0)) && differs(index + 1)
}

/// Whether the reading and another level of its system stand as headings above what is said of them: `TLP:RED` above
/// `Recipients may not share TLP:RED information`.
fn is_described(page: &Page<'_>, readings: &[Reading], lines: &[(usize, usize)], alone: &[bool], index: usize) -> bool {
    let describes = |at: usize| {
        let own = &page.text()[readings[at].range.clone()];
        let below = core::iter::successors(page.next_inked(lines[at].1), |&line| page.next_inked(line));
        let mut below = below.take(MAX_DESCRIPTION_LINES).map(|line| page.line(line));
        below.any(|line| {
            line.len() > own.len()
                && position(line, own).is_some_and(|at| is_prose(&line[..at]) || is_prose(&line[at + own.len()..]))
        })
    };
    let (system, name) = key(&readings[index]);
    let is_other =
        |other: &usize| alone[*other] && readings[*other].system == system && key(&readings[*other]).1 != name;
    let before = (index.saturating_sub(MAX_LISTED_LEVELS)..index).rev().find(is_other);
    let after = (index + 1..readings.len().min(index + 1 + MAX_LISTED_LEVELS)).find(is_other);
    describes(index) && [before, after].into_iter().flatten().any(describes)
}

/// Whether another portion mark that marks nothing stands on the line before or after.
fn has_unmarked_neighbour(readings: &[Reading], lines: &[(usize, usize)], index: usize, page: &Page<'_>) -> bool {
    let is_unmarked = |other: usize| {
        let reading = &readings[other];
        reading.kind == Kind::Portion
            && key(reading) != key(&readings[index])
            && page.after(reading.range.end).trim().is_empty()
    };
    let (first, last) = lines[index];
    index > 0 && page.previous_inked(first) == Some(lines[index - 1].1) && is_unmarked(index - 1)
        || lines.get(index + 1).is_some_and(|next| page.next_inked(last) == Some(next.0)) && is_unmarked(index + 1)
}

/// Whether the words below a short level begin with its letters: `FOUO` above `Friends of Upper Orchard`. What they
/// name may itself be a marking: `FOUO` above `For Official Use Only`.
fn is_abbreviation(page: &Page<'_>, reading: &Reading, line: usize) -> bool {
    let letters = &page.text()[reading.range.clone()];
    if !letters.chars().all(is_word) || !ABBREVIATION_CHARS.contains(&count_chars(letters)) {
        return false;
    }
    let Some(below) = page.next_inked(line) else { return false };
    let abbreviates = |is_part: fn(char) -> bool| {
        let words = page.line(below).split(|c: char| !is_part(c)).filter(|word| !word.is_empty());
        let mut initials = words.filter_map(|word| word.chars().next());
        letters.chars().all(|letter| initials.next() == Some(letter))
    };
    let start = page.range(below).start;
    let is_marking = page.anchors[page.anchors.partition_point(|hit| hit.range.start < start)..]
        .iter()
        .take_while(|hit| page.line_at(hit.range.start) == below)
        .any(|hit| hit.range.len() > letters.len() && claims(page, hit).next().is_some());
    // `CUI` above `Command-line user interface`.
    (abbreviates(is_word) || abbreviates(|c| is_word(c) || c == '-')) && !is_marking
}

/// Whether the lines before or after hold one word each.
fn is_in_word_list(page: &Page<'_>, first: usize, last: usize) -> bool {
    let is_word_line = |line: &usize| {
        let line = page.line(*line);
        !line.is_empty()
            && line.chars().all(|c| c.is_alphabetic() && !is_han_or_kana(c) || matches!(c, '-' | '\'' | '|'))
    };
    let before = core::iter::successors(page.previous_inked(first), |&line| page.previous_inked(line));
    let after = core::iter::successors(page.next_inked(last), |&line| page.next_inked(line));
    before.take(MIN_WORD_LINES).take_while(is_word_line).count() == MIN_WORD_LINES
        || after.take(MIN_WORD_LINES).take_while(is_word_line).count() == MIN_WORD_LINES
}
