//! Pictures: decoded and read.
use shareguard::image::Reading;
use shareguard::image::decode::{Decoded, NotDecoded, decode};
use shareguard::image::reader::{Models, Pixels, Reader, ReaderError};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// How long the lines of one picture are read. A dense page takes a second.
const TIME: Duration = Duration::from_secs(10);
/// How many lines are read before the time is looked at again.
const LINES_AT_ONCE: usize = 4;

const MODELS: Models<'static> = Models {
    detector: include_bytes!("../../image/models/detector.onnx"),
    recogniser: include_bytes!("../../image/models/recogniser.onnx"),
    characters: include_str!("../../image/models/characters.txt"),
};

/// What was read of a picture.
pub(crate) struct Read {
    pub(crate) reading: Reading,
    /// Whether more pictures follow in the file, which were not read.
    pub(crate) is_animated: bool,
}

/// Why nothing was read of a picture.
pub(crate) enum Unread {
    Picture(NotDecoded),
    Reader(ReaderError),
}

/// Decodes a picture and reads it as far as there is time.
pub(crate) fn read(bytes: &[u8]) -> Result<Read, Unread> {
    let Decoded { rgba, width, height, is_animated } = decode(bytes).map_err(Unread::Picture)?;
    let pixels = Pixels::new(&rgba, width, height).expect("decoded pictures have four bytes a pixel");
    let end = Instant::now() + TIME;
    let mut picture = reader().and_then(|reader| reader.open(pixels)).map_err(Unread::Reader)?;
    while picture.remaining() > 0 && Instant::now() < end {
        picture.read(LINES_AT_ONCE).map_err(Unread::Reader)?;
    }
    Ok(Read { reading: picture.reading(), is_animated })
}

/// Made when the first picture comes.
fn reader() -> Result<&'static Reader, ReaderError> {
    static READER: OnceLock<Result<Reader, ReaderError>> = OnceLock::new();
    READER.get_or_init(|| Reader::new(MODELS)).as_ref().map_err(Clone::clone)
}

impl std::fmt::Display for Unread {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unread::Picture(why) => why.fmt(out),
            Unread::Reader(why) => why.fmt(out),
        }
    }
}
