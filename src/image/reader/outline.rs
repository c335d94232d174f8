//! From a map of where writing is to rectangles around it.
use super::quad::Quad;
use crate::image::Point;

/// How likely writing is at each place, 0 to 1, row by row from the top left.
pub(super) struct Heat<'a> {
    pub(super) values: &'a [f32],
    pub(super) width: usize,
    pub(super) height: usize,
}

/// A rectangle that may be turned, in places of the map.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rectangle {
    pub(super) centre: Point,
    /// Direction of the side that `along` measures; of length 1.
    direction: Point,
    along: f32,
    across: f32,
}

/// What is above this belongs to writing. This and the next two are from the network's own `inference.yml`.
const WRITING: f32 = 0.2;
/// Mean below which a rectangle is no writing.
const LEAST_MEAN: f32 = 0.4;
/// The map shows the core of the writing only; its rectangle grows by this much of its area over its perimeter.
const GROWTH: f32 = 1.4;
/// Shortest side of a core and of a grown rectangle, in places of the map.
const LEAST_CORE: f32 = 3.0;
const LEAST_SIDE: f32 = 5.0;
/// How many rectangles are made of one map; a page of small print has 100 to 200.
const MAX_RECTANGLES: usize = 1000;

/// The rectangles around writing, from the top.
pub(super) fn rectangles(heat: &Heat<'_>) -> Vec<Rectangle> {
    let mut seen = vec![false; heat.values.len()];
    let mut rows = Rows::new(heat.height);
    let mut found = Vec::new();
    for start in 0..heat.values.len() {
        if heat.values[start] <= WRITING || seen[start] {
            continue;
        }
        rows.fill(heat, start, &mut seen);
        let Some(core) = smallest_rectangle(&rows.hull()) else { continue };
        if core.along.min(core.across) < LEAST_CORE || core.mean(heat) < LEAST_MEAN {
            continue;
        }
        let grown = core.grown();
        if grown.along.min(grown.across) >= LEAST_SIDE {
            found.push(grown);
        }
        if found.len() == MAX_RECTANGLES {
            break;
        }
    }
    found
}

/// One connected piece of writing: for each row of the map its first and last place.
struct Rows {
    ends: Vec<Option<(usize, usize)>>,
    top: usize,
    bottom: usize,
    pending: Vec<usize>,
}

impl Rows {
    fn new(height: usize) -> Rows {
        Rows { ends: vec![None; height], top: 0, bottom: 0, pending: Vec::new() }
    }

    /// Takes the piece that `start` belongs to; places that touch at a corner are connected. `start` is in its first
    /// row.
    fn fill(&mut self, heat: &Heat<'_>, start: usize, seen: &mut [bool]) {
        let Heat { values, width, height } = *heat;
        self.ends.fill(None);
        (self.top, self.bottom) = (start / width, start / width);
        seen[start] = true;
        self.pending.push(start);
        while let Some(at) = self.pending.pop() {
            let (x, y) = (at % width, at / width);
            let (first, last) = self.ends[y].unwrap_or((x, x));
            self.ends[y] = Some((first.min(x), last.max(x)));
            self.bottom = self.bottom.max(y);
            for y in y.saturating_sub(1)..=(y + 1).min(height - 1) {
                for x in x.saturating_sub(1)..=(x + 1).min(width - 1) {
                    let next = y * width + x;
                    if values[next] > WRITING && !seen[next] {
                        seen[next] = true;
                        self.pending.push(next);
                    }
                }
            }
        }
    }

    /// The corners of the smallest convex polygon around it.
    fn hull(&self) -> Vec<Point> {
        let point = |x: usize, y: usize| Point { x: x as f32, y: y as f32 };
        let rows = (self.top..=self.bottom).filter_map(|y| Some((y, self.ends[y]?)));
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for (y, (first, last)) in rows {
            left.extend([point(first, y), point(first, y + 1)]);
            right.extend([point(last + 1, y), point(last + 1, y + 1)]);
        }
        let mut hull = chain(left.into_iter(), 1.0);
        let back = chain(right.into_iter(), -1.0);
        hull.extend(back.into_iter().rev());
        hull
    }
}

/// Those of the points, which go down, that a tight string to their left (`side` 1) or right (-1) touches.
fn chain(points: impl Iterator<Item = Point>, side: f32) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        while let [.., a, b] = kept[..] {
            let turn = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
            if turn * side < 0.0 {
                break;
            }
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

/// The smallest rectangle around a convex polygon; one of its sides lies on a side of the polygon.
fn smallest_rectangle(hull: &[Point]) -> Option<Rectangle> {
    let sides = hull.iter().zip(hull.iter().cycle().skip(1));
    let rectangles = sides.filter_map(|(from, to)| {
        let length = super::quad::distance(*from, *to);
        (length > 0.0).then(|| around(hull, Point { x: (to.x - from.x) / length, y: (to.y - from.y) / length }))
    });
    rectangles.min_by(|a, b| (a.along * a.across).total_cmp(&(b.along * b.across)))
}

/// The rectangle around points that has a side in `direction`.
fn around(points: &[Point], direction: Point) -> Rectangle {
    let range = |of: &dyn Fn(&Point) -> f32| {
        points.iter().map(of).fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(value), high.max(value)))
    };
    let (left, right) = range(&|point| point.x * direction.x + point.y * direction.y);
    let (top, bottom) = range(&|point| point.y * direction.x - point.x * direction.y);
    let (along, across) = ((left + right) / 2.0, (top + bottom) / 2.0);
    Rectangle {
        centre: Point { x: along * direction.x - across * direction.y, y: along * direction.y + across * direction.x },
        direction,
        along: right - left,
        across: bottom - top,
    }
}

