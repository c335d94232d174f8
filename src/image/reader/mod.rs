//! The reader: pixels → lines.
//!
//! ```text
//! Pixels → Canvas                    pixels.rs      no transparency, bounded size
//!   → where writing is               detector.rs    a network on the shrunk picture, then outline.rs
//!   → which way up                   turn.rs        by the shape of the boxes, and by reading a few lines both ways
//!   → the likeliest first            order.rs
//!   → cut out and laid flat          strip.rs
//!   → read                           recogniser.rs  a network on the strip, then ctc.rs
//!   → Reading
//! ```
//! The networks are those of `src/image/models`. Nothing here knows the clock: whoever drives a [`Picture`] watches the time, and asks for as
//! many lines as there is time for.
mod ctc;
mod detector;
mod network;
mod order;
mod outline;
mod pixels;
mod quad;
mod recogniser;
mod resize;
mod strip;
mod turn;
#[cfg(feature = "reader-web")]
pub mod web;

pub use pixels::{NotPixels, Pixels};

use super::{Line, Reading};
use detector::Detector;
use order::Placed;
use pixels::Canvas;
use quad::Quad;
use recogniser::{Recognised, Recogniser};
use std::fmt;
use std::sync::Arc;
use strip::Strip;
use turn::Turn;

/// The files that a reader is made of.
#[derive(Clone, Copy)]
pub struct Models<'a> {
    /// The network that finds writing, as ONNX.
    pub detector: &'a [u8],
    /// The network that reads a line, as ONNX.
    pub recogniser: &'a [u8],
    /// The characters that it knows, one a line, in the order of its classes.
    pub characters: &'a str,
}

/// Why a picture cannot be read. None of it depends on the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReaderError {
    /// A file holds no network, or not one of those that are known; in the words of the engine.
    Network(String),
    /// The characters are not those of the network.
    Characters,
}

impl fmt::Display for ReaderError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReaderError::Network(why) => write!(out, "the network cannot be used: {why}"),
            ReaderError::Characters => out.write_str("the list of characters is not the one of the network"),
        }
    }
}

impl std::error::Error for ReaderError {}

/// Reads pictures. Cheap to clone; holds the networks.
#[derive(Clone)]
pub struct Reader(Arc<Networks>);

struct Networks {
    detector: Detector,
    recogniser: Recogniser,
}

impl Reader {
    /// Takes some 20 ms natively and up to 250 ms in a browser that has not compiled it yet: make one and keep it.
    pub fn new(models: Models<'_>) -> Result<Reader, ReaderError> {
        let detector = Detector::new(models.detector)?;
        let recogniser = Recogniser::new(models.recogniser, models.characters)?;
        Ok(Reader(Arc::new(Networks { detector, recogniser })))
    }

    /// Finds the lines of a picture and which way up they are. Reads a few of them for that.
    pub fn open(&self, pixels: Pixels<'_>) -> Result<Picture, ReaderError> {
        let canvas = Canvas::new(pixels);
        let boxes = self.0.detector.find(&canvas)?;
        let networks = Arc::clone(&self.0);
        let mut picture = Picture { networks, canvas, turn: Turn::Upright, lines: Vec::new(), order: Vec::new() };
        picture.decide_turn(&boxes)?;
        Ok(picture)
    }
}

/// A picture whose lines are found, and read as far as was asked for.
pub struct Picture {
    networks: Arc<Networks>,
    canvas: Canvas,
    turn: Turn,
    lines: Vec<Found>,
    /// Indices of the lines that are not read yet, the next one last.
    order: Vec<usize>,
}

struct Found {
    corners: Quad,
    place: Placed,
    /// `None` until it is read.
    line: Option<Line>,
}

/// A line that is this sure, of at least [`LONG_ENOUGH`] characters, stands the right way up.
const SURE: f32 = 0.93;
/// In characters. A shorter one may read well from both ends.
const LONG_ENOUGH: usize = 4;
/// How many lines are read from both ends at most, to learn which one is the start.
const MAX_PROBES: usize = 3;

