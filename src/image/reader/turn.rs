//! Which way up the writing stands.
use super::quad::{self, Quad};
use crate::image::Point;

/// By how many quarter turns clockwise a picture must be turned to be upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Turn {
    #[default]
    Upright,
    Right,
    Around,
    Left,
}

impl Turn {
    pub(super) fn quarters(self) -> u8 {
        match self {
            Turn::Upright => 0,
            Turn::Right => 1,
            Turn::Around => 2,
            Turn::Left => 3,
        }
    }

    /// Where a place of a picture of this size is once the picture is upright.
    pub(super) fn upright(self, Point { x, y }: Point, width: f32, height: f32) -> Point {
        match self {
            Turn::Upright => Point { x, y },
            Turn::Right => Point { x: height - y, y: x },
            Turn::Around => Point { x: width - x, y: height - y },
            Turn::Left => Point { x: y, y: width - x },
        }
    }

    /// The direction in the picture in which upright writing runs.
    fn forwards(self) -> Point {
        match self {
            Turn::Upright => Point { x: 1.0, y: 0.0 },
            Turn::Right => Point { x: 0.0, y: -1.0 },
            Turn::Around => Point { x: -1.0, y: 0.0 },
            Turn::Left => Point { x: 0.0, y: 1.0 },
        }
    }

    /// The corners of a rectangle, which go clockwise, from the one at which its writing begins. Its long side is taken
    /// for the line as long as it rises or falls by less than 65°.
    pub(super) fn corners_from_start(self, corners: &Quad) -> Quad {
        const LEAST_COSINE: f32 = 0.42;
        let forwards = self.forwards();
        let reach = |start: usize| {
            let (from, to) = (corners[start], corners[(start + 1) % 4]);
            let length = quad::distance(from, to).max(f32::MIN_POSITIVE);
            let along = (to.x - from.x) * forwards.x + (to.y - from.y) * forwards.y;
            if along / length < LEAST_COSINE { f32::MIN } else { along }
        };
        let start = (0..4).max_by(|&a, &b| reach(a).total_cmp(&reach(b))).unwrap_or_default();
        std::array::from_fn(|index| corners[(start + index) % 4])
    }
}

/// A line this much longer than high says which way the writing runs; single characters do not.
pub(super) const LINE: f32 = 1.5;

/// In which ways the lines of a picture may run, the likeliest first. `corners` are of rectangles in the picture as it
/// is.
pub(super) fn likely(corners: &[Quad]) -> &'static [Turn] {
    if runs_sideways(corners) { &[Turn::Right, Turn::Left, Turn::Upright] } else { &[Turn::Upright, Turn::Around] }
}

/// Whether the lines of a picture run from top to bottom or back. `corners` are of rectangles in the picture as it is.
fn runs_sideways(corners: &[Quad]) -> bool {
    let mut sideways = 0.0;
    for rectangle in corners {
        let upright = Turn::Upright.corners_from_start(rectangle);
        let (width, height) = (quad::width(&upright), quad::height(&upright));
        if width > LINE * height {
            sideways -= width * height;
        } else if height > LINE * width {
            sideways += width * height;
        }
    }
    sideways > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle(left: f32, top: f32, width: f32, height: f32) -> Quad {
        let corner = |x, y| Point { x: left + x * width, y: top + y * height };
        [corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0)]
    }

    #[test]
    fn a_line_starts_where_it_is_read_from() {
        let (wide, tall) = (rectangle(0.0, 0.0, 100.0, 10.0), rectangle(0.0, 0.0, 10.0, 100.0));
        let at = |x, y| Point { x, y };
        for (turn, corners, first, second) in [
            (Turn::Upright, wide, at(0.0, 0.0), at(100.0, 0.0)),
            (Turn::Around, wide, at(100.0, 10.0), at(0.0, 10.0)),
            (Turn::Right, tall, at(0.0, 100.0), at(0.0, 0.0)),
            (Turn::Left, tall, at(10.0, 0.0), at(10.0, 100.0)),
            // A column of characters in an upright picture.
            (Turn::Upright, tall, at(0.0, 0.0), at(10.0, 0.0)),
        ] {
            for start in 0..4 {
                let given = std::array::from_fn(|index| corners[(start + index) % 4]);
                let [found, next, ..] = turn.corners_from_start(&given);
                assert_eq!((found, next), (first, second), "{turn:?} from {start}");
            }
        }
    }

    #[test]
    fn a_steep_line_is_still_a_line() {
        let at = |x, y| Point { x, y };
        // A watermark that rises by 60°, ten times as long as high.
        let (dx, dy) = (50.0, -86.6);
        let given = [at(0.0, 0.0), at(dx, dy), at(dx + 8.7, dy + 5.0), at(8.7, 5.0)];
        assert_eq!(Turn::Upright.corners_from_start(&given)[0], at(0.0, 0.0));
    }

    #[test]
    fn upright_is_what_turning_gives() {
        let corner = Point { x: 0.0, y: 0.0 };
        for (turn, x, y) in
            [(Turn::Upright, 0.0, 0.0), (Turn::Right, 50.0, 0.0), (Turn::Around, 80.0, 50.0), (Turn::Left, 0.0, 80.0)]
        {
            assert_eq!(turn.upright(corner, 80.0, 50.0), Point { x, y }, "{turn:?}");
        }
    }

    #[test]
    fn long_boxes_say_which_way_lines_run() {
        let (wide, tall) = (rectangle(0.0, 0.0, 100.0, 10.0), rectangle(0.0, 0.0, 10.0, 100.0));
        let one = rectangle(0.0, 0.0, 90.0, 90.0);
        assert!(!runs_sideways(&[wide, wide, tall, one]));
        assert!(runs_sideways(&[tall, tall, wide, one]));
        assert!(!runs_sideways(&[one]));
        assert!(!runs_sideways(&[]));
    }
}
