//! Files → pixels, on the command line. In a browser the browser decodes.
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, ImageResult, Limits};
use std::fmt;
use std::io::Cursor;

/// Largest picture that is decoded, in pixels; phones make up to 50 million of them. Decoded it takes four bytes of
/// each.
pub const MAX_PIXELS: u64 = 64_000_000;
/// How much memory a decoder may take besides, in bytes.
const MAX_DECODER_BYTES: u64 = 512 * 1024 * 1024;

/// A decoded picture, as it is shown.
pub struct Decoded {
    /// Four bytes a pixel (red, green, blue, alpha), row by row from the top left.
    pub rgba: Vec<u8>,
    /// In pixels, at least 1.
    pub width: u32,
    /// In pixels, at least 1.
    pub height: u32,
    /// Whether more pictures follow in the file, of which none was decoded.
    pub is_animated: bool,
}

/// Why there are no pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotDecoded {
    /// Another format than PNG, JPEG, GIF, WebP and BMP, or a kind of them that is not known.
    Unsupported,
    /// More than [`MAX_PIXELS`]; nothing was decoded. Width and height in pixels.
    TooLarge(u32, u32),
    /// It would take too much memory.
    TooMuchMemory,
    /// Cut off, or not what it claims to be; in the decoder's words.
    Damaged(String),
}

impl fmt::Display for NotDecoded {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotDecoded::Unsupported => out.write_str("this kind of picture is not supported"),
            NotDecoded::TooLarge(width, height) => {
                write!(out, "{width} × {height} pixels; at most {} million are decoded", MAX_PIXELS / 1_000_000)
            }
            NotDecoded::TooMuchMemory => out.write_str("decoding it would take too much memory"),
            NotDecoded::Damaged(why) => write!(out, "damaged: {why}"),
        }
    }
}

impl std::error::Error for NotDecoded {}

/// Whether this is a picture that [`decode`] knows, by its first bytes.
pub fn is_known(bytes: &[u8]) -> bool {
    format(bytes).is_some()
}

fn format(bytes: &[u8]) -> Option<ImageFormat> {
    use ImageFormat::{Bmp, Gif, Jpeg, Png, WebP};
    image::guess_format(bytes).ok().filter(|format| matches!(format, Bmp | Gif | Jpeg | Png | WebP))
}

/// Decodes a file: of several pictures the first. Its size is looked at before anything of that size is allocated.
pub fn decode(bytes: &[u8]) -> Result<Decoded, NotDecoded> {
    let format = format(bytes).ok_or(NotDecoded::Unsupported)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(NotDecoded::TooLarge(width, height));
    }
    // A file whose metadata is damaged still shows its picture, unturned, in every browser.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(orientation);
    let picture = picture.into_rgba8();
    let (width, height) = picture.dimensions();
    if width == 0 || height == 0 {
        return Err(NotDecoded::Damaged("it has no pixels".to_owned()));
    }
    Ok(Decoded { rgba: picture.into_raw(), width, height, is_animated: has_second_frame(bytes, format) })
}

/// Decodes two frames of an animation at most.
fn has_second_frame(bytes: &[u8], format: ImageFormat) -> bool {
    let source = Cursor::new(bytes);
    let frames = |decoder: ImageResult<image::Frames<'_>>| decoder.is_ok_and(|frames| frames.take(2).count() == 2);
    match format {
        ImageFormat::Gif => frames(image::codecs::gif::GifDecoder::new(source).map(AnimationDecoder::into_frames)),
        ImageFormat::WebP => image::codecs::webp::WebPDecoder::new(source).is_ok_and(|decoder| decoder.has_animation()),
        ImageFormat::Png => {
            image::codecs::png::PngDecoder::new(source).is_ok_and(|decoder| decoder.is_apng().unwrap_or(false))
        }
        _ => false,
    }
}

fn refused(error: ImageError) -> NotDecoded {
    match error {
        ImageError::Limits(_) => NotDecoded::TooMuchMemory,
        ImageError::Unsupported(_) => NotDecoded::Unsupported,
        other => NotDecoded::Damaged(other.to_string()),
    }
}
