//! The lines of a picture as a page of text: rows, columns, and the way back from an offset to the boxes.
use super::{
    hue::{is_other, is_other_hue},
    place::Place,
    reading::{Colour, Line, Point, Reading, Shape, ShapeKind},
};
use crate::finding::Region;
use core::ops::Range;
use std::borrow::Cow;

/// Most lines of one picture that are put in order. A page set as small as can be read has some two hundred; what is
/// beyond this is counted as unread.
pub(super) const MAX_LINES: usize = 2_000;
/// Most shapes of one picture that are looked at, with those of the pieces of a long one.
const MAX_SHAPES: usize = 256;
/// Fewest rows by which the others are measured.
pub(super) const MIN_ROWS: usize = 4;
/// How near to the right edge of the writing a row ends that runs on, in its heights.
pub(super) const MAX_SHORTFALL: f32 = 2.5;
/// Up to which distance, in heights, two boxes of a row are one piece of writing: a detector cuts lines at wide blanks
/// and under stamps.
const MAX_PIECE_GAP: f32 = 1.0;
/// The same where both have no more than two characters: letter-spaced titles are cut into such pieces.
const MAX_LETTER_GAP: f32 = 2.6;
/// The same where the first one ends as nothing ends: with a colon, a star, a slash.
const MAX_OPEN_GAP: f32 = 12.0;
/// The same where they differ in their ink or their paper: a blank between words of one line is no wider, and a tag
/// beside a title is farther away.
const MAX_OTHER_COLOUR_GAP: f32 = 0.5;

/// Up to which distance, in widths, two characters that stand above each other are one column.
const MAX_COLUMN_GAP: f32 = 0.8;

/// A line of the text: pieces of writing that stand beside each other.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// From left to right: the index of a line of the reading, and where it stands in `text`.
    pub(super) pieces: Vec<(usize, Range<usize>)>,
    /// As it was read, on one line.
    pub(super) text: String,
    /// Around all of its boxes.
    pub(super) place: Place,
    /// Whether other writing stands beside it.
    pub(super) has_neighbour: bool,
}

impl Row {
    fn new(lines: &[usize], reading: &[Line], places: &[Place], has_neighbour: bool) -> Row {
        let mut row = Row { pieces: Vec::new(), text: String::new(), place: places[lines[0]], has_neighbour };
        for &line in lines {
            let (text, place) = (reading[line].text.trim(), places[line]);
            if needs_blank(&row.text, text) {
                row.text.push(' ');
            }
            let start = row.text.len();
            // One row is one line, whatever a recogniser puts into it.
            row.text.extend(with_capitals(text).chars().map(|c| if c.is_control() { ' ' } else { c }));
            row.pieces.push((line, start..row.text.len()));
            row.place = row.place.around(&place);
        }
        row
    }
}

impl Row {
    /// Adds what stands right of it, behind a blank.
    pub(super) fn append(&mut self, right: Row) {
        self.text.push(' ');
        let start = self.text.len();
        self.text.push_str(&right.text);
        self.pieces.extend(right.pieces.into_iter().map(|(line, at)| (line, at.start + start..at.end + start)));
        self.place = self.place.around(&right.place);
    }

    /// Takes the pieces from one on out of it, which is not the first.
    fn split_off(&mut self, piece: usize, places: &[Place]) -> Row {
        let around = |pieces: &[(usize, Range<usize>)]| {
            pieces.iter().map(|(line, _)| places[*line]).reduce(|all, place| all.around(&place)).unwrap_or_default()
        };
        let start = self.pieces[piece].1.start;
        let pieces = self.pieces.split_off(piece);
        let text = self.text.split_off(start);
        self.text.truncate(self.text.trim_end().len());
        self.place = around(&self.pieces);
        let place = around(&pieces);
        let pieces = pieces.into_iter().map(|(line, at)| (line, at.start - start..at.end - start)).collect();
        Row { pieces, text, place, has_neighbour: true }
    }
}

/// Fewest capitals of a word of which the letters that only look small are capitals, too.
const MIN_CAPITALS: usize = 2;
/// Small letters that differ from a capital in nothing but their height.
const SMALL_OR_CAPITAL: [char; 9] = ['c', 'l', 'o', 's', 'u', 'v', 'w', 'x', 'z'];

