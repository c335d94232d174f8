//! WebP: chunks of a RIFF file (Google, "WebP Container Specification").
use super::endian::{Endian, part};
use super::{Properties, exif, xmp};

/// Length of the file's own header, in bytes.
const HEADER_BYTES: usize = 12;

/// Reads EXIF and XMP.
pub(super) fn read(file: &[u8], into: &mut Properties) {
    let mut at = HEADER_BYTES;
    while let Some(length) = at.checked_add(4).and_then(|at| Endian::Little.size(file, at)) {
        let data = part(file, at + 8, length);
        match part(file, at, 4) {
            // Some programs write it as JPEG has it.
            b"EXIF" => exif::read(data.strip_prefix(b"Exif\0\0").unwrap_or(data), into),
            b"XMP " => xmp::read(data, into),
            _ => {}
        }
        let Some(next) = length.checked_next_multiple_of(2).and_then(|length| length.checked_add(at + 8)) else {
            return;
        };
        at = next;
    }
}
