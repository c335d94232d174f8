//! The squares in three corners of a code: across their middle, one part dark, one light, three dark, one light, one
//! dark.
use super::bitmap::Bitmap;
use crate::image::Point;
use crate::image::reader::quad;

/// Most finders of a picture that are compared with each other. A page of sixteen codes has 48; what else looks like
/// one was seen in fewer rows.
const MAX_FINDERS: usize = 64;
/// Most places that are kept while a picture is looked through: one full of such patterns ends here.
const MAX_PLACES: usize = 256;
/// Most codes that are tried.
const MAX_TRIPLES: usize = 64;
/// How many parts of each run there are.
const PARTS: [f32; 5] = [1.0, 1.0, 3.0, 1.0, 1.0];
/// By how much a run may be off, in parts.
const TOLERANCE: f32 = 0.6;
/// How much larger the parts of one corner may be than those of another: a code is seen from the side.
const MAX_SIZE_RATIO: f32 = 1.5;
/// How much longer one side may be than the other.
const MAX_SIDE_RATIO: f32 = 1.4;
/// By how much the square of the diagonal may differ from the sum of the others', as a share of it.
const MAX_SKEW: f32 = 0.3;

/// A square.
pub(super) struct Finder {
    pub(super) centre: Point,
    /// Size of a module, in pixels.
    pub(super) module: f32,
    /// In how many rows it was seen.
    seen: u32,
}

/// Those of a picture, the ones that were seen most often first, and how many there are beyond [`MAX_FINDERS`].
pub(super) fn find(bitmap: &Bitmap) -> (Vec<Finder>, usize) {
    let mut finders: Vec<Finder> = Vec::new();
    for y in 0..bitmap.height {
        for_each_pattern(bitmap.row(y), |x, module| {
            let Some((centre, module)) = confirmed(bitmap, x, y as f32 + 0.5, module) else { return };
            let is_full = finders.len() >= MAX_PLACES;
            let known = finders.iter_mut().find(|known| quad::distance(known.centre, centre) < 2.0 * known.module);
            match known {
                Some(known) => known.add(centre, module),
                None if is_full => {}
                None => finders.push(Finder { centre, module, seen: 1 }),
            }
        });
    }
    finders.sort_by_key(|finder| std::cmp::Reverse(finder.seen));
    let beyond = finders.len().saturating_sub(MAX_FINDERS);
    finders.truncate(MAX_FINDERS);
    (finders, beyond)
}

impl Finder {
    fn add(&mut self, centre: Point, module: f32) {
        let (old, new) = (self.seen as f32, self.seen as f32 + 1.0);
        let mean = |known: f32, other: f32| (known * old + other) / new;
        self.centre = Point { x: mean(self.centre.x, centre.x), y: mean(self.centre.y, centre.y) };
        self.module = mean(self.module, module);
        self.seen += 1;
    }
}

/// Calls for the middle and the module of each pattern in a line.
fn for_each_pattern(line: &[bool], mut call: impl FnMut(f32, f32)) {
    let mut runs = [0_usize; 5];
    let mut at = 0;
    for run in line.chunk_by(|a, b| a == b) {
        runs.rotate_left(1);
        runs[4] = run.len();
        at += run.len();
        if let Some(module) = module_of(runs).filter(|_| run[0]) {
            call(at as f32 - (runs[4] + runs[3]) as f32 - runs[2] as f32 / 2.0, module);
        }
    }
}

/// The size of a module where the runs are those of a finder.
fn module_of(runs: [usize; 5]) -> Option<f32> {
    let module = runs.iter().sum::<usize>() as f32 / 7.0;
    let fits = |(&run, part): (&usize, f32)| {
        run > 0 && (run as f32 - part * module).abs() < TOLERANCE * part.min(2.0) * module
    };
    runs.iter().zip(PARTS).all(fits).then_some(module)
}

/// The middle of a finder that was seen in a row, if it is one in its column as well, and the size of its modules.
fn confirmed(bitmap: &Bitmap, x: f32, y: f32, module: f32) -> Option<(Point, f32)> {
    let (up_down, height) = across(bitmap, x, y, (0.0, 1.0), module)?;
    let y = y + up_down;
    let (left_right, width) = across(bitmap, x, y, (1.0, 0.0), module)?;
    let (small, large) = (width.min(height), width.max(height));
    (large < MAX_SIZE_RATIO * small).then_some((Point { x: x + left_right, y }, (width + height) / 2.0))
}

