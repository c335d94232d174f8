//! A line of writing cut out of its picture and laid flat.
use super::pixels::Canvas;
use super::quad::{self, Homography, Quad};
use crate::image::Colour;

/// Height of every strip, in pixels: what the recogniser was trained on.
pub(super) const HEIGHT: usize = 48;
/// Where writing is shrunk, each pixel is the mean of this many samples a side at most.
const MAX_SAMPLES: usize = 8;

/// 48 pixels high; three bytes a pixel, row by row. It may have no columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Strip {
    pub(super) rgb: Vec<u8>,
    pub(super) width: usize,
}

impl Strip {
    /// Without columns where the corners enclose nothing, or next to nothing.
    pub(super) fn cut(canvas: &Canvas, corners: &Quad) -> Strip {
        let (along, across) = (quad::width(corners), quad::height(corners));
        let Some(map) = Homography::onto(corners) else { return Strip::default() };
        let width = (along * HEIGHT as f32 / across).round().max(1.0) as usize;
        let samples = ((across / HEIGHT as f32).ceil() as usize).clamp(1, MAX_SAMPLES);
        let part = |index: usize, sample: usize, of: usize| {
            (index as f32 + (sample as f32 + 0.5) / samples as f32) / of as f32
        };
        let mut rgb = Vec::with_capacity(width * HEIGHT * 3);
        for y in 0..HEIGHT {
            for x in 0..width {
                let mut sum = [0.0; 3];
                for down in 0..samples {
                    for right in 0..samples {
                        let point = map.at(part(x, right, width), part(y, down, HEIGHT));
                        let colour = sample(canvas, point.x - 0.5, point.y - 0.5);
                        for (sum, value) in sum.iter_mut().zip(colour) {
                            *sum += value;
                        }
                    }
                }
                let count = (samples * samples) as f32;
                rgb.extend(sum.map(|value| (value / count).round() as u8));
            }
        }
        Strip { rgb, width }
    }

    /// Its columns from `start` to before `end`.
    pub(super) fn columns(&self, start: usize, end: usize) -> Strip {
        let rows = self.rgb.chunks_exact(self.width * 3);
        Strip { rgb: rows.flat_map(|row| &row[start * 3..end * 3]).copied().collect(), width: end - start }
    }

    /// For each pixel whether it belongs to a stroke.
    pub(super) fn ink(&self) -> Vec<bool> {
        let (limit, ink_is_light) = self.limit();
        self.rgb.as_chunks::<3>().0.iter().map(|pixel| (lightness(pixel) >= limit) == ink_is_light).collect()
    }

    /// Mean colours of the strokes and of what they stand on.
    pub(super) fn colours(&self) -> (Colour, Colour) {
        let pixels = self.rgb.as_chunks::<3>().0;
        let (limit, ink_is_light) = self.limit();
        let mean = |light: bool| mean(pixels.iter().filter(|pixel| (lightness(pixel) >= limit) == light));
        let (ink, paper) = (mean(ink_is_light), mean(!ink_is_light));
        let paper = paper.or(ink).unwrap_or_default();
        (ink.unwrap_or(paper), paper)
    }

    /// The lightness from which on a pixel counts as light, and whether strokes are what is light.
    fn limit(&self) -> (usize, bool) {
        let pixels = self.rgb.as_chunks::<3>().0;
        let limit = apart(pixels);
        // Strokes rarely reach the edges, and what they stand on always does.
        let edge = pixels[..self.width].iter().chain(&pixels[pixels.len() - self.width..]);
        let light = edge.filter(|pixel| lightness(pixel) >= limit).count();
        (limit, light < self.width)
    }
}

/// The colour between four pixels.
fn sample(canvas: &Canvas, x: f32, y: f32) -> [f32; 3] {
    let (left, top) = (x.floor(), y.floor());
    let (right_share, lower_share) = (x - left, y - top);
    let (left, top) = (left as i32, top as i32);
    let upper = [canvas.pixel(left, top), canvas.pixel(left + 1, top)];
    let lower = [canvas.pixel(left, top + 1), canvas.pixel(left + 1, top + 1)];
    std::array::from_fn(|channel| {
        let across = |[first, second]: [[f32; 3]; 2]| first[channel] + (second[channel] - first[channel]) * right_share;
        let (upper, lower) = (across(upper), across(lower));
        upper + (lower - upper) * lower_share
    })
}

/// Perceived, 0 to 255 (ITU-R BT.601).
fn lightness([red, green, blue]: &[u8; 3]) -> usize {
    (usize::from(*red) * 299 + usize::from(*green) * 587 + usize::from(*blue) * 114) / 1000
}