/// The text with capitals for what only looks small: in `CUl` the last letter is one, in `GİzLi` the third and the
/// fifth.
fn with_capitals(text: &str) -> Cow<'_, str> {
    if !text.contains(SMALL_OR_CAPITAL) {
        return text.into();
    }
    let mut capital = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        // Where capitals have dots, small letters with dots look like them.
        let dotted = word.contains('İ');
        let looks_small = |c: char| SMALL_OR_CAPITAL.contains(&c) || dotted && c == 'i';
        let mut letters = word.chars().filter(|&c| c.is_alphabetic() && !looks_small(c));
        let is_capital = letters.clone().count() >= MIN_CAPITALS && letters.all(char::is_uppercase);
        capital.extend(word.chars().map(|c| match c {
            _ if !is_capital => c,
            'l' => 'I',
            'i' if dotted => 'İ',
            _ if looks_small(c) => c.to_ascii_uppercase(),
            _ => c,
        }));
    }
    capital.into()
}

/// Puts together what is written down the page, one character a box: a stamp beside the text, of which every box has
/// its own row.
fn join_columns(rows: &mut Vec<Row>) {
    let is_character =
        |row: &Row| row.text.chars().nth(1).is_none() && row.text.starts_with(crate::text::character::is_han_or_kana);
    let mut index = 0;
    while index < rows.len() {
        let Row { place, .. } = rows[index];
        let is_below = |row: &Row| {
            let gap = row.place.top - rows[index].place.bottom;
            let shift = (row.place.left + row.place.right - place.left - place.right).abs() / 2.0;
            is_character(row) && gap.abs() < MAX_COLUMN_GAP * place.width() && shift < 0.4 * place.width()
        };
        let below = (index + 1..rows.len()).find(|&below| is_below(&rows[below]));
        match below
            .filter(|_| rows[index].text.chars().all(crate::text::character::is_han_or_kana) && is_column(&rows[index]))
        {
            Some(below) => {
                let next = rows.remove(below);
                let row = &mut rows[index];
                let start = row.text.len();
                row.text.push_str(&next.text);
                row.pieces.extend(next.pieces.into_iter().map(|(line, at)| (line, at.start + start..at.end + start)));
                row.place = Place { height: row.place.height, ..row.place.around(&next.place) };
            }
            None => index += 1,
        }
    }
}

/// Whether a row is one character, or several that are written down the page.
fn is_column(row: &Row) -> bool {
    let characters = row.text.chars().count();
    characters == 1 || row.pieces.len() == characters && row.place.bottom - row.place.top > row.place.width()
}

/// Whether a blank belongs between two pieces: not between characters of a script without blanks.
fn needs_blank(before: &str, after: &str) -> bool {
    let is_han_or_kana = |c: Option<char>| c.is_some_and(crate::text::character::is_han_or_kana);
    !(before.is_empty() || is_han_or_kana(before.chars().next_back()) && is_han_or_kana(after.chars().next()))
}

/// The rows of boxes that stand on one height, cut where the blank between two of them is wide.
fn rows_of(band: &[usize], reading: &[Line], places: &[Place]) -> Vec<Row> {
    let joined = |&a: &usize, &b: &usize| {
        let gap = (places[b].left - places[a].right) / places[a].height.min(places[b].height).max(1.0);
        let (before, after) = (reading[a].text.trim(), reading[b].text.trim());
        // The number of a line of a table or of a program.
        if a == band[0] && before.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let limit = if before.ends_with([':', '：', '★', '☆', '/', '*']) {
            MAX_OPEN_GAP
        } else if is_set_off(&reading[a], &reading[b]) {
            MAX_OTHER_COLOUR_GAP
        } else if before.chars().nth(2).is_none() && after.chars().nth(2).is_none() {
            MAX_LETTER_GAP
        } else {
            MAX_PIECE_GAP
        };
        gap <= limit
    };
    let pieces: Vec<&[usize]> = band.chunk_by(joined).collect();
    pieces.iter().map(|lines| Row::new(lines, reading, places, pieces.len() > 1)).collect()
}

/// Whether two pieces differ in their colours, as a tag differs from the title that it stands beside.
fn is_set_off(piece: &Line, other: &Line) -> bool {
    is_other_hue(piece.ink, other.ink) || is_other_hue(piece.paper, other.paper) || is_other(piece.paper, other.paper)
}

/// Where a box stands in the upright picture.
fn upright(corners: [Point; 4], reading: &Reading) -> [Point; 4] {
    let (width, height) = (reading.width as f32, reading.height as f32);
    corners.map(|Point { x, y }| match reading.turn % 4 {
        1 => Point { x: height - y, y: x },
        2 => Point { x: width - x, y: height - y },
        3 => Point { x: y, y: width - x },
        _ => Point { x, y },
    })
}

