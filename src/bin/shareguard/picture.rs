//! Pictures: decoded and read.
use shareguard::image::Reading;
use shareguard::image::decode::{Decoded, MAX_PIXELS, NotDecoded, decode};
use shareguard::image::reader::{Models, Pixels, Reader, ReaderError};
use shareguard::{Locale, NoticeKind};
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
    /// Why not all of it was read, as notices say it.
    pub(crate) unread: Vec<Unread>,
}

/// Why a picture, or a part of it, was not read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// Its file is so large that only its ends were read.
    File,
    /// There are no pixels.
    Picture(NotDecoded),
    /// The reader failed.
    Reader(ReaderError),
    /// [`TIME`] was over.
    Time,
    /// More pictures follow in the file.
    Frames,
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
    let mut unread = Vec::new();
    if picture.remaining() > 0 {
        unread.push(Unread::Time);
    }
    if is_animated {
        unread.push(Unread::Frames);
    }
    Ok(Read { reading: picture.reading(), unread })
}

/// Made when the first picture comes.
fn reader() -> Result<&'static Reader, ReaderError> {
    static READER: OnceLock<Result<Reader, ReaderError>> = OnceLock::new();
    READER.get_or_init(|| Reader::new(MODELS)).as_ref().map_err(Clone::clone)
}

impl Unread {
    pub(crate) fn kind(&self) -> NoticeKind {
        match self {
            Unread::File | Unread::Picture(NotDecoded::TooLarge(..) | NotDecoded::TooMuchMemory) => {
                NoticeKind::TooLarge
            }
            Unread::Picture(NotDecoded::Damaged(_)) => NoticeKind::Damaged,
            Unread::Picture(_) => NoticeKind::Unsupported,
            Unread::Reader(_) => NoticeKind::EngineError,
            Unread::Time => NoticeKind::Timeout,
            Unread::Frames => NoticeKind::Truncated,
        }
    }

    /// In a sentence of the person's language.
    pub(crate) fn says(&self, locale: Locale) -> String {
        let [en, zh_cn] = match self {
            Unread::File => ["the file is too large to be read as a picture".into(), "文件过大，未作为图片读取".into()],
            Unread::Picture(NotDecoded::TooLarge(width, height)) => {
                let (millions, wan) = (MAX_PIXELS / 1_000_000, MAX_PIXELS / 10_000);
                [
                    format!("{width} × {height} pixels: pictures of up to {millions} million are read"),
                    format!("{width} × {height} 像素：最多读取 {wan} 万像素的图片"),
                ]
            }
            Unread::Picture(NotDecoded::TooMuchMemory) => {
                ["decoding the picture would take too much memory".into(), "解码此图片需要过多内存".into()]
            }
            Unread::Picture(NotDecoded::Damaged(why)) => {
                [format!("the picture is damaged: {why}"), format!("图片已损坏：{why}")]
            }
            Unread::Picture(_) => ["a kind of picture that is not read".into(), "不支持读取此类图片".into()],
            Unread::Reader(why) => [format!("the reader failed: {why}"), format!("读取失败：{why}")],
            Unread::Time => ["the time was over before all lines were read".into(), "超时，未能读取所有文字行".into()],
            Unread::Frames => ["an animation: only its first picture was read".into(), "动画：只读取了第一帧".into()],
        };
        match locale {
            Locale::English => en,
            Locale::SimplifiedChinese => zh_cn,
        }
    }
}
