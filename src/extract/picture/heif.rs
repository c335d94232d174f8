//! Items of a HEIC or AVIF file (ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12, annex A).
use super::boxes::{Box, boxes, read_exif};
use super::endian::{Endian, part};
use super::{Properties, xmp};

/// How many items with text are read, and of how many pieces each. Programs write one of each kind, in one piece.
const MAX_ITEMS: usize = 16;
const MAX_EXTENTS: usize = 16;
/// The type of the content of XMP.
const XMP: &[u8] = b"application/rdf+xml\0";

/// What an item holds.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Exif,
    Xmp,
}

/// Reads the items with text. `meta` is the content of that box, `file` what their places count from.
pub(super) fn read(meta: &[u8], file: &[u8], into: &mut Properties) {
    // Behind version and flags.
    let inside = || boxes(meta.get(4..).unwrap_or_default());
    let content =
        |kind: &[u8]| inside().find(|found| found.kind == kind).map(|found| found.content).unwrap_or_default();
    let data = content(b"idat");
    let mut items: Vec<(u32, Kind)> = items(content(b"iinf")).take(MAX_ITEMS + 1).collect();
    into.is_cut |= items.len() > MAX_ITEMS;
    items.truncate(MAX_ITEMS);
    let mut locations = Locations::new(content(b"iloc"));
    while let Some(location) = locations.as_mut().and_then(Locations::next) {
        let Some((_, kind)) = items.iter().find(|(id, _)| *id == location.id) else { continue };
        let from = if location.is_in_data { data } else { file };
        let mut item = Vec::new();
        for &(at, length) in &location.extents {
            item.extend_from_slice(into.look_at(part(from, at, length)));
        }
        match kind {
            Kind::Exif => read_exif(&item, into),
            Kind::Xmp => xmp::read(&item, into),
        }
    }
}

/// Numbers and kinds of the items with text.
fn items(list: &[u8]) -> impl Iterator<Item = (u32, Kind)> {
    // Behind version, flags, and how many there are.
    let start = if list.first() == Some(&0) { 6 } else { 8 };
    boxes(list.get(start..).unwrap_or_default()).filter_map(|Box { content, .. }| {
        let (id, rest) = match content.first()? {
            2 => (u32::from(Endian::Big.u16(content, 4)?), content.get(8..)?),
            3 => (Endian::Big.u32(content, 4)?, content.get(10..)?),
            _ => return None,
        };
        let (kind, rest) = rest.split_at_checked(4)?;
        let after_name = rest.iter().position(|&byte| byte == 0).and_then(|end| rest.get(end + 1..));
        match kind {
            b"Exif" => Some((id, Kind::Exif)),
            b"mime" if after_name?.starts_with(XMP) => Some((id, Kind::Xmp)),
            _ => None,
        }
    })
}

/// Where an item is.
struct Location {
    id: u32,
    /// In the box for data beside the list, and not in the file.
    is_in_data: bool,
    /// Offset and length of its pieces.
    extents: Vec<(usize, usize)>,
}

/// Where items are, one after the other.
struct Locations<'b> {
    rest: &'b [u8],
    version: u8,
    /// How many bytes the numbers have: offset, length, base, index.
    sizes: [u8; 4],
    left: usize,
}

impl<'b> Locations<'b> {
    fn new(list: &'b [u8]) -> Option<Locations<'b>> {
        let (&[version, _, _, _, a, b], rest) = list.split_first_chunk()?;
        let sizes = [a >> 4, a & 15, b >> 4, if version == 0 { 0 } else { b & 15 }];
        let mut locations = Locations { rest, version, sizes, left: 0 };
        locations.left = locations.number(if version < 2 { 2 } else { 4 })?;
        Some(locations)
    }

    /// The next item; `None` behind the last one, and where the list ends too early.
    fn next(&mut self) -> Option<Location> {
        self.left = self.left.checked_sub(1)?;
        let id = u32::try_from(self.number(if self.version < 2 { 2 } else { 4 })?).ok()?;
        let is_in_data = self.version > 0 && self.number(2)? & 15 == 1;
        // Which file it is in: this one.
        self.number(2)?;
        let [offset_size, length_size, base_size, index_size] = self.sizes;
        let base = self.number(base_size)?;
        let count = self.number(2)?;
        let mut extents = Vec::new();
        for _ in 0..count.min(MAX_EXTENTS) {
            self.number(index_size)?;
            let offset = self.number(offset_size)?;
            let length = self.number(length_size)?;
            extents.push((base.checked_add(offset)?, length));
        }
        let extent_bytes = usize::from(index_size) + usize::from(offset_size) + usize::from(length_size);
        self.rest = self.rest.get(count.saturating_sub(MAX_EXTENTS) * extent_bytes..)?;
        Some(Location { id, is_in_data, extents })
    }

    /// A number of so many bytes; of none, it is 0.
    fn number(&mut self, bytes: u8) -> Option<usize> {
        let (number, rest) = self.rest.split_at_checked(usize::from(bytes))?;
        self.rest = rest;
        number.iter().try_fold(0_usize, |value, &byte| value.checked_mul(256)?.checked_add(usize::from(byte)))
    }
}
