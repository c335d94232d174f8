//! PNG: chunks of text (W3C, "Portable Network Graphics", third edition, 11.3.3; Adobe, "XMP Specification Part 3",
//! 1.1.5).
use super::endian::{Endian, part};
use super::{Properties, Purpose, exif, iptc, photoshop, xmp};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use std::borrow::Cow;

const SIGNATURE_BYTES: usize = 8;
/// Into how much one packed text is expanded, in bytes.
const MAX_EXPANDED_BYTES: usize = 4 * 1024 * 1024;
/// Longest value of a label, in bytes.
const MAX_LABEL_BYTES: usize = 256;
/// Keywords of titles, and of what programs that draw pictures were told to draw.
const TITLES: [&[u8]; 5] = [b"Title", b"parameters", b"prompt", b"workflow", b"Dream"];

/// Reads text, before and behind the picture.
pub(super) fn read(file: &[u8], into: &mut Properties) {
    let mut labels = Vec::new();
    let mut at = SIGNATURE_BYTES;
    while let Some(length) = Endian::Big.size(file, at) {
        let data = part(file, at + 8, length);
        match part(file, at + 4, 4) {
            b"eXIf" => exif::read(data, into),
            b"tEXt" | b"zTXt" | b"iTXt" => {
                if let Some((keyword, text)) = text(part(file, at + 4, 4), data, into) {
                    read_text(keyword, &text, &mut labels, into);
                }
            }
            _ => {}
        }
        // Behind the data stands a sum by which damage is noticed.
        let Some(next) = length.checked_add(at + 12) else { break };
        at = next;
    }
    let labels = String::from_utf8_lossy(&labels);
    into.add("PNG text", Purpose::Labels, &labels);
}

/// The keyword and the text of a chunk; `None` where it cannot be expanded.
fn text<'b>(kind: &[u8], data: &'b [u8], into: &mut Properties) -> Option<(&'b [u8], Cow<'b, [u8]>)> {
    let (keyword, rest) = split_at_zero(data)?;
    match kind {
        b"tEXt" => Some((keyword, rest.into())),
        b"zTXt" => Some((keyword, expand(rest.strip_prefix(b"\0")?, into)?.into())),
        _ => {
            let (&[is_packed, _], rest) = rest.split_first_chunk()?;
            // The language, and the keyword in it.
            let (_, text) = split_at_zero(split_at_zero(rest)?.1)?;
            Some((keyword, if is_packed == 0 { text.into() } else { expand(text, into)?.into() }))
        }
    }
}

/// What is packed, as far as it goes.
fn expand(packed: &[u8], into: &mut Properties) -> Option<Vec<u8>> {
    let most = MAX_EXPANDED_BYTES.min(into.bytes);
    let expanded = match decompress_to_vec_zlib_with_limit(packed, most) {
        Ok(expanded) => expanded,
        Err(error) => {
            into.is_cut |= error.status == TINFLStatus::HasMoreOutput;
            error.output
        }
    };
    // What it takes to expand it counts, whether or not there is text in it.
    into.bytes -= expanded.len();
    (!expanded.is_empty()).then_some(expanded)
}

fn read_text(keyword: &[u8], text: &[u8], labels: &mut Vec<u8>, into: &mut Properties) {
    if keyword == b"XML:com.adobe.xmp" {
        return xmp::read(text, into);
    }
    if let Some(profile) = keyword.strip_prefix(b"Raw profile type ") {
        return read_profile(profile, text, into);
    }
    let name = ["PNG ", &String::from_utf8_lossy(keyword)].concat();
    let purpose = if TITLES.contains(&keyword) { Purpose::Title } else { Purpose::Note };
    into.add_bytes(&name, purpose, text);
    if text.len() <= MAX_LABEL_BYTES && !text.contains(&b'\n') {
        labels.extend([keyword, b"=", text, b"\n"].concat());
    }
}

/// What ImageMagick writes where PNG has no chunk for it: a name, a length, and bytes in hexadecimal digits, in lines.
fn read_profile(profile: &[u8], text: &[u8], into: &mut Properties) {
    let text = into.look_at(text);
    let mut lines = text.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).skip(2);
    let digits: Vec<u8> =
        lines.by_ref().flatten().filter_map(|&digit| char::from(digit).to_digit(16)).map(|digit| digit as u8).collect();
    let bytes: Vec<u8> = digits.as_chunks::<2>().0.iter().map(|[high, low]| high << 4 | low).collect();
    match profile {
        b"exif" | b"APP1" => exif::read(bytes.strip_prefix(b"Exif\0\0").unwrap_or(&bytes), into),
        b"xmp" => xmp::read(&bytes, into),
        b"iptc" if bytes.starts_with(b"8BIM") => photoshop::read(&bytes, into),
        b"iptc" => iptc::read(&bytes, into),
        _ => {}
    }
}

fn split_at_zero(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|&byte| byte == 0)?;
    Some((&bytes[..at], &bytes[at + 1..]))
}
