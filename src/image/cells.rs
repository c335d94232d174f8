//! Cells of forms: a label in one column, which may take two rows, and its value beside it; or a level below it.
use super::{
    lexicon::Lexicon,
    page::{Page, Row},
    place::Place,
    repair::{Edit, label},
    stack::rest_of,
};
use crate::text::Folded;

/// How far apart the rows of one cell are, in heights.
const MAX_LEADING: f32 = 1.2;
/// How far the left edges of the rows of one cell are apart, in heights.
const MAX_INDENT: f32 = 1.0;

/// How far the middle of a value is from the middle of its label, in heights.
const MAX_SHIFT: f32 = 0.6;

/// Puts values beside their labels, so that both stand on one line; gives for each row the edit by which it begins with
/// the label.
pub(super) fn join_fields(page: &mut Page, lexicon: &Lexicon) -> Vec<Option<Edit>> {
    let mut labels: Vec<Option<Edit>> = vec![None; page.rows.len()];
    let mut index = 0;
    while index < page.rows.len() {
        labels[index] = label_of(&page.rows[index], lexicon);
        if labels[index].is_none()
            && let Some((label, value)) = field_of(page, index, lexicon)
        {
            let value_row = page.rows.remove(value);
            labels.remove(value);
            // What is removed before it moves it up.
            index -= usize::from(value < index);
            let row = &mut page.rows[index];
            // With the blank that comes behind it.
            let read = 0..row.text.len() + 1;
            row.append(value_row);
            labels[index] = Some(Edit { read, judged: label + "：", misread: false });
        }
        if let Some(Edit { read, .. }) = &labels[index]
            && let Some(removed) = complete_value(page, index, read.end, lexicon)
        {
            labels.remove(removed);
            index -= usize::from(removed < index);
        }
        index += 1;
    }
    labels
}

/// Puts the other row of a value to the one that stands beside its label: `RESTREINTE` below `DIFFUSION`. Gives the
/// index that it had.
fn complete_value(page: &mut Page, index: usize, label: usize, lexicon: &Lexicon) -> Option<usize> {
    let value = page.split_row(index, label)?;
    let rest = rest_of(page, &value, lexicon);
    let (upper, lower) = match rest {
        Some((other, true)) => (page.rows.remove(other), Some(value)),
        Some((other, false)) => (value, Some(page.rows.remove(other))),
        None => (value, None),
    };
    let removed = rest.map(|(other, _)| other);
    let row = &mut page.rows[index - usize::from(removed.is_some_and(|other| other < index))];
    row.append(upper);
    lower.into_iter().for_each(|lower| row.append(lower));
    removed
}

/// The label with which a row begins whose cells are so near that they were taken for one piece of writing.
fn label_of(row: &Row, lexicon: &Lexicon) -> Option<Edit> {
    if row.text.contains([':', '：']) {
        return None;
    }
    let ends = row.pieces.iter().rev().skip(1).map(|(_, at)| at.end);
    ends.into_iter().find_map(|end| {
        let judged = label(lexicon, row.text[..end].trim())? + "：";
        Some(Edit { read: 0..end, judged, misread: false })
    })
}

/// The label that a row is, alone or with the row below or above it in its cell, and the row of its value.
fn field_of(page: &Page, index: usize, lexicon: &Lexicon) -> Option<(String, usize)> {
    let row = &page.rows[index];
    if row.text.contains([':', '：']) {
        return None;
    }
    let in_cell = |other: &&Row| {
        let height = row.place.height;
        let gap = (other.place.middle() - row.place.middle()).abs() - height;
        (other.place.left - row.place.left).abs() < MAX_INDENT * height && gap < MAX_LEADING * height
    };
    let read = |first: &Row, second: Option<&Row>| {
        let place = second.map_or(first.place, |second| first.place.around(&second.place));
        let second = second.map_or("", |second| &second.text);
        let blank = if first.text.is_ascii() || second.is_ascii() { " " } else { "" };
        let cell = [&first.text, blank, second].concat();
        let name = without_number(cell.trim());
        let is_numbered = name.len() < cell.trim().len();
        // Right of the name of a box stands the next box, unless its value does.
        let beside = right_of(page, place);
        let is_value = |&row: &usize| !is_numbered || lexicon.grade(&page.rows[row].text).is_some();
        let value = beside.filter(is_value).or_else(|| below(page, place, lexicon)).or(beside)?;
        let label = label(lexicon, name).or_else(|| begins_form(lexicon, name, &page.rows[value]))?;
        Some((label, value))
    };
    let with_next = || page.rows[index + 1..].iter().find(in_cell).and_then(|next| read(row, Some(next)));
    let with_last = || page.rows[..index].iter().rev().find(in_cell).and_then(|last| read(last, Some(row)));
    read(row, None).or_else(with_next).or_else(with_last)
}

/// A cell that is no label by itself, but with its value a form of the catalogue: `等级：特急·机密`.
fn begins_form(lexicon: &Lexicon, name: &str, value: &Row) -> Option<String> {
    let whole = [name, "：", value.text.trim()].concat();
    lexicon.level(Folded::new(&whole).as_str()).map(|_| name.to_owned())
}

/// The name of a box of a form without its number: `3. Classification`.
fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = rest.len() < name.len();
    rest.strip_prefix(['.', ')']).filter(|_| is_numbered).map_or(name, str::trim_start)
}

/// The row that stands right of a place.
fn right_of(page: &Page, place: Place) -> Option<usize> {
    let beside = |row: &Row| {
        row.place.left > place.right
            && (row.place.middle() - place.middle()).abs() < MAX_SHIFT * place.height.max(row.place.height)
    };
    let distance = |&other: &usize| page.rows[other].place.left - place.right;
    (0..page.rows.len()).filter(|&other| beside(&page.rows[other])).min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// The row right below a place that is a level: in a column beside the text, between whose rows its own come to stand.
fn below(page: &Page, place: Place, lexicon: &Lexicon) -> Option<usize> {
    let is_below = |row: &Row| {
        let gap = row.place.top - place.bottom;
        (row.place.left - place.left).abs() < MAX_INDENT * place.height
            && (-place.height / 2.0..MAX_LEADING * place.height).contains(&gap)
    };
    let found = page.rows.iter().position(is_below)?;
    lexicon.grade(&page.rows[found].text).map(|_| found)
}
