//! JPEG: segments before the picture (ITU-T T.81, annex B; Adobe, "XMP Specification Part 3", 1.1.3).
use super::endian::{Endian, part};
use super::{Properties, Purpose, exif, photoshop, xmp};

/// How many segments are looked at. A colour profile and extended XMP take some dozens.
const MAX_SEGMENTS: usize = 4096;

const EXIF: &[u8] = b"Exif\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const EXTENDED_XMP: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
/// Length of the digest that says which packet a piece of extended XMP belongs to, in bytes.
const DIGEST_BYTES: usize = 32;

/// Reads what stands before the picture itself.
pub(super) fn read(file: &[u8], into: &mut Properties) {
    let mut extended = Vec::new();
    let mut resources = Vec::new();
    let mut segments = Segments { file, at: 2 };
    for (marker, segment) in segments.by_ref().take(MAX_SEGMENTS) {
        match marker {
            0xFE => into.add_bytes("JPEG comment", Purpose::Note, segment),
            0xE1 => {
                if segment.starts_with(EXIF) {
                    exif::read(part(segment, EXIF.len() + 1, segment.len()), into);
                } else if let Some(packet) = segment.strip_prefix(XMP) {
                    xmp::read(packet, into);
                } else if let Some(piece) = segment.strip_prefix(EXTENDED_XMP) {
                    extended.extend(Piece::read(piece));
                }
            }
            // Split where it does not fit into one segment, anywhere.
            0xED => resources.extend_from_slice(segment.strip_prefix(PHOTOSHOP).unwrap_or_default()),
            _ => {}
        }
    }
    into.is_cut |= segments.next().is_some();
    photoshop::read(&resources, into);
    for packet in packets(extended) {
        xmp::read(&packet, into);
    }
}

/// The segments up to the picture itself, each with its marker.
struct Segments<'b> {
    file: &'b [u8],
    at: usize,
}

impl<'b> Iterator for Segments<'b> {
    type Item = (u8, &'b [u8]);

    fn next(&mut self) -> Option<(u8, &'b [u8])> {
        loop {
            let [0xFF, marker] = *self.file.get(self.at..)?.first_chunk()? else { return None };
            match marker {
                // Fills up.
                0xFF => self.at += 1,
                // Has no length.
                0x01 | 0xD0..=0xD8 => self.at += 2,
                // The picture begins, or ends.
                0xD9 | 0xDA => return None,
                _ => {
                    let length = usize::from(Endian::Big.u16(self.file, self.at + 2)?);
                    let segment = part(self.file, self.at + 4, length.checked_sub(2)?);
                    self.at += 2 + length;
                    return Some((marker, segment));
                }
            }
        }
    }
}

/// A piece of XMP that is too long for one segment.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Piece<'b> {
    digest: &'b [u8],
    /// Where it belongs in its packet.
    offset: u32,
    text: &'b [u8],
}

impl<'b> Piece<'b> {
    fn read(segment: &'b [u8]) -> Option<Piece<'b>> {
        let (digest, rest) = segment.split_at_checked(DIGEST_BYTES)?;
        // Behind the length of the whole.
        let offset = Endian::Big.u32(rest, 4)?;
        Some(Piece { digest, offset, text: rest.get(8..)? })
    }
}

/// The pieces, put together.
fn packets(mut pieces: Vec<Piece<'_>>) -> Vec<Vec<u8>> {
    pieces.sort_unstable();
    pieces
        .chunk_by(|a, b| a.digest == b.digest)
        .map(|pieces| pieces.iter().flat_map(|piece| piece.text).copied().collect())
        .collect()
}
