//! QR codes (ISO/IEC 18004): what is written in them for machines.
//!
//! ```text
//! Canvas → Bitmap   bitmap.rs   dark or light, by the light around each pixel
//!   → finders       finder.rs   the three squares in its corners
//!   → grids         grid.rs     how many modules it has, and where each of them stands
//! ```
//! What they say the checker finds out, by `rqrr` (`src/image/code.rs`). They are found here and not by it: the time
//! that its own search takes grows without bound where much looks like their corners.
mod bitmap;
mod finder;
mod grid;

use super::pixels::Canvas;
use crate::image::Code;
use bitmap::Bitmap;

/// Most codes of a picture that are handed on.
const MAX_CODES: usize = 16;

/// The codes of a picture, and how many were found beyond [`MAX_CODES`].
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
        if codes.len() == MAX_CODES {
            unread += 1;
            continue;
        }
        let corners = grid.corners().map(|corner| canvas.to_shown(corner));
        codes.push(Code { modules: grid.modules as u32, dark: grid.dark(&bitmap), corners });
    }
    // Elsewhere, what looks like a corner is one by chance.
    if codes.len() == MAX_CODES {
        unread += beyond as u32 / 3;
    }
    (codes, unread)
}
