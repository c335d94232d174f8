//! Four corners in a plane, and how a rectangle is laid onto them.
use crate::image::Point;

/// Four corners in the order of [`Line::corners`](crate::image::Line::corners): before the first character's top, after
/// the last one's, and back below.
pub(super) type Quad = [Point; 4];

pub(super) fn distance(a: Point, b: Point) -> f32 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// The way from one place to another.
pub(super) fn between(from: Point, to: Point) -> Point {
    Point { x: to.x - from.x, y: to.y - from.y }
}

pub(super) fn middle(a: Point, b: Point) -> Point {
    Point { x: (a.x + b.x) / 2.0, y: (a.y + b.y) / 2.0 }
}

pub(super) fn centre(quad: &Quad) -> Point {
    let mean = |of: fn(&Point) -> f32| quad.iter().map(of).sum::<f32>() / 4.0;
    Point { x: mean(|corner| corner.x), y: mean(|corner| corner.y) }
}

/// Along the writing: mean of its two sides.
pub(super) fn width(quad: &Quad) -> f32 {
    (distance(quad[0], quad[1]) + distance(quad[3], quad[2])) / 2.0
}

/// Across the writing: mean of its two sides.
pub(super) fn height(quad: &Quad) -> f32 {
    (distance(quad[0], quad[3]) + distance(quad[1], quad[2])) / 2.0
}

/// Maps the unit square onto a quadrilateral as a photograph does (Heckbert, *Fundamentals of Texture Mapping*, 1989,
/// §2.2.3).
pub(super) struct Homography {
    /// Rows of `x = (a u + b v + c) / (g u + h v + 1)`, `y = (d u + e v + f) / (g u + h v + 1)`.
    a: f32,
    b: f32,
    c: f32,
    d: f32,
    e: f32,
    f: f32,
    g: f32,
    h: f32,
}

impl Homography {
    /// (0, 0) becomes the first corner, (1, 0) the second, (1, 1) the third. `None` where three corners lie on a line.
    pub(super) fn onto(quad: &Quad) -> Option<Homography> {
        let [p0, p1, p2, p3] = *quad;
        let (x1, y1) = (p1.x - p2.x, p1.y - p2.y);
        let (x2, y2) = (p3.x - p2.x, p3.y - p2.y);
        let (x3, y3) = (p0.x - p1.x + p2.x - p3.x, p0.y - p1.y + p2.y - p3.y);
        let area = x1 * y2 - x2 * y1;
        if area.abs() < f32::EPSILON {
            return None;
        }
        let g = (x3 * y2 - x2 * y3) / area;
        let h = (x1 * y3 - x3 * y1) / area;
        Some(Homography {
            a: p1.x - p0.x + g * p1.x,
            b: p3.x - p0.x + h * p3.x,
            c: p0.x,
            d: p1.y - p0.y + g * p1.y,
            e: p3.y - p0.y + h * p3.y,
            f: p0.y,
            g,
            h,
        })
    }

    /// `u` goes along the writing and `v` down, both 0 to 1.
    pub(super) fn at(&self, u: f32, v: f32) -> Point {
        let depth = self.g * u + self.h * v + 1.0;
        Point { x: (self.a * u + self.b * v + self.c) / depth, y: (self.d * u + self.e * v + self.f) / depth }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn corners_and_middle_are_where_a_photograph_has_them(
            left in 0.0_f32..100.0, top in 0.0_f32..100.0, width in 20.0_f32..500.0, height in 10.0_f32..200.0,
            moves in prop::array::uniform8(-0.2_f32..0.2),
        ) {
            let corner = |x: f32, y: f32, dx: f32, dy: f32| Point { x: left + (x + dx) * width, y: top + (y + dy) * height };
            let [a, b, c, d, e, f, g, h] = moves;
            let quad = [corner(0.0, 0.0, a, b), corner(1.0, 0.0, c, d), corner(1.0, 1.0, e, f), corner(0.0, 1.0, g, h)];
            let map = Homography::onto(&quad).unwrap();
            for (corner, (u, v)) in quad.iter().zip([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]) {
                prop_assert!(distance(map.at(u, v), *corner) < 0.05, "{:?} {corner:?}", map.at(u, v));
            }
            // Straight lines stay straight: the middle lies on both diagonals.
            let middle = map.at(0.5, 0.5);
            for (from, to) in [(quad[0], quad[2]), (quad[1], quad[3])] {
                let off = (to.x - from.x) * (middle.y - from.y) - (to.y - from.y) * (middle.x - from.x);
                prop_assert!(off.abs() / distance(from, to) < 0.1, "{off}");
            }
        }
    }

    #[test]
    fn what_has_no_area_is_no_quadrilateral() {
        let at = |x: f32| Point { x, y: 2.0 * x };
        assert!(Homography::onto(&[at(0.0), at(1.0), at(2.0), at(3.0)]).is_none());
    }
}
