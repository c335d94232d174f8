//! Scaling, with each pixel of the result the weighted mean of all that it covers.
use super::pixels::Canvas;

/// For one pixel of the result: the first pixel that counts for it, and the weights from there on. They add up to 1.
struct Taps {
    first: usize,
    weights: Vec<f32>,
}

/// Weights that fall off linearly over one pixel of the coarser side: interpolation where it grows, averaging where it
/// shrinks.
fn taps(length: usize, wanted: usize) -> Vec<Taps> {
    let step = length as f32 / wanted as f32;
    let reach = step.max(1.0);
    let of_pixel = |index: usize| {
        let centre = (index as f32 + 0.5) * step;
        let first = ((centre - reach).floor().max(0.0) as usize).min(length - 1);
        let end = ((centre + reach).ceil() as usize).clamp(first + 1, length);
        let weight = |at: usize| (1.0 - (at as f32 + 0.5 - centre).abs() / reach).max(0.0);
        let mut weights: Vec<f32> = (first..end).map(weight).collect();
        let sum: f32 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= sum);
        Taps { first, weights }
    };
    (0..wanted).map(of_pixel).collect()
}

/// Scales a part of the canvas (left, top, width, height) and hands over the rows of the result from the top, with red,
/// green and blue from 0 to 255 for each pixel. The part lies on the canvas, and no length is 0.
pub(super) fn rows(
    canvas: &Canvas,
    (left, top, part_width, part_height): (usize, usize, usize, usize),
    width: usize,
    height: usize,
    mut take: impl FnMut(&[f32]),
) {
    let across = taps(part_width, width);
    // Down first: a row of sums is one pass over whole rows, which vectors do fast.
    let mut sums = vec![0.0_f32; part_width * 3];
    let mut row = vec![0.0_f32; width * 3];
    for down in taps(part_height, height) {
        sums.fill(0.0);
        for (y, &weight) in (top + down.first..).zip(&down.weights) {
            let start = (y * canvas.width + left) * 3;
            let source = &canvas.rgb[start..start + part_width * 3];
            for (sum, &value) in sums.iter_mut().zip(source) {
                *sum += weight * f32::from(value);
            }
        }
        for (pixel, taps) in row.as_chunks_mut::<3>().0.iter_mut().zip(&across) {
            *pixel = [0.0; 3];
            let sources = &sums.as_chunks::<3>().0[taps.first..];
            for (source, &weight) in sources.iter().zip(&taps.weights) {
                for (value, part) in pixel.iter_mut().zip(source) {
                    *value += weight * part;
                }
            }
        }
        take(&row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grey(values: &[u8], width: usize) -> Canvas {
        let height = values.len() / width;
        let rgb = values.iter().flat_map(|&value| [value; 3]).collect();
        Canvas { rgb, width, height, shown: (width as u32, height as u32) }
    }

    fn scaled(canvas: &Canvas, width: usize, height: usize) -> Vec<f32> {
        let mut all = Vec::new();
        rows(canvas, (0, 0, canvas.width, canvas.height), width, height, |row| all.extend(row.iter().step_by(3)));
        all
    }

    #[test]
    fn shrinking_averages_what_is_covered() {
        assert_eq!(scaled(&grey(&[0, 0, 255, 255], 4), 1, 1), [127.5]);
        // A thin line does not fall between two pixels.
        let line = scaled(&grey(&[0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0], 12), 3, 1);
        assert!(line.iter().sum::<f32>() > 50.0, "{line:?}");
    }

    #[test]
    fn the_same_size_changes_nothing() {
        assert_eq!(scaled(&grey(&[1, 2, 3, 4, 5, 6], 3), 3, 2), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    }

    proptest! {
        #[test]
        fn one_colour_stays_that_colour(
            (width, height) in (1_usize..40, 1_usize..40),
            (new_width, new_height) in (1_usize..60, 1_usize..60),
            value: u8,
        ) {
            let result = scaled(&grey(&vec![value; width * height], width), new_width, new_height);
            prop_assert_eq!(result.len(), new_width * new_height);
            prop_assert!(result.iter().all(|pixel| (pixel - f32::from(value)).abs() < 0.01));
        }
    }
}
