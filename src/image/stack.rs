//! Phrases that a narrow place breaks into rows, as a corner of a letter, a stub of a ticket or a cell; and such as run
//! across the page. Beside them stand other rows, so that in the text of the page their parts do not follow each other.
use super::{
    lexicon::Lexicon,
    page::{Page, Row},
    repair::{is_everyday, is_level, is_look_alike},
};

/// How many rows a phrase is broken into at most.
const MAX_STACKED: usize = 3;
/// How far below a row the next one begins, in heights, and by which part their heights differ.
const MAX_LEADING: f32 = 0.6;
const MAX_HEIGHT_DIFFERENCE: f32 = 0.4;
/// How far the left edges, or the middles, of rows above each other are apart, in heights.
const MAX_SHIFT: f32 = 0.6;

/// Puts rows above each other on one line where together they are a phrase that the first of them is not: a level in
/// letters that are read as ones that look like them, an everyday phrase with a level in it, or a longer level than the
/// last one.
pub(super) fn join_stacked(page: &mut Page, lexicon: &Lexicon) {
    let mut index = 0;
    while index < page.rows.len() {
        if let Some(stack) = stack(page, index, lexicon) {
            // From the last one, so that the others stay where they are.
            let mut parts: Vec<Row> = stack.into_iter().rev().map(|row| page.rows.remove(row)).collect();
            while let Some(part) = parts.pop() {
                page.rows[index].append(part);
            }
        }
        index += 1;
    }
}

/// Puts together the words of a phrase that runs across the page, between which a detector cuts it: `COMPANY`,
/// `CONFIDENTIAL`. A level stays by itself that does not go on.
pub(super) fn join_slanted(page: &mut Page, lexicon: &Lexicon) {
    let mut index = 0;
    while index < page.rows.len() {
        let own = &page.rows[index];
        let goes_on = |next: &Row| {
            let is_level = |text: &str| lexicon.grade(text).is_some();
            own.place.runs_on_in(&next.place)
                && (is_level(&[&own.text, " ", &next.text].concat()) || !is_level(&own.text) && !is_level(&next.text))
        };
        match page.rows.iter().position(goes_on) {
            Some(next) => {
                let right = page.rows.remove(next);
                // What is removed before it moves it up.
                index -= usize::from(next < index);
                page.rows[index].append(right);
            }
            None => index += 1,
        }
    }
}

/// The rows below a row with which it is such a phrase.
fn stack(page: &Page, index: usize, lexicon: &Lexicon) -> Option<Vec<usize>> {
    let first = &page.rows[index];
    let mut text = first.text.clone();
    let mut below = Vec::new();
    let mut last = index;
    while below.len() + 1 < MAX_STACKED {
        last = (last + 1..page.rows.len()).find(|&row| is_stacked(&page.rows[last], &page.rows[row]))?;
        let own = &page.rows[last].text;
        let before = text.clone();
        let blank = if is_broken(&text) { "" } else { " " };
        text = [&text, blank, own].concat();
        below.push(last);
        let look_alike = is_look_alike(lexicon, &text) && !is_level(lexicon, &before) && !is_level(lexicon, own);
        let is_parted = last > index + below.len();
        if look_alike || is_everyday(lexicon, &text) || is_parted && completes(lexicon, &before, &text) {
            return Some(below);
        }
    }
    None
}

/// Whether a text is a level in so many words, and what it begins with is none: `DEPARTEMENTAAL`, `VERTROUWELIJK`.
/// Where nothing stands between its rows the text of the page says so by itself.
fn completes(lexicon: &Lexicon, before: &str, text: &str) -> bool {
    lexicon.grade(text).is_some() && (is_broken(before) || lexicon.grade(before).is_none())
}

/// The row that has the rest of a value which takes two rows of a narrow cell, and whether it is the upper one.
pub(super) fn rest_of(page: &Page, value: &Row, lexicon: &Lexicon) -> Option<(usize, bool)> {
    (0..page.rows.len()).find_map(|index| {
        let other = &page.rows[index];
        let is_phrase = |upper: &Row, lower: &Row| is_stacked(upper, lower) && is_broken_level(upper, lower, lexicon);
        is_phrase(other, value).then_some((index, true)).or(is_phrase(value, other).then_some((index, false)))
    })
}

/// Whether two rows are one level, of which neither is one that ends with the upper row.
fn is_broken_level(upper: &Row, lower: &Row, lexicon: &Lexicon) -> bool {
    let (upper, lower) = (upper.text.trim(), lower.text.trim());
    let blank = if is_broken(upper) { "" } else { " " };
    let text = [upper, blank, lower].concat();
    let is_misread = || is_level(lexicon, &text) && !is_level(lexicon, upper) && !is_level(lexicon, lower);
    completes(lexicon, upper, &text) || is_misread()
}

/// Whether a text goes on in the next row: `OFFICIAL-` above `SENSITIVE`.
fn is_broken(text: &str) -> bool {
    text.ends_with('-')
}

/// Whether a row stands right below another one of the same type.
fn is_stacked(above: &Row, below: &Row) -> bool {
    let (own, other) = (above.place, below.place);
    let height = own.height.min(other.height);
    let middle = |row: &Row| (row.place.left + row.place.right) / 2.0;
    let gap = other.top - own.bottom;
    (-0.4 * height..MAX_LEADING * height).contains(&gap)
        && (own.height - other.height).abs() < MAX_HEIGHT_DIFFERENCE * height
        && ((own.left - other.left).abs() < MAX_SHIFT * height
            || (middle(above) - middle(below)).abs() < MAX_SHIFT * height)
}
