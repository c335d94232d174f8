//! Writing that runs downwards, character below character.
use super::quad::{self, Quad};
use super::strip::{HEIGHT, Strip};

/// A box this much higher than wide is a column, or a line that is turned.
pub(super) const TALL: f32 = 1.5;
/// Characters of one column differ in width by less than this factor,
const LARGEST_RATIO: f32 = 1.6;
/// stand off its middle by less than this share of the width,
const LARGEST_SHIFT: f32 = 0.35;
/// and are apart by less than this share of it.
const LARGEST_GAP: f32 = 0.8;

pub(super) fn is_tall(corners: &Quad) -> bool {
    quad::height(corners) > TALL * quad::width(corners)
}

/// Puts together what the detector took apart: a column and the pieces above and below it. All boxes begin where
/// reading begins.
pub(super) fn joined(mut boxes: Vec<Quad>) -> Vec<Quad> {
    let mut index = 0;
    while index < boxes.len() {
        let other = (0..boxes.len()).find(|&other| other != index && continues(&boxes[index], &boxes[other]));
        match other {
            Some(other) => {
                let ([first, second, ..], [_, _, third, fourth]) = (boxes[index], boxes[other]);
                boxes[index] = [first, second, third, fourth];
                boxes.remove(other);
                index = 0;
            }
            None => index += 1,
        }
    }
    boxes
}

/// Whether `lower` goes on where `upper` ends. One of them must be a column: of two characters nobody knows.
fn continues(upper: &Quad, lower: &Quad) -> bool {
    if !is_tall(upper) && !is_tall(lower) {
        return false;
    }
    let (a, b) = (quad::width(upper), quad::width(lower));
    let width = a.max(b);
    // Down along the upper one: the lower one's top is seen from the upper one's bottom.
    let down = quad::between(upper[0], upper[3]);
    let length = quad::height(upper).max(f32::MIN_POSITIVE);
    let (from, to) = (quad::middle(upper[3], upper[2]), quad::middle(lower[0], lower[1]));
    let step = quad::between(from, to);
    let gap = (step.x * down.x + step.y * down.y) / length;
    let shift = (step.x * down.y - step.y * down.x) / length;
    let fits = |box_: &Quad| quad::height(box_) > 0.5 * quad::width(box_);
    width < LARGEST_RATIO * a.min(b)
        && shift.abs() < LARGEST_SHIFT * width
        && gap.abs() < LARGEST_GAP * width
        && fits(upper)
        && fits(lower)
}

/// The corners of a column as those of a line that runs down: its characters lie on their left side.
pub(super) fn lying([a, b, c, d]: Quad) -> Quad {
    [b, c, d, a]
}

/// A column whose characters lie on their left side, as a line of upright characters.
pub(super) fn upright(lying: &Strip) -> Strip {
    let cells = cells(lying);
    let width = cells.len() * HEIGHT;
    let pixels = lying.rgb.as_chunks::<3>().0;
    let mut rgb = Vec::with_capacity(width * HEIGHT * 3);
    for y in 0..HEIGHT {
        for cell in &cells {
            // A flat character is no taller for being alone in its cell.
            let length = (cell.end - cell.start).max(HEIGHT);
            let start = usize::midpoint(cell.start, cell.end) as isize - length as isize / 2;
            let along = start + (y * length / HEIGHT) as isize;
            let along = along.clamp(0, lying.width as isize - 1) as usize;
            for x in 0..HEIGHT {
                rgb.extend(pixels[(HEIGHT - 1 - x) * lying.width + along]);
            }
        }
    }
    Strip { rgb, width }
}

/// Where the characters of a lying column are: pieces of ink with nothing between them.
fn cells(lying: &Strip) -> Vec<std::ops::Range<usize>> {
    /// Longest character, in parts of its width: two pieces within this are one character, such as 二.
    const LONGEST: usize = HEIGHT * 23 / 20;
    /// What lies this near to the edges is a frame, in pixels.
    const FRAME: usize = HEIGHT / 8;
    /// Fewer pixels of ink across are specks.
    const SPECKS: usize = 2;
    let is_ink = lying.ink();
    let inked = |x: usize| (FRAME..HEIGHT - FRAME).filter(|y| is_ink[y * lying.width + x]).count() >= SPECKS;
    let mut pieces: Vec<std::ops::Range<usize>> = Vec::new();
    for x in (0..lying.width).filter(|&x| inked(x)) {
        match pieces.last_mut() {
            Some(last) if x == last.end || x + 1 - last.start <= LONGEST => last.end = x + 1,
            _ => pieces.push(x..x + 1),
        }
    }
    pieces.iter().flat_map(evenly).collect()
}

/// A piece that is longer than a character in as many parts as it has characters.
fn evenly(piece: &std::ops::Range<usize>) -> impl Iterator<Item = std::ops::Range<usize>> + use<> {
    let (start, length) = (piece.start, piece.end - piece.start);
    let count = ((length + HEIGHT / 2) / HEIGHT).max(1);
    (0..count).map(move |part| start + part * length / count..start + (part + 1) * length / count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::Point;

    fn corners(left: f32, top: f32, width: f32, height: f32) -> Quad {
        let corner = |x, y| Point { x: left + x * width, y: top + y * height };
        [corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0)]
    }

    #[test]
    fn pieces_of_a_column_are_joined_and_nothing_else() {
        let (head, column) = (corners(430.0, 41.0, 40.0, 50.0), corners(428.0, 80.0, 46.0, 140.0));
        let tail = corners(431.0, 230.0, 42.0, 45.0);
        assert_eq!(joined(vec![tail, head, column]), [[head[0], head[1], tail[2], tail[3]]]);
        for others in [
            // Two characters; a line below a column; a column beside a column.
            [head, corners(430.0, 95.0, 40.0, 50.0)],
            [column, corners(430.0, 225.0, 400.0, 30.0)],
            [column, corners(480.0, 80.0, 46.0, 140.0)],
        ] {
            assert_eq!(joined(others.to_vec()), others);
        }
    }

    #[test]
    fn lying_characters_are_put_side_by_side() {
        // Three black squares with white between them, the middle one split in two as 二 is.
        let ink = |x: usize, y: usize| {
            let in_cell = x % 60;
            (10..38).contains(&y) && (4..44).contains(&in_cell) && (x / 60 != 1 || !(20..28).contains(&in_cell))
        };
        let width = 180;
        let place = |at: usize| [if ink(at % width, at / width) { 0 } else { 255 }; 3];
        let lying = Strip { rgb: (0..width * HEIGHT).flat_map(place).collect(), width };
        assert_eq!(cells(&lying), [4..44, 64..104, 124..164]);
        assert_eq!(upright(&lying).width, 3 * HEIGHT);
    }

    #[test]
    fn characters_that_touch_are_cut_evenly() {
        assert_eq!(evenly(&(10..154)).collect::<Vec<_>>(), [10..58, 58..106, 106..154]);
        assert!(evenly(&(0..60)).eq(std::iter::once(0..60)));
    }
}
