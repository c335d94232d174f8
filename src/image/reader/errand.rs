//! A line that another reader reads: what it is given, and what it gives back.
//!
//! Both are bytes, so that workers carry them without knowing what they say. Numbers are little-endian, and both sides
//! are of one build.
use super::ReaderError;
use super::spelled::Spelled;
use super::strip::{HEIGHT, Strip};
use crate::image::Colour;

/// Which line of its picture, and its strips: the number, then of each strip its width and its pixels.
pub(super) fn packed(line: u32, strips: &[Strip]) -> Vec<u8> {
    let mut bytes = line.to_le_bytes().to_vec();
    for Strip { rgb, width } in strips {
        bytes.extend(number(*width));
        bytes.extend_from_slice(rgb);
    }
    bytes
}

/// Has such strips read, one after the other, and packs what each says: how sure that is, ink, paper, the length of the
/// text in bytes, and the text.
pub(super) fn read(
    errand: &[u8],
    spell: impl Fn(&Strip) -> Result<Spelled, ReaderError>,
) -> Result<Vec<u8>, ReaderError> {
    let mut rest = errand;
    let mut bytes = take(&mut rest).map(u32::to_le_bytes).ok_or(ReaderError::Errand)?.to_vec();
    while !rest.is_empty() {
        let width = take(&mut rest).ok_or(ReaderError::Errand)? as usize;
        let length = width.checked_mul(3 * HEIGHT).ok_or(ReaderError::Errand)?;
        let (rgb, after) = rest.split_at_checked(length).ok_or(ReaderError::Errand)?;
        rest = after;
        let Spelled { text, confidence, ink, paper } = spell(&Strip { rgb: rgb.to_vec(), width })?;
        bytes.extend(confidence.to_le_bytes());
        bytes.extend([ink.r, ink.g, ink.b, 0, paper.r, paper.g, paper.b, 0]);
        bytes.extend(number(text.len()));
        bytes.extend(text.into_bytes());
    }
    Ok(bytes)
}

/// What was read, of which line. `None` where it is nothing that [`read`] gives.
pub(super) fn unpacked(mut bytes: &[u8]) -> Option<(u32, Vec<Spelled>)> {
    let line = take(&mut bytes)?;
    let mut parts = Vec::new();
    while !bytes.is_empty() {
        let confidence = f32::from_bits(take(&mut bytes)?);
        let [ink, paper] = [colour(take(&mut bytes)?), colour(take(&mut bytes)?)];
        let length = take(&mut bytes)? as usize;
        let (text, after) = bytes.split_at_checked(length)?;
        bytes = after;
        let text = str::from_utf8(text).ok()?.to_owned();
        parts.push(Spelled { text, confidence, ink, paper });
    }
    Some((line, parts))
}

/// Pixels of a line and bytes of its text are far fewer than these.
fn number(value: usize) -> [u8; 4] {
    (value as u32).to_le_bytes()
}

/// The number at the start, which is cut off.
fn take(bytes: &mut &[u8]) -> Option<u32> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*number))
}

fn colour(number: u32) -> Colour {
    let [r, g, b, _] = number.to_le_bytes();
    Colour { r, g, b }
}
