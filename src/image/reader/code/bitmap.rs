//! Dark or light.
use crate::image::reader::pixels::Canvas;

/// Side of the blocks whose mean light is kept, in pixels.
const BLOCK: usize = 16;
/// Side of the area around a pixel with which it is compared, as a share of the longer side of the picture: a corner of
/// the largest code still has light in it.
const AREA: f32 = 0.125;
/// Share of the mean below which a pixel is dark: paper that is a little uneven stays light.
const DARK: f32 = 0.92;

/// A picture of two colours.
pub(super) struct Bitmap {
    dark: Vec<bool>,
    pub(super) width: usize,
    pub(super) height: usize,
}

impl Bitmap {
    pub(super) fn of(canvas: &Canvas) -> Bitmap {
        let &Canvas { width, height, .. } = canvas;
        let grey: Vec<u8> = canvas.rgb.as_chunks::<3>().0.iter().map(grey).collect();
        let limits = Limits::of(&grey, width, height);
        let rows = grey.chunks_exact(width).enumerate();
        let dark = rows.flat_map(|(y, row)| {
            let limits = limits.row(y);
            row.iter().enumerate().map(move |(x, &grey)| grey < limits[x / BLOCK])
        });
        Bitmap { dark: dark.collect(), width, height }
    }

    /// Light outside of the picture.
    pub(super) fn is_dark(&self, x: f32, y: f32) -> bool {
        let inside = x >= 0.0 && y >= 0.0 && x < self.width as f32 && y < self.height as f32;
        inside && self.dark[y as usize * self.width + x as usize]
    }

    pub(super) fn row(&self, y: usize) -> &[bool] {
        &self.dark[y * self.width..][..self.width]
    }
}

/// How light it is: two parts of green, as eyes have it, and one of red and blue each.
fn grey([r, g, b]: &[u8; 3]) -> u8 {
    ((u16::from(*r) + 2 * u16::from(*g) + u16::from(*b)) / 4) as u8
}

/// What is dark, for each block.
struct Limits {
    limits: Vec<u8>,
    across: usize,
}

impl Limits {
    fn of(grey: &[u8], width: usize, height: usize) -> Limits {
        let (across, down) = (width.div_ceil(BLOCK), height.div_ceil(BLOCK));
        // Sums of all blocks above and left of a corner, with a row and a column of nothing before the first.
        let mut sums = vec![(0_u64, 0_u64); (across + 1) * (down + 1)];
        let mut blocks = vec![(0_u64, 0_u64); across];
        for by in 0..down {
            blocks.fill((0, 0));
            for row in grey.chunks_exact(width).skip(by * BLOCK).take(BLOCK) {
                for (block, pixels) in blocks.iter_mut().zip(row.chunks(BLOCK)) {
                    block.0 += pixels.iter().map(|&grey| u64::from(grey)).sum::<u64>();
                    block.1 += pixels.len() as u64;
                }
            }
            let mut sum = (0, 0);
            for (bx, block) in blocks.iter().enumerate() {
                sum = (sum.0 + block.0, sum.1 + block.1);
                let above = sums[by * (across + 1) + bx + 1];
                sums[(by + 1) * (across + 1) + bx + 1] = (above.0 + sum.0, above.1 + sum.1);
            }
        }
        let reach = (AREA * width.max(height) as f32 / (2 * BLOCK) as f32) as usize + 1;
        let at = |bx: usize, by: usize| sums[by * (across + 1) + bx];
        let limit = |(by, bx): (usize, usize)| {
            let (left, right) = (bx.saturating_sub(reach), (bx + reach + 1).min(across));
            let (top, bottom) = (by.saturating_sub(reach), (by + reach + 1).min(down));
            let part = |of: fn((u64, u64)) -> u64| {
                of(at(right, bottom)) + of(at(left, top)) - of(at(left, bottom)) - of(at(right, top))
            };
            let (light, pixels) = (part(|sum| sum.0), part(|sum| sum.1));
            (DARK * light as f32 / pixels.max(1) as f32) as u8
        };
        let limits = (0..down).flat_map(|by| (0..across).map(move |bx| (by, bx))).map(limit).collect();
        Limits { limits, across }
    }

    fn row(&self, y: usize) -> &[u8] {
        &self.limits[y / BLOCK * self.across..][..self.across]
    }
}
