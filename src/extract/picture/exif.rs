//! TIFF and EXIF: directories of tagged values (Adobe, "TIFF Revision 6.0", section 2; CIPA DC-008, "Exif 3.0", section
//! 4.6).
use super::endian::{Endian, part};
use super::{Decoding, Properties, Purpose, iptc, photoshop, xmp};
use encoding_rs::{UTF_16BE, UTF_16LE};

/// How many directories are read: a TIFF has one for each of its pages.
const MAX_DIRECTORIES: usize = 128;
/// How many values of one directory are looked at. Cameras write some dozens.
const MAX_VALUES: usize = 1024;
/// Length of one entry of a directory, in bytes.
const ENTRY_BYTES: usize = 12;
/// Length of the name of its encoding before a user's comment, in bytes.
const ENCODING_BYTES: usize = 8;

/// How the text of a value is written.
#[derive(Clone, Copy)]
enum Writing {
    /// In some encoding.
    Bytes,
    /// As Windows writes it.
    Utf16,
    /// After the name of its encoding.
    Named,
}

/// Values that people write. Those whose names begin with XP: Microsoft, "Windows Property System: System.Photo".
const TEXTS: [(u16, &str, Purpose, Writing); 14] = [
    (0x010D, "EXIF DocumentName", Purpose::Title, Writing::Bytes),
    (0x010E, "EXIF ImageDescription", Purpose::Note, Writing::Bytes),
    (0x011D, "EXIF PageName", Purpose::Title, Writing::Bytes),
    (0x013B, "EXIF Artist", Purpose::Note, Writing::Bytes),
    (0x8298, "EXIF Copyright", Purpose::Note, Writing::Bytes),
    (0x9286, "EXIF UserComment", Purpose::Note, Writing::Named),
    (0x9C9B, "EXIF XPTitle", Purpose::Title, Writing::Utf16),
    (0x9C9C, "EXIF XPComment", Purpose::Note, Writing::Utf16),
    (0x9C9D, "EXIF XPAuthor", Purpose::Note, Writing::Utf16),
    (0x9C9E, "EXIF XPKeywords", Purpose::Title, Writing::Utf16),
    (0x9C9F, "EXIF XPSubject", Purpose::Title, Writing::Utf16),
    (0xA436, "EXIF ImageTitle", Purpose::Title, Writing::Bytes),
    (0xA437, "EXIF Photographer", Purpose::Note, Writing::Bytes),
    (0xA438, "EXIF ImageEditor", Purpose::Note, Writing::Bytes),
];

/// Reads the directories of a TIFF file, or of the one that EXIF is.
pub(super) fn read(tiff: &[u8], into: &mut Properties) {
    let endian = match tiff {
        [b'I', b'I', 42, 0, ..] => Endian::Little,
        [b'M', b'M', 0, 42, ..] => Endian::Big,
        _ => return,
    };
    let mut pending: Vec<usize> = endian.size(tiff, 4).into_iter().collect();
    let mut read = Vec::new();
    while let Some(at) = pending.pop() {
        if read.contains(&at) {
            continue;
        }
        if read.len() == MAX_DIRECTORIES {
            into.is_cut = true;
            return;
        }
        read.push(at);
        read_directory(tiff, at, endian, &mut pending, into);
    }
}

/// Reads one directory, and notes where others are.
fn read_directory(tiff: &[u8], at: usize, endian: Endian, pending: &mut Vec<usize>, into: &mut Properties) {
    let Some(count) = endian.u16(tiff, at).map(usize::from) else { return };
    let entries = into.look_at(part(tiff, at.saturating_add(2), count.min(MAX_VALUES) * ENTRY_BYTES));
    // Behind the entries stands where the next one is.
    let next = at.checked_add(2 + count * ENTRY_BYTES).and_then(|next| endian.size(tiff, next));
    pending.extend(next.filter(|&next| next > 0));
    into.is_cut |= count > MAX_VALUES;
    for entry in entries.chunks_exact(ENTRY_BYTES) {
        let (Some(tag), Some(value)) = (endian.u16(entry, 0), value(tiff, entry, endian)) else { continue };
        match tag {
            0x02BC => xmp::read(value, into),
            0x83BB => iptc::read(value, into),
            0x8649 => photoshop::read(value, into),
            // EXIF's own directory.
            0x8769 => pending.extend(endian.size(value, 0)),
            _ => {
                if let Some(&(_, name, purpose, writing)) = TEXTS.iter().find(|(known, ..)| *known == tag) {
                    read_text(name, purpose, value, writing, endian, into);
                }
            }
        }
    }
}

/// The bytes of an entry's value: in the entry where there is room for them, else where it says.
fn value<'b>(tiff: &'b [u8], entry: &'b [u8], endian: Endian) -> Option<&'b [u8]> {
    let unit = match endian.u16(entry, 2)? {
        // Bytes, text, unknown bytes, text in UTF-8.
        1 | 2 | 7 | 129 => 1,
        3 => 2,
        4 | 13 => 4,
        _ => return None,
    };
    let length = endian.size(entry, 4)?.checked_mul(unit)?;
    if length <= 4 {
        return Some(part(entry, 8, length));
    }
    Some(part(tiff, endian.size(entry, 8)?, length))
}

fn read_text(name: &str, purpose: Purpose, value: &[u8], writing: Writing, endian: Endian, into: &mut Properties) {
    match (writing, value.split_at_checked(ENCODING_BYTES)) {
        (Writing::Bytes, _) => into.add_bytes(name, purpose, value),
        (Writing::Utf16, _) => {
            let value = into.look_at(value);
            into.add_in(Decoding::Whole(UTF_16LE), name, purpose, value);
        }
        (Writing::Named, Some((b"UNICODE\0", text))) => {
            // Programs do not agree on the order of the bytes. In the wrong one, letters become characters that make no
            // words.
            let text = into.look_at(text);
            let orders = if endian == Endian::Little { [UTF_16LE, UTF_16BE] } else { [UTF_16BE, UTF_16LE] };
            for order in orders {
                into.add_in(Decoding::Whole(order), name, purpose, text);
            }
        }
        (Writing::Named, Some((_, text))) => into.add_bytes(name, purpose, text),
        (Writing::Named, None) => {}
    }
}
