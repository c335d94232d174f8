//! The reader: pixels → lines.
//!
//! ```text
//! Pixels → Canvas                    pixels.rs      no transparency, bounded size
//!   → where writing is               detector.rs    a network on the shrunk picture, then outline.rs
//!   → shapes beside it                 shape.rs       coloured rules, seals, borders, bars, in the same shrunk picture
//!   → which way up                   turn.rs        by the shape of the boxes, and by reading a few lines both ways
//!   → the likeliest first            order.rs
//!   → how much of each               body.rs        of the lines of a paragraph only the ends
//!   → cut out and laid flat          strip.rs, column.rs
//!   → read, some by another reader   recogniser.rs  a network on the strip, then ctc.rs; where it is unsure, hangul.rs; errand.rs
//!   → Reading                                       with what stands in QR codes: code/
//! ```
//! The networks are those of `src/image/models`. Nothing here knows the clock: whoever drives a [`Picture`] watches the
//! time, and asks for as many lines as there is time for.
mod body;
mod code;
mod column;
mod ctc;
mod detector;
mod errand;
mod hangul;
mod network;
mod order;
mod outline;
mod pixels;
mod quad;
mod recogniser;
mod resize;
mod shape;
mod spelled;
mod strip;
mod turn;
#[cfg(feature = "reader-web")]
pub mod web;

pub use pixels::{NotPixels, Pixels};

use super::{Code, Line, Reading, Shape};
use body::Extent;
use detector::Detector;
use order::Placed;
use pixels::Canvas;
use quad::Quad;
use recogniser::Recogniser;
use spelled::{Spelled, spell};
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
    /// What is to be read for another reader is nothing that a [`Picture`] hands out.
    Errand,
}

impl fmt::Display for ReaderError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReaderError::Network(why) => write!(out, "the network cannot be used: {why}"),
            ReaderError::Characters => out.write_str("the list of characters is not the one of the network"),
            ReaderError::Errand => out.write_str("what is to be read is no line of a picture"),
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

    /// Finds the lines of a picture, and reads its QR codes. Which way up the lines are is a guess until some are read.
    pub fn open(&self, pixels: Pixels<'_>) -> Result<Picture, ReaderError> {
        let canvas = Canvas::new(pixels);
        let (boxes, shapes) = self.0.detector.find(&canvas)?;
        let (codes, codes_unread) = code::read(&canvas);
        let mut picture = Picture {
            networks: Arc::clone(&self.0),
            canvas,
            turn: Turn::Upright,
            guess: None,
            lines: Vec::new(),
            order: Vec::new(),
            handed_out: 0,
            codes,
            codes_unread,
            shapes,
        };
        let turns = turn::likely(&boxes);
        picture.lay_out(&boxes, turns[0]);
        picture.guess = Some(Guess { probes: picture.probes(), turns, boxes });
        Ok(picture)
    }
}

/// Reads lines of pictures that another reader holds, on another core: needs no network that finds them.
pub struct LineReader(Recogniser);

impl LineReader {
    /// From two of the files of [`Models`].
    pub fn new(recogniser: &[u8], characters: &str) -> Result<LineReader, ReaderError> {
        Ok(LineReader(Recogniser::new(recogniser, characters)?))
    }

    /// Reads what a [`Picture`] handed out: what it takes back.
    pub fn read(&self, errand: &[u8]) -> Result<Vec<u8>, ReaderError> {
        errand::read(errand, |strip| spell(&self.0, strip))
    }
}

/// A picture whose lines are found, and read as far as was asked for.
pub struct Picture {
    networks: Arc<Networks>,
    canvas: Canvas,
    turn: Turn,
    /// `None` when it is known which way up the lines are.
    guess: Option<Guess>,
    lines: Vec<Found>,
    /// Indices of the lines that are not read yet, the next one last; those that were handed out stand before all
    /// others.
    order: Vec<usize>,
    /// How many of them were handed out.
    handed_out: usize,
    codes: Vec<Code>,
    codes_unread: u32,
    shapes: Vec<Shape>,
}

/// What tells which way up the lines are.
struct Guess {
    boxes: Vec<Quad>,
    /// In how many ways they may be, the one that they were laid out in first.
    turns: &'static [Turn],
    /// Lines that are read in each of them.
    probes: Vec<Quad>,
}

struct Found {
    corners: Quad,
    place: Placed,
    extent: Extent,
    /// `None` until it is read.
    line: Option<Line>,
}

