//! Captions of press pictures (IPTC-NAA, "Information Interchange Model", version 4.2).
use super::endian::{Endian, part};
use super::{Properties, Purpose};

/// Stands before each of its values.
const TAG: u8 = 0x1C;
/// The record that describes the picture.
const APPLICATION: u8 = 2;

/// Values of that record that people write.
const TEXTS: [(u8, &str, Purpose); 15] = [
    (5, "IPTC Title", Purpose::Title),
    (7, "IPTC Edit Status", Purpose::Note),
    (15, "IPTC Category", Purpose::Title),
    (20, "IPTC Supplemental Category", Purpose::Title),
    (25, "IPTC Keywords", Purpose::Title),
    (40, "IPTC Special Instructions", Purpose::Note),
    (80, "IPTC By-line", Purpose::Note),
    (85, "IPTC By-line Title", Purpose::Note),
    (103, "IPTC Original Transmission Reference", Purpose::Note),
    (105, "IPTC Headline", Purpose::Note),
    (110, "IPTC Credit", Purpose::Note),
    (115, "IPTC Source", Purpose::Note),
    (116, "IPTC Copyright Notice", Purpose::Note),
    (118, "IPTC Contact", Purpose::Note),
    (120, "IPTC Caption", Purpose::Note),
];

/// Reads the values. Those that come several times, as keywords do, are the lines of one text.
pub(super) fn read(values: &[u8], into: &mut Properties) {
    let mut texts = [const { Vec::new() }; TEXTS.len()];
    let mut rest = into.look_at(values);
    while let Some((record, number, value, after)) = split(rest) {
        rest = after;
        let known = TEXTS.iter().position(|(known, ..)| (record, number) == (APPLICATION, *known));
        if let Some(text) = known.map(|index| &mut texts[index]) {
            if !text.is_empty() {
                text.push(b'\n');
            }
            text.extend_from_slice(value);
        }
    }
    for ((_, name, purpose), text) in TEXTS.into_iter().zip(&texts) {
        into.add_bytes(name, purpose, text);
    }
}

/// The record and number of the first value, the value, and what follows it.
fn split(values: &[u8]) -> Option<(u8, u8, &[u8], &[u8])> {
    let (&[tag, record, number], rest) = values.split_first_chunk()?;
    if tag != TAG {
        return None;
    }
    let length = usize::from(Endian::Big.u16(rest, 0)?);
    let (length, start) = match length.checked_sub(0x8000) {
        None => (length, 2_usize),
        // A longer value: the number is that of the bytes of its length.
        Some(4) => (Endian::Big.size(rest, 2)?, 6),
        Some(_) => return None,
    };
    let after = rest.get(start.checked_add(length)?..).unwrap_or_default();
    Some((record, number, part(rest, start, length), after))
}
