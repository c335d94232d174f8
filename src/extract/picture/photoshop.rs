//! Photoshop's image resources, in which JPEG and TIFF carry captions (Adobe, "Photoshop File Formats Specification",
//! Image Resource Blocks).
use super::endian::{Endian, part};
use super::{Properties, iptc, xmp};

const SIGNATURE: &[u8] = b"8BIM";

/// Reads the resources that hold text.
pub(super) fn read(resources: &[u8], into: &mut Properties) {
    let mut rest = into.look_at(resources);
    while let Some((id, data, after)) = split(rest) {
        match id {
            0x0404 => iptc::read(data, into),
            0x0424 => xmp::read(data, into),
            _ => {}
        }
        rest = after;
    }
}

/// The number and the content of the first resource, and what follows it.
fn split(resources: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let rest = resources.strip_prefix(SIGNATURE)?;
    let id = Endian::Big.u16(rest, 0)?;
    // A name, with its length before it, and the content are each filled up to an even length.
    let name = (1 + usize::from(*rest.get(2)?)).next_multiple_of(2);
    let length = Endian::Big.size(rest, 2 + name)?;
    let data = part(rest, 2 + name + 4, length);
    let after = (2 + name + 4).checked_add(length)?.checked_next_multiple_of(2)?;
    Some((id, data, rest.get(after..).unwrap_or_default()))
}