/// A line that is this sure, of at least [`LONG_ENOUGH`] characters, stands the right way up.
const SURE: f32 = 0.93;
/// In characters. A shorter one may read well from both ends.
const LONG_ENOUGH: usize = 4;
/// How many lines are read in every way at most, to learn which one is right.
const MAX_PROBES: usize = 3;
/// A column that is less sure than this may be a line that is turned.
const SURE_COLUMN: f32 = 0.8;

impl Picture {
    /// Reads further lines, the most telling ones first, and of those that were handed out and did not come back the
    /// last one first. The first time also a few that tell which way up all of them are; so how many remain is only
    /// known then, unless there are none at all. Fails only where the networks do not fit each other.
    pub fn read(&mut self, at_most: usize) -> Result<(), ReaderError> {
        if let Some(guess) = self.guess.take() {
            self.decide_turn(&guess)?;
        }
        for _ in 0..at_most {
            let Some(&next) = self.order.last() else { break };
            let line = self.read_found(&self.lines[next])?;
            self.set(next, line);
        }
        Ok(())
    }

    /// How many lines were found and not read yet, those that were handed out among them.
    pub fn remaining(&self) -> usize {
        self.order.len()
    }

    /// How many of those that remain were handed out.
    pub fn handed_out(&self) -> usize {
        self.handed_out
    }

    /// The next line for a [`LineReader`]. `None` where there is no further one that can be cut out before it is read:
    /// of what is tall, only that tells whether it runs down. What is handed out before the first line is read may have
    /// been in vain.
    pub fn hand_out(&mut self) -> Option<Vec<u8>> {
        let probe = self.guess.as_ref().and_then(|guess| guess.probes.first());
        let is_wanted = |&index: &usize| !self.lines[index].is_tall() && Some(&self.lines[index].corners) != probe;
        let at = self.handed_out + self.order[self.handed_out..].iter().rposition(is_wanted)?;
        let index = self.order.remove(at);
        self.order.insert(self.handed_out, index);
        self.handed_out += 1;
        Some(errand::packed(self.number(index), &self.strips(&self.lines[index])))
    }

    /// Takes what a [`LineReader`] read, unless that was read here meanwhile or is not to be read so.
    pub fn take_back(&mut self, read: &[u8]) {
        let Some((number, parts)) = errand::unpacked(read) else { return };
        let handed_out = &self.order[..self.handed_out];
        let Some(&index) = handed_out.iter().find(|&&index| self.number(index) == number) else { return };
        if parts.len() == self.lines[index].parts().len() {
            let line = self.lines[index].joined(parts);
            self.set(index, line);
        }
    }

    /// By which a line that was handed out is known again; it is another one for each way up.
    fn number(&self, index: usize) -> u32 {
        index as u32 * 4 + u32::from(self.turn.quarters())
    }

    /// Keeps what was read of a line, which is not to be read any more then.
    fn set(&mut self, index: usize, line: Spelled) {
        let found = &mut self.lines[index];
        found.line = Some(line.shown(&found.corners, &self.canvas));
        let Some(at) = self.order.iter().position(|&other| other == index) else { return };
        self.order.remove(at);
        self.handed_out -= usize::from(at < self.handed_out);
    }

    /// What was read so far.
    pub fn reading(&self) -> Reading {
        let places: Vec<Placed> = self.lines.iter().map(|found| found.place).collect();
        let lines = order::of_reading(&places).into_iter().filter_map(|index| self.lines[index].line.clone());
        let is_cut = |found: &&Found| found.line.is_some() && found.extent != Extent::Whole;
        Reading {
            width: self.canvas.shown.0,
            height: self.canvas.shown.1,
            turn: self.turn.quarters(),
            lines: lines.filter(|line| !line.text.is_empty()).collect(),
            unread: self.remaining() as u32,
            ends_only: self.lines.iter().filter(is_cut).count() as u32,
            codes: self.codes.clone(),
            codes_unread: self.codes_unread,
            shapes: self.shapes.clone(),
        }
    }

    fn size(&self) -> (f32, f32) {
        (self.canvas.width as f32, self.canvas.height as f32)
    }

    /// The boxes as lines of a picture that is turned so.
    fn lay_out(&mut self, boxes: &[Quad], turn: Turn) {
        let canvas = self.size();
        let boxes = column::joined(boxes.iter().map(|corners| turn.corners_from_start(corners)).collect());
        self.turn = turn;
        let places: Vec<Placed> = boxes.iter().map(|corners| Placed::new(corners, turn, canvas)).collect();
        let found = boxes.iter().zip(&places).zip(body::extents(&places));
        self.lines = found.map(|((&corners, &place), extent)| Found { corners, place, extent, line: None }).collect();
        let (width, height) = if turn.quarters().is_multiple_of(2) { canvas } else { (canvas.1, canvas.0) };
        self.order = order::of_telling(&places, width, height);
        self.order.reverse();
        self.handed_out = 0;
    }

