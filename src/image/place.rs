//! Boxes of writing in the upright picture, and how they stand to each other.
use super::reading::Point;

/// Slope beyond which a line does not run along the page, as that of a vertical stamp or of a watermark. 20 degrees.
const MAX_SLOPE: f32 = 0.36;
/// Slope beyond which a row is not level as the page is: 9 degrees.
const SLANTED: f32 = 0.16;
/// Lines narrower than this, in their heights, have no slope to speak of: that of the page counts.
const MIN_SLOPED: f32 = 3.0;
/// How far the middles of two boxes of one row may be apart, in heights of the lower one.
const MAX_BASELINE_DISTANCE: f32 = 0.45;
/// How much higher one box of a row may be than another.
const MAX_HEIGHT_RATIO: f32 = 1.9;
/// Up to which distance, in heights, words that slant across the page are one phrase, and how far apart their slopes are.
const MAX_SLANTED_GAP: f32 = 1.5;
const MAX_SLOPE_DIFFERENCE: f32 = 0.2;

/// A box in the upright and level picture, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Place {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// Between the middles of the two long sides: of slanted writing less than `bottom - top`.
    pub(super) height: f32,
    /// Downwards per pixel to the right.
    pub(super) slope: f32,
}

impl Place {
    pub(super) fn of(corners: [Point; 4]) -> Place {
        let [a, b, c, d] = corners;
        let reach = |pick: fn(Point) -> f32, better: fn(f32, f32) -> f32| corners.map(pick).into_iter().reduce(better);
        let (x, y) = (|point: Point| point.x, |point: Point| point.y);
        let (width, fall) = (b.x + c.x - a.x - d.x, b.y + c.y - a.y - d.y);
        Place {
            left: reach(x, f32::min).unwrap_or(0.0),
            right: reach(x, f32::max).unwrap_or(0.0),
            top: reach(y, f32::min).unwrap_or(0.0),
            bottom: reach(y, f32::max).unwrap_or(0.0),
            height: (distance(a, d) + distance(b, c)) / 2.0,
            slope: fall / width.abs().max(1.0) * width.signum(),
        }
    }

    pub(super) fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Whether all of `other` lies in it.
    pub(super) fn holds(&self, other: &Place) -> bool {
        self.left <= other.left && self.right >= other.right && self.top <= other.top && self.bottom >= other.bottom
    }

    /// Height of its middle.
    pub(super) fn middle(&self) -> f32 {
        (self.top + self.bottom) / 2.0
    }

    /// The place around both.
    pub(super) fn around(&self, other: &Place) -> Place {
        Place {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            top: self.top.min(other.top),
            bottom: self.bottom.max(other.bottom),
            height: self.height.max(other.height),
            slope: self.slope,
        }
    }

    /// Whether it is long enough to have a slope of its own.
    pub(super) fn has_slope(&self) -> bool {
        self.width() >= MIN_SLOPED * self.height
    }

    /// Height of its axis at `x`, whose slope is its own where it is long enough to have one.
    fn axis_at(&self, x: f32) -> f32 {
        let slope = if self.has_slope() { self.slope } else { 0.0 };
        self.middle() + slope * (x - (self.left + self.right) / 2.0)
    }

    /// Whether it runs along the page.
    pub(super) fn is_level(&self) -> bool {
        self.slope.abs() <= MAX_SLOPE && self.width() >= self.height * 0.5
    }

    /// Whether it runs across the page. Of a short one nobody can tell.
    pub(super) fn is_slanted(&self) -> bool {
        self.width() > 2.0 * self.height && self.slope.abs() > SLANTED
    }

    /// Whether writing that slants more than rows of the page may goes on in `other`, up or down to the right.
    pub(super) fn runs_on_in(&self, other: &Place) -> bool {
        let slants = |place: &Place| place.slope.abs() > MAX_SLOPE && place.width() >= 2.0 * place.height;
        if !slants(self) || !slants(other) || (self.slope - other.slope).abs() > MAX_SLOPE_DIFFERENCE {
            return false;
        }
        let (low, high) = (self.height.min(other.height), self.height.max(other.height));
        let (sin, cos) = ((self.slope + other.slope) / 2.0).atan().sin_cos();
        let length = |place: &Place| (place.width() - place.height * sin.abs()) / cos;
        let (right, down) = ((other.left + other.right - self.left - self.right) / 2.0, other.middle() - self.middle());
        let (along, across) = (right * cos + down * sin, down * cos - right * sin);
        let gap = along - (length(self) + length(other)) / 2.0;
        high <= MAX_HEIGHT_RATIO * low
            && across.abs() <= MAX_BASELINE_DISTANCE * low
            && (-0.6 * low..=MAX_SLANTED_GAP * low).contains(&gap)
    }

    /// Whether `other`, further to the right, stands on the same row.
    pub(super) fn is_beside(&self, other: &Place) -> bool {
        let (low, high) = (self.height.min(other.height), self.height.max(other.height));
        let meeting = (self.right + other.left) / 2.0;
        self.is_level()
            && other.is_level()
            && high <= MAX_HEIGHT_RATIO * low
            && other.left > self.left
            && other.left >= self.right - 0.6 * low
            && (self.axis_at(meeting) - other.axis_at(meeting)).abs() <= MAX_BASELINE_DISTANCE * low
    }
}

fn distance(a: Point, b: Point) -> f32 {
    (a.x - b.x).hypot(a.y - b.y)
}
