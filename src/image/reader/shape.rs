//! Coloured shapes beside the writing: rules, seals, borders, bars.
//!
//! All of one hue that touches is one patch; what it is, its extent says: a long thin one is a rule, a ring is a seal,
//! a thick frame is a border. They are looked for in the picture as the detector sees it, whose scaling is paid for.
use super::quad::Quad;
use crate::image::{Colour, Point, Shape, ShapeKind};

/// A picture as small as the detector sees it.
pub(super) struct Shrunk {
    /// Three bytes a pixel, row by row.
    pub(super) rgb: Vec<u8>,
    pub(super) width: usize,
    pub(super) height: usize,
}

/// How far apart the largest and the smallest part of a colour are, 0 to 255: less is grey, or paper in the light of a
/// lamp.
const MIN_CHROMA: i32 = 48;
/// In how many hues a sixth of their circle is cut, and how many of these the hues of one patch are from that of its
/// first pixel.
const SIXTH: i32 = 42;
const MAX_HUE: u8 = 17;
/// Smallest patch that is looked at, in pixels.
const MIN_PATCH: u32 = 60;
/// Most shapes of a picture, from the top.
const MAX_SHAPES: usize = 24;

/// Shortest rule, as a part of the shorter side of the picture; how many times as long it is as it is thick or winds;
/// and to which part of its length it is drawn.
const RULE_LENGTH: f32 = 0.2;
const RULE_RATIO: f32 = 24.0;
const RULE_DRAWN: f32 = 0.8;
/// The same of a bar, which is thicker than [`FRAME`], and which part of it is filled.
const BAR_LENGTH: f32 = 0.4;
const BAR_RATIO: f32 = 4.0;
const BAR_FILLED: f32 = 0.6;
/// Smallest and largest seal, as parts of the shorter side.
const SEAL: core::ops::Range<f32> = 0.08..0.4;
/// How many times as long as the other the longer side of a seal may be.
const SEAL_RATIO: f32 = 1.35;
/// Smallest border, as a part of the shorter side, and how thick it is at least, as a part of it.
const BORDER: f32 = 0.4;
const FRAME: f32 = 0.012;

/// Ways from the middle of a shape for each side of the square around it.
const WAYS: i32 = 8;
/// Which part of the ways meets a ring or a frame where it should be, and which part of what is looked at within it is
/// free.
const CLOSED: f32 = 0.85;
const HOLLOW: f32 = 0.7;

/// The shapes of a picture, with corners in its pixels.
pub(super) fn find(picture: &Shrunk) -> Vec<Shape> {
    let hues: Vec<u8> = picture.rgb.as_chunks::<3>().0.iter().map(hue).collect();
    let mut patches = Patches { picture, owners: vec![0; hues.len()], hues };
    let mut shapes = Vec::new();
    for start in 0..patches.hues.len() {
        if patches.hues[start] != GREY && shapes.len() < MAX_SHAPES {
            let owner = start as u32 + 1;
            let patch = patches.fill(start, owner);
            if patch.count >= MIN_PATCH {
                shapes.extend(patches.shape(&patch, owner));
            }
        }
    }
    shapes
}

/// What has no hue, or has been looked at.
const GREY: u8 = u8::MAX;

/// Where a colour stands on the circle of hues, from red by green and blue; [`GREY`] of greys. Most pixels are: so
/// nothing is gained by code for many at once, which is large.
#[inline(never)]
fn hue(pixel: &[u8; 3]) -> u8 {
    let [r, g, b] = pixel.map(i32::from);
    let high = r.max(g).max(b);
    let chroma = high - r.min(g).min(b);
    if chroma < MIN_CHROMA {
        return GREY;
    }
    let (from, difference) = if high == r {
        (6, g - b)
    } else if high == g {
        (2, b - r)
    } else {
        (4, r - g)
    };
    ((from * SIXTH + difference * SIXTH / chroma) % (6 * SIXTH)) as u8
}

/// What is known of a patch.
#[derive(Default)]
struct Patch {
    count: u32,
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
    /// Of x, y, x², xy, y².
    sums: [f64; 5],
    colours: [u32; 3],
}

struct Patches<'p> {
    picture: &'p Shrunk,
    /// Of the pixels that belong to no patch yet.
    hues: Vec<u8>,
    /// For each pixel the number of its patch, 0 for those of none.
    owners: Vec<u32>,
}