/// What turns a page by what most of its boxes slant by.
fn levelled(boxes: &[[Point; 4]]) -> impl Fn([Point; 4]) -> [Point; 4] {
    let places: Vec<Place> = boxes.iter().map(|&corners| Place::of(corners)).collect();
    let mut sloped: Vec<(f32, f32)> = places
        .iter()
        .filter(|place| place.is_level() && place.has_slope())
        .map(|place| (place.slope, place.width()))
        .collect();
    sloped.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sloped.iter().map(|(_, width)| width).sum::<f32>() / 2.0;
    let mut passed = 0.0;
    let median = sloped.iter().find(|(_, width)| {
        passed += width;
        passed >= half
    });
    let (sin, cos) = median.map_or(0.0, |(slope, _)| -slope.atan()).sin_cos();
    move |corners| corners.map(|Point { x, y }| Point { x: x * cos - y * sin, y: x * sin + y * cos })
}

/// A reading as a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// From top to bottom.
    pub(super) rows: Vec<Row>,
    /// Lines beyond [`MAX_LINES`].
    pub(super) unread: usize,
    /// Of each line of the reading.
    places: Vec<Place>,
    shapes: Vec<(ShapeKind, Place, Colour)>,
}

impl Page {
    pub(super) fn of(reading: &Reading) -> Page {
        let lines = &reading.lines[..reading.lines.len().min(MAX_LINES)];
        let boxes: Vec<[Point; 4]> = lines.iter().map(|line| upright(line.corners, reading)).collect();
        let level = levelled(&boxes);
        let places: Vec<Place> = boxes.iter().map(|&corners| Place::of(level(corners))).collect();
        let place = |shape: &Shape| Place::of(level(upright(shape.corners, reading)));
        let shapes =
            reading.shapes.iter().take(MAX_SHAPES).map(|shape| (shape.kind, place(shape), shape.colour)).collect();
        let mut order: Vec<usize> = (0..lines.len()).filter(|&line| !lines[line].text.trim().is_empty()).collect();
        order.sort_by(|&a, &b| places[a].left.total_cmp(&places[b].left));
        let mut bands: Vec<Vec<usize>> = Vec::new();
        for line in order {
            let continued =
                bands.iter_mut().filter(|band| band.last().is_some_and(|&last| places[last].is_beside(&places[line])));
            let gap = |band: &Vec<usize>| band.last().map_or(f32::MAX, |&last| places[line].left - places[last].right);
            match continued.min_by(|a, b| gap(a).total_cmp(&gap(b))) {
                Some(band) => band.push(line),
                None => bands.push(vec![line]),
            }
        }
        let mut rows: Vec<Row> = bands.iter().flat_map(|band| rows_of(band, lines, &places)).collect();
        rows.sort_by(|a, b| a.place.middle().total_cmp(&b.place.middle()));
        join_columns(&mut rows);
        Page { rows, unread: reading.lines.len() - lines.len(), places, shapes }
    }

    /// Takes what stands behind the first `label` bytes of a row out of it: what begins there, and is not all of it.
    pub(super) fn split_row(&mut self, row: usize, label: usize) -> Option<Row> {
        let Row { pieces, .. } = &self.rows[row];
        let piece = pieces.iter().position(|(_, at)| at.start >= label).filter(|&piece| piece > 0)?;
        Some(self.rows[row].split_off(piece, &self.places))
    }

    /// The shapes of one kind, with their places and colours.
    pub(super) fn shapes_of(&self, kind: ShapeKind) -> impl Iterator<Item = (Place, Colour)> {
        self.shapes.iter().filter(move |(other, ..)| *other == kind).map(|&(_, place, colour)| (place, colour))
    }
}

/// The rectangle around lines of a reading, in fractions of the picture as it is shown; `None` around nothing.
pub(super) fn region(reading: &Reading, lines: impl Iterator<Item = usize>) -> Option<Region> {
    region_of(reading, lines.flat_map(|line| reading.lines[line].corners))
}

/// The same around places in it.
pub(crate) fn region_of(reading: &Reading, corners: impl Iterator<Item = Point>) -> Option<Region> {
    let (width, height) = (reading.width.max(1) as f32, reading.height.max(1) as f32);
    let around = |known: Option<Region>, Point { x, y }: Point| {
        let (x, y) = ((x / width).clamp(0.0, 1.0), (y / height).clamp(0.0, 1.0));
        let known = known.unwrap_or(Region { left: x, top: y, right: x, bottom: y });
        Some(Region {
            left: known.left.min(x),
            top: known.top.min(y),
            right: known.right.max(x),
            bottom: known.bottom.max(y),
        })
    };
    corners.fold(None, around)
}
