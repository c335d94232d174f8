//! Pixels as they come, and the copy of them that is read.
use super::resize;
use crate::image::Point;
use std::fmt;

/// Largest copy that is read, in pixels; it takes three bytes of each. Small print of a page that a phone photographed
/// is still 14 pixels high in it, and a screenshot of a long chat stays as wide as it is. More gains nothing: the
/// networks look at much less.
const MAX_CANVAS_PIXELS: u64 = 2560 * 2560;

/// A picture as it is shown: after the orientation that its file asks for.
#[derive(Clone, Copy)]
pub struct Pixels<'a> {
    rgba: &'a [u8],
    width: u32,
    height: u32,
}

/// The bytes are not those of a picture of this size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPixels;

impl fmt::Display for NotPixels {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("expected 4 bytes (red, green, blue, alpha) for each of width × height pixels, at least one")
    }
}

impl std::error::Error for NotPixels {}

impl<'a> Pixels<'a> {
    /// `rgba` holds four bytes a pixel, row by row from the top left; alpha is not multiplied into the colours.
    pub fn new(rgba: &'a [u8], width: u32, height: u32) -> Result<Pixels<'a>, NotPixels> {
        let bytes = (u64::from(width) * u64::from(height)).saturating_mul(4);
        if bytes == 0 || bytes != rgba.len() as u64 { Err(NotPixels) } else { Ok(Pixels { rgba, width, height }) }
    }
}

/// A picture without transparency and of bounded size.
#[derive(Clone)]
pub(super) struct Canvas {
    /// Three bytes a pixel.
    pub(super) rgb: Vec<u8>,
    pub(super) width: usize,
    pub(super) height: usize,
    /// Of the picture as it is shown.
    pub(super) shown: (u32, u32),
}

impl Canvas {
    pub(super) fn new(pixels: Pixels<'_>) -> Canvas {
        let shown = (pixels.width, pixels.height);
        let (width, height) = (pixels.width as usize, pixels.height as usize);
        let backdrop = backdrop(pixels.rgba);
        let rgb = pixels.rgba.as_chunks::<4>().0.iter().flat_map(|pixel| on(backdrop, *pixel)).collect();
        let whole = Canvas { rgb, width, height, shown };
        match bounded(pixels.width, pixels.height) {
            Some((width, height)) => whole.shrunk(width, height),
            None => whole,
        }
    }

    fn shrunk(&self, width: usize, height: usize) -> Canvas {
        let mut rgb = Vec::with_capacity(width * height * 3);
        resize::rows(self, (0, 0, self.width, self.height), width, height, |row| {
            rgb.extend(row.iter().map(|value| value.round() as u8));
        });
        Canvas { rgb, width, height, shown: self.shown }
    }

    /// A place on the canvas as a place in the picture as it is shown, inside it.
    pub(super) fn to_shown(&self, point: Point) -> Point {
        let (width, height) = (self.shown.0 as f32, self.shown.1 as f32);
        Point {
            x: (point.x * width / self.width as f32).clamp(0.0, width),
            y: (point.y * height / self.height as f32).clamp(0.0, height),
        }
    }

    /// The colour of a pixel; of the nearest one outside the canvas.
    pub(super) fn pixel(&self, x: i32, y: i32) -> [f32; 3] {
        let x = x.clamp(0, self.width as i32 - 1) as usize;
        let y = y.clamp(0, self.height as i32 - 1) as usize;
        let at = (y * self.width + x) * 3;
        [f32::from(self.rgb[at]), f32::from(self.rgb[at + 1]), f32::from(self.rgb[at + 2])]
    }
}

/// The size to which a picture is shrunk, in pixels; `None` where it is small enough.
fn bounded(width: u32, height: u32) -> Option<(usize, usize)> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels <= MAX_CANVAS_PIXELS {
        return None;
    }
    let scale = (MAX_CANVAS_PIXELS as f64 / pixels as f64).sqrt();
    let side = |length: u32| ((f64::from(length) * scale) as usize).max(1);
    // A strip of one pixel cannot become thinner, so it becomes shorter.
    let longest = MAX_CANVAS_PIXELS as usize / side(width.min(height));
    Some((side(width).min(longest), side(height).min(longest)))
}

/// What transparent pixels are shown on, as a level of grey: white, or black where the rest of the picture would vanish
/// on white.
fn backdrop(rgba: &[u8]) -> u32 {
    let (mut light, mut opaque) = (0_u64, 0_u64);
    for [red, green, blue, alpha] in rgba.as_chunks::<4>().0 {
        let alpha = u64::from(*alpha);
        light += alpha * (u64::from(*red) + u64::from(*green) + u64::from(*blue));
        opaque += alpha * 3;
    }
    /// Mean above which what is drawn is taken for light on dark.
    const LIGHT: u64 = 200;
    let has_holes = opaque < rgba.len() as u64 / 4 * 3 * 255;
    if has_holes && light > opaque * LIGHT { 0 } else { 255 }
}

fn on(backdrop: u32, [red, green, blue, alpha]: [u8; 4]) -> [u8; 3] {
    let alpha = u32::from(alpha);
    [red, green, blue].map(|value| ((u32::from(value) * alpha + backdrop * (255 - alpha) + 127) / 255) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_not_of_this_size_are_refused() {
        for (bytes, width, height, fits) in
            [(16, 2, 2, true), (15, 2, 2, false), (17, 2, 2, false), (0, 0, 5, false), (0, u32::MAX, u32::MAX, false)]
        {
            assert_eq!(Pixels::new(&vec![0; bytes], width, height).is_ok(), fits, "{bytes} bytes, {width} × {height}");
        }
    }

    #[test]
    fn what_is_light_on_nothing_is_put_on_black() {
        let of = |rgba: &[u8]| Canvas::new(Pixels::new(rgba, 2, 1).unwrap()).rgb;
        assert_eq!(of(&[255, 255, 255, 255, 0, 0, 0, 0]), [255, 255, 255, 0, 0, 0]);
        assert_eq!(of(&[0, 0, 0, 255, 0, 0, 0, 0]), [0, 0, 0, 255, 255, 255]);
        assert_eq!(of(&[200, 0, 0, 255, 200, 0, 0, 128]), [200, 0, 0, 227, 127, 127]);
    }

    #[test]
    fn large_pictures_are_shrunk_and_long_ones_keep_their_width() {
        assert_eq!(bounded(2560, 2560), None);
        assert_eq!(bounded(600, 10_000), None);
        assert_eq!(bounded(5120, 5120), Some((2560, 2560)));
        assert_eq!(bounded(100_000_000, 1), Some((6_553_600, 1)));
    }
}