impl Patches<'_> {
    /// Gives all that touches `start` and is of its hue to `owner`.
    #[inline(never)]
    fn fill(&mut self, start: usize, owner: u32) -> Patch {
        let &Shrunk { ref rgb, width, height } = self.picture;
        let own = core::mem::replace(&mut self.hues[start], GREY);
        let mut patch = Patch { left: width, top: height, ..Patch::default() };
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            self.owners[at] = owner;
            let (x, y) = (at % width, at / width);
            patch.add(x, y, &rgb[at * 3..at * 3 + 3]);
            for down in y.saturating_sub(1)..(y + 2).min(height) {
                for next in down * width + x.saturating_sub(1)..down * width + (x + 2).min(width) {
                    let apart = self.hues[next].abs_diff(own);
                    if self.hues[next] != GREY && (apart <= MAX_HUE || apart >= 6 * SIXTH as u8 - MAX_HUE) {
                        self.hues[next] = GREY;
                        open.push(next);
                    }
                }
            }
        }
        patch
    }

    fn shape(&self, patch: &Patch, owner: u32) -> Option<Shape> {
        let side = self.picture.width.min(self.picture.height) as f32;
        let (width, height) = ((patch.right - patch.left) as f32, (patch.bottom - patch.top) as f32);
        let (long, short) = (width.max(height), width.min(height));
        let count = patch.count as f32;
        let (length, thickness, line) = patch.axes();
        let is_long = |least: f32, ratio: f32| length > least * side && length > ratio * thickness;
        let kind = if SEAL.start * side < short
            && long < SEAL.end * side
            && long < SEAL_RATIO * short
            && self.runs_around(patch, owner, true)
        {
            ShapeKind::Seal
        } else if short > BORDER * side
            && count > 2.0 * FRAME * side * (width + height)
            && self.runs_around(patch, owner, false)
        {
            ShapeKind::Border
        } else if is_long(RULE_LENGTH, RULE_RATIO) && count > RULE_DRAWN * length {
            ShapeKind::Rule
        } else if thickness > FRAME * side && is_long(BAR_LENGTH, BAR_RATIO) && count > BAR_FILLED * length * thickness
        {
            ShapeKind::Bar
        } else {
            return None;
        };
        let corners = match kind {
            ShapeKind::Rule | ShapeKind::Bar => line,
            ShapeKind::Seal | ShapeKind::Border => patch.corners(),
        };
        let [r, g, b] = patch.colours.map(|sum| (sum / patch.count) as u8);
        Some(Shape { kind, corners, colour: Colour { r, g, b } })
    }

    /// Whether a patch runs around an ellipse, with nothing in the corners, or along a rectangle: it is met on nearly
    /// all ways from the middle to the edge, and hardly near the middle.
    #[inline(never)]
    fn runs_around(&self, patch: &Patch, owner: u32, is_round: bool) -> bool {
        let (mut ways, mut met, mut free) = (0, 0, 0);
        for step in 0..4 * WAYS {
            let along = ((step / 4) as f32 + 0.5) * 2.0 / WAYS as f32 - 1.0;
            let (x, y) = match step % 4 {
                0 => (along, -1.0),
                1 => (along, 1.0),
                2 => (-1.0, along),
                _ => (1.0, along),
            };
            let edge = if is_round { 1.0 / (x * x + y * y).sqrt() } else { 1.0 };
            let mut is_met = false;
            for part in 4..42 {
                let meets = self.is_met(patch, owner, (x, y), edge * part as f32 / 40.0);
                is_met |= meets && part >= 30;
                free += i32::from(!meets && part < 20);
            }
            ways += 1;
            met += i32::from(is_met);
        }
        let is_of = |count: i32, part: f32, all: i32| count as f32 > part * all as f32;
        let corners = [(0.9, 0.9), (-0.9, 0.9), (0.9, -0.9), (-0.9, -0.9)];
        let is_cornered = is_round && corners.iter().any(|&way| self.is_met(patch, owner, way, 1.0));
        is_of(met, CLOSED, ways) && is_of(free, HOLLOW, 16 * ways) && !is_cornered
    }

    /// Whether a patch is met at a part of a way from its middle to the square around it.
    #[inline(never)]
    fn is_met(&self, patch: &Patch, owner: u32, (x, y): (f32, f32), part: f32) -> bool {
        let place = |from: usize, to: usize, way: f32| {
            let half = (to - from) as f32 / 2.0;
            (from as f32 + half + way * part * half) as usize
        };
        let (x, y) = (place(patch.left, patch.right, x), place(patch.top, patch.bottom, y));
        let inside = x < self.picture.width && y < self.picture.height;
        inside && self.owners[y * self.picture.width + x] == owner
    }
}

