//! Boxes, of which HEIC, AVIF, JPEG XL and JPEG 2000 are made (ISO/IEC 14496-12, 4.2; ISO/IEC 18181-2; ISO/IEC 15444-1,
//! annex I).
use super::endian::{Endian, part};
use super::{Properties, exif, heif, xmp};

/// The type of a box whose content a UUID tells, and that of XMP in it (Adobe, "XMP Specification Part 3", 1.1.4 and
/// 1.2.4).
const UUID_OF_XMP: &[u8] = b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";

/// A box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Box<'b> {
    pub(super) kind: &'b [u8],
    pub(super) content: &'b [u8],
}

/// The boxes that stand one behind the other.
pub(super) fn boxes(bytes: &[u8]) -> impl Iterator<Item = Box<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let length = Endian::Big.size(rest, 0)?;
        let kind = rest.get(4..8)?;
        let (start, end) = match length {
            // To the end.
            0 => (8, rest.len()),
            // The length stands behind the type, in eight bytes.
            1 => (16, usize::try_from(u64::from_be_bytes(*rest.get(8..)?.first_chunk()?)).ok()?),
            _ => (8, length),
        };
        let content = part(rest, start, end.checked_sub(start)?);
        rest = rest.get(end..).unwrap_or_default();
        Some(Box { kind, content })
    })
}

/// Reads EXIF and XMP.
pub(super) fn read(file: &[u8], into: &mut Properties) {
    for Box { kind, content } in boxes(file) {
        match kind {
            b"meta" => heif::read(content, file, into),
            b"Exif" => read_exif(content, into),
            b"xml " => xmp::read(content, into),
            b"uuid" => {
                if let Some(packet) = content.strip_prefix(UUID_OF_XMP) {
                    xmp::read(packet, into);
                }
            }
            _ => {}
        }
    }
}

/// Reads EXIF behind the number of bytes that stand before it.
pub(super) fn read_exif(content: &[u8], into: &mut Properties) {
    if let Some(at) = Endian::Big.size(content, 0).and_then(|before| before.checked_add(4)) {
        exif::read(content.get(at..).unwrap_or_default(), into);
    }
}
