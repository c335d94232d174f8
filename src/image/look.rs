//! What the look of a row says: where on the page it stands, how large, in which colours.
//!
//! Look raises or explains, and never accuses: it counts only for what is a marking by its words and stands by itself.
use super::{
    genre::{entries, is_talk, title},
    hue::{is_coloured, is_coloured_paper, is_other, is_other_hue},
    lexicon::Lexicon,
    page::{MAX_SHORTFALL, MIN_ROWS, Page, Row},
    place::Place,
    reading::{Colour, Line},
};
use crate::detect::cue::Cue;

/// How much of the written part of a page is its top, and how much its bottom. With 0.30 and 0.15 of the picture all
/// marked lines of 60 generated pictures were in one of them, with 0.25 and 0.125 all but two; the written part begins
/// further down.
const TOP: f32 = 0.2;
const BOTTOM: f32 = 0.1;
/// How much higher than the middle one of all rows large type is.
pub(super) const LARGE: f32 = 1.4;
/// Fewest rows of a block of writing on one paper, how far below a row the next one of its block begins, in heights,
/// and how far above it nothing stands.
const MIN_BLOCK_ROWS: usize = 4;
const MAX_BLOCK_GAP: f32 = 4.0;
const MIN_BLOCK_SPACE: f32 = 1.5;
/// How far below a row of a sheet within a chat the next one begins, in heights, and how many rows it has at least.
/// Between two messages there is more than a row's height.
const MAX_SHEET_GAP: f32 = 0.8;
const MIN_SHEET_ROWS: usize = 5;
/// How far below a row the next one begins, in heights, that goes on with its sentence.
const MAX_LEADING: f32 = 1.3;
/// How far the first row of a paragraph is indented, in heights, or the others are below its number. What begins farther
/// right stands at the right edge by itself.
const MAX_FIRST_INDENT: f32 = 3.0;
const MAX_HANGING: f32 = 2.0;
/// What the look of each row says, in the order of the rows.
pub(super) fn looks(page: &Page, lines: &[Line], lexicon: &Lexicon) -> Vec<Vec<Cue>> {
    let ordinary = Ordinary::of(page, lines);
    let talk = is_talk(page, lexicon, |row| is_other_hue(paper_of(row, lines), ordinary.paper));
    let (title, entries) = (title(page), entries(page, lexicon));
    let cues = |row: usize| {
        let mut cues = look(page, lines, row, &ordinary);
        if talk && is_bubble(page, lines, row) {
            // The colour says whose words they are.
            cues.retain(|cue| !matches!(cue, Cue::ColouredBar | Cue::ColouredInk));
        }
        if !entries[row].is_empty() {
            // It stands there and looks so because the others do.
            cues.retain(|cue| cue.weight() < 0.0);
            cues.extend(entries[row]);
        }
        cues.extend(title.iter().filter(|(rows, _)| rows.contains(&row)).map(|(_, cue)| *cue));
        if talk {
            cues.push(if heads_sheet(page, lines, row) { Cue::TopOfPage } else { Cue::Talk });
        }
        cues
    };
    (0..page.rows.len()).map(cues).collect()
}

/// What most of a page looks like.
pub(super) struct Ordinary {
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) left: f32,
    pub(super) right: f32,
    /// `None` on a page with too little on it.
    pub(super) height: Option<f32>,
    paper: Colour,
    pub(super) has_coloured_ink: bool,
}

impl Ordinary {
    pub(super) fn of(page: &Page, lines: &[Line]) -> Ordinary {
        let places = || page.rows.iter().map(|row| row.place);
        let middle = |mut values: Vec<f32>| {
            values.sort_by(f32::total_cmp);
            values.get(values.len() / 2).copied()
        };
        let shade = |part: fn(Colour) -> u8| {
            let values = lines.iter().map(|line| f32::from(part(line.paper))).collect();
            middle(values).unwrap_or(255.0) as u8
        };
        Ordinary {
            top: places().map(|place| place.top).fold(f32::MAX, f32::min),
            bottom: places().map(|place| place.bottom).fold(f32::MIN, f32::max),
            left: places().map(|place| place.left).fold(f32::MAX, f32::min),
            right: places().map(|place| place.right).fold(f32::MIN, f32::max),
            height: middle(places().map(|place| place.height).collect()).filter(|_| page.rows.len() >= MIN_ROWS),
            paper: Colour { r: shade(|it| it.r), g: shade(|it| it.g), b: shade(|it| it.b) },
            has_coloured_ink: 2 * lines.iter().filter(|line| is_coloured(line.ink)).count() > lines.len(),
        }
    }

    /// Whether a paper is a bar of colour on the page.
    pub(super) fn is_bar(&self, paper: Colour) -> bool {
        is_coloured_paper(paper) && is_other(paper, self.paper)
    }
}

