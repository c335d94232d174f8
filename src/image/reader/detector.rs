//! Where writing is: the network that looks at the whole picture.
use super::network::Network;
use super::outline::{Heat, rectangles};
use super::pixels::Canvas;
use super::quad::Quad;
use super::shape::{self, Shrunk};
use super::{ReaderError, resize};
use crate::image::{Point, Shape};
use rten_tensor::Layout;

/// Longest side of what the network sees, in pixels. At 960 it takes twice the time and finds no more markings; at 544
/// it loses thin banners.
const LONGEST: usize = 736;
/// Both sides of what it sees are multiples of this, since it halves them five times.
const STEP: usize = 32;
/// Mean and deviation of the blue, green and red that it was trained on, of 1.
const MEAN: [f32; 3] = [0.485, 0.456, 0.406];
const DEVIATION: [f32; 3] = [0.229, 0.224, 0.225];

pub(super) struct Detector(Network);

impl Detector {
    pub(super) fn new(onnx: &[u8]) -> Result<Detector, ReaderError> {
        Ok(Detector(Network::new(onnx, 1)?))
    }

    /// The corners of rectangles around writing, on the canvas, clockwise; and the coloured shapes beside it, in the
    /// picture as it is shown.
    pub(super) fn find(&self, canvas: &Canvas) -> Result<(Vec<Quad>, Vec<Shape>), ReaderError> {
        let part = (0, 0, canvas.width, canvas.height);
        let scale = (LONGEST as f32 / canvas.width.max(canvas.height) as f32).min(1.0);
        let side = |length: usize| ((length as f32 * scale / STEP as f32).round() as usize).max(1) * STEP;
        let (width, height) = (side(canvas.width), side(canvas.height));

        let area = width * height;
        let mut planes = vec![0.0; 3 * area];
        let mut seen = Vec::with_capacity(3 * area);
        let mut start = 0;
        resize::rows(canvas, part, width, height, |row| {
            for (channel, (mean, deviation)) in MEAN.iter().zip(DEVIATION).enumerate() {
                let plane = &mut planes[channel * area + start..][..width];
                for (value, pixel) in plane.iter_mut().zip(row.as_chunks::<3>().0) {
                    *value = (pixel[2 - channel] / 255.0 - mean) / deviation;
                }
            }
            for &value in row {
                seen.push(value as u8);
            }
            start += width;
        });
        let [map] = self.0.run(planes, height, width, [0])?;
        let shape = map.shape();
        if shape != [1, 1, height, width] {
            return Err(ReaderError::Network(format!("a map of shape {shape:?} for {width} × {height} pixels")));
        }
        let to_canvas = |point: Point| Point {
            x: point.x * canvas.width as f32 / width as f32,
            y: point.y * canvas.height as f32 / height as f32,
        };
        let mut shapes = shape::find(&Shrunk { rgb: seen, width, height });
        for shape in &mut shapes {
            shape.corners = shape.corners.map(|corner| canvas.to_shown(to_canvas(corner)));
        }
        let found = rectangles(&Heat { values: &map.into_data(), width, height });
        Ok((found.iter().map(|rectangle| rectangle.corners().map(to_canvas)).collect(), shapes))
    }
}
