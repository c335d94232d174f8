//! Cells of forms: a label in one column, which may take two rows, and its value beside it.
use super::{
    lexicon::Lexicon,
    page::{Page, Row},
    repair::{Edit, label},
};

/// How far apart the rows of one cell are, in heights.
const MAX_LEADING: f32 = 1.2;
/// How far the left edges of the rows of one cell are apart, in heights.
const MAX_INDENT: f32 = 1.0;

/// Puts values beside their labels, so that both stand on one line; gives for each row the edit by which it begins with the label.
pub(super) fn join_fields(page: &mut Page, lexicon: &Lexicon) -> Vec<Option<Edit>> {
    let mut labels: Vec<Option<Edit>> = vec![None; page.rows.len()];
    let mut index = 0;
    while index < page.rows.len() {
        let label = label_of(page, index, lexicon);
        let value = label.as_ref().and_then(|_| right_of(page, index));
        if let (Some(label), Some(value)) = (label, value) {
            let value_row = page.rows.remove(value);
            labels.remove(value);
            // What is removed before it moves it up.
            index -= usize::from(value < index);
            let row = &mut page.rows[index];
            labels[index] = Some(Edit { read: 0..row.text.len(), judged: label + "：", misread: false });
            row.append(value_row);
        }
        index += 1;
    }
    labels
}

/// The label that a row is, alone or with the row above or below it in its cell.
fn label_of(page: &Page, index: usize, lexicon: &Lexicon) -> Option<String> {
    let row = &page.rows[index];
    if !row.has_neighbour || row.text.contains([':', '：']) {
        return None;
    }
    let in_cell = |other: &&Row| {
        let height = row.place.height;
        let gap = (other.place.middle() - row.place.middle()).abs() - height;
        (other.place.left - row.place.left).abs() < MAX_INDENT * height && gap < MAX_LEADING * height
    };
    let above = page.rows[..index].iter().rev().find(in_cell).map(|above| [above.text.as_str(), &row.text]);
    let below = page.rows[index + 1..].iter().find(in_cell).map(|below| [row.text.as_str(), &below.text]);
    let alone = Some([row.text.as_str(), ""]);
    [alone, below, above].into_iter().flatten().find_map(|[first, second]| {
        let blank = if first.is_ascii() || second.is_ascii() { " " } else { "" };
        label(lexicon, [first, blank, second].concat().trim())
    })
}

/// The row that stands right of another one.
fn right_of(page: &Page, index: usize) -> Option<usize> {
    let place = page.rows[index].place;
    let beside = |row: &Row| {
        row.place.left > place.right
            && (row.place.middle() - place.middle()).abs() < 0.6 * place.height.max(row.place.height)
    };
    let distance = |&other: &usize| page.rows[other].place.left - place.right;
    (0..page.rows.len())
        .filter(|&other| other != index && beside(&page.rows[other]))
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
}