impl Picture {
    /// Reads further lines, the most telling ones first. Fails only where the networks do not fit each other.
    pub fn read(&mut self, at_most: usize) -> Result<(), ReaderError> {
        for _ in 0..at_most {
            let Some(&next) = self.order.last() else { break };
            if self.lines[next].line.is_none() {
                self.lines[next].line = Some(self.read_line(&self.lines[next].corners)?);
            }
            self.order.pop();
        }
        Ok(())
    }

    /// How many lines were found and not read yet.
    pub fn remaining(&self) -> usize {
        self.order.len()
    }

    /// What was read so far.
    pub fn reading(&self) -> Reading {
        let places: Vec<Placed> = self.lines.iter().map(|found| found.place).collect();
        let lines = order::of_reading(&places).into_iter().filter_map(|index| self.lines[index].line.clone());
        Reading {
            width: self.canvas.shown.0,
            height: self.canvas.shown.1,
            turn: self.turn.quarters(),
            lines: lines.filter(|line| !line.text.is_empty()).collect(),
            unread: self.remaining() as u32,
        }
    }

    fn size(&self) -> (f32, f32) {
        (self.canvas.width as f32, self.canvas.height as f32)
    }

    /// The boxes as lines of a picture that is turned so.
    fn lay_out(&mut self, boxes: &[Quad], turn: Turn) {
        let canvas = self.size();
        let found = |corners: &Quad| {
            let corners = turn.from_start(corners);
            Found { corners, place: Placed::new(&corners, turn, canvas), line: None }
        };
        self.turn = turn;
        self.lines = boxes.iter().map(found).collect();
        let places: Vec<Placed> = self.lines.iter().map(|found| found.place).collect();
        let (width, height) = if turn.quarters() % 2 == 0 { canvas } else { (canvas.1, canvas.0) };
        self.order = order::of_telling(&places, width, height);
        self.order.reverse();
    }

    /// Boxes say whether lines run across or down; from which end they are read, only reading says.
    fn decide_turn(&mut self, boxes: &[Quad]) -> Result<(), ReaderError> {
        let turn = if turn::runs_sideways(boxes) { Turn::Right } else { Turn::Upright };
        self.lay_out(boxes, turn);
        let is_line = |index: &&usize| {
            let corners = &self.lines[**index].corners;
            quad::width(corners) > LONG_ENOUGH as f32 * quad::height(corners)
        };
        let probes: Vec<usize> = self.order.iter().rev().filter(is_line).take(MAX_PROBES).copied().collect();
        let mut read: Vec<[Line; 2]> = Vec::new();
        let mut balance = 0.0;
        for &index in &probes {
            let corners = self.lines[index].corners;
            let line = self.read_line(&corners)?;
            if line.confidence > SURE && line.text.chars().count() >= LONG_ENOUGH {
                self.lines[index].line = Some(line);
                return Ok(());
            }
            let [a, b, c, d] = corners;
            let flipped = self.read_line(&[c, d, a, b])?;
            balance += weight(&line) - weight(&flipped);
            read.push([line, flipped]);
        }
        if balance < 0.0 {
            self.lay_out(boxes, turn.flipped());
        }
        let flipped = usize::from(balance < 0.0);
        for (index, both) in probes.into_iter().zip(read) {
            let [upright, other] = both;
            self.lines[index].line = Some(if flipped == 1 { other } else { upright });
        }
        self.order.retain(|&index| self.lines[index].line.is_none());
        Ok(())
    }

    fn read_line(&self, corners: &Quad) -> Result<Line, ReaderError> {
        let strip = Strip::cut(&self.canvas, corners);
        let (Recognised { text, confidence }, (ink, paper)) = match &strip {
            Some(strip) => (self.networks.recogniser.read(strip)?, strip.colours()),
            None => Default::default(),
        };
        let corners = corners.map(|corner| self.canvas.to_shown(corner));
        Ok(Line { text, confidence, corners, ink, paper })
    }
}

/// How much a line speaks for the end from which it was read.
fn weight(line: &Line) -> f32 {
    line.confidence * line.confidence * line.text.chars().count() as f32
}