/// The lightness at which two groups of pixels differ most (Otsu, *A Threshold Selection Method from Gray-Level
/// Histograms*, 1979).
fn apart(pixels: &[[u8; 3]]) -> usize {
    let mut counts = [0_u32; 256];
    for pixel in pixels {
        counts[lightness(pixel)] += 1;
    }
    let all = pixels.len() as f32;
    let total: f32 = counts.iter().enumerate().map(|(level, &count)| level as f32 * count as f32).sum();
    let (mut dark, mut dark_sum) = (0.0, 0.0);
    let mut best = (0.0, 0);
    for (level, &count) in counts.iter().enumerate() {
        dark += count as f32;
        dark_sum += level as f32 * count as f32;
        let light = all - dark;
        if dark == 0.0 || light == 0.0 {
            continue;
        }
        let apart = dark_sum / dark - (total - dark_sum) / light;
        let score = dark * light * apart * apart;
        if score > best.0 {
            best = (score, level + 1);
        }
    }
    best.1
}

fn mean<'a>(pixels: impl Iterator<Item = &'a [u8; 3]>) -> Option<Colour> {
    let mut sum = [0_u32; 3];
    let mut count = 0;
    for pixel in pixels {
        count += 1;
        for (sum, &value) in sum.iter_mut().zip(pixel) {
            *sum += u32::from(value);
        }
    }
    let [r, g, b] = sum.map(|sum| sum.checked_div(count).unwrap_or_default() as u8);
    (count > 0).then_some(Colour { r, g, b })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::Point;

    /// White, with a red bar.
    fn canvas(bar: impl Fn(usize, usize) -> bool) -> Canvas {
        let place = |at: usize| if bar(at % 200, at / 200) { [200, 20, 20] } else { [255; 3] };
        Canvas { rgb: (0..200 * 200).flat_map(place).collect(), width: 200, height: 200, shown: (200, 200) }
    }

    fn pixel(strip: &Strip, x: usize, y: usize) -> [u8; 3] {
        strip.rgb.as_chunks::<3>().0[y * strip.width + x]
    }

    fn corners(left: f32, top: f32, width: f32, height: f32) -> Quad {
        let corner = |x, y| Point { x: left + x * width, y: top + y * height };
        [corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0)]
    }

    #[test]
    fn a_strip_is_48_high_and_as_wide_as_its_shape_asks_for() {
        let canvas = canvas(|x, _| x >= 100);
        for (width, height, expected) in [(96.0, 48.0, 96), (100.0, 24.0, 200), (180.0, 96.0, 90)] {
            let strip = Strip::cut(&canvas, &corners(10.0, 10.0, width, height));
            assert_eq!((strip.width, strip.rgb.len()), (expected, expected * HEIGHT * 3));
        }
        let strip = Strip::cut(&canvas, &corners(50.0, 50.0, 100.0, 48.0));
        assert_eq!((pixel(&strip, 20, 20), pixel(&strip, 80, 20)), ([255; 3], [200, 20, 20]));
        assert_eq!(strip.columns(40, 60).width, 20);
        assert_eq!(pixel(&strip.columns(40, 60), 15, 3), pixel(&strip, 55, 3));
    }

    #[test]
    fn a_line_that_stands_on_its_head_is_laid_flat() {
        let canvas = canvas(|x, _| x >= 100);
        let [a, b, c, d] = corners(50.0, 50.0, 100.0, 48.0);
        let strip = Strip::cut(&canvas, &[c, d, a, b]);
        assert_eq!((pixel(&strip, 20, 20), pixel(&strip, 80, 20)), ([200, 20, 20], [255; 3]));
    }

    #[test]
    fn ink_and_paper_have_their_colours() {
        let red = Colour { r: 200, g: 20, b: 20 };
        let white = Colour { r: 255, g: 255, b: 255 };
        let stroke = Strip::cut(&canvas(|x, y| x % 12 < 4 && (60..88).contains(&y)), &corners(50.0, 50.0, 96.0, 48.0));
        assert_eq!(stroke.colours(), (red, white));
        let banner =
            Strip::cut(&canvas(|x, y| !(x % 12 < 4 && (60..88).contains(&y))), &corners(50.0, 50.0, 96.0, 48.0));
        assert_eq!(banner.colours(), (white, red));
        let empty = Strip::cut(&canvas(|_, _| false), &corners(50.0, 50.0, 96.0, 48.0));
        assert_eq!(empty.colours(), (white, white));
    }
}
