//! Pages on which levels are words like any other, told by how they are set: title pages and posters, chats.
use super::{
    look::{MAX_SHORTFALL, MIN_ROWS, is_slanted},
    page::{Page, Place, Row},
};
use crate::{
    detect::{cue::Cue, is_byline},
    text::Folded,
};
use core::ops::Range;

/// How much higher than all other writing a title is, and of how many rows it is at most.
const TITLE: f32 = 1.3;
const MAX_TITLE_ROWS: usize = 3;
/// How many rows a page has at most that shows a title and little else.
const MAX_TITLE_PAGE_ROWS: usize = 14;
/// How far from the middle of the writing, in parts of its width, the middle of a centred row is; and which part of rows are.
const OFF_CENTRE: f32 = 0.12;
const CENTRED: f32 = 0.6;
/// How wide the rows of a chat are, in parts of the width of the writing, and which part of them are no wider.
const NARROW: f32 = 0.65;
const MOST: f32 = 0.7;
/// How far right what the owner of the telephone said begins, and how wide it is at most, in parts of the width of the writing;
/// and how many letters it has at least: a map has a letter here and there.
const OWN_SIDE: f32 = 0.5;
const MAX_ANSWER: f32 = 0.3;
const MIN_ANSWER_LETTERS: usize = 2;

/// The rows of a title and what they are one of: by far the largest on a page of few rows, most of them centred, above what is
/// sold or shown or below other words.
pub(super) fn title(page: &Page) -> Option<(Range<usize>, Cue)> {
    if !(MIN_ROWS..=MAX_TITLE_PAGE_ROWS).contains(&page.rows.len()) {
        return None;
    }
    let places = || page.rows.iter().map(|row| &row.place);
    let largest = places().map(|place| place.height).fold(0.0, f32::max);
    let is_title = |row: &Row| TITLE * row.place.height > largest && !is_slanted(row);
    let first = page.rows.iter().position(is_title).unwrap_or(0);
    let rows = first..first + page.rows[first..].iter().take_while(|row| is_title(row)).count();
    let others = || page.rows.iter().enumerate().filter(|(row, _)| !rows.contains(row)).map(|(_, row)| row);
    let title = page.rows.get(first)?.place;
    let writing = places().fold(title, |all, place| all.around(place));
    let middle = |place: &Place| (place.left + place.right) / 2.0;
    let is_centred = |place: &&Place| (middle(place) - middle(&writing)).abs() < OFF_CENTRE * writing.width();
    let centred = places().filter(is_centred).count();
    let has_words = |row: &Row| row.text.chars().any(char::is_alphabetic);
    let sells = |row: &Row| is_byline(Folded::new(&row.text).as_str()) || has_price(&row.text);
    let is_below = page.rows[..first].iter().any(has_words);
    let cue = if others().any(sells) { Some(Cue::WorkOfArt) } else { is_below.then_some(Cue::TitlePage) }?;
    let is_alone = rows.len() <= MAX_TITLE_ROWS && !others().any(is_title);
    let is_centred = is_centred(&&title) && centred as f32 >= CENTRED * page.rows.len() as f32;
    (is_alone && is_centred).then_some((rows, cue))
}

/// Whether people talk: most rows are short, and some ask or exclaim, or stand on the other side.
pub(super) fn is_talk(page: &Page) -> bool {
    let places = || page.rows.iter().map(|row| &row.place);
    let Some(writing) = places().copied().reduce(|all, place| all.around(&place)) else { return false };
    let narrow = places().filter(|place| place.width() < NARROW * writing.width()).count();
    let exclaims = |row: &Row| row.text.ends_with(['?', '？', '!', '！']);
    let answers = |row: &Row| {
        !row.has_neighbour
            && row.place.left > writing.left + OWN_SIDE * writing.width()
            && row.place.right > writing.right - MAX_SHORTFALL * row.place.height
            && row.place.width() < MAX_ANSWER * writing.width()
            && row.text.chars().filter(|c| c.is_alphabetic()).count() >= MIN_ANSWER_LETTERS
    };
    page.rows.len() >= MIN_ROWS
        && narrow as f32 >= MOST * page.rows.len() as f32
        && page.rows.iter().any(|row| exclaims(row) || answers(row))
}

/// Whether a sum of money stands in a text.
fn has_price(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|c| {
        let is_price = matches!(c, '€' | '$' | '£' | '¥' | '￥') || c == '元' && before.is_ascii_digit();
        before = c;
        is_price
    })
}