fn look(page: &Page, lines: &[Line], index: usize, ordinary: &Ordinary) -> Vec<Cue> {
    let row = &page.rows[index];
    let height = ordinary.bottom - ordinary.top;
    let mut cues = Vec::new();
    let mut add_if = |found: bool, cue| {
        if found {
            cues.push(cue);
        }
    };
    let enough = page.rows.len() >= MIN_ROWS;
    let is_top = row.place.middle() < ordinary.top + TOP * height || is_head_of_block(page, lines, index);
    add_if(enough && is_top, Cue::TopOfPage);
    add_if(enough && row.place.middle() > ordinary.bottom - BOTTOM * height, Cue::BottomOfPage);
    add_if(ordinary.height.is_some_and(|ordinary| row.place.height > LARGE * ordinary), Cue::LargeType);
    let mut own = row.pieces.iter().map(|(line, _)| &lines[*line]);
    add_if(!ordinary.has_coloured_ink && own.clone().any(|line| is_coloured(line.ink)), Cue::ColouredInk);
    add_if(own.any(|line| ordinary.is_bar(line.paper)), Cue::ColouredBar);
    add_if(enough && row.place.is_slanted(), Cue::Slanted);
    add_if(is_continued(page, index, ordinary.right), Cue::Continuation);
    cues
}

/// Whether a row begins a block of several rows with the same edge on the same paper, as that of a page shown within a
/// picture.
fn is_head_of_block(page: &Page, lines: &[Line], index: usize) -> bool {
    let paper = |row: &Row| paper_of(row, lines);
    let is_next = |above: &Row, below: &Row, most: f32| {
        let (gap, height) = (below.place.top - above.place.bottom, above.place.height.min(below.place.height));
        (-0.5 * height..most * height).contains(&gap)
            && (below.place.left - above.place.left).abs() < 3.0 * height
            && !is_other(paper(above), paper(below))
    };
    let rows = &page.rows;
    let is_first = !rows[..index].iter().any(|above| is_next(above, &rows[index], MIN_BLOCK_SPACE));
    let next = |at: &usize| (at + 1..rows.len()).find(|&below| is_next(&rows[*at], &rows[below], MAX_BLOCK_GAP));
    is_first && core::iter::successors(Some(index), next).take(MIN_BLOCK_ROWS).count() == MIN_BLOCK_ROWS
}

/// Whether a row is the first of a sheet that somebody sent: of many rows on one paper, each right below another. What
/// people say stands farther apart.
fn heads_sheet(page: &Page, lines: &[Line], index: usize) -> bool {
    let own = paper_of(&page.rows[index], lines);
    let is_of_paper = |row: &&Row| !is_other(paper_of(row, lines), own);
    let is_close = |bottom: f32, below: &Place| below.top - bottom < MAX_SHEET_GAP * below.height;
    let (above, below) = page.rows.split_at(index);
    let mut bottom = page.rows[index].place.bottom;
    let sheet = below.iter().filter(is_of_paper).take_while(|row| {
        let is_next = is_close(bottom, &row.place);
        bottom = bottom.max(row.place.bottom);
        is_next
    });
    let is_first = || !above.iter().filter(is_of_paper).any(|row| is_close(row.place.bottom, &page.rows[index].place));
    sheet.count() >= MIN_SHEET_ROWS && is_first()
}

fn paper_of(row: &Row, lines: &[Line]) -> Colour {
    row.pieces.first().map_or(Colour::default(), |(line, _)| lines[*line].paper)
}

/// Whether a row stands on a colour on which something else is said, too. The bars at both ends of a page say the same.
fn is_bubble(page: &Page, lines: &[Line], index: usize) -> bool {
    let row = &page.rows[index];
    let paper = paper_of(row, lines);
    let is_alike = |other: &Row| other.text != row.text && !is_other(paper_of(other, lines), paper);
    is_coloured_paper(paper) && page.rows.iter().any(is_alike)
}

/// Whether the row above is a full line of the same type without an end of a sentence: then the row is its last word or
/// words.
fn is_continued(page: &Page, index: usize, right: f32) -> bool {
    let row = &page.rows[index];
    let is_above = |other: &&Row| {
        let Place { left, height, .. } = other.place;
        let gap = row.place.top - other.place.bottom;
        (-0.5 * height..MAX_LEADING * height).contains(&gap)
            && (-MAX_HANGING * height..MAX_FIRST_INDENT * height).contains(&(left - row.place.left))
            && (row.place.height / height - 1.0).abs() < 0.25
    };
    let Some(above) = page.rows[..index].iter().rev().find(is_above) else { return false };
    let is_full = above.place.right > right - MAX_SHORTFALL * above.place.height;
    let ends = above.text.ends_with(['.', '。', '!', '！', '?', '？', ':', '：', ';', '；', '”', '"', ')', '）', '」']);
    is_full && !ends && above.place.width() > 2.0 * row.place.width()
}
