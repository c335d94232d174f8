//! The body of a text: of the lines of a paragraph the ends are enough.
//!
//! A marking is a line of its own, or stands where a line begins or where a paragraph ends. A page of print has most of
//! its writing in the middle of its lines, and reading is what takes the time.
use super::order::Placed;
use super::quad::{self, Quad};
use crate::image::Point;

/// How much of a line is read where it begins, in heights of its box: some 12 characters of Chinese or 25 letters. A
/// portion mark with its caveats is that long, and of a sentence enough is left to show that it is one.
const START: f32 = 10.0;
/// How much is read where it ends, if it ends a paragraph.
const END: f32 = 10.0;
/// The same, if only a rest of the paragraph follows: whether its sentence goes on there.
const TAIL: f32 = 3.0;
/// Shorter lines are read whole, in heights: lines of forms and of addresses, and what stands by itself.
const LONG: f32 = 16.0;
/// How far apart the middles of two lines of one paragraph are, in heights: double-spaced print has 1.9.
const MAX_PITCH: f32 = 2.2;
/// How far apart their left edges are, in heights: a paragraph may begin with an indent of two characters.
const MAX_INDENT: f32 = 3.0;
/// How far apart the right edges of full lines are, in heights.
const MAX_RAGGED: f32 = 2.5;
/// How much higher one may be than the other: boxes around letters with and without strokes above and below.
const MAX_HEIGHT_RATIO: f32 = 1.4;

/// How much of a line is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// Where it begins, and so much where it ends, in heights; it may be 0.
    Ends(f32),
}

/// What stands below a line in its paragraph.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Below {
    Nothing,
    Rest,
    FullLine,
}

/// How much of each line is read.
pub(super) fn extents(lines: &[Placed]) -> Vec<Extent> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|&a, &b| lines[a].centre.total_cmp(&lines[b].centre));
    let mut continues = vec![false; lines.len()];
    let mut below = vec![Below::Nothing; lines.len()];
    for (at, &upper) in order.iter().enumerate().filter(|(_, upper)| lines[**upper].is_long()) {
        let reach = lines[upper].centre + MAX_PITCH * lines[upper].height;
        for &lower in order[at + 1..].iter().take_while(|&&lower| lines[lower].centre <= reach) {
            let found = lines[upper].below(&lines[lower]);
            below[upper] = below[upper].max(found);
            continues[lower] |= found > Below::Nothing;
        }
    }
    let end = |index: usize| match (continues[index], below[index]) {
        _ if !lines[index].is_long() => None,
        (_, Below::FullLine) => Some(0.0),
        (true, Below::Rest) => Some(TAIL),
        (true, Below::Nothing) => Some(END),
        (false, _) => None,
    };
    let is_less = |index: usize, end: f32| (START + end) * lines[index].height < lines[index].width;
    let extent = |index| end(index).filter(|&end| is_less(index, end)).map_or(Extent::Whole, Extent::Ends);
    (0..lines.len()).map(extent).collect()
}

impl Placed {
    fn is_long(&self) -> bool {
        self.width > LONG * self.height
    }

    /// What a line that is not above is to this one.
    fn below(&self, lower: &Placed) -> Below {
        let (low, high) = (self.height.min(lower.height), self.height.max(lower.height));
        let further_right = lower.left + lower.width - self.left - self.width;
        let is_set_alike = high < MAX_HEIGHT_RATIO * low
            && lower.centre - self.centre > low / 2.0
            && (lower.left - self.left).abs() < MAX_INDENT * low
            && further_right < MAX_RAGGED * low;
        match is_set_alike {
            false => Below::Nothing,
            true if further_right > -MAX_RAGGED * low => Below::FullLine,
            true => Below::Rest,
        }
    }
}

/// The part of a line that is read where it begins.
pub(super) fn start(line: &Quad) -> Quad {
    part(line, 0.0, START * quad::height(line) / quad::width(line))
}

/// The last `heights` of a line.
pub(super) fn end(line: &Quad, heights: f32) -> Quad {
    part(line, 1.0 - heights * quad::height(line) / quad::width(line), 1.0)
}

