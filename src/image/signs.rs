//! What colours and shapes say of the systems whose papers have them: the red head of an office, a seal, the colour of
//! a level.
//!
//! They belong to a system and say nothing of the markings of others.
use super::{
    colours::{Colours, Meaning, On},
    hue::is_coloured,
    look::{LARGE, Ordinary},
    page::{Page, Row},
    place::Place,
    reading::{Colour, Reading, ShapeKind},
};
use crate::detect::{
    cue::Cue,
    look::{Look, Sign},
};

/// How far down the writing the name of an office stands at most, in parts of the height of the writing; and how many
/// characters it has at least.
const HEAD: f32 = 0.45;
const MIN_HEAD_CHARS: usize = 3;
/// How far below the name its rule is at most, in heights of the name, and which part of the width of the writing it is
/// long at least, with the pieces in which a star cuts it.
const MAX_RULE_GAP: f32 = 8.0;
const MIN_RULE: f32 = 0.5;
/// How far below the rule a marking may stand, in heights of the name: letters have it there.
const BELOW_RULE: f32 = 2.0;
/// How far beyond the edge of a seal a marking may stand, as a part of the seal.
const AROUND_SEAL: f32 = 0.5;
/// How much higher than a row a seal is: a large O is round and red as well.
const SEAL_ROWS: f32 = 1.5;

/// Adds to the look of each row what belongs to a system. What is a mention by how its page is set gains nothing.
pub(super) fn add_signs(page: &Page, reading: &Reading, colours: &Colours, looks: &mut [Look]) {
    let ordinary = Ordinary::of(page, &reading.lines);
    let heads = red_heads(page, reading, colours, &ordinary);
    let borders: Vec<Meaning> = borders(page).flat_map(|colour| colours.meanings(colour, On::Border)).collect();
    for (row, look) in page.rows.iter().zip(looks) {
        if look.cues.iter().any(|cue| cue.weight() < 0.0) {
            continue;
        }
        let mut add = |cue: Cue, Meaning { system, level, .. }: Meaning| look.signs.push(Sign { cue, system, level });
        for line in row.pieces.iter().map(|(line, _)| &reading.lines[*line]) {
            if ordinary.is_bar(line.paper) {
                colours.meanings(line.paper, On::Bar).for_each(|meaning| add(Cue::LevelColour, meaning));
            } else if is_coloured(line.ink) && !ordinary.has_coloured_ink {
                colours.meanings(line.ink, On::Ink).for_each(|meaning| add(Cue::LevelColour, meaning));
            }
        }
        borders.iter().for_each(|&meaning| add(Cue::LevelBorder, meaning));
        for (meaning, end) in &heads {
            if row.place.middle() < *end {
                add(Cue::RedHead, *meaning);
            }
        }
        for (_, colour) in page.shapes_of(ShapeKind::Seal).filter(|(seal, _)| is_sealed(row, seal)) {
            colours.meanings(colour, On::Seal).for_each(|meaning| add(Cue::Sealed, meaning));
        }
    }
}

/// The colours that a page has around it, or along its upper or lower edge.
fn borders(page: &Page) -> impl Iterator<Item = Colour> {
    let is_beyond = |place: &Place| {
        page.rows.iter().all(|row| place.middle() < row.place.top)
            || page.rows.iter().all(|row| place.middle() > row.place.bottom)
    };
    let bars = page.shapes_of(ShapeKind::Bar).filter(move |(place, _)| is_beyond(place));
    let around = |place: &Place| page.rows.iter().all(|row| place.holds(&row.place));
    let borders = page.shapes_of(ShapeKind::Border).filter(move |(place, _)| around(place));
    borders.chain(bars).map(|(_, colour)| colour)
}

/// What the heads of offices mean that stand on a page, and how far down what they say goes.
fn red_heads(page: &Page, reading: &Reading, colours: &Colours, ordinary: &Ordinary) -> Vec<(Meaning, f32)> {
    let is_large = |row: &&Row| ordinary.height.is_some_and(|height| row.place.height > LARGE * height);
    let is_high = |row: &&Row| row.place.middle() < ordinary.top + HEAD * (ordinary.bottom - ordinary.top);
    let is_name =
        |row: &&Row| row.text.chars().filter(|&c| crate::text::character::is_han_or_kana(c)).count() >= MIN_HEAD_CHARS;
    let names = page.rows.iter().filter(is_large).filter(is_high).filter(is_name);
    names
        .flat_map(|name| {
            let ink = name.pieces.first().map_or(Colour::default(), |(line, _)| reading.lines[*line].ink);
            let end = rule_below(page, &name.place, ordinary).or_else(|| number_below(page, &name.place));
            colours
                .meanings(ink, On::Head)
                .filter(move |_| is_coloured(ink))
                .filter_map(move |meaning| Some((meaning, end? + BELOW_RULE * name.place.height)))
        })
        .collect()
}

/// How far down the rule is that stands below the name of an office.
fn rule_below(page: &Page, name: &Place, ordinary: &Ordinary) -> Option<f32> {
    let is_near = |place: &Place| {
        place.width() > place.bottom - place.top
            && (0.0..MAX_RULE_GAP * name.height).contains(&(place.middle() - name.bottom))
    };
    let rules = || page.shapes_of(ShapeKind::Rule).map(|(place, _)| place).filter(is_near);
    let of_one = |rule: &Place| {
        let parts = rules().filter(|other| (other.middle() - rule.middle()).abs() < name.height / 2.0);
        let around = parts.reduce(|all, part| all.around(&part));
        around.is_some_and(|all| all.width() > MIN_RULE * (ordinary.right - ordinary.left))
    };
    rules().filter(of_one).map(|rule| rule.middle()).reduce(f32::min)
}

/// How far down the number of the document is that stands below the name of an office: `〔2031〕12号`.
fn number_below(page: &Page, name: &Place) -> Option<f32> {
    let is_near = |row: &&Row| (0.0..MAX_RULE_GAP * name.height).contains(&(row.place.middle() - name.bottom));
    page.rows.iter().filter(is_near).find(|row| is_number(&row.text)).map(|row| row.place.middle())
}

/// Whether a row has the number of a document: a year in brackets, digits, and 号.
fn is_number(text: &str) -> bool {
    let Some((_, after)) = text.split_once(['〔', '[', '［', '【', '(', '（']) else { return false };
    let Some((year, number)) = after.split_once(['〕', ']', '］', '】', ')', '）']) else { return false };
    let number = number.trim_start();
    let digits = number.len() - number.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    year.len() == 4
        && year.bytes().all(|c| c.is_ascii_digit())
        && digits > 0
        && number[digits..].trim_start().starts_with(['号', '號'])
}

/// Whether a row stands under a seal or beside it.
fn is_sealed(row: &Row, seal: &Place) -> bool {
    let reach = AROUND_SEAL * seal.width();
    let own = &row.place;
    seal.bottom - seal.top > SEAL_ROWS * own.height
        && own.left < seal.right + reach
        && own.right > seal.left - reach
        && own.top < seal.bottom + reach
        && own.bottom > seal.top - reach
}