impl Patch {
    fn add(&mut self, x: usize, y: usize, colour: &[u8]) {
        self.count += 1;
        (self.left, self.right) = (self.left.min(x), self.right.max(x + 1));
        (self.top, self.bottom) = (self.top.min(y), self.bottom.max(y + 1));
        let (x, y) = (x as f64, y as f64);
        for (sum, value) in self.sums.iter_mut().zip([x, y, x * x, x * y, y * y]) {
            *sum += value;
        }
        for (sum, value) in self.colours.iter_mut().zip(colour) {
            *sum += u32::from(*value);
        }
    }

    /// How long and how thick a bar is whose pixels are spread as these are, and its corners.
    fn axes(&self) -> (f32, f32, Quad) {
        let [x, y, xx, xy, yy] = self.sums.map(|sum| sum / f64::from(self.count));
        let (xx, xy, yy) = (xx - x * x, xy - x * y, yy - y * y);
        let root = ((xx - yy) * (xx - yy) / 4.0 + xy * xy).sqrt();
        let (most, least) = ((xx + yy) / 2.0 + root, ((xx + yy) / 2.0 - root).max(0.0));
        let (length, thickness) = ((12.0 * most).sqrt() as f32, (12.0 * least).sqrt() as f32);
        // Of the two ways to write the direction the one that does not vanish.
        let (dx, dy) = if xx > yy { (most - yy, xy) } else { (xy.abs(), (most - xx).copysign(xy)) };
        let norm = (dx * dx + dy * dy).sqrt().max(f64::MIN_POSITIVE);
        let (dx, dy) = ((dx / norm) as f32, (dy / norm) as f32);
        let at = |along: f32, across: f32| Point {
            x: x as f32 + 0.5 + (along * length * dx - across * thickness * dy) / 2.0,
            y: y as f32 + 0.5 + (along * length * dy + across * thickness * dx) / 2.0,
        };
        (length, thickness, [at(-1.0, -1.0), at(1.0, -1.0), at(1.0, 1.0), at(-1.0, 1.0)])
    }

