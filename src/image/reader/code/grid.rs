//! How many modules a code has, and where each of them stands.
use super::bitmap::Bitmap;
use super::finder::Finder;
use crate::image::reader::quad::{self, Homography, Quad};
use crate::image::{Code, Point};

/// Modules a side of the only version without a pattern before its fourth corner.
const SMALLEST: usize = *Code::SIDES.start() as usize;
/// How many versions around the likeliest one are tried: the size of a module is not known exactly.
const MAX_VERSIONS_OFF: usize = 3;
/// How many of the modules between two finders, dark and light in turn, must be so.
const MIN_TIMING: f32 = 0.8;
/// How far from its place the fourth corner is looked for, in modules, and in steps of what share of a module.
const SEARCH: i32 = 4;
const STEPS: i32 = 3;
/// How many of the 25 modules of the pattern there must be right.
const MIN_ALIGNMENT: usize = 22;
/// Middles of finders are so many modules from the edges.
const TO_MIDDLE: f32 = 3.5;

/// The modules of a code in a picture.
pub(super) struct Grid {
    pub(super) modules: usize,
    /// From the unit square between the middles of the finders.
    map: Homography,
}

/// The grid of which these are the corners: top left, top right, bottom left. `None` where they are those of no code.
pub(super) fn lay(bitmap: &Bitmap, [first, right, below]: [&Finder; 3]) -> Option<Grid> {
    let side = (quad::distance(first.centre, right.centre) + quad::distance(first.centre, below.centre)) / 2.0;
    let module = (first.module + right.module + below.module) / 3.0;
    let modules = side / module + 2.0 * TO_MIDDLE;
    let version = ((modules - 17.0) / 4.0).round().max(1.0) as usize;
    let versions =
        (version.saturating_sub(MAX_VERSIONS_OFF)..=version + MAX_VERSIONS_OFF).map(|version| 17 + 4 * version);
    let grids = versions.filter(|modules| Code::SIDES.contains(&(*modules as u32))).filter_map(|modules| {
        let grid = Grid::new(bitmap, [first.centre, right.centre, below.centre], modules)?;
        Some((grid.timing(bitmap), grid))
    });
    let best = grids.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(timing, _)| *timing >= MIN_TIMING).map(|(_, grid)| grid)
}

impl Grid {
    fn new(bitmap: &Bitmap, [first, right, below]: [Point; 3], modules: usize) -> Option<Grid> {
        let opposite = Point { x: right.x + below.x - first.x, y: right.y + below.y - first.y };
        let flat = Grid { modules, map: Homography::onto(&[first, right, opposite, below])? };
        let Some(alignment) = flat.alignment(bitmap) else { return Some(flat) };
        // The pattern stands three modules before the fourth corner. What is known is a corner of a smaller square,
        // from which the larger one follows.
        let share = flat.share(modules as f32 - 6.5);
        let affine = flat.map.at(share, share);
        let off = quad::between(affine, alignment);
        let scale = 1.0 / (share * share);
        let opposite = Point { x: opposite.x + off.x * scale, y: opposite.y + off.y * scale };
        Some(Grid { modules, map: Homography::onto(&[first, right, opposite, below])? })
    }

    /// Where a place in modules stands in the unit square.
    fn share(&self, at: f32) -> f32 {
        (at - TO_MIDDLE) / (self.modules as f32 - 2.0 * TO_MIDDLE)
    }

    /// A place in modules as one in the picture.
    fn at(&self, x: f32, y: f32) -> Point {
        self.map.at(self.share(x), self.share(y))
    }

    fn is_dark(&self, bitmap: &Bitmap, column: usize, row: usize) -> bool {
        /// Of a module five places are looked at, so far from its middle in modules.
        const OFF: f32 = 0.2;
        let (x, y) = (column as f32 + 0.5, row as f32 + 0.5);
        let places = [(0.0, 0.0), (OFF, 0.0), (-OFF, 0.0), (0.0, OFF), (0.0, -OFF)];
        let dark = places.into_iter().filter(|(dx, dy)| {
            let Point { x, y } = self.at(x + dx, y + dy);
            bitmap.is_dark(x, y)
        });
        dark.count() > 2
    }

    /// The share of modules between the finders that are as they must be: dark and light in turn.
    fn timing(&self, bitmap: &Bitmap) -> f32 {
        let between = 8..self.modules - 8;
        let count = 2 * between.len();
        let right = between.filter(|at| self.is_dark(bitmap, *at, 6) == at.is_multiple_of(2)).count();
        let below = (8..self.modules - 8).filter(|at| self.is_dark(bitmap, 6, *at) == at.is_multiple_of(2)).count();
        (right + below) as f32 / count as f32
    }

    /// The middle of the small square before the fourth corner, which all versions but the first have.
    fn alignment(&self, bitmap: &Bitmap) -> Option<Point> {
        if self.modules == SMALLEST {
            return None;
        }
        let middle = self.modules as f32 - 6.5;
        let step = 1.0 / STEPS as f32;
        let reach = SEARCH * STEPS;
        let places = (-reach..=reach).flat_map(|y| (-reach..=reach).map(move |x| (x, y)));
        let fitting = places.filter_map(|(x, y)| {
            let (x, y) = (middle + x as f32 * step, middle + y as f32 * step);
            let right =
                (-2..=2_i32).flat_map(|row| (-2..=2_i32).map(move |column| (column, row))).filter(|&(column, row)| {
                    let Point { x, y } = self.at(x + column as f32, y + row as f32);
                    bitmap.is_dark(x, y) == (column.abs().max(row.abs()) != 1)
                });
            let right = right.count();
            (right >= MIN_ALIGNMENT).then_some((right, x, y))
        });
        // Of those that fit equally well, the middle one.
        let fitting: Vec<_> = fitting.collect();
        let best = fitting.iter().map(|(right, ..)| *right).max()?;
        let (x, y): (Vec<f32>, Vec<f32>) =
            fitting.iter().filter(|(right, ..)| *right == best).map(|&(_, x, y)| (x, y)).unzip();
        let mean = |of: &[f32]| of.iter().sum::<f32>() / of.len() as f32;
        Some(self.at(mean(&x), mean(&y)))
    }

    /// Its modules row by row, 1 for dark ones.
    pub(super) fn dark(&self, bitmap: &Bitmap) -> Vec<u8> {
        let places = (0..self.modules).flat_map(|row| (0..self.modules).map(move |column| (column, row)));
        places.map(|(column, row)| u8::from(self.is_dark(bitmap, column, row))).collect()
    }

    /// Of the code itself, in pixels.
    pub(super) fn corners(&self) -> Quad {
        let end = self.modules as f32;
        [(0.0, 0.0), (end, 0.0), (end, end), (0.0, end)].map(|(x, y)| self.at(x, y))
    }
}
