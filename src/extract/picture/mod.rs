//! The text in a picture's file that is not in the picture: captions, comments, keywords, labels.
//!
//! Cameras, editors and office programs write it there, sites keep it, and whoever gets the file can read it, but
//! nobody sees it. Read is what people or labelling programs write. What cameras say of themselves (make, model, place,
//! colour profile) is not.
//!
//! Files come from strangers, and many are damaged. What cannot be followed is passed over without a word: a program
//! that shows properties cannot follow it either. What is left out because there is too much of it is told.
mod boxes;
mod endian;
mod exif;
mod gif;
mod heif;
mod iptc;
mod jpeg;
mod markup;
mod photoshop;
mod png;
mod webp;
mod xmp;

use super::encoding::{Decoding, plausible};
pub(super) use markup::expanded;

/// How much of a file is looked at as properties, in bytes, expanded where it is packed; what is read twice counts
/// twice. Captions have hundreds of them; thumbnails and maps of depth that are written as text have millions.
const MAX_BYTES: usize = 32 * 1024 * 1024;
/// How much text is taken of one file, in bytes of UTF-8, in each encoding that it may be in.
const MAX_TEXT_BYTES: usize = 2 * 1024 * 1024;
/// How many texts are taken of one file, counting those that are the same.
const MAX_TEXTS: usize = 4096;
/// Longest name of a property that is shown, in bytes: the longest keyword of PNG.
const MAX_NAME_BYTES: usize = 80;
/// The longest word that a person may have written, in bytes: longer ones are data, such as a thumbnail in base 64.
const MAX_WORD_BYTES: usize = 4096;

/// A text in a picture's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// What it is called where it stands, as programs show it: `EXIF ImageDescription`, `XMP dc:description`.
    pub name: String,
    /// What it says.
    pub text: String,
    /// What it is for.
    pub purpose: Purpose,
}

/// What a text is for, which tells what in it can be a marking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A caption, a comment, an instruction: any marking.
    Note,
    /// A title, keywords, a prompt: as in the name of a file, a level alone is a word for what the picture shows.
    Title,
    /// Names and values that a program wrote: only values of which the name says that they are a level.
    Labels,
}

/// What is read of a file.
#[derive(Debug)]
struct Properties {
    found: Vec<Property>,
    /// Of [`MAX_BYTES`], those that are left.
    bytes: usize,
    /// Of [`MAX_TEXT_BYTES`], those that are left.
    room: usize,
    /// Of [`MAX_TEXTS`], those that are left.
    texts: usize,
    /// Whether some were left out because there were too many.
    is_cut: bool,
}

/// The properties in a picture's file of which this is the start, and whether some were left out.
pub(super) fn properties(file: &[u8]) -> (Vec<Property>, bool) {
    let mut into =
        Properties { found: Vec::new(), bytes: MAX_BYTES, room: MAX_TEXT_BYTES, texts: MAX_TEXTS, is_cut: false };
    match file {
        [0xFF, 0xD8, ..] => jpeg::read(file, &mut into),
        [0x89, b'P', b'N', b'G', ..] => png::read(file, &mut into),
        [b'G', b'I', b'F', ..] => gif::read(file, &mut into),
        [b'R', b'I', b'F', b'F', ..] => webp::read(file, &mut into),
        [b'I', b'I', ..] | [b'M', b'M', ..] => exif::read(file, &mut into),
        [0, 0, 0, 0x0C, ..] | [_, _, _, _, b'f', b't', b'y', b'p', ..] => boxes::read(file, &mut into),
        _ => {}
    }
    (into.found, into.is_cut)
}

/// Whether a picture's file, of which this is the start, has all its properties there. Those of other formats may stand
/// behind the picture.
pub(super) fn begins_with_properties(file: &[u8]) -> bool {
    file.starts_with(&[0xFF, 0xD8])
}

impl Properties {
    /// As many of `bytes` as may still be looked at.
    fn look_at<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let length = bytes.len().min(self.bytes);
        self.bytes -= length;
        self.is_cut |= length < bytes.len();
        &bytes[..length]
    }

    /// Takes a text.
    fn add(&mut self, name: &str, purpose: Purpose, text: &str) {
        let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace());
        if text.is_empty() || is_data(text) {
            return;
        }
        if text.len() > self.room || self.texts == 0 {
            self.is_cut = true;
            self.room = 0;
            return;
        }
        self.room -= text.len();
        self.texts -= 1;
        // Programs write the same caption wherever another program may look for it.
        if !self.found.iter().any(|known| known.purpose == purpose && known.text == text) {
            let name = name[..name.floor_char_boundary(MAX_NAME_BYTES)].to_owned();
            self.found.push(Property { name, text: text.to_owned(), purpose });
        }
    }

    /// Takes a text in an encoding that nobody states, in each that it may be in: EXIF, JPEG and PNG say ASCII or Latin
    /// 1, programs write what their system has.
    fn add_bytes(&mut self, name: &str, purpose: Purpose, bytes: &[u8]) {
        // Telling the encoding takes longer than all else.
        if self.room == 0 {
            self.is_cut |= !bytes.is_empty();
            return;
        }
        let bytes = self.look_at(without_padding(bytes));
        for decoding in plausible(bytes) {
            self.add_in(decoding, name, purpose, bytes);
        }
    }

    /// Takes a text in one encoding.
    fn add_in(&mut self, decoding: Decoding, name: &str, purpose: Purpose, bytes: &[u8]) {
        if self.room > 0 {
            self.add(name, purpose, &decoding.text(bytes));
        }
    }
}

/// Whether a text is data that a program wrote in letters.
fn is_data(text: &str) -> bool {
    text.len() > MAX_WORD_BYTES && text.is_ascii() && !text.contains(' ')
}

/// Without the zeros at the end that fill up fields of a fixed length.
fn without_padding(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    &bytes[..end]
}
