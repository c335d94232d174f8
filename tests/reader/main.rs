//! Pictures to lines, by the networks that ship.
mod bad_input;
mod body;
mod code;
mod decoding;
mod page;
mod sharing;
mod writing;

use shareguard::image::decode::decode;
use shareguard::image::reader::{Models, Pixels, Reader};
use shareguard::image::{Line, Reading};
use std::sync::OnceLock;

const MODELS: Models<'static> = Models {
    detector: include_bytes!("../../src/image/models/detector.onnx"),
    recogniser: include_bytes!("../../src/image/models/recogniser.onnx"),
    characters: include_str!("../../src/image/models/characters.txt"),
};

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::new(MODELS).expect("the networks that ship can be used"))
}

/// A picture in memory, four bytes a pixel.
#[derive(Clone)]
struct Picture {
    rgba: Vec<u8>,
    width: u32,
    height: u32,
}

impl Picture {
    fn of(file: &[u8]) -> Picture {
        let decoded = decode(file).expect("a picture that these tests come with");
        Picture { rgba: decoded.rgba, width: decoded.width, height: decoded.height }
    }

    fn blank(width: u32, height: u32) -> Picture {
        Picture { rgba: vec![255; (width * height * 4) as usize], width, height }
    }

    /// The same with each pixel changed.
    fn map(&self, change: impl Fn(u8) -> u8) -> Picture {
        let pixels = self.rgba.as_chunks::<4>().0.iter();
        Picture {
            rgba: pixels.flat_map(|&[r, g, b, a]| [change(r), change(g), change(b), a]).collect(),
            ..self.clone()
        }
    }

    /// Another picture of this size; `from` says which pixel stands at (x, y), white where that lies outside.
    fn moved(&self, width: u32, height: u32, from: impl Fn(f32, f32) -> (f32, f32)) -> Picture {
        let mut rgba = Vec::with_capacity((width * height * 4) as usize);
        for y in 0..height {
            for x in 0..width {
                let (x, y) = from(x as f32, y as f32);
                let inside = x >= 0.0 && y >= 0.0 && x < self.width as f32 && y < self.height as f32;
                let at = (y.max(0.0) as usize * self.width as usize + x.max(0.0) as usize) * 4;
                rgba.extend_from_slice(if inside { &self.rgba[at..at + 4] } else { &[255; 4] });
            }
        }
        Picture { rgba, width, height }
    }

    /// Turned counter-clockwise, so that turning it clockwise `quarters` times makes it upright.
    fn turned(&self, quarters: u8) -> Picture {
        let (width, height) = (self.width as f32 - 1.0, self.height as f32 - 1.0);
        match quarters {
            0 => self.clone(),
            1 => self.moved(self.height, self.width, |x, y| (width - y, x)),
            2 => self.moved(self.width, self.height, |x, y| (width - x, height - y)),
            _ => self.moved(self.height, self.width, |x, y| (y, height - x)),
        }
    }

    fn open(&self) -> shareguard::image::reader::Picture {
        let pixels = Pixels::new(&self.rgba, self.width, self.height).expect("four bytes a pixel");
        reader().open(pixels).expect("the networks that ship fit each other")
    }

    /// All of it read.
    fn read(&self) -> Reading {
        let mut picture = self.open();
        picture.read(usize::MAX).expect("the networks that ship fit each other");
        assert_eq!(picture.remaining(), 0);
        picture.reading()
    }
}

fn texts(reading: &Reading) -> Vec<&str> {
    reading.lines.iter().map(|line: &Line| line.text.as_str()).collect()
}
