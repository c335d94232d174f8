//! QR codes (ISO/IEC 18004): what is written in them for machines.
//!
//! ```text
//! Canvas → Bitmap   bitmap.rs   dark or light, by the light around each pixel
//!   → finders       finder.rs   the three squares in its corners
//!   → grids         grid.rs     how many modules it has, and where each of them stands
//!   → bytes         `rqrr`      corrects errors and decodes
//! ```
//! Codes are found here and not by `rqrr`: the time that its own search takes grows without bound where much looks like their corners.
mod bitmap;
mod finder;
mod grid;

use super::pixels::Canvas;
use crate::image::Code;
use bitmap::Bitmap;

/// Most codes of a picture that are read.
const MAX_CODES: usize = 16;

/// The codes of a picture, and how many were found that cannot be read: damaged ones, ones that are too small, ones beyond [`MAX_CODES`].
pub(super) fn read(canvas: &Canvas) -> (Vec<Code>, u32) {
    let bitmap = Bitmap::of(canvas);
    let (finders, beyond) = finder::find(&bitmap);
    let (mut codes, mut unread, mut used) = (Vec::new(), 0, vec![false; finders.len()]);
    for corners in finder::triples(&finders) {
        if corners.iter().any(|&index| used[index]) {
            continue;
        }
        let Some(grid) = grid::lay(&bitmap, corners.map(|index| &finders[index])) else { continue };
        for index in corners {
            used[index] = true;
        }
        let bytes = if codes.len() < MAX_CODES { grid.decode(&bitmap) } else { None };
        match bytes {
            Some(bytes) => codes.push(Code { bytes, corners: grid.corners().map(|corner| canvas.to_shown(corner)) }),
            None => unread += 1,
        }
    }
    // Elsewhere, what looks like a corner is one by chance.
    if codes.len() == MAX_CODES {
        unread += beyond as u32 / 3;
    }
    (codes, unread)
}