    /// Boxes say whether lines run across or down; from which end they are read, or whether they are columns, only
    /// reading says.
    fn decide_turn(&mut self, Guess { boxes, turns, probes }: &Guess) -> Result<(), ReaderError> {
        let mut weights = vec![0.0; turns.len()];
        for probe in probes {
            for (turn, weight) in turns.iter().zip(&mut weights) {
                let corners = turn.corners_from_start(probe);
                let line =
                    if column::is_tall(&corners) { self.read_column(&corners) } else { self.read_level(&corners) };
                let line = line?;
                *weight += line.weight();
                if line.confidence > SURE && line.text.chars().count() >= LONG_ENOUGH {
                    if *turn != turns[0] {
                        self.lay_out(boxes, *turn);
                    }
                    if let Some(index) = self.lines.iter().position(|found| found.corners == corners) {
                        self.set(index, line);
                    }
                    return Ok(());
                }
            }
        }
        let best = (0..turns.len()).rev().max_by(|&a, &b| weights[a].total_cmp(&weights[b])).unwrap_or_default();
        if best > 0 {
            self.lay_out(boxes, turns[best]);
        }
        Ok(())
    }

    /// Lines that are long for their height, likely ones first.
    fn probes(&self) -> Vec<Quad> {
        let corners = self.order.iter().rev().map(|&index| self.lines[index].corners);
        let longer_than = |times: f32| corners.clone().filter(move |it| quad::width(it) > times * quad::height(it));
        let long: Vec<Quad> = longer_than(LONG_ENOUGH as f32).take(MAX_PROBES).collect();
        if long.is_empty() { longer_than(turn::LINE).take(MAX_PROBES).collect() } else { long }
    }

    /// Reads as much of a line as tells whether a marking stands in it. What is left out is an ellipsis in its text.
    fn read_found(&self, found: &Found) -> Result<Spelled, ReaderError> {
        if found.is_tall() {
            return self.read_tall(&found.corners);
        }
        let parts: Result<Vec<Spelled>, ReaderError> =
            self.strips(found).iter().map(|strip| spell(&self.networks.recogniser, strip)).collect();
        Ok(found.joined(parts?))
    }

    fn strips(&self, found: &Found) -> Vec<Strip> {
        found.parts().iter().map(|part| Strip::cut(&self.canvas, part)).collect()
    }

    /// Reads a box that is tall: down, or as a line that is turned where it is no column either.
    fn read_tall(&self, corners: &Quad) -> Result<Spelled, ReaderError> {
        let column = self.read_column(corners)?;
        if column.confidence > SURE_COLUMN {
            return Ok(column);
        }
        let [a, b, c, d] = *corners;
        let ways = [column, self.read_level(&[b, c, d, a])?, self.read_level(&[d, a, b, c])?];
        Ok(ways.into_iter().max_by(|a, b| a.weight().total_cmp(&b.weight())).unwrap_or_default())
    }

    fn read_level(&self, corners: &Quad) -> Result<Spelled, ReaderError> {
        spell(&self.networks.recogniser, &Strip::cut(&self.canvas, corners))
    }

    fn read_column(&self, corners: &Quad) -> Result<Spelled, ReaderError> {
        let lying = Strip::cut(&self.canvas, &column::lying(*corners));
        spell(&self.networks.recogniser, &column::upright(&lying))
    }
}

impl Found {
    fn is_tall(&self) -> bool {
        self.extent == Extent::Whole && column::is_tall(&self.corners)
    }

    /// What is read of it if it is not tall.
    fn parts(&self) -> Vec<Quad> {
        let corners = &self.corners;
        match self.extent {
            Extent::Whole => vec![*corners],
            Extent::Ends(heights) if heights > 0.0 => vec![body::start(corners), body::end(corners, heights)],
            Extent::Ends(_) => vec![body::start(corners)],
        }
    }

    /// What its parts say together.
    fn joined(&self, parts: Vec<Spelled>) -> Spelled {
        let mut parts = parts.into_iter();
        let start = parts.next().unwrap_or_default();
        if self.extent == Extent::Whole { start } else { start.cut(parts.next()) }
    }
}