/// From one share of its length to another.
fn part([a, b, c, d]: &Quad, from: f32, to: f32) -> Quad {
    let between = |first: &Point, second: &Point, share: f32| Point {
        x: first.x + (second.x - first.x) * share,
        y: first.y + (second.y - first.y) * share,
    };
    [between(a, b, from), between(a, b, to), between(d, c, to), between(d, c, from)]
}

/// What was read before a cut, without the character that the cut may go through. The rest of its word stays:
/// `CONFIDENTIAL corresp…` shows that this is a sentence.
pub(super) fn before_cut(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next_back();
    characters.as_str()
}

/// The same of what was read behind a cut.
pub(super) fn after_cut(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next();
    characters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(left: f32, centre: f32, width: f32) -> Placed {
        Placed { left, centre, height: 20.0, width }
    }

    #[test]
    fn of_paragraphs_the_ends_are_read() {
        let rows = [
            ("a heading", 300.0, 40.0, 200.0, Extent::Whole),
            ("a first line", 140.0, 100.0, 660.0, Extent::Ends(0.0)),
            ("one in the middle", 100.0, 130.0, 700.0, Extent::Ends(0.0)),
            ("the last full one", 100.0, 160.0, 690.0, Extent::Ends(TAIL)),
            ("the rest", 100.0, 190.0, 200.0, Extent::Whole),
            ("a first line", 100.0, 250.0, 700.0, Extent::Ends(0.0)),
            ("one that fills its paragraph", 100.0, 280.0, 700.0, Extent::Ends(END)),
            ("a line by itself", 100.0, 350.0, 700.0, Extent::Whole),
            ("a shorter full line", 100.0, 600.0, 360.0, Extent::Ends(0.0)),
            ("one whose ends are all of it", 100.0, 630.0, 360.0, Extent::Whole),
            ("one with something below", 100.0, 420.0, 700.0, Extent::Whole),
            ("which is short", 100.0, 450.0, 90.0, Extent::Whole),
            ("a narrow column", 900.0, 100.0, 300.0, Extent::Whole),
            ("a narrow column", 900.0, 130.0, 300.0, Extent::Whole),
        ];
        let lines: Vec<Placed> = rows.iter().map(|&(_, left, centre, width, _)| line(left, centre, width)).collect();
        for ((what, .., expected), (found, line)) in rows.iter().zip(extents(&lines).iter().zip(&lines)) {
            assert_eq!(found, expected, "{what}: {line:?}");
        }
    }

    #[test]
    fn lines_that_are_set_otherwise_are_no_paragraph() {
        let above = line(100.0, 100.0, 700.0);
        for (below, what) in [
            (Placed { height: 30.0, ..line(100.0, 130.0, 700.0) }, "larger"),
            (line(100.0, 160.0, 700.0), "far below"),
            (line(200.0, 130.0, 600.0), "indented by more than a paragraph"),
            (line(100.0, 130.0, 800.0), "longer"),
            (line(100.0, 105.0, 700.0), "beside it"),
        ] {
            assert_eq!(extents(&[above, below]), [Extent::Whole; 2], "{what}");
        }
    }

    #[test]
    fn parts_are_measured_in_heights() {
        let at = |x, y| Point { x, y };
        let slanted = [at(0.0, 0.0), at(400.0, 300.0), at(394.0, 308.0), at(-6.0, 8.0)];
        let start = start(&slanted);
        assert!((quad::width(&start) - 10.0 * START).abs() < 0.01 && (quad::height(&start) - 10.0).abs() < 0.01);
        assert_eq!((start[0], start[3]), (slanted[0], slanted[3]));
        let end = end(&slanted, TAIL);
        assert!((quad::width(&end) - 10.0 * TAIL).abs() < 0.01, "{end:?}");
        assert_eq!((end[1], end[2]), (slanted[1], slanted[2]));
    }

    #[test]
    fn the_character_at_a_cut_is_left_out() {
        assert_eq!((before_cut("检修安排"), after_cut("检修安排")), ("检修安", "修安排"));
        assert_eq!((before_cut(""), after_cut("")), ("", ""));
    }
}