    fn corners(&self) -> Quad {
        let at = |x: usize, y: usize| Point { x: x as f32, y: y as f32 };
        let &Patch { left, top, right, bottom, .. } = self;
        [at(left, top), at(right, top), at(right, bottom), at(left, bottom)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHITE: [u8; 3] = [255; 3];
    const RED: [u8; 3] = [200, 16, 46];
    const ORANGE: [u8; 3] = [255, 140, 0];

    /// 500 × 700 pixels, of the colour that `at` says.
    fn drawn(at: impl Fn(f32, f32) -> [u8; 3]) -> Shrunk {
        let (width, height) = (500, 700);
        let places = (0..width * height).map(|place| ((place % width) as f32, (place / width) as f32));
        Shrunk { rgb: places.flat_map(|(x, y)| at(x, y)).collect(), width, height }
    }

    fn on_white(colour: [u8; 3], is_drawn: impl Fn(f32, f32) -> bool) -> Shrunk {
        drawn(|x, y| if is_drawn(x, y) { colour } else { WHITE })
    }

    fn kinds(picture: &Shrunk) -> Vec<ShapeKind> {
        find(picture).iter().map(|shape| shape.kind).collect()
    }

    fn is_ring(x: f32, y: f32) -> bool {
        ((x - 250.0).hypot(y - 500.0) - 50.0).abs() < 2.5
    }

    #[test]
    fn rules_are_found_however_they_lie() {
        for (how, picture) in [
            ("level", on_white(RED, |x, y| (50.0..450.0).contains(&x) && (199.0..201.0).contains(&y))),
            ("falling by 4°", on_white(RED, |x, y| (50.0..450.0).contains(&x) && (y - 200.0 - 0.07 * x).abs() < 1.5)),
            ("rising by 4°", on_white(RED, |x, y| (50.0..450.0).contains(&x) && (y - 200.0 + 0.07 * x).abs() < 1.5)),
            (
                "winding",
                on_white(RED, |x, y| (50.0..450.0).contains(&x) && (y - 200.0 - 3.0 * (x / 50.0).sin()).abs() < 1.5),
            ),
            ("down the page", on_white(RED, |x, y| (50.0..450.0).contains(&y) && (x - 200.0).abs() < 1.5)),
            ("faint", on_white([230, 170, 178], |x, y| (50.0..450.0).contains(&x) && (y - 200.0).abs() < 1.5)),
        ] {
            assert_eq!(kinds(&picture), [ShapeKind::Rule], "{how}");
        }
    }

    #[test]
    fn a_rule_has_its_ends_and_its_colour() {
        let picture = on_white(RED, |x, y| (50.0..450.0).contains(&x) && (y - 200.0 - 0.07 * x).abs() < 1.5);
        let [shape] = find(&picture)[..] else { panic!("one rule") };
        let near = |point: Point, x: f32, y: f32| (point.x - x).abs() < 4.0 && (point.y - y).abs() < 4.0;
        let [a, b, c, d] = shape.corners;
        assert!(
            near(a, 50.0, 203.5) && near(b, 450.0, 231.5) && near(c, 450.0, 231.5) && near(d, 50.0, 203.5),
            "{shape:?}"
        );
        assert_eq!(shape.colour, Colour { r: 200, g: 16, b: 46 });
    }

    #[test]
    fn seals_are_rings_with_or_without_what_stands_in_them() {
        let star = |x: f32, y: f32| (x - 250.0).hypot(y - 500.0) < 14.0;
        let crossed = |_: f32, y: f32| (495.0..505.0).contains(&y);
        for (how, picture) in [
            ("a ring", on_white(RED, is_ring)),
            ("with a star", on_white(RED, |x, y| is_ring(x, y) || star(x, y))),
            ("drawn out", on_white(RED, |x, y| is_ring(x, 500.0 + (y - 500.0) * 1.15))),
            (
                "over black writing",
                drawn(|x, y| {
                    if crossed(x, y) && x % 9.0 < 4.0 {
                        [20; 3]
                    } else if is_ring(x, y) {
                        RED
                    } else {
                        WHITE
                    }
                }),
            ),
        ] {
            assert_eq!(kinds(&picture), [ShapeKind::Seal], "{how}");
        }
    }

    #[test]
    fn borders_and_bars_are_found() {
        let in_page =
            |x: f32, y: f32, edge: f32| (edge..500.0 - edge).contains(&x) && (edge..700.0 - edge).contains(&y);
        let turned = |x: f32, y: f32| (x - 0.05 * (y - 350.0), y + 0.05 * (x - 250.0));
        for (how, picture, kind) in [
            ("around the picture", on_white(ORANGE, |x, y| !in_page(x, y, 30.0)), ShapeKind::Border),
            ("around a page", on_white(ORANGE, |x, y| in_page(x, y, 40.0) && !in_page(x, y, 65.0)), ShapeKind::Border),
            (
                "around a page that is turned",
                on_white(ORANGE, |x, y| {
                    let (x, y) = turned(x, y);
                    in_page(x, y, 40.0) && !in_page(x, y, 65.0)
                }),
                ShapeKind::Border,
            ),
            ("along the upper edge", on_white(ORANGE, |_, y| y < 24.0), ShapeKind::Bar),
        ] {
            assert_eq!(kinds(&picture), [kind], "{how}");
        }
    }

    #[test]
    fn what_looks_alike_is_none_of_them() {
        let photograph =
            |x: f32, y: f32| [(180.0 + 60.0 * (x / 70.0).sin()) as u8, (40.0 + 30.0 * (y / 50.0).cos()) as u8, 40];
        for (what, picture) in [
            ("nothing", on_white(RED, |_, _| false)),
            ("a black rule", on_white([0; 3], |x, y| (50.0..450.0).contains(&x) && (y - 200.0).abs() < 1.5)),
            ("the line under a link", on_white(RED, |x, y| (50.0..130.0).contains(&x) && (y - 200.0).abs() < 1.0)),
            ("a button", on_white(RED, |x, y| (200.0..300.0).contains(&x) && (300.0..340.0).contains(&y))),
            ("the dot of a flag or a logo", on_white(RED, |x, y| (x - 250.0).hypot(y - 500.0) < 50.0)),
            ("a letter O", on_white(RED, |x, y| ((x - 250.0).hypot(y - 500.0) - 14.0).abs() < 4.0)),
            ("half a ring", on_white(RED, |x, y| is_ring(x, y) && y > 500.0)),
            (
                "a square frame",
                on_white(RED, |x, y| {
                    let reach = (x - 250.0).abs().max((y - 500.0).abs());
                    (45.0..50.0).contains(&reach)
                }),
            ),
            ("a bubble of a chat", on_white(RED, |x, y| (240.0..480.0).contains(&x) && (300.0..400.0).contains(&y))),
            (
                "a thin frame",
                on_white(RED, |x, y| {
                    let outside = |edge: f32| !(edge..500.0 - edge).contains(&x) || !(edge..700.0 - edge).contains(&y);
                    outside(32.0) && !outside(30.0)
                }),
            ),
            ("a poster", on_white(RED, |_, _| true)),
            ("a red photograph", drawn(photograph)),
            ("paper under a lamp", drawn(|_, _| [232, 215, 190])),
        ] {
            assert_eq!(kinds(&picture), [], "{what}");
        }
    }

    #[test]
    fn no_more_than_so_many_are_told() {
        let picture = on_white(RED, |_, y| y % 10.0 < 2.0);
        assert_eq!(find(&picture).len(), MAX_SHAPES);
    }
}