/// How far along a line the middle is from a dark place in it, and the size of the modules, which is about that of
/// `module`.
fn across(bitmap: &Bitmap, x: f32, y: f32, (dx, dy): (f32, f32), module: f32) -> Option<(f32, f32)> {
    let longest = (PARTS[2] * MAX_SIZE_RATIO * module) as usize + 1;
    let is_dark = |step: isize| bitmap.is_dark(x + dx * step as f32, y + dy * step as f32);
    // From the middle outwards: dark, light, dark.
    let runs = |way: isize| {
        let mut step = 0;
        [true, false, true].map(|dark| {
            let from = step;
            while (step as usize) < longest && is_dark(way * (step + 1)) == dark {
                step += 1;
            }
            (step - from) as usize
        })
    };
    if !is_dark(0) {
        return None;
    }
    let ([a, b, c], [d, e, f]) = (runs(-1), runs(1));
    let module = module_of([c, b, a + 1 + d, e, f])?;
    Some(((d as f32 - a as f32) / 2.0, module))
}

/// Three that may be the corners of a code: the one between the two others first, and on the right of it the next.
/// Likely ones first.
pub(super) fn triples(finders: &[Finder]) -> Vec<[usize; 3]> {
    let mut found: Vec<(f32, [usize; 3])> = Vec::new();
    for a in 0..finders.len() {
        for b in a + 1..finders.len() {
            for c in b + 1..finders.len() {
                found.extend([[a, b, c], [b, c, a], [c, a, b]].into_iter().filter_map(|three| corners(finders, three)));
            }
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.truncate(MAX_TRIPLES);
    found.into_iter().map(|(_, three)| three).collect()
}

/// How far three finders are from the corners of a square, the first one between the two others; `None` where they are
/// not.
fn corners(finders: &[Finder], three: [usize; 3]) -> Option<(f32, [usize; 3])> {
    let [corner, one, other] = three.map(|index| &finders[index]);
    let sizes = [corner.module, one.module, other.module];
    let (small, large) = (sizes.into_iter().fold(f32::MAX, f32::min), sizes.into_iter().fold(0.0, f32::max));
    let (first, second) = (quad::between(corner.centre, one.centre), quad::between(corner.centre, other.centre));
    let (a, b) = (first.x.hypot(first.y), second.x.hypot(second.y));
    let diagonal = quad::distance(one.centre, other.centre);
    let skew = (diagonal * diagonal / (a * a + b * b) - 1.0).abs();
    let ratio = a.max(b) / a.min(b);
    // A code has 21 modules at least; between the middles of its corners are seven fewer.
    if large > MAX_SIZE_RATIO * small || skew > MAX_SKEW || ratio > MAX_SIDE_RATIO || a.min(b) < 12.0 * small {
        return None;
    }
    let is_right = first.x * second.y - first.y * second.x > 0.0;
    let [corner, one, other] = three;
    let ordered = if is_right { [corner, one, other] } else { [corner, other, one] };
    Some((skew + (ratio - 1.0) + (large / small - 1.0), ordered))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_a_finder_are_told_from_others() {
        for (runs, expected) in [
            ([1, 1, 3, 1, 1], Some(1.0)),
            ([4, 4, 12, 4, 4], Some(4.0)),
            ([5, 4, 12, 4, 3], Some(4.0)),
            ([4, 4, 4, 4, 4], None),
            ([4, 4, 28, 4, 4], None),
            ([4, 0, 12, 4, 4], None),
            ([9, 4, 12, 4, 4], None),
        ] {
            assert_eq!(module_of(runs), expected, "{runs:?}");
        }
    }

    #[test]
    fn three_squares_are_a_code_where_they_are_its_corners() {
        let at = |x, y| Finder { centre: Point { x, y }, module: 4.0, seen: 9 };
        let square = [at(100.0, 100.0), at(100.0, 200.0), at(200.0, 100.0)];
        assert_eq!(triples(&square), [[0, 2, 1]]);
        for others in [
            [at(100.0, 100.0), at(200.0, 100.0), at(300.0, 100.0)],
            [at(100.0, 100.0), at(130.0, 100.0), at(100.0, 130.0)],
            [at(100.0, 100.0), at(400.0, 100.0), at(100.0, 200.0)],
        ] {
            assert_eq!(triples(&others), [[0; 3]; 0]);
        }
    }
}
