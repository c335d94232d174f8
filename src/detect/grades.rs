//! Lists of grades: a level that stands among other levels of its system explains them.
use core::ops::Range;

use super::{
    lead::is_numbering,
    page::Page,
    reading::{Claim, Name, Reading, claims},
    scan::Hit,
};

/// Different levels near each other that make a list of grades.
const MIN_LISTED: usize = 3;
/// How far a list of grades is followed, in levels to each side and in lines.
pub(super) const MAX_LISTED_LEVELS: usize = 8;
const MAX_LIST_LINES: usize = 12;
/// How far from the start of its line an entry of a list may begin, in bytes of folded text: `| ` or `{"name":"`.
const MAX_ENTRY_LEAD_BYTES: usize = 8;
/// What stands before an item of a list.
const LIST_MARKS: &[char] = &[' ', '-', '*', '•', '·', '+', '>'];

/// A level that begins a line, a cell or a member, whether or not it could be a marking there.
pub(super) struct Entry {
    line: usize,
    /// Where it stands on its line.
    range: Range<usize>,
    /// Whether its text begins with it, prompts and numbers aside.
    head: bool,
    claims: Vec<Claim>,
}

/// All entries, in the order of the text; of levels that begin at the same place the longest.
#[inline(never)]
pub(super) fn entries(page: &Page<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for hit in &page.anchors {
        if !begins_entry(page.before(hit.range.start)) {
            continue;
        }
        let claims: Vec<Claim> = claims(page, hit).filter(|claim| matches!(claim.name, Name::Level(_))).collect();
        if claims.is_empty() {
            continue;
        }
        if entries.last().is_some_and(|known| known.range.start == hit.range.start) {
            entries.pop();
        }
        let line = page.line_at(hit.range.start);
        entries.push(Entry { line, range: hit.range.clone(), head: page.is_head(line), claims });
    }
    entries
}

/// Whether what stands before a level on its line lets it begin an entry: nothing, or the end of another one.
fn begins_entry(before: &str) -> bool {
    // Further back nothing can end the last one.
    let mut near = before.bytes().rev().take(MAX_ENTRY_LEAD_BYTES + 1);
    let ends = near.position(|byte| matches!(byte, b'|' | b'{' | b',' | b'['));
    let lead = ends.map_or(before, |bytes| &before[before.len() - bytes..]);
    lead.len() <= MAX_ENTRY_LEAD_BYTES && (!lead.chars().any(char::is_alphanumeric) || is_numbering(lead))
        || before.ends_with(":\"")
        || before.ends_with(": \"")
}

/// Whether a reading is one of a list of grades: entries of different levels stand around it, on the lines right before
/// and after or, where no page begins with one of them, near.
#[inline(never)]
pub(super) fn is_listed(page: &Page<'_>, entries: &[Entry], reading: &Reading, line: usize) -> bool {
    let here = entries.partition_point(|entry| entry.line < line);
    let near = |entry: &&Entry| entry.line.abs_diff(line) <= MAX_LIST_LINES;
    let before = entries[..here].iter().rev().take_while(near).take(MAX_LISTED_LEVELS);
    let after = entries[here..].iter().take_while(near).take(MAX_LISTED_LEVELS);
    let around: Vec<&Entry> = before.chain(after).collect();
    let neighbours = in_succession(page, &around, line);
    if !reading.controls.is_empty() {
        return counts_as_list(&neighbours, reading);
    }
    let spread = around.iter().all(|entry| !entry.head) && counts_as_list(&around, reading);
    spread || counts_as_list(&neighbours, reading) || stands_in_choice(page, reading, line)
}

/// Whether the lines right before and after hold nothing but a level of the system each, those included that are too
/// common to be looked for: `Public`, `General`, `Confidential` in the menu of an office program.
fn stands_in_choice(page: &Page<'_>, reading: &Reading, line: usize) -> bool {
    let level_of = |line: &usize| {
        let range = page.range(*line);
        // Each may be an item: `- Confidential`.
        let item = page.text()[range.clone()].trim_start_matches(LIST_MARKS);
        let at = range.end - item.len();
        let of_system = |hit: &Hit| {
            let all = hit.range.len() == item.trim_end().len();
            let mut named = claims(page, hit).filter(|claim| all && claim.system == reading.system);
            named.next().map(|claim| claim.name)
        };
        page.controls_at(at).iter().find_map(of_system)
    };
    let above = core::iter::successors(page.previous_inked(line), |&line| page.previous_inked(line));
    let below = core::iter::successors(page.next_inked(line), |&line| page.next_inked(line));
    let own = reading.claim.map(|claim| claim.name);
    let others = above.take(MAX_LISTED_LEVELS).map_while(|line| level_of(&line));
    let others = others.chain(below.take(MAX_LISTED_LEVELS).map_while(|line| level_of(&line)));
    are_several(others.chain(own))
}

/// Those of `around` that stand on lines right before and after each other, from `line` on.
fn in_succession<'e>(page: &Page<'_>, around: &[&'e Entry], line: usize) -> Vec<&'e Entry> {
    let holds = |line: usize| around.iter().any(|entry| entry.line == line);
    let (mut first, mut last) = (line, line);
    while let Some(previous) = page.previous_inked(first).filter(|&line| holds(line)) {
        first = previous;
    }
    while let Some(next) = page.next_inked(last).filter(|&line| holds(line)) {
        last = next;
    }
    around.iter().copied().filter(|entry| (first..=last).contains(&entry.line)).collect()
}

/// Whether one system has enough different levels among the entries, that of the reading with them; or where they are
/// of several systems, as in a table of equivalents, whether their ranks differ: one marking in several languages is no
/// list.
fn counts_as_list(entries: &[&Entry], reading: &Reading) -> bool {
    let Some(own) = entries.iter().find(|entry| entry.range.start == reading.range.start) else { return false };
    let of_system = |system: u8| entries.iter().flat_map(|entry| &entry.claims).filter(move |it| it.system == system);
    let in_rows = entries.windows(2).all(|pair| pair[0].line.abs_diff(pair[1].line) <= 1);
    in_rows && are_several(entries.iter().map(|entry| entry.claims[0].rank))
        || own.claims.iter().any(|claim| are_several(of_system(claim.system).map(|it| it.name)))
}

/// Whether [`MIN_LISTED`] of them are different.
fn are_several<T: PartialEq>(items: impl Iterator<Item = T>) -> bool {
    let mut seen: Vec<T> = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
        if seen.len() == MIN_LISTED {
            return true;
        }
    }
    false
}