impl Rectangle {
    /// Mean of the map in it.
    fn mean(&self, heat: &Heat<'_>) -> f32 {
        let corners = self.corners();
        let range = |of: fn(&Point) -> f32, length: usize| {
            let values = corners.iter().map(of);
            let (low, high) = values.fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(value), high.max(value)));
            (low.max(0.0) as usize)..(high.ceil().max(0.0) as usize).min(length)
        };
        let (mut sum, mut count) = (0.0, 0.0);
        for y in range(|corner| corner.y, heat.height) {
            for x in range(|corner| corner.x, heat.width) {
                if self.holds(Point { x: x as f32 + 0.5, y: y as f32 + 0.5 }) {
                    sum += heat.values[y * heat.width + x];
                    count += 1.0;
                }
            }
        }
        if count > 0.0 { sum / count } else { 0.0 }
    }

    fn holds(&self, point: Point) -> bool {
        let (x, y) = (point.x - self.centre.x, point.y - self.centre.y);
        let along = x * self.direction.x + y * self.direction.y;
        let across = y * self.direction.x - x * self.direction.y;
        along.abs() * 2.0 <= self.along && across.abs() * 2.0 <= self.across
    }

    fn grown(self) -> Rectangle {
        let by = self.along * self.across * GROWTH / (self.along + self.across);
        Rectangle { along: self.along + by, across: self.across + by, ..self }
    }

    /// Around the rectangle; where it begins is not decided yet.
    pub(super) fn corners(&self) -> Quad {
        let Rectangle { centre, direction, along, across } = *self;
        let corner = |x: f32, y: f32| {
            let (x, y) = (x * along / 2.0, y * across / 2.0);
            Point { x: centre.x + x * direction.x - y * direction.y, y: centre.y + x * direction.y + y * direction.x }
        };
        [corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A map that is 1 inside a rectangle.
    fn drawn(rectangle: &Rectangle, width: usize, height: usize) -> Vec<f32> {
        let place = |at: usize| Point { x: (at % width) as f32 + 0.5, y: (at / width) as f32 + 0.5 };
        (0..width * height).map(|at| f32::from(u8::from(rectangle.holds(place(at))))).collect()
    }

    proptest! {
        #[test]
        fn a_turned_rectangle_is_found_again(
            degrees in -89.0_f32..89.0, along in 30.0_f32..90.0, across in 8.0_f32..25.0,
            x in 70.0_f32..80.0, y in 70.0_f32..80.0,
        ) {
            let (sine, cosine) = degrees.to_radians().sin_cos();
            let direction = Point { x: cosine, y: sine };
            let drawn_one = Rectangle { centre: Point { x, y }, direction, along, across };
            let values = drawn(&drawn_one, 150, 150);
            let found = rectangles(&Heat { values: &values, width: 150, height: 150 });
            prop_assert_eq!(found.len(), 1);
            let wanted = drawn_one.grown();
            let (long, short) = (found[0].along.max(found[0].across), found[0].along.min(found[0].across));
            prop_assert!((found[0].centre.x - x).abs() < 1.5 && (found[0].centre.y - y).abs() < 1.5);
            prop_assert!((long - wanted.along).abs() < 4.0, "{long} {}", wanted.along);
            prop_assert!((short - wanted.across).abs() < 4.0, "{short} {}", wanted.across);
        }
    }

    #[test]
    fn faint_small_and_scattered_places_are_no_writing() {
        let mut values = vec![0.0; 100 * 40];
        for y in 5..15 {
            for x in 10..60 {
                values[y * 100 + x] = 0.9;
            }
        }
        // Faint all over, and a dot.
        for y in 25..35 {
            for x in 10..60 {
                values[y * 100 + x] = 0.3;
            }
        }
        values[2 * 100 + 90] = 1.0;
        let found = rectangles(&Heat { values: &values, width: 100, height: 40 });
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].centre, Point { x: 35.0, y: 10.0 });
    }

    #[test]
    fn a_map_full_of_writing_is_one_rectangle() {
        let found = rectangles(&Heat { values: &[1.0; 64 * 64], width: 64, height: 64 });
        assert_eq!(found.len(), 1);
    }
}
